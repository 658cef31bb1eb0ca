package compare_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"newsannotate/annotate/compare"
	"newsannotate/annotate/document"
)

// scored is the Score of one Document with gold and predicted marks.
func scored(t *testing.T, gold, pred string) *compare.Score {
	t.Helper()
	var s compare.Scorer
	g, p := marked(t, gold), marked(t, pred)
	if err := s.Add("a", &g, &p); err != nil {
		t.Fatal(err)
	}
	return s.Score()
}

// about compares to four decimals.
func about(t *testing.T, what string, got, want float64) {
	t.Helper()
	if !(math.Abs(got-want) < 0.00005) {
		t.Errorf("%s is %.5f, want %.5f", what, got, want)
	}
}

// TestMeasures is the table with which SemEval 2013 task 9.1 explains its four
// measures, which nervaluate took over: one missed, one spurious, another
// boundary, another type, one right, and another boundary and type.
func TestMeasures(t *testing.T) {
	s := scored(t,
		"[person Tikosyn] healthy of [place warfarin] [place propranolol] [place phenytoin] oral [organisation contraceptives]",
		"Tikosyn [person healthy] [place of warfarin] [person propranolol] [place phenytoin] [place oral contraceptives]")
	for _, test := range []struct {
		m    compare.Measure
		want float64
	}{{compare.Overlap, 0.4}, {compare.Partial, 0.6}, {compare.Exact, 0.4}, {compare.Strict, 0.2}} {
		c := s.Counts[test.m].Micro()
		if c.Gold != 5 || c.Predicted != 5 {
			t.Errorf("%s: %d in gold, %d predicted, want 5 of each", test.m, c.Gold, c.Predicted)
		}
		r := c.Rates()
		about(t, string(test.m)+" precision", r.Precision, test.want)
		about(t, string(test.m)+" recall", r.Recall, test.want)
		about(t, string(test.m)+" F1", r.F1, test.want)
	}
	want := [5][5]int{{0, 0, 0, 0, 1}, {1, 2, 0, 0, 0}, {0, 1, 0, 0, 0}, {}, {1, 0, 0, 0, 0}}
	if diff := cmp.Diff(want, s.Confusion); diff != "" {
		t.Errorf("confusion -want +got\n%s", diff)
	}
	var kinds []string
	for _, e := range s.Errors {
		kinds = append(kinds, fmt.Sprintf("%d %s %q %q", e.Count, e.Kind, e.GoldText, e.Text))
	}
	if diff := cmp.Diff([]string{`1 boundary "warfarin" "of warfarin"`, `1 missed "Tikosyn" ""`, `1 spurious "" "healthy"`,
		`1 type "propranolol" "propranolol"`, `1 type and boundary "contraceptives" "oral contraceptives"`}, kinds); diff != "" {
		t.Errorf("errors -want +got\n%s", diff)
	}
}

// TestStrict is the example of seqeval's README: a span that begins too early
// and one that is right give 0 and 1 by type, and 0.5 in both means.
func TestStrict(t *testing.T) {
	s := scored(t, "a b c [place d e f] g [person John Smith] ran", "a b [place c d e f] g [person John Smith] ran")
	c := s.Counts[compare.Strict]
	about(t, "person", c[0].Rates().F1, 1)
	about(t, "place", c[1].Rates().F1, 0)
	about(t, "micro", c.Micro().Rates().F1, 0.5)
	about(t, "macro", c.Macro().F1, 0.5)
	if !math.IsNaN(c[2].Rates().F1) {
		t.Errorf("a type that nobody has scores %v", c[2].Rates().F1)
	}
}

func TestMatchesAreOneToOne(t *testing.T) {
	// One giant span finds one of three, and not all.
	s := scored(t, "[person A] [person B] [person C]", "[person A B C]")
	if c := s.Counts[compare.Overlap].Micro(); c.Found != 1 || c.Right != 1 {
		t.Errorf("found %v, right %v, want 1", c.Found, c.Right)
	}
	if c := s.Counts[compare.Partial].Micro(); c.Found != 0.5 || c.Rates().F1 != 0.25 {
		t.Errorf("found %v, F1 %v, want a half of one of three", c.Found, c.Rates().F1)
	}
	// Both of a chain are found, whichever comes first.
	s = scored(t, "[person A B] [person C D] e", "A [person B C] [person D e]")
	if c := s.Counts[compare.Overlap].Micro(); c.Found != 2 {
		t.Errorf("found %v, want 2", c.Found)
	}
}

