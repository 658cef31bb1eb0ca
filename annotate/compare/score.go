package compare

import (
	"cmp"
	"errors"
	"math"
	"math/rand/v2"
	"slices"

	"newsannotate/annotate/document"
)

// A Measure says when a predicted mention is right.
type Measure string

// The measures. Each matches mentions one to one, in the way that makes its
// own figures as high as they can be.
const (
	// Strict: the same span and the same type. It is the phrase F1 of CoNLL
	// (Tjong Kim Sang and De Meulder 2003), of seqeval and of nervaluate's
	// strict.
	Strict Measure = "strict"
	// Exact: the same span, whatever the type; nervaluate's exact.
	Exact Measure = "exact"
	// Overlap: spans that overlap, of the same type; nervaluate's ent_type.
	Overlap Measure = "overlap"
	// Partial: spans that overlap, whatever the types; one that is not the
	// same counts a half, as in MUC-5 and nervaluate's partial.
	Partial Measure = "partial"
	// Values: dates that overlap and have the same value; the value F1 of
	// TempEval-3 (UzZaman et al. 2013).
	Values Measure = "values"
)

// Measures lists the measures in the order in which reports show them.
var Measures = []Measure{Strict, Exact, Overlap, Partial, Values}

// halves says how much a pair that overlaps counts under m, in halves; false
// where it counts for nothing.
func (m Measure) halves(a, b *side, i, j int) (int, bool) {
	x, y := a.mention(i), b.mention(j)
	same := a.spans[i] == b.spans[j]
	switch m {
	case Strict:
		return 2, same && x.Type == y.Type
	case Exact:
		return 2, same
	case Overlap:
		return 2, x.Type == y.Type
	case Values:
		return 2, x.Type == document.Date && y.Type == document.Date && x.Value == y.Value
	}
	if same {
		return 2, true
	}
	return 1, true
}

// A Count is what rates are made of. Found counts the gold mentions that were
// found and Right the predicted ones that are right: the same number but where
// types may differ, since then a pair can be of one type in gold and of
// another in the prediction. Under Partial both can be halves.
type Count struct {
	Gold, Predicted int
	Found, Right    float64
}

func (c Count) plus(d Count) Count {
	return Count{c.Gold + d.Gold, c.Predicted + d.Predicted, c.Found + d.Found, c.Right + d.Right}
}

// Rates are precision, recall and their harmonic mean. They are NaN where
// there is nothing to rate: nothing in gold and nothing predicted. Where there
// is only the one or the other they are 0, as in seqeval.
type Rates struct{ Precision, Recall, F1 float64 }

// Rates gives the rates of c.
func (c Count) Rates() Rates {
	return rates(c.Right, float64(c.Predicted), c.Found, float64(c.Gold))
}

func rates(right, predicted, found, gold float64) Rates {
	if predicted == 0 && gold == 0 {
		return Rates{math.NaN(), math.NaN(), math.NaN()}
	}
	var r Rates
	if predicted > 0 {
		r.Precision = right / predicted
	}
	if gold > 0 {
		r.Recall = found / gold
	}
	r.F1 = harmonic(r.Precision, r.Recall)
	return r
}

func harmonic(p, r float64) float64 {
	if p+r == 0 {
		return 0
	}
	return 2 * p * r / (p + r)
}

// Counts are the Count of each type, in the order of document.Types.
type Counts [4]Count

// Micro is the sum over the types: every mention counts the same.
func (c Counts) Micro() Count {
	var sum Count
	for _, t := range c {
		sum = sum.plus(t)
	}
	return sum
}

// Macro is the mean of the rates of the types that gold or prediction have:
// every type counts the same.
func (c Counts) Macro() Rates {
	var sum Rates
	n := 0.0
	for _, t := range c {
		if r := t.Rates(); !math.IsNaN(r.F1) {
			sum = Rates{sum.Precision + r.Precision, sum.Recall + r.Recall, sum.F1 + r.F1}
			n++
		}
	}
	if n == 0 {
		return Rates{math.NaN(), math.NaN(), math.NaN()}
	}
	return Rates{sum.Precision / n, sum.Recall / n, sum.F1 / n}
}

