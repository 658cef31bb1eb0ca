package ner

import (
	"newsannotate/ner/gazetteer"
	"newsannotate/ner/token"
)

// Offsets at which a word's atoms are seen: its own place, one and two to
// either side. A feature of the word at offset o is slot o+2.
const slots = 5

// maxWindow bounds the tokens that are decoded together; a longer sentence is
// cut, so that hostile input costs linear time and memory stays small.
const maxWindow = 400

// maxOccurrences bounds how many occurrences of a word feed its article
// features.
const maxOccurrences = 8

// Templates of features that depend on a token's place, after those of words.
const (
	tTag = iota + 64
	tTags
	tTagBefore
	tTagAfter
	tTags3
	tTagWord
	tShapeWord
	tBigram
	tBigramNext
	tAround
	tBefore2
	tAfter2
	tShapes3
	tShapesBefore
	tShapesAfter
	tClusters
	tClustersNext
	tClusterAround
	tFineBefore
	tFineAfter
	tClassBefore
	tClassAfter
	tFirst
	tHeadline
	tMatch
	tMatchBit
	tRunBefore
	tRunAfter
	tRunFirst
	tRunLast
	tRunLength
	tRunClasses
	tLooseFirst
	tLooseLast
	tLooseBefore
	tLooseAfter
	tDocBefore
	tDocAfter
	tDocBeforeC
	tDocAfterC
	tDocShape
	tDocLower
	tDocFirst
	tDocLast
	tDocCount
	tDocRunBefore
	tDocRunAfter
	tDocClasses
	tAcronym
	tAcronymHead
	tAcronymFirst
	tAcronymOf
	tQuoted
	tHyphen
	tStage
)

// A span of tokens [first, end).
type run struct{ first, end int32 }

// place is what features know of a token at its place in the article.
type place struct {
	w     *word
	tag   token.Tag
	run   int32           // index into article.runs, or -1
	loose int32           // index into article.loose, or -1
	match gazetteer.Class // of a listed name of two words or more
	part  uint8           // of the match: 1 first, 2 inside, 3 last
	acro  uint8           // 1 an acronym that is spelt out, 2 a word of what it stands for
	first bool            // first of its sentence
	head  bool            // in a headline: most words with a capital
	quote bool            // inside double quotes
	start int32
	end   int32
}

// docType is what an article says of one word type that looks like a name.
type docType struct {
	at    [maxOccurrences]int32
	n     int32 // occurrences in all
	long  int32 // the longest run that holds it, or -1
	lower bool  // occurs with a small letter, too
	spelt int32 // the run that an acronym stands for, or -1
}

// article is the working memory for one article. It belongs to one goroutine.
type article struct {
	words  map[uint64]*word
	m      *model // when decoding: words get their emissions on entry
	number int32
	edge   *word

	text    string
	places  []place
	windows []run // sentences, long ones cut
	runs    []run // of capitalised words, then what acronyms stand for
	strict  []run // those of capitalised words
	loose   []run // the same with of, and, the, - inside
	types   []docType
	wordsOf []*word
	lowers  map[uint64]bool
	strings []string
	matches []gazetteer.Match
	acros   map[uint64]int32
	buf     []uint64
}

// maxWords bounds the cache of words, which lives as long as its article
// memory is reused.
const maxWords = 20000

func newArticle(m *model) *article {
	a := &article{m: m, words: make(map[uint64]*word), lowers: make(map[uint64]bool), acros: make(map[uint64]int32)}
	a.edge = newEdge()
	if m != nil {
		a.edge.em = m.wordEmissions(a.edge)
	}
	return a
}

func (a *article) word(form string) *word {
	h := hashString(form)
	w := a.words[h]
	if w == nil {
		w = newWord(form)
		w.seen = -1
		if a.m != nil {
			w.em = a.m.wordEmissions(w)
			w.self, w.near, w.far = nil, nil, nil
		}
		a.words[h] = w
	}
	return w
}

