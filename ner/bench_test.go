package ner

import (
	"os"
	"strings"
	"testing"

	"github.com/jdkato/prose/v2"

	"newsannotate/ner/token"
)

// article is news to measure on.
func newsText(b testing.TB) string {
	text, err := os.ReadFile("../testdata/articles/akar.txt")
	if err != nil {
		b.Fatal(err)
	}
	return string(text)
}

func BenchmarkRecognise(b *testing.B) {
	r, err := Default()
	if err != nil {
		b.Fatal(err)
	}
	text := newsText(b)
	words := len(strings.Fields(text))
	b.Run("all", func(b *testing.B) {
		for b.Loop() {
			sentences := token.Split(text)
			token.TagAll(text, sentences)
			r.Recognise(text, sentences)
		}
		b.ReportMetric(float64(words*b.N)/b.Elapsed().Seconds(), "words/s")
	})
	b.Run("tokens+tags", func(b *testing.B) {
		for b.Loop() {
			sentences := token.Split(text)
			token.TagAll(text, sentences)
		}
		b.ReportMetric(float64(words*b.N)/b.Elapsed().Seconds(), "words/s")
	})
	b.Run("prose", func(b *testing.B) {
		model := prose.ModelFromData("prose")
		for b.Loop() {
			if _, err := prose.NewDocument(text, prose.UsingModel(model)); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(words*b.N)/b.Elapsed().Seconds(), "words/s")
	})
}
