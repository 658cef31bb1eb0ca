// Package compare holds Documents against each other: what changed between two
// ([Compare]), how well one finds what another says is there ([Scorer]), and
// how far annotators agree ([Agreement]). It needs Documents alone, and their
// texts where the caller has them.
//
// One alignment serves all of it. Mentions do not overlap within a Document,
// so the pairs that overlap across two are already in order: no two of them
// cross. The best one-to-one matching of such pairs is found in one sweep, as
// for weighted intervals. It is exact, it does not depend on the order of the
// inputs, and after sorting it takes linear time.
//
// Documents are expected to be valid, as document.Read gives them, and are
// not changed. Functions may be called from several goroutines at once;
// a Scorer or an Agreement is for one.
package compare

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"newsannotate/annotate/document"
)

// An Input is a Document with the text that its offsets count into, exactly as
// it was when they were made; empty where that is not at hand. File is what
// reports call the text; empty where it has no name of its own.
type Input struct {
	Document *document.Document
	Text     string
	File     string
}

// A span is half open and counts in the unit that both sides share.
type span struct{ start, end int }

func (s span) overlap(t span) int { return min(s.end, t.end) - max(s.start, t.start) }

// A side is one of two Documents, made ready for comparing.
type side struct {
	doc   document.Document // the caller's, but for offsets
	text  string            // with it the offsets are bytes
	file  string            // its name, if it has one
	spans []span            // of the mentions that have a place, in order
	of    []int             // for each span the index of its mention
	loose []int             // the mentions without a place
}

func (s *side) mention(k int) *document.Mention { return &s.doc.Mentions[s.of[k]] }

// prepare brings inputs to one unit: bytes, or else that of the inputs without
// a text. Mentions without offsets get them where the text leaves no doubt.
func prepare(inputs ...Input) ([]*side, error) {
	unit := document.Bytes
	for _, in := range inputs {
		if in.text() == "" {
			unit = unitOf(in.Document)
		}
	}
	sides := make([]*side, len(inputs))
	for i, in := range inputs {
		s := &side{doc: *in.Document, text: in.text(), file: in.File}
		s.doc.Mentions = slices.Clone(s.doc.Mentions)
		s.doc.Rejected = slices.Clone(s.doc.Rejected)
		s.doc.Generator.Digest = "" // the copy is not for writing
		if from := unitOf(&s.doc); from != unit {
			if s.text == "" {
				return nil, fmt.Errorf("offsets count in %s here and in %s there, and without the text they cannot be converted: keep the source beside the document", from, unit)
			}
			if err := s.doc.ConvertOffsets(s.text, unit); err != nil {
				return nil, fmt.Errorf("offsets cannot be converted from %s to %s: %w", from, unit, err)
			}
		}
		if unit != document.Bytes {
			s.text = "" // another input counts in another unit, so there is nothing to look up in it
		}
		s.place()
		sides[i] = s
	}
	return sides, nil
}

func (in Input) text() string {
	if in.Document.Text != "" {
		return in.Document.Text
	}
	return in.Text
}

func unitOf(d *document.Document) document.Unit { return cmp.Or(d.Offsets, document.Bytes) }

// place fills spans, of and loose.
func (s *side) place() {
	s.order()
	if s.text != "" && len(s.loose) > 0 {
		s.find()
		s.order()
	}
}

// order fills them from the offsets of the mentions.
func (s *side) order() {
	s.spans, s.of, s.loose = nil, nil, nil
	for i, m := range s.doc.Mentions {
		if m.Placed() {
			s.of = append(s.of, i)
		} else {
			s.loose = append(s.loose, i)
		}
	}
	slices.SortStableFunc(s.of, func(a, b int) int {
		return cmp.Compare(s.doc.Mentions[a].Start, s.doc.Mentions[b].Start)
	})
	for _, i := range s.of {
		m := &s.doc.Mentions[i]
		s.spans = append(s.spans, span{m.Start, m.End})
	}
}

// find gives a loose mention its place where its words stand but once between
// its neighbours in the list, or but once in the text, outside other mentions.
func (s *side) find() {
	mentions := s.doc.Mentions
	taken := make([]span, len(s.of))
	before := make([]int, len(mentions)) // the end of the last mention that has a place
	after := make([]int, len(mentions))  // the start of the next
	for k, i := range s.of {
		taken[k] = span{mentions[i].Start, mentions[i].End}
	}
	for i, end := 0, 0; i < len(mentions); i++ {
		before[i], end = end, max(end, mentions[i].End)
	}
	for i, start := len(mentions)-1, len(s.text); i >= 0; i-- {
		after[i] = start
		if mentions[i].Placed() {
			start = mentions[i].Start
		}
	}
	places := map[string][]int{}
	for _, i := range s.loose {
		m := &mentions[i]
		at, known := places[m.Text]
		if !known {
			at = occurrences(s.text, m.Text)
			places[m.Text] = at
		}
		place, near, free := -1, 0, 0
		for _, start := range at {
			end := start + len(m.Text)
			k, _ := slices.BinarySearchFunc(taken, start, func(t span, start int) int { return cmp.Compare(t.end, start+1) })
			if k < len(taken) && taken[k].start < end {
				continue
			}
			free++
			if start >= before[i] && end <= after[i] {
				if near++; near == 1 {
					place = start
				}
			} else if near == 0 && place < 0 {
				place = start
			}
		}
		if near != 1 && (near > 1 || free != 1) {
			continue
		}
		m.Start, m.End = place, place+len(m.Text)
		k, _ := slices.BinarySearchFunc(taken, m.Start, func(t span, start int) int { return cmp.Compare(t.start, start) })
		taken = slices.Insert(taken, k, span{m.Start, m.End})
	}
}

// occurrences gives where words stands in text on its own, not inside a word.
func occurrences(text, words string) []int {
	var at []int
	for from := 0; words != ""; {
		i := strings.Index(text[from:], words)
		if i < 0 {
			break
		}
		start := from + i
		end := start + len(words)
		left, _ := utf8.DecodeLastRuneInString(text[:start])
		right, size := utf8.DecodeRuneInString(text[end:])
		if (start == 0 || !isWord(left)) && (size == 0 || !isWord(right)) {
			at = append(at, start)
		}
		from = end
	}
	return at
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }

// cut gives part of a mention's text, from and to in a unit.
func cut(text string, u document.Unit, from, to int) string {
	switch u {
	case document.Runes:
		r := []rune(text)
		return string(r[min(from, len(r)):min(to, len(r))])
	case document.UTF16:
		r := utf16.Encode([]rune(text))
		return string(utf16.Decode(r[min(from, len(r)):min(to, len(r))]))
	}
	return text[min(from, len(text)):min(to, len(text))]
}