// load takes in an article. Sentences and tokens are in text order.
func (a *article) load(text string, sentences []token.Sentence) {
	if len(a.words) > maxWords && a.m != nil {
		clear(a.words)
	}
	a.number++
	a.text = text
	a.places = a.places[:0]
	a.windows = a.windows[:0]
	a.runs = a.runs[:0]
	a.loose = a.loose[:0]
	a.types = a.types[:0]
	a.wordsOf = a.wordsOf[:0]
	clear(a.lowers)
	for _, s := range sentences {
		quoted := false
		for from := 0; from < len(s.Tokens); from += maxWindow {
			tokens := s.Tokens[from:min(from+maxWindow, len(s.Tokens))]
			w := run{int32(len(a.places)), int32(len(a.places) + len(tokens))}
			a.strings = a.strings[:0]
			caps, long := 0, 0
			for i, t := range tokens {
				form := t.Of(text)
				p := place{w: a.word(form), tag: t.Tag, run: -1, loose: -1, first: from+i == 0, start: int32(t.Start), end: int32(t.End)}
				a.strings = append(a.strings, form)
				switch form {
				case "\"", "''", "``":
					quoted = !quoted
				case "“":
					quoted = true
				case "”":
					quoted = false
				}
				p.quote = quoted
				if p.w.flags&(isCap|isLower) != 0 && len(form) > 3 {
					long++
					if p.w.flags&isCap != 0 {
						caps++
					}
				}
				a.places = append(a.places, p)
			}
			if long >= 3 && caps*4 >= long*3 {
				for i := w.first; i < w.end; i++ {
					a.places[i].head = true
				}
			}
			a.windows = append(a.windows, w)
			a.match(w)
			a.findRuns(w)
		}
	}
	a.strict = a.runs[:len(a.runs):len(a.runs)]
	a.collect()
}

// match marks the tokens of listed names.
func (a *article) match(w run) {
	a.matches = gazetteer.Find(a.matches[:0], a.strings)
	for _, m := range a.matches {
		if m.End-m.First < 2 {
			continue
		}
		for i := m.First; i < m.End; i++ {
			p := &a.places[int(w.first)+i]
			p.match = m.Class
			switch i {
			case m.First:
				p.part = 1
			case m.End - 1:
				p.part = 3
			default:
				p.part = 2
			}
		}
	}
}

// inRun reports whether token i may be part of a run of capitalised words in
// window w: the common word that opens a sentence is not.
func (a *article) inRun(i int32, w run) bool {
	p := &a.places[i]
	if p.w.flags&isNameish == 0 {
		// The hyphen and the small part of a name that is parted at its hyphen:
		// Cheng - ta.
		switch {
		case p.w.flags&isHyphen != 0:
			return i > w.first && i+1 < w.end && a.places[i-1].w.flags&isNameish != 0 && (a.places[i+1].w.flags&isNameish != 0 || rare(a.places[i+1].w))
		case p.w.flags&isLower != 0 && i > w.first+1 && a.places[i-1].w.flags&isHyphen != 0:
			return rare(p.w)
		}
		return false
	}
	if p.w.flags&isCap != 0 && p.w.flags&(isMixed|isAllCaps) == 0 && p.w.class&gazetteer.Common != 0 &&
		p.w.rank > 0 && p.w.rank <= 8 && (p.first || p.w.rank <= 5) && p.w.class&(gazetteer.Names|gazetteer.OrgCue) == 0 {
		return false
	}
	return true
}

// rare reports whether a word in small letters is no common English word.
func rare(w *word) bool {
	return w.flags&isLower != 0 && w.class&gazetteer.Common == 0
}

