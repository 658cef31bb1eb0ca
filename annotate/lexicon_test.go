package annotate

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"newsannotate/annotate/document"
)

// TestFind holds the rules of the lexicon: case, words, longest match, never.
func TestFind(t *testing.T) {
	lexicon := Lexicon{
		Entries: []Entry{
			{Name: "Akar", Type: document.Person}, {Name: "Bank", Type: document.Organisation},
			{Name: "Bank of Akar", Type: document.Organisation}, {Name: "acme", Type: document.Organisation},
			{Name: "AA", Type: document.Organisation}, {Name: "St. Ives", Type: document.Place}, {Name: "(X)", Type: document.Organisation},
			{Name: "Şuşa", Type: document.Place},
		},
		Never: []Never{{Text: "Victory Day"}, {Text: "Day of Wrath"}},
	}
	f, err := newFinder(lexicon)
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ text, names, never string }{
		{"Akar said.", "Akar", ""},
		{"Akar's Akaroa xAkar Akar-like", "Akar|Akar", ""},
		{"AKAR and akar", "AKAR", ""},
		{"aa AA Aa", "AA", ""},
		{"Acme ACME acme acmes", "Acme|ACME|acme", ""},
		{"the Bank of Akar and the Bank", "Bank of Akar|Bank", ""},
		{"Bank  of\nAkar", "Bank  of\nAkar", ""},
		{"Bank of\n\nAkar", "Bank|Akar", ""},
		{"in St. Ives.", "St. Ives", ""},
		{"(X) (Xy)", "(X)", ""},
		{"Şuşa ŞUŞA Susa", "Şuşa|ŞUŞA", ""},
		{"a Victory Day of Wrath", "", "Victory Day"},
		{"VICTORY DAY", "", "VICTORY DAY"},
		{"", "", ""},
	} {
		names, never := f.find(test.text)
		join := func(hits []hit) string {
			var s []string
			for _, h := range hits {
				s = append(s, h.Of(test.text))
			}
			return strings.Join(s, "|")
		}
		if join(names) != test.names || join(never) != test.never {
			t.Errorf("%q: found %q, never %q, want %q, %q", test.text, join(names), join(never), test.names, test.never)
		}
	}
}

// TestConflicts holds what contradicts itself.
func TestConflicts(t *testing.T) {
	person := func(name string) Entry { return Entry{Name: name, Type: document.Person} }
	for _, test := range []struct {
		lexicon Lexicon
		want    string
	}{
		{Lexicon{Entries: []Entry{{Name: "A", Type: "date"}}}, "has the type"},
		{Lexicon{Entries: []Entry{person("A"), {Name: "A", Type: document.Place, ID: "b"}}}, "already a name of person"},
		{Lexicon{Entries: []Entry{person("A"), {Name: "B", Type: document.Place, Aliases: []string{"A"}}}}, "already a name of person"},
		{Lexicon{Entries: []Entry{person("A"), {Name: "a", Type: document.Place}}}, "has the id"},
		{Lexicon{Entries: []Entry{person("A")}, Never: []Never{{Text: "A"}}}, "already a name of person"},
		{Lexicon{Entries: []Entry{{Name: "A", Type: document.Person, ID: "A B"}}}, "no slug"},
		{Lexicon{Entries: []Entry{{Name: "A", Type: document.Person, ISO: "TR"}}}, "only places"},
		{Lexicon{Entries: []Entry{{Name: "A", Type: document.Place, ISO: "tr"}}}, "two capitals"},
		{Lexicon{Entries: []Entry{{Name: "A", Type: document.Place, Kind: "town"}}}, "the kind"},
		{Lexicon{Entries: []Entry{{Name: "A", Type: document.Place, Roles: []string{"x"}}}}, "only people"},
		{Lexicon{Entries: []Entry{person(" A")}}, "spaces"},
		{Lexicon{Entries: []Entry{person("…")}}, "no letter"},
	} {
		var c *Conflict
		if err := test.lexicon.Check(); !errors.As(err, &c) || !strings.Contains(c.Msg, test.want) {
			t.Errorf("%+v: %v, want %q", test.lexicon, err, test.want)
		}
		if _, err := New(Options{Lexicon: test.lexicon}); err == nil {
			t.Errorf("New takes %+v", test.lexicon)
		}
	}
	if err := (Lexicon{Entries: []Entry{{Name: "A", Type: document.Person, Aliases: []string{"A", "B"}}}}).Check(); err != nil {
		t.Error(err)
	}
}

