package compare

import (
	"cmp"
	"slices"
	"strings"

	"newsannotate/annotate/document"
)

// A Bound says how the boundary of a mention moved.
type Bound string

// The ways. A mention that moved because text before it came or went has not
// changed its boundary.
const (
	Grown   Bound = "grown"
	Shrunk  Bound = "shrunk"
	Shifted Bound = "shifted"
)

func (b Bound) mirrored() Bound {
	switch b {
	case Grown:
		return Shrunk
	case Shrunk:
		return Grown
	}
	return b
}

// boundOf compares an old span, in the coordinates of the new text, with the
// new one.
func boundOf(at, new span) Bound {
	switch {
	case at == new:
		return ""
	case new.start <= at.start && new.end >= at.end:
		return Grown
	case at.start <= new.start && at.end >= new.end:
		return Shrunk
	}
	return Shifted
}

// A match pairs two mentions, by their indices in the Documents.
type match struct {
	old, new int
	bound    Bound
}

// matching says which mention of a is which of b, one to one, and which entity
// which. In one text spans that overlap are matched. Between two texts they
// are first brought to the same coordinates: by comparing the texts where both
// are at hand, else by the words of the mentions, their order and distances.
//
// Between two texts there can be ties, and they are broken with a certain side
// first whatever the order of the arguments, so that swapping a and b swaps
// the result.
func matching(a, b *side) (mentions []match, entities []pair) {
	if compareSides(a, b) > 0 {
		mentions, entities = matching(b, a)
		for i, m := range mentions {
			mentions[i] = match{m.new, m.old, m.bound.mirrored()}
		}
		for i, e := range entities {
			entities[i] = pair{e.new, e.old}
		}
		slices.SortFunc(mentions, func(x, y match) int { return cmp.Compare(x.old, y.old) })
		slices.SortFunc(entities, func(x, y pair) int { return cmp.Compare(x.old, y.old) })
		return mentions, entities
	}
	m := newMatcher(a, b)
	switch {
	case sameText(a, b):
		m.align(0, len(a.spans), 0, len(b.spans), 0, likeness(a, b))
	case a.text != "" && b.text != "":
		m.byText()
	default:
		m.byOrder()
	}
	m.matchLoose()
	slices.SortFunc(m.found, func(x, y match) int { return cmp.Compare(x.old, y.old) })
	return m.found, matchEntities(&a.doc, &b.doc, m.found)
}

// compareSides orders any two sides by all that matching looks at.
func compareSides(a, b *side) int {
	return cmp.Or(
		slices.CompareFunc(a.doc.Mentions, b.doc.Mentions, func(m, n document.Mention) int {
			return cmp.Or(strings.Compare(m.Text, n.Text), cmp.Compare(m.Start, n.Start), cmp.Compare(m.End, n.End),
				cmp.Compare(m.Type, n.Type), strings.Compare(m.Entity, n.Entity))
		}),
		slices.CompareFunc(a.doc.Entities, b.doc.Entities, func(x, y document.Entity) int {
			return cmp.Or(strings.Compare(x.ID, y.ID), strings.Compare(x.Name, y.Name), cmp.Compare(x.Type, y.Type))
		}),
		strings.Compare(a.text, b.text),
	)
}

// sameText reports whether the offsets of both sides count into one text: the
// texts or the hashes say so. Without either it takes them to, where no words
// contradict it and most mentions of the shorter list stand where they stood.
func sameText(a, b *side) bool {
	if a.text != "" && b.text != "" {
		return a.text == b.text
	}
	carried := a.doc.Text != "" || b.doc.Text != "" // the hash is of another text
	if ha, hb := a.doc.Source.SHA256, b.doc.Source.SHA256; ha != "" && hb != "" && !carried {
		return ha == hb
	}
	contradicted, stayed := false, 0
	align(a.spans, b.spans, func(i, j int) (weight, bool) {
		if !agree(a, b, i, j, 0) {
			contradicted = true
		} else if a.spans[i] == b.spans[j] {
			stayed++
		}
		return weight{}, false
	})
	return !contradicted && 2*stayed >= min(len(a.spans), len(b.spans))
}

// agree reports whether the ith mention of a, moved by shift, has the same
// words as the jth of b where the two overlap.
func agree(a, b *side, i, j, shift int) bool {
	s, t := a.spans[i], b.spans[j]
	s.start += shift
	s.end += shift
	from, to := max(s.start, t.start), min(s.end, t.end)
	unit := unitOf(&a.doc)
	return cut(a.mention(i).Text, unit, from-s.start, to-s.start) == cut(b.mention(j).Text, unit, from-t.start, to-t.start)
}