func (a *article) findRuns(w run) {
	for i := w.first; i < w.end; {
		if !a.inRun(i, w) || a.places[i].w.flags&isNameish == 0 {
			i++
			continue
		}
		j := i + 1
		for j < w.end && a.inRun(j, w) {
			j++
		}
		for k := i; k < j; k++ {
			a.places[k].run = int32(len(a.runs))
		}
		a.runs = append(a.runs, run{i, j})
		i = j
	}
	for i := w.first; i < w.end; {
		if a.places[i].run < 0 {
			i++
			continue
		}
		end := a.runs[a.places[i].run].end
		for {
			j := end
			for j < w.end && j < end+3 && a.places[j].run < 0 && a.places[j].w.flags&isConnector != 0 {
				j++
			}
			if j == end || j >= w.end || a.places[j].run < 0 {
				break
			}
			end = a.runs[a.places[j].run].end
		}
		for k := i; k < end; k++ {
			a.places[k].loose = int32(len(a.loose))
		}
		a.loose = append(a.loose, run{i, end})
		i = end
	}
}

// collect gathers what the article says of each word that looks like a name.
func (a *article) collect() {
	for i := range a.places {
		p := &a.places[i]
		if p.w.flags&isNameish == 0 {
			if p.w.flags&isLower != 0 {
				a.lowers[p.w.lower] = true
			}
			continue
		}
		if p.w.seen != a.number {
			p.w.seen = a.number
			p.w.doc = int32(len(a.types))
			a.types = append(a.types, docType{long: -1, spelt: -1})
			a.wordsOf = append(a.wordsOf, p.w)
		}
		d := &a.types[p.w.doc]
		if d.n < maxOccurrences {
			d.at[d.n] = int32(i)
		}
		d.n++
		if p.run >= 0 {
			r := a.runs[p.run]
			if n := r.end - r.first; n > 1 && n < 8 && !p.head && (d.long < 0 || n > a.runs[d.long].end-a.runs[d.long].first) {
				d.long = p.run
			}
		}
	}
	for k := range a.types {
		a.types[k].lower = a.lowers[a.wordsOf[k].lower]
	}
	a.acronyms()
}

// initial is the lower-cased first letter of a token, 0 when it has none.
func (a *article) initial(i int32) byte {
	c := a.text[a.places[i].start]
	if 'A' <= c && c <= 'Z' {
		return c + 'a' - 'A'
	}
	if 'a' <= c && c <= 'z' {
		return c
	}
	return 0
}

// acronyms finds the names whose initials make a word of two to eight
// letters, two of them capitals, that stands elsewhere in the article.
func (a *article) acronyms() {
	clear(a.acros)
	for k, w := range a.wordsOf {
		if w.flags&isCap == 0 || w.flags&isMixed == 0 || w.flags&hasDigit != 0 {
			continue
		}
		p := a.places[a.types[k].at[0]]
		form := a.text[p.start:p.end]
		if len(form) < 2 || len(form) > 10 {
			continue
		}
		h, n := uint64(0), 0
		for i := 0; i < len(form); i++ {
			c := form[i]
			if 'A' <= c && c <= 'Z' {
				c += 'a' - 'A'
			} else if c == '.' {
				continue
			} else if c < 'a' || c > 'z' {
				n = 100
				break
			}
			h = (h + uint64(c)) * 0x9e3779b97f4a7c15
			n++
		}
		if n >= 2 && n <= 8 {
			a.acros[h] = int32(k)
		}
	}
	if len(a.acros) == 0 {
		return
	}
	for l := range a.loose {
		r := a.loose[l]
		if r.end-r.first < 2 || r.end-r.first > 12 {
			continue
		}
		// Every stretch of the run that begins and ends with a name word, with
		// and without the initials of the small words.
		for from := r.first; from < r.end; from++ {
			if a.places[from].run < 0 {
				continue
			}
			var all, caps uint64
			n := 0
			for i := from; i < r.end; i++ {
				c := a.initial(i)
				if c == 0 {
					if a.places[i].w.flags&isConnector != 0 {
						continue
					}
					break
				}
				all = (all + uint64(c)) * 0x9e3779b97f4a7c15
				if a.places[i].run < 0 {
					continue
				}
				caps = (caps + uint64(c)) * 0x9e3779b97f4a7c15
				n++
				if n < 2 {
					continue
				}
				k, ok := a.acros[all]
				if !ok {
					k, ok = a.acros[caps]
				}
				if !ok || a.types[k].spelt >= 0 {
					continue
				}
				a.runs = append(a.runs, run{from, i + 1})
				a.types[k].spelt = int32(len(a.runs) - 1)
				for j := from; j <= i; j++ {
					a.places[j].acro = 2
				}
				for _, at := range a.types[k].at[:min(a.types[k].n, maxOccurrences)] {
					a.places[at].acro = 1
				}
			}
		}
	}
}

