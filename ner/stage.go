package ner

// The second pass: what the first pass thinks of a name elsewhere in the
// article is evidence for what it is here (Krishnan and Manning 2006, An
// Effective Two-Stage Model for Exploiting Non-Local Dependencies in Named
// Entity Recognition). The features of this pass add to the scores of the
// first; transitions stay.

// Parts of a mention that the second pass tells apart.
const (
	alone  = 0 // the whole mention
	begins = 1 // its first word
	within = 2 // a later word
	nParts = 3
)

// A belief is the probability of each type and part: of one token, or summed
// over several.
type belief struct {
	p [nTypes * nParts]float32
	n int32
}

func (b *belief) add(c *belief) {
	for i := range b.p {
		b.p[i] += c.p[i]
	}
	b.n += c.n
}

// phrase is the belief that a run of words is exactly one mention, by type.
type phrase struct {
	p [nTypes]float64
	n int32
}

// beliefs is the working memory of the second pass.
type beliefs struct {
	token   []belief // of each place; n is 0 in windows without names
	word    []belief // of each word type that looks like a name, all its places
	run     []phrase // of each run, then of each loose run
	phrases []phrase // sums over runs of the same words
	of      []int32  // phrase of each run
	keys    map[uint64]int32
}

// key hashes the words of a run.
func (a *article) key(r run) uint64 {
	h := uint64(r.end - r.first)
	for i := r.first; i < r.end; i++ {
		h = mix(h ^ a.places[i].w.key)
	}
	return h
}

// level is how sure a share of belief is, from 0 for not at all to 4.
func level[F float32 | float64](p F, n int32) uint64 {
	p /= F(n)
	switch {
	case p < 0.05:
		return 0
	case p < 0.3:
		return 1
	case p < 0.6:
		return 2
	case p < 0.9:
		return 3
	}
	return 4
}

// believe runs forward-backward over the windows that hold a name word and
// sums up what it finds.
func (d *decoder) believe() {
	b := &d.beliefs
	b.token = grow(b.token, len(d.places))
	clear(b.token)
	b.word = grow(b.word, len(d.types))
	clear(b.word)
	nRuns := len(d.strict) + len(d.loose)
	b.run = grow(b.run, nRuns)
	clear(b.run)
	b.phrases = b.phrases[:0]
	b.of = grow(b.of, nRuns)
	if b.keys == nil {
		b.keys = make(map[uint64]int32)
	}
	clear(b.keys)
	for _, win := range d.windows {
		names := false
		for i := win.first; i < win.end && !names; i++ {
			names = d.places[i].w.flags&isNameish != 0
		}
		if !names {
			continue
		}
		d.forward(win)
		strict, loose := int32(-1), int32(-1)
		for i := win.first; i < win.end; i++ {
			p := &d.places[i]
			at := int(i - win.first)
			t := &b.token[i]
			t.n = 1
			for k := range nTypes {
				t.p[k*nParts+alone] = float32(d.f.marginal(at, label(Type(k), partS)))
				t.p[k*nParts+begins] = float32(d.f.marginal(at, label(Type(k), partB)))
				t.p[k*nParts+within] = float32(d.f.marginal(at, label(Type(k), partI)) + d.f.marginal(at, label(Type(k), partE)))
			}
			if p.w.flags&isNameish != 0 {
				b.word[p.w.doc].add(t)
			}
			if p.run >= 0 && p.run != strict {
				strict = p.run
				d.phrase(win, d.strict[strict], strict)
			}
			if p.loose >= 0 && p.loose != loose {
				loose = p.loose
				d.phrase(win, d.loose[loose], int32(len(d.strict))+loose)
			}
		}
	}
}

// phrase notes the belief in run number n, which lies in win.
func (d *decoder) phrase(win, r run, n int32) {
	b := &d.beliefs
	key := d.key(r) + uint64(0)
	k, ok := b.keys[key]
	if !ok {
		k = int32(len(b.phrases))
		b.phrases = append(b.phrases, phrase{})
		b.keys[key] = k
	}
	b.of[n] = k
	x := &b.run[n]
	x.n = 1
	for t := range nTypes {
		x.p[t] = d.f.segment(int(r.first-win.first), int(r.end-1-win.first), Type(t))
	}
	// A run that is strict and loose at once counts once.
	if n >= int32(len(d.strict)) {
		if p := d.places[r.first].run; d.strict[p] == r {
			return
		}
	}
	s := &b.phrases[k]
	for t := range nTypes {
		s.p[t] += x.p[t]
	}
	s.n++
}

// second appends the features of the second pass of token i.
func (d *decoder) second(dst []uint64, i int32) []uint64 {
	b := &d.beliefs
	p := &d.places[i]
	own := &b.token[i]
	// What this token was thought to be.
	top, sure := uint64(0), float32(0)
	for k, x := range own.p {
		if x > sure {
			top, sure = uint64(k)+1, x
		}
	}
	self := top<<3 | level(sure, 1)
	if p.w.flags&isNameish != 0 {
		if all := &b.word[p.w.doc]; all.n > 1 {
			n := all.n - 1
			pos := uint64(0)
			if p.run >= 0 {
				pos = 1 + where(i, d.strict[p.run]) + 5*where(i, d.loose[p.loose])
			}
			o := float32(n)
			for k := range all.p {
				share := all.p[k] - own.p[k]
				o -= share
				if l := level(share, n); l > 0 {
					v := uint64(k)<<3 | l
					dst = append(dst, feature2(tStage, v, pos), feature2(tStage, v, self<<8|1<<20))
				}
			}
			v := uint64(15)<<3 | level(o, n)
			dst = append(dst, feature2(tStage, v, pos), feature2(tStage, v, self<<8|1<<20))
		}
	}
	if p.run >= 0 {
		dst = d.share(dst, p.run, where(i, d.strict[p.run]))
	}
	if p.loose >= 0 {
		r := d.loose[p.loose]
		if q := d.places[r.first].run; d.strict[q] != r {
			dst = d.share(dst, int32(len(d.strict))+p.loose, where(i, r)|4)
		}
	}
	switch p.acro {
	case 1:
		if s := d.types[p.w.doc].spelt; s >= 0 {
			r := d.runs[s]
			for k := range nTypes {
				// The first word and the last, since the whole may be cut.
				first, last := &b.token[r.first], &b.token[r.end-1]
				dst = append(dst, feature3(tStage, uint64(k), level(first.p[k*nParts+begins], 1), level(last.p[k*nParts+within], 1)|1<<22))
			}
		}
	}
	return dst
}

// share appends what the other runs with the words of run n were thought to
// be.
func (d *decoder) share(dst []uint64, n int32, pos uint64) []uint64 {
	b := &d.beliefs
	own, all := &b.run[n], &b.phrases[b.of[n]]
	others := all.n - own.n
	if others < 1 {
		return dst
	}
	o := float64(others)
	for t := range nTypes {
		share := all.p[t] - own.p[t]
		o -= share
		if l := level(share, others); l > 0 {
			dst = append(dst, feature3(tStage, uint64(t), l, pos|1<<23), feature3(tStage, uint64(t), l<<4|level(own.p[t], 1), pos|1<<24))
		}
	}
	return append(dst, feature3(tStage, 7, level(o, others), pos|1<<23))
}
