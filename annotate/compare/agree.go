package compare

import (
	"errors"
	"fmt"
	"math"
	"math/big"
	"slices"
	"unicode/utf8"

	"newsannotate/annotate/document"
)

// A Pairwise is how far two annotators agree.
type Pairwise struct {
	A, B   int   // their numbers
	Strict Count // of the mentions of A, as gold, against those of B; the F1 is the same the other way round
	Kappa  float64
}

// Agreed is how far annotators agree. A coefficient is NaN where the
// annotators leave nothing to disagree about.
type Agreed struct {
	Documents, Tokens, Characters int
	Pairs                         []Pairwise // Kappa is Cohen's (1960) over tokens
	Fleiss                        float64    // kappa of Fleiss (1971) over tokens
	// Alpha is αU of Krippendorff (2004) over characters, for each type in the
	// order of document.Types and for all of them together.
	Alpha [4]float64
	Joint float64
}

// An Agreement adds up how far annotators agree. A token has the type of the
// mention that it overlaps, the first one's where there are several, or none:
// that is the category of the kappas. αU is computed over spans of characters;
// each Document is a continuum of its own, so that no gap goes over its end.
type Agreement struct {
	annotators int
	tokens     func(text string) [][2]int
	documents  int
	counts     []Count     // of each pair
	tables     [][5][5]int // likewise, tokens by category
	total      int         // tokens
	of         [5]int      // by category: how many votes it has
	agreeing   [5]int      // and how many ordered pairs of them are on one token
	length     int
	units      [4]map[int]int // by type: how many spans have a length
	gaps       [4]map[int]int
	observed   [4]*big.Int // by type: the sum of squared differences
}

// NewAgreement starts an Agreement of two or more annotators. tokens cuts a
// text into tokens, in order: byte offsets, half open.
func NewAgreement(annotators int, tokens func(text string) [][2]int) *Agreement {
	a := &Agreement{annotators: annotators, tokens: tokens}
	pairs := annotators * (annotators - 1) / 2
	a.counts, a.tables = make([]Count, pairs), make([][5][5]int, pairs)
	for t := range a.units {
		a.units[t], a.gaps[t], a.observed[t] = map[int]int{}, map[int]int{}, new(big.Int)
	}
	return a
}

// Add adds one Document as each annotator has it. One of the inputs must have
// the text. An error means that it is not there, or not the same; nothing is
// added then.
func (a *Agreement) Add(inputs []Input) error {
	if len(inputs) != a.annotators {
		return fmt.Errorf("%d inputs for %d annotators", len(inputs), a.annotators)
	}
	text := ""
	for _, in := range inputs {
		if err := oneArticle(inputs[0], in); err != nil {
			return err
		}
		if text == "" {
			text = in.text()
		}
	}
	if text == "" {
		return errors.New("agreement is counted over the text, and the source is not there: keep it beside the document")
	}
	inputs = slices.Clone(inputs)
	for i := range inputs {
		inputs[i].Text = text
	}
	sides, err := prepare(inputs...)
	if err != nil {
		return err
	}
	for _, s := range sides {
		if n := len(s.spans); n > 0 && s.spans[n-1].end > len(text) {
			return errors.New("a mention ends behind the text: annotate it again")
		}
	}
	k := 0
	for i := range sides {
		for j := i + 1; j < len(sides); j++ {
			a.counts[k] = a.counts[k].plus(countOf(Strict, sides[i], sides[j]).Micro())
			k++
		}
	}
	a.addTokens(text, sides)
	a.addSpans(text, sides)
	a.documents++
	return nil
}

const noType = 4 // the category of a token outside mentions

func (a *Agreement) addTokens(text string, sides []*side) {
	tokens := a.tokens(text)
	categories := make([][]uint8, len(sides))
	for i, s := range sides {
		categories[i] = make([]uint8, len(tokens))
		k := 0
		for n, t := range tokens {
			for k < len(s.spans) && s.spans[k].end <= t[0] {
				k++
			}
			categories[i][n] = noType
			if k < len(s.spans) && s.spans[k].start < t[1] {
				categories[i][n] = uint8(typeIndex(s.mention(k).Type))
			}
		}
	}
	for n := range tokens {
		var votes [5]int
		for _, c := range categories {
			votes[c[n]]++
		}
		for c, v := range votes {
			a.of[c] += v
			a.agreeing[c] += v * (v - 1)
		}
		k := 0
		for i := range categories {
			for j := i + 1; j < len(categories); j++ {
				a.tables[k][categories[i][n]][categories[j][n]]++
				k++
			}
		}
	}
	a.total += len(tokens)
}

// addSpans counts for αU. Offsets are turned into characters.
func (a *Agreement) addSpans(text string, sides []*side) {
	length := utf8.RuneCountInString(text)
	a.length += length
	for t, typ := range document.Types {
		units := make([][]span, len(sides))
		for i, s := range sides {
			bytes, runes := 0, 0
			count := func(to int) int {
				runes += utf8.RuneCountInString(text[bytes:to])
				bytes = to
				return runes
			}
			last := 0
			gap := func(end int) {
				if end > last {
					a.gaps[t][end-last]++
				}
			}
			for k, sp := range s.spans {
				if s.mention(k).Type != typ {
					continue
				}
				u := span{count(sp.start), count(sp.end)}
				units[i] = append(units[i], u)
				gap(u.start)
				a.units[t][u.end-u.start]++
				last = u.end
			}
			gap(length)
		}
		for i := range units {
			for j := i + 1; j < len(units); j++ {
				// Each pair of sections is counted from both sides.
				d := new(big.Int).SetUint64(2 * difference(units[i], units[j]))
				a.observed[t].Add(a.observed[t], d)
			}
		}
	}
}

