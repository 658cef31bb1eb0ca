package main

import (
	"cmp"
	"fmt"
	"io"
	"iter"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"newsannotate/annotate/compare"
	"newsannotate/annotate/document"
)

// diffOptions are the flags of diff.
type diffOptions struct {
	streams
	compare.Options
	format   string
	types    []string
	ignore   []string
	color    string
	stat     bool
	nameOnly bool
	quiet    bool
}

var diffFormats = []string{"text", "json", "yaml", "markdown", "github"}

func newDiff(s streams) *cobra.Command {
	o := diffOptions{streams: s}
	cmd := &cobra.Command{
		Use:   "diff [flags] OLD NEW",
		Short: "Show what changed between two annotations",
		Long: `diff compares documents: two files, two folders by relative path, or streams of
documents by their source; - is standard input.

A mention that moved because the article was edited has not changed. Where both
texts are at hand (beside the documents, and unchanged since) they are compared;
else mentions are matched by their words, their order and distances. An entity
is the one with which it shares the most mentions, whatever its id. A changed
path, hash, title or generator is named and is no difference.

Changes: ` + wrapped(names(compare.Classes), 9) + `.

With git, for annotations only:
  echo '*.yaml diff=annotate' >> .gitattributes
  git config diff.annotate.command 'annotate diff'
or once, for all files:
  GIT_EXTERNAL_DIFF='annotate diff' git diff
Called so, it exits with 0 even where there are differences, as git demands.

Exit codes: 0 no differences, 1 differences, 2 trouble.`,
		Example: `  annotate diff old.yaml new.yaml
  annotate diff --stat old new                         two folders
  annotate diff --ignore rescored,role --types person old.yaml new.yaml
  annotate articles | annotate diff annotations -      against what is annotated now
  annotate diff --format github old new                for a workflow's log`,
		RunE: func(_ *cobra.Command, args []string) error {
			if err := o.complete(); err != nil {
				return err
			}
			switch {
			case len(args) == 7 || len(args) == 9:
				return o.git(args)
			case len(args) == 1 && os.Getenv("GIT_DIFF_PATH_COUNTER") != "":
				_, err := fmt.Fprintf(o.out, "%s is unmerged\n", oneLine(args[0]))
				return err
			case len(args) != 2:
				return usagef("diff needs two PATHs, OLD and NEW, got %d", len(args))
			case args[0] == "-" && args[1] == "-":
				return usagef("diff - -: only one of the two can be standard input")
			}
			return o.run(args)
		},
	}
	f := cmd.Flags()
	f.SortFlags = false
	f.StringVar(&o.format, "format", "text", "`FORMAT`: "+strings.Join(diffFormats, ", "))
	f.BoolVar(&o.stat, "stat", false, "only count the changes of each document")
	f.BoolVar(&o.nameOnly, "name-only", false, "only name the documents that differ")
	f.StringSliceVar(&o.ignore, "ignore", nil, "leave out these `CLASSES` of changes")
	f.StringSliceVar(&o.types, "types", nil, "only these `TYPES`: person, place, organisation, date")
	f.Float64Var(&o.ScoreDelta, "score-delta", 0.1, "a score must move by more than `D` to be a change")
	f.StringVar(&o.color, "color", "auto", "colour: `WHEN`: auto, always or never")
	f.BoolVarP(&o.quiet, "quiet", "q", false, "print nothing; the exit code tells")
	for name, values := range map[string][]string{
		"format": diffFormats, "types": names(document.Types), "ignore": names(compare.Classes), "color": colors,
	} {
		_ = cmd.RegisterFlagCompletionFunc(name, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp))
	}
	return cmd
}

// wrapped lists words over lines of 80 columns, the first of which begins at a
// column.
func wrapped(words []string, column int) string {
	var b strings.Builder
	for i, w := range words {
		if i > 0 {
			b.WriteByte(',')
			column++
			if column+1+len(w) > 79 {
				b.WriteByte('\n')
				column = 0
			} else {
				b.WriteByte(' ')
				column++
			}
		}
		b.WriteString(w)
		column += len(w)
	}
	return b.String()
}

// complete checks the flags and gives them their meaning.
func (o *diffOptions) complete() (err error) {
	if err := oneOf("format", o.format, diffFormats); err != nil {
		return err
	}
	if err := oneOf("color", o.color, colors); err != nil {
		return err
	}
	if o.Types, err = typesOf(o.types); err != nil {
		return err
	}
	for _, class := range o.ignore {
		if err := oneOf("ignore", class, names(compare.Classes)); err != nil {
			return err
		}
		o.Ignore = append(o.Ignore, compare.Class(class))
	}
	switch {
	case !(o.ScoreDelta >= 0 && o.ScoreDelta <= 1):
		return usagef("--score-delta %v: want a number from 0 to 1", o.ScoreDelta)
	case o.stat && o.nameOnly:
		return usagef("--stat and --name-only are two ways to be brief: give one")
	case (o.stat || o.nameOnly) && o.format != "text":
		return usagef("--stat and --name-only are text: leave out --format %s, which has the counts and names too", o.format)
	}
	return nil
}

