package compare_test

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"newsannotate/annotate/compare"
	"newsannotate/annotate/document"
)

// marked makes an Input of text in which mentions stand in brackets, as
// [person Hulusi Akar] or [person:akar Akar] or [date=2022-11-07 Monday]; the
// entities are made from the ids.
func marked(t testing.TB, text string) compare.Input {
	t.Helper()
	d := &document.Document{Schema: document.Schema, Offsets: document.Bytes}
	var out strings.Builder
	for {
		before, rest, ok := strings.Cut(text, "[")
		out.WriteString(before)
		if !ok {
			break
		}
		head, words, _ := strings.Cut(rest, " ")
		words, text, ok = strings.Cut(words, "]")
		if !ok {
			t.Fatalf("%q is not closed", rest)
		}
		m := document.Mention{Start: out.Len(), End: out.Len() + len(words), Text: words}
		head, m.Value, _ = strings.Cut(head, "=")
		head, m.Entity, _ = strings.Cut(head, ":")
		m.Type = document.Type(head)
		if m.Entity != "" && !slices.ContainsFunc(d.Entities, func(e document.Entity) bool { return e.ID == m.Entity }) {
			d.Entities = append(d.Entities, document.Entity{ID: m.Entity, Type: m.Type, Name: m.Entity})
		}
		d.Mentions = append(d.Mentions, m)
		out.WriteString(words)
	}
	d.Source.SHA256 = fmt.Sprintf("%x", sha256.Sum256([]byte(out.String())))
	return compare.Input{Document: d, Text: out.String()}
}

// show writes changes in short.
func show(d *compare.Diff) []string {
	var out []string
	for _, c := range d.Changes {
		line := ""
		for _, k := range c.Classes {
			line += string(k) + " "
		}
		if c.Bound != "" {
			line += string(c.Bound) + " "
		}
		if c.Old != nil {
			line += fmt.Sprintf("-%s:%s ", c.Old.Type, c.Old.Text)
		}
		if c.New != nil {
			line += fmt.Sprintf("+%s:%s ", c.New.Type, c.New.Text)
		}
		if c.OfEntity() && c.OldEntity != nil {
			line += "-" + c.OldEntity.ID + " "
		}
		if c.OfEntity() && c.NewEntity != nil {
			line += "+" + c.NewEntity.ID + " "
		}
		out = append(out, strings.TrimSpace(line))
	}
	return out
}

const article = "[person:akar Hulusi Akar] met [person:lee Ann Lee] in [place:oslo Oslo] on [date=2022-11-07 Monday].\n" +
	"[person:akar Akar] said the [organisation:un United Nations] would come to [place:oslo Oslo].\n" +
	"[person:lee Lee] left on [date=2022-11-08 Tuesday], and [person:akar Akar] stayed.\n"

