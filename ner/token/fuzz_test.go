package token

import (
	"os"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// check fails the test if sentences break a promise of the package comment.
func check(t *testing.T, text string, sentences []Sentence) {
	t.Helper()
	valid := utf8.ValidString(text)
	pos := 0
	gap := func(end int) {
		t.Helper()
		for i, r := range text[pos:end] {
			if !unicode.IsSpace(r) {
				t.Fatalf("%q at %d is in no token of %.200q", r, pos+i, text)
			}
		}
	}
	for _, s := range sentences {
		if len(s.Tokens) == 0 {
			t.Fatalf("empty sentence %v in %.200q", s.Span, text)
		}
		if first, last := s.Tokens[0], s.Tokens[len(s.Tokens)-1]; s.Start != first.Start || s.End != last.End {
			t.Fatalf("sentence %v does not span its tokens %v to %v", s.Span, first.Span, last.Span)
		}
		for _, k := range s.Tokens {
			if k.Start < pos || k.End <= k.Start || k.End > len(text) {
				t.Fatalf("token %v after offset %d in %.200q", k.Span, pos, text)
			}
			gap(k.Start)
			if valid && !utf8.ValidString(k.Of(text)) {
				t.Fatalf("token %q cuts a character in %.200q", k.Of(text), text)
			}
			for i, r := range k.Of(text) {
				if unicode.IsSpace(r) {
					t.Fatalf("white space at %d in token %q", i, k.Of(text))
				}
			}
			pos = k.End
		}
		lines := strings.Split(strings.ReplaceAll(s.Of(text), "\r\n", "\n"), "\n")
		for _, l := range lines {
			if strings.TrimSpace(l) == "" {
				t.Fatalf("sentence %q crosses a blank line", s.Of(text))
			}
		}
	}
	gap(len(text))
}

func FuzzSplit(f *testing.F) {
	for _, s := range []string{
		"", " ", "Akar said.", "He met Gen. Smith of the U.S. The President left.", "ȺȺȺ's", "\xe9\xe9\xe9's",
		"İslamı's “quote’s” 'Times", "Title\nCaption (AA Photo)\n\n\nText.", "don't, O'Shea's wouldn't've",
		"a.b@c.d https://x.y/z?(q) @u #h 1,000.50 3-2 11/7/2022", "...\"'’”)]", "\ufeffx\u200b\u2028y\u2029z\u00a0", "&amp;&#39;",
	} {
		f.Add(s)
	}
	if akar, err := os.ReadFile("../../testdata/articles/akar.txt"); err == nil {
		f.Add(string(akar))
	}
	f.Fuzz(func(t *testing.T, text string) {
		sentences := Split(text)
		check(t, text, sentences)
		TagAll(text, sentences)
		for _, s := range sentences {
			for _, k := range s.Tokens {
				if k.Tag.String() == "" {
					t.Fatalf("%q has no tag", k.Of(text))
				}
			}
		}
	})
}