func TestValues(t *testing.T) {
	s := scored(t, "on [date=2022-11-07 Monday] and [date=2022-11-08 Tuesday] and in [date=2021 2021]",
		"[date=2022-11-07 on Monday] and [date=2022-11-01 Tuesday] and in 2021")
	c := s.Counts[compare.Values].Micro()
	if c.Gold != 3 || c.Predicted != 2 || c.Found != 1 {
		t.Errorf("got %+v", c)
	}
}

// clustered marks one-letter mentions by a list of clusters, in the order of
// the letters.
func clustered(letters string, clusters ...string) string {
	var b strings.Builder
	for _, l := range letters {
		for n, c := range clusters {
			if strings.ContainsRune(c, l) {
				fmt.Fprintf(&b, "[person:e%d %c] ", n, l)
			}
		}
	}
	return b.String()
}

// TestIdentity is the example of Bagga and Baldwin (1998), with the figures of
// Luo (2005, table 1) for CEAF.
func TestIdentity(t *testing.T) {
	const letters = "123456789ABC"
	key := clustered(letters, "12345", "67", "89ABC")
	for _, test := range []struct {
		name     string
		response []string
		mucP     float64
		b3P      float64
		ceafF    float64
	}{
		{"a", []string{"12345", "6789ABC"}, 9.0 / 10, 16.0 / 21, 0.7333},
		{"b", []string{"1234589ABC", "67"}, 9.0 / 10, 7.0 / 12, 0.6667},
		{"c", []string{"123456789ABC"}, 9.0 / 11, 0.375, 0.2941},
	} {
		s := scored(t, key, clustered(letters, test.response...))
		about(t, test.name+" MUC precision", s.MUC.Rates().Precision, test.mucP)
		about(t, test.name+" MUC recall", s.MUC.Rates().Recall, 1)
		about(t, test.name+" B-cubed precision", s.BCubed.Rates().Precision, test.b3P)
		about(t, test.name+" B-cubed recall", s.BCubed.Rates().Recall, 1)
		about(t, test.name+" CEAF-e F1", s.CEAFe.Rates().F1, test.ceafF)
		about(t, test.name+" CoNLL", s.CoNLL(), (s.MUC.Rates().F1+s.BCubed.Rates().F1+s.CEAFe.Rates().F1)/3)
	}
	// The key {a b c} against {b c} {d} of Pradhan et al. (2014) style: a is
	// not there, d is not in the key.
	s := scored(t, "[person:x a] [person:x b] [person:x c] d", "a [person:y b] [person:y c] [person:z d]")
	about(t, "MUC recall", s.MUC.Rates().Recall, 0.5)
	about(t, "MUC precision", s.MUC.Rates().Precision, 1)
	about(t, "B-cubed recall", s.BCubed.Rates().Recall, 4.0/9)
	about(t, "B-cubed precision", s.BCubed.Rates().Precision, 2.0/3)
	about(t, "CEAF-e recall", s.CEAFe.Rates().Recall, 0.8)
	about(t, "CEAF-e precision", s.CEAFe.Rates().Precision, 0.4)
}

// TestPerfect holds that gold against itself is 1 everywhere.
func TestPerfect(t *testing.T) {
	var s compare.Scorer
	for _, text := range []string{article, "[person:a Akar] and [date=2021 2021]", ""} {
		in := marked(t, text)
		if err := s.Add(text, &in, &in); err != nil {
			t.Fatal(err)
		}
	}
	score := s.Score()
	for m, counts := range score.Counts {
		for _, r := range append([]compare.Rates{counts.Micro().Rates(), counts.Macro()}, counts[0].Rates(), counts[1].Rates(), counts[2].Rates(), counts[3].Rates()) {
			if r.F1 != 1 && !math.IsNaN(r.F1) {
				t.Errorf("%s: %v", m, r)
			}
		}
	}
	for _, c := range []compare.Cluster{score.MUC, score.BCubed, score.CEAFe} {
		if c.Rates() != (compare.Rates{Precision: 1, Recall: 1, F1: 1}) {
			t.Errorf("identity: %v", c)
		}
	}
	if score.CoNLL() != 1 || len(score.Errors)+len(score.Files) > 0 {
		t.Errorf("%v, %v, %v", score.CoNLL(), score.Errors, score.Files)
	}
	if i := score.Micro; i == nil || i.Low != 1 || i.High != 1 {
		t.Errorf("interval %v", i)
	}
}