var diffs = []struct {
	name     string
	old, new string // as replacements in article: what, by what
	want     []string
}{
	{"nothing", "", "", nil},
	{"added", "[person:lee Lee] left", "Lee left", []string{"removed -person:Lee"}},
	{"removed and another boundary", "[person:akar Hulusi Akar]", "Hulusi [person:akar Akar]",
		[]string{"boundary shrunk -person:Hulusi Akar +person:Akar"}},
	{"grown", "the [organisation:un United Nations]", "[organisation:un the United Nations]",
		[]string{"boundary grown -organisation:United Nations +organisation:the United Nations"}},
	{"shifted", "the [organisation:un United Nations]", "[organisation:un the United] Nations",
		[]string{"boundary shifted -organisation:United Nations +organisation:the United"}},
	{"retyped", "[organisation:un United Nations]", "[place:un United Nations]",
		[]string{"retyped -organisation:United Nations +place:United Nations"}},
	{"retyped and grown", "the [organisation:un United Nations]", "[place:un the United Nations]",
		[]string{"retyped boundary grown -organisation:United Nations +place:the United Nations"}},
	{"value", "=2022-11-08", "=2022-11-01", []string{"value -date:Tuesday +date:Tuesday"}},
	{"relinked", "[person:akar Akar] stayed", "[person:lee Akar] stayed", []string{"relinked -person:Akar +person:Akar"}},
	{"unlinked", "[person:akar Akar] stayed", "[person Akar] stayed", []string{"relinked -person:Akar +person:Akar"}},
	{"one entity made two", "[person:akar Akar] stayed", "[person:akar-2 Akar] stayed", []string{"relinked -person:Akar +person:Akar"}},
	{"another id", ":akar ", ":hulusi-akar ", []string{"renamed -akar +hulusi-akar"}},
	{"ids that changed places", ":akar |:lee ", ":lee |:akar ",
		[]string{"renamed -akar +lee", "renamed -lee +akar"}},
	{"another id and a link", ":akar | stayed", ":hulusi-akar | and [person:hulusi-akar he] stayed",
		[]string{"added +person:he", "renamed -akar +hulusi-akar"}},
	{"two in place of one", "[person:akar Hulusi Akar]", "[person:hulusi Hulusi] [person:akar Akar]",
		[]string{"boundary relinked shrunk -person:Hulusi Akar +person:Hulusi", "added +person:Akar"}},

	// The article was edited: only what is said of it counts.
	{"paragraph at the top", "[person:akar Hulusi Akar] met", "A new paragraph of words.\n\n[person:akar Hulusi Akar] met", nil},
	{"paragraph with a mention at the top", "[person:akar Hulusi Akar] met", "[place:oslo Oslo] first.\n\n[person:akar Hulusi Akar] met",
		[]string{"added +place:Oslo"}},
	{"sentence reworded", "said the [organisation:un United Nations] would come to", "told us that the [organisation:un United Nations] will soon visit", nil},
	{"sentence reworded, a mention not found again", "said the [organisation:un United Nations] would come to", "told us that the United Nations will soon visit",
		[]string{"removed -organisation:United Nations"}},
	{"sentence removed", "[person:akar Akar] said the [organisation:un United Nations] would come to [place:oslo Oslo].\n", "",
		[]string{"removed -person:Akar", "removed -organisation:United Nations", "removed -place:Oslo"}},
	{"paragraph at the top and retyped", "[person:akar Hulusi Akar] met|[organisation:un ", "News.\n[person:akar Hulusi Akar] met|[place:un ",
		[]string{"retyped -organisation:United Nations +place:United Nations"}},
	{"paragraph at the top and grown", "[person:akar Hulusi Akar] met|the [organisation:un United", "News.\n[person:akar Hulusi Akar] met|[organisation:un the United",
		[]string{"boundary grown -organisation:United Nations +organisation:the United Nations"}},
	{"paragraph at the top and one of three deleted", "[person:akar Hulusi Akar] met|[person:akar Akar] said", "News.\n[person:akar Hulusi Akar] met|Akar said",
		[]string{"removed -person:Akar"}},
	{"lines that changed places", article, "[person:lee Lee] left on [date=2022-11-08 Tuesday], and [person:akar Akar] stayed.\n" +
		"[person:akar Hulusi Akar] met [person:lee Ann Lee] in [place:oslo Oslo] on [date=2022-11-07 Monday].\n" +
		"[person:akar Akar] said the [organisation:un United Nations] would come to [place:oslo Oslo].\n", nil},
	{"a name spelled otherwise", "[person:lee Ann Lee]", "[person:lee Ann Leigh]", nil},
}

func TestCompare(t *testing.T) {
	for _, test := range diffs {
		old, new := marked(t, article), marked(t, replaced(article, test.old, test.new))
		for _, texts := range []bool{true, false} {
			if !texts {
				old.Text, new.Text = "", ""
				if test.name == "a name spelled otherwise" {
					continue // the words alone do not tell it
				}
			}
			t.Run(fmt.Sprint(test.name, " texts ", texts), func(t *testing.T) {
				d, err := compare.Compare(old, new, compare.Options{ScoreDelta: 0.1})
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(test.want, show(d)); diff != "" {
					t.Errorf("-want +got\n%s", diff)
				}
			})
		}
	}
}

// replaced replaces the parts of old, divided by |, by those of new; ids that
// change places do so at once.
func replaced(text, old, new string) string {
	if old == "" {
		return text
	}
	var pairs []string
	parts := strings.Split(new, "|")
	for i, o := range strings.Split(old, "|") {
		pairs = append(pairs, o, parts[i])
	}
	return strings.NewReplacer(pairs...).Replace(text)
}

