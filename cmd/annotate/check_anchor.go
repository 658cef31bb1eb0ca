package main

import (
	"cmp"
	"math/bits"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"newsannotate/annotate/document"
)

// A ruler measures one text in the unit of a document's offsets.
type ruler struct {
	text string
	at   []int32 // for each byte, and the end, its offset; nil where the unit is bytes
}

func newRuler(text string, unit document.Unit) ruler {
	r := ruler{text: text}
	if unit == document.Runes || unit == document.UTF16 {
		r.at = make([]int32, len(text)+1)
		n := int32(0)
		for i, c := range text {
			for k := range utf8.RuneLen(c) {
				r.at[i+k] = n
			}
			n++
			if unit == document.UTF16 && c > 0xFFFF {
				n++
			}
		}
		r.at[len(text)] = n
	}
	return r
}

// offset gives the offset of a byte.
func (r ruler) offset(i int) int {
	if r.at == nil {
		return i
	}
	return int(r.at[i])
}

// byteAt gives the byte at an offset, and -1 where there is none.
func (r ruler) byteAt(offset int) int {
	if r.at == nil {
		if offset < 0 || offset > len(r.text) || offset < len(r.text) && !utf8.RuneStart(r.text[offset]) {
			return -1
		}
		return offset
	}
	i, ok := slices.BinarySearch(r.at, int32(offset))
	if !ok {
		return -1
	}
	return i
}

// slice is what stands between two offsets, empty where they are none.
func (r ruler) slice(start, end int) string {
	i, j := r.byteAt(start), r.byteAt(end)
	if i < 0 || j < i {
		return ""
	}
	return r.text[i:j]
}

func (r ruler) length() int { return r.offset(len(r.text)) }

// lineOf is the number of the line on which an offset stands.
func (r ruler) lineOf(offset int) int { return 1 + strings.Count(r.text[:r.byteAt(offset)], "\n") }

// occurrences gives the offsets at which s stands in the text as a word of its
// own, and the length of s.
func (r ruler) occurrences(s string) (starts []int, length int) {
	if s == "" {
		return nil, 0
	}
	first, _ := utf8.DecodeRuneInString(s)
	last, _ := utf8.DecodeLastRuneInString(s)
	word := func(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) || unicode.IsMark(c) }
	for from := 0; ; {
		i := strings.Index(r.text[from:], s)
		if i < 0 {
			return starts, length
		}
		i += from
		from = i + 1
		before, _ := utf8.DecodeLastRuneInString(r.text[:i])
		after, _ := utf8.DecodeRuneInString(r.text[i+len(s):])
		if word(first) && word(before) || word(last) && word(after) {
			continue
		}
		length = r.offset(i+len(s)) - r.offset(i)
		starts = append(starts, r.offset(i))
	}
}

// A span is where something stood in a text before it was edited.
type span struct {
	start, end int
	text       string
}

// A followed is what became of a span.
type followed struct {
	start, end int   // where it stands now; both 0 where that is not certain
	places     []int // where it can stand; none where its text is gone
}

// nowhere is how far the end of a text of unknown length moved.
const nowhere = 1 << 60

