package main

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"newsannotate/annotate/document"
)

func newShow(s streams) *cobra.Command {
	listed := false
	cmd := &cobra.Command{
		Use:   "show [flags] PATH...",
		Short: "Show documents as text",
		Long: `show prints the article of each document with its mentions in brackets and, behind
each, its type and its entity or value. PATH is a file of documents, a folder of
them, or - for standard input.

--plain lists what the document says instead: entities and mentions, one a line,
without offsets, scores and hashes, and without need of the article. So git shows
a readable difference of annotations:
  echo '*.yaml diff=annotate' >> .gitattributes
  git config diff.annotate.textconv 'annotate show --plain'`,
		Example: `  annotate show annotations/a.yaml
  annotate show --plain annotations`,
		Args: needPath,
		RunE: func(_ *cobra.Command, args []string) error {
			out := bufio.NewWriter(s.out)
			failed := false
			for doc, err := range documents(s.in, args) {
				if err == nil && listed {
					list(out, doc.Document)
				} else if err == nil {
					err = bracket(out, doc)
				}
				if err != nil {
					failed = true
					fmt.Fprintln(s.err, plain(err.Error()))
				}
			}
			if err := out.Flush(); err != nil {
				return err
			}
			if failed {
				return errFailed
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&listed, "plain", false, "list entities and mentions, without the article")
	return cmd
}

// bracket prints the article of doc with its mentions in brackets.
func bracket(out io.Writer, doc filed) error {
	text, err := doc.text()
	if err != nil {
		return fmt.Errorf("%s: %w; --plain needs no article", doc.path, err)
	}
	d := *doc.Document
	d.Mentions = append([]document.Mention(nil), d.Mentions...)
	d.Rejected = append([]document.Rejected(nil), d.Rejected...)
	for _, p := range d.CheckText([]byte(text)) {
		if p.Severity == document.Failure {
			return fmt.Errorf("%s: %s; 'annotate check' says more", doc.path, p.Msg)
		}
	}
	if err := d.ConvertOffsets(text, document.Bytes); err != nil {
		return fmt.Errorf("%s: %w", doc.path, err)
	}
	var b strings.Builder
	done := 0
	for _, m := range d.Mentions {
		if m.Placed() {
			fmt.Fprintf(&b, "%s[%s|%s]", text[done:m.Start], text[m.Start:m.End], about(m))
			done = m.End
		}
	}
	b.WriteString(text[done:])
	_, err = fmt.Fprintf(out, "%s\n", plain(strings.TrimRight(b.String(), "\n")))
	return err
}

// about is what a document says of m: its type, then entity or value.
func about(m document.Mention) string {
	return strings.Join(strings.Fields(fmt.Sprintf("%s %s %s %s", m.Type, m.Entity, m.Value, m.Mod)), " ")
}

// list prints what d says, one fact a line. A change of the article moves no
// line, since there are no offsets.
func list(out io.Writer, d *document.Document) {
	line := func(format string, args ...any) {
		fmt.Fprintln(out, strings.TrimRight(plain(fmt.Sprintf(format, args...)), " "))
	}
	line("article %s", cmp.Or(d.Title, d.Source.Record, d.Source.Path))
	if d.Published.Value != "" {
		line("published %s, from %s", d.Published.Value, d.Published.From)
	}
	for _, e := range d.Entities {
		facts := strings.Fields(e.Kind + " " + e.ISO + " " + strings.Join(e.Roles, "; "))
		line("entity %s: %s %q %s", e.ID, e.Type, e.Name, strings.Join(facts, " "))
	}
	for _, m := range d.Mentions {
		line("mention %q: %s", m.Text, about(m))
	}
	for _, r := range d.Rejected {
		line("rejected %q: %s", r.Text, r.Type)
	}
}
