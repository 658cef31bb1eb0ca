package annotate

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"newsannotate/annotate/document"
	"newsannotate/ner"
	"newsannotate/ner/token"
)

// marked parses "[PER Hulusi Akar] said" into a text and its names. In a mark
// "[PER=1 Akar]" the part behind = names the thing that is meant.
func marked(t testing.TB, s string) (text string, names []ner.Mention, things []string) {
	t.Helper()
	var b strings.Builder
	for {
		before, rest, ok := strings.Cut(s, "[")
		b.WriteString(before)
		if !ok {
			return b.String(), names, things
		}
		mark, after, ok := strings.Cut(rest, "]")
		head, name, ok2 := strings.Cut(mark, " ")
		if !ok || !ok2 {
			t.Fatalf("bad mark in %q", s)
		}
		kind, thing, _ := strings.Cut(head, "=")
		m := ner.Mention{Type: map[string]ner.Type{"PER": ner.Person, "LOC": ner.Place, "ORG": ner.Organisation}[kind], Score: 1}
		m.Start = b.Len()
		b.WriteString(name)
		m.End = b.Len()
		names, things = append(names, m), append(things, thing)
		s = after
	}
}

func identifyText(text string, names []ner.Mention) identities {
	sentences := token.Split(text)
	token.TagAll(text, sentences)
	return identify(text, sentences, names, nil)
}

// TestClusters holds which names are one thing: those with one mark.
func TestClusters(t *testing.T) {
	for _, s := range []string{
		// Surnames, before and behind the full name; two of one surname.
		"[PER=1 Akar] speaks\n\n[PER=1 Hulusi Akar] said. [PER=1 Akar] left.",
		"[PER=1 Rashad Mammadov] met [PER=2 Aliya Mammadova]. [PER=1 Mammadov] and [PER=2 Mammadova] agreed.",
		"Mr [PER=1 Anar Mammadov] met his sister, Mrs [PER=2 Leyla Mammadov]. Mrs [PER=2 Mammadov] spoke, then Mr [PER=1 Mammadov].",
		"[PER=1 John Smith] sang. [PER=1 Smith] bowed.\n\n[PER=2 Anna Smith] danced. [PER=2 Smith] fell.",
		"President [PER=1 Ann Lee] and Judge [PER=2 Bob Lee] met. Judge [PER=2 Lee] smiled. President [PER=1 Lee] did not.",
		// Longer and shorter, initials, nicknames, order, particles.
		"[PER=1 Luis Alberto Suárez] scored. [PER=1 Luis Suárez] left. [PER=1 Suarez] wept.",
		"[PER=1 George W. Bush] spoke; [PER=1 G. Bush] waved.",
		"[PER=1 William Clinton] spoke; [PER=1 Bill Clinton] waved; [PER=2 Hillary Clinton] did too.",
		"[PER=1 Viktor Orbán] spoke; [PER=1 Orbán Viktor] waved.",
		"[PER=1 Virgil van Dijk] spoke; [PER=1 van Dijk] waved; [PER=1 Van Dijk] left.",
		"[PER=1 Ilham Heydar oglu Aliyev] spoke; [PER=1 Ilham Aliyev] waved.",
		"[PER=1 Walid al-Moallem] spoke; [PER=1 Moallem] waved; [PER=1 al-Moallem] left.",
		"[PER=1 Prayut Chan-o-cha] spoke; Gen [PER=1 Prayut] waved.",
		"[PER=1 Martin Luther King Jr.] and [PER=2 Martin Luther King Sr.] met.",
		// Marks and transliterations.
		"[PER=1 Recep Tayyip Erdoğan] spoke; [PER=1 Erdogan] waved.",
		"[PER=1 Rashad Mammadov] spoke; [PER=1 Rashad Mamedov] waved.",
		"[PER=1 Volodymyr Zelensky] spoke; [PER=1 Zelenskyy] waved.",
		// Organisations.
		"The [ORG=1 Organization for Security and Co-operation in Europe] ([ORG=1 OSCE]) met. The [ORG=1 OSCE] left.",
		"[ORG=1 TSK], the [ORG=2 Central Bank], met.",
		"The [ORG=1 Turkish Armed Forces] ([ORG=1 TSK]) met.",
		"The [ORG=1 Turkish Foreign Ministry] said so. The [ORG=1 Foreign Ministry] would not say more.",
		"[ORG=1 Acme Corp.] rose; [ORG=1 Acme] fell; the [ORG=1 ACME Corporation] stood.",
		"The [ORG=1 Ministry of Health] and the [ORG=2 Ministry of Defence] met. The [ORG=1 Health Ministry] and the [ORG=2 Defense Ministry] agreed.",
		"[ORG=1 Real Madrid] beat [ORG=2 Atlético Madrid].",
		// Places.
		"[LOC=1 Turkey], or [LOC=1 Türkiye], lies there. [LOC=1 TURKEY].",
		"The [LOC=1 US] and [LOC=1 United States] and [LOC=1 America].",
		"[LOC=1 Kyiv] was [LOC=1 Kiev].",
		"[LOC=1 Savannah] lies on the [LOC=2 Savannah River].",
		"[LOC=1 Kuwait City] is in [LOC=2 Kuwait].",
		"[LOC=1 St. Louis] and [LOC=1 Saint Louis].",
		"[PER=1 Paris] loves [LOC=2 Paris].",
	} {
		text, names, things := marked(t, s)
		r := identifyText(text, names)
		for i := range names {
			for k := range i {
				if same := r.ids[i] == r.ids[k]; same != (things[i] == things[k]) {
					t.Errorf("%s\n%q and %q: one thing: %v (%s, %s)", text, names[k].Of(text), names[i].Of(text), same, r.why[k], r.why[i])
				}
			}
		}
	}
}