// dull reports whether the features of its place can be left out for token i:
// neither it nor a neighbour looks like part of a name. from and end bound its
// window.
func (a *article) dull(i, from, end int32) bool {
	return a.places[i].run < 0 && a.places[i].w.flags&isNameish == 0 &&
		(i == from || a.places[i-1].w.flags&isNameish == 0) && (i+1 == end || a.places[i+1].w.flags&isNameish == 0)
}

// newEdge returns the word that stands before the first and after the last of
// a window.
func newEdge() *word {
	w := &word{lower: 1, short: 2, c256: 999, c1024: 9999}
	w.near = []uint64{feature(tLower, w.lower)}
	w.far = w.near
	return w
}

func (a *article) at(i, from, end int32) *word {
	if i < from || i >= end {
		return a.edge
	}
	return a.places[i].w
}

func (a *article) tagAt(i, from, end int32) uint64 {
	if i < from || i >= end {
		return 255
	}
	return uint64(a.places[i].tag)
}

// classKey keeps the classes that matter to a neighbour.
func classKey(c gazetteer.Class) uint64 { return uint64(c &^ (gazetteer.Common | gazetteer.Recased)) }

// local appends the features of token i at its place in the window
// [from, end), without the atoms of words.
func (a *article) local(dst []uint64, i, from, end int32) []uint64 {
	p := &a.places[i]
	w, w1, w2, v1, v2 := p.w, a.at(i-1, from, end), a.at(i-2, from, end), a.at(i+1, from, end), a.at(i+2, from, end)
	t, t1, u1 := uint64(p.tag), a.tagAt(i-1, from, end), a.tagAt(i+1, from, end)
	dst = append(dst,
		feature(tTag, t), feature(tTagBefore, t1), feature(tTagAfter, u1),
		feature2(tTags, t1, t), feature2(tTags, t|1<<20, u1), feature3(tTags3, t1, t, u1),
		feature2(tBigram, w1.lower, w.lower), feature2(tBigramNext, w.lower, v1.lower), feature2(tAround, w1.lower, v1.lower),
		feature3(tShapes3, w1.short, w.short, v1.short),
		feature3(tShapesBefore, w2.short, w1.short, w.short),
		feature3(tShapesAfter, w.short, v1.short, v2.short),
		feature2(tClusters, uint64(w1.c256), uint64(w.c256)),
		feature2(tClustersNext, uint64(w.c256), uint64(v1.c256)),
		feature2(tClusterAround, uint64(w1.c256), uint64(v1.c256)),
		feature2(tFineBefore, uint64(w1.c1024), w.short),
		feature2(tFineAfter, uint64(v1.c1024), w.short),
		feature3(tBefore2, w2.lower, w1.lower, w.short),
		feature3(tAfter2, v1.lower, v2.lower, w.short),
	)
	dst = append(dst,
		feature2(tTagWord, t1, w.lower), feature2(tTagWord, u1|256, w.lower),
		feature2(tTagWord, t|512, w1.lower), feature2(tTagWord, t|1024, v1.lower),
		feature2(tShapeWord, w.short, w1.lower), feature2(tShapeWord, w.short+1, v1.lower),
	)
	if k := classKey(w.class); k != 0 {
		if j := classKey(w1.class); j != 0 {
			dst = append(dst, feature2(tClassBefore, j, k))
		}
		if j := classKey(v1.class); j != 0 {
			dst = append(dst, feature2(tClassAfter, k, j))
		}
	}
	if p.w.flags&isLower != 0 && w1.flags&isHyphen != 0 {
		// Listed or sun in Tokyo - listed, Kim Hee - sun.
		dst = append(dst, feature3(tHyphen, uint64(w.class&gazetteer.Common), uint64(w.rank), w2.short),
			feature3(tHyphen, classKey(w2.class), uint64(w.class&gazetteer.Common)|1, uint64(w.rank)),
			feature3(tHyphen, a.at(i-3, from, end).short, w2.short, uint64(w.class&gazetteer.Common)|2))
	}
	if w.flags&isHyphen != 0 {
		dst = append(dst, feature3(tHyphen, uint64(v1.class&gazetteer.Common), uint64(v1.rank), w1.short|1<<50),
			feature3(tHyphen, w2.short, w1.short, uint64(v1.class&gazetteer.Common)|3))
	}
	if p.first {
		dst = append(dst, feature2(tFirst, w.short, 0), feature2(tFirst, uint64(w.rank), uint64(w.class&gazetteer.Common)))
	}
	if p.head {
		dst = append(dst, feature2(tHeadline, w.short, 0), feature2(tHeadline, w.lower, 1))
	}
	if p.quote {
		dst = append(dst, feature(tQuoted, w.short))
	}
	if p.match != 0 {
		k := classKey(p.match)
		dst = append(dst, feature2(tMatch, k, uint64(p.part)))
		for c := k; c != 0; c &= c - 1 {
			dst = append(dst, feature2(tMatchBit, c&-c, uint64(p.part)))
		}
	}
	if p.loose >= 0 {
		r := a.loose[p.loose]
		first, last := a.places[r.first].w, a.places[r.end-1].w
		pos := where(i, r)
		inner := uint64(0)
		if p.run < 0 {
			inner = w.lower
		}
		if r.end-r.first > 1 {
			dst = append(dst,
				feature3(tLooseFirst, first.lower, pos, inner), feature3(tLooseLast, last.lower, pos, inner),
				feature3(tLooseFirst, uint64(first.c256), pos|64, inner), feature3(tLooseLast, uint64(last.c256), pos|64, inner),
				feature3(tRunClasses, classKey(first.class), classKey(last.class), pos|128),
			)
		}
		if p.run < 0 {
			before, after := a.at(r.first-1, from, end), a.at(r.end, from, end)
			dst = append(dst, feature3(tLooseBefore, before.lower, inner, 0), feature3(tLooseAfter, after.lower, inner, 0))
		}
	}
	if p.run >= 0 {
		r := a.runs[p.run]
		first, last := a.places[r.first].w, a.places[r.end-1].w
		before, after := a.at(r.first-1, from, end), a.at(r.end, from, end)
		pos := where(i, r)
		n := uint64(min(r.end-r.first, 6))
		dst = append(dst,
			feature2(tRunLength, n, pos),
			feature2(tRunBefore, before.lower, pos), feature2(tRunAfter, after.lower, pos),
			feature2(tRunBefore, uint64(before.c1024), pos|64), feature2(tRunAfter, uint64(after.c1024), pos|64),
		)
		if n > 1 {
			dst = append(dst,
				feature2(tRunFirst, first.lower, pos), feature2(tRunLast, last.lower, pos),
				feature2(tRunFirst, uint64(first.c1024), pos|64), feature2(tRunLast, uint64(last.c1024), pos|64),
				feature3(tRunClasses, classKey(first.class), classKey(last.class), pos),
			)
			for c := classKey(first.class); c != 0; c &= c - 1 {
				dst = append(dst, feature2(tRunFirst, c&-c, pos|128))
			}
			for c := classKey(last.class); c != 0; c &= c - 1 {
				dst = append(dst, feature2(tRunLast, c&-c, pos|128))
			}
		}
	}
	switch p.acro {
	case 1:
		if s := a.types[w.doc].spelt; s >= 0 {
			r := a.runs[s]
			dst = append(dst, feature(tAcronym, 1),
				feature(tAcronymHead, a.places[r.end-1].w.lower), feature(tAcronymFirst, a.places[r.first].w.lower),
				feature2(tAcronymHead, uint64(a.places[r.end-1].w.c256), 1), feature2(tAcronymFirst, uint64(a.places[r.first].w.c256), 1))
		}
	case 2:
		dst = append(dst, feature(tAcronymOf, w.short), feature2(tAcronymOf, v1.short, w.short))
	}
	return dst
}

