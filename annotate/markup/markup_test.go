package markup

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestRoundTrip holds that writing what was read gives the same bytes, on every
// article of the house corpus and on the gold.
func TestRoundTrip(t *testing.T) {
	house, _ := filepath.Glob("../../testdata/house/*.txt")
	gold, _ := filepath.Glob("../../testdata/gold/*.txt")
	if len(gold) == 0 {
		t.Fatal("no gold articles found")
	}
	for _, path := range append(house, gold...) {
		if filepath.Base(path) == "split.txt" {
			continue
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		a, err := Read(filepath.Base(path), bytes.NewReader(want))
		if err != nil {
			t.Error(err)
			continue
		}
		var got bytes.Buffer
		if err := Write(&got, a); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), got.String()); diff != "" {
			t.Errorf("%s:\n%s", path, diff)
		}
		for _, m := range a.Mentions {
			if a.Text[m.Start:m.End] != m.Text {
				t.Errorf("%s: [%d:%d] is %q, not %q", path, m.Start, m.End, a.Text[m.Start:m.End], m.Text)
			}
		}
	}
}

const head = "desk: d\ncountry: TR\npublished: 2022-11-07\n\nperson akar = Hulusi Akar | minister\nplace ankara = Ankara | city TR\n\n---\n"

func TestRead(t *testing.T) {
	a, err := Read("x.txt", strings.NewReader(head+"[Akar](akar) in\n[Ankara](ankara) \\[sic\\], [Monday](2022-11-07), [8 p.m.](2022-11-07T20:00), [almost 30 years](P30Y LESS_THAN), [every Friday](SET XXXX-WXX-5)."))
	if err != nil {
		t.Fatal(err)
	}
	if want := "Akar in\nAnkara [sic], Monday, 8 p.m., almost 30 years, every Friday."; a.Text != want {
		t.Errorf("text %q, want %q", a.Text, want)
	}
	var got []string
	for _, m := range a.Mentions {
		got = append(got, strings.Join([]string{m.Text, string(m.Type), m.Entity, string(m.Timex), m.Value, m.Mod}, "|"))
	}
	want := []string{
		"Akar|person|akar|||", "Ankara|place|ankara|||", "Monday|date||DATE|2022-11-07|", "8 p.m.|date||TIME|2022-11-07T20:00|",
		"almost 30 years|date||DURATION|P30Y|LESS_THAN", "every Friday|date||SET|XXXX-WXX-5|",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestErrors(t *testing.T) {
	for _, test := range []struct{ in, want string }{
		{"no rule", `x.txt:1:1: no line "---" between header and body`},
		{"desk: d\n\n---\n", `x.txt:1:1: the header has no "country"`},
		{"person A b = c\n\n---\n", `x.txt:1:1: "A b" is not a slug of lower-case letters, digits and hyphens`},
		{"thing\n\n---\n", `x.txt:1:1: want "TYPE ID = NAME | DETAILS", not "thing"`},
		{"place p = P | town\n\n---\n", `x.txt:1:1: place "p" has kind "town", want one of country, region, city, water, mountain, facility, other`},
		{head + "one\n[Akar](nobody)", `x.txt:10:6: no entity "nobody" in the header`},
		{head + "[Akar", `x.txt:9:1: a mention is not closed`},
		{head + "[Akar [x](akar)](akar)", `x.txt:9:7: a mention inside a mention`},
		{head + "Akar](akar)", `x.txt:9:5: "]" without "["; write "\]" for the character`},
		{head + "[Akar] (akar)", `x.txt:9:6: want "(ID)" or "(VALUE)" after the mention`},
		{head + "[Akar ](akar)", `x.txt:9:1: mention "Akar " is empty or has space at its ends`},
		{head + "[x](P3Y ROUGHLY)", `x.txt:9:3: unknown mod "ROUGHLY", want one of START, MID, END, APPROX, LESS_THAN, MORE_THAN, EQUAL_OR_LESS, EQUAL_OR_MORE, BEFORE, AFTER`},
	} {
		_, err := Read("x.txt", strings.NewReader(test.in))
		if err == nil || err.Error() != test.want {
			t.Errorf("%q:\n got %v\nwant %s", test.in, err, test.want)
		}
	}
}

// FuzzRead holds that nothing panics, and that what was read can be written
// and read again.
func FuzzRead(f *testing.F) {
	f.Add(head + "[Akar](akar) met [x](2022) \\[")
	f.Add("---\n")
	f.Fuzz(func(t *testing.T, in string) {
		a, err := Read("x.txt", strings.NewReader(in))
		if err != nil {
			return
		}
		var once, twice bytes.Buffer
		if err := Write(&once, a); err != nil {
			t.Fatal(err)
		}
		b, err := Read("x.txt", bytes.NewReader(once.Bytes()))
		if err != nil {
			t.Fatalf("%v in\n%s", err, once.String())
		}
		if err := Write(&twice, b); err != nil {
			t.Fatal(err)
		}
		if once.String() != twice.String() {
			t.Errorf("%q, then %q", once.String(), twice.String())
		}
	})
}
