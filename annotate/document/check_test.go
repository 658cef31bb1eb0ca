package document

import (
	"crypto/sha256"
	"encoding/hex"
	"math"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
)

var goodValues = []string{
	"2022-11-07", "2024-02-29", "2000-02-29", "2022-11", "1991", "199", "199X", "19", "2022-Q3", "2022-QX", "2021-H2", "2019/2020", "2022-SU", "1994-WI",
	"XXXX-11-08", "2022-W45", "1998-WXX", "2022-W44-WE", "XXXX-WXX-5", "XXXX-WXX-1", "XXXX-XX-XXTMO", "2022-11-04TAF", "2022-11-07TNI",
	"2022-11-08T20:00", "2022-11-05T15:00Z", "2022-11-05T15:00:30.5+01:00", "2022-11-05T24:00", "T20:00", "TMO", "PRESENT_REF", "PAST_REF", "FUTURE_REF",
	"P44D", "P4W", "P30Y", "PT4H", "PXM", "PXD", "P1DE", "P2CE", "P2.5Y", "PT30M", "PT24H", "P9M", "P1Y2M", "P1DT2H", "BC0490", "0079", "XXXX-02-30"[:7],
}

var badValues = []string{
	"", "soon", "Monday", "2022-13-01", "2022-00-01", "2022-11-32", "2022-02-30", "2023-02-29", "1900-02-29", "2022-11-31", "XXXX-02-30", "2022-W54", "2022-W00",
	"2022-Q5", "2022-H3", "22-11-07", "2022/11/07", "20221107", "2022-11-07T", "2022-11-07T25:00", "2022-11-07T20:61", "P", "PT", "P2", "P2X", "2Y", "p2y",
	"PRESENT", "2019/2020/2021", "2019/", "/2020", "2022-11-07 ", "2022-11-07\n", "2022-11-05/2022-11-31",
}

func TestValidValue(t *testing.T) {
	for _, v := range goodValues {
		if !ValidValue(v) {
			t.Errorf("%s is refused", v)
		}
	}
	for _, v := range badValues {
		if ValidValue(v) {
			t.Errorf("%q is accepted", v)
		}
	}
}

func TestCheckWarnings(t *testing.T) {
	d := &Document{
		Entities: []Entity{
			{ID: "a", Type: Person, Name: "A"},
			{ID: "b", Type: Organisation, Name: "B", ISO: "TR"},
			{ID: "c", Type: Place, Name: "C"},
		},
		Mentions: []Mention{
			{Start: 0, End: 1, Type: Place, Text: "A", Entity: "a"},
			{Type: Organisation, Text: "B", Entity: "b"},
			{Start: 2, End: 3, Type: Date, Text: "D", Timex: TimexDuration, Value: "1991"},
			{Start: 4, End: 5, Type: Date, Text: "E", Timex: TimexDate, Value: "P2D"},
			{Start: 6, End: 7, Type: Date, Text: "F", Timex: TimexSet, Value: "P2D"},
			{Start: 8, End: 9, Type: Date, Text: "G", Timex: TimexDate, Value: "PRESENT_REF"},
		},
		Rejected: []Rejected{{0, 1, Place, "A"}, {0, 1, Person, "A"}, {Type: Person, Text: "H"}},
	}
	var have []string
	for _, p := range d.Check() {
		if p.Severity != Warning {
			t.Errorf("not a warning: %v", p)
		}
		have = append(have, p.String())
	}
	want := []string{
		`entities[1].type: kind, iso, lat, lon and geonames are of places, and b is of type organisation: remove them or change the type`,
		`entities[2].id: entity c has no mentions: remove it or link a mention to it`,
		`mentions[0].type: "A" is a mention of type place and its entity a of type person: change one`,
		`mentions[1].start: "B" has no offsets: check --fix finds them`,
		`mentions[2].value: value 1991 does not fit timex DURATION: change one`,
		`mentions[3].value: value P2D does not fit timex DATE: change one`,
		`rejected[0].start: "A" is rejected and a mention: remove one`,
		`rejected[2].start: "H" has no offsets: check --fix finds them`,
	}
	if diff := cmp.Diff(want, have); diff != "" {
		t.Errorf("(-want +have):\n%s", diff)
	}
}