// A matcher gathers matches. free lists say which spans have none yet.
type matcher struct {
	a, b         *side
	usedA, usedB []bool // by span
	found        []match
}

func newMatcher(a, b *side) *matcher {
	return &matcher{a: a, b: b, usedA: make([]bool, len(a.spans)), usedB: make([]bool, len(b.spans))}
}

// add matches spans, with a's as it stands in b's coordinates.
func (m *matcher) add(i, j int, at span) {
	m.usedA[i], m.usedB[j] = true, true
	m.found = append(m.found, match{m.a.of[i], m.b.of[j], boundOf(at, m.b.spans[j])})
}

// align matches the free spans a[i0:i1], moved by shift, with the free spans
// b[j0:j1].
func (m *matcher) align(i0, i1, j0, j1, shift int, weigh func(i, j int) (weight, bool)) {
	var old, new []span
	var is, js []int
	for i := i0; i < i1; i++ {
		if !m.usedA[i] {
			is = append(is, i)
			old = append(old, span{m.a.spans[i].start + shift, m.a.spans[i].end + shift})
		}
	}
	for j := j0; j < j1; j++ {
		if !m.usedB[j] {
			js = append(js, j)
			new = append(new, m.b.spans[j])
		}
	}
	for _, p := range align(old, new, func(i, j int) (weight, bool) { return weigh(is[i], js[j]) }) {
		m.add(is[p.old], js[p.new], old[p.old])
	}
}

// byOrder matches mentions of two texts that are not at hand: first those with
// the same words, in order; then, between two of these, those that overlap
// when they are moved as the one or the other was; then what was moved as a
// block.
func (m *matcher) byOrder() {
	anchors := chain(m.a, m.b)
	for _, p := range anchors {
		m.add(p.old, p.new, m.b.spans[p.new])
	}
	last, shift := pair{-1, -1}, 0
	for k := 0; k <= len(anchors); k++ {
		next, nextShift := pair{len(m.a.spans), len(m.b.spans)}, shift
		if k < len(anchors) {
			next = anchors[k]
			nextShift = m.b.spans[next.new].start - m.a.spans[next.old].start
		}
		for _, by := range [2]int{shift, nextShift} {
			m.align(last.old+1, next.old, last.new+1, next.new, by, func(i, j int) (weight, bool) {
				if !agree(m.a, m.b, i, j, by) {
					return weight{}, false
				}
				w := weight{1, 0, min(len(m.a.mention(i).Text), len(m.b.mention(j).Text))}
				if m.a.mention(i).Type == m.b.mention(j).Type {
					w[1] = 1
				}
				return w, true
			})
		}
		last, shift = next, nextShift
	}
	m.moved(func(s *side, k int) (key, bool) {
		if k+1 == len(s.spans) {
			return key{}, false
		}
		return key{s.mention(k).Text + "\x00" + s.mention(k+1).Text, s.spans[k+1].start - s.spans[k].start}, true
	}, 2)
}

// A key is what a moved mention keeps.
type key struct {
	words    string
	distance int
}

// moved matches what stands elsewhere with the same surroundings: each run of
// length mentions, all free, that keyOf gives the same key on both sides.
func (m *matcher) moved(keyOf func(s *side, k int) (key, bool), length int) {
	free := func(used []bool, k int) bool {
		return !slices.Contains(used[k:k+length], true)
	}
	at := map[key][]int{}
	for j := 0; j+length <= len(m.b.spans); j++ {
		if !free(m.usedB, j) {
			continue
		}
		if k, ok := keyOf(m.b, j); ok {
			at[k] = append(at[k], j)
		}
	}
	for i := 0; i+length <= len(m.a.spans); i++ {
		if !free(m.usedA, i) {
			continue
		}
		k, ok := keyOf(m.a, i)
		for ok && len(at[k]) > 0 {
			j := at[k][0]
			at[k] = at[k][1:]
			if free(m.usedB, j) {
				for n := range length {
					m.add(i+n, j+n, m.b.spans[j+n])
				}
				// The next in line often follows in the same block.
				for i+length < len(m.a.spans) && j+length < len(m.b.spans) &&
					!m.usedA[i+length] && !m.usedB[j+length] &&
					m.a.mention(i+length).Text == m.b.mention(j+length).Text &&
					m.a.spans[i+length].start-m.a.spans[i].start == m.b.spans[j+length].start-m.b.spans[j].start {
					i, j = i+1, j+1
					m.add(i+length-1, j+length-1, m.b.spans[j+length-1])
				}
				break
			}
		}
	}
}

