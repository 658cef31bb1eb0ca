package token

import (
	"os"
	"strings"
	"testing"
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
