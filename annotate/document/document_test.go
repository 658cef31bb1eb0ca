package document

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

// example is the Document of the golden files below.
func example() *Document {
	d := &Document{
		Schema:    Schema,
		Source:    Source{Path: "akar.txt", SHA256: strings.Repeat("b0a4", 16), Bytes: 3888},
		Title:     "Türkiye supports efforts to normalize Azerbaijan, Armenia ties: Akar",
		Published: Published{Value: "2022-11-07", From: "caption"},
		Offsets:   Bytes,
		Generator: Generator{Tool: "annotate", Version: "0.1.0", Model: "news-en-1-9b1f02", Options: "4c1d77"},
		Entities: []Entity{
			{ID: "hulusi-akar", Type: Person, Name: "Hulusi Akar", Aliases: []string{"Akar"}, Roles: []string{"National Defense Minister"}},
			{ID: "turkiye", Type: Place, Name: "Türkiye", Kind: "country", ISO: "TR"},
		},
		Mentions: []Mention{
			{Start: 65, End: 69, Type: Person, Text: "Akar", Entity: "hulusi-akar", Score: 0.98},
			{Start: 222, End: 230, Type: Place, Text: "Türkiye", Entity: "turkiye", Score: 0.99},
			{Start: 351, End: 357, Type: Date, Text: "Monday", Timex: TimexDate, Value: "2022-11-07", Score: 0.99},
		},
		Rejected: []Rejected{{Start: 607, End: 623, Type: Place, Text: "Nagorno-Karabakh"}},
		Warnings: []string{"no byline found"},
	}
	d.Generator.Digest = d.ContentDigest()
	return d
}

const exampleYAML = `schema: annotate/v1
source: {path: akar.txt, sha256: b0a4b0a4b0a4b0a4b0a4b0a4b0a4b0a4b0a4b0a4b0a4b0a4b0a4b0a4b0a4b0a4, bytes: 3888}
title: 'Türkiye supports efforts to normalize Azerbaijan, Armenia ties: Akar'
published: {value: "2022-11-07", from: caption}
offsets: bytes
generator: {tool: annotate, version: 0.1.0, model: news-en-1-9b1f02, options: 4c1d77, digest: DIGEST}
entities:
  - {id: hulusi-akar, type: person, name: Hulusi Akar, aliases: [Akar], roles: [National Defense Minister]}
  - {id: turkiye, type: place, name: Türkiye, kind: country, iso: TR}
mentions:
  - {start: 65, end: 69, type: person, text: Akar, entity: hulusi-akar, score: 0.98}
  - {start: 222, end: 230, type: place, text: Türkiye, entity: turkiye, score: 0.99}
  - {start: 351, end: 357, type: date, text: Monday, timex: DATE, value: "2022-11-07", score: 0.99}
rejected:
  - {start: 607, end: 623, type: place, text: Nagorno-Karabakh}
warnings: [no byline found]
`

const exampleJSON = `{
  "schema": "annotate/v1",
  "source": {"path": "akar.txt", "sha256": "b0a4b0a4b0a4b0a4b0a4b0a4b0a4b0a4b0a4b0a4b0a4b0a4b0a4b0a4b0a4b0a4", "bytes": 3888},
  "title": "Türkiye supports efforts to normalize Azerbaijan, Armenia ties: Akar",
  "published": {"value": "2022-11-07", "from": "caption"},
  "offsets": "bytes",
  "generator": {"tool": "annotate", "version": "0.1.0", "model": "news-en-1-9b1f02", "options": "4c1d77", "digest": "DIGEST"},
  "entities": [
    {"id": "hulusi-akar", "type": "person", "name": "Hulusi Akar", "aliases": ["Akar"], "roles": ["National Defense Minister"]},
    {"id": "turkiye", "type": "place", "name": "Türkiye", "kind": "country", "iso": "TR"}
  ],
  "mentions": [
    {"start": 65, "end": 69, "type": "person", "text": "Akar", "entity": "hulusi-akar", "score": 0.98},
    {"start": 222, "end": 230, "type": "place", "text": "Türkiye", "entity": "turkiye", "score": 0.99},
    {"start": 351, "end": 357, "type": "date", "text": "Monday", "timex": "DATE", "value": "2022-11-07", "score": 0.99}
  ],
  "rejected": [
    {"start": 607, "end": 623, "type": "place", "text": "Nagorno-Karabakh"}
  ],
  "warnings": ["no byline found"]
}
`

