package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"newsannotate/annotate/document"
	"newsannotate/annotate/summary"
	"newsannotate/ner/token"
)

// findOptions are the flags of find.
type findOptions struct {
	streams
	name     string
	types    []document.Type
	from, to string
	format   string
	style    style
	count    bool
}

func newFind(s streams) *cobra.Command {
	o := findOptions{streams: s}
	var types []string
	var color string
	cmd := &cobra.Command{
		Use:   "find [flags] NAME PATH...",
		Short: "Find every mention of a person, place, organisation or date",
		Long: `find prints every mention of NAME with its place in the article and its sentence,
as grep would: file:line:column: sentence, with the mention in brackets, or in
colour on a terminal. PATH is a file of documents, a folder of them, or - for
standard input.

NAME is, whatever its case and marks, the name of an entity, an alias, or the text
of a mention; of a person also the end of the name, so that Erdogan finds Recep
Tayyip Erdoğan. It can be an entity's id, the ISO code of a country (TR), a
number of GeoNames, or the value of a date or its beginning (2022-11). An empty
NAME, '', is every mention.

--from and --to choose the articles that were published between two days; with
--type date they choose dates whose value lies between them.

Where the article is missing or has changed, the place is that of the mention in
the document. The exit code is 1 where nothing is found.`,
		Example: `  annotate find Akar annotations                  by name, alias or surname
  annotate find TR annotations                    a country, by its code
  annotate find --count hulusi-akar annotations   how many in each article
  annotate find --type date 2022-11 annotations   dates of November 2022
  annotate find --format json Türkiye annotations`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usagef("%s needs a NAME and a PATH", cmd.CommandPath())
			}
			return needPath(cmd, args[1:])
		},
		RunE: func(_ *cobra.Command, args []string) (err error) {
			if o.types, err = typesOf(types); err != nil {
				return err
			}
			if err := oneOf("format", o.format, []string{"text", "json", "jsonl"}); err != nil {
				return err
			}
			if err := oneOf("color", color, colors); err != nil {
				return err
			}
			o.style = styleFor(color, o.out)
			for flag, day := range map[string]string{"from": o.from, "to": o.to} {
				if err := checkDay(flag, day); err != nil {
					return err
				}
			}
			o.name = args[0]
			return o.run(args[1:])
		},
	}
	f := cmd.Flags()
	f.SortFlags = false
	f.StringSliceVar(&types, "type", nil, "find only mentions of these `TYPES`: person, place, organisation, date")
	f.StringVar(&o.from, "from", "", "in articles published, or dates that lie, on `DAY` or later")
	f.StringVar(&o.to, "to", "", "in articles published, or dates that lie, on `DAY` or earlier")
	f.BoolVar(&o.count, "count", false, "print how many there are in each article that has any")
	f.StringVar(&o.format, "format", "text", "`FORMAT`: text, json or jsonl")
	f.StringVar(&color, "color", "auto", "`WHEN` to colour: auto, always or never")
	for name, values := range map[string][]string{
		"type": names(document.Types), "format": {"text", "json", "jsonl"}, "color": colors,
	} {
		_ = cmd.RegisterFlagCompletionFunc(name, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp))
	}
	return cmd
}

// A found is one mention that was looked for.
type found struct {
	Path     string `json:"path"` // of the article, or of the document where that cannot be had
	Line     int    `json:"line"`
	Column   int    `json:"column"`
	Document string `json:"document"`
	Type     string `json:"type"`
	Text     string `json:"text"`
	Entity   string `json:"entity,omitempty"`
	Name     string `json:"name,omitempty"`
	Value    string `json:"value,omitempty"`
	Sentence string `json:"sentence"`

	before, after string // the sentence on both sides of the mention
}

func (o *findOptions) run(args []string) error {
	out := bufio.NewWriter(o.out)
	failed, total := false, 0
	for doc, err := range documents(o.in, args) {
		if err != nil {
			failed = true
			fmt.Fprintln(o.err, plain(err.Error()))
			continue
		}
		hits := o.find(doc)
		if len(hits) == 0 {
			continue
		}
		list := locate(doc, hits)
		if o.count {
			fmt.Fprintf(out, "%s:%d\n", plain(list[0].Path), len(list))
		} else if err := o.print(out, list, total == 0); err != nil {
			return err
		}
		total += len(hits)
		if err := out.Flush(); err != nil {
			return err
		}
	}
	if o.format == "json" && !o.count {
		end := "\n]\n"
		if total == 0 {
			end = "[]\n"
		}
		fmt.Fprint(out, end)
	}
	switch err := out.Flush(); {
	case err != nil:
		return err
	case failed:
		return errFailed
	case total == 0:
		return errDifferent
	}
	return nil
}

// print writes what was found in one document; first says that nothing was
// written before.
func (o *findOptions) print(w io.Writer, list []found, first bool) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	for i, f := range list {
		mention := "[" + oneLine(f.Text) + "]"
		if o.style {
			mention = o.style.paint(bold, o.style.paint(red, oneLine(f.Text)))
		}
		switch o.format {
		case "text":
			fmt.Fprintf(w, "%s:%d:%d: %s%s%s\n", plain(f.Path), f.Line, f.Column, plain(f.before), mention, plain(f.after))
			continue
		case "json":
			sep := ",\n"
			if first && i == 0 {
				sep = "[\n"
			}
			data, err := marshalLine(f)
			if err != nil {
				return err
			}
			fmt.Fprintf(w, "%s  %s", sep, data)
		default:
			if err := enc.Encode(f); err != nil {
				return err
			}
		}
	}
	return nil
}

