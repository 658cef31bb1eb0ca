package compare_test

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"newsannotate/annotate/compare"
	"newsannotate/annotate/document"
)

// letters takes every letter for a token.
func letters(text string) [][2]int {
	var list [][2]int
	for i, c := range text {
		if c != ' ' {
			list = append(list, [2]int{i, i + 1})
		}
	}
	return list
}

// votes makes an annotator's Document of a text of letters: a digit below 4
// is the type of a mention of that letter, any other none.
func votes(v string) compare.Input {
	text := strings.Repeat("x", len(v))
	d := &document.Document{}
	for i, c := range v {
		if c < '4' {
			d.Mentions = append(d.Mentions, document.Mention{Start: i, End: i + 1, Type: document.Types[c-'0'], Text: "x"})
		}
	}
	return compare.Input{Document: d, Text: text}
}

func agreed(t *testing.T, inputs ...compare.Input) *compare.Agreed {
	t.Helper()
	a := compare.NewAgreement(len(inputs), letters)
	if err := a.Add(inputs); err != nil {
		t.Fatal(err)
	}
	return a.Agreed()
}

// TestCohen has 20 and 15 of 50 on the diagonal, 5 and 10 beside it: agreement
// 0.7, by chance 0.5.
func TestCohen(t *testing.T) {
	a := strings.Repeat("0", 25) + strings.Repeat("4", 25)
	b := strings.Repeat("0", 20) + strings.Repeat("4", 5) + strings.Repeat("0", 10) + strings.Repeat("4", 15)
	r := agreed(t, votes(a), votes(b))
	about(t, "kappa", r.Pairs[0].Kappa, 0.4)
	about(t, "F1", r.Pairs[0].Strict.Rates().F1, 2*20.0/(25+30))
}

// TestFleiss is the worked table of ten subjects, fourteen raters and five
// categories that goes with Fleiss's kappa: 0.210.
func TestFleiss(t *testing.T) {
	table := [][5]int{{0, 0, 0, 0, 14}, {0, 2, 6, 4, 2}, {0, 0, 3, 5, 6}, {0, 3, 9, 2, 0}, {2, 2, 8, 1, 1},
		{7, 7, 0, 0, 0}, {3, 2, 6, 3, 0}, {2, 5, 3, 2, 2}, {6, 5, 2, 1, 0}, {0, 2, 2, 3, 7}}
	raters := make([]string, 14)
	for _, row := range table {
		n := 0
		for category, count := range row {
			for range count {
				raters[n] += string(rune('0' + category))
				n++
			}
		}
	}
	inputs := make([]compare.Input, len(raters))
	for i, v := range raters {
		inputs[i] = votes(v)
	}
	r := agreed(t, inputs...)
	if math.Abs(r.Fleiss-0.210) > 0.0005 {
		t.Errorf("kappa %.4f, want 0.210", r.Fleiss)
	}
	if len(r.Pairs) != 14*13/2 {
		t.Errorf("%d pairs", len(r.Pairs))
	}
}

// continuum is the example of Krippendorff (2004): two observers of 300
// characters, two categories.
func continuum() (a, b compare.Input) {
	text := strings.Repeat("x", 300)
	make := func(spans ...[3]int) compare.Input {
		d := &document.Document{}
		for _, s := range spans {
			d.Mentions = append(d.Mentions, document.Mention{Start: s[0] - 150, End: s[0] - 150 + s[1], Type: document.Types[s[2]], Text: text[:s[1]]})
		}
		return compare.Input{Document: d, Text: text}
	}
	return make([3]int{225, 70, 0}, [3]int{370, 30, 0}), make([3]int{220, 80, 0}, [3]int{355, 20, 0}, [3]int{400, 20, 0})
}

// TestAlpha holds the figures of the example: observed 0.0144 and expected
// 0.0532 for the first category, so alpha is 0.7286 where nothing is rounded on
// the way; the second category, on which both agree, has 1.
func TestAlpha(t *testing.T) {
	a, b := continuum()
	r := agreed(t, a, b)
	about(t, "alpha", r.Alpha[0], 0.7286)
	about(t, "joint", r.Joint, 0.7286)
	if !math.IsNaN(r.Alpha[1]) || r.Characters != 300 {
		t.Errorf("%v, %d characters", r.Alpha, r.Characters)
	}
	d := &document.Document{Mentions: []document.Mention{
		{Start: 30, End: 90, Type: document.Place, Text: strings.Repeat("x", 60)},
		{Start: 150, End: 200, Type: document.Place, Text: strings.Repeat("x", 50)},
	}}
	r = agreed(t, compare.Input{Document: d, Text: a.Text}, compare.Input{Document: d})
	about(t, "alpha of two who agree", r.Alpha[1], 1)
}

// TestAgreementOrder holds that neither the order of the Documents nor that of
// the annotators changes a figure, and that doubling characters by writing
// them in two bytes does not.
func TestAgreementOrder(t *testing.T) {
	texts := [][3]string{
		{"[person A] in [place B]", "[person A in] [place B]", "A in [place B]"},
		{"[person É] in [place Ü] on", "[place É] in [place Ü] on", "[person É] in Ü [date on]"},
		{"nobody", "nobody", "nobody"},
	}
	add := func(order []int, by [3]int) *compare.Agreed {
		a := compare.NewAgreement(3, func(text string) [][2]int { return letters(text) })
		for _, i := range order {
			in := []compare.Input{marked(t, texts[i][by[0]]), marked(t, texts[i][by[1]]), marked(t, texts[i][by[2]])}
			if err := a.Add(in); err != nil {
				t.Fatal(err)
			}
		}
		return a.Agreed()
	}
	first := add([]int{0, 1, 2}, [3]int{0, 1, 2})
	r := rand.New(rand.NewPCG(11, 12))
	for range 10 {
		if diff := cmp.Diff(first, add(r.Perm(3), [3]int{0, 1, 2}), cmpopts.EquateNaNs()); diff != "" {
			t.Fatalf("another order of documents:\n%s", diff)
		}
	}
	other := add([]int{0, 1, 2}, [3]int{2, 0, 1})
	if other.Fleiss != first.Fleiss || other.Joint != first.Joint {
		t.Errorf("another order of annotators: %v, want %v", other, first)
	}
	if f, g := first.Pairs[0].Strict.Rates().F1, other.Pairs[2].Strict.Rates().F1; f != g {
		t.Errorf("F1 %v, and of the same pair %v", f, g)
	}
}

func TestAgreementErrors(t *testing.T) {
	a := compare.NewAgreement(2, letters)
	in := marked(t, "[person A]")
	none := compare.Input{Document: in.Document}
	for _, test := range []struct {
		inputs []compare.Input
		want   string
	}{
		{[]compare.Input{none, none}, "the source is not there"},
		{[]compare.Input{in}, "1 inputs for 2 annotators"},
		{[]compare.Input{in, marked(t, "[person B]")}, "not of one text"},
		{[]compare.Input{{Document: in.Document, Text: "x"}, {Document: &document.Document{Mentions: []document.Mention{{Start: 3, End: 9, Type: "person", Text: "abcdef"}}}}}, "behind the text"},
	} {
		if err := a.Add(test.inputs); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("got %v, want %s", err, test.want)
		}
	}
	if r := a.Agreed(); r.Documents != 0 || !math.IsNaN(r.Fleiss) || !math.IsNaN(r.Joint) || !math.IsNaN(r.Pairs[0].Kappa) {
		t.Errorf("got %+v", r)
	}
}