// byText matches mentions of two texts by comparing the texts; what stands at
// the same column of a line that was moved whole has moved with it.
func (m *matcher) byText() {
	t := mapTexts(m.a.text, m.b.text)
	var old []span
	var is []int
	for i, s := range m.a.spans {
		if at, ok := t.span(s); ok {
			is = append(is, i)
			old = append(old, at)
		}
	}
	for _, p := range align(old, m.b.spans, func(i, j int) (weight, bool) {
		w := weight{1, 0, old[i].overlap(m.b.spans[j])}
		if m.a.mention(is[i]).Type == m.b.mention(j).Type {
			w[1] = 1
		}
		return w, true
	}) {
		m.add(is[p.old], p.new, old[p.old])
	}
	m.moved(func(s *side, k int) (key, bool) {
		const longest = 4096 // of half a line; what is longer is not looked at
		at := s.spans[k]
		left := s.text[max(0, at.start-longest):at.start]
		right := s.text[at.end:min(len(s.text), at.end+longest)]
		left = left[strings.LastIndexByte(left, '\n')+1:]
		if i := strings.IndexByte(right, '\n'); i >= 0 {
			right = right[:i]
		}
		return key{s.mention(k).Text + "\x00" + left + "\x00" + right, 0}, len(left) < longest && len(right) < longest
	}, 1)
}

// matchLoose matches mentions without a place by their words: with each other,
// then with those that have a place and no match; of the same type first.
func (m *matcher) matchLoose() {
	type name struct {
		text string
		typ  document.Type
	}
	for _, typed := range []bool{true, false} {
		nameOf := func(s *side, i int) name {
			n := name{s.doc.Mentions[i].Text, s.doc.Mentions[i].Type}
			if !typed {
				n.typ = ""
			}
			return n
		}
		// join matches the members of is and js that used has not.
		join := func(is, js []int, usedA, usedB map[int]bool) {
			at := map[name][]int{}
			for _, j := range js {
				if !usedB[j] {
					at[nameOf(m.b, j)] = append(at[nameOf(m.b, j)], j)
				}
			}
			for _, i := range is {
				n := nameOf(m.a, i)
				if !usedA[i] && len(at[n]) > 0 {
					j := at[n][0]
					at[n] = at[n][1:]
					usedA[i], usedB[j] = true, true
					m.found = append(m.found, match{old: i, new: j})
				}
			}
		}
		if len(m.a.loose)+len(m.b.loose) == 0 {
			return
		}
		usedA, usedB := map[int]bool{}, map[int]bool{}
		for _, f := range m.found {
			usedA[f.old], usedB[f.new] = true, true
		}
		join(m.a.loose, m.b.loose, usedA, usedB)
		join(m.a.loose, m.b.of, usedA, usedB)
		join(m.a.of, m.b.loose, usedA, usedB)
	}
}

// matchEntities says which entity is which: those that share the most matched
// mentions, whatever their ids; between equals those of one id, then of one
// name. Entities without mentions on either side go by their id.
func matchEntities(a, b *document.Document, mentions []match) []pair {
	idsA, idsB := entityIndex(a), entityIndex(b)
	common := map[pair]int{}
	for _, m := range mentions {
		i, ok1 := idsA[a.Mentions[m.old].Entity]
		j, ok2 := idsB[b.Mentions[m.new].Entity]
		if ok1 && ok2 {
			common[pair{i, j}]++
		}
	}
	var edges []edge
	for p, n := range common {
		x, y := &a.Entities[p.old], &b.Entities[p.new]
		w := 4 * n
		if x.ID == y.ID {
			w += 2
		}
		if x.Name == y.Name {
			w++
		}
		edges = append(edges, edge{p.old, p.new, w})
	}
	pairs := assign(edges)
	usedA, usedB := map[int]bool{}, map[int]bool{}
	for _, p := range pairs {
		usedA[p.old], usedB[p.new] = true, true
	}
	for i := range a.Entities {
		if j, ok := idsB[a.Entities[i].ID]; ok && !usedA[i] && !usedB[j] {
			pairs = append(pairs, pair{i, j})
		}
	}
	slices.SortFunc(pairs, func(x, y pair) int { return cmp.Compare(x.old, y.old) })
	return pairs
}

func entityIndex(d *document.Document) map[string]int {
	ids := make(map[string]int, len(d.Entities))
	for i := range d.Entities {
		ids[d.Entities[i].ID] = i
	}
	return ids
}