// where says which part of r token i is: 0 the whole, 1 first, 2 inside, 3
// last.
func where(i int32, r run) uint64 {
	switch {
	case r.end-r.first == 1:
		return 0
	case i == r.first:
		return 1
	case i == r.end-1:
		return 3
	}
	return 2
}

// context appends the features that token i gives to the other occurrences of
// its word in the article.
func (a *article) context(dst []uint64, i int32) []uint64 {
	win := a.window(i)
	p := &a.places[i]
	if p.head {
		return dst
	}
	w1, v1 := a.at(i-1, win.first, win.end), a.at(i+1, win.first, win.end)
	dst = append(dst, feature(tDocBefore, w1.lower), feature(tDocAfter, v1.lower),
		feature(tDocBeforeC, uint64(w1.c1024)), feature(tDocAfterC, uint64(v1.c1024)),
		feature2(tDocShape, w1.short, v1.short))
	if p.run >= 0 {
		r := a.runs[p.run]
		pos := where(i, r)
		dst = append(dst, feature2(tDocRunBefore, a.at(r.first-1, win.first, win.end).lower, pos),
			feature2(tDocRunAfter, a.at(r.end, win.first, win.end).lower, pos))
	}
	return dst
}

// window returns the window of token i, given that windows are in order.
func (a *article) window(i int32) run {
	lo, hi := 0, len(a.windows)-1
	for lo < hi {
		mid := (lo + hi + 1) / 2
		if a.windows[mid].first <= i {
			lo = mid
		} else {
			hi = mid - 1
		}
	}
	return a.windows[lo]
}

