package main

import (
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"newsannotate/annotate/document"
)

func TestRuler(t *testing.T) {
	const text = "é𝄞 b"
	for unit, want := range map[document.Unit][]int{
		document.Bytes: {0, 2, 6, 7, 8}, document.Runes: {0, 1, 2, 3, 4}, document.UTF16: {0, 1, 3, 4, 5},
	} {
		r := newRuler(text, unit)
		k := 0
		for i := range text + " " {
			if got := r.offset(i); got != want[k] {
				t.Errorf("%s: byte %d is at %d, want %d", unit, i, got, want[k])
			}
			if got := r.byteAt(want[k]); got != i {
				t.Errorf("%s: offset %d is byte %d, want %d", unit, want[k], got, i)
			}
			k++
		}
		for _, off := range []int{-1, want[4] + 1} {
			if got := r.byteAt(off); got != -1 {
				t.Errorf("%s: offset %d is byte %d", unit, off, got)
			}
		}
		if got := r.slice(want[0], want[2]); got != "é𝄞" {
			t.Errorf("%s: %q", unit, got)
		}
	}
	if n := len(utf16.Encode([]rune(text))); n != 5 {
		t.Fatal(n)
	}
	r := newRuler("Akar met Akaroa; Akar's, Áakar and “Akar”", document.Bytes)
	if got, n := r.occurrences("Akar"); !slices.Equal(got, []int{0, 17, 39}) || n != 4 {
		t.Errorf("%v %d", got, n)
	}
}

// TestFollow is told as old text > new text, with the mentions in brackets: in
// the new text where they are wanted, and nowhere where that is not certain.
func TestFollow(t *testing.T) {
	for _, test := range []struct{ name, old, new string }{
		{"nothing", "[Akar] met [Ali].", "[Akar] met [Ali]."},
		{"a paragraph before", "[Akar] met [Akar].", "New words of Akar. [Akar] met [Akar]."},
		{"a sentence between", "[Akar] met. [Akar] went.", "[Akar] met. So it was. [Akar] went."},
		{"words on both sides", "[Ali] met [Veli].", "Then [Ali] met with [Veli] at last."},
		{"one mention", "[Ali] met.", "Then [Ali] met on."},
		{"a sentence goes", "[Ali] met. [Veli] went. [Cem] sat.", "[Ali] met. [Cem] sat."},
		{"a sentence goes, and its words stand elsewhere", "[Ali] met. [Veli] went. [Ali] sat.", "Ali sat."},
		{"a name comes, and which is not said", "Nobody met [Ali] there.", "Nobody but Ali met Ali there."},
		{"two names, one goes, not said which", "x [Ali] [Ali] yyyy", "zzz Ali zz"},
		{"carried over others", "[Ali] met [Veli] met [Cem].", "[Veli] met [Cem] met Ali."},
		{"parts of words", "[Ali] met.", "Alison and Balian met [Ali]."},
	} {
		t.Run(test.name, func(t *testing.T) {
			spans, old := brackets(test.old)
			want, text := brackets(test.new)
			var got []span
			for i, f := range follow(spans, len(old), newRuler(text, document.Bytes)) {
				if f.end > 0 {
					got = append(got, span{f.start, f.end, spans[i].text})
				}
			}
			if !slices.Equal(got, want) {
				t.Errorf("%v, want %v", got, want)
			}
		})
	}
}

// brackets reads a text with [mentions].
func brackets(marked string) (spans []span, text string) {
	for marked != "" {
		before, rest, found := strings.Cut(marked, "[")
		text += before
		if !found {
			break
		}
		name, after, _ := strings.Cut(rest, "]")
		spans = append(spans, span{len(text), len(text) + len(name), name})
		text, marked = text+name, after
	}
	return spans, text
}

