package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"newsannotate/annotate/document"
)

// checkOptions are the flags of check.
type checkOptions struct {
	streams
	fix, update bool
	format      string
	quiet       bool

	annotators annotators         // for --fix and --update
	used       map[*config][]bool // which entries of a lexicon some document has
}

var checkFormats = []string{"text", "github", "json", "jsonl"}

func newCheck(s streams) *cobra.Command {
	o := checkOptions{streams: s}
	cmd := &cobra.Command{
		Use:   "check [flags] PATH...",
		Short: "Check documents against their articles, and mend them",
		Long: `check reads documents strictly, compares them with their articles, and prints what
is wrong as file:line:column: message: an article that has changed since, offsets
and texts that do not fit, overlaps, links to nothing. PATH is a file of
documents, a folder of them, or - for standard input.

--fix mends what is certain and says what is not. It fills in what a person left
out: the offsets of a mention added with type and text alone, its entity, its
timex, its text; puts mentions in order; and marks what is a person's with by:
hand. After an edit of the article it moves offsets, by the words and their order
alone. Where nothing else has changed since the document was made, it knows which
lines a person has deleted, and turns them into rejected: it makes the document
again and compares, if the digest tells that it was edited.

--update does that, and then annotates again where the article or the program has
changed, with the options that the document was made with and the lexicon of the
configuration. What a person decided stays: mentions that are by: hand, or that differ from what the program says in an
edited document, and rejected ones, which are not proposed again.

A document's digest is always that of what the program made, so that it goes on to
tell a person's part.

Of a folder it also says, on standard error, which entries of the lexicon in the
configuration have no mention in it.

The exit code is 1 where something is wrong, and left so, and 2 where a document
cannot be read.`,
		Example: `  annotate check annotations                    a folder
  annotate check --fix annotations/a.yaml       fill in and move what is certain
  annotate check --update annotations           annotate again what is stale
  annotate check --format github annotations    as annotations of a pull request`,
		Args: needPath,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := oneOf("format", o.format, checkFormats); err != nil {
				return err
			}
			o.fix = o.fix || o.update
			return o.run(cmd.Context(), args)
		},
	}
	f := cmd.Flags()
	f.SortFlags = false
	f.BoolVar(&o.fix, "fix", false, "mend what is certain, in place")
	f.BoolVar(&o.update, "update", false, "annotate again what is stale, and keep what a person decided")
	f.StringVar(&o.annotators.config, "config", "", "annotate with the configuration in `FILE` instead of the nearest "+configName)
	f.StringVar(&o.format, "format", "text", "`FORMAT`: "+strings.Join(checkFormats, ", "))
	f.BoolVarP(&o.quiet, "quiet", "q", false, "say nothing on standard error of what was mended")
	_ = cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(checkFormats, cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

// A finding is one thing that is wrong.
type finding struct {
	Path     string `json:"path"`
	Line     int    `json:"line,omitempty"` // 0: the file as a whole
	Column   int    `json:"column,omitempty"`
	Severity string `json:"severity"` // error or warning
	Message  string `json:"message"`
}

func (o *checkOptions) run(ctx context.Context, args []string) error {
	report := &reporter{w: o.out, format: o.format}
	o.used = map[*config][]bool{}
	folders := false
	if o.fix && slices.Contains(args, "-") {
		report.w = o.err // the mended documents have the other stream
	}
	unread := false
	for _, arg := range args {
		out := lazyFolder{root: arg}
		if info, err := os.Stat(arg); err != nil || !info.IsDir() {
			out.root = filepath.Dir(arg)
		} else {
			folders = true
		}
		for file, err := range documentFiles(arg) {
			if ctx.Err() != nil {
				break
			}
			if err == nil {
				var ok bool
				ok, err = o.file(file, &out, report)
				unread = unread || !ok
			}
			if err != nil {
				unread = true
				fmt.Fprintln(o.err, plain(err.Error()))
			}
		}
		if err := out.close(); err != nil {
			return err
		}
	}
	if folders {
		o.sayUnused()
	}
	switch err := report.close(); {
	case err != nil:
		return err
	case ctx.Err() != nil:
		return ctx.Err()
	case unread:
		return errFailed
	case report.n > 0:
		return errDifferent
	}
	return nil
}

// file checks one file, after mending it where that is wanted. It is not ok
// where a document in it cannot be read.
func (o *checkOptions) file(file documentFile, out *lazyFolder, report *reporter) (ok bool, err error) {
	in := o.in
	left := map[int][]document.Problem{} // by the number of the document
	if o.fix {
		var mended []byte
		if mended, left, err = o.mendFile(file, out); err != nil {
			return false, err
		}
		in = bytes.NewReader(mended) // of standard input; a file is read again
		if file.path == "-" {
			if _, err := o.out.Write(mended); err != nil {
				return false, err
			}
		}
	}
	n := -1
	ok = true
	for doc, err := range file.read(in) {
		n++
		var findings []finding
		if doc.Entry == nil {
			ok = false
			findings = errorFindings(file.name, err)
		} else {
			findings = o.check(doc, left[n])
			o.use(doc)
		}
		if err := report.add(findings); err != nil {
			return ok, err
		}
	}
	return ok, nil
}

// use marks the entries of the lexicon that d has mentions of.
func (o *checkOptions) use(d filed) {
	c, err := o.annotators.configOf(d)
	if err != nil || len(c.lexicon.Entries) == 0 {
		return
	}
	has := map[string]bool{}
	for _, e := range d.Entities {
		has["id "+e.ID] = true
	}
	for _, m := range d.Mentions {
		has[string(m.Type)+" "+m.Text] = true
	}
	used := o.used[c]
	if used == nil {
		used = make([]bool, len(c.lexicon.Entries))
		o.used[c] = used
	}
	for i, e := range c.lexicon.Entries {
		used[i] = used[i] || has["id "+cmp.Or(e.ID, document.Slug(e.Name))] ||
			slices.ContainsFunc(append([]string{e.Name}, e.Aliases...), func(s string) bool { return has[string(e.Type)+" "+s] })
	}
}

// sayUnused says which entries of a lexicon no document has. That is no
// finding: a lexicon may be for more than these.
func (o *checkOptions) sayUnused() {
	configs := slices.SortedFunc(maps.Keys(o.used), func(a, b *config) int { return cmp.Compare(a.path, b.path) })
	for _, c := range configs {
		for i, e := range c.lexicon.Entries {
			if !o.used[c][i] {
				o.say(fmt.Sprintf("%s:%d", c.path, e.Line), fmt.Sprintf("%q is in the lexicon and in none of these documents", e.Name))
			}
		}
	}
}

// errorFindings are the errors of reading one document.
func errorFindings(path string, err error) []finding {
	errs := []error{err}
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		errs = joined.Unwrap()
	}
	var list []finding
	for _, err := range errs {
		f := finding{Path: path, Severity: "error", Message: err.Error()}
		if at, ok := errors.AsType[*document.Error](err); ok {
			f = finding{at.File, at.Line, at.Column, "error", at.Msg}
		}
		list = append(list, f)
	}
	return list
}

