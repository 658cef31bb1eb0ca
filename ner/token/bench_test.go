package token

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/jdkato/prose/v2"
)

// article returns a news article of about a megabyte.
func article(tb testing.TB) string {
	tb.Helper()
	akar, err := os.ReadFile("../../testdata/articles/akar.txt")
	if err != nil {
		tb.Fatal(err)
	}
	return strings.Repeat(string(akar)+"\n\n", 1<<20/len(akar))
}

func countTokens(sentences []Sentence) (n int) {
	for _, s := range sentences {
		n += len(s.Tokens)
	}
	return n
}

func perToken(b *testing.B, tokens int) {
	b.ReportMetric(float64(tokens)*float64(b.N)/b.Elapsed().Seconds(), "tokens/s")
}

func BenchmarkSplit(b *testing.B) {
	text := article(b)
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		n = countTokens(Split(text))
	}
	perToken(b, n)
}

func BenchmarkSplitAndTag(b *testing.B) {
	text := article(b)
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		sentences := Split(text)
		TagAll(text, sentences)
		n = countTokens(sentences)
	}
	perToken(b, n)
}

// BenchmarkProse is prose's own pipeline on part of the same text, with its
// models already loaded.
func BenchmarkProse(b *testing.B) {
	text := article(b)[:50_000]
	text = strings.ToValidUTF8(text, "")
	full, err := prose.NewDocument("")
	if err != nil {
		b.Fatal(err)
	}
	for _, extract := range []bool{false, true} {
		b.Run(fmt.Sprintf("extract=%t", extract), func(b *testing.B) {
			n := 0
			for b.Loop() {
				doc, err := prose.NewDocument(text, prose.UsingModel(full.Model),
					prose.WithSegmentation(false), prose.WithExtraction(extract))
				if err != nil {
					b.Fatal(err)
				}
				n = len(doc.Tokens())
			}
			perToken(b, n)
		})
	}
}