// exampleDigest is fixed: a change of it makes every file that a person has
// not touched look edited.
const exampleDigest = "b2f9592b0f7f"

func TestWriteExample(t *testing.T) {
	var y, j, l bytes.Buffer
	for _, err := range []error{WriteYAML(&y, example()), WriteJSON(&j, example()), WriteJSONLine(&l, example())} {
		if err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(strings.ReplaceAll(exampleYAML, "DIGEST", exampleDigest), y.String()); diff != "" {
		t.Errorf("YAML (-want +have):\n%s", diff)
	}
	if diff := cmp.Diff(strings.ReplaceAll(exampleJSON, "DIGEST", exampleDigest), j.String()); diff != "" {
		t.Errorf("JSON (-want +have):\n%s", diff)
	}
	var line bytes.Buffer
	if err := json.Compact(&line, j.Bytes()); err != nil {
		t.Fatal(err)
	}
	if want := line.String() + "\n"; l.String() != want {
		t.Errorf("JSON line:\nwant %shave %s", want, l.String())
	}
}

// nasty are strings that some writer or reader of YAML or JSON gets wrong.
var nasty = []string{
	"\nnewline first", "\ttab first", "a\ttab", "two\nlines", "two\nlines\n", "three\n\n\n", "\n", "\r\n", "a\rb", "a\u0085b",
	"\u2028first", "in\u2028side", "\u2029", "\uFEFFbom", "a\uFEFF", "😀 emoji", "\x00", "\x07\x1b\x7f", "\u0080\u009f", "\uFFFE\uFFFF",
	"it's", "'quoted'", `"quoted"`, `it's "both"`, `back\slash`, "key: value", "ends:", "a:b", "http://x/y?z=1#f", "- dash", "-dash", "--- ", "---",
	"...", "... dots", "? q", "Who?", "# hash", "a #b", "a#b", "&a", "*a", "!tag", "!!str x", "| pipe", "> fold", "%YAML 1.2", "@at", "`tick`",
	"{a}", "[a]", "a, b", "a]b", " lead", "trail ", "  ", "\u00a0", "~", "null", "Null", "NULL", "true", "False", "yes", "No", "on", "OFF", "y", "N",
	"0", "1", "-1", "+1", "1e3", "1E3", "-1.5e+3", "1.", ".5", ".", "0x1F", "0X_f", "0o17", "0b11", "017", "1_000", "1,000", ".inf", "-.INF", ".nan",
	"12:30", "12:30:45.5", "1991", "1990s", "44-day", "2022-11-07", "2022-1-2", "2022-11-07T20:00", "2022-11-07 20:00:00 +1", "2022-11-07TNI",
	"0.1.0", "4c1d77", "4e1177", "410177", "=", "<<", "<b>&amp;</b>", "\u202eright to left", "a\u0301", "𝒳", strings.Repeat("long ", 300) + "end",
	"para one\n\npara two\n\n# three: no\n--- x\n- y", "line\n  indented", "line \ntrailing", "tab\n\tline", "last\n\t", "a\n \nb",
}

// randomDocument builds a valid Document with strings out of pool.
func randomDocument(r *rand.Rand, pool []string) *Document {
	str := func() string {
		for {
			if s := pool[r.IntN(len(pool))]; s != "" {
				return s
			}
		}
	}
	maybe := func(f func()) {
		if r.IntN(2) == 0 {
			f()
		}
	}
	strs := func() (list []string) {
		for range r.IntN(4) {
			list = append(list, str())
		}
		return list
	}
	d := &Document{Schema: Schema, Offsets: Bytes}
	maybe(func() {
		d.Source = Source{Path: str(), SHA256: strings.Repeat("0123456789abcdef", 4), Bytes: r.IntN(1e6)}
	})
	maybe(func() { d.Source.Record = str() })
	maybe(func() { d.Title = str() })
	maybe(func() { d.Byline = str() })
	maybe(func() { d.Published = Published{Value: "2022-11-07", From: froms[r.IntN(len(froms))]} })
	maybe(func() { d.Generator = Generator{str(), str(), str(), str(), str()} })
	d.Warnings = strs()
	for i := range r.IntN(4) {
		e := Entity{ID: fmt.Sprintf("e-%d", i), Type: Types[r.IntN(3)], Name: str(), Aliases: strs(), Roles: strs()}
		maybe(func() { e.Note = str() })
		maybe(func() { e.Kind, e.ISO = Kinds[r.IntN(len(Kinds))], "TR" })
		maybe(func() { e.Lat, e.Lon, e.GeoNames = r.Float64()*180-90, r.Float64()*360-180, r.IntN(1e9) })
		d.Entities = append(d.Entities, e)
	}
	text := str()
	for range r.IntN(20) {
		text += str()
	}
	var edges []int
	for i := range text {
		edges = append(edges, i)
	}
	edges = append(edges, len(text))
	at := 0
	for range r.IntN(8) {
		m := Mention{Type: Types[r.IntN(4)], Evidence: strs()}
		if left := len(edges) - 1 - at; left > 0 && r.IntN(5) > 0 {
			from := at + r.IntN(left)
			at = from + 1 + r.IntN(len(edges)-1-from)
			m.Start, m.End = edges[from], edges[at]
			m.Text = text[m.Start:m.End]
		} else {
			m.Text = str()
		}
		maybe(func() { m.Score = float64(1+r.IntN(100)) / 100 })
		maybe(func() { m.By = ByHand })
		switch {
		case m.Type != Date && len(d.Entities) > 0:
			m.Entity = d.Entities[r.IntN(len(d.Entities))].ID
		case m.Type == Date:
			maybe(func() { m.Timex = timexs[r.IntN(4)] })
			maybe(func() { m.Mod = mods[r.IntN(len(mods))] })
			maybe(func() { m.Range = "2001/2009" })
			m.Fiscal = r.IntN(2) == 0
			if m.Invalid = r.IntN(2) == 0; !m.Invalid {
				m.Value = goodValues[r.IntN(len(goodValues))]
			}
		}
		d.Mentions = append(d.Mentions, m)
		if m.Placed() && r.IntN(3) == 0 {
			d.Rejected = append(d.Rejected, Rejected{m.Start, m.End, Types[r.IntN(4)], m.Text})
		}
	}
	maybe(func() { d.Text = text })
	if err := d.ConvertOffsets(text, units[r.IntN(3)]); err != nil {
		panic(err)
	}
	maybe(func() { d.Generator.Digest = d.ContentDigest() })
	return d
}

// roundTrip fails unless d comes back equal, and writes the same bytes again,
// in each format.
func roundTrip(t *testing.T, d *Document) {
	t.Helper()
	for _, p := range d.Check() {
		if p.Severity == Failure {
			t.Fatalf("not valid: %v", p)
		}
	}
	for _, f := range Formats {
		out, err := Append(nil, d, f)
		if err != nil {
			t.Fatalf("%s: %v", f, err)
		}
		back, err := Parse("x", out)
		if err != nil {
			t.Fatalf("%s: reading what was written: %v\n%s", f, err, out)
		}
		if !reflect.DeepEqual(d, back) {
			t.Fatalf("%s (-want +have):\n%s\n%s", f, cmp.Diff(d, back), out)
		}
		again, err := Append(nil, back, f)
		if err != nil || !bytes.Equal(out, again) {
			t.Fatalf("%s: written again, %v:\n%s\nnot\n%s", f, err, again, out)
		}
		if d.ContentDigest() != back.ContentDigest() {
			t.Fatalf("%s: another digest", f)
		}
		if f == YAML && bytes.ContainsAny(out, "\r\t\u0085\u2028\u2029") && !strings.Contains(d.Text, "\t") {
			t.Fatalf("a line break or tab stands bare:\n%q", out)
		}
	}
}

func TestRoundTrip(t *testing.T) {
	schema := compileSchema(t)
	for _, s := range nasty {
		roundTrip(t, &Document{Schema: Schema, Offsets: Bytes, Title: s, Text: s, Warnings: []string{s, s},
			Mentions: []Mention{{Type: Person, Text: s}}})
	}
	r := rand.New(rand.NewPCG(1, 2))
	for range 3000 {
		d := randomDocument(r, nasty)
		roundTrip(t, d)
		if err := validateSchema(schema, d); err != nil {
			t.Fatalf("schema: %v", err)
		}
	}
}

func FuzzWrite(f *testing.F) {
	for i, s := range nasty {
		f.Add(uint64(i), s, nasty[(i+7)%len(nasty)], "a")
	}
	f.Fuzz(func(t *testing.T, seed uint64, a, b, c string) {
		pool := []string{"word"}
		for _, s := range []string{a, b, c} {
			if s != "" && utf8.ValidString(s) {
				pool = append(pool, s)
			}
		}
		roundTrip(t, randomDocument(rand.New(rand.NewPCG(seed, 1)), pool))
	})
}

func FuzzRead(f *testing.F) {
	for _, c := range badInputs {
		f.Add([]byte(c.in))
	}
	for _, c := range goodInputs {
		f.Add([]byte(c.in))
	}
	for _, format := range Formats {
		b, err := Append(nil, example(), format)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		for d, err := range Read("x", bytes.NewReader(data)) {
			if (d == nil) == (err == nil) {
				t.Fatalf("document %v with error %v", d, err)
			}
			if err == nil {
				roundTrip(t, d)
			}
		}
	})
}