// TestPlaces holds what is known of the first place of a text.
func TestPlaces(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"[LOC Türkiye] said.", "country TR"},
		{"[LOC Turkey] said.", "country TR"},
		{"[LOC Ankara] said.", "city TR"},
		{"[LOC ANKARA] said.", "city TR"},
		{"[LOC Paris] said.", "city FR"},
		{"[LOC Paris], [LOC Texas], said.", "city US"},
		{"[LOC Karabakh] said.", "region "},
		{"[LOC Nagorno-Karabakh] said.", "region "},
		{"[LOC Crimea] said.", "region "},
		{"[LOC South Caucasus] said.", "region "},
		{"[LOC Black Sea] said.", "water "},
		{"[LOC Georgia] and its capital [LOC Tbilisi].", "country GE"},
		{"[LOC Georgia], whose Atlanta voters chose; [LOC Atlanta], [LOC Alabama], [LOC Florida] and the American South.", "region US"},
		{"[LOC England] won.", "region GB"},
		{"[LOC Soviet Union] fell.", "country "},
		{"[LOC Xyzzyburg] said.", "other "},
		{"[LOC Xyzzy River] rose.", "water "},
		{"[LOC Xyzzy Airport] closed.", "facility "},
	} {
		text, names, _ := marked(t, test.text)
		e := identifyText(text, names).entities[0]
		if got := e.Kind + " " + e.ISO; got != test.want {
			t.Errorf("%s: %s, want %s (%+v)", test.text, got, test.want, e)
		}
	}
	text, names, _ := marked(t, "[LOC Ankara] said.")
	e := identifyText(text, names).entities[0]
	if e.GeoNames != 323786 || e.Lat < 39.9 || e.Lat > 40 || e.Lon < 32.8 || e.Lon > 32.9 {
		t.Errorf("Ankara: %+v", e)
	}
}

// TestRoles holds the roles of the first person of a text.
func TestRoles(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"National Defense Minister [PER Hulusi Akar] said.", "National Defense Minister"},
		{"Then Vice President of [LOC Azerbaijan] [PER Hikmet Hajiyev] spoke.", "Vice President of Azerbaijan"},
		{"[PER Hikmet Hajiyev], the vice president of [LOC Azerbaijan], spoke.", "vice president of Azerbaijan"},
		{"[PER Hikmet Hajiyev], 43, a teacher, spoke.", "teacher"},
		{"The Health Minister, [PER Ivars Bērzs], spoke.", "Health Minister"},
		{"Minister of Agriculture and Fisheries [PER Ann Lee] spoke.", "Minister of Agriculture and Fisheries"},
		{"Mr [PER Lee] spoke.", ""},
		{"Dr. [PER Lee] spoke.", ""},
		{"[PER Lee], [PER Park] and others spoke.", ""},
		{"The wife, [PER Ann Lee], spoke.", ""},
		{"[LOC Ankara]'s mayor [PER Ann Lee] spoke.", "mayor"},
		{"[PER Ann Lee], who is a judge, spoke.", ""},
		{"On Monday [PER Ann Lee] spoke.", ""},
	} {
		text, names, _ := marked(t, test.text)
		for i, e := range identifyText(text, names).entities {
			if e.Type == document.Person {
				if got := strings.Join(e.Roles, "; "); got != test.want {
					t.Errorf("%s: %q, want %q", test.text, got, test.want)
				}
				break
			}
			_ = i
		}
	}
}

// TestAkarIdentity holds who is who in the article of the README.
func TestAkarIdentity(t *testing.T) {
	doc := annotateFile(t, "../testdata/articles/akar.txt")
	find := func(name string) document.Entity {
		t.Helper()
		var found []document.Entity
		for _, e := range doc.Entities {
			if e.Name == name || slices.Contains(e.Aliases, name) {
				found = append(found, e)
			}
		}
		if len(found) != 1 {
			t.Fatalf("%d entities have the name %s, want 1", len(found), name)
		}
		return found[0]
	}
	if e := find("Hulusi Akar"); !slices.Equal(e.Roles, []string{"National Defense Minister"}) || !slices.Contains(e.Aliases, "Akar") {
		t.Errorf("Akar: %+v", e)
	}
	if e := find("Hajiyev"); e.Name != "Hikmet Hajiyev" || !slices.Equal(e.Roles, []string{"Vice President of Azerbaijan"}) {
		t.Errorf("Hajiyev: %+v", e)
	}
	if e := find("Türkiye"); e.Kind != "country" || e.ISO != "TR" {
		t.Errorf("Türkiye: %+v", e)
	}
	if e := find("Ankara"); e.Kind != "city" || e.ISO != "TR" {
		t.Errorf("Ankara: %+v", e)
	}
	if e := find("Karabakh"); e.ISO != "" {
		t.Errorf("Karabakh: %+v", e)
	}
}