func TestPlace(t *testing.T) {
	const in = "schema: annotate/v1\nsource: {path: x, sha256: " +
		"a000000000000000000000000000000000000000000000000000000000000000}\nentities:\n  - {id: a, type: person, name: A}\n"
	for e, err := range ReadEntries("f", strings.NewReader(in)) {
		if err != nil {
			t.Fatal(err)
		}
		var have []string
		for _, p := range append(e.Check(), e.CheckText([]byte("other"))...) {
			have = append(have, e.Place(p).Error())
		}
		want := []string{
			`f:4:10: entity a has no mentions: remove it or link a mention to it`,
			`f:2:27: the article has changed: its sha256 begins with d9298a10d1b0, not a00000000000; annotate it again`,
		}
		if diff := cmp.Diff(want, have); diff != "" {
			t.Errorf("(-want +have):\n%s", diff)
		}
		for path, want := range map[string]string{"": "f:1:1: m", "entities[0].note": "f:4:5: m", "entities[7].id": "f:4:3: m", "nothing": "f:1:1: m"} {
			if have := e.Place(Problem{Path: path, Msg: "m"}).Error(); have != want {
				t.Errorf("%s: want %s, have %s", path, want, have)
			}
		}
	}
}

func TestCheckText(t *testing.T) {
	const text = "Äkar met 😀 Smith."
	sum := sha256.Sum256([]byte(text))
	d := &Document{
		Source: Source{SHA256: hex.EncodeToString(sum[:]), Bytes: len(text)},
		Mentions: []Mention{
			{Start: 0, End: 5, Type: Person, Text: "Äkar"},
			{Type: Person, Text: "unplaced"},
			{Start: 15, End: 20, Type: Person, Text: "Smith"},
		},
		Rejected: []Rejected{{10, 14, Place, "😀"}},
	}
	if ps := d.CheckText([]byte(text)); ps != nil {
		t.Errorf("right, but %v", ps)
	}
	for _, unit := range []Unit{Runes, UTF16, Bytes} {
		if err := d.ConvertOffsets(text, unit); err != nil {
			t.Fatal(err)
		}
		if ps := d.CheckText([]byte(text)); ps != nil {
			t.Errorf("right in %s, but %v", unit, ps)
		}
	}
	d.Source.Bytes = 3
	d.Mentions = []Mention{
		{Start: 1, End: 5, Type: Person, Text: "kar"},
		{Start: 5, End: 12, Type: Person, Text: "x"},
		{Start: 15, End: 20, Type: Person, Text: "Smyth"},
		{Start: 20, End: 30, Type: Person, Text: "y"},
	}
	d.Rejected = []Rejected{{40, 41, Place, "z"}}
	var have []string
	for _, p := range d.CheckText([]byte(text)) {
		have = append(have, p.String())
	}
	have = append(have, d.CheckText([]byte(text + "\n"))[0].String())
	want := []string{
		`source.bytes: bytes is 3: the article has 21`,
		`mentions[0].start: start 1 is inside a character: move it to its edge`,
		`mentions[1].end: end 12 is inside a character: move it to its edge`,
		`mentions[2].text: text is "Smyth", but "Smith" stands at 15 to 20: correct the text or the offsets`,
		`mentions[3].end: end 30 is behind the end: the text has 21 bytes`,
		`rejected[0].start: start 40 is behind the end: the text has 21 bytes`,
		`source.sha256: the article has changed: its sha256 begins with 504f51069ca5, not b3874c76ae82; annotate it again`,
	}
	if diff := cmp.Diff(want, have); diff != "" {
		t.Errorf("(-want +have):\n%s", diff)
	}
	d.Text = "x"
	if ps := d.CheckText([]byte(text)); len(ps) != 1 {
		t.Errorf("offsets count into Text, but %v", ps)
	}
}

func TestConvertOffsets(t *testing.T) {
	const text = "a\r\nÄ😀é\xffz"
	for i := range text {
		d := &Document{Mentions: []Mention{{Start: i, End: len(text), Type: Person, Text: text[i:]}},
			Rejected: []Rejected{{0, len(text), Person, text}}}
		d.Generator.Digest = d.ContentDigest()
		for _, to := range []Unit{UTF16, Runes, Bytes, Runes, UTF16, Bytes} {
			if err := d.ConvertOffsets(text, to); err != nil {
				t.Fatal(err)
			}
			runes := []rune(text[:i])
			want := map[Unit]int{Bytes: i, Runes: len(runes), UTF16: len(utf16.Encode(runes))}[to]
			if have := d.Mentions[0].Start; have != want || d.Offsets != to || d.Edited() {
				t.Errorf("%d in %s: want %d, have %d; edited %v", i, to, want, have, d.Edited())
			}
		}
	}
	for want, d := range map[string]*Document{
		"offset 4 is inside a character: move it to its edge":     {Mentions: []Mention{{Start: 4, End: 5}}},
		"offset 5 is inside a character: move it to its edge":     {Offsets: UTF16, Rejected: []Rejected{{Start: 5, End: 6}}},
		"offset 99 is behind the end: the text has 13 bytes":      {Mentions: []Mention{{Start: 5, End: 99}}},
		"offset 99 is behind the end: the text has 8 code points": {Offsets: Runes, Mentions: []Mention{{Start: 5, End: 99}}},
		"offset -1 is inside a character: move it to its edge":    {Mentions: []Mention{{Start: -1, End: 1}}},
		"offset 2 is behind the end: the text has 1 bytes":        {Text: "x", Mentions: []Mention{{Start: 0, End: 2}}},
	} {
		before := d.ContentDigest()
		if err := d.ConvertOffsets(text, Runes); err == nil || err.Error() != want || d.ContentDigest() != before {
			t.Errorf("want %s, have %v", want, err)
		}
	}
	if err := (&Document{}).ConvertOffsets("", "words"); err == nil {
		t.Error("unknown unit accepted")
	}
}