func TestDigest(t *testing.T) {
	d := example()
	if d.Edited() {
		t.Error("edited as written")
	}
	moved := *d
	moved.Source.Path = "elsewhere/akar.txt"
	moved.Generator.Version = "9"
	if moved.Edited() {
		t.Error("moving is an edit")
	}
	if moved.Generator.Digest = ""; moved.Edited() {
		t.Error("edited without a digest")
	}

	// Layout, comments and the order of keys are no edits.
	y, err := Append(nil, d, YAML)
	if err != nil {
		t.Fatal(err)
	}
	s := strings.ReplaceAll(string(y), "\n", " # note\r\n")
	s = strings.Replace(s, "{start: 65, end: 69, type: person, text: Akar,", "{text: 'Akar',  type: \"person\", end: 69, start: 65,", 1)
	s = strings.Replace(s, "score: 0.99", "score: .99", 1)
	back, err := Parse("x", []byte(s))
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(d, back) || back.Edited() {
		t.Errorf("layout is an edit:\n%s", cmp.Diff(d, back))
	}

	// Every other field counts: set each leaf in turn.
	changed := 0
	eachLeaf(reflect.ValueOf(d).Elem(), "", func(path string, v reflect.Value) {
		if path == ".Schema" || path == ".Source.Path" || strings.HasPrefix(path, ".Generator") {
			return
		}
		before := reflect.New(v.Type()).Elem()
		before.Set(v)
		switch v.Kind() {
		case reflect.String:
			v.SetString(v.String() + "z")
		case reflect.Int:
			v.SetInt(v.Int() + 1)
		case reflect.Float64:
			v.SetFloat(v.Float() + 0.01)
		case reflect.Bool:
			v.SetBool(!v.Bool())
		}
		if !d.Edited() {
			t.Errorf("a change of %s is not an edit", path)
		}
		changed++
		v.Set(before)
	})
	if d.Edited() || changed < 60 {
		t.Errorf("edited %v after %d changes were undone", d.Edited(), changed)
	}
	d.Mentions = slices.Delete(d.Mentions, 1, 2)
	if !d.Edited() {
		t.Error("deleting a mention is not an edit")
	}
}

