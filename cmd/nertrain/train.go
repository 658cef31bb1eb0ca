package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
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
	{"gum_open/train", 2}, {"masc_news/train", 5}, {"masc_other/train", 1}, {"re3d_open/train", 1},
	{"redocred/train", 1}, {"redocred/test", 1}, {"wikigold_dated/train", 1},
	{"uner_ewt_dated/dev", 1}, {"uner_ewt_dated/test", 1},
	{"crossner_politics_dated/train", 1}, {"crossner_politics_dated/dev", 1},
	{"wnut17_dated/train", 1}, {"wnut17_dated/dev", 1}, {"wnut17_dated/test", 1}, {"europarl_dated/test", 1},
}

// train learns the recogniser's model, writes it and scores it.
func train(args []string, out io.Writer) error {
	flags := flag.NewFlagSet("train", flag.ContinueOnError)
	root := flags.String("corpora", "../shared/corpora", "folder of the corpora")
	file := flags.String("model", "ner/model.bin", "model `file` to write")
	without := flags.String("without", "", "comma-separated corpora to leave out")
	house := flags.String("house", houseDir, "folder of our own corpus; empty to leave it out")
	houseWeight := flags.Float64("house-weight", 2, "how much a mistake in it counts")
	houseShare := flags.Int("house-share", 100, "`percent` of its articles to learn from, for a learning curve")
	marks := flags.String("marks", gmbMarks, "our marks on the text of gmb, where there are any; empty to leave them out")
	marksWeight := flags.Float64("marks-weight", 2, "how much a mistake in it counts")
	marksShare := flags.Int("marks-share", 100, "`percent` of the marked passages to learn from")
	plain := flags.String("plain", "gmb/train", "corpus below train/ to learn from as text without labels; empty for none")
	plainWeight := flags.Float64("plain-weight", 0.5, "how much a mistake in it counts")
	harmony := flags.Bool("harmony", true, "bring labels nearer to the guidelines")
	vary := flags.Bool("vary", true, "vary the spaces round hyphens")
	o := ner.Options{Name: "news-en-1", Log: out}
	flags.IntVar(&o.Passes, "passes", 2, "1 leaves out the second pass")
	flags.IntVar(&o.Runs, "runs", 2, "runs whose weights are averaged")
	flags.IntVar(&o.Epochs, "epochs", 6, "rounds over the corpora")
	flags.Float64Var(&o.Rate, "rate", 0.018, "step size of the first pass")
	flags.Float64Var(&o.SecondRate, "second-rate", 0.005, "step size of the second pass")
	flags.Float64Var(&o.L2, "l2", 1e-4, "weight decay")
	flags.IntVar(&o.Cutoff, "cutoff", 2, "features of fewer articles are left out")
	flags.IntVar(&o.Rows, "rows", 400000, "features kept")
	flags.Float64Var(&o.Sure, "sure", 0.5, "score that the model's own labels must have")
	if err := flags.Parse(args); err != nil {
		return err
	}
	var samples []*ner.Sample
	for _, c := range mix {
		if slices.Contains(strings.Split(*without, ","), c.name) {
			continue
		}
		docs, err := readCorpus(corpusPath(*root, "train", c.name), *vary)
		if err != nil {
			return err
		}
		if *harmony {
			harmonise(docs)
		}
		samples = append(samples, sample(docs, c.weight)...)
	}
	if *house != "" {
		docs, err := readHouse(*house, "train")
		if err != nil {
			return err
		}
		for i := range docs {
			if *vary && i%3 == 2 {
				docs[i] = docs[i].loosen()
			}
		}
		samples = append(samples, sample(share(docs, *houseShare), *houseWeight)...)
	}
	if _, err := os.Stat(*marks); *marks != "" && err == nil {
		docs, err := markedGMB(*root, *marks)
		if err != nil {
			return err
		}
		samples = append(samples, sample(share(docs, *marksShare), *marksWeight)...)
	}
	if *plain != "" {
		docs, err := readCorpus(corpusPath(*root, "train", *plain), *vary)
		if err != nil {
			return err
		}
		o.Unlabelled = sample(docs, *plainWeight)
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
	fmt.Fprintf(out, "%s: %d bytes\n", *file, len(b))
	return evaluate(out, r, *root, nil)
}

// share draws a part of docs by the hash of their texts: each part holds the
// smaller ones.
func share(docs []corpusDoc, percent int) []corpusDoc {
	var drawn []corpusDoc
	for _, d := range docs {
		if int(textHash(d.text)%100) < percent {
			drawn = append(drawn, d)
		}
	}
	return drawn
}

// sample splits and tags documents for training.
func sample(docs []corpusDoc, weight float64) []*ner.Sample {
	samples := make([]*ner.Sample, len(docs))
	for i, d := range docs {
		s := &ner.Sample{Text: d.text, Gold: d.gold, Weight: weight, Whole: d.whole, Sentences: token.Split(d.text)}
		token.TagAll(s.Text, s.Sentences)
		samples[i] = s
	}
	return samples
}
