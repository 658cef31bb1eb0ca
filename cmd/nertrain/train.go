package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"newsannotate/ner"
	"newsannotate/ner/token"
)

func init() { commands["train"] = train }

// mix is what the model learns from: files below train/ and how much a
// mistake in each counts.
var mix = []struct {
	name   string
	weight float64
}{
	{"gum_open/train", 2}, {"masc_news/train", 3}, {"masc_other/train", 1}, {"re3d_open/train", 1},
	{"redocred/train", 1}, {"redocred/test", 1}, {"wikigold_dated/train", 1}, {"btc_dated/train", 1},
	{"uner_ewt_dated/dev", 1}, {"uner_ewt_dated/test", 1},
	{"crossner_politics_dated/train", 1}, {"crossner_politics_dated/dev", 1},
	{"wnut17_dated/train", 1}, {"wnut17_dated/dev", 1}, {"wnut17_dated/test", 1}, {"europarl_dated/test", 1},
}

// train learns the recogniser's model and writes it.
func train(args []string, out io.Writer) error {
	fs := flag.NewFlagSet("train", flag.ContinueOnError)
	root := fs.String("corpora", "../shared/corpora", "folder of the corpora")
	file := fs.String("model", "ner/model.bin", "model `file` to write")
	without := fs.String("without", "", "comma-separated corpora to leave out")
	harmony := fs.Bool("harmony", true, "bring labels to the guidelines")
	vary := fs.Bool("vary", true, "vary the spaces round hyphens")
	self := fs.String("self", "", "corpus below train/ to learn from as plain text")
	selfWeight := fs.Float64("self-weight", 0.5, "how much a mistake in it counts")
	o := ner.Options{Name: "news-en-1", Log: out}
	fs.IntVar(&o.Epochs, "epochs", 5, "rounds over the corpora")
	fs.Float64Var(&o.Rate, "rate", 0.15, "step size")
	fs.Float64Var(&o.Rate2, "rate2", 0, "step size of the second pass")
	fs.IntVar(&o.Runs, "runs", 1, "runs to average")
	fs.Float64Var(&o.L2, "l2", 1e-4, "weight decay")
	fs.Float64Var(&o.Sure, "sure", 0.5, "score that the model's own labels must have")
	fs.StringVar(&o.Extra, "extra", "", "trial switches")
	fs.IntVar(&o.Cutoff, "cutoff", 2, "features seen less often are left out")
	fs.IntVar(&o.Rows, "rows", 780000, "features kept")
	fs.Float64Var(&o.Dropout, "dropout", 0, "part of words whose form is hidden")
	if err := fs.Parse(args); err != nil {
		return err
	}
	if *self != "" {
		docs, err := readCorpus(corpusPath(*root, "train", *self), *vary)
		if err != nil {
			return err
		}
		for _, d := range docs {
			s := &ner.Sample{Corpus: *self, Text: d.text, Weight: *selfWeight, Sentences: token.Split(d.text)}
			token.TagAll(s.Text, s.Sentences)
			o.Unlabelled = append(o.Unlabelled, s)
		}
	}
	var samples []*ner.Sample
	for _, c := range mix {
		if *without != "" && strings.Contains(","+*without+",", ","+c.name+",") {
			continue
		}
		docs, err := readCorpus(corpusPath(*root, "train", c.name), *vary)
		if err != nil {
			return err
		}
		for _, d := range docs {
			if *harmony {
				d.harmonise()
			}
			s := &ner.Sample{Corpus: c.name, Text: d.text, Gold: d.gold, Weight: c.weight, Whole: d.whole && !(strings.Contains(o.Extra, "nowiki") && (strings.HasPrefix(c.name, "redocred") || strings.HasPrefix(c.name, "wikigold"))), Sentences: token.Split(d.text)}
			token.TagAll(s.Text, s.Sentences)
			samples = append(samples, s)
		}
	}
	b, err := ner.Train(samples, o)
	if err != nil {
		return err
	}
	if err := os.WriteFile(*file, b, 0o666); err != nil {
		return err
	}
	r, err := ner.Open(string(b))
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "%d bytes\n", len(b))
	return evaluate(out, r, *root)
}