func eachLeaf(v reflect.Value, path string, f func(string, reflect.Value)) {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			eachLeaf(v.Field(i), path+"."+v.Type().Field(i).Name, f)
		}
	case reflect.Slice:
		for i := range v.Len() {
			eachLeaf(v.Index(i), fmt.Sprintf("%s[%d]", path, i), f)
		}
	default:
		f(path, v)
	}
}

func TestWriterStream(t *testing.T) {
	for _, f := range Formats {
		var b bytes.Buffer
		w := NewWriter(&b, f)
		var want []*Document
		r := rand.New(rand.NewPCG(3, 4))
		for range 20 {
			d := randomDocument(r, nasty)
			want = append(want, d)
			if err := w.Write(d); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Write(&Document{Title: "\xff"}); err == nil || err.Error() != `title is "\xff": it is not UTF-8 and cannot be written` {
			t.Errorf("%s: bad UTF-8: %v", f, err)
		}
		var have []*Document
		for d, err := range Read("x", &b) {
			if err != nil {
				t.Fatal(err)
			}
			have = append(have, d)
		}
		if diff := cmp.Diff(want, have); diff != "" {
			t.Errorf("%s (-want +have):\n%s", f, diff)
		}
	}
}

func TestAppendErrors(t *testing.T) {
	inf := math.Inf(1)
	for want, d := range map[string]*Document{
		`score is +Inf: it cannot be written`:                      {Mentions: []Mention{{Score: inf}}},
		`lon is NaN: it cannot be written`:                         {Entities: []Entity{{Lat: 1, Lon: inf - inf}}},
		`text is not UTF-8 and cannot be written`:                  {Text: "a\n\xff"},
		"name is \"\\xc3\": it is not UTF-8 and cannot be written": {Entities: []Entity{{Name: "\xc3"}}},
	} {
		out, err := Append([]byte("kept"), d, YAML)
		if err == nil || err.Error() != want || string(out) != "kept" {
			t.Errorf("want %s, have %v and %q", want, err, out)
		}
	}
}

// Reading, writing, checking and digests share nothing that is written.
func TestConcurrent(t *testing.T) {
	d := example()
	want, err := Append(nil, d, YAML)
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 20 {
				have, err := Append(nil, d, YAML)
				if err != nil || !bytes.Equal(want, have) {
					t.Errorf("%v: %s", err, have)
				}
				if _, err := Parse("x", have); err != nil || d.Edited() || len(d.Check()) > 0 {
					t.Errorf("%v, edited %v, %v", err, d.Edited(), d.Check())
				}
			}
		})
	}
	wg.Wait()
}

func compileSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(SchemaJSON()))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft2020)
	if err := c.AddResource("urn:annotate:v1", v); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("urn:annotate:v1")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

func validateSchema(schema *jsonschema.Schema, d *Document) error {
	b, err := Append(nil, d, JSONL)
	if err != nil {
		return err
	}
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(b))
	if err != nil {
		return err
	}
	return schema.Validate(v)
}

// longDocument is what an article of some 15,000 words gives.
func longDocument() *Document {
	d := example()
	d.Mentions = nil
	for i := range 1500 {
		m := Mention{Start: 40 * i, End: 40*i + 8, Type: Place, Text: "Türkiye", Entity: "turkiye", Score: 0.99}
		switch i % 3 {
		case 1:
			m = Mention{Start: 40 * i, End: 40*i + 6, Type: Date, Text: "Monday", Timex: TimexDate, Value: "2022-11-07", Score: 0.99}
		case 2:
			m = Mention{Start: 40 * i, End: 40*i + 11, Type: Person, Text: "Hulusi Akar", Entity: "hulusi-akar", Score: 0.98}
		}
		d.Mentions = append(d.Mentions, m)
	}
	return d
}

func BenchmarkWrite(b *testing.B) {
	for _, f := range Formats {
		b.Run(string(f), func(b *testing.B) {
			d := longDocument()
			var buf []byte
			for b.Loop() {
				var err error
				if buf, err = Append(buf[:0], d, f); err != nil {
					b.Fatal(err)
				}
			}
			b.SetBytes(int64(len(buf)))
		})
	}
}

func BenchmarkRead(b *testing.B) {
	for _, f := range Formats {
		b.Run(string(f), func(b *testing.B) {
			buf, err := Append(nil, longDocument(), f)
			if err != nil {
				b.Fatal(err)
			}
			b.SetBytes(int64(len(buf)))
			for b.Loop() {
				if _, err := Parse("x", buf); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkCheck(b *testing.B) {
	d := longDocument()
	for b.Loop() {
		d.Check()
	}
}

func BenchmarkDigest(b *testing.B) {
	d := longDocument()
	for b.Loop() {
		d.ContentDigest()
	}
}
