package compare

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"newsannotate/annotate/document"
)

// vocabulary is small, so that words and names come again.
var vocabulary = strings.Fields("Akar met Ann Lee in Oslo on Monday with the bank of Oslo and Lee said that Ann was in May at Acme Corp")

// randomText makes lines of words.
func randomText(r *rand.Rand, words int) string {
	var b strings.Builder
	for range words {
		b.WriteString(vocabulary[r.IntN(len(vocabulary))])
		b.WriteString([]string{" ", " ", " ", " ", ".\n"}[r.IntN(5)])
	}
	return b.String()
}

// edited changes some words of text.
func edited(r *rand.Rand, text string) string {
	lines := strings.SplitAfter(text, "\n")
	for range 1 + r.IntN(3) {
		i := r.IntN(len(lines))
		switch r.IntN(4) {
		case 0:
			lines = slices.Insert(lines, i, "A new line about Zoe and Rome.\n")
		case 1:
			lines = slices.Delete(lines, i, i+1)
			lines = append(lines, "The end.")
		case 2:
			lines[i] = "Then " + lines[i]
		default:
			lines = append(lines[i:len(lines):len(lines)], lines[:i]...)
		}
	}
	return strings.Join(lines, "")
}

// randomDocument marks words of text at random.
func randomDocument(r *rand.Rand, text string, hashed bool) *document.Document {
	d := &document.Document{Schema: document.Schema, Offsets: document.Bytes}
	if hashed {
		d.Source.SHA256 = fmt.Sprintf("%064x", len(text))
	}
	w := words(text)
	for _, t := range document.Types[:3] {
		for n := range 3 {
			d.Entities = append(d.Entities, document.Entity{ID: fmt.Sprintf("%s-%d", t, n), Type: t, Name: fmt.Sprint(t, r.IntN(3))})
		}
	}
	for i := 0; i < len(w); i++ {
		if r.IntN(3) > 0 {
			continue
		}
		last := min(i+r.IntN(2), len(w)-1)
		m := document.Mention{Start: w[i].start, End: w[last].end, Type: document.Types[r.IntN(4)]}
		m.Text = text[m.Start:m.End]
		if r.IntN(10) > 0 {
			m.Score = float64(1+r.IntN(100)) / 100
		}
		if m.Type == document.Date {
			m.Value = fmt.Sprint(2000 + r.IntN(3))
		} else if r.IntN(5) > 0 {
			m.Entity = fmt.Sprintf("%s-%d", m.Type, r.IntN(3))
		}
		if r.IntN(12) == 0 {
			m.Start, m.End = 0, 0
		}
		d.Mentions = append(d.Mentions, m)
		i = last
	}
	return d
}

// perturbed changes some annotations of d, and carries them over to text where
// it differs.
func perturbed(r *rand.Rand, d *document.Document, from, text string) *document.Document {
	out := randomDocument(r, text, d.Source.SHA256 != "")
	if r.IntN(4) == 0 {
		return out
	}
	out.Mentions = nil
	t := mapTexts(from, text)
	for _, m := range d.Mentions {
		if m.Placed() {
			at, ok := t.span(span{m.Start, m.End})
			if !ok {
				continue
			}
			m.Start, m.End, m.Text = at.start, at.end, text[at.start:at.end]
		}
		switch r.IntN(8) {
		case 0:
			continue
		case 1:
			if m.Type != document.Date {
				m.Type = document.Place
			}
		case 2:
			if m.Type == document.Date {
				m.Value = "1999"
			} else {
				m.Entity = "place-1"
			}
		}
		out.Mentions = append(out.Mentions, m)
	}
	slices.SortStableFunc(out.Mentions, func(a, b document.Mention) int { return a.Start - b.Start })
	out.Mentions = slices.CompactFunc(out.Mentions, func(a, b document.Mention) bool { return a.Placed() && b.Start < a.End })
	return out
}