// typeIndex is the place of t in document.Types.
func typeIndex(t document.Type) int { return max(slices.Index(document.Types, t), 0) }

// An Interval is where 95 % of the bootstrap's F1 lie.
type Interval struct{ Low, High float64 }

// A FileScore is the strict score of one Document.
type FileScore struct {
	Name  string
	Count Count
}

// Errors is the number of gold mentions missed and of predicted ones that are
// wrong.
func (f FileScore) Errors() int {
	return f.Count.Gold + f.Count.Predicted - int(f.Count.Found) - int(f.Count.Right)
}

// An Error is what the same words were done wrong, how often, and where for
// example.
type Error struct {
	Kind              Kind
	GoldType, Type    document.Type // as far as the kind has them
	GoldText, Text    string
	GoldValue, Value  string // of ValueError
	Count             int
	Example           string // a text, or else a Document
	Line, Column      int    // there; 0 without its text
	Before, At, After string // the words there: before, the mention, behind
}

// A Kind is what is wrong with a mention.
type Kind string

// The kinds, for mentions matched as in a diff.
const (
	Missed       Kind = "missed"
	Spurious     Kind = "spurious"
	WrongType    Kind = "type"
	WrongBounds  Kind = "boundary"
	WrongBoth    Kind = "type and boundary"
	WrongValue   Kind = "value"
	maxErrors         = 1 << 16 // distinct errors that are told apart
	contextBytes      = 40
)

// A Score is how well predictions agree with gold.
type Score struct {
	Documents int
	Counts    map[Measure]Counts
	// Micro and Types are intervals of the strict F1, of all and of each type;
	// nil with less than two Documents.
	Micro *Interval
	Types *[4]Interval
	Identity
	// Confusion has a row for each type of gold, in the order of
	// document.Types, and a last for what gold has not; and a column for each
	// type predicted, and a last for what was missed. Pairs are as in a diff.
	Confusion [5][5]int
	Files     []FileScore // those with errors, the worst first
	Errors    []Error     // the most frequent first
}

// A Scorer adds up scores, Document by Document; its zero value is ready. What
// it keeps grows with the number of Documents by a line each, and with the
// number of different errors up to a bound.
type Scorer struct {
	counts    map[Measure]Counts
	strict    []Counts // of each Document
	names     []string
	identity  identityCounts
	confusion [5][5]int
	errors    map[Error]*Error // by what identifies an error
}

// Add scores one Document. Gold or pred may be nil, where one side lacks it:
// then all of the other is missed, or spurious. An error means that the two
// are of different texts or that their offsets cannot be compared; nothing is
// added then.
func (s *Scorer) Add(name string, gold, pred *Input) error {
	inputs := [2]Input{{Document: &document.Document{}}, {Document: &document.Document{}}}
	for i, in := range []*Input{gold, pred} {
		if in != nil {
			inputs[i] = *in
		}
	}
	if gold == nil {
		inputs[0].Text, inputs[0].Document.Offsets = inputs[1].text(), inputs[1].Document.Offsets
	}
	if pred == nil {
		inputs[1].Text, inputs[1].Document.Offsets = inputs[0].text(), inputs[0].Document.Offsets
	}
	if gold != nil && pred != nil {
		if err := oneArticle(*gold, *pred); err != nil {
			return err
		}
	}
	sides, err := prepare(inputs[0], inputs[1])
	if err != nil {
		return err
	}
	a, b := sides[0], sides[1]
	settle(a, b)
	if s.counts == nil {
		s.counts, s.errors = map[Measure]Counts{}, map[Error]*Error{}
	}
	for _, m := range Measures {
		c := countOf(m, a, b)
		sum := s.counts[m]
		for t := range c {
			sum[t] = sum[t].plus(c[t])
		}
		s.counts[m] = sum
		if m == Strict {
			s.strict = append(s.strict, c)
			s.names = append(s.names, name)
		}
	}
	s.identity.add(a, b)
	s.confuse(name, a, b)
	return nil
}

