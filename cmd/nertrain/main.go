// Command nertrain builds what annotate embeds, and measures it. It is for the
// people who work on annotate; nothing here is needed to use it.
//
//	nertrain lists      compile the gazetteer and the word clusters
//	nertrain train      train the recogniser's model
//	nertrain eval       score the recogniser on the development sets
//	nertrain eval-dates score the date rules on the temporal sets
//	nertrain house      check and count the house corpus
package main

import (
	"fmt"
	"io"
	"os"
	"sort"
)

// A command is one verb. It reads its own flags from args and prints to out.
type command func(args []string, out io.Writer) error

// commands is filled by the file of each verb.
var commands = map[string]command{}

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

// run is main with its streams given: exit code 0, 1 for a failed verb or 2
// for wrong usage.
func run(args []string, stdout, stderr io.Writer) int {
	if len(args) == 0 || commands[args[0]] == nil {
		names := make([]string, 0, len(commands))
		for name := range commands {
			names = append(names, name)
		}
		sort.Strings(names)
		fmt.Fprintf(stderr, "nertrain: want one of %q\n", names)
		return 2
	}
	if err := commands[args[0]](args[1:], stdout); err != nil {
		fmt.Fprintf(stderr, "nertrain %s: %v\n", args[0], err)
		return 1
	}
	return 0
}
