package summary

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"newsannotate/annotate/document"
)

const (
	person       = document.Person
	place        = document.Place
	organisation = document.Organisation
)

func TestJoin(t *testing.T) {
	for _, test := range []struct {
		name     string
		entities []Named
		want     string // groups, the one that stands for the others first
		why      string // of the last that has a reason
	}{
		{"marks and case", []Named{{Type: person, Name: "Recep Erdogan"}, {Type: person, Name: "Recep Erdoğan"}},
			"Recep Erdoğan=Recep Erdogan", "the same name"},
		{"a surname is no full name", []Named{{Type: person, Name: "Hulusi Akar", Aliases: []string{"Akar"}}, {Type: person, Name: "Akar"}},
			"Hulusi Akar Akar", ""},
		{"a longer alias", []Named{{Type: person, Name: "Tayyip Erdoğan"}, {Type: person, Name: "Recep Tayyip Erdoğan", Aliases: []string{"Tayyip Erdogan"}}},
			"Recep Tayyip Erdoğan=Tayyip Erdoğan", "a name that only Recep Tayyip Erdoğan has too"},
		{"a longer alias of two", []Named{{Type: person, Name: "John Smith"}, {Type: person, Name: "John A. Smith", Aliases: []string{"John Smith"}},
			{Type: person, Name: "John B. Smith", Aliases: []string{"John Smith"}}},
			"John Smith John A. Smith John B. Smith", "it may be John A. Smith or John B. Smith"},
		{"two persons, two types", []Named{{Type: person, Name: "Washington"}, {Type: place, Name: "Washington"}}, "Washington Washington", ""},
		{"countries by code", []Named{{Type: place, Name: "Turkey", Kind: "country", ISO: "TR"}, {Type: place, Name: "Türkiye", Kind: "country", ISO: "TR"}},
			"Türkiye=Turkey", "the same country code, TR"},
		{"towns by country", []Named{{Type: place, Name: "Paris", Kind: "city", ISO: "FR"}, {Type: place, Name: "Paris", Kind: "city", ISO: "US"}, {Type: place, Name: "Paris"}},
			"Paris Paris Paris", "it may be Paris (FR) or Paris (US)"},
		{"the only town", []Named{{Type: place, Name: "Izmir"}, {Type: place, Name: "İzmir", Kind: "city", ISO: "TR"}},
			"İzmir=Izmir", "the only place of that name with a country is İzmir (TR)"},
		{"a country without its code", []Named{{Type: place, Name: "Turkey"}, {Type: place, Name: "Türkiye", Kind: "country", ISO: "TR", Aliases: []string{"Turkey"}},
			{Type: place, Name: "Turkey", ISO: "TR"}},
			"Türkiye=Turkey=Turkey", "a name of the country Türkiye (TR)"},
		{"acronym", []Named{{Type: organisation, Name: "OSCE"},
			{Type: organisation, Name: "Organization for Security and Co-operation in Europe", Aliases: []string{"OSCE"}},
			{Type: organisation, Name: "Organisation for Security and Cooperation in Europe", Aliases: []string{"OSCE"}}},
			"Organization for Security and Co-operation in Europe=OSCE=Organisation for Security and Cooperation in Europe", "the same name"},
		{"acronym for a name", []Named{{Type: organisation, Name: "AA", Aliases: []string{"Anadolu Agency"}}, {Type: organisation, Name: "Anadolu Agency"}},
			"Anadolu Agency=AA", "an acronym that stands only for Anadolu Agency"},
		{"acronym of two", []Named{{Type: organisation, Name: "AA"}, {Type: organisation, Name: "Anadolu Agency", Aliases: []string{"AA"}},
			{Type: organisation, Name: "Alcoholics Anonymous", Aliases: []string{"AA"}}},
			"AA Anadolu Agency Alcoholics Anonymous", "it may be Alcoholics Anonymous or Anadolu Agency"},
		{"a short name is no acronym", []Named{{Type: organisation, Name: "Foreign Ministry"}, {Type: organisation, Name: "Turkish Foreign Ministry", Aliases: []string{"Foreign Ministry"}}},
			"Foreign Ministry Turkish Foreign Ministry", ""},
		{"the article", []Named{{Type: organisation, Name: "The Guardian"}, {Type: organisation, Name: "Guardian"}}, "The Guardian=Guardian", "the same name"},
		{"another script", []Named{{Type: person, Name: "王毅"}, {Type: person, Name: "李强"}}, "王毅 李强", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			joined := Join(test.entities)
			var groups []string
			why := ""
			for i, j := range joined {
				if j.Why != "" {
					why = j.Why
				}
				if j.Of != i {
					continue
				}
				names := []string{test.entities[i].Name}
				for k, other := range joined {
					if k != i && other.Of == i {
						names = append(names, test.entities[k].Name)
					}
				}
				groups = append(groups, strings.Join(names, "="))
			}
			if diff := cmp.Diff(sortedFields(test.want), sortedFields(strings.Join(groups, " "))); diff != "" || why != test.why {
				t.Errorf("-want +got\n%s\nwhy %q, want %q", diff, why, test.why)
			}
		})
	}
}