// TestFollowBrute compares follow with trying every explanation.
func TestFollowBrute(t *testing.T) {
	rnd := rand.New(rand.NewPCG(11, 12))
	text := func() string {
		var words []string
		for range 3 + rnd.IntN(7) {
			words = append(words, []string{"A", "B", "A B", "so", "it", "was"}[rnd.IntN(6)])
		}
		return strings.Join(words, " ")
	}
	placed := 0
	for range 3000 {
		old, now := text(), text()
		if rnd.IntN(2) == 0 {
			now = text() + " " + old
		}
		var spans []span
		for i, c := range old {
			if (c == 'A' || c == 'B') && rnd.IntN(3) > 0 && len(spans) < 5 {
				spans = append(spans, span{i, i + 1, string(c)})
			}
		}
		before := len(old)
		if rnd.IntN(4) == 0 {
			before = -1
		}
		r := newRuler(now, document.Bytes)
		want := bruteFollow(spans, before, r)
		for i, f := range follow(spans, before, r) {
			if f.end > 0 {
				placed++
			}
			if got := [2]int{f.start, f.end}; got != want[i] {
				t.Fatalf("%q to %q, before %d: span %d %v at %v, want %v", old, now, before, i, spans[i], got, want[i])
			}
		}
	}
	if placed < 1000 {
		t.Errorf("%d placed", placed)
	}
}

// bruteFollow is follow by its definition.
func bruteFollow(spans []span, before int, r ruler) [][2]int {
	n := len(spans)
	places := make([][]int, n)
	for i, s := range spans {
		places[i], _ = r.occurrences(s.text)
	}
	best := 1 << 30
	var all [][]int // the best explanations: a start for each span, -1 where lost
	choice := make([]int, n)
	var try func(i, cost, shift, end int)
	try = func(i, cost, shift, end int) {
		if i == n {
			if before >= 0 && shift != r.length()-before {
				cost += 200
			}
			if cost < best {
				best, all = cost, nil
			}
			if cost == best {
				all = append(all, slices.Clone(choice))
			}
			return
		}
		choice[i] = -1
		lost := 301
		if len(places[i]) == 1 {
			lost = 503
		}
		try(i+1, cost+lost, shift, end)
		for _, p := range places[i] {
			if p < end {
				continue
			}
			choice[i] = p
			c := cost
			if p-spans[i].start != shift {
				c += 200
			}
			try(i+1, c, p-spans[i].start, p+1)
		}
	}
	try(0, 0, 0, 0)
	sure := make([]int, n)
	for i := range sure {
		sure[i] = all[0][i]
		for _, a := range all {
			if a[i] != sure[i] {
				sure[i] = -1
			}
		}
	}
	out := make([][2]int, n)
	for i, p := range sure {
		if p < 0 {
			continue
		}
		left, right := 0, r.length()-before
		if before < 0 {
			right = nowhere
		}
		for k := range i {
			if sure[k] >= 0 {
				left = sure[k] - spans[k].start
			}
		}
		for k := n - 1; k > i; k-- {
			if sure[k] >= 0 {
				right = sure[k] - spans[k].start
			}
		}
		if shift := p - spans[i].start; shift == left || shift == right || len(places[i]) == 1 {
			out[i] = [2]int{p, p + 1}
		}
	}
	return out
}