func TestCompareFields(t *testing.T) {
	base := func() *document.Document {
		return &document.Document{
			Source:   document.Source{Path: "a.txt", SHA256: strings.Repeat("a", 64)},
			Entities: []document.Entity{{ID: "akar", Type: document.Person, Name: "Akar", Roles: []string{"minister"}}, {ID: "un", Type: document.Organisation, Name: "UN"}},
			Mentions: []document.Mention{
				{Start: 0, End: 4, Type: document.Person, Text: "Akar", Entity: "akar", Score: 0.98},
				{Start: 10, End: 16, Type: document.Date, Text: "Monday", Timex: "DATE", Value: "2022-11-07"},
				{Start: 20, End: 24, Type: document.Place, Text: "Oslo"},
			},
			Rejected: []document.Rejected{{Start: 30, End: 34, Type: document.Place, Text: "Rome"}},
		}
	}
	for _, test := range []struct {
		name   string
		change func(d *document.Document)
		o      compare.Options
		want   []string
		notes  []compare.Note
	}{
		{"role", func(d *document.Document) { d.Entities[0].Roles = []string{"president"} }, compare.Options{}, []string{"role -akar +akar"}, nil},
		{"name", func(d *document.Document) { d.Entities[0].Name = "Hulusi Akar" }, compare.Options{}, []string{"renamed -akar +akar"}, nil},
		{"aliases", func(d *document.Document) { d.Entities[0].Aliases = []string{"A."} }, compare.Options{}, []string{"renamed -akar +akar"}, nil},
		{"note", func(d *document.Document) { d.Entities[0].Note = "x" }, compare.Options{}, []string{"facts -akar +akar"}, nil},
		{"type of an entity without mentions", func(d *document.Document) { d.Entities[1].Type = document.Place }, compare.Options{}, []string{"retyped -un +un"}, nil},
		{"entity without mentions", func(d *document.Document) { d.Entities = d.Entities[:1] }, compare.Options{}, []string{"removed -un"}, nil},
		{"score", func(d *document.Document) { d.Mentions[0].Score = 0.88 }, compare.Options{ScoreDelta: 0.09}, []string{"rescored -person:Akar +person:Akar"}, nil},
		{"score within", func(d *document.Document) { d.Mentions[0].Score = 0.88 }, compare.Options{ScoreDelta: 0.1}, nil, nil},
		{"score gone", func(d *document.Document) { d.Mentions[0].Score = 0 }, compare.Options{}, nil, nil},
		{"timex", func(d *document.Document) { d.Mentions[1].Timex = "TIME" }, compare.Options{}, []string{"value -date:Monday +date:Monday"}, nil},
		{"without offsets", func(d *document.Document) { d.Mentions[2].Start, d.Mentions[2].End = 0, 0 }, compare.Options{}, nil, nil},
		{"without offsets and retyped", func(d *document.Document) { d.Mentions[2] = document.Mention{Type: document.Person, Text: "Oslo"} }, compare.Options{}, []string{"retyped -place:Oslo +person:Oslo"}, nil},
		{"added without offsets", func(d *document.Document) {
			d.Mentions = append(d.Mentions, document.Mention{Type: document.Place, Text: "Bonn"})
		}, compare.Options{}, []string{"added +place:Bonn"}, nil},
		{"rejected", func(d *document.Document) {
			d.Rejected = append(d.Rejected, document.Rejected{Start: 40, End: 42, Type: document.Person, Text: "He"})
		}, compare.Options{}, []string{"rejected +person:He"}, nil},
		{"no longer rejected", func(d *document.Document) { d.Rejected = nil }, compare.Options{}, []string{"rejected -place:Rome"}, nil},
		{"ignored", func(d *document.Document) { d.Rejected, d.Mentions[2].Type = nil, document.Person },
			compare.Options{Ignore: []compare.Class{compare.Refused}}, []string{"retyped -place:Oslo +person:Oslo"}, nil},
		{"types", func(d *document.Document) { d.Mentions[1].Value, d.Mentions[2].Type = "2022", document.Person },
			compare.Options{Types: []document.Type{document.Place}}, []string{"retyped -place:Oslo +person:Oslo"}, nil},
		{"how it was made", func(d *document.Document) {
			d.Source.Path, d.Title, d.Generator.Version, d.Generator.Digest = "b.txt", "T", "2", "x"
		}, compare.Options{}, nil, []compare.Note{{Field: "source.path", Old: "a.txt", New: "b.txt"}, {Field: "title", New: "T"}, {Field: "generator", New: "2"}}},
		{"another hash", func(d *document.Document) { d.Source.SHA256 = strings.Repeat("b", 64) }, compare.Options{}, nil,
			[]compare.Note{{Field: "source.sha256", Old: strings.Repeat("a", 64), New: strings.Repeat("b", 64)}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			new := base()
			test.change(new)
			d, err := compare.Compare(compare.Input{Document: base()}, compare.Input{Document: new}, test.o)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, show(d)); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
			if diff := cmp.Diff(test.notes, d.Notes); diff != "" {
				t.Errorf("notes -want +got\n%s", diff)
			}
		})
	}
}

