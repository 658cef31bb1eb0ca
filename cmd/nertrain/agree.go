package main

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"newsannotate/annotate/document"
	"newsannotate/annotate/markup"
)

// blankHouse writes the articles of dir to the folder to without their marks.
// Their headers have one entity a type, whose id is the type, so that a second
// reader marks [Akar](person).
func blankHouse(dir, to string) error {
	articles, errs := readArticles(dir)
	if len(errs) > 0 {
		return errs[0]
	}
	if err := os.MkdirAll(to, 0o777); err != nil {
		return err
	}
	for _, a := range articles {
		a.Mentions = nil
		a.Entities = []document.Entity{
			{ID: "person", Type: document.Person, Name: "any person"},
			{ID: "place", Type: document.Place, Name: "any place", Kind: "other"},
			{ID: "organisation", Type: document.Organisation, Name: "any organisation"},
		}
		f, err := os.Create(filepath.Join(to, a.Name+".txt"))
		if err != nil {
			return err
		}
		if err := cmp.Or(markup.Write(f, a), f.Close()); err != nil {
			return err
		}
	}
	return nil
}

// printMarks prints every mention of the articles in dir as
// article, start, end, type, value and text, divided by tabs.
func printMarks(dir string, out io.Writer) error {
	articles, errs := readArticles(dir)
	if len(errs) > 0 {
		return errs[0]
	}
	b := bufio.NewWriter(out)
	for _, a := range articles {
		for _, m := range a.Mentions {
			fmt.Fprintf(b, "%s\t%d\t%d\t%s\t%s\t%s\n", a.Name, m.Start, m.End, m.Type, m.Value, strings.ReplaceAll(m.Text, "\n", " "))
		}
	}
	return b.Flush()
}

// A mark is one line of printMarks.
type mark struct {
	article    string
	start, end int
	typ        document.Type
	value      string
	text       string
}

// place is where a mark stands and what it is; two readers agree on it or not.
func (m mark) place() mark { return mark{m.article, m.start, m.end, m.typ, "", ""} }

func readMarks(path string) ([]mark, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var marks []mark
	for scan := bufio.NewScanner(f); scan.Scan(); {
		var m mark
		fields := strings.SplitN(scan.Text(), "\t", 6)
		if len(fields) != 6 {
			return nil, fmt.Errorf("%s: %q has %d fields, want 6", path, scan.Text(), len(fields))
		}
		if _, err := fmt.Sscan(fields[1]+" "+fields[2], &m.start, &m.end); err != nil {
			return nil, fmt.Errorf("%s: %q: %w", path, scan.Text(), err)
		}
		m.article, m.typ, m.value, m.text = fields[0], document.Type(fields[3]), fields[4], fields[5]
		marks = append(marks, m)
	}
	return marks, nil
}

// agree prints the agreement of two markings over the articles that both have:
// strict F1 of spans and types, for dates also with their values, and how the
// rest differs.
func agree(first, second string, list bool, out io.Writer) error {
	a, err := readMarks(first)
	if err != nil {
		return err
	}
	b, err := readMarks(second)
	if err != nil {
		return err
	}
	inA, inB := map[string]bool{}, map[string]bool{}
	for _, m := range a {
		inA[m.article] = true
	}
	for _, m := range b {
		inB[m.article] = true
	}
	a = slices.DeleteFunc(a, func(m mark) bool { return !inB[m.article] })
	b = slices.DeleteFunc(b, func(m mark) bool { return !inA[m.article] })
	maps.DeleteFunc(inA, func(name string, _ bool) bool { return !inB[name] })

	places := map[mark]string{}
	for _, m := range b {
		places[m.place()] = m.value
	}
	type tally struct{ a, b, both, value int }
	tallies := map[document.Type]*tally{"all": {}, "names": {}}
	for _, t := range document.Types {
		tallies[t] = &tally{}
	}
	count := func(t document.Type, add func(*tally)) {
		add(tallies[t])
		add(tallies["all"])
		if t != document.Date {
			add(tallies["names"])
		}
	}
	var onlyA, onlyB []mark
	for _, m := range a {
		value, ok := places[m.place()]
		delete(places, m.place())
		count(m.typ, func(t *tally) {
			t.a++
			if ok {
				t.both++
			}
			if ok && value == m.value {
				t.value++
			}
		})
		if !ok {
			onlyA = append(onlyA, m)
		} else if value != m.value && list {
			fmt.Fprintf(out, "value\t%s\t%d\t%s\t%s | %s\n", m.article, m.start, m.text, m.value, value)
		}
	}
	for _, m := range b {
		count(m.typ, func(t *tally) { t.b++ })
		if _, ok := places[m.place()]; ok {
			onlyB = append(onlyB, m)
		}
	}
	fmt.Fprintf(out, "two markings of %d articles\n%-14s %7s %7s %7s %9s\n", len(inA), "", "first", "second", "F1", "F1, value")
	for _, t := range append([]document.Type{"all", "names"}, document.Types...) {
		n := tallies[t]
		fmt.Fprintf(out, "%-14s %7d %7d %7.1f", t, n.a, n.b, 200*float64(n.both)/float64(n.a+n.b))
		if t == document.Date {
			fmt.Fprintf(out, " %9.1f", 200*float64(n.value)/float64(n.a+n.b))
		}
		fmt.Fprintln(out)
	}
	kinds := map[string]int{}
	differ := func(kind string, a, b mark) {
		kinds[kind]++
		if list {
			fmt.Fprintf(out, "%s\t%s\t%d\t%s %s | %s %s\n", kind, cmp.Or(a.article, b.article), max(a.start, b.start), a.typ, a.text, b.typ, b.text)
		}
	}
	for _, m := range onlyA {
		i := slices.IndexFunc(onlyB, func(o mark) bool { return o.article == m.article && o.start < m.end && m.start < o.end })
		switch {
		case i < 0:
			differ("only the first", m, mark{})
			continue
		case onlyB[i].typ != m.typ:
			differ("type", m, onlyB[i])
		default:
			differ("boundary", m, onlyB[i])
		}
		onlyB = slices.Delete(onlyB, i, i+1)
	}
	for _, m := range onlyB {
		differ("only the second", mark{}, m)
	}
	for _, kind := range slices.Sorted(maps.Keys(kinds)) {
		fmt.Fprintf(out, "%s: %d\n", kind, kinds[kind])
	}
	return nil
}