// TestLexiconWins holds that the lexicon decides over the model and over dates,
// and never over both.
func TestLexiconWins(t *testing.T) {
	a := newAnnotator(t, Options{Explain: true, Lexicon: Lexicon{
		Entries: []Entry{
			{Name: "Angela Merkel", Type: document.Person, ID: "merkel", Aliases: []string{"Mutti"}, Roles: []string{"Chancellor"}, Note: "of Germany"},
			{Name: "Berlin", Type: document.Organisation},
			{Name: "Monday Club", Type: document.Organisation},
			{Name: "May 2020", Type: document.Place, Kind: "city", ISO: "TR"},
		},
		Never: []Never{{Text: "Victory Day of Nov. 8"}, {Text: "Paris"}},
	}})
	const text = "Angela Merkel flew from Berlin to Paris in May 2020 for Victory Day of Nov. 8, the Monday Club said on Nov. 9.\n\nMutti and Merkel smiled.\n"
	doc, err := a.Annotate(Source{Name: "a.txt", Data: []byte(text)})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, m := range doc.Mentions {
		got = append(got, fmt.Sprintf("%s %s %s", m.Type, m.Text, m.Entity))
	}
	want := []string{"person Angela Merkel merkel", "organisation Berlin berlin", "place May 2020 may-2020", "organisation Monday Club monday-club",
		"date Nov. 9 ", "person Mutti merkel", "person Merkel merkel"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q\nwant %q", got, want)
	}
	if e := doc.Entities[0]; e.Name != "Angela Merkel" || !slices.Contains(e.Roles, "Chancellor") || e.Note != "of Germany" {
		t.Errorf("%+v", e)
	}
	if m := doc.Mentions[0]; m.Score != 1 || !slices.Equal(m.Evidence, []string{"lexicon: Angela Merkel"}) {
		t.Errorf("%+v", m)
	}
	if plain := newAnnotator(t, Options{Explain: true}); plain.Generator().Options == a.Generator().Options {
		t.Error("the lexicon is not in the hash of the options")
	}
}

func TestUsage(t *testing.T) {
	u, err := NewUsage(Lexicon{
		Entries: []Entry{{Name: "Akar", Type: document.Person, Line: 3}, {Name: "Ankara", Type: document.Place}, {Name: "acme", Type: document.Organisation}},
		Never:   []Never{{Text: "Victory Day"}, {Text: "Labour Day"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	u.Add("ACME met Akar")
	u.Add("on Victory  Day.")
	entries, never := u.Unused()
	if len(entries) != 1 || entries[0].Name != "Ankara" || len(never) != 1 || never[0].Text != "Labour Day" {
		t.Errorf("%+v %+v", entries, never)
	}
}

// FuzzLexicon holds for any name and any text that nothing panics and that what
// is found is in order, apart, and what was listed.
func FuzzLexicon(f *testing.F) {
	f.Add("Hulusi Akar", "never this", "Hulusi\n Akar's HULUSI AKAR, never this")
	f.Add("İ", "ß", "i̇ İ SS ß")
	f.Fuzz(func(t *testing.T, name, never, text string) {
		l := Lexicon{Entries: []Entry{{Name: name, Type: document.Place}}, Never: []Never{{Text: never}}}
		finder, err := newFinder(l)
		if err != nil || !utf8.ValidString(text) {
			return
		}
		a, b := finder.find(text)
		for _, hits := range [][]hit{a, b} {
			end := 0
			for _, h := range hits {
				if h.Start < end || h.End <= h.Start || h.End > len(text) {
					t.Fatalf("%+v in %q", hits, text)
				}
				end = h.End
			}
		}
		if strings.TrimSpace(text) == name && len(a) == 0 {
			t.Fatalf("%q is not found in itself", name)
		}
	})
}