// countOf gives the Counts of one Document under m.
func countOf(m Measure, a, b *side) Counts {
	var c Counts
	tally := func(s *side, f func(t int)) {
		for _, x := range s.doc.Mentions {
			if m != Values || x.Type == document.Date {
				f(typeIndex(x.Type))
			}
		}
	}
	tally(a, func(t int) { c[t].Gold++ })
	tally(b, func(t int) { c[t].Predicted++ })
	for _, p := range align(a.spans, b.spans, func(i, j int) (weight, bool) {
		halves, ok := m.halves(a, b, i, j)
		return weight{halves}, ok
	}) {
		halves, _ := m.halves(a, b, p.old, p.new)
		c[typeIndex(a.mention(p.old).Type)].Found += float64(halves) / 2
		c[typeIndex(b.mention(p.new).Type)].Right += float64(halves) / 2
	}
	return c
}

// confuse fills the confusion table and the errors.
func (s *Scorer) confuse(name string, a, b *side) {
	const none = 4
	missed, spurious := make([]bool, len(a.doc.Mentions)), make([]bool, len(b.doc.Mentions))
	for i := range missed {
		missed[i] = true
	}
	for j := range spurious {
		spurious[j] = true
	}
	var places *Places
	report := func(e Error, in *side, m *document.Mention) {
		text, name := in.text, name
		if text != "" {
			name = cmp.Or(in.file, name)
		}
		known, ok := s.errors[e]
		if !ok {
			if len(s.errors) == maxErrors {
				return
			}
			known = &Error{}
			*known = e
			s.errors[e] = known
		}
		known.Count++
		at := *known
		if at.Example != "" && cmp.Compare(at.Example, name) <= 0 {
			return
		}
		known.Example, known.At = name, m.Text
		known.Line, known.Column, known.Before, known.After = 0, 0, "", ""
		if m.Placed() && m.End <= len(text) {
			if places == nil {
				places = NewPlaces(text)
			}
			known.Line, known.Column = places.Line(m.Start)
			known.Before, known.After = places.Context(m.Start, m.End, contextBytes)
		}
	}
	for _, p := range align(a.spans, b.spans, likeness(a, b)) {
		x, y := a.mention(p.old), b.mention(p.new)
		missed[a.of[p.old]], spurious[b.of[p.new]] = false, false
		s.confusion[typeIndex(x.Type)][typeIndex(y.Type)]++
		e := Error{GoldType: x.Type, Type: y.Type, GoldText: x.Text, Text: y.Text}
		moved := a.spans[p.old] != b.spans[p.new]
		switch {
		case x.Type != y.Type && moved:
			e.Kind = WrongBoth
		case x.Type != y.Type:
			e.Kind = WrongType
		case moved:
			e.Kind = WrongBounds
		case x.Type == document.Date && x.Value != y.Value:
			e.Kind, e.GoldValue, e.Value = WrongValue, x.Value, y.Value
		default:
			continue
		}
		report(e, a, x)
	}
	for i := range a.doc.Mentions {
		if x := &a.doc.Mentions[i]; missed[i] {
			s.confusion[typeIndex(x.Type)][none]++
			report(Error{Kind: Missed, GoldType: x.Type, GoldText: x.Text}, a, x)
		}
	}
	for j := range b.doc.Mentions {
		if y := &b.doc.Mentions[j]; spurious[j] {
			s.confusion[none][typeIndex(y.Type)]++
			report(Error{Kind: Spurious, Type: y.Type, Text: y.Text}, b, y)
		}
	}
}

// oneArticle reports an error where the two are of different texts.
func oneArticle(a, b Input) error {
	x, y := a.Document, b.Document
	differ := x.Source.SHA256 != "" && y.Source.SHA256 != "" && x.Source.SHA256 != y.Source.SHA256
	if x.Text != "" && y.Text != "" {
		differ = x.Text != y.Text
	}
	if differ {
		return errors.New("the two are not of one text, for their sha256 differ: annotate the same text, or see 'annotate diff'")
	}
	return nil
}

