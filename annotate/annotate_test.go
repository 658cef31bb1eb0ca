package annotate

import (
	"bytes"
	"os"
	"sync"
	"testing"

	"newsannotate/annotate/document"
	"newsannotate/annotate/markup"
	"newsannotate/ner/token"
)

func newAnnotator(t testing.TB, o Options) *Annotator {
	a, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func annotateFile(t testing.TB, path string) *document.Document {
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := newAnnotator(t, Options{}).Annotate(Source{Name: "akar.txt", Data: data})
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

type span struct {
	start, end int
	typ        document.Type
}

// TestAkar scores the article of the README against its gold: strict spans and
// types over names, and over names and dates other than durations.
func TestAkar(t *testing.T) {
	f, err := os.Open("../testdata/gold/akar.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	gold, err := markup.Read("akar.txt", f)
	if err != nil {
		t.Fatal(err)
	}
	doc := annotateFile(t, "../testdata/articles/akar.txt")
	for _, test := range []struct {
		name string
		min  float64
		take func(document.Mention) bool
	}{
		{"names", 0.96, func(m document.Mention) bool { return m.Type != document.Date }},
		{"names and dates", 0.96, func(m document.Mention) bool { return m.Timex != document.TimexDuration }},
	} {
		want := map[span]string{}
		for _, m := range gold.Mentions {
			if test.take(m) {
				want[span{m.Start, m.End, m.Type}] = m.Text
			}
		}
		right, found := 0, 0
		for _, m := range doc.Mentions {
			if !test.take(m) {
				continue
			}
			found++
			s := span{m.Start, m.End, m.Type}
			if _, ok := want[s]; ok {
				right++
				delete(want, s)
				continue
			}
			t.Logf("%s: not in the gold: %s %q at %d", test.name, m.Type, m.Text, m.Start)
		}
		for s, text := range want {
			t.Logf("%s: not found: %s %q at %d", test.name, s.typ, text, s.start)
		}
		if f1 := 2 * float64(right) / float64(found+right+len(want)); f1 < test.min {
			t.Errorf("%s: strict F1 %.3f, want at least %.2f", test.name, f1, test.min)
		}
	}
	for _, m := range doc.Mentions {
		if m.Text == "Monday" && m.Value != "2022-11-07" {
			t.Errorf("Monday is %s", m.Value)
		}
	}
}

// TestSameBytes holds that an Annotator gives the same bytes whatever it
// annotated before and however many goroutines use it.
func TestSameBytes(t *testing.T) {
	data, err := os.ReadFile("../testdata/articles/akar.txt")
	if err != nil {
		t.Fatal(err)
	}
	a := newAnnotator(t, Options{Explain: true})
	encode := func() string {
		doc, err := a.Annotate(Source{Name: "akar.txt", Data: data})
		if err != nil {
			t.Error(err)
			return ""
		}
		var b bytes.Buffer
		if err := document.WriteYAML(&b, doc); err != nil {
			t.Error(err)
		}
		return b.String()
	}
	want := encode()
	if _, err := a.Annotate(Source{Data: []byte("Ankara beat Izmir on Tuesday.")}); err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for range 5 {
				if got := encode(); got != want {
					t.Error("the second time the bytes differ")
				}
			}
		})
	}
	wg.Wait()
}

// TestNothingDropped holds that every non-space byte is inside a sentence.
func TestNothingDropped(t *testing.T) {
	data, err := os.ReadFile("../testdata/articles/akar.txt")
	if err != nil {
		t.Fatal(err)
	}
	covered := make([]bool, len(data))
	for _, s := range token.Split(string(data)) {
		for i := s.Start; i < s.End; i++ {
			covered[i] = true
		}
	}
	for i, c := range data {
		if c > ' ' && !covered[i] {
			t.Fatalf("byte %d, %q, is in no sentence", i, c)
		}
	}
}

// FuzzAnnotate holds that no input panics, and that what comes out is a
// document that fits its text.
func FuzzAnnotate(f *testing.F) {
	f.Add("LONDON, Nov. 8, 2022 (Reuters) - Sadiq Khan met Theresa May on Monday.\n\nThe end.", false)
	f.Add(bom+"---\ntitle: x\n---\nÜçüncü \"ȺȺȺ's\"…", true)
	annotators := map[bool]*Annotator{false: newAnnotator(f, Options{}), true: newAnnotator(f, Options{Vague: true, Offsets: document.UTF16})}
	f.Fuzz(func(t *testing.T, text string, utf16 bool) {
		a := annotators[utf16]
		doc, err := a.Annotate(Source{Name: "x.txt", Data: []byte(text)})
		if err != nil {
			return
		}
		for _, p := range append(doc.Check(), doc.CheckText([]byte(text))...) {
			t.Errorf("%v", p)
		}
	})
}
