package ner

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"slices"
	"sync"

	"newsannotate/ner/token"
)

// A Sample is one article for training: its text, tagged sentences and gold
// mentions in text order.
type Sample struct {
	Text      string
	Sentences []token.Sentence
	Gold      []Mention
	Weight    float64 // of its mistakes; 1 is usual
	Whole     bool    // one article, not sentences that happen to follow each other
}

// Options steer training. The same samples and options give the same model.
type Options struct {
	Name       string    // of the model
	Passes     int       // 1 or 2
	Runs       int       // in different orders, whose weights are averaged
	Epochs     int       // rounds of each run over the samples
	Rate       float64   // step size of AdaGrad
	SecondRate float64   // the same, of the second pass
	L2         float64   // weight decay of the features of each step
	Cutoff     int       // features of fewer articles are left out
	Rows       int       // features that the model keeps, at most
	Unlabelled []*Sample // articles to learn from by the model's own labels
	Sure       float64   // the least score of these labels; sentences with a lower one are left out
	Log        io.Writer // progress
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

	// Of the second pass only: the scores of the first, and its transitions by
	// fold, which stay as they are.
	base  [][nLabels]float32
	trans [][nLabels + 1][nLabels + 1]float64
}

// of returns the features of token i.
func (d *data) of(i int32) []uint32 { return d.feats[d.offs[i]:d.offs[i+1]] }

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
func encode(samples []*Sample, o Options) *data {
	cutoff := o.Cutoff
	bits, tokens := 20, 0
	for _, s := range samples {
		tokens += len(s.Text) / 5
	}
	for bits < 27 && 1<<bits < 200*tokens {
		bits++
	}
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

// folds is how many parts the samples fall into: the first pass that the
// second learns from is learnt on the other parts.
const folds = 4

// foldModels learns a first pass for each fold, without its samples.
func foldModels(d *data, o Options) ([]*model, error) {
	models := make([]*model, folds)
	errs := make([]error, folds)
	var wait sync.WaitGroup
	limit := make(chan struct{}, 2)
	quiet := o
	quiet.Log = io.Discard
	for f := range folds {
		wait.Go(func() {
			limit <- struct{}{}
			defer func() { <-limit }()
			l := newLearner(len(d.hashes), o)
			l.epochs(d, quiet, func(doc int32) bool { return int(doc)%folds != f })
			file, err := l.model(d, nil, quiet)
			if err == nil {
				models[f], err = openModel(string(file))
			}
			errs[f] = err
		})
	}
	wait.Wait()
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	return models, nil
}

// jackknife runs first passes over samples that they have not learnt from, and
// encodes what the second pass sees.
func jackknife(samples []*Sample, d *data, o Options) (*data, error) {
	models, err := foldModels(d, o)
	if err != nil {
		return nil, err
	}
	e := &data{windows: d.windows, weight: d.weight, doc: d.doc, labels: d.labels}
	for _, m := range models {
		e.trans = append(e.trans, m.transitions())
	}
	decoders := make([]*decoder, folds)
	for f, m := range models {
		decoders[f] = newDecoder(m)
	}
	ids := newIndex(1 << 16)
	for n, s := range samples {
		dec := decoders[n%folds]
		dec.load(s.Text, s.Sentences)
		dec.emissions()
		dec.believe()
		for i := range dec.places {
			e.offs = append(e.offs, uint32(len(e.feats)))
			var base [nLabels]float32
			for k, x := range dec.em[i] {
				base[k] = float32(x) / perUnit
			}
			e.base = append(e.base, base)
			if dec.token[i].n == 0 {
				continue
			}
			dec.feats = dec.second(dec.feats[:0], int32(i))
			for _, h := range dec.feats {
				e.feats = append(e.feats, ids.id(h))
			}
		}
	}
	e.offs = append(e.offs, uint32(len(e.feats)))
	e.hashes = ids.hashes
	return e, nil
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
	seed  uint64 // of the order of windows
}

const rowSize = 2 * nLabels

func newLearner(features int, o Options) *learner {
	return &learner{rows: make([]float32, features*rowSize), rate: o.Rate, l2: float32(o.L2)}
}

// scores sets the emissions of a window.
func (l *learner) scores(d *data, win run) {
	l.f.size(int(win.end - win.first))
	for i := win.first; i < win.end; i++ {
		var e [nLabels]float32
		if d.base != nil {
			e = d.base[i]
		}
		for _, id := range d.of(i) {
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
	if d.trans != nil {
		l.trans = d.trans[int(d.doc[n])%folds]
	}
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
		for _, id := range d.of(win.first + int32(i)) {
			row := l.rows[int(id)*rowSize:][:rowSize]
			for _, k := range which[:m] {
				x := grad[k] + l.l2*row[k]
				s := row[nLabels+k] + x*x
				row[nLabels+k] = s
				row[k] -= r32 * x / (float32(math.Sqrt(float64(s))) + 1e-6)
			}
		}
	}
	if d.trans != nil {
		return loss
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
	d := encode(samples, o)
	fmt.Fprintf(o.Log, "%d tokens, %d windows, %d features, %.1f a token\n", len(d.labels), len(d.windows), len(d.hashes), float64(len(d.feats))/float64(len(d.labels)))
	l := fit(d, o, nil)
	if len(o.Unlabelled) > 0 {
		file, err := l.model(d, nil, o)
		if err != nil {
			return nil, err
		}
		samples, err = selfLabel(samples, file, o)
		if err != nil {
			return nil, err
		}
		d = encode(samples, o)
		fmt.Fprintf(o.Log, "%d tokens, %d windows, %d features, %.1f a token\n", len(d.labels), len(d.windows), len(d.hashes), float64(len(d.feats))/float64(len(d.labels)))
		l = fit(d, o, nil)
	}
	if o.Passes < 2 {
		return l.model(d, nil, o)
	}
	e, err := jackknife(samples, d, o)
	if err != nil {
		return nil, err
	}
	second := newLearner(len(e.hashes), o)
	second.rate = o.SecondRate
	second.epochs(e, o, func(doc int32) bool { return samples[doc].Whole })
	return l.model(d, func(b *builder) {
		b.second = true
		for id, h := range e.hashes {
			b.add(h, second.rows[id*rowSize:][:nLabels])
		}
	}, o)
}

// fit learns o.Runs times in different orders and takes the mean of the
// weights.
func fit(d *data, o Options, use func(doc int32) bool) *learner {
	runs := max(o.Runs, 1)
	ls := make([]*learner, runs)
	var wait sync.WaitGroup
	limit := make(chan struct{}, 2)
	for r := range ls {
		wait.Go(func() {
			limit <- struct{}{}
			defer func() { <-limit }()
			q := o
			if r > 0 {
				q.Log = io.Discard
			}
			ls[r] = newLearner(len(d.hashes), o)
			ls[r].seed = uint64(r)
			ls[r].epochs(d, q, use)
		})
	}
	wait.Wait()
	l := ls[0]
	for i := range l.rows {
		for _, m := range ls[1:] {
			l.rows[i] += m.rows[i]
		}
		l.rows[i] /= float32(runs)
	}
	for a := range l.trans {
		for b := range l.trans[a] {
			for _, m := range ls[1:] {
				l.trans[a][b] += m.trans[a][b]
			}
			l.trans[a][b] /= float64(runs)
		}
	}
	return l
}

// selfLabel labels o.Unlabelled with a model and returns it with samples. What
// the model doubts is left out: sentences with a mention of low score.
func selfLabel(samples []*Sample, file []byte, o Options) ([]*Sample, error) {
	c, err := Open(string(file))
	if err != nil {
		return nil, err
	}
	all := slices.Clone(samples)
	for _, u := range o.Unlabelled {
		s := *u
		s.Gold = c.Recognise(s.Text, s.Sentences)
		s.Sentences = nil
		k := 0
		for _, sentence := range u.Sentences {
			sure := true
			for k < len(s.Gold) && s.Gold[k].Start < sentence.End {
				sure = sure && s.Gold[k].Score >= o.Sure
				k++
			}
			if sure {
				s.Sentences = append(s.Sentences, sentence)
			}
		}
		all = append(all, &s)
	}
	return all, nil
}

// epochs runs over the windows in a new order each time.
func (l *learner) epochs(d *data, o Options, use func(doc int32) bool) {
	order := make([]int, 0, len(d.windows))
	for i := range d.windows {
		if use == nil || use(d.doc[i]) {
			order = append(order, i)
		}
	}
	random := rand.New(rand.NewPCG(1, l.seed))
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

// model prunes and quantises the weights. Add adds more to the file.
func (l *learner) model(d *data, add func(*builder), o Options) ([]byte, error) {
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
	b := newBuilder(o.Name, len(keep)+1<<16)
	b.transitions(&l.trans)
	for _, k := range keep {
		b.add(d.hashes[k.id], l.rows[int(k.id)*rowSize:][:nLabels])
	}
	if add != nil {
		add(b)
	}
	return b.bytes()
}
