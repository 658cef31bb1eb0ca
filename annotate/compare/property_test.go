package compare

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"newsannotate/annotate/document"
)

func describe(o, n *document.Mention, oe, ne *document.Entity, classes []Class, bound Bound) string {
	return fmt.Sprint(classes, bound, o, n, oe, ne)
}

// lines gives the changes of d as text, sorted; mirrored as those of the
// comparison the other way round should be.
func (d *Diff) lines(mirrored bool) []string {
	var out []string
	for _, c := range d.Changes {
		if !mirrored {
			out = append(out, describe(c.Old, c.New, c.OldEntity, c.NewEntity, c.Classes, c.Bound))
			continue
		}
		classes := slices.Clone(c.Classes)
		for i, k := range classes {
			switch k {
			case Added:
				classes[i] = Removed
			case Removed:
				classes[i] = Added
			}
		}
		out = append(out, describe(c.New, c.Old, c.NewEntity, c.OldEntity, classes, c.Bound.mirrored()))
	}
	slices.Sort(out)
	return out
}

// checkPair holds what must be true of any two Documents.
func checkPair(t *testing.T, a, b Input) (changes int) {
	t.Helper()
	none, err := Compare(a, a, Options{})
	if err != nil || len(none.Changes)+len(none.Notes) > 0 {
		t.Fatalf("a with itself: %v %v", none.lines(false), err)
	}
	forth, err1 := Compare(a, b, Options{})
	back, err2 := Compare(b, a, Options{})
	if (err1 == nil) != (err2 == nil) {
		t.Fatalf("%v, but the other way round %v", err1, err2)
	}
	if err1 != nil {
		return 0
	}
	if diff := cmp.Diff(forth.lines(true), back.lines(false)); diff != "" {
		t.Fatalf("not mirrored:\n%s", diff)
	}
	old, new := map[int]bool{}, map[int]bool{}
	for _, c := range forth.Changes {
		if len(c.Classes) == 0 {
			t.Fatalf("a change of no class: %+v", c)
		}
		if !c.OfMention() {
			continue
		}
		if c.Old != nil && old[c.OldIndex] || c.New != nil && new[c.NewIndex] {
			t.Fatalf("a mention changed twice: %+v", c)
		}
		old[c.OldIndex], new[c.NewIndex] = true, true
	}
	return len(forth.Changes)
}

func TestCompareProperties(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	changes := 0
	for range 1500 {
		text := randomText(r, 5+r.IntN(60))
		hashed := r.IntN(2) == 0
		a := Input{Document: randomDocument(r, text, hashed), Text: text}
		b := Input{Text: text}
		if r.IntN(3) > 0 {
			b.Text = edited(r, text)
		}
		b.Document = perturbed(r, a.Document, text, b.Text)
		if r.IntN(2) == 0 {
			a.Text = ""
		}
		if r.IntN(2) == 0 {
			b.Text = ""
		}
		changes += checkPair(t, a, b)
	}
	if changes == 0 {
		t.Error("no change was seen")
	}
}

func FuzzCompare(f *testing.F) {
	f.Add("schema: annotate/v1\nmentions:\n  - {start: 0, end: 4, type: person, text: Akar}\n",
		"schema: annotate/v1\noffsets: runes\nmentions:\n  - {type: person, text: Akar}\n", "Akar met Akar", "Then Akar met")
	f.Add("schema: annotate/v1\nentities:\n  - {id: a, type: person, name: A}\nmentions:\n  - {start: 2, end: 6, type: person, text: Akar, entity: a}\n",
		"schema: annotate/v1\ntext: Ann\nmentions:\n  - {start: 0, end: 3, type: place, text: Ann}\n", "", "")
	f.Fuzz(func(t *testing.T, old, new, oldText, newText string) {
		a, err1 := document.Parse("a", []byte(old))
		b, err2 := document.Parse("b", []byte(new))
		if err1 != nil || err2 != nil {
			t.Skip()
		}
		// A text goes with a Document only where it is the Document's.
		fitting := func(d *document.Document, text string) Input {
			if d.Text != "" || len(d.CheckText([]byte(text))) > 0 {
				text = ""
			}
			return Input{Document: d, Text: text}
		}
		x, y := fitting(a, oldText), fitting(b, newText)
		checkPair(t, x, y)
		var s Scorer
		if s.Add("a", &x, &y) == nil {
			s.Score()
		}
	})
}
