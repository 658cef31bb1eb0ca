package document

import (
	"bytes"
	"errors"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

const head = "schema: annotate/v1\n"

// badInputs have one document each, and the errors that it gives.
var badInputs = []struct{ in, want string }{
	// Keys.
	{"title: x\n",
		`f:1:1: schema is missing: write schema: annotate/v1`},
	{"schema: annotate/v2\n",
		`f:1:9: schema is "annotate/v2": this program reads annotate/v1`},
	{head + "titel: x\n",
		`f:2:1: unknown key "titel": a document has schema, source, title, byline, published, offsets, text, generator, entities, mentions, rejected, warnings`},
	{head + "title: x\ntitle: y\n",
		`f:3:1: key "title" twice, first on line 2: keep one`},
	{head + "mentions:\n  - {type: person, text: A, strat: 1}\n",
		`f:3:29: unknown key "strat": a mention has start, end, type, text, entity, timex, value, mod, range, fiscal, invalid, score, evidence, by`},
	{head + "mentions:\n  - {type: person, text: A, text: B}\n",
		`f:3:29: key "text" twice, first on line 3: keep one`},
	{head + "rejected:\n  - {type: person, text: A, score: 1}\n",
		`f:3:29: unknown key "score": a rejected span has start, end, type, text`},
	{head + "entities:\n  - {id: a, type: person, name: A, idd: b}\n",
		`f:3:36: unknown key "idd": an entity has id, type, name, aliases, roles, kind, iso, lat, lon, geonames, note`},
	{head + "source: {file: x}\npublished: {day: x}\ngenerator: {by: x}\n",
		`f:2:10: unknown key "file": source has path, record, sha256, bytes
f:3:13: unknown key "day": published has value, from
f:4:13: unknown key "by": generator has tool, version, model, options, digest`},
	{head + "? [a]\n: b\n",
		`f:2:3: a key is a list: write a word`},
	{head + "<<: {title: x}\n",
		`f:2:1: unknown key "<<": a document has schema, source, title, byline, published, offsets, text, generator, entities, mentions, rejected, warnings`},
	// Types.
	{"- a\n",
		`f:1:1: a document is a list: write keys and values`},
	{"text\n",
		`f:1:1: a document is the text "text": write keys and values`},
	{head + "title: 1984\n",
		`f:2:8: title is the number 1984: put it in quotes`},
	{head + "title: no\nbyline: true\n",
		`f:3:9: byline is the truth value true: put it in quotes`},
	{head + "title:\n",
		`f:2:7: title is empty: write text or leave it out`},
	{head + "title: ''\n",
		`f:2:8: title is empty: write text or leave it out`},
	{head + "title: [x]\n",
		`f:2:8: title is a list: write text`},
	{head + "source: akar.txt\n",
		`f:2:9: source is the text "akar.txt": write keys and values`},
	{head + "source: {bytes: '12'}\n",
		`f:2:17: bytes is the text "12": write a whole number, 0 or more`},
	{head + "source: {bytes: -12}\n",
		`f:2:17: bytes is the number -12: write a whole number, 0 or more`},
	{head + "source: {bytes: 0x1F}\n",
		`f:2:17: bytes is the number 0x1F: write a whole number, 0 or more`},
	{head + "source: {bytes: 012}\n",
		`f:2:17: bytes is the number 012: write a whole number, 0 or more`},
	{head + "source: {bytes: 99999999999999999999999999}\n",
		`f:2:17: bytes is the number 99999999999999999999999999: it is too large`},
	{head + "source: {bytes: 1.5}\n",
		`f:2:17: bytes is the number 1.5: write a whole number, 0 or more`},
	{head + "mentions: {type: person, text: A}\n",
		`f:2:11: mentions is a mapping: write a list`},
	{head + "mentions:\n  - A\n",
		`f:3:5: a mention is the text "A": write keys and values`},
	{head + "mentions:\n  - {type: date, text: A, fiscal: 1}\n",
		`f:3:35: fiscal is the number 1: write true or false`},
	{head + "warnings: none\n",
		`f:2:11: warnings is the text "none": write a list`},
	{head + "warnings: [a, '', 3]\n",
		`f:2:15: an item of warnings is empty: write text or leave it out
f:2:19: an item of warnings is the number 3: put it in quotes`},
	// Values.
	{head + "source: {sha256: b0a4}\n",
		`f:2:18: sha256 is "b0a4": write 64 lower-case hexadecimal digits`},
	{head + "published: {value: 2022-02-29, from: clock}\n",
		`f:2:20: value is "2022-02-29": write a day as 2022-11-07
f:2:38: from is "clock": write one of flag, metadata, filename, url, dateline, dateline-year, byline, caption, weekday`},
	{head + "published: {value: 7 Nov}\n",
		`f:2:20: value is "7 Nov": write a day as 2022-11-07`},
	{head + "published: {from: url}\n",
		`f:2:19: from without a value: write the day as value`},
	{head + "offsets: words\n",
		`f:2:10: offsets is "words": write one of bytes, runes, utf16`},
	{head + "entities:\n  - {id: A b, type: person, name: A}\n  - {type: thing}\n  - {id: c, type: date, name: C}\n",
		`f:3:10: id is "A b": write lower-case letters, digits and single hyphens, such as a-b
f:4:5: an entity without an id: write one such as x
f:4:5: an entity without a name: write one
f:4:12: type is "thing": write one of person, place, organisation
f:5:19: type is date: dates have mentions but no entities`},
	{head + "entities:\n  - {id: a, type: person, name: A}\n  - {id: a, type: place, name: B}\n",
		`f:4:10: id a twice, first for "A": give each entity its own`},
	{head + "entities:\n  - {id: a, type: place, name: A, kind: town, iso: tur, lat: 91, lon: -181}\n",
		`f:3:41: kind is "town": write one of country, region, city, water, mountain, facility, other
f:3:52: iso is "tur": write the two capital letters of ISO 3166-1, such as TR
f:3:62: lat is 91: write degrees from -90 to 90
f:3:71: lon is -181: write degrees from -180 to 180`},
	{head + "entities:\n  - {id: a, type: place, name: A, lat: 1, geonames: 0}\n",
		`f:3:5: one of lat and lon: write both or neither
f:3:53: geonames is the number 0: write the number of a place or leave it out`},
	{head + "entities:\n  - {id: a, type: place, name: A, lat: .inf, lon: x}\n",
		`f:3:40: lat is the number .inf: write a number
f:3:51: lon is the text "x": write a number`},
	{head + "entities:\n  - {id: a, type: place, name: A, aliases: [A, '']}\n",
		`f:3:48: an item of aliases is empty: write text or leave it out`},
	// Spans.
	{head + "mentions:\n  - {start: 3, type: person, text: A}\n",
		`f:3:5: one of start and end: write both or neither`},
	{head + "mentions:\n  - {start: 3, end: 3, type: person, text: A}\n",
		`f:3:21: end 3 is not behind start 3: a span has at least one character`},
	{head + "mentions:\n  - {start: 0, end: 0, type: person, text: A}\n",
		`f:3:21: end 0 is not behind start 0: a span has at least one character`},
	{head + "mentions:\n  - {start: 3, end: 1, type: person, text: A}\n",
		`f:3:21: end 1 is not behind start 3: a span has at least one character`},
	{head + "mentions:\n  - {start: -3, end: 1, type: person, text: A}\n",
		`f:3:13: start is the number -3: write a whole number, 0 or more`},
	{head + "mentions:\n  - {start: 3, end: 6, type: person, text: abc}\n  - {start: 5, end: 8, type: place, text: cde}\n",
		`f:4:13: "cde" at 5 overlaps "abc", which ends at 6: keep one`},
	{head + "mentions:\n  - {start: 3, end: 6, type: person, text: abc}\n  - {type: place, text: x}\n  - {start: 0, end: 2, type: place, text: xy}\n",
		`f:5:13: "xy" at 0 stands behind "abc" at 3: put mentions in text order`},
	{head + "mentions:\n  - {text: A}\n  - {type: person}\n  - {type: people, text: A}\n",
		`f:3:5: a mention without a type: write one of person, place, organisation, date
f:4:5: a mention without text: write the words it marks
f:5:12: type is "people": write one of person, place, organisation, date`},
	{head + "rejected:\n  - {end: 3, type: person, text: A}\n",
		`f:3:5: one of start and end: write both or neither`},
	{head + "text: Äb\nmentions:\n  - {start: 1, end: 3, type: person, text: b}\n  - {start: 3, end: 9, type: person, text: b}\n",
		`f:4:13: start 1 is inside a character: move it to its edge
f:5:21: end 9 is behind the end: the text has 3 bytes`},
	{head + "text: Äb\nmentions:\n  - {start: 2, end: 3, type: person, text: c}\n",
		`f:4:44: text is "c", but "b" stands at 2 to 3: correct the text or the offsets`},
	{head + "text: 😀b\noffsets: utf16\nmentions:\n  - {start: 1, end: 3, type: person, text: b}\n",
		`f:5:13: start 1 is inside a character: move it to its edge`},
	{head + "text: 😀b\noffsets: runes\nmentions:\n  - {start: 1, end: 3, type: person, text: b}\n",
		`f:5:21: end 3 is behind the end: the text has 2 code points`},
	// Links, dates, scores.
	{head + "mentions:\n  - {type: person, text: A, entity: a}\n",
		`f:3:37: entity "a" is not under entities: add it there or leave it out`},
	{head + "entities:\n  - {id: a, type: person, name: A}\nmentions:\n  - {type: date, text: A, entity: a}\n",
		`f:5:35: entity on a date: dates have no entities, leave it out`},
	{head + "mentions:\n  - {type: person, text: A, timex: DATE, value: '1991', mod: END, range: x, fiscal: true, invalid: true}\n",
		`f:3:36: timex on a mention of type person: it is for dates, leave it out
f:3:49: value on a mention of type person: it is for dates, leave it out
f:3:62: mod on a mention of type person: it is for dates, leave it out
f:3:74: range on a mention of type person: it is for dates, leave it out
f:3:85: fiscal on a mention of type person: it is for dates, leave it out
f:3:100: invalid on a mention of type person: it is for dates, leave it out`},
	{head + "mentions:\n  - {type: date, text: A, timex: DAY, value: soon, mod: LATE, range: '2001'}\n",
		`f:3:34: timex is "DAY": write one of DATE, TIME, DURATION, SET
f:3:46: value is "soon": write ISO 8601 or TIMEX3, such as 2022-11-07, 2022-W45, XXXX-11-08 or P2D
f:3:57: mod is "LATE": write one of START, MID, END, APPROX, LESS_THAN, MORE_THAN, EQUAL_OR_LESS, EQUAL_OR_MORE, BEFORE, AFTER, ON_OR_BEFORE, ON_OR_AFTER
f:3:70: range is "2001": write begin/end, such as 2001/2009`},
	{head + "mentions:\n  - {type: date, text: A, value: 2023-02-29}\n",
		`f:3:34: value is "2023-02-29": write ISO 8601 or TIMEX3, such as 2022-11-07, 2022-W45, XXXX-11-08 or P2D`},
	{head + "mentions:\n  - {type: date, text: A, value: '2023', invalid: true}\n",
		`f:3:34: a value on an impossible date: leave out value or invalid`},
	{head + "mentions:\n  - {type: person, text: A, score: 0}\n",
		`f:3:36: score is 0: write a probability above 0 and up to 1`},
	{head + "mentions:\n  - {type: person, text: A, score: 1.01}\n",
		`f:3:36: score is 1.01: write a probability above 0 and up to 1`},
	{head + "mentions:\n  - {type: person, text: A, score: .nan}\n",
		`f:3:36: score is the number .nan: write a number`},
	{head + "mentions:\n  - {type: person, text: A, score: 0.987}\n",
		`f:3:36: score is 0.987: write two decimals, 0.99`},
	{head + "mentions:\n  - {type: person, text: A, score: 9e-1}\n",
		`f:3:36: score is 9e-1: write two decimals, 0.90`},
	{head + "mentions:\n  - {type: person, text: A, evidence: [x, '']}\n",
		`f:3:43: an item of evidence is empty: write text or leave it out`},
	{head + "mentions:\n  - {type: person, text: A, by: anna}\n",
		`f:3:33: by is "anna": write hand or leave it out`},
	// YAML.
	{head + "title: a: b\n",
		`f:2:1: not YAML: mapping values are not allowed in this context: check quotes, brackets and indentation on this line and the one before`},
	{head + "title: [a\nbyline: b\n",
		`f:2:1: not YAML: did not find expected ',' or ']': check quotes, brackets and indentation on this line and the one before`},
	{head + "mentions:\n  - {type: person, text: A\n  - {type: person, text: B}\n",
		`f:3:3: not YAML: did not find expected ',' or '}': check quotes, brackets and indentation on this line and the one before`},
	{head + "mentions:\n  - {type: person, text: A}\n - {type: person, text: B}\n",
		`f:4:2: not YAML: did not find expected key: check quotes, brackets and indentation on this line and the one before`},
	{head + "title: 'open\n",
		`f:2:1: not YAML: found unexpected end of stream: check quotes, brackets and indentation on this line and the one before`},
	{head + "\ttitle: x\n",
		`f:2:1: not YAML: found a tab character that violates indentation: check quotes, brackets and indentation on this line and the one before`},
	{head + "title: &t x\nbyline: *t\n",
		`f:2:8: an anchor (&t): write each value out`},
	{head + "title: !!str x\n",
		`f:2:8: a tag (!!str): leave it out`},
	{head + "title: !secret x\n",
		`f:2:8: a tag (!secret): leave it out`},
	{head + "title: *t\n",
		`f:2:1: an alias (*t): write the value out`},
	{head + "title: " + strings.Repeat("[", 40) + strings.Repeat("]", 40) + "\n",
		`f:2:39: nested deeper than 32 levels: nothing here is`},
	{head + "title: " + strings.Repeat("[", 20000) + "\n",
		`f:2:1: not YAML: exceeded max depth of 10000: nothing here is nested deeper than 32 levels`},
	{head + "title: a\x00b\n",
		`f:2:9: a NUL byte: this is not a text file`},
	{head + "title: a\x1bb\n",
		`f:2:9: the character U+001B may not stand here bare: write it as \u001b in double quotes`},
	{head + "title: ü\xff\n",
		`f:2:9: byte 0xff is not UTF-8: convert the file to UTF-8`},
	{"\xff\xfes\x00c\x00",
		`f:1:1: byte 0xff is not UTF-8: convert the file to UTF-8`},
	{"schema: annotate/v1\rtitle: x\r---\rtitle: y\r",
		`f:1:1: a second document: one is expected here`},
	{"%YAML 3.0\n---\nschema: annotate/v1\n",
		`f:1:1: not YAML: found incompatible YAML document: leave out the %YAML line`},
	// JSON.
	{`{"schema": "annotate/v1", "titel": "x"}`,
		`f:1:27: unknown key "titel": a document has schema, source, title, byline, published, offsets, text, generator, entities, mentions, rejected, warnings`},
	{`{"schema": "annotate/v1", "title": 1984, "published": {"value": 1991}}`,
		`f:1:36: title is the number 1984: put it in quotes
f:1:65: value is the number 1991: put it in quotes`},
	{`{"schema": "annotate/v1", "title": null}`,
		`f:1:36: title is empty: write text or leave it out`},
	{`{"schema": "annotate/v1", "title": "a", "title": "b"}`,
		`f:1:41: key "title" twice, first on line 1: keep one`},
	{`{"schema": "annotate/v1", "mentions": [{"type": "person", "text": "A", "start": 1.0, "end": 2}]}`,
		`f:1:81: start is the number 1.0: write a whole number, 0 or more`},
	{`{"schema": "annotate/v1", "title": "ü", "byline": 'x'}`,
		`f:1:51: not JSON: '\'' where a value is expected`},
	{`{"schema": "annotate/v1", "title": "\ud83d"}`,
		`f:1:37: not JSON: half a surrogate pair (\ud83d): write both halves`},
	{`{"schema": "annotate/v1", "title": "\x"}`,
		`f:1:37: not JSON: an unknown escape: write \\ for a backslash`},
	{`{"schema": "annotate/v1", "title": "\u12g4"}`,
		`f:1:37: not JSON: an unknown escape: write \\ for a backslash`},
	{"{\"schema\": \"annotate/v1\", \"title\": \"a\tb\"}",
		`f:1:38: not JSON: the character '\t' in a text: write it as \u0009`},
	{"{\"schema\": \"annotate/v1\", \"title\": \"\xff\"}",
		`f:1:37: byte 0xff is not UTF-8: convert the file to UTF-8`},
	{"{\"schema\": \"annotate/v1\", \"title\": \"\x00\"}",
		`f:1:37: a NUL byte: this is not a text file`},
	{`{"schema": "annotate/v1", "source": {"bytes": 012}}`,
		`f:1:48: not JSON: '1' where ',' or '}' is expected`},
	{`{"schema": "annotate/v1", "source": {"bytes": 1.}}`,
		`f:1:49: not JSON: '}' where a digit is expected`},
	{`{"schema": "annotate/v1", "source": {"bytes": -}}`,
		`f:1:48: not JSON: '}' where a digit is expected`},
	{`{"schema": "annotate/v1",}`,
		`f:1:26: not JSON: '}' where a key in quotes is expected`},
	{`{"schema": "annotate/v1"} x`,
		`f:1:27: not JSON: text after the end of the document: remove it or begin a new line`},
	{`{"schema": "annotate/v1", "title": "open`,
		`f:1:41: not JSON: a text without a closing quote`},
	{"{\n  \"schema\": \"annotate/v1\",\n  \"title\": [1\n",
		`f:3:14: not JSON: it ends where ',' or ']' is expected: complete it`},
	{"{\n  \"schema\": \"annotate/v1\",\n  \"title\": tru\n}",
		`f:3:12: not JSON: 't' where a value is expected`},
	{`{"schema": ` + strings.Repeat("[", 40) + strings.Repeat("]", 40) + `}`,
		`f:1:43: not JSON: nested deeper than 32 levels: nothing here is`},
}

func TestReadErrors(t *testing.T) {
	for _, c := range badInputs {
		var have []string
		for d, err := range Read("f", strings.NewReader(c.in)) {
			if err == nil {
				t.Errorf("%q is read as %+v", c.in, d)
				continue
			}
			var e *Error
			if !errors.As(err, &e) || e.File != "f" || e.Line == 0 || e.Column == 0 {
				t.Errorf("%q: no place in %v", c.in, err)
			}
			have = append(have, err.Error())
		}
		if s := strings.Join(have, "\n"); s != c.want {
			t.Errorf("in:   %q\nwant: %s\nhave: %s", c.in, c.want, s)
		}
	}
}

var goodInputs = []struct {
	in   string
	want Document
}{
	{head, Document{}},
	{"\uFEFF# a comment\n%YAML 1.1\n---\n" + head + "...\n", Document{}},
	{"\r\nschema: annotate/v1\r\nsource: {bytes: 0}\r\nmentions: []\r\nentities: []\r\nwarnings: []\r\n", Document{}},
	{"\uFEFF\n {\"schema\":\n\"annotate/v1\"}\n\n", Document{}},
	{`{"schema": "annotate/v1", "title": "\u00e9\ud83d\ude00\/\"\n"}`, Document{Title: "é😀/\"\n"}},
	{"{schema: annotate/v1, title: 2022-11-07}\n", Document{Title: "2022-11-07"}},
	{"\"schema\": annotate/v1\ntext: |\n  one\n  two\n", Document{Text: "one\ntwo\n"}},
	{head + "published: {value: 2022-11-07}\n", Document{Published: Published{Value: "2022-11-07"}}},
	// What a person adds: no offsets, nothing quoted.
	{head + "mentions:\n- type: date\n  text: 1991\n  value: 1991\n- {text: Akar, type: person}\n- {type: date, text: Nov. 7, value: 2022-11-07, range: 2001/2009}\n" +
		"rejected:\n- {type: place, text: 10}\n",
		Document{Mentions: []Mention{{Type: Date, Text: "1991", Value: "1991"}, {Type: Person, Text: "Akar"},
			{Type: Date, Text: "Nov. 7", Value: "2022-11-07", Range: "2001/2009"}}, Rejected: []Rejected{{Type: Place, Text: "10"}}}},
	{head + "mentions:\n  - {start: 0, end: 1, type: person, text: A, score: 1}\n  - {start: 1, end: 2, type: person, text: B, score: .5, fiscal: false}\n",
		Document{Mentions: []Mention{{End: 1, Type: Person, Text: "A", Score: 1}, {Start: 1, End: 2, Type: Person, Text: "B", Score: 0.5}}}},
	{head + "entities: [{id: a, type: place, name: A, lat: -0.0, lon: 10}]\n",
		Document{Entities: []Entity{{ID: "a", Type: Place, Name: "A", Lon: 10}}}},
	{head + "text: 😀b\noffsets: utf16\nmentions:\n  - {start: 2, end: 3, type: person, text: b}\n",
		Document{Text: "😀b", Offsets: UTF16, Mentions: []Mention{{Start: 2, End: 3, Type: Person, Text: "b"}}}},
}

func TestReadGood(t *testing.T) {
	for _, c := range goodInputs {
		d, err := Parse("f", []byte(c.in))
		if err != nil {
			t.Errorf("%q: %v", c.in, err)
			continue
		}
		c.want.Schema = Schema
		c.want.Offsets = d.unit()
		if diff := cmp.Diff(&c.want, d); diff != "" {
			t.Errorf("%q (-want +have):\n%s", c.in, diff)
		}
		roundTrip(t, d)
	}
}

// A broken document does not hide those behind it, and places count from the
// beginning of the input.
func TestReadStream(t *testing.T) {
	titles := func(in string) string {
		var have []string
		for d, err := range Read("f", iotest.OneByteReader(strings.NewReader(in))) {
			if err != nil {
				have = append(have, err.Error())
			} else {
				have = append(have, d.Title)
			}
		}
		return strings.Join(have, "\n")
	}
	for _, c := range []struct{ name, in, want string }{
		{"empty", "", ""},
		{"space", " \n\n", ""},
		{"comments only", "# a\n---\n# b\n---\n", ""},
		{"yaml", head + "title: a\n--- # next\n" + head + "title: b\n...\n%YAML 1.1\n---\n" + head + "title: c\n---\n", "a\nb\nc"},
		{"yaml on the marker", "--- {schema: annotate/v1, title: a}\n--- {schema: annotate/v1, title: b}", "a\nb"},
		{"yaml text with dashes", head + "title: a\ntext: |\n  ---\n  b\n---\n" + head + "title: c\n", "a\nc"},
		{"yaml broken", head + "title: a\n---\ntitle: 'b\n---\n" + head + "title: 7\n---\n" + head + "title: d\n",
			"a\nf:4:1: not YAML: found unexpected end of stream: check quotes, brackets and indentation on this line and the one before\n" +
				"f:7:8: title is the number 7: put it in quotes\nd"},
		{"lines", `{"schema":"annotate/v1","title":"a"}` + "\r\n\n" + `{"schema":"annotate/v1","title":"b}{"}`, "a\nb}{"},
		{"lines broken", `{"schema":"annotate/v1","title":"a"}` + "\n" + `{"schema":` + "\n" + `{"schema":"annotate/v1","title":7}` + "\n" + `{"schema":"annotate/v1","title":"d"}`,
			"a\nf:2:11: not JSON: it ends where a value is expected: complete it\nf:3:33: title is the number 7: put it in quotes\nd"},
		{"first line broken", `{"schema":"annotate/v1","title":"a` + "\n" + `{"schema":"annotate/v1","title":"b"}`,
			"f:1:35: not JSON: a text without a closing quote\nb"},
		{"json", "{\n\"schema\":\"annotate/v1\",\n\"title\":\"a\"}\n\n{\n\"schema\":\"annotate/v1\",\n\"title\":\"b\"}\n", "a\nb"},
		{"json broken", "{\n\"schema\":\"annotate/v1\",\n\"title\":7}\n{\n\"schema\":\"annotate/v1\",\n\"title\":\"b\"}\n{\n\"schema\" 1}\n{\"schema\": 1}\n",
			"f:3:9: title is the number 7: put it in quotes\nb\nf:8:10: not JSON: '1' where ':' is expected"},
	} {
		if have := titles(c.in); have != c.want {
			t.Errorf("%s:\nwant %s\nhave %s", c.name, c.want, have)
		}
	}
}

func TestReadStops(t *testing.T) {
	n := 0
	for range Read("f", strings.NewReader(head+"---\n"+head+"---\n"+head)) {
		if n++; n == 2 {
			break
		}
	}
	if n != 2 {
		t.Errorf("%d documents", n)
	}
	broken := errors.New("the disk is gone")
	for d, err := range Read("f", iotest.ErrReader(broken)) {
		if d != nil || !errors.Is(err, broken) || err.Error() != "f: cannot read: the disk is gone" {
			t.Errorf("%v, %v", d, err)
		}
	}
	errs := 0
	for _, err := range Read("f", &endless{}) {
		if errs++; err.Error() != "f:1:1: a document of more than 64 MB: divide it" {
			t.Error(err)
		}
	}
	if errs != 1 {
		t.Errorf("%d errors", errs)
	}
}

type endless struct{}

func (*endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = ' '
	}
	return len(p), nil
}