// whole appends the features that the article gives to word type k wherever it
// stands: its company at all its occurrences, each kind of company once.
func (a *article) whole(dst []uint64, k int32) []uint64 {
	d := &a.types[k]
	start := len(dst)
	if d.lower {
		dst = append(dst, feature(tDocLower, 1), feature(tDocLower, a.wordsOf[k].short))
	}
	if d.n < 2 {
		return dst
	}
	add := func(h uint64) {
		for _, x := range dst[start:] {
			if x == h {
				return
			}
		}
		dst = append(dst, h)
	}
	add(feature(tDocCount, uint64(min(d.n, 5))))
	for _, i := range d.at[:min(d.n, maxOccurrences)] {
		a.buf = a.context(a.buf[:0], i)
		for _, h := range a.buf {
			add(h)
		}
	}
	if d.long >= 0 {
		r := a.runs[d.long]
		first, last := a.places[r.first].w, a.places[r.end-1].w
		pos := uint64(2)
		if first == a.wordsOf[k] {
			pos = 1
		} else if last == a.wordsOf[k] {
			pos = 3
		}
		n := uint64(min(r.end-r.first, 4))
		add(feature3(tDocFirst, first.lower, pos, n))
		add(feature3(tDocLast, last.lower, pos, n))
		add(feature3(tDocFirst, uint64(first.c1024), pos, n|64))
		add(feature3(tDocLast, uint64(last.c1024), pos, n|64))
		add(feature3(tDocClasses, classKey(first.class), classKey(last.class), pos))
		add(feature2(tDocLast, last.lower, pos|128))
		for c := classKey(last.class); c != 0; c &= c - 1 {
			add(feature2(tDocLast, c&-c, pos|256))
		}
		for c := classKey(first.class); c != 0; c &= c - 1 {
			add(feature2(tDocFirst, c&-c, pos|256))
		}
	}
	return dst
}