// difference sums the squared differences of two annotators' spans: of two
// that overlap, those of their ends; of one that overlaps none, its length.
func difference(a, b []span) uint64 {
	square := func(n int) uint64 { return uint64(n) * uint64(n) }
	metA, metB := make([]bool, len(a)), make([]bool, len(b))
	sum := uint64(0)
	align(a, b, func(i, j int) (weight, bool) {
		metA[i], metB[j] = true, true
		sum += square(max(a[i].start, b[j].start)-min(a[i].start, b[j].start)) +
			square(max(a[i].end, b[j].end)-min(a[i].end, b[j].end))
		return weight{}, false
	})
	for i, met := range metA {
		if !met {
			sum += square(a[i].end - a[i].start)
		}
	}
	for j, met := range metB {
		if !met {
			sum += square(b[j].end - b[j].start)
		}
	}
	return sum
}

// Agreed gives the coefficients for what was added so far. They do not depend
// on the order in which it was added.
func (a *Agreement) Agreed() *Agreed {
	r := &Agreed{Documents: a.documents, Tokens: a.total, Characters: a.length}
	k := 0
	for i := range a.annotators {
		for j := i + 1; j < a.annotators; j++ {
			r.Pairs = append(r.Pairs, Pairwise{i, j, a.counts[k], cohen(a.tables[k])})
			k++
		}
	}
	r.Fleiss = a.fleissKappa()
	observed, expected := 0.0, 0.0
	for t := range r.Alpha {
		o, e := a.disagreement(t)
		r.Alpha[t] = above(o, e)
		observed += o
		expected += e
	}
	r.Joint = above(observed, expected)
	return r
}

// above is how much of the expected disagreement is not there.
func above(observed, expected float64) float64 {
	if expected == 0 {
		return math.NaN()
	}
	return 1 - observed/expected
}

// cohen is 1 - (1 - observed agreement) / (1 - chance agreement), in whole
// numbers up to the last division.
func cohen(table [5][5]int) float64 {
	total, agreed, chance := 0, 0, 0
	for c := range table {
		row, col := 0, 0
		for d := range table {
			row += table[c][d]
			col += table[d][c]
		}
		agreed += table[c][c]
		chance += row * col
		total += row
	}
	return above(float64((total-agreed)*total), float64(total*total-chance))
}

// fleissKappa is the same for any number of annotators.
func (a *Agreement) fleissKappa() float64 {
	n, tokens := a.annotators, a.total
	agreeing, votes := 0, new(big.Int)
	for c := range a.of {
		agreeing += a.agreeing[c]
		v := big.NewInt(int64(a.of[c]))
		votes.Add(votes, v.Mul(v, v))
	}
	if tokens == 0 {
		return math.NaN()
	}
	all := float64(tokens * n)
	square, _ := new(big.Float).SetInt(votes).Float64()
	chance := square / all / all
	return above(1-float64(agreeing)/float64(tokens*n*(n-1)), 1-chance)
}

// disagreement gives the observed and the expected disagreement of αU for one
// type. Sums are taken in the order of lengths, whatever the order of the
// Documents.
func (a *Agreement) disagreement(t int) (observed, expected float64) {
	if a.length == 0 {
		return 0, 0
	}
	m, length := float64(a.annotators), float64(a.length)
	observed, _ = new(big.Float).SetInt(a.observed[t]).Float64()
	observed /= m * (m - 1) * length * length

	lengths := sorted(a.units[t])
	gaps := sorted(a.gaps[t])
	units := 0
	for _, l := range lengths {
		units += a.units[t][l]
	}
	// Of the gaps that hold a span of length l, at every place there is.
	number, total := 0.0, 0.0
	g := len(gaps)
	sum, taken := 0.0, 0.0
	for _, l := range slices.Backward(lengths) {
		for ; g > 0 && gaps[g-1] >= l; g-- {
			n := float64(a.gaps[t][gaps[g-1]])
			number += n
			total += float64(n * float64(gaps[g-1]))
		}
		x, n := float64(l), float64(a.units[t][l])
		fits := total - float64(number*(x-1))
		cube := float64(2*x*x*x) - float64(3*x*x) + x
		sum += float64(n * (float64(float64(units-1)/3*cube) + float64(x*x*fits)))
		taken += float64(n * float64(x*(x-1)))
	}
	denominator := float64(m*length*float64(float64(m*length)-1)) - taken
	if denominator <= 0 {
		return observed, 0
	}
	return observed, 2 / length * sum / denominator
}

func sorted(counts map[int]int) []int {
	list := make([]int, 0, len(counts))
	for l := range counts {
		list = append(list, l)
	}
	slices.Sort(list)
	return list
}
