package token

import (
	"crypto/sha256"
	"fmt"
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
	// Tags that differ by intention; settled and address give the reasons.
	intended := func(word string, ours Tag, theirs string) bool {
		return theirs == "-" && ours == Colon ||
			theirs == "-NONE-" && (ours == CD || ours == SYM) ||
			theirs == "NN" && ours == CD && number(word)
	}
	total, equal, meant := 0, 0, 0
	for _, sentence := range realText(t) {
		var words []string
		quoted := false
		for _, s := range Split(sentence) {
			for _, k := range s.Tokens {
				words = append(words, treebank(sentence, k.Span, &quoted))
			}
		}
		theirs := proseTags(t, strings.Join(words, " "))
		if len(theirs) < len(words)/2 {
			t.Fatalf("prose gives %d tokens for %q", len(theirs), sentence)
		}
		ours := make([]Token, len(theirs))
		decode(ours, func(i int) seen { return see(theirs[i].Text) })
		last := make(map[string]int)
		for i, k := range theirs {
			last[k.Text] = i
		}
		for i, k := range theirs {
			if last[k.Text] != i {
				continue
			}
			total++
			switch tag := ours[i].Tag; {
			case tag.String() == k.Tag:
				equal++
			case intended(k.Text, tag, k.Tag):
				meant++
			default:
				t.Logf("%s: have %s, prose has %s, in %q", k.Text, tag, k.Tag, sentence)
			}
		}
	}
	t.Logf("of %d tags %d are equal, %d differ by intention", total, equal, meant)
	if total < 2000 || (equal+meant)*1000 < total*999 || meant*1000 > total*5 {
		t.Errorf("of %d tags %d are equal and %d differ by intention, want 99.9 %% of 2,000", total, equal, meant)
	}
}

// TestTables fails if the embedded tables are not those that gen.go wrote.
func TestTables(t *testing.T) {
	for _, f := range []struct{ name, data, sum string }{
		{"features.bin", features, featuresSum},
		{"weights.bin", weights, weightsSum},
		{"punkt.bin", punkt, punktSum},
	} {
		if have := fmt.Sprintf("%x", sha256.Sum256([]byte(f.data))); have != f.sum {
			t.Errorf("%s: have %s, want %s", f.name, have, f.sum)
		}
	}
}
