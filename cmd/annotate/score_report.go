package main

import (
	"fmt"
	"math"
	"strconv"

	"newsannotate/annotate/compare"
	"newsannotate/annotate/document"
)

// A scoreData is all that score has to say, in the order in which it is
// written.
type scoreData struct {
	Gold        string           `json:"gold"`
	Predictions []predictionData `json:"predictions"`
}

type predictionData struct {
	Path      string        `json:"path"`
	Documents int           `json:"documents"`
	Measures  measuresData  `json:"measures"`
	Identity  identityData  `json:"identity"`
	Confusion []confusedRow `json:"confusion"`
	Worst     []worstData   `json:"worst"`
	Errors    []errorData   `json:"errors"`
	more      [2]int        // how many documents and errors are not listed
}

type measuresData struct {
	Strict  measureData `json:"strict"`
	Exact   measureData `json:"exact"`
	Overlap measureData `json:"overlap"`
	Partial measureData `json:"partial"`
	Values  measureData `json:"values"`
}

func (m *measuresData) each() []*measureData {
	return []*measureData{&m.Strict, &m.Exact, &m.Overlap, &m.Partial, &m.Values}
}

type measureData struct {
	Types []typeData `json:"types"`
	Micro countData  `json:"micro"`
	Macro ratesData  `json:"macro"`
}

type typeData struct {
	Type document.Type `json:"type"`
	countData
}

type ratesData struct {
	Precision rate `json:"precision"`
	Recall    rate `json:"recall"`
	F1        rate `json:"f1"`
}

type countData struct {
	ratesData
	Gold      int           `json:"gold"`
	Predicted int           `json:"predicted"`
	Found     float64       `json:"found"`
	Right     float64       `json:"right"`
	Interval  *intervalData `json:"f1_interval_95,omitempty"`
}

type intervalData [2]rate

type identityData struct {
	MUC    clusterData `json:"muc"`
	BCubed clusterData `json:"b_cubed"`
	CEAFe  clusterData `json:"ceaf_e"`
	CoNLL  rate        `json:"conll_f1"`
}

type clusterData struct {
	ratesData
	Right     rate `json:"right"`
	Predicted int  `json:"predicted"`
	Found     rate `json:"found"`
	Gold      int  `json:"gold"`
}

// A confusedRow says as what the mentions of one type of gold were predicted;
// that of none has what gold has not.
type confusedRow struct {
	Gold         string `json:"gold"`
	Person       int    `json:"person"`
	Place        int    `json:"place"`
	Organisation int    `json:"organisation"`
	Date         int    `json:"date"`
	Missed       int    `json:"missed"`
}

type worstData struct {
	Name   string `json:"name"`
	Errors int    `json:"errors"`
	countData
}

type errorData struct {
	Kind     compare.Kind  `json:"kind"`
	Count    int           `json:"count"`
	GoldType document.Type `json:"gold_type,omitempty"`
	GoldText string        `json:"gold_text,omitempty"`
	Type     document.Type `json:"type,omitempty"`
	Text     string        `json:"text,omitempty"`
	GoldVal  string        `json:"gold_value,omitempty"`
	Value    string        `json:"value,omitempty"`
	Example  string        `json:"example"`
	Line     int           `json:"line,omitempty"`
	Column   int           `json:"column,omitempty"`
	Snippet  string        `json:"snippet,omitempty"`
}

func ratesOf(r compare.Rates) ratesData {
	return ratesData{rate(r.Precision), rate(r.Recall), rate(r.F1)}
}

func countOf(c compare.Count) countData {
	return countData{ratesOf(c.Rates()), c.Gold, c.Predicted, c.Found, c.Right, nil}
}

func intervalOf(i compare.Interval) *intervalData {
	if math.IsNaN(i.Low) {
		return nil
	}
	return &intervalData{rate(i.Low), rate(i.High)}
}

// scoreReport puts scores into the form in which they are written, with the
// top worst documents and errors; 0 is all of them.
func scoreReport(gold string, all []scored, top int) *scoreData {
	d := &scoreData{Gold: gold}
	for _, s := range all {
		p := predictionData{Path: s.path, Documents: s.Documents, Worst: []worstData{}, Errors: []errorData{}}
		for i, m := range p.Measures.each() {
			counts := s.Counts[compare.Measures[i]]
			for t, c := range counts {
				if c.Gold+c.Predicted == 0 {
					continue
				}
				row := typeData{document.Types[t], countOf(c)}
				if s.Types != nil && i == 0 {
					row.Interval = intervalOf(s.Types[t])
				}
				m.Types = append(m.Types, row)
			}
			if m.Types == nil {
				m.Types = []typeData{}
			}
			m.Micro, m.Macro = countOf(counts.Micro()), ratesOf(counts.Macro())
			if s.Micro != nil && i == 0 {
				m.Micro.Interval = intervalOf(*s.Micro)
			}
		}
		cluster := func(c compare.Cluster) clusterData {
			return clusterData{ratesOf(c.Rates()), rate(c.Precision.Part), int(c.Precision.Whole), rate(c.Recall.Part), int(c.Recall.Whole)}
		}
		p.Identity = identityData{cluster(s.MUC), cluster(s.BCubed), cluster(s.CEAFe), rate(s.CoNLL())}
		for i, row := range s.Confusion {
			name := "none"
			if i < len(document.Types) {
				name = string(document.Types[i])
			}
			p.Confusion = append(p.Confusion, confusedRow{name, row[0], row[1], row[2], row[3], row[4]})
		}
		files, errors := first(s.Files, top), first(s.Errors, top)
		p.more = [2]int{len(s.Files) - len(files), len(s.Errors) - len(errors)}
		for _, f := range files {
			p.Worst = append(p.Worst, worstData{f.Name, f.Errors(), countOf(f.Count)})
		}
		for _, e := range errors {
			row := errorData{Kind: e.Kind, Count: e.Count, GoldType: e.GoldType, GoldText: e.GoldText, Type: e.Type, Text: e.Text,
				GoldVal: e.GoldValue, Value: e.Value, Example: e.Example, Line: e.Line, Column: e.Column}
			if e.Line > 0 {
				row.Snippet = oneLine(e.Before + "[" + e.At + "]" + e.After)
			}
			p.Errors = append(p.Errors, row)
		}
		d.Predictions = append(d.Predictions, p)
	}
	return d
}

func first[T any](list []T, n int) []T {
	if n > 0 && len(list) > n {
		return list[:n]
	}
	return list
}

// half writes a count of which halves are possible.
func half(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }

func (d *scoreData) tables() []titled {
	var list []titled
	for _, p := range d.Predictions {
		list = append(list, p.tables(d.Gold)...)
	}
	if len(d.Predictions) > 1 {
		t := table{head: []string{"prediction", "strict F1", "95 %", "overlap F1", "values F1", "conll F1"}}
		for _, p := range d.Predictions {
			t.add(p.Path, p.Measures.Strict.Micro.F1.cell(), p.Measures.Strict.Micro.Interval.cell(),
				p.Measures.Overlap.Micro.F1.cell(), p.Measures.Values.Micro.F1.cell(), p.Identity.CoNLL.cell())
		}
		list = append(list, titled{"All against " + d.Gold, t})
	}
	return list
}

func (i *intervalData) cell() string {
	if i == nil {
		return ""
	}
	return i[0].cell() + "–" + i[1].cell()
}

func (p *predictionData) tables(gold string) []titled {
	plural := "s"
	if p.Documents == 1 {
		plural = ""
	}
	mentions := titled{fmt.Sprintf("%s against %s: %d document%s", p.Path, gold, p.Documents, plural),
		table{head: []string{"measure", "", "precision", "recall", "F1", "gold", "predicted", "found", "right", "95 % of F1"}, text: []int{1}}}
	for i, m := range p.Measures.each() {
		name := string(compare.Measures[i])
		row := func(of string, r ratesData, cells ...string) {
			mentions.add(append([]string{name, of, r.Precision.cell(), r.Recall.cell(), r.F1.cell()}, cells...)...)
			name = ""
		}
		counts := func(c countData) []string {
			return []string{strconv.Itoa(c.Gold), strconv.Itoa(c.Predicted), half(c.Found), half(c.Right), c.Interval.cell()}
		}
		for _, t := range m.Types {
			row(string(t.Type), t.ratesData, counts(t.countData)...)
		}
		if compare.Measures[i] != compare.Values {
			row("micro", m.Micro.ratesData, counts(m.Micro)...)
			row("macro", m.Macro)
		}
	}
	identity := titled{"Identity", table{head: []string{"measure", "precision", "recall", "F1", "right", "of", "found", "of"}}}
	for _, c := range []struct {
		name string
		clusterData
	}{{"muc", p.Identity.MUC}, {"b-cubed", p.Identity.BCubed}, {"ceaf-e", p.Identity.CEAFe}} {
		count := func(r rate) string { return strconv.FormatFloat(float64(r), 'f', 1, 64) }
		identity.add(c.name, c.Precision.cell(), c.Recall.cell(), c.F1.cell(), count(c.Right), strconv.Itoa(c.Predicted), count(c.Found), strconv.Itoa(c.Gold))
	}
	identity.add("conll", "", "", p.Identity.CoNLL.cell())
	confusion := titled{"Confusion: gold down, predicted across", table{head: append(append([]string{""}, names(document.Types)...), "missed")}}
	for _, r := range p.Confusion {
		name, last := r.Gold, strconv.Itoa(r.Missed)
		if name == "none" {
			name, last = "spurious", ""
		}
		confusion.add(name, strconv.Itoa(r.Person), strconv.Itoa(r.Place), strconv.Itoa(r.Organisation), strconv.Itoa(r.Date), last)
	}
	list := []titled{mentions, identity, confusion}
	if len(p.Worst) > 0 {
		t := table{head: []string{"document", "errors", "F1", "gold", "predicted"}}
		for _, f := range p.Worst {
			t.add(f.Name, strconv.Itoa(f.Errors), f.F1.cell(), strconv.Itoa(f.Gold), strconv.Itoa(f.Predicted))
		}
		list = append(list, titled{"Worst documents" + andMore(p.more[0]), t})
	}
	if len(p.Errors) > 0 {
		t := table{head: []string{"error", "", "gold", "predicted", "for example"}, text: []int{2, 3, 4}}
		for _, e := range p.Errors {
			at := e.Example
			if e.Line > 0 {
				at = fmt.Sprintf("%s:%d:%d: %s", e.Example, e.Line, e.Column, e.Snippet)
			}
			t.add(string(e.Kind), strconv.Itoa(e.Count), said(e.GoldType, e.GoldText, e.GoldVal), said(e.Type, e.Text, e.Value), at)
		}
		list = append(list, titled{"Most frequent errors" + andMore(p.more[1]), t})
	}
	return list
}

// andMore says how many a list leaves out.
func andMore(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf(" (%d more with --top 0)", n)
}

// said is what one side has.
func said(t document.Type, text, value string) string {
	switch {
	case t == "":
		return "–"
	case value != "":
		return fmt.Sprintf("%s %q = %s", t, text, value)
	}
	return fmt.Sprintf("%s %q", t, text)
}

// An agreementData is what score --agreement has to say.
type agreementData struct {
	Annotators []string   `json:"annotators"`
	Documents  int        `json:"documents"`
	Tokens     int        `json:"tokens"`
	Characters int        `json:"characters"`
	Pairs      []pairData `json:"pairs"`
	MeanF1     rate       `json:"mean_f1"`
	MeanKappa  rate       `json:"mean_cohen_kappa"`
	Fleiss     rate       `json:"fleiss_kappa"`
	Alpha      struct {
		Person       rate `json:"person"`
		Place        rate `json:"place"`
		Organisation rate `json:"organisation"`
		Date         rate `json:"date"`
		Joint        rate `json:"joint"`
	} `json:"krippendorff_alpha_u"`
}

type pairData struct {
	A        string `json:"a"`
	B        string `json:"b"`
	F1       rate   `json:"f1"`
	MentionA int    `json:"mentions_a"`
	MentionB int    `json:"mentions_b"`
	Same     int    `json:"same"`
	Kappa    rate   `json:"cohen_kappa"`
}

func agreementReport(paths []string, a *compare.Agreed) *agreementData {
	d := &agreementData{Annotators: paths, Documents: a.Documents, Tokens: a.Tokens, Characters: a.Characters, Fleiss: rate(a.Fleiss)}
	f1, kappa := 0.0, 0.0
	for _, p := range a.Pairs {
		f := p.Strict.Rates().F1
		d.Pairs = append(d.Pairs, pairData{paths[p.A], paths[p.B], rate(f), p.Strict.Gold, p.Strict.Predicted, int(p.Strict.Found), rate(p.Kappa)})
		f1 += f
		kappa += p.Kappa
	}
	d.MeanF1, d.MeanKappa = rate(f1/float64(len(a.Pairs))), rate(kappa/float64(len(a.Pairs)))
	d.Alpha.Person, d.Alpha.Place, d.Alpha.Organisation, d.Alpha.Date = rate(a.Alpha[0]), rate(a.Alpha[1]), rate(a.Alpha[2]), rate(a.Alpha[3])
	d.Alpha.Joint = rate(a.Joint)
	return d
}

func (d *agreementData) tables() []titled {
	pairs := titled{fmt.Sprintf("Agreement of %d: %d documents, %d tokens, %d characters", len(d.Annotators), d.Documents, d.Tokens, d.Characters),
		table{head: []string{"annotator", "annotator", "strict F1", "mentions", "mentions", "same", "Cohen's kappa"}, text: []int{1}}}
	for _, p := range d.Pairs {
		pairs.add(p.A, p.B, p.F1.cell(), strconv.Itoa(p.MentionA), strconv.Itoa(p.MentionB), strconv.Itoa(p.Same), p.Kappa.cell())
	}
	if len(d.Pairs) > 1 {
		pairs.add("mean", "", d.MeanF1.cell(), "", "", "", d.MeanKappa.cell())
	}
	all := titled{"Of all", table{head: []string{"coefficient", "value"}}}
	all.add("Fleiss' kappa, over tokens", d.Fleiss.cell())
	all.add("Krippendorff's αU, over characters", d.Alpha.Joint.cell())
	for i, r := range []rate{d.Alpha.Person, d.Alpha.Place, d.Alpha.Organisation, d.Alpha.Date} {
		all.add("αU of "+string(document.Types[i]), r.cell())
	}
	return []titled{pairs, all}
}