func TestSlug(t *testing.T) {
	for name, want := range map[string]string{
		"Hulusi Akar": "hulusi-akar", "Türkiye": "turkiye", "İstanbul": "istanbul", "Diyarbakır": "diyarbakir", "IĞDIR": "igdir",
		"Əliyev": "eliyev", "Łódź": "lodz", "Đồng Nai": "dong-nai", "Søren Kierkegård": "soren-kierkegard", "Straße": "strasse", "Æthelred": "aethelred",
		"O’Brien's": "obriens", "U.S.": "us", "J.K. Rowling": "jk-rowling", "Amazon.com": "amazon-com", "St. Petersburg": "st-petersburg", "AT&T": "at-t",
		"Москва": "moskva", "Володимир Зеленський": "volodimir-zelenskii", "Αθήνα": "athina", "ﬁnance": "finance", "Ｎｅｗｓ": "news",
		"東京": "x", "": "x", "  - ": "x", "E24": "e24", "--a--b--": "a-b", "\xff\xfe": "x", "東 Tokyo": "tokyo",
		strings.Repeat("abcdefghi ", 10): strings.Repeat("abcdefghi-", 6)[:59],
		strings.Repeat("a", 100):         strings.Repeat("a", 60),
	} {
		if have := Slug(name); have != want {
			t.Errorf("%q: want %s, have %s", name, want, have)
		}
	}
	for _, s := range nasty {
		if id := Slug(s); !isSlug(id) || len(id) > maxSlug {
			t.Errorf("%q gives %q", s, id)
		}
	}
}

// What no file can say but a program can.
func TestCheckFailures(t *testing.T) {
	d := &Document{
		Schema:   "annotate/v9",
		Source:   Source{Bytes: -1},
		Warnings: []string{"w", ""},
		Entities: []Entity{{ID: "a", Name: "A", Type: Place, Lat: math.NaN(), GeoNames: -1, Roles: []string{""}}},
		Mentions: []Mention{
			{Start: -1, End: 1, Type: Place, Text: "A", Entity: "a", Score: math.NaN()},
			{Start: 1, End: 2, Type: Place, Text: "B", Entity: "a", Evidence: []string{"", "e"}, Score: 0.001},
		},
	}
	var have []string
	for _, p := range d.Check() {
		if p.Severity != Failure {
			t.Errorf("not a failure: %v", p)
		}
		have = append(have, p.String())
	}
	want := []string{
		`schema: schema is "annotate/v9": this program reads annotate/v1`,
		"source.bytes: bytes is -1: write a whole number, 0 or more",
		"entities[0].roles[0]: an item of roles is empty: write text or leave it out",
		"entities[0].lat: lat is NaN: write degrees from -90 to 90",
		"entities[0].geonames: geonames is -1: write the number of a place",
		"mentions[0].start: start is -1: write a whole number, 0 or more",
		"mentions[0].score: score is NaN: write a probability above 0 and up to 1",
		"mentions[1].evidence[0]: an item of evidence is empty: write text or leave it out",
		"warnings[1]: an item of warnings is empty: write text or leave it out",
	}
	if diff := cmp.Diff(want, have); diff != "" {
		t.Errorf("(-want +have):\n%s", diff)
	}
	// A score that two decimals would make 0 is written as the least there is.
	line, err := Append(nil, &Document{Mentions: d.Mentions[1:]}, YAML)
	if err != nil || !strings.Contains(string(line), "score: 0.01,") {
		t.Errorf("%v: %s", err, line)
	}
}
