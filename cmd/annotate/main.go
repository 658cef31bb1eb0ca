// Command annotate tags the people, places, organisations and dates of English
// news and writes YAML annotations, which its other commands compare and count.
// README.md is the manual.
package main

import "os"

func main() { os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }
