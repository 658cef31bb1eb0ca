package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"newsannotate/ner/date"
)

func init() { commands["eval-dates"] = evalDates }

// A timex is a date expression with its TIMEX3 value, of the gold or ours.
type timex struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Text  string `json:"text"`
	Type  string `json:"type"`
	Value string `json:"value"`
}

// A temporalDoc is a line of a temporal set: a text with its publication date.
type temporalDoc struct {
	Doc   string  `json:"doc"`
	DCT   string  `json:"dct"`
	Text  string  `json:"text"`
	Timex []timex `json:"timex"`
}

// A temporalScore counts as TempEval-3 does: strict is equal extents, relaxed
// is any overlap, value is overlap and an equal value string. Each gold
// expression is matched with at most one of ours.
type temporalScore struct {
	docs, gold, found, strict, relaxed, value int
	rules                                     map[string]ruleScore
}

// A ruleScore counts what one rule of the grammar found: overlapping the gold,
// with its extent, and with its value.
type ruleScore struct {
	found, relaxed, strict, value int
}

func (s temporalScore) f1(right int) float64 {
	if s.gold+s.found == 0 {
		return 0
	}
	return 200 * float64(right) / float64(s.gold+s.found)
}

// evalDates scores the date rules on the temporal sets.
func evalDates(args []string, out io.Writer) error {
	flags := flag.NewFlagSet("eval-dates", flag.ContinueOnError)
	flags.SetOutput(out)
	dir := flags.String("temporal", filepath.Join("..", "shared", "temporal"), "folder of the temporal `sets`")
	errors := flags.Bool("errors", false, "list what was missed, wrong and extra")
	rules := flags.Bool("rules", false, "list the precision of each rule")
	if err := flags.Parse(args); err != nil {
		return err
	}
	for _, set := range []string{"timebank", "aquaint", "msrecognizers_en"} {
		f, err := os.Open(filepath.Join(*dir, set+".jsonl"))
		if err != nil {
			return err
		}
		var report io.Writer
		if *errors {
			report = out
		}
		score, err := scoreTemporal(f, report)
		f.Close()
		if err != nil {
			return fmt.Errorf("%s: %w", f.Name(), err)
		}
		fmt.Fprintf(out, "%-16s %4d documents  %4d gold  %4d found  strict %5.1f  relaxed %5.1f  value %5.1f\n", set,
			score.docs, score.gold, score.found, score.f1(score.strict), score.f1(score.relaxed), score.f1(score.value))
		if *rules {
			for _, name := range slices.Sorted(maps.Keys(score.rules)) {
				r := score.rules[name]
				fmt.Fprintf(out, "  %-32s %4d found  overlap %5.1f%%  strict %5.1f%%  value %5.1f%%\n", name, r.found,
					100*float64(r.relaxed)/float64(r.found), 100*float64(r.strict)/float64(r.found), 100*float64(r.value)/float64(r.found))
			}
		}
	}
	return nil
}

// scoreTemporal scores one set; errors go to report where that is not nil.
func scoreTemporal(in io.Reader, report io.Writer) (temporalScore, error) {
	total := temporalScore{rules: map[string]ruleScore{}}
	lines := bufio.NewReader(in)
	for {
		line, err := lines.ReadBytes('\n')
		if len(line) > 0 {
			var doc temporalDoc
			if err := json.Unmarshal(line, &doc); err != nil {
				return total, err
			}
			doc.score(&total, report)
		}
		if err == io.EOF {
			return total, nil
		}
		if err != nil {
			return total, err
		}
	}
}

func (d *temporalDoc) score(total *temporalScore, report io.Writer) {
	published, _ := date.ParseDay(d.DCT)
	found := date.Find(d.Text, date.Options{Published: published, Vague: true})
	total.docs++
	total.gold += len(d.Timex)
	total.found += len(found)
	for _, e := range found {
		r := total.rules[e.Rule]
		r.found++
		total.rules[e.Rule] = r
	}
	used := make([]bool, len(found))
	for _, g := range d.Timex {
		best := -1
		for i, e := range found {
			if e.Start < g.End && g.Start < e.End && !used[i] {
				if best < 0 || e.Start == g.Start && e.End == g.End {
					best = i
				}
			}
		}
		if best < 0 {
			d.report(report, "missed", g.Start, g.End, g.Value, "", "")
			continue
		}
		used[best] = true
		e := found[best]
		rule := total.rules[e.Rule]
		total.relaxed++
		rule.relaxed++
		if e.Start == g.Start && e.End == g.End {
			total.strict++
			rule.strict++
		} else {
			d.report(report, "extent", e.Start, e.End, g.Text, "", e.Rule)
		}
		if e.Value.String() == g.Value {
			total.value++
			rule.value++
		} else {
			d.report(report, "value", e.Start, e.End, g.Value, e.Value.String(), e.Rule)
		}
		total.rules[e.Rule] = rule
	}
	for i, e := range found {
		if !used[i] {
			d.report(report, "extra", e.Start, e.End, "", e.Value.String(), e.Rule)
		}
	}
}

// report prints one error with its context on a line.
func (d *temporalDoc) report(out io.Writer, what string, start, end int, want, got, rule string) {
	if out == nil {
		return
	}
	before := d.Text[max(0, start-40):start]
	after := d.Text[end:min(len(d.Text), end+30)]
	line := fmt.Sprintf("%-6s %s %s[%s]%s  want %q got %q  (%s) %s", what, d.DCT, before, d.Text[start:end], after, want, got, rule, d.Doc)
	fmt.Fprintln(out, strings.ToValidUTF8(strings.Join(strings.Fields(line), " "), ""))
}
