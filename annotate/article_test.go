package annotate

import (
	"strings"
	"testing"
)

func TestHead(t *testing.T) {
	for _, test := range []struct{ name, text, title, byline string }{
		{"title and caption", "Ministers meet in Ankara\nDefense Minister Hulusi Akar speaks at a reception in Ankara, Nov. 7, 2022. (AA Photo)\n\nBody.", "Ministers meet in Ankara", ""},
		{"title, byline, body", "Rain on the way\n\nBy Ada Obi\n\nIt will rain.", "Rain on the way", "Ada Obi"},
		{"byline with paper", "Rain on the way\nBY ADA OBI, STAFF WRITER\n\nIt will rain.", "Rain on the way", "ADA OBI, STAFF WRITER"},
		{"one paragraph", "It rained in Lagos on Monday.", "", ""},
		{"hard-wrapped paragraph", "The council of the town voted on Monday to\nBuild a bridge over the river, which will\ncost much.\n", "", ""},
		{"dateline first", "LONDON, Nov. 8 (Reuters) — Ministers met\n\nMore.", "", ""},
		{"question", "Who will pay?\n\nNobody knows.", "Who will pay?", ""},
		{"front matter", "---\ntitle: From the matter\nauthor: Ada Obi\ndate: 2022-11-08\n---\nBody text.\n", "From the matter", "Ada Obi"},
		{"byte order mark", bom + "Rain on the way\n\nIt will rain.", "Rain on the way", ""},
		{"rule, no matter", "---\n\nA line after a rule.\n---\n", "", ""},
		{"by the way", "by the way, it rained in Lagos.\n\nBody.", "", ""},
	} {
		a, err := parseArticle("x.txt", test.text)
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
			continue
		}
		if a.title != test.title || a.byline != test.byline {
			t.Errorf("%s: title %q byline %q, want %q and %q", test.name, a.title, a.byline, test.title, test.byline)
		}
		if len(a.text) != len(test.text) {
			t.Errorf("%s: the text has %d bytes, want %d", test.name, len(a.text), len(test.text))
		}
	}
}

func TestDecode(t *testing.T) {
	for _, test := range []struct{ in, want string }{
		{"Türkiye", ""},
		{bom + "BOM", ""},
		{"", ""},
		{"PK\x00\x01", "byte 2: a NUL byte"},
		{"Caf\xe9", "byte 3: 0xE9 is not UTF-8"},
		{"\xff\xfeH\x00", "byte 0: this is UTF-16"},
		{"\xc0\xaf", "byte 0: 0xC0 is not UTF-8"},          // overlong
		{"\xed\xa0\x80", "byte 0: 0xED is not UTF-8"},      // lone surrogate
		{strings.Repeat("a", sniff) + "\x00 late NUL", ""}, // text all the same
	} {
		text, err := Decode([]byte(test.in))
		switch {
		case test.want == "" && (err != nil || text != test.in):
			t.Errorf("Decode(%q) = %q, %v", test.in, text, err)
		case test.want != "" && (err == nil || !strings.HasPrefix(err.Error(), test.want)):
			t.Errorf("Decode(%q): %v, want %s…", test.in, err, test.want)
		}
	}
}

func TestLooksEnglish(t *testing.T) {
	english := strings.Repeat("The minister said on Monday that the government of the country would act. ", 10)
	turkish := strings.Repeat("Bakan pazartesi günü yaptığı açıklamada hükümetin harekete geçeceğini söyledi. ", 10)
	if !looksEnglish(english) || looksEnglish(turkish) || !looksEnglish("Kurz.") {
		t.Error("English is taken for another language, or the reverse")
	}
}
