package main

import (
	"cmp"
	"flag"
	"fmt"
	"index/suffixarray"
	"io"
	"os"
	"slices"

	"newsannotate/ner"
	"newsannotate/ner/token"
)

func init() { commands["eval"] = eval }

// devSets are what eval scores, in the order of its table: files below dev/.
var devSets = []struct {
	name  string
	files []string
}{
	{"world_news", []string{"world_news/dev"}},
	{"uner_pud_news", []string{"uner_pud_news/test"}},
	{"gum_wikinews", []string{"gum_wikinews/dev", "gum_wikinews/test"}},
	{"masc_news", []string{"masc_news/dev", "masc_news/test"}},
	{"re3d_open", []string{"re3d_open/dev", "re3d_open/test"}},
	{"wikigold", []string{"wikigold/dev", "wikigold/test"}},
	{"gmb", []string{"gmb/dev", "gmb/test"}},
	{"house", nil}, // the dev part of our own corpus
}

// devDocs reads a development set.
func devDocs(root, name string, files []string) ([]corpusDoc, error) {
	if name == "house" {
		return readHouse(houseDir, "dev")
	}
	var docs []corpusDoc
	for _, file := range files {
		more, err := readCorpus(corpusPath(root, "dev", file), false)
		if err != nil {
			return nil, err
		}
		docs = append(docs, more...)
	}
	return docs, nil
}

// eval scores a model on the development sets, end to end on raw text.
func eval(args []string, out io.Writer) error {
	fs := flag.NewFlagSet("eval", flag.ContinueOnError)
	root := fs.String("corpora", "../shared/corpora", "folder of the corpora")
	file := fs.String("model", "ner/model.bin", "model `file`")
	diff := fs.String("diff", "", "list the mistakes on this set instead")
	novel := fs.Bool("unseen", false, "count only mentions whose text is in no training text")
	if err := fs.Parse(args); err != nil {
		return err
	}
	b, err := os.ReadFile(*file)
	if err != nil {
		return err
	}
	r, err := ner.Open(string(b))
	if err != nil {
		return err
	}
	if *diff != "" {
		return mistakes(out, r, *root, *diff)
	}
	var keep func(string) bool
	if *novel {
		if keep, err = unseen(*root); err != nil {
			return err
		}
	}
	return evaluate(out, r, *root, keep)
}

// A tally counts strict matches of span and type.
type tally struct{ right, found, gold int }

func (t *tally) add(u tally) { t.right += u.right; t.found += u.found; t.gold += u.gold }

func ratio(a, b int) float64 {
	if b == 0 {
		return 0
	}
	return 100 * float64(a) / float64(b)
}

func (t tally) f1() float64 { return ratio(2*t.right, t.found+t.gold) }

func (t tally) String() string {
	return fmt.Sprintf("%5.1f %5.1f %5.1f", ratio(t.right, t.found), ratio(t.right, t.gold), t.f1())
}

// bins collects predictions by score, for calibration.
type bins [10]struct {
	n, right int
	sum      float64
}

func (b *bins) add(score float64, right bool) {
	k := min(9, int(score*10))
	b[k].n++
	b[k].sum += score
	if right {
		b[k].right++
	}
}

// ece is the expected calibration error.
func (b *bins) ece() float64 {
	n, e := 0, 0.0
	for _, x := range b {
		n += x.n
	}
	for _, x := range b {
		if d := x.sum - float64(x.right); d > 0 {
			e += d
		} else {
			e -= d
		}
	}
	return e / float64(max(n, 1))
}

// recognise runs the whole way from raw text.
func recognise(r ner.Recogniser, text string) []ner.Mention {
	sentences := token.Split(text)
	token.TagAll(text, sentences)
	return r.Recognise(text, sentences)
}

// match counts the matches of found and gold, both in text order.
func match(found, gold []ner.Mention, by *[3]tally, cal *bins) {
	type key struct {
		start, end int
		t          ner.Type
	}
	want := make(map[key]bool, len(gold))
	for _, g := range gold {
		want[key{g.Start, g.End, g.Type}] = true
		by[g.Type].gold++
	}
	for _, f := range found {
		ok := want[key{f.Start, f.End, f.Type}]
		by[f.Type].found++
		if ok {
			by[f.Type].right++
		}
		cal.add(f.Score, ok)
	}
}

// unseen tells whether a name stands nowhere in the texts with labels that a
// model may have learnt from.
func unseen(root string) (func(name string) bool, error) {
	var text []byte
	add := func(docs []corpusDoc, err error) error {
		for _, d := range docs {
			text = append(append(text, d.text...), '\n')
		}
		return err
	}
	for _, c := range mix {
		if err := add(readCorpus(corpusPath(root, "train", c.name), false)); err != nil {
			return nil, err
		}
	}
	if err := cmp.Or(add(readHouse(houseDir, "train")), add(markedGMB(root, gmbMarks))); err != nil {
		return nil, err
	}
	index := suffixarray.New(text)
	return func(name string) bool { return len(index.Lookup([]byte(name), 1)) == 0 }, nil
}

// evaluate prints the table of the development sets. Where keep is given, only
// the mentions whose text it keeps are counted.
func evaluate(out io.Writer, r ner.Recogniser, root string, keep func(name string) bool) error {
	fmt.Fprintf(out, "model %s; precision, recall, F1\n", r.Name())
	fmt.Fprintf(out, "%-14s %-17s  %-17s  %-17s  %-17s  %s\n", "set", "all", "person", "place", "organisation", "ECE")
	for _, set := range devSets {
		var by [3]tally
		var cal bins
		docs, err := devDocs(root, set.name, set.files)
		if err != nil {
			return err
		}
		for _, d := range docs {
			found, gold := recognise(r, d.text), d.gold
			if keep != nil {
				seen := func(m ner.Mention) bool { return !keep(m.Of(d.text)) }
				found, gold = slices.DeleteFunc(found, seen), slices.DeleteFunc(gold, seen)
			}
			match(found, gold, &by, &cal)
		}
		var all tally
		for _, t := range by {
			all.add(t)
		}
		fmt.Fprintf(out, "%-14s %v  %v  %v  %v  %.3f\n", set.name, all, by[0], by[1], by[2], cal.ece())
	}
	return nil
}

// mistakes lists what was missed and what was wrong, with some context.
func mistakes(out io.Writer, r ner.Recogniser, root, name string) error {
	for _, set := range devSets {
		if set.name != name {
			continue
		}
		docs, err := devDocs(root, name, set.files)
		if err != nil {
			return err
		}
		for n, d := range docs {
			found := recognise(r, d.text)
			list(out, n, d.text, "miss", d.gold, found)
			list(out, n, d.text, "wrong", found, d.gold)
		}
	}
	return nil
}

// list prints the mentions of a that b lacks, and what b has instead.
func list(out io.Writer, doc int, text, what string, a, b []ner.Mention) {
	for _, m := range a {
		same, other := false, ""
		for _, o := range b {
			if o.Span == m.Span && o.Type == m.Type {
				same = true
			} else if o.Start < m.End && o.End > m.Start {
				other += fmt.Sprintf(" <%v %s>", o.Type, o.Of(text))
			}
		}
		if !same {
			from, to := max(0, m.Start-45), min(len(text), m.End+35)
			fmt.Fprintf(out, "%d %s %v %.2f [%s]%s | %q\n", doc, what, m.Type, m.Score, m.Of(text), other, text[from:to])
		}
	}
}
