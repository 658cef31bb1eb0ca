package ner

import (
	"cmp"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"slices"

	"newsannotate/ner/token"
)

// A Sample is one article for training: its text, tagged sentences and gold
// mentions in text order.
type Sample struct {
	Corpus    string
	Text      string
	Sentences []token.Sentence
	Gold      []Mention
	Weight    float64 // of its mistakes; 1 is usual
}

// Options steer training. The same samples and options give the same model.
type Options struct {
	Name    string
	Epochs  int
	Rate    float64 // step size of AdaGrad
	L2      float64
	Cutoff  int     // features seen less often are left out
	Rows    int     // features kept in the model
	Dropout float64 // part of words whose own form is hidden
	Log     io.Writer
	Extra   string
}

// data is the encoded training set.
type data struct {
	feats   []uint32 // feature ids of all tokens
	offs    []uint32 // where each token's features begin; one more than tokens
	labels  []uint8
	windows []run
	weight  []float32 // of each window
	doc     []int32   // sample of each window
	hashes  []uint64  // of each id
}

// features appends all features of token i.
func (a *article) features(dst []uint64, i int32, win run) []uint64 {
	for o := int32(-2); o <= 2; o++ {
		w := a.at(i+o, win.first, win.end)
		atoms := w.self
		switch o {
		case -2, 2:
			atoms = w.far
		case -1, 1:
			atoms = w.near
		}
		for _, h := range atoms {
			dst = append(dst, h^slotSalt[o+2])
		}
	}
	if !a.dull(i, win.first, win.end) {
		dst = a.local(dst, i, win.first, win.end)
	}
	if p := &a.places[i]; p.w.flags&isNameish != 0 {
		dst = a.whole(dst, p.w.doc)
	}
	return dst
}

// goldLabels projects the mentions of s on the tokens of a. A mention takes
// the tokens that lie in it; one that no token lies in is lost.
func goldLabels(a *article, s *Sample) []uint8 {
	labels := make([]uint8, len(a.places))
	for _, win := range a.windows {
		i := win.first
		for i < win.end {
			p := &a.places[i]
			k, _ := slices.BinarySearchFunc(s.Gold, int(p.start), func(m Mention, start int) int {
				if m.End <= start {
					return -1
				}
				return 1
			})
			if k == len(s.Gold) || !inside(p, s.Gold[k]) {
				i++
				continue
			}
			m := s.Gold[k]
			j := i + 1
			for j < win.end && inside(&a.places[j], m) {
				j++
			}
			if j == i+1 {
				labels[i] = uint8(label(m.Type, partS))
			} else {
				for t := i; t < j; t++ {
					labels[t] = uint8(label(m.Type, partI))
				}
				labels[i] = uint8(label(m.Type, partB))
				labels[j-1] = uint8(label(m.Type, partE))
			}
			i = j
		}
	}
	return labels
}

func inside(p *place, m Mention) bool { return int(p.start) >= m.Start && int(p.end) <= m.End }

// encode turns samples into feature ids. Features seen less than cutoff times
// are left out.
func encode(samples []*Sample, cutoff int) *data {
	const bits = 27
	counts := make([]uint8, 1<<bits)
	last := make([]uint32, 1<<bits) // the sample that was counted last
	var buf []uint64
	a := newArticle(nil)
	for n, s := range samples {
		a.load(s.Text, s.Sentences)
		for _, win := range a.windows {
			for i := win.first; i < win.end; i++ {
				buf = a.features(buf[:0], i, win)
				for _, h := range buf {
					if k := h >> (64 - bits); counts[k] < 255 && last[k] != uint32(n+1) {
						counts[k]++
						last[k] = uint32(n + 1)
					}
				}
			}
		}
	}
	d := &data{}
	ids := newIndex(1 << 22)
	for n, s := range samples {
		a.load(s.Text, s.Sentences)
		d.labels = append(d.labels, goldLabels(a, s)...)
		base := int32(len(d.offs))
		for _, win := range a.windows {
			d.windows = append(d.windows, run{base + win.first, base + win.end})
			d.weight = append(d.weight, float32(s.Weight))
			d.doc = append(d.doc, int32(n))
			for i := win.first; i < win.end; i++ {
				d.offs = append(d.offs, uint32(len(d.feats)))
				buf = a.features(buf[:0], i, win)
				for _, h := range buf {
					if int(counts[h>>(64-bits)]) < cutoff {
						continue
					}
					d.feats = append(d.feats, ids.id(h))
				}
			}
		}
	}
	d.offs = append(d.offs, uint32(len(d.feats)))
	d.hashes = ids.hashes
	return d
}

// index numbers hashes in order of their first use.
type index struct {
	slots  []uint32 // id + 1
	hashes []uint64
}

func newIndex(size int) *index { return &index{slots: make([]uint32, size)} }

func (x *index) id(h uint64) uint32 {
	if len(x.hashes)*2 > len(x.slots) {
		old := x.hashes
		x.slots = make([]uint32, 2*len(x.slots))
		x.hashes = x.hashes[:0]
		for _, h := range old {
			x.id(h)
		}
	}
	mask := uint64(len(x.slots) - 1)
	for i := h >> 20 & mask; ; i = (i + 1) & mask {
		s := x.slots[i]
		if s == 0 {
			x.hashes = append(x.hashes, h)
			x.slots[i] = uint32(len(x.hashes))
			return uint32(len(x.hashes) - 1)
		}
		if x.hashes[s-1] == h {
			return s - 1
		}
	}
}

