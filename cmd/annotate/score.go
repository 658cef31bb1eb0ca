package main

import (
	"errors"
	"fmt"
	"math"
	"strings"

	"github.com/spf13/cobra"

	"newsannotate/annotate/compare"
	"newsannotate/ner/token"
)

// scoreOptions are the flags of score.
type scoreOptions struct {
	streams
	format    string
	min       float64
	top       int
	agreement bool
}

var scoreFormats = []string{"table", "json", "yaml", "markdown"}

func newScore(s streams) *cobra.Command {
	o := scoreOptions{streams: s}
	cmd := &cobra.Command{
		Use:   "score [flags] GOLD PRED...",
		Short: "Measure annotations against gold, or annotators against each other",
		Long: `score holds predictions against gold: files, folders by relative path, or streams.

Measures. Mentions are matched one to one, at best:
  strict    the same span and type (CoNLL-2003, seqeval, nervaluate strict)
  exact     the same span, whatever the type (nervaluate exact)
  overlap   spans overlap, the same type (nervaluate ent_type)
  partial   spans overlap, whatever the type; half of one unless they are the
            same (MUC-5, nervaluate partial)
  values    dates that overlap and have one value (TempEval-3)
Where types may differ, "found" counts by the type in gold and "right" by the
type predicted. micro counts every mention alike, macro every type. The interval
is that of strict F1 under a bootstrap of the documents, a thousand times with a
fixed seed (Efron 1979).

Identity. Mentions are the same where spans are; entities of one mention count:
  muc       links (Vilain et al. 1995)
  b-cubed   mentions (Bagga and Baldwin 1998)
  ceaf-e    entities (Luo 2005, φ4)
  conll     the mean F1 of the three (Pradhan et al. 2012)

Agreement, with --agreement: pairwise strict F1; kappa over tokens, of two (Cohen
1960) and of all (Fleiss 1971); αU over characters (Krippendorff 2004).

Exit codes: 0 fine, 1 strict micro F1 below --min, 2 trouble.`,
		Example: `  annotate score gold pred
  annotate score --min 0.85 gold pred                  for CI: 1 where it is lower
  annotate score --format json gold/a.yaml pred/a.yaml
  annotate score --agreement gold pred                 two or more annotators`,
		Args: func(cmd *cobra.Command, args []string) error {
			stdin := 0
			for _, arg := range args {
				if arg == "-" {
					stdin++
				}
			}
			switch {
			case len(args) < 2:
				return usagef("score needs two PATHs or more, GOLD and PRED, got %d", len(args))
			case stdin > 1, stdin == 1 && len(args) > 2 && args[0] == "-" && !o.agreement:
				return usagef("standard input can be read only once: write it to a file")
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			if err := oneOf("format", o.format, scoreFormats); err != nil {
				return err
			}
			switch {
			case !(o.min >= 0 && o.min <= 1):
				return usagef("--min %v: want a number from 0 to 1", o.min)
			case o.top < 0:
				return usagef("--top %d: want 0 or more", o.top)
			case o.agreement && o.min > 0:
				return usagef("--min is for scores, and --agreement gives none: leave one out")
			case o.agreement:
				return o.agree(args)
			}
			return o.run(args)
		},
	}
	f := cmd.Flags()
	f.SortFlags = false
	f.StringVar(&o.format, "format", "table", "`FORMAT`: "+strings.Join(scoreFormats, ", "))
	f.Float64Var(&o.min, "min", 0, "exit with 1 where the strict micro `F1` is lower")
	f.IntVar(&o.top, "top", 10, "list the `N` worst documents and most frequent errors; 0 lists all")
	f.BoolVar(&o.agreement, "agreement", false, "how far annotators agree, none of them gold")
	_ = cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(scoreFormats, cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

// A scored prediction.
type scored struct {
	path string
	*compare.Score
}

// run scores each prediction against gold. What cannot be compared is said on
// standard error, and the others go on.
func (o *scoreOptions) run(args []string) error {
	failed := false
	var all []scored
	for _, path := range args[1:] {
		s, trouble := o.score(args[0], path)
		failed = failed || trouble
		if s.Documents == 0 {
			failed = true
			fmt.Fprintf(o.err, "%s: no document to score\n", plain(path))
			continue
		}
		all = append(all, scored{path, s})
	}
	if len(all) > 0 {
		if err := o.print(scoreReport(args[0], all, o.top)); err != nil {
			return err
		}
	}
	low := false
	for _, s := range all {
		if f := s.Counts[compare.Strict].Micro().Rates().F1; f < o.min {
			low = true
			fmt.Fprintf(o.err, "%s: strict F1 %.4f is below --min %v\n", plain(s.path), f, o.min)
		}
	}
	switch {
	case failed:
		return errFailed
	case low:
		return errDifferent
	}
	return nil
}

// score scores the documents of path. A document that gold lacks is passed
// over, and of one that path lacks all is missed.
func (o *scoreOptions) score(gold, path string) (_ *compare.Score, failed bool) {
	var scorer compare.Scorer
	beyond, missing := 0, 0
	for s, err := range sets(o.in, []string{gold, path}) {
		if err == nil && s.docs[0] == nil {
			beyond++
			continue
		}
		if err == nil {
			var pred *compare.Input
			if s.docs[1] == nil {
				missing++
			} else {
				in := s.docs[1].input()
				pred = &in
			}
			in := s.docs[0].input()
			if err = scorer.Add(s.name, &in, pred); err != nil {
				err = fmt.Errorf("%s: %w", s.name, err)
			}
		}
		if err != nil {
			failed = true
			fmt.Fprintln(o.err, plain(err.Error()))
		}
	}
	if missing > 0 {
		fmt.Fprintf(o.err, "%s: warning: %d documents of gold are not there: their mentions count as missed\n", plain(path), missing)
	}
	if beyond > 0 {
		fmt.Fprintf(o.err, "%s: %d documents have no gold and were passed over\n", plain(path), beyond)
	}
	return scorer.Score(), failed
}

// agree measures agreement over the documents that all annotators have.
func (o *scoreOptions) agree(args []string) error {
	agreement := compare.NewAgreement(len(args), tokensOf)
	failed := false
	for s, err := range sets(o.in, args) {
		if err == nil {
			inputs := make([]compare.Input, len(args))
			for k, d := range s.docs {
				if d == nil {
					err = fmt.Errorf("not in %s: passed over", args[k])
					break
				}
				inputs[k] = d.input()
			}
			if err != nil {
				fmt.Fprintf(o.err, "%s: warning: %s\n", plain(s.name), plain(err.Error()))
				continue
			}
			if err = agreement.Add(inputs); err != nil {
				err = fmt.Errorf("%s: %w", s.name, err)
			}
		}
		if err != nil {
			failed = true
			fmt.Fprintln(o.err, plain(err.Error()))
		}
	}
	agreed := agreement.Agreed()
	if agreed.Documents == 0 {
		return errors.New("no document that all have: nothing to compare")
	}
	if err := o.print(agreementReport(args, agreed)); err != nil {
		return err
	}
	if failed {
		return errFailed
	}
	return nil
}

// tokensOf cuts text into tokens, which needs no model.
func tokensOf(text string) [][2]int {
	var list [][2]int
	for _, s := range token.Split(text) {
		for _, t := range s.Tokens {
			list = append(list, [2]int{t.Start, t.End})
		}
	}
	return list
}

// A report is data for machines and tables for people.
type report interface{ tables() []titled }

// A titled table has a line above it.
type titled struct {
	title string
	table
}

func (o *scoreOptions) print(r report) error {
	switch o.format {
	case "json", "yaml":
		return printData(o.out, o.format, r)
	}
	var b []byte
	for i, t := range r.tables() {
		if i > 0 {
			b = append(b, '\n')
		}
		if o.format == "markdown" {
			b = fmt.Appendf(b, "### %s\n\n", markdown(t.title))
			b = t.appendMarkdown(b)
			continue
		}
		b = fmt.Appendf(b, "%s\n", oneLine(t.title))
		b = t.append(b, terminalWidth(o.out))
	}
	_, err := o.out.Write(b)
	return err
}

// A rate is written with four decimals; one that does not exist is null.
type rate float64

// MarshalJSON does it.
func (r rate) MarshalJSON() ([]byte, error) {
	if math.IsNaN(float64(r)) {
		return []byte("null"), nil
	}
	return fmt.Appendf(nil, "%.4f", float64(r)), nil
}

// cell is r for a table.
func (r rate) cell() string {
	if math.IsNaN(float64(r)) {
		return "–"
	}
	return fmt.Sprintf("%.3f", float64(r))
}