// TestCompareUnits holds that the unit of offsets is no difference.
func TestCompareUnits(t *testing.T) {
	in := marked(t, "Türkiye 😀 [person Akar] [place Oslo]")
	other := *in.Document
	other.Mentions = slices.Clone(other.Mentions)
	if err := other.ConvertOffsets(in.Text, document.UTF16); err != nil {
		t.Fatal(err)
	}
	d, err := compare.Compare(in, compare.Input{Document: &other, Text: in.Text}, compare.Options{})
	if err != nil || len(d.Changes) != 0 {
		t.Errorf("%v %v", show(d), err)
	}
	// One text is enough, whichever it is: the other Document's unit is taken.
	if d, err = compare.Compare(in, compare.Input{Document: &other}, compare.Options{}); err != nil || len(d.Changes) != 0 {
		t.Errorf("%v %v", show(d), err)
	}
	_, err = compare.Compare(compare.Input{Document: in.Document}, compare.Input{Document: &other}, compare.Options{})
	if err == nil || !strings.Contains(err.Error(), "bytes here and in utf16 there") {
		t.Errorf("got %v", err)
	}
	if other.Offsets != document.UTF16 || other.Mentions[0].Start != 11 {
		t.Errorf("the caller's document was changed: %v", other.Mentions[0])
	}
}

// TestPlacing holds that a line added by hand finds its place in the text.
func TestPlacing(t *testing.T) {
	in := marked(t, "[person Akar] of Oslo met Lee, Lee and Bonnie in Bonn. [person Akar] left.")
	placed := marked(t, "[person Akar] of [place Oslo] met Lee, Lee and Bonnie in [place Bonn]. [person Akar] left.")
	hand := *in.Document
	hand.Mentions = append(slices.Clone(hand.Mentions), document.Mention{Type: document.Place, Text: "Oslo"}, document.Mention{Type: document.Place, Text: "Bonn"})
	d, err := compare.Compare(placed, compare.Input{Document: &hand, Text: in.Text}, compare.Options{})
	if err != nil || len(d.Changes) != 0 {
		t.Errorf("%v %v", show(d), err)
	}
	if m := d.New.Mentions[2]; m.Start != 8 {
		t.Errorf("placed at %d", m.Start)
	}
	hand.Mentions = append(slices.Clone(in.Document.Mentions), document.Mention{Type: document.Person, Text: "Lee"})
	if d, err = compare.Compare(in, compare.Input{Document: &hand, Text: in.Text}, compare.Options{}); err != nil || d.New.Mentions[2].Placed() {
		t.Errorf("%v %v: Lee stands twice", d.New.Mentions[2], err)
	}
}

func many(n int) *document.Document {
	d := &document.Document{Schema: document.Schema, Source: document.Source{SHA256: strings.Repeat("a", 64)}}
	for i := range n {
		text := fmt.Sprintf("Name%02d", i%50)
		if i%3 == 0 {
			text = fmt.Sprintf("Rare%04d", i)
		}
		d.Mentions = append(d.Mentions, document.Mention{Start: i * 20, End: i*20 + len(text), Type: document.Types[i%3], Text: text})
	}
	return d
}

// variants are Documents of n mentions each that are hard in different ways.
func variants(n int) map[string][2]*document.Document {
	retyped, moved, other := many(n), many(n), many(n)
	for i := range retyped.Mentions {
		retyped.Mentions[i].Type = document.Types[(i+1)%3]
		retyped.Mentions[i].End -= i % 2
		moved.Mentions[i].Start += 1000 + i/100
		moved.Mentions[i].End += 1000 + i/100
		other.Mentions[i].Start += 7 * i
		other.Mentions[i].End += 7 * i
		other.Mentions[i].Text = "Akar"
	}
	moved.Source.SHA256, other.Source.SHA256 = strings.Repeat("b", 64), strings.Repeat("c", 64)
	same := many(n)
	for i := range same.Mentions {
		same.Mentions[i].Text = "Akar"
	}
	return map[string][2]*document.Document{
		"same text": {many(n), retyped}, "edited text": {many(n), moved}, "one name": {same, other}, "nothing in common": {many(n), other},
	}
}

func BenchmarkCompare(b *testing.B) {
	for name, pair := range variants(10_000) {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := compare.Compare(compare.Input{Document: pair[0]}, compare.Input{Document: pair[1]}, compare.Options{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// TestCompareIsFast is far above what it takes, and far below what a quadratic
// comparison would.
func TestCompareIsFast(t *testing.T) {
	for name, pair := range variants(10_000) {
		start := time.Now()
		if _, err := compare.Compare(compare.Input{Document: pair[0]}, compare.Input{Document: pair[1]}, compare.Options{}); err != nil {
			t.Fatal(err)
		}
		if took := time.Since(start); took > 5*time.Second {
			t.Errorf("%s: %v", name, took)
		}
	}
}