// A difference is what was found out about one document.
type difference struct {
	name     string
	old, new *filed // one is nil where only one side has the document
	diff     *compare.Diff
	text     [2]*compare.Places // of the old and the new text, where they are at hand
}

// differs reports whether there is more than remarks.
func (d *difference) differs() bool { return d.diff == nil || len(d.diff.Changes) > 0 }

// run compares and prints. It returns errDifferent where there are differences.
func (o *diffOptions) run(args []string) error {
	differ, failed, err := o.report(sets(o.in, args))
	switch {
	case err != nil:
		return err
	case failed:
		return errFailed
	case differ:
		return errDifferent
	}
	return nil
}

// report prints what differs, and on standard error what could not be read.
func (o *diffOptions) report(documents iter.Seq2[set, error]) (differ, failed bool, err error) {
	p := o.printer()
	for s, err := range documents {
		var d *difference
		if err == nil {
			d, err = o.compare(s)
		}
		if err != nil {
			failed = true
			fmt.Fprintln(o.err, plain(err.Error()))
			continue
		}
		differ = differ || d.differs()
		if err := p.add(d); err != nil {
			return differ, failed, err
		}
	}
	return differ, failed, p.close()
}

// compare compares the two sides of s.
func (o *diffOptions) compare(s set) (*difference, error) {
	d := &difference{name: s.name, old: s.docs[0], new: s.docs[1]}
	if d.old == nil || d.new == nil {
		return d, nil
	}
	old, new := d.old.input(), d.new.input()
	var err error
	if d.diff, err = compare.Compare(old, new, o.Options); err != nil {
		return nil, fmt.Errorf("%s: %w", s.name, err)
	}
	if len(d.diff.Changes) > 0 && d.diff.New.Offsets == document.Bytes {
		for i, in := range [2]compare.Input{old, new} {
			if text := cmp.Or(in.Document.Text, in.Text); text != "" {
				d.text[i] = compare.NewPlaces(text)
			}
		}
	}
	return d, nil
}

// git is run as git's external diff, with its arguments: path old-file old-hex
// old-mode new-file new-hex new-mode, and for a renamed file its new path and
// how alike the two are. Anything but exit code 0 would end git.
func (o *diffOptions) git(args []string) error {
	if os.Getenv("GIT_PAGER_IN_USE") != "" && o.color == "auto" && os.Getenv("NO_COLOR") == "" {
		o.color = "always"
	}
	path := [2]string{args[0], args[0]}
	if len(args) == 9 {
		path[1] = args[7]
	}
	streams := make([]iter.Seq2[filed, error], 2)
	for k, file := range [2]string{args[1], args[4]} {
		streams[k] = func(func(filed, error) bool) {}
		if file != os.DevNull {
			streams[k] = documentFile{file, path[k], path[k]}.read(o.in)
		}
	}
	_, _, err := o.report(func(yield func(set, error) bool) { match(streams, path[1], yield) })
	return err
}

// printer prints differences in the format that o wants.
func (o *diffOptions) printer() diffPrinter {
	switch {
	case o.quiet:
		return quietDiff{}
	case o.nameOnly:
		return namesOfDiff{o.out}
	case o.stat:
		return &statOfDiff{out: o.out}
	case o.format == "github":
		return githubDiff{o.out}
	case o.format == "markdown":
		return &markdownDiff{out: o.out}
	case o.format == "text":
		return &textDiff{out: o.out, style: styleFor(o.color, o.out), seen: map[compare.Note]bool{}}
	}
	return &dataDiff{out: o.out, format: o.format}
}

var colors = []string{"auto", "always", "never"}

// A style colours text for a terminal, or does not.
type style bool

// styleFor says whether to colour what is written to out: on a terminal,
// unless the person or the terminal does not want it.
func styleFor(color string, out io.Writer) style {
	return style(color == "always" ||
		color == "auto" && isTerminal(out) && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb")
}

// The codes of a style.
const (
	bold   = "1"
	dim    = "2"
	red    = "31"
	green  = "32"
	yellow = "33"
)

func (s style) paint(code, text string) string {
	if !s || text == "" {
		return text
	}
	return "\x1b[" + code + "m" + text + "\x1b[m"
}

// counted writes counts of classes in words, in order.
func counted(counts map[compare.Class]int) string {
	var parts []string
	for _, k := range compare.Classes {
		if counts[k] > 0 {
			parts = append(parts, fmt.Sprint(counts[k], " ", k))
		}
	}
	return strings.Join(parts, ", ")
}

// has reports whether c is of a class.
func has(c compare.Change, k compare.Class) bool { return slices.Contains(c.Classes, k) }