// settle gives a place to mentions that have none where the other side has the
// same words and type without a partner: there is no better guess, and no text
// to look into. What is left over is missed, or spurious.
func settle(a, b *side) {
	if len(a.loose)+len(b.loose) == 0 {
		return
	}
	m := newMatcher(a, b)
	m.align(0, len(a.spans), 0, len(b.spans), 0, likeness(a, b))
	m.matchLoose()
	far := 0 // a place behind everything, for those that both lack
	for _, s := range [2]*side{a, b} {
		for _, t := range s.spans {
			far = max(far, t.end)
		}
	}
	for _, f := range m.found {
		x, y := &a.doc.Mentions[f.old], &b.doc.Mentions[f.new]
		switch {
		case x.Placed() && y.Placed():
		case x.Placed():
			b.settle(y, span{x.Start, x.End})
		case y.Placed():
			a.settle(x, span{y.Start, y.End})
		default:
			x.Start, x.End = far, far+len(x.Text)
			y.Start, y.End = x.Start, x.End
			far = x.End
		}
	}
	a.order()
	b.order()
}

// settle gives m the place at, unless a mention stands there already.
func (s *side) settle(m *document.Mention, at span) {
	if !slices.ContainsFunc(s.spans, func(t span) bool { return t.overlap(at) > 0 }) {
		m.Start, m.End = at.start, at.end
	}
}

// Score gives the figures of what was added so far. They do not depend on the
// order in which it was added.
func (s *Scorer) Score() *Score {
	score := &Score{
		Documents: len(s.names),
		Counts:    s.counts,
		Identity:  s.identity.identity(),
		Confusion: s.confusion,
	}
	if s.counts == nil {
		score.Counts = map[Measure]Counts{}
	}
	for i, c := range s.strict {
		if f := (FileScore{s.names[i], c.Micro()}); f.Errors() > 0 {
			score.Files = append(score.Files, f)
		}
	}
	slices.SortFunc(score.Files, func(a, b FileScore) int {
		return cmp.Or(cmp.Compare(b.Errors(), a.Errors()), cmp.Compare(a.Count.Rates().F1, b.Count.Rates().F1), cmp.Compare(a.Name, b.Name))
	})
	for _, e := range s.errors {
		score.Errors = append(score.Errors, *e)
	}
	slices.SortFunc(score.Errors, func(a, b Error) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.GoldText, b.GoldText), cmp.Compare(a.Text, b.Text),
			cmp.Compare(a.GoldType, b.GoldType), cmp.Compare(a.Type, b.Type), cmp.Compare(a.GoldValue, b.GoldValue), cmp.Compare(a.Value, b.Value))
	})
	score.Micro, score.Types = bootstrap(s.strict)
	return score
}

// bootstrap draws as many Documents as there are, with replacement, a thousand
// times (Efron 1979), and gives where the middle 95 % of the F1 lie. Documents
// are drawn whole, for mentions of one article are not independent. The seed
// is fixed, and the Documents are sorted by their counts first.
func bootstrap(docs []Counts) (*Interval, *[4]Interval) {
	const rounds = 1000
	if len(docs) < 2 {
		return nil, nil
	}
	docs = slices.Clone(docs)
	slices.SortFunc(docs, func(a, b Counts) int {
		for t := range a {
			if c := cmp.Or(cmp.Compare(a[t].Gold, b[t].Gold), cmp.Compare(a[t].Predicted, b[t].Predicted), cmp.Compare(a[t].Found, b[t].Found)); c != 0 {
				return c
			}
		}
		return 0
	})
	random := rand.New(rand.NewPCG(1979, 2026))
	micro := make([]float64, 0, rounds)
	var types [4][]float64
	for range rounds {
		var sum Counts
		for range docs {
			d := &docs[random.IntN(len(docs))]
			for t := range sum {
				sum[t] = sum[t].plus(d[t])
			}
		}
		if f := sum.Micro().Rates().F1; !math.IsNaN(f) {
			micro = append(micro, f)
		}
		for t := range sum {
			if f := sum[t].Rates().F1; !math.IsNaN(f) {
				types[t] = append(types[t], f)
			}
		}
	}
	var of [4]Interval
	for t := range of {
		of[t] = middle(types[t])
	}
	m := middle(micro)
	return &m, &of
}

// middle is the interval of the middle 95 % of list.
func middle(list []float64) Interval {
	n := len(list)
	if n == 0 {
		return Interval{math.NaN(), math.NaN()}
	}
	slices.Sort(list)
	out := n / 40
	return Interval{list[out], list[n-1-out]}
}