// TestScoreOrder holds that the order of the Documents changes no figure, and
// that swapping gold and prediction swaps precision and recall.
func TestScoreOrder(t *testing.T) {
	texts := [][2]string{
		{article, strings.ReplaceAll(article, "[place:oslo Oslo]", "Oslo")},
		{"[person:a A] and [person:a B] in [place C]", "[person:a A] and [person:b B] in [place:c C]"},
		{"[date=2021 2021] [person Lee]", "[date=2022 2021] [place Lee]"},
		{"x [organisation X Y Z]", "x [organisation:q X Y] Z"},
		{"[person A]", "A"},
	}
	r := rand.New(rand.NewPCG(9, 10))
	var first, mirror *compare.Score
	for range 20 {
		var s, back compare.Scorer
		for _, i := range r.Perm(len(texts)) {
			g, p := marked(t, texts[i][0]), marked(t, texts[i][1])
			if err := s.Add(fmt.Sprint(i), &g, &p); err != nil {
				t.Fatal(err)
			}
			if err := back.Add(fmt.Sprint(i), &p, &g); err != nil {
				t.Fatal(err)
			}
		}
		score := s.Score()
		if first == nil {
			first, mirror = score, back.Score()
		}
		if diff := cmp.Diff(first, score, cmpopts.EquateNaNs()); diff != "" {
			t.Fatalf("another order:\n%s", diff)
		}
	}
	for _, m := range compare.Measures {
		a, b := first.Counts[m].Micro().Rates(), mirror.Counts[m].Micro().Rates()
		if a.Precision != b.Recall || a.Recall != b.Precision || a.F1 != b.F1 {
			t.Errorf("%s: %v mirrored %v", m, a, b)
		}
	}
	if first.BCubed.Precision != mirror.BCubed.Recall || first.CoNLL() != mirror.CoNLL() {
		t.Errorf("identity: %v mirrored %v", first.Identity, mirror.Identity)
	}
	if i := first.Micro; !(i.Low < first.Counts[compare.Strict].Micro().Rates().F1 && i.Low < i.High && i.High <= 1) {
		t.Errorf("interval %v", i)
	}
}

func TestScoreSides(t *testing.T) {
	var s compare.Scorer
	in := marked(t, "[person A] [place B]")
	if err := s.Add("gold only", &in, nil); err != nil {
		t.Fatal(err)
	}
	if err := s.Add("predicted only", nil, &in); err != nil {
		t.Fatal(err)
	}
	if c := s.Score().Counts[compare.Strict].Micro(); c.Gold != 2 || c.Predicted != 2 || c.Found != 0 {
		t.Errorf("got %+v", c)
	}
	other := marked(t, "[person A] [place C]")
	if err := s.Add("other", &in, &other); err == nil || !strings.Contains(err.Error(), "not of one text") {
		t.Errorf("got %v", err)
	}
	if s.Score().Documents != 2 {
		t.Errorf("%d documents", s.Score().Documents)
	}
}

// TestScoreLoose holds that a mention without offsets counts once.
func TestScoreLoose(t *testing.T) {
	gold := marked(t, "[person Lee] and Lee and [person Ann] and Bo")
	pred := gold
	gold.Text, pred.Text = "", ""
	loose := *gold.Document
	loose.Mentions = slices.Clone(loose.Mentions)
	loose.Mentions[0].Start, loose.Mentions[0].End = 0, 0
	loose.Mentions = append(loose.Mentions, document.Mention{Type: document.Person, Text: "Bo"})
	gold.Document = &loose
	var s compare.Scorer
	if err := s.Add("a", &gold, &pred); err != nil {
		t.Fatal(err)
	}
	if c := s.Score().Counts[compare.Strict].Micro(); c.Gold != 3 || c.Predicted != 2 || c.Found != 2 {
		t.Errorf("got %+v", c)
	}
}

func TestEmptyScore(t *testing.T) {
	s := (&compare.Scorer{}).Score()
	if c := s.Counts[compare.Strict]; !math.IsNaN(c.Micro().Rates().F1) || !math.IsNaN(c.Macro().F1) || !math.IsNaN(s.CoNLL()) {
		t.Errorf("nothing scores %v", c)
	}
}