// TestReadRefused holds that a Document that only Check refuses comes beside
// its errors, and one that cannot be read does not.
func TestReadRefused(t *testing.T) {
	const in = `schema: annotate/v1
mentions:
  - {start: 6, end: 10, type: person, text: Akar, entity: akar}
---
schema: annotate/v1
mention: []
`
	var have []string
	for e, err := range ReadEntries("f", strings.NewReader(in)) {
		switch {
		case err == nil:
			t.Error("no error")
		case e == nil:
			have = append(have, "-")
		default:
			have = append(have, e.Mentions[0].Text)
		}
	}
	if want := []string{"Akar", "-"}; !slices.Equal(have, want) {
		t.Errorf("%v, want %v", have, want)
	}
	if d, err := Parse("f", []byte(in[:strings.Index(in, "---")])); d != nil || err == nil {
		t.Errorf("Parse gives %v, %v", d, err)
	}
	for d, err := range Read("f", strings.NewReader(in)) {
		if d != nil || err == nil {
			t.Errorf("Read gives %v, %v", d, err)
		}
	}
}

func TestParseOne(t *testing.T) {
	for in, want := range map[string]string{
		"":                       "f: no document: the input is empty",
		head + "---\n" + head:    "f:3:1: a second document: one is expected here",
		head + "---\ntitle: x\n": "f:3:1: schema is missing: write schema: annotate/v1",
	} {
		if _, err := Parse("f", []byte(in)); err == nil || err.Error() != want {
			t.Errorf("%q: %v", in, err)
		}
	}
	many := head + "warnings: [" + strings.Repeat("1, ", 100) + "1]\n"
	_, err := Parse("f", []byte(many))
	if lines := strings.Split(err.Error(), "\n"); len(lines) != maxProblems+1 || lines[maxProblems] != "f: and 81 more problems" {
		t.Errorf("%d lines: %s", len(lines), lines[len(lines)-1])
	}
}