func sortedFields(s string) []string {
	f := strings.Fields(s)
	slices.Sort(f)
	return f
}

// TestJoinOrder holds that what is joined does not depend on the order of the
// entities, with names that clash often.
func TestJoinOrder(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	pick := func(list ...string) string { return list[rnd.IntN(len(list))] }
	for range 500 {
		var entities []Named
		for range 2 + rnd.IntN(8) {
			e := Named{Type: document.Types[rnd.IntN(3)]}
			switch e.Type {
			case person:
				e.Name = pick("A B", "A C B", "B", "Á B")
				e.Aliases = []string{pick("A B", "A C B", "B", "D B")}
			case place:
				e.Name, e.ISO, e.Kind = pick("P", "Q", "R"), pick("", "TR", "FR"), pick("", "country", "city")
				e.Aliases = []string{pick("P", "Q")}
			default:
				e.Name, e.Aliases = pick("PQ", "Pop Quiz", "Pop Queen", "The Pop Quiz"), []string{pick("PQ", "P.Q.", "Pop Quiz")}
			}
			entities = append(entities, e)
		}
		partition := func(entities []Named) []string {
			joined := Join(entities)
			describe := func(i int) string {
				e := entities[i]
				return strings.Join([]string{string(e.Type), e.Name, e.ISO, e.Kind, strings.Join(e.Aliases, ",")}, "|")
			}
			var out []string
			for i, j := range joined {
				if joined[j.Of].Of != j.Of {
					t.Fatalf("%d stands for others and is of %d", j.Of, joined[j.Of].Of)
				}
				stands := entities[j.Of]
				out = append(out, describe(i)+" -> "+stands.Name+" "+stands.ISO)
			}
			slices.Sort(out)
			return out
		}
		want := partition(entities)
		shuffled := slices.Clone(entities)
		rnd.Shuffle(len(shuffled), func(i, k int) { shuffled[i], shuffled[k] = shuffled[k], shuffled[i] })
		if diff := cmp.Diff(want, partition(shuffled)); diff != "" {
			t.Fatalf("%v\n%s", entities, diff)
		}
	}
}

func TestFold(t *testing.T) {
	for _, test := range []struct {
		t          document.Type
		name, want string
	}{
		{person, "Recep Tayyip ERDOĞAN", "recep tayyip erdogan"},
		{person, "Bashar al-Assad", "bashar al assad"},
		{person, "Conan O’Brien", "conan obrien"},
		{organisation, "The U.S. Defence Centre", "us defense center"},
		{organisation, "the", "the"},
		{organisation, "A & B", "a b"},
		{person, "X", "x"},
		{person, "李 强", "李 强"},
		{organisation, strings.Repeat("Verylongword ", 9) + "A", strings.Repeat("verylongword ", 9) + "a"},
	} {
		if got := Fold(test.t, test.name); got != test.want {
			t.Errorf("%q: %q, want %q", test.name, got, test.want)
		}
	}
}
