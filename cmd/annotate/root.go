package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"runtime"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"newsannotate/annotate"
	"newsannotate/annotate/document"
)

// streams are what a command reads and writes. Data goes to out; everything
// else that a person may want to know goes to err.
type streams struct {
	in  io.Reader
	out io.Writer
	err io.Writer
}

// isTerminal reports whether stream, one of streams, is a terminal.
func isTerminal(stream any) bool {
	f, ok := stream.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// annotateOptions are the flags of the main command.
type annotateOptions struct {
	streams
	annotate.Options
	output    string
	format    string
	stdinName string
	config    string
	types     []string
	offsets   string
	force     bool
	quiet     bool
	jobs      int
}

// formats are the values of --format.
var formats = names(document.Formats)

func newRoot(s streams) *cobra.Command {
	o := annotateOptions{streams: s}
	cmd := &cobra.Command{
		Use:   "annotate [flags] [FILE | DIR | -]...",
		Short: "Tag people, places, organisations and dates in news articles",
		Long: `Tag people, places, organisations and dates in English news.

Examples:
  annotate article.txt                      YAML on standard output
  annotate < article.txt                    the same, from a pipe
  annotate article.txt -o article.yaml      into a file
  annotate articles -o annotations          a folder, into a tree of its own
  annotate --published 2022-11-08 a.txt     the day that "Monday" counts from
  annotate --format jsonl articles          one JSON document a line

A FILE is annotated. A DIR is walked for .txt files, in sorted order; other and
hidden files are passed over and counted. - is standard input, which is also
read where no input is named and something is piped in. A file that is named
like a command is given as ./diff.

One bad input never ends a batch. What is up to date is not annotated again, and
what a person has edited is not written over without --force.

Exit codes:
  0    fine
  1    differences, findings, or a score below --min
  2    wrong usage, or some input failed
  130  interrupted`,
		Args:              cobra.ArbitraryArgs,
		SilenceErrors:     true,
		SilenceUsage:      true,
		CompletionOptions: cobra.CompletionOptions{HiddenDefaultCmd: false},
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 && isTerminal(o.in) {
				cmd.SetOut(o.err)
				if err := cmd.Help(); err != nil {
					return err
				}
				return errFailed
			}
			if err := misspelt(cmd, args); err != nil {
				return err
			}
			c, err := findConfig(args, o.config)
			if err != nil {
				return err
			}
			if err := c.apply(cmd); err != nil {
				return err
			}
			o.Lexicon = c.lexicon
			if err := o.complete(); err != nil {
				return err
			}
			return o.run(cmd.Context(), args)
		},
	}
	cmd.SuggestionsMinimumDistance = 2
	cmd.SetIn(s.in)
	cmd.SetOut(s.out)
	cmd.SetErr(s.err)
	cmd.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return usageError{err} })
	o.flags(cmd)
	cmd.AddCommand(newDiff(s), newScore(s), newSummarise(s), newFind(s), newCheck(s), newShow(s), newConfig(s), newSchema(s), newVersion(s))
	cmd.InitDefaultHelpCmd()
	return cmd
}

// flags gives cmd the flags that set o.
func (o *annotateOptions) flags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.SortFlags = false
	f.StringVarP(&o.output, "output", "o", "", "write to `FILE`, or into DIR where it is a folder, ends in / or several inputs are given")
	f.StringVar(&o.format, "format", "yaml", "`FORMAT`: yaml, json or jsonl")
	f.StringVar(&o.Published, "published", "", "`DAY` of publication, such as 2022-11-07 (default: found in the article)")
	f.StringSliceVar(&o.types, "types", nil, "write only these `TYPES`: person, place, organisation, date")
	f.Float64Var(&o.MinScore, "min-score", 0, "leave out names whose `SCORE` is lower (0 to 1)")
	f.StringVar(&o.offsets, "offsets", "bytes", "the `UNIT` of offsets: bytes, runes or utf16")
	f.BoolVar(&o.Vague, "vague", false, "tag vague dates too, such as now and recently")
	f.BoolVar(&o.DMY, "dmy", false, "read 11/7/2022 as 11 July 2022")
	f.BoolVar(&o.Explain, "explain", false, "give each mention its evidence")
	f.StringVar(&o.stdinName, "stdin-filename", "", "the `NAME` of what comes from standard input")
	f.StringVar(&o.config, "config", "", "read this configuration `FILE` (default: the nearest .annotate.yaml)")
	f.BoolVar(&o.force, "force", false, "write again what is up to date, and over what a person has edited")
	f.IntVarP(&o.jobs, "jobs", "j", runtime.NumCPU(), "annotate `N` articles at once; the output is the same at any N")
	f.BoolVarP(&o.quiet, "quiet", "q", false, "no warnings and no closing line on standard error")
	for _, name := range []string{"format", "types", "offsets"} {
		values := map[string][]string{"format": formats, "types": names(document.Types), "offsets": {"bytes", "runes", "utf16"}}[name]
		_ = cmd.RegisterFlagCompletionFunc(name, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp))
	}
}

// misspelt is the error of a first argument that is no file and much like a
// command.
func misspelt(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	if _, err := os.Stat(args[0]); !errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if like := cmd.SuggestionsFor(args[0]); len(like) > 0 {
		return usagef("%s: no such file or command; did you mean 'annotate %s'?", args[0], like[0])
	}
	return nil
}

// names are the members of a vocabulary as strings.
func names[T ~string](members []T) []string {
	names := make([]string, len(members))
	for i, m := range members {
		names[i] = string(m)
	}
	return names
}

// complete checks the flags and gives them their meaning.
func (o *annotateOptions) complete() error {
	if !slices.Contains(formats, o.format) {
		return usagef("--format %q: want %s", o.format, strings.Join(formats, ", "))
	}
	for _, name := range o.types {
		if !slices.Contains(names(document.Types), name) {
			return usagef("--types %q: want some of %s", name, strings.Join(names(document.Types), ", "))
		}
	}
	for _, t := range document.Types { // in this order, whatever the order given
		if slices.Contains(o.types, string(t)) {
			o.Types = append(o.Types, t)
		}
	}
	o.Offsets = document.Unit(o.offsets)
	if o.Offsets != document.Bytes && o.Offsets != document.Runes && o.Offsets != document.UTF16 {
		return usagef("--offsets %q: want bytes, runes or utf16", o.offsets)
	}
	if !(o.MinScore >= 0 && o.MinScore <= 1) {
		return usagef("--min-score %v: want a number from 0 to 1", o.MinScore)
	}
	if o.jobs < 1 {
		return usagef("--jobs %d: want 1 or more", o.jobs)
	}
	return nil
}

func newSchema(s streams) *cobra.Command {
	return &cobra.Command{
		Use:     "schema",
		Short:   "Print the JSON Schema of a document",
		Example: `  annotate schema > annotate.schema.json`,
		Args:    noArgs,
		RunE: func(*cobra.Command, []string) error {
			_, err := s.out.Write(document.SchemaJSON())
			return err
		},
	}
}

func newVersion(s streams) *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the version of the tool and of the document's schema",
		Args:  noArgs,
		RunE: func(*cobra.Command, []string) error {
			_, err := fmt.Fprintf(s.out, "annotate %s, schema %s\n", annotate.Version, document.Schema)
			return err
		},
	}
}

func noArgs(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usagef("%s takes no argument, got %q", cmd.CommandPath(), args[0])
	}
	return nil
}