// Other inputs than documents go through the same door.
func TestParseYAML(t *testing.T) {
	n, err := ParseYAML("c.yaml", []byte("---\njobs: 4\nmin-score: 0.5\nquiet: true\ntypes: [person]\nold: x\n"))
	if err != nil {
		t.Fatal(err)
	}
	var jobs int
	var score float64
	var quiet bool
	var types []string
	d := NewDecoder("c.yaml")
	for _, p := range d.Pairs(n, "the configuration") {
		switch p.Key {
		case "jobs":
			jobs = d.Int(p.Value, p.Key)
		case "min-score":
			score = d.Float(p.Value, p.Key)
		case "quiet":
			quiet = d.Bool(p.Value, p.Key)
		case "types":
			types = d.Strings(p.Value, p.Key)
		default:
			d.Unknown(p, "the configuration", "jobs", "min-score", "quiet", "types")
		}
	}
	if jobs != 4 || score != 0.5 || !quiet || len(types) != 1 {
		t.Error(jobs, score, quiet, types)
	}
	const want = `c.yaml:6:1: unknown key "old": the configuration has jobs, min-score, quiet, types`
	if err := d.Err(); err == nil || err.Error() != want {
		t.Errorf("have %v", err)
	}
	if n, err := ParseYAML("c.yaml", nil); err != nil || n.Kind != Null {
		t.Errorf("empty: %v, %v", n, err)
	}
	if _, err := ParseYAML("c.yaml", []byte("a: 1\n---\nb: 2\n")); err == nil || err.Error() != "c.yaml:2:1: a second document: one is expected here" {
		t.Errorf("two documents: %v", err)
	}
	// Many keys go through a table.
	var many bytes.Buffer
	for i := range 30 {
		many.WriteString(strings.Repeat("k", i+1) + ": 1\n")
	}
	many.WriteString("kkk: 2\n")
	if _, err := ParseYAML("c.yaml", many.Bytes()); err == nil || err.Error() != `c.yaml:31:1: key "kkk" twice, first on line 3: keep one` {
		t.Errorf("key twice: %v", err)
	}
}