// marshalLine is v as JSON on one line, without a line end.
func marshalLine(v any) (string, error) {
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(v)
	return strings.TrimSuffix(b.String(), "\n"), err
}

// find returns the indexes of the mentions of d that are looked for.
func (o *findOptions) find(d filed) []int {
	entities := map[string]bool{} // by id: is it the one?
	for i := range d.Entities {
		e := &d.Entities[i]
		entities[e.ID] = o.isEntity(e)
	}
	var hits []int
	for i := range d.Mentions {
		m := &d.Mentions[i]
		if len(o.types) > 0 && !slices.Contains(o.types, m.Type) || !o.inTime(d.Published.Value, m) {
			continue
		}
		if o.name == "" || entities[m.Entity] || isNamed(m.Type, m.Text, o.name) || m.Type == document.Date && isWithin(m.Value, o.name) {
			hits = append(hits, i)
		}
	}
	return hits
}

func (o *findOptions) isEntity(e *document.Entity) bool {
	return e.ID == o.name || isNamed(e.Type, e.Name, o.name) ||
		slices.ContainsFunc(e.Aliases, func(a string) bool { return isNamed(e.Type, a, o.name) }) ||
		e.Kind == "country" && e.ISO == o.name ||
		e.GeoNames != 0 && strconv.Itoa(e.GeoNames) == o.name
}

// isNamed reports whether name is the one that is sought, or that of a person
// and ends in it.
func isNamed(t document.Type, name, sought string) bool {
	name, sought = summary.Fold(t, name), summary.Fold(t, sought)
	return sought != "" && (name == sought || t == document.Person && strings.HasSuffix(name, " "+sought))
}

// isWithin reports whether a date's value is period or lies in it.
func isWithin(value, period string) bool {
	rest, ok := strings.CutPrefix(value, period)
	return ok && period != "" && (rest == "" || rest[0] == '-' || rest[0] == 'T')
}

// inTime reports whether --from and --to let m pass, which an article of a day
// has.
func (o *findOptions) inTime(published string, m *document.Mention) bool {
	if o.from == "" && o.to == "" {
		return true
	}
	day := published
	if slices.Equal(o.types, []document.Type{document.Date}) {
		day, _, _ = strings.Cut(m.Value, "/")
		day, _, _ = strings.Cut(day, "T")
	}
	switch len(day) {
	case len("2022"), len("2022-11"), len(day2022):
	default:
		return false
	}
	// A month or a year lies in time where a part of it does.
	return day >= o.from[:min(len(day), len(o.from))] && (o.to == "" || day <= o.to[:len(day)]) && strings.Trim(day, "0123456789-") == ""
}

const day2022 = "2022-11-07"

// locate gives the hits of d, in text order, their places and sentences: in
// the article where it can be had and says there what d says, else in d.
func locate(d filed, hits []int) []found {
	list := make([]found, len(hits))
	names := map[string]string{}
	for _, e := range d.Entities {
		names[e.ID] = e.Name
	}
	for k, i := range hits {
		m := &d.Mentions[i]
		at := d.Place(document.Problem{Path: fmt.Sprintf("mentions[%d]", i)})
		list[k] = found{Path: d.path, Line: at.Line, Column: at.Column, Document: d.path, Type: string(m.Type), Text: m.Text,
			Entity: m.Entity, Name: names[m.Entity], Value: m.Value, Sentence: m.Text}
	}
	text, err := d.text()
	if err != nil || d.ConvertOffsets(text, document.Bytes) != nil {
		return list
	}
	article := ""
	if path, err := d.sourcePath(); err == nil && d.Text == "" {
		article = filepath.ToSlash(path)
	}
	sentences := token.Split(text)
	line, column, seen := 1, 1, 0
	for k, i := range hits {
		m, f := &d.Mentions[i], &list[k]
		if !m.Placed() || m.End > len(text) || text[m.Start:m.End] != m.Text {
			continue
		}
		passed := text[seen:m.Start]
		if n := strings.LastIndexByte(passed, '\n'); n >= 0 {
			line, column = line+strings.Count(passed, "\n"), 1
			passed = passed[n+1:]
		}
		column += utf8.RuneCountInString(passed)
		seen = m.Start
		if article != "" {
			f.Path, f.Line, f.Column = article, line, column
		}
		at := sort.Search(len(sentences), func(s int) bool { return sentences[s].End > m.Start })
		if at < len(sentences) && sentences[at].Start <= m.Start {
			start, end := sentences[at].Start, max(sentences[at].End, m.End)
			f.before, f.after = around(text[start:m.Start], text[m.End:end])
			f.Sentence = f.before + spaced(m.Text) + f.after
		}
	}
	return list
}

// around is what stands in a sentence before and after a mention, each no
// longer than most bytes: a text may have no stop anywhere.
func around(before, after string) (string, string) {
	const most = 500
	const cut = "…"
	if i := len(before) - most; i > 0 {
		for !utf8.RuneStart(before[i]) {
			i++
		}
		before = cut + before[i:]
	}
	if len(after) > most {
		i := most
		for !utf8.RuneStart(after[i]) {
			i--
		}
		after = after[:i] + cut
	}
	return spaced(before), spaced(after)
}

// spaced is s with every run of white space as one space.
func spaced(s string) string {
	words := strings.Join(strings.Fields(s), " ")
	if words == "" {
		if s != "" {
			return " "
		}
		return ""
	}
	if strings.TrimLeft(s, " \t\r\n") != s {
		words = " " + words
	}
	if strings.TrimRight(s, " \t\r\n") != s {
		words += " "
	}
	return words
}