// check returns what is wrong with d, in the order of its lines. What mending
// could not do is said in place of what Check says of the same part.
func (o *checkOptions) check(d filed, left []document.Problem) []finding {
	problems := slices.Concat(left, d.Check())
	problems = append(problems, sourceProblems(d)...)
	said := map[string]bool{}
	var list []finding
	for _, p := range problems {
		if said[p.Path] && len(left) > 0 && p.Severity == document.Warning {
			continue
		}
		said[p.Path] = true
		at := d.Place(p)
		severity := "warning"
		if p.Severity == document.Failure {
			severity = "error"
		}
		list = append(list, finding{at.File, at.Line, at.Column, severity, p.Msg})
	}
	slices.SortStableFunc(list, func(a, b finding) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	return list
}

// sourceProblems compares d with its article.
func sourceProblems(d filed) []document.Problem {
	data, err := d.sourceData()
	switch {
	case errors.Is(err, errNoSource):
		return nil
	case err != nil:
		return []document.Problem{{Severity: document.Failure, Path: "source.path", Msg: err.Error() + ": it cannot be compared with the document"}}
	}
	problems := d.CheckText(data)
	if len(problems) > 0 && problems[0].Path == "source.sha256" {
		// What does not fit a changed article follows from that.
		where := "its mentions are where they were"
		if n := misplaced(problems); n > 0 {
			where = fmt.Sprintf("%d of its mentions are not where they were", n)
		}
		problems = []document.Problem{{Severity: document.Failure, Path: "source.sha256",
			Msg: "the article has changed since, and " + where + ": annotate it again with --update, or let --fix move them"}}
	}
	return problems
}

// misplaced counts the mentions that problems are of.
func misplaced(problems []document.Problem) int {
	n := 0
	for _, p := range problems {
		if strings.HasPrefix(p.Path, "mentions[") {
			n++
		}
	}
	return n
}

// sourceData is the source of d as it is now.
func (d filed) sourceData() ([]byte, error) {
	path, err := d.sourcePath()
	if err != nil {
		return nil, err
	}
	if d.Source.Record != "" {
		return nil, errNoSource // the hash of a record is not that of its file
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("its source: %w", inputError(path, err))
	}
	return data, nil
}

// A reporter writes findings in one of the formats.
type reporter struct {
	w      io.Writer
	format string
	n      int
}

func (r *reporter) add(list []finding) error {
	for _, f := range list {
		r.n++
		line, err := r.render(f)
		if err != nil {
			return err
		}
		if _, err := io.WriteString(r.w, line); err != nil {
			return err
		}
	}
	return nil
}

func (r *reporter) render(f finding) (string, error) {
	switch r.format {
	case "github":
		// https://docs.github.com/actions: workflow commands, whose escapes these are
		data := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
		property := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
		place := ""
		if f.Line > 0 {
			place = fmt.Sprintf(",line=%d,col=%d", f.Line, f.Column)
		}
		return fmt.Sprintf("::%s file=%s%s::%s\n", f.Severity, property.Replace(f.Path), place, data.Replace(f.Message)), nil
	case "json":
		line, err := marshalLine(f)
		if r.n == 1 {
			return "[\n  " + line, err
		}
		return ",\n  " + line, err
	case "jsonl":
		line, err := marshalLine(f)
		return line + "\n", err
	}
	e := document.Error{File: f.Path, Line: f.Line, Column: f.Column, Msg: f.Message}
	if f.Severity == "warning" {
		e.Msg = "warning: " + e.Msg
	}
	return oneLine(e.Error()) + "\n", nil
}

// close ends what is written.
func (r *reporter) close() error {
	if r.format != "json" {
		return nil
	}
	end := "\n]\n"
	if r.n == 0 {
		end = "[]\n"
	}
	_, err := io.WriteString(r.w, end)
	return err
}