// The schema and the reader accept and refuse the same JSON, but for what
// SchemaJSON names. The inputs that are not JSON are converted.
func TestSchemaAgrees(t *testing.T) {
	schema := compileSchema(t)
	for _, c := range []struct {
		in   string
		good bool
	}{
		{`"schema": "annotate/v1"`, true},
		{`"title": "x"`, false},
		{`"schema": "annotate/v2"`, false},
		{`"schema": "annotate/v1", "titel": "x"`, false},
		{`"schema": "annotate/v1", "title": ""`, false},
		{`"schema": "annotate/v1", "title": null`, false},
		{`"schema": "annotate/v1", "title": 1984`, false},
		{`"schema": "annotate/v1", "source": {}`, true},
		{`"schema": "annotate/v1", "source": []`, false},
		{`"schema": "annotate/v1", "source": {"sha256": "B0"}`, false},
		{`"schema": "annotate/v1", "source": {"bytes": 0}`, true},
		{`"schema": "annotate/v1", "source": {"bytes": -1}`, false},
		{`"schema": "annotate/v1", "source": {"bytes": 1.5}`, false},
		{`"schema": "annotate/v1", "source": {"url": "x"}`, false},
		{`"schema": "annotate/v1", "published": {"value": "2022-11-07"}`, true},
		{`"schema": "annotate/v1", "published": {"value": "2022-11"}`, false},
		{`"schema": "annotate/v1", "published": {"value": "2022-13-07"}`, false},
		{`"schema": "annotate/v1", "published": {"from": "url"}`, false},
		{`"schema": "annotate/v1", "published": {"value": "2022-11-07", "from": "clock"}`, false},
		{`"schema": "annotate/v1", "offsets": "runes"`, true},
		{`"schema": "annotate/v1", "offsets": "words"`, false},
		{`"schema": "annotate/v1", "generator": {"tool": "x"}`, true},
		{`"schema": "annotate/v1", "generator": {"when": "x"}`, false},
		{`"schema": "annotate/v1", "warnings": []`, true},
		{`"schema": "annotate/v1", "warnings": [""]`, false},
		{`"schema": "annotate/v1", "entities": [{"id": "a-1", "type": "person", "name": "A"}]`, true},
		{`"schema": "annotate/v1", "entities": [{"id": "a-", "type": "person", "name": "A"}]`, false},
		{`"schema": "annotate/v1", "entities": [{"id": "a--b", "type": "person", "name": "A"}]`, false},
		{`"schema": "annotate/v1", "entities": [{"id": "A", "type": "person", "name": "A"}]`, false},
		{`"schema": "annotate/v1", "entities": [{"id": "a", "type": "date", "name": "A"}]`, false},
		{`"schema": "annotate/v1", "entities": [{"id": "a", "type": "person"}]`, false},
		{`"schema": "annotate/v1", "entities": [{"id": "a", "name": "A"}]`, false},
		{`"schema": "annotate/v1", "entities": [{"type": "person", "name": "A"}]`, false},
		{`"schema": "annotate/v1", "entities": [{"id": "a", "type": "place", "name": "A", "kind": "city", "iso": "TR", "lat": 1e1, "lon": -2.5, "geonames": 7, "note": "n", "aliases": [], "roles": ["r"]}]`, true},
		{`"schema": "annotate/v1", "entities": [{"id": "a", "type": "place", "name": "A", "kind": "town"}]`, false},
		{`"schema": "annotate/v1", "entities": [{"id": "a", "type": "place", "name": "A", "iso": "tr"}]`, false},
		{`"schema": "annotate/v1", "entities": [{"id": "a", "type": "place", "name": "A", "lat": 1}]`, false},
		{`"schema": "annotate/v1", "entities": [{"id": "a", "type": "place", "name": "A", "lat": 90.1, "lon": 1}]`, false},
		{`"schema": "annotate/v1", "entities": [{"id": "a", "type": "place", "name": "A", "lat": 1, "lon": 180.1}]`, false},
		{`"schema": "annotate/v1", "entities": [{"id": "a", "type": "place", "name": "A", "geonames": 0}]`, false},
		{`"schema": "annotate/v1", "mentions": [{"type": "person", "text": "A"}]`, true},
		{`"schema": "annotate/v1", "mentions": [{"text": "A"}]`, false},
		{`"schema": "annotate/v1", "mentions": [{"type": "person"}]`, false},
		{`"schema": "annotate/v1", "mentions": [{"type": "event", "text": "A"}]`, false},
		{`"schema": "annotate/v1", "mentions": [{"type": "person", "text": "A", "start": 0, "end": 1}]`, true},
		{`"schema": "annotate/v1", "mentions": [{"type": "person", "text": "A", "start": 0}]`, false},
		{`"schema": "annotate/v1", "mentions": [{"type": "person", "text": "A", "end": 1}]`, false},
		{`"schema": "annotate/v1", "mentions": [{"type": "person", "text": "A", "start": 0, "end": 0}]`, false},
		{`"schema": "annotate/v1", "mentions": [{"type": "person", "text": "A", "start": -1, "end": 1}]`, false},
		{`"schema": "annotate/v1", "mentions": [{"type": "person", "text": "A", "start": "0", "end": 1}]`, false},
		{`"schema": "annotate/v1", "mentions": [{"type": "person", "text": "A", "score": 1.00, "by": "hand", "evidence": ["e"]}]`, true},
		{`"schema": "annotate/v1", "mentions": [{"type": "person", "text": "A", "score": 0}]`, false},
		{`"schema": "annotate/v1", "mentions": [{"type": "person", "text": "A", "score": 1.01}]`, false},
		{`"schema": "annotate/v1", "mentions": [{"type": "person", "text": "A", "by": "anna"}]`, false},
		{`"schema": "annotate/v1", "mentions": [{"type": "person", "text": "A", "timex": "DATE"}]`, false},
		{`"schema": "annotate/v1", "mentions": [{"type": "person", "text": "A", "value": "1991"}]`, false},
		{`"schema": "annotate/v1", "mentions": [{"type": "person", "text": "A", "fiscal": true}]`, false},
		{`"schema": "annotate/v1", "mentions": [{"type": "person", "text": "A", "fiscal": false}]`, true},
		{`"schema": "annotate/v1", "mentions": [{"type": "date", "text": "A", "entity": "a"}]`, false},
		{`"schema": "annotate/v1", "mentions": [{"type": "date", "text": "A", "timex": "DAY"}]`, false},
		{`"schema": "annotate/v1", "mentions": [{"type": "date", "text": "A", "mod": "ON_OR_AFTER", "fiscal": true, "invalid": true}]`, true},
		{`"schema": "annotate/v1", "mentions": [{"type": "date", "text": "A", "mod": "LATE"}]`, false},
		{`"schema": "annotate/v1", "mentions": [{"type": "date", "text": "A", "range": "2001/2009", "value": "2001"}]`, true},
		{`"schema": "annotate/v1", "mentions": [{"type": "date", "text": "A", "range": "2001"}]`, false},
		{`"schema": "annotate/v1", "mentions": [{"type": "date", "text": "A", "value": "2001", "invalid": true}]`, false},
		{`"schema": "annotate/v1", "mentions": [{"type": "date", "text": "A", "value": "2001", "invalid": false}]`, true},
		{`"schema": "annotate/v1", "mentions": [{"type": "date", "text": "A", "value": 2001}]`, false},
		{`"schema": "annotate/v1", "rejected": [{"type": "date", "text": "A", "start": 1, "end": 2}]`, true},
		{`"schema": "annotate/v1", "rejected": [{"type": "date", "text": "A", "value": "2001"}]`, false},
		{`"schema": "annotate/v1", "rejected": [{"type": "date", "text": "A", "start": 1}]`, false},
	} {
		in := "{" + c.in + "}"
		v, err := jsonschema.UnmarshalJSON(strings.NewReader(in))
		if err != nil {
			t.Fatal(err)
		}
		_, readErr := Parse("f", []byte(in))
		if schemaErr := schema.Validate(v); (schemaErr == nil) != c.good || (readErr == nil) != c.good {
			t.Errorf("%s: want good %v\nschema: %v\nreader: %v", in, c.good, schemaErr, readErr)
		}
	}
	for _, v := range append(goodValues, badValues...) {
		in := `{"schema": "annotate/v1", "mentions": [{"type": "date", "text": "A", "value": ` + strconv.Quote(v) + `}]}`
		u, err := jsonschema.UnmarshalJSON(strings.NewReader(in))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(u); (err == nil) != valueRegexp().MatchString(v) {
			t.Errorf("schema on the value %s: %v", v, err)
		}
	}
	for _, form := range []string{valueForm, rangeForm} {
		if !bytes.Contains(SchemaJSON(), []byte(strings.ReplaceAll(form, `\`, `\\`))) {
			t.Errorf("schema.json lacks the form %s", form)
		}
	}
}
