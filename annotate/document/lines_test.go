package document

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// checkLines holds that parseLines, where it reads data at all, gives what
// yaml.v3 gives, places included; it reports whether it did.
func checkLines(t *testing.T, data []byte) bool {
	t.Helper()
	if checkBytes("f", 1, data, yamlRune) != nil {
		return false
	}
	got, ok := parseLines("f", 1, data)
	if !ok {
		return false
	}
	want, err := parseAny("f", 1, data)
	if err != nil {
		t.Errorf("%q is read, and is not YAML: %v", data, err)
		return true
	}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(Node{}), cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("%q:\n%s", data, diff)
	}
	return true
}

func TestParseLines(t *testing.T) {
	written, err := Append(nil, example(), YAML)
	if err != nil {
		t.Fatal(err)
	}
	for _, in := range []string{
		string(written), "---\n" + string(written),
		"a: 1\n", "a: -1.5\nb: 'it''s'\nc: \"x, y\"\n", "a: [x, 'y', \"z\"]\n", "a: []\n", "a: {b: 2022-11-07, c: 44-day}\n",
		"a: Türkiye, and more\n", "a:\n  - {x: é, z: 2}\n  - plain\n", "a: true\nb: {c: false}\n", "a: XXXX-11-08\n", "a: 904a72\n",
	} {
		if !checkLines(t, []byte(in)) {
			t.Errorf("%q is not read", in)
		}
	}
	for _, in := range []string{
		"a: yes\n", "a: null\n", "a: ~\n", "a: 1e3\n", "a: 0x10\n", "a: 0b1\n", "a: 010\n", "a: 1_000\n", "a: .5\n", "a: x # y\n", "a: x: y\n",
		"# c\na: 1\n", "a: |\n  x\n", "a:\n- x\n", "a: &x 1\n", "a: *x\n", "a: !!str 1\n", "a: \"\\n\"\n", "a: x\n  y\n", "a: 1", "a:\n", "a: [[x]]\n",
		"a: {b: {c: d}}\n", "a: 1\na: 2\n", "a: x \n", "a: 12:30\n", "a: \"x\u2028y\"\n", "n: 1\n", "\n", "a: 1\r\n",
	} {
		checkLines(t, []byte(in)) // refused, or equal
	}
}

func FuzzParseLines(f *testing.F) {
	f.Add("schema: annotate/v1\nmentions:\n  - {start: 1, end: 2, type: date, text: 'it''s', value: 2022-11-07, score: 0.90, evidence: [a, b]}\n")
	f.Add("---\na: [1, x]\nb: {c: -1.5, d: \"e\"}\n")
	f.Fuzz(func(t *testing.T, data string) { checkLines(t, []byte(data)) })
}
