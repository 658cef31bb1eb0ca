package ner

import (
	"math"
	"sync"
)

// chain is the working memory of a linear chain: forward-backward over the
// label scores of one window, in the linear domain, each position scaled so
// that its forward values sum to one.
type chain struct {
	n     int
	score [][nLabels]float64 // log emissions
	emis  [][nLabels]float64 // exp(score - top of the position)
	top   []float64
	alpha [][nLabels]float64
	beta  [][nLabels]float64
	scale []float64
	trans [nLabels + 1][nLabels + 1]float64 // exp of the transitions, 0 where illegal
	last  float64                           // the sum over last labels, scaled
}

func (c *chain) size(n int) {
	c.n = n
	for len(c.score) < n {
		c.score = append(c.score, [nLabels]float64{})
		c.emis = append(c.emis, [nLabels]float64{})
		c.top = append(c.top, 0)
		c.alpha = append(c.alpha, [nLabels]float64{})
		c.beta = append(c.beta, [nLabels]float64{})
		c.scale = append(c.scale, 0)
	}
}

func (c *chain) emit(i int, e *[nLabels]float32) {
	top := math.Inf(-1)
	for k, x := range e {
		c.score[i][k] = float64(x)
		top = max(top, float64(x))
	}
	c.top[i] = top
	for k := range e {
		c.emis[i][k] = exp(c.score[i][k] - top)
	}
}

// expTable holds exp of the negative scores of a model file, in its units; what
// is lower counts as the last. It is made on first use.
var expTable = sync.OnceValue(func() *[80 * perUnit]float64 {
	t := new([80 * perUnit]float64)
	for i := range t {
		t[i] = exp(-float64(i) / perUnit)
	}
	return t
})

// emitUnits sets the emissions of position i from scores in units of a model
// file.
func (c *chain) emitUnits(i int, e *[nLabels]int32) {
	table := expTable()
	top := e[0]
	for _, x := range e {
		top = max(top, x)
	}
	c.top[i] = float64(top) / perUnit
	for k, x := range e {
		c.emis[i][k] = table[min(int(top-x), len(table)-1)]
	}
}

func (c *chain) setTransitions(t *[nLabels + 1][nLabels + 1]float64) {
	for a := range t {
		for b := range t[a] {
			if legal(a, b) {
				c.trans[a][b] = exp(t[a][b])
			}
		}
	}
}

// forwardBackward fills alpha and beta and returns the log of the sum over all
// legal label sequences.
func (c *chain) forwardBackward() float64 {
	logZ := 0.0
	for i := range c.n {
		sum := 0.0
		for k := range nLabels {
			x := 0.0
			if i == 0 {
				x = c.trans[noLabel][k]
			} else {
				for _, j := range predecessors[k] {
					if j < nLabels {
						x += float64(c.alpha[i-1][j] * c.trans[j][k])
					}
				}
			}
			x = x * c.emis[i][k]
			c.alpha[i][k] = x
			sum += x
		}
		c.scale[i] = sum
		for k := range nLabels {
			c.alpha[i][k] /= sum
		}
		logZ += math.Log(sum) + c.top[i]
	}
	c.last = 0
	for k := range nLabels {
		c.beta[c.n-1][k] = c.trans[k][noLabel]
		c.last += float64(c.alpha[c.n-1][k] * c.trans[k][noLabel])
	}
	for i := c.n - 2; i >= 0; i-- {
		for k := range nLabels {
			x := 0.0
			for _, j := range successors[k] {
				if j < nLabels {
					x += float64(float64(c.trans[k][j]*c.emis[i+1][j]) * c.beta[i+1][j])
				}
			}
			c.beta[i][k] = x / c.scale[i+1]
		}
	}
	return logZ + math.Log(c.last)
}

// marginal is the probability of label k at i.
func (c *chain) marginal(i, k int) float64 { return c.alpha[i][k] * c.beta[i][k] / c.last }

// expect adds the expected number of uses of each transition.
func (c *chain) expect(to *[nLabels + 1][nLabels + 1]float64) {
	for k := range nLabels {
		to[noLabel][k] += c.marginal(0, k)
		to[k][noLabel] += c.marginal(c.n-1, k)
	}
	for i := 1; i < c.n; i++ {
		f := 1 / (c.scale[i] * c.last)
		for j := range nLabels {
			a := c.alpha[i-1][j] * f
			if a < 1e-12 {
				continue
			}
			for _, k := range successors[j] {
				if k < nLabels {
					to[j][k] += a * c.trans[j][k] * c.emis[i][k] * c.beta[i][k]
				}
			}
		}
	}
}

// exp is e^x for x ≤ 88, the same on every processor: math.Exp is written in
// assembly on some, and may differ in the last bit.
func exp(x float64) float64 {
	if x < -700 {
		return 0
	}
	n := math.Floor(float64(x*math.Log2E) + 0.5)
	r := x - float64(n*6.93147180369123816490e-01)
	r -= float64(n * 1.90821492927058770002e-10)
	// |r| ≤ 0.35: Taylor to the 12th power, Horner's rule.
	y := 1.0
	for k := 12.0; k > 0; k-- {
		y = 1 + float64(float64(y*r)/k)
	}
	return math.Ldexp(y, int(n))
}
