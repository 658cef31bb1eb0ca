package ner

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/jdkato/prose/v2"

	"newsannotate/annotate/markup"
	"newsannotate/ner/token"
)

// newsText is a short article.
func newsText(t testing.TB) string {
	t.Helper()
	text, err := os.ReadFile("../testdata/articles/akar.txt")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// houseTexts are the articles of our own corpus.
func houseTexts(b *testing.B) (texts []string, words int) {
	files, err := filepath.Glob("../testdata/house/*-*.txt")
	if err != nil {
		b.Fatal(err)
	}
	for _, file := range files {
		f, err := os.Open(file)
		if err != nil {
			b.Fatal(err)
		}
		a, err := markup.Read(filepath.Base(file), f)
		f.Close()
		if err != nil {
			b.Fatal(err)
		}
		texts = append(texts, a.Text)
		words += len(strings.Fields(a.Text))
	}
	if words == 0 {
		b.Skip("no articles")
	}
	return texts, words
}

// BenchmarkArticles measures one worker on different articles, one after the
// other, beside prose's own entities on the first of them.
func BenchmarkArticles(b *testing.B) {
	c := defaultCRF(b)
	texts, words := houseTexts(b)
	rate := func(b *testing.B, words int) {
		b.ReportMetric(float64(words*b.N)/b.Elapsed().Seconds(), "words/s")
	}
	b.Run("names", func(b *testing.B) {
		for b.Loop() {
			for _, text := range texts {
				recognise(c, text)
			}
		}
		rate(b, words)
	})
	b.Run("tokens and tags", func(b *testing.B) {
		for b.Loop() {
			for _, text := range texts {
				token.TagAll(text, token.Split(text))
			}
		}
		rate(b, words)
	})
	b.Run("prose", func(b *testing.B) {
		model := prose.ModelFromData("prose")
		some, words := texts[:min(20, len(texts))], 0
		for _, text := range some {
			words += len(strings.Fields(text))
		}
		for b.Loop() {
			for _, text := range some {
				if _, err := prose.NewDocument(text, prose.UsingModel(model)); err != nil {
					b.Fatal(err)
				}
			}
		}
		rate(b, words)
	})
}

// BenchmarkLength shows that the cost is linear in the length of an article.
func BenchmarkLength(b *testing.B) {
	c := defaultCRF(b)
	text := newsText(b)
	for _, n := range []int{1, 16, 256} {
		long := strings.Repeat(text+"\n\n", n)
		b.Run(fmt.Sprintf("%d kB", len(long)/1000), func(b *testing.B) {
			b.SetBytes(int64(len(long)))
			for b.Loop() {
				recognise(c, long)
			}
		})
	}
}
