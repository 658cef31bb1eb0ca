package token

import (
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/jdkato/prose/v2"
)

// proseModel is prose's tagger without its entity model; prose loads it on every
// call otherwise.
var proseModel = sync.OnceValue(func() *prose.Model {
	doc, err := prose.NewDocument("", prose.WithSegmentation(false), prose.WithExtraction(false))
	if err != nil {
		panic(err)
	}
	return doc.Model
})

func proseTags(tb testing.TB, sentence string) []prose.Token {
	tb.Helper()
	doc, err := prose.NewDocument(sentence, prose.UsingModel(proseModel()), prose.WithSegmentation(false), prose.WithExtraction(false))
	if err != nil {
		tb.Fatal(err)
	}
	return doc.Tokens()
}

// realText returns the sentences that the tagger is compared on.
func realText(tb testing.TB) []string {
	tb.Helper()
	var out []string
	for _, name := range []string{"../../testdata/articles/akar.txt", "testdata/news.txt"} {
		b, err := os.ReadFile(name)
		if err != nil {
			tb.Fatal(err)
		}
		text := string(b)
		for _, s := range Split(text) {
			out = append(out, s.Of(text))
		}
	}
	return out
}

// TestAgreesWithProse gives our decoder the tokens that prose's own splitter
// makes of each sentence, and compares the tags. Prose keeps one tag for all
// places where a word is repeated, the last one's (P1), so that only the last
// place counts. Words are spelled as [treebank] spells them before either side
// sees them.
func TestAgreesWithProse(t *testing.T) {
	// Tags that differ by intention, by word.
	want := map[string]string{}
	total, equal := 0, 0
	for _, sentence := range realText(t) {
		var words []string
		tokens := Split(sentence)
		for _, s := range tokens {
			for i := range s.Tokens {
				words = append(words, treebank(sentence, s.Tokens, i))
			}
		}
		theirs := proseTags(t, strings.Join(words, " "))
		if len(theirs) < len(words)/2 {
			t.Fatalf("prose gives %d tokens for %q", len(theirs), sentence)
		}
		buf := []seen{atStart, atStart2}
		for _, k := range theirs {
			buf = append(buf, see(k.Text))
		}
		ours := make([]Token, len(theirs))
		decode(append(buf, atEnd, atEnd2), ours)
		last := make(map[string]int)
		for i, k := range theirs {
			last[k.Text] = i
		}
		for i, k := range theirs {
			if last[k.Text] != i {
				continue
			}
			total++
			switch got := ours[i].Tag.String(); {
			case got == k.Tag:
				equal++
			case want[k.Text] != got:
				t.Errorf("%s: have %s, prose has %s, in %q", k.Text, got, k.Tag, sentence)
			}
		}
	}
	t.Logf("%d of %d tags equal", equal, total)
	if total < 2000 || equal*1000 < total*999 {
		t.Errorf("%d of %d tags equal, want at least 99.9 %% of 2,000", equal, total)
	}
}