// TestFollowEdits edits texts at random, and holds that what follow calls
// certain is nearly always right, and that it is seldom in doubt.
func TestFollowEdits(t *testing.T) {
	rnd := rand.New(rand.NewPCG(13, 14))
	names := []string{"Akar", "Ankara", "Ali Veli", "Ali", "AA", "Monday", "Türkiye"}
	sentence := func() string {
		var words []string
		for range 4 + rnd.IntN(8) {
			words = append(words, "wwwwwwww"[:1+rnd.IntN(8)])
		}
		for range rnd.IntN(3) {
			words[rnd.IntN(len(words))] = "[" + names[rnd.IntN(len(names))] + "]"
		}
		return strings.Join(words, " ") + ". "
	}
	var total, right, wrong int
	for range 400 {
		var old []string
		for range 5 + rnd.IntN(20) {
			old = append(old, sentence())
		}
		now := slices.Clone(old)
		from := make([]int, len(old)) // the sentence of old that each of now is
		for i := range from {
			from[i] = i
		}
		for range 1 + rnd.IntN(3) {
			at := rnd.IntN(len(now))
			switch rnd.IntN(3) {
			case 0:
				now, from = slices.Insert(now, at, sentence()), slices.Insert(from, at, -1)
			case 1:
				now, from = slices.Delete(now, at, at+1), slices.Delete(from, at, at+1)
			default:
				now[at] = "so " + now[at]
			}
			if len(now) == 0 {
				break
			}
		}
		spans, oldText := brackets(strings.Join(old, ""))
		after, text := brackets(strings.Join(now, ""))
		// Which span of old is each span of now?
		var truth []int
		for i, s := range now {
			n := strings.Count(s, "[")
			for k := range n {
				if from[i] < 0 {
					truth = append(truth, -1)
				} else {
					truth = append(truth, strings.Count(strings.Join(old[:from[i]], ""), "[")+k)
				}
			}
		}
		want := map[int]int{} // span of old -> where it stands now
		for k, of := range truth {
			if of >= 0 {
				want[of] = after[k].start
			}
		}
		for i, f := range follow(spans, len(oldText), newRuler(text, document.Bytes)) {
			at, stays := want[i]
			if stays {
				total++
			}
			switch {
			case f.end == 0:
			case stays && f.start == at:
				right++
			default:
				wrong++
			}
		}
	}
	t.Logf("%d mentions stayed: %d followed, %d led astray", total, right, wrong)
	if total < 3000 || right*100 < total*90 || wrong*100 > total {
		t.Errorf("of %d mentions %d were followed and %d led astray", total, right, wrong)
	}
}

// TestFollowMany holds that the work does not grow with the square of the
// length, by a text of one name.
func TestFollowMany(t *testing.T) {
	const n = 3000
	var old strings.Builder
	var spans []span
	for i := range n {
		name := fmt.Sprintf("N%d", i%1000)
		spans = append(spans, span{old.Len(), old.Len() + len(name), name})
		old.WriteString(name + " went. ")
	}
	moved := 0
	for i, f := range follow(spans, old.Len(), newRuler("Before. "+old.String(), document.Bytes)) {
		if f.start == spans[i].start+len("Before. ") {
			moved++
		}
	}
	if moved != n {
		t.Errorf("%d of %d followed", moved, n)
	}
	// More places than are weighed: nothing is placed, and it ends.
	same := make([]span, 1500)
	for i := range same {
		same[i] = span{3 * i, 3*i + 2, "AA"}
	}
	for _, f := range follow(same, 4500, newRuler(" "+strings.Repeat("AA ", 1500), document.Bytes)) {
		if f.end > 0 {
			t.Fatal("placed")
		}
	}
}

func TestFormatOf(t *testing.T) {
	for in, want := range map[string]document.Format{
		"schema: x\n": document.YAML, "\ufeff{\"schema\": 1}\n": document.JSONL, "{\n  \"schema\": 1\n}\n": document.JSON, "": document.YAML,
	} {
		if got := formatOf([]byte(in)); got != want {
			t.Errorf("%q: %s, want %s", in, got, want)
		}
	}
}

func TestHasComments(t *testing.T) {
	for in, want := range map[string]bool{
		"schema: x\nmentions:\n  - {text: A}\n": false,
		"# mine\nschema: x\n":                   true,
		"mentions:  # mine\n":                   true,
		"  - {text: A}  # mine\n":               true,
		"  - {text: 'A # B'}\n":                 false,
		"title: 'A # B'\n":                      false,
		"text: |\n  # no\n\n  # no\n":           false,
		"text: |\n  # no\n# yes\n":              true,
	} {
		if got := hasComments([]byte(in)); got != want {
			t.Errorf("%q: %v", in, got)
		}
	}
}