// follow says where spans, in text order and without overlap, stand after the
// text of length before, or of a length that is not known where before is
// negative, was edited into that of r. The text before is not known; what is
// known is which words stood at which offsets.
//
// It seeks the explanation with the fewest edits: spans that moved by the same
// distance were moved by the same edits, and none moves over another. A span is
// placed where all best explanations agree on its place, and it moved as a
// neighbour or an end of the text did, or its words stand in the text once.
//
// The time is n log n in the number of places where the words of the spans
// stand; where these are more than a million, nothing is placed but what stands
// there once.
func follow(spans []span, before int, r ruler) []followed {
	// A span that is lost costs more than an edit and less than two, so that it
	// is not placed elsewhere on its own account, unless its words stand in the
	// text just once.
	const edit, lost, lostOnly = 200, 301, 503
	type place struct {
		i, start, end, shift int
		left, right          ways // to explain the spans up to this one, and from it on
	}
	var places []place
	first := make([]int, len(spans)+1) // the places of span i are places[first[i]:first[i+1]]
	out := make([]followed, len(spans))
	byText := map[string][]int{}
	lengths := map[string]int{}
	total := 0
	for i, s := range spans {
		starts, ok := byText[s.text]
		if !ok {
			starts, lengths[s.text] = r.occurrences(s.text)
			byText[s.text] = starts
		}
		out[i].places = starts
		total += len(starts)
	}
	const most = 1_000_000
	for i, s := range spans {
		first[i] = len(places)
		for _, start := range out[i].places {
			if total > most && len(out[i].places) > 1 {
				break
			}
			places = append(places, place{i: i, start: start, end: start + lengths[s.text], shift: start - s.start})
		}
	}
	first[len(spans)] = len(places)

	n := len(spans)
	loss := make([]int, n+1) // what it costs to lose the spans before the ith
	for i := range n {
		loss[i+1] = loss[i] + lost
		if len(out[i].places) == 1 {
			loss[i+1] = loss[i] + lostOnly
		}
	}
	delta := r.length() - before
	// From the left: the best explanations of which the last span that is not
	// lost ends at or before a place, and those of which it moved as a place
	// did. Neither counts what the spans lost up to that place cost.
	ends := make([]int, len(places))
	for k := range places {
		ends[k] = places[k].end
	}
	slices.Sort(ends)
	tree := newMinTree(len(ends) + 1)
	nothing := ways{0, 1}
	alike := map[int]ways{0: nothing}
	tree.add(0, nothing)
	for i := range n {
		own := places[first[i]:first[i+1]]
		for k := range own {
			p := &own[k]
			upTo, _ := slices.BinarySearch(ends, p.start+1)
			p.left = tree.best(upTo).plus(edit).or(alike[p.shift]).plus(loss[i])
		}
		for _, p := range own {
			w := p.left.plus(-loss[i+1])
			at, _ := slices.BinarySearch(ends, p.end)
			tree.add(at+1, w)
			alike[p.shift] = alike[p.shift].or(w)
		}
	}
	// From the right, the same.
	starts := make([]int, len(places))
	for k := range places {
		starts[k] = -places[k].start
	}
	slices.Sort(starts)
	tree = newMinTree(len(starts) + 1)
	all := ways{loss[n], 1} // everything is lost
	switch {
	case before < 0:
		tree.add(0, nothing.plus(-edit)) // whatever came last may have moved anyhow
		alike = map[int]ways{}
	default:
		tree.add(0, nothing)
		alike = map[int]ways{delta: nothing}
		if delta != 0 {
			all = all.plus(edit)
		}
	}
	for i := n - 1; i >= 0; i-- {
		own := places[first[i]:first[i+1]]
		for k := range own {
			p := &own[k]
			upTo, _ := slices.BinarySearch(starts, -p.end+1)
			p.right = tree.best(upTo).plus(edit).or(alike[p.shift]).plus(loss[n] - loss[i+1])
			// Each explanation is counted at the last span that it places.
			last := p.left.plus(loss[n] - loss[i+1])
			if before >= 0 && p.shift != delta {
				last = last.plus(edit)
			}
			all = all.or(last)
		}
		for _, p := range own {
			w := p.right.plus(loss[i] - loss[n])
			at, _ := slices.BinarySearch(starts, -p.start)
			tree.add(at+1, w)
			alike[p.shift] = alike[p.shift].or(w)
		}
	}
	sure := make([]*place, n)
	for i := range n {
		for k := first[i]; k < first[i+1]; k++ {
			if places[k].left.times(places[k].right) == all {
				sure[i] = &places[k]
			}
		}
	}
	shiftBefore, shiftAfter := make([]int, n), make([]int, n) // of the nearest that is sure
	shift := 0
	for i := range n {
		shiftBefore[i] = shift
		if sure[i] != nil {
			shift = sure[i].shift
		}
	}
	if shift = delta; before < 0 {
		shift = nowhere
	}
	for i := n - 1; i >= 0; i-- {
		shiftAfter[i] = shift
		if sure[i] != nil {
			shift = sure[i].shift
		}
	}
	for i, p := range sure {
		if p != nil && (p.shift == shiftBefore[i] || p.shift == shiftAfter[i] || len(out[i].places) == 1) {
			out[i].start, out[i].end = p.start, p.end
		}
	}
	return out
}

// Ways are the explanations of the least cost: what they cost, and how many
// there are, modulo the prime 2⁶¹-1. None there are where n is 0.
type ways struct {
	cost int
	n    uint64
}

const prime = 1<<61 - 1

// plus is w, each at a higher cost.
func (w ways) plus(cost int) ways { return ways{w.cost + cost, w.n} }

// or is the best of w and v, which have none in common.
func (w ways) or(v ways) ways {
	switch {
	case v.n == 0 || w.n > 0 && w.cost < v.cost:
		return w
	case w.n == 0 || v.cost < w.cost:
		return v
	}
	return ways{w.cost, (w.n + v.n) % prime}
}

// times is each of w followed by each of v.
func (w ways) times(v ways) ways {
	hi, lo := bits.Mul64(w.n, v.n)
	_, n := bits.Div64(hi, lo, prime)
	return ways{w.cost + v.cost, n}
}

// A minTree finds the best of the first of a list (Fenwick 1994).
type minTree []ways

func newMinTree(n int) minTree { return make(minTree, n+1) }

// add adds to the ith.
func (t minTree) add(i int, w ways) {
	for i++; i < len(t); i += i & -i {
		t[i] = t[i].or(w)
	}
}

// best is the best up to the ith, it included.
func (t minTree) best(i int) ways {
	var w ways
	for i++; i > 0; i -= i & -i {
		w = w.or(t[i])
	}
	return w
}

// followLoose is follow for spans in any order that may overlap: each goes
// where the two around it in anchors went, if they went the same way and its
// text is there, or to the only place of its text.
func followLoose(spans []span, anchors []span, moved []followed, before int, r ruler) []followed {
	out := make([]followed, len(spans))
	for i, s := range spans {
		starts, length := r.occurrences(s.text)
		out[i].places = starts
		if len(starts) == 1 {
			out[i].start, out[i].end = starts[0], starts[0]+length
			continue
		}
		at, _ := slices.BinarySearchFunc(anchors, s.start, func(a span, start int) int { return cmp.Compare(a.start, start) })
		left, right := 0, r.length()-before
		if before < 0 {
			right = nowhere
		}
		for k := at - 1; k >= 0; k-- {
			if moved[k].end > 0 && anchors[k].end <= s.start {
				left = moved[k].start - anchors[k].start
				break
			}
		}
		for k := at; k < len(anchors); k++ {
			if moved[k].end > 0 && anchors[k].start >= s.end {
				right = moved[k].start - anchors[k].start
				break
			}
		}
		if left == right && slices.Contains(starts, s.start+left) {
			out[i].start, out[i].end = s.start+left, s.start+left+length
		}
	}
	return out
}