// TestIdsStay holds that a paragraph in front moves no id.
func TestIdsStay(t *testing.T) {
	const body = "[PER Hulusi Akar] met [PER Anna Smith] and [PER Bob Smith] in [LOC Paris]. [PER Smith] told the [ORG United Nations] ([ORG UN]) so."
	const before = "[LOC Berlin] hosted [PER Olaf Stein], [PER Paris] and the [ORG Red Cross].\n\n"
	text, names, _ := marked(t, body)
	want := identifyText(text, names).ids
	text, names, _ = marked(t, before+body)
	got := identifyText(text, names).ids[4:]
	want[3], got[3] = "", "" // a person Paris has come, who has the plain id
	if !slices.Equal(want, got) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestIdentifiers holds that ids are unique slugs, and what tells clashes
// apart.
func TestIdentifiers(t *testing.T) {
	list := []document.Entity{
		{Type: document.Organisation, Name: "Paris"}, {Type: document.Place, Name: "Paris", ISO: "FR"},
		{Type: document.Place, Name: "Paris", ISO: "US"}, {Type: document.Person, Name: "Paris"},
		{Type: document.Place, Name: "Georgia", ISO: "US", Kind: "region"}, {Type: document.Place, Name: "Georgia", ISO: "GE", Kind: "country"},
		{Type: document.Person, Name: "Ли"}, {Type: document.Person, Name: "Li"}, {Type: document.Person, Name: "李", Roles: []string{"judge"}},
		{Type: document.Person, Name: "王"},
	}
	identifiers(list)
	var got []string
	for _, e := range list {
		got = append(got, e.ID)
	}
	want := []string{"paris-organisation", "paris-fr", "paris-us", "paris", "georgia-us", "georgia", "li", "li-person", "x", "x-person"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestExplain(t *testing.T) {
	a := newAnnotator(t, Options{Explain: true})
	doc, err := a.Annotate(Source{Name: "a.txt", Data: []byte("Prime Minister Angela Merkel spoke in Berlin on Monday.\n\nMerkel left Berlin.\n")})
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, m := range doc.Mentions {
		all = append(all, m.Text+": "+strings.Join(m.Evidence, ", "))
	}
	for _, want := range []string{"surname of Angela Merkel", "place list: DE, GeoNames 2950159", "model: 0.", "list: "} {
		if !strings.Contains(strings.Join(all, "\n"), want) {
			t.Errorf("no evidence %q in\n%s", want, strings.Join(all, "\n"))
		}
	}
}

// many makes a text with n names, most of people who share surnames.
func many(n int) (string, []ner.Mention) {
	var b strings.Builder
	names := make([]ner.Mention, 0, n)
	add := func(t ner.Type, name string) {
		start := b.Len()
		b.WriteString(name)
		names = append(names, ner.Mention{Span: token.Span{Start: start, End: b.Len()}, Type: t, Score: 1})
		b.WriteString(" said. ")
	}
	for i := 0; len(names) < n; i++ {
		switch i % 5 {
		case 0:
			add(ner.Person, fmt.Sprintf("Anna%c%c Smith", 'a'+i/26%26, 'a'+i%26))
		case 1:
			add(ner.Person, "Smith")
		case 2:
			add(ner.Organisation, fmt.Sprintf("Bank of Town%c%c", 'a'+i/26%26, 'a'+i%26))
		case 3:
			add(ner.Place, "Springfield")
		case 4:
			add(ner.Organisation, "Bank")
		}
	}
	return b.String(), names
}

// TestManyNames holds that the cost does not grow with the square of the
// number of names.
func TestManyNames(t *testing.T) {
	took := func(n int) time.Duration {
		text, names := many(n)
		sentences := token.Split(text)
		token.TagAll(text, sentences)
		best := time.Hour
		for range 3 {
			start := time.Now()
			identify(text, sentences, names, nil)
			best = min(best, time.Since(start))
		}
		return best
	}
	if small, large := took(5_000), took(40_000); large > 24*small {
		t.Errorf("5,000 names took %v, 40,000 took %v: more than linear", small, large)
	}
}

// BenchmarkIdentify is who is who for 10,000 names in one text: the bound is
// 200 ms.
func BenchmarkIdentify(b *testing.B) {
	text, names := many(10_000)
	sentences := token.Split(text)
	token.TagAll(text, sentences)
	for b.Loop() {
		identify(text, sentences, names, nil)
	}
}

// FuzzIdentify holds for any text, cut into names anyhow, that nothing panics,
// that every name has an entity of its type, that ids are unique slugs and that
// the same input gives the same result.
func FuzzIdentify(f *testing.F) {
	f.Add("National Defense Minister Hulusi Akar, Mr Akar (TSK), the Turkish Armed Forces in Paris, Texas.", uint16(7))
	f.Add("Dr. , of the X\n\nY Y-Y 'Z' ... ‘’", uint16(3))
	f.Add("Ambassador of Azerbaijan to Ankara Rashad Mammadov, 43, a teacher of", uint16(11))
	f.Fuzz(func(t *testing.T, text string, seed uint16) {
		sentences := token.Split(text)
		token.TagAll(text, sentences)
		var names []ner.Mention
		x := uint32(seed) + 1
		for _, s := range sentences {
			for i := 0; i < len(s.Tokens); i++ {
				x = x*1664525 + 1013904223
				if x>>28 > 6 {
					continue
				}
				last := min(i+int(x>>26&3), len(s.Tokens)-1)
				names = append(names, ner.Mention{Span: token.Span{Start: s.Tokens[i].Start, End: s.Tokens[last].End}, Type: ner.Type(x >> 20 % 3), Score: 1})
				i = last
			}
		}
		r, again := identify(text, sentences, names, nil), identify(text, sentences, names, nil)
		if fmt.Sprint(r) != fmt.Sprint(again) {
			t.Fatalf("two results:\n%+v\n%+v", r, again)
		}
		byID := map[string]document.Entity{}
		for _, e := range r.entities {
			if _, ok := byID[e.ID]; ok || document.Slug(e.ID) != e.ID {
				t.Fatalf("id %q is no slug or stands twice", e.ID)
			}
			byID[e.ID] = e
		}
		for i, n := range names {
			if e, ok := byID[r.ids[i]]; !ok || e.Type != types[n.Type] {
				t.Fatalf("name %q has entity %+v", n.Of(text), e)
			}
		}
	})
}