// learner holds the weights while they are learnt. The row of a feature is
// nLabels weights, then as many sums of squared gradients.
type learner struct {
	rows  []float32
	trans [nLabels + 1][nLabels + 1]float64
	sum   [nLabels + 1][nLabels + 1]float64
	f     chain
	rate  float64
	l2    float32
}

const rowSize = 2 * nLabels

func newLearner(features int, o Options) *learner {
	return &learner{rows: make([]float32, features*rowSize), rate: o.Rate, l2: float32(o.L2)}
}

func (l *learner) scores(d *data, win run) {
	l.f.size(int(win.end - win.first))
	for i := win.first; i < win.end; i++ {
		var e [nLabels]float32
		for _, id := range d.feats[d.offs[i]:d.offs[i+1]] {
			row := l.rows[int(id)*rowSize:][:nLabels]
			for k := range e {
				e[k] += row[k]
			}
		}
		l.f.emit(int(i-win.first), &e)
	}
}

// learn makes one step on one window and returns its loss.
func (l *learner) learn(d *data, n int, rate float64) float64 {
	win := d.windows[n]
	l.scores(d, win)
	l.f.setTransitions(&l.trans)
	logZ := l.f.forwardBackward()
	weight := d.weight[n]
	gold := d.labels[win.first:win.end]
	loss := logZ
	var expected [nLabels + 1][nLabels + 1]float64
	l.f.expect(&expected)
	prev := noLabel
	for i, g := range gold {
		loss -= l.f.score[i][g] + l.trans[prev][g]
		expected[prev][g]--
		prev = int(g)
	}
	loss -= l.trans[prev][noLabel]
	expected[prev][noLabel]--
	r32 := float32(rate)
	for i, g := range gold {
		var grad [nLabels]float32
		most := float32(0)
		for k := range grad {
			p := float32(l.f.marginal(i, k))
			if k == int(g) {
				p--
			}
			grad[k] = p * weight
			most = max(most, grad[k], -grad[k])
		}
		if most < 5e-4 {
			continue
		}
		var which [nLabels]int
		m := 0
		for k := range grad {
			if grad[k] > 1e-4 || grad[k] < -1e-4 {
				which[m] = k
				m++
			}
		}
		t := win.first + int32(i)
		for _, id := range d.feats[d.offs[t]:d.offs[t+1]] {
			row := l.rows[int(id)*rowSize:][:rowSize]
			for _, k := range which[:m] {
				x := grad[k] + l.l2*row[k]
				s := row[nLabels+k] + x*x
				row[nLabels+k] = s
				row[k] -= r32 * x / (float32(math.Sqrt(float64(s))) + 1e-6)
			}
		}
	}
	for a := range expected {
		for b := range expected[a] {
			if g := expected[a][b] * float64(weight); g != 0 && legal(a, b) {
				l.sum[a][b] += g * g
				l.trans[a][b] -= rate * g / (math.Sqrt(l.sum[a][b]) + 1e-6)
			}
		}
	}
	return loss
}

// Train learns a model and returns its file.
func Train(samples []*Sample, o Options) ([]byte, error) {
	d := encode(samples, o.Cutoff)
	fmt.Fprintf(o.Log, "%d tokens, %d windows, %d features, %.1f a token\n", len(d.labels), len(d.windows), len(d.hashes), float64(len(d.feats))/float64(len(d.labels)))
	l := newLearner(len(d.hashes), o)
	l.epochs(d, o, nil)
	return l.model(d, o)
}

// epochs runs over the windows in a new order each time.
func (l *learner) epochs(d *data, o Options, use func(doc int32) bool) {
	order := make([]int, 0, len(d.windows))
	for i := range d.windows {
		if use == nil || use(d.doc[i]) {
			order = append(order, i)
		}
	}
	random := rand.New(rand.NewPCG(1, 2))
	steps := float64(o.Epochs * len(order))
	step := 0.0
	for epoch := range o.Epochs {
		random.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		loss := 0.0
		for _, n := range order {
			loss += l.learn(d, n, l.rate*(1-0.9*step/steps))
			step++
		}
		fmt.Fprintf(o.Log, "epoch %d: loss %.0f\n", epoch+1, loss)
	}
}

// model prunes and quantises the weights.
func (l *learner) model(d *data, o Options) ([]byte, error) {
	type weighted struct {
		id  uint32
		top float32
	}
	var keep []weighted
	for id := range d.hashes {
		top := float32(0)
		for _, w := range l.rows[id*rowSize:][:nLabels] {
			top = max(top, w, -w)
		}
		if top > 0.02 {
			keep = append(keep, weighted{uint32(id), top})
		}
	}
	slices.SortFunc(keep, func(a, b weighted) int {
		return cmp.Or(-cmp.Compare(a.top, b.top), cmp.Compare(d.hashes[a.id], d.hashes[b.id]))
	})
	fmt.Fprintf(o.Log, "%d features matter", len(keep))
	if len(keep) > o.Rows {
		fmt.Fprintf(o.Log, ", cut at %.3f", keep[o.Rows].top)
		keep = keep[:o.Rows]
	}
	fmt.Fprintln(o.Log)
	b := newBuilder(o.Name, len(keep))
	b.transitions(&l.trans)
	for _, k := range keep {
		b.add(d.hashes[k.id], l.rows[int(k.id)*rowSize:][:nLabels])
	}
	return b.bytes()
}
