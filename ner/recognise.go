package ner

import (
	_ "embed" // for the model
	"sync"

	"newsannotate/ner/token"
)

// CRF is a recogniser with a linear-chain conditional random field. It is safe
// for concurrent use.
type CRF struct {
	m    *model
	pool sync.Pool // of *decoder
}

// Open returns a recogniser for a model file, which must not change.
func Open(file string) (*CRF, error) {
	m, err := openModel(file)
	if err != nil {
		return nil, err
	}
	c := &CRF{m: m}
	c.pool.New = func() any { return newDecoder(m) }
	return c, nil
}

// Name returns the model's name and the start of its hash.
func (c *CRF) Name() string { return c.m.name }

// Recognise finds the mentions of one article.
func (c *CRF) Recognise(text string, sentences []token.Sentence) []Mention {
	d := c.pool.Get().(*decoder)
	mentions := d.recognise(text, sentences)
	c.pool.Put(d)
	return mentions
}

// decoder is the working memory of one article's decoding.
type decoder struct {
	*article
	em    [][nLabels]int32 // of each place
	doc   [][nLabels]int32 // of each type that looks like a name
	best  [][nLabels]int32
	back  [][nLabels]uint8
	label []uint8
	f     chain
	feats []uint64
	beliefs
}

func newDecoder(m *model) *decoder {
	d := &decoder{article: newArticle(m)}
	t := m.transitions()
	d.f.setTransitions(&t)
	return d
}

// grow returns s with room for n, not cleared.
func grow[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n, n+n/4)
	}
	return s[:n]
}

// emissions sums the features of every token.
func (d *decoder) emissions() {
	m := d.m
	d.em = grow(d.em, len(d.places))
	d.doc = grow(d.doc, len(d.types))
	for k := range d.types {
		d.doc[k] = [nLabels]int32{}
		d.feats = d.whole(d.feats[:0], int32(k))
		for _, h := range d.feats {
			m.add(&d.doc[k], h)
		}
	}
	for _, win := range d.windows {
		for i := win.first; i < win.end; i++ {
			w := d.places[i].w
			var e [nLabels]int32
			for o := int32(-2); o <= 2; o++ {
				x := &d.at(i+o, win.first, win.end).em[o+2]
				for k := range e {
					e[k] += int32(x[k])
				}
			}
			if !d.dull(i, win.first, win.end) {
				d.feats = d.local(d.feats[:0], i, win.first, win.end)
				for _, h := range d.feats {
					m.add(&e, h)
				}
			}
			if w.flags&isNameish != 0 {
				x := &d.doc[w.doc]
				for k := range e {
					e[k] += x[k]
				}
			}
			d.em[i] = e
		}
	}
}

// viterbi finds the best legal labels of a window. Of equal ones the lower
// label wins.
func (d *decoder) viterbi(win run) {
	n := int(win.end - win.first)
	d.best = grow(d.best, n)
	d.back = grow(d.back, n)
	trans := &d.m.trans
	for i := range n {
		e := &d.em[int(win.first)+i]
		for k := range nLabels {
			top, from := int32(unlikely), 0
			if i == 0 {
				top = trans[noLabel][k]
			} else {
				for _, j := range predecessors[k] {
					if j < nLabels {
						if x := d.best[i-1][j] + trans[j][k]; x > top {
							top, from = x, j
						}
					}
				}
			}
			d.best[i][k] = max(top+e[k], unlikely)
			d.back[i][k] = uint8(from)
		}
	}
	top, at := int32(unlikely), 0
	for k := range nLabels {
		if x := d.best[n-1][k] + trans[k][noLabel]; x > top {
			top, at = x, k
		}
	}
	for i := n - 1; i >= 0; i-- {
		d.label[int(win.first)+i] = uint8(at)
		at = int(d.back[i][at])
	}
}

func (d *decoder) recognise(text string, sentences []token.Sentence) []Mention {
	d.load(text, sentences)
	d.emissions()
	if d.m.second {
		d.believe()
		d.revise()
	}
	d.label = grow(d.label, len(d.places))
	var mentions []Mention
	for _, win := range d.windows {
		d.viterbi(win)
		forward := false
		for i := win.first; i < win.end; i++ {
			l := int(d.label[i])
			if l == labelO {
				continue
			}
			if !forward {
				forward = true
				d.forward(win)
			}
			first := i
			for labelPart(int(d.label[i])) == partB || labelPart(int(d.label[i])) == partI {
				i++
			}
			mentions = append(mentions, Mention{
				Span:  token.Span{Start: int(d.places[first].start), End: int(d.places[i].end)},
				Type:  labelType(l),
				Score: d.f.segment(int(first-win.first), int(i-win.first), labelType(l)),
			})
		}
	}
	firms(text, mentions)
	return mentions
}

// revise adds the features of the second pass.
func (d *decoder) revise() {
	for i := range d.places {
		if d.token[i].n == 0 {
			continue
		}
		d.feats = d.second(d.feats[:0], int32(i))
		for _, h := range d.feats {
			d.m.add(&d.em[i], h)
		}
	}
}

func (d *decoder) forward(win run) {
	d.f.size(int(win.end - win.first))
	for i := win.first; i < win.end; i++ {
		d.f.emitUnits(int(i-win.first), &d.em[i])
	}
	d.f.forwardBackward()
}

// segment is the probability that tokens first to last are exactly one mention
// of type t.
func (c *chain) segment(first, last int, t Type) float64 {
	if first == last {
		return c.marginal(first, label(t, partS))
	}
	p := c.alpha[first][label(t, partB)]
	from := label(t, partB)
	for i := first + 1; i <= last; i++ {
		to := label(t, partI)
		if i == last {
			to = label(t, partE)
		}
		p = p * c.trans[from][to] * c.emis[i][to] / c.scale[i]
		from = to
	}
	return p * c.beta[last][label(t, partE)] / c.last
}

//go:embed model.bin
var embedded string

var openEmbedded = sync.OnceValues(func() (*CRF, error) { return Open(embedded) })

// Default returns the recogniser with the embedded model, which is opened on
// the first call.
func Default() (*CRF, error) { return openEmbedded() }