// TestMendTwice holds, for documents and articles edited at random, that
// mending leaves no span that does not fit, keeps what is by hand, and has
// nothing to do a second time.
func TestMendTwice(t *testing.T) {
	dir := t.TempDir()
	rnd := rand.New(rand.NewPCG(15, 16))
	names := []string{"Akar", "Ankara", "Ali Veli", "Ali", "Türkiye"}
	article := func() string {
		var b strings.Builder
		for range 2 + rnd.IntN(12) {
			b.WriteString(names[rnd.IntN(len(names))] + []string{" met ", ". ", "\n", " é "}[rnd.IntN(4)])
		}
		return b.String()
	}
	o := checkOptions{streams: streams{err: io.Discard}}
	path := filepath.Join(dir, "a.txt")
	mend := func(doc *document.Document) *mending {
		return o.mend(filed{&document.Entry{Document: doc}, filepath.ToSlash(filepath.Join(dir, "a.yaml")), "a.yaml"})
	}
	changed, placed := 0, 0
	for range 2000 {
		text := article()
		doc := &document.Document{Schema: document.Schema, Offsets: []document.Unit{document.Bytes, document.Runes, document.UTF16}[rnd.IntN(3)],
			Source: document.Source{Path: "a.txt", SHA256: hashText([]byte(text)), Bytes: len(text)}}
		r := newRuler(text, doc.Offsets)
		for at := 0; ; {
			name := names[rnd.IntN(len(names))]
			i := strings.Index(text[at:], name)
			if i < 0 {
				break
			}
			m := document.Mention{Start: r.offset(at + i), End: r.offset(at + i + len(name)), Type: document.Place, Text: name, Score: 0.9}
			at += i + len(name)
			switch rnd.IntN(6) {
			case 0:
				m.Start, m.End, m.Score = 0, 0, 0
			case 1:
				m.By = document.ByHand
			case 2:
				m.Start++
			}
			doc.Mentions = append(doc.Mentions, m)
		}
		if rnd.IntN(2) == 0 {
			rnd.Shuffle(len(doc.Mentions), func(i, k int) { doc.Mentions[i], doc.Mentions[k] = doc.Mentions[k], doc.Mentions[i] })
		}
		now := text
		switch rnd.IntN(3) {
		case 0:
			now = article() + text
		case 1:
			now = text[strings.Index(text, " ")+1:]
		}
		if err := os.WriteFile(path, []byte(now), 0o666); err != nil {
			t.Fatal(err)
		}
		before := fmt.Sprintf("%+v", doc)
		m := mend(doc)
		if fmt.Sprintf("%+v", doc) != before {
			t.Fatal("the document that was read has changed")
		}
		if m.changed {
			changed++
		}
		r = newRuler(now, doc.Offsets)
		hand := 0
		for _, x := range m.doc.Mentions {
			if x.By == document.ByHand {
				hand++
			}
			if x.Placed() {
				placed++
				if now != text && r.slice(x.Start, x.End) != x.Text && len(m.left) == 0 && !overlapping(doc) {
					t.Fatalf("%q in %q\n%+v\n%+v %v", text, now, doc.Mentions, m.doc.Mentions, m.done)
				}
			}
		}
		again := mend(m.doc)
		if again.changed {
			t.Fatalf("%q to %q: mended twice\n%+v\n%+v %v\n%+v %v", text, now, doc.Mentions, m.doc.Mentions, m.done, again.doc.Mentions, again.done)
		}
	}
	if changed < 500 || placed < 2000 {
		t.Errorf("%d changed, %d placed", changed, placed)
	}
}

func overlapping(d *document.Document) bool {
	return slices.ContainsFunc(d.Check(), func(p document.Problem) bool { return strings.Contains(p.Msg, "overlaps") })
}
