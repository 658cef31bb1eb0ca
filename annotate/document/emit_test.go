package document_test

import (
	"encoding/json"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"newsannotate/annotate/document"
)

func TestAppendYAML(t *testing.T) {
	type row struct {
		Name  string         `json:"name"`
		Count int            `json:"count"`
		Of    []string       `json:"of,omitempty"`
		Sub   map[string]int `json:"sub,omitempty"`
	}
	for _, test := range []struct {
		name string
		v    any
		want string
	}{
		{"scalar", 3, "3\n"},
		{"empty list", []int{}, "[]\n"},
		{"list", []int{1, 2}, "[1, 2]\n"},
		{"text that is another type", []any{"no", "1991", "a: b", nil, true}, `["no", "1991", 'a: b', null, true]` + "\n"},
		{"rows", struct {
			Rows []row `json:"rows"`
		}{[]row{{"a", 1, []string{"u", "v"}, nil}, {"b, c", 2, nil, nil}}},
			"rows:\n  - {name: a, count: 1, of: [u, v]}\n  - {name: 'b, c', count: 2}\n"},
		{"a row that holds a mapping", []row{{"a", 1, nil, map[string]int{"z": 1, "b": 2}}},
			"- name: a\n  count: 1\n  sub:\n    b: 2\n    z: 1\n"},
		{"lists in lists", map[string]any{"a": [][]any{{1, []int{2}}, {}}, "b": map[string]int{}},
			"a:\n  - - 1\n    - [2]\n  - []\nb: {}\n"},
		{"keys", map[string]int{"yes": 1, "a: b": 2}, "'a: b': 2\n\"yes\": 1\n"},
		{"line break", []string{"\n\tx"}, `["\n\tx"]` + "\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := document.AppendYAML(nil, test.v)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, string(got)); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
	if _, err := document.AppendYAML(nil, math.NaN()); err == nil {
		t.Error("a NaN is written")
	}
}

// FuzzAppendYAML holds that what is written is read again as it was.
func FuzzAppendYAML(f *testing.F) {
	f.Add(`{"a":[1,{"b":"x","c":[]}],"d":[[["deep"]],{"e":{}}],"":"\n x"}`)
	f.Add(`[[1,[2]],{"a":{"b":[{"c":null}]}}]`)
	f.Fuzz(func(t *testing.T, in string) {
		var v any
		if json.Unmarshal([]byte(in), &v) != nil {
			t.Skip()
		}
		data, err := document.AppendYAML(nil, v)
		if err != nil {
			t.Skip() // a character that YAML does not allow
		}
		n, err := document.ParseYAML("fuzz", data)
		if err != nil {
			if depth(v) > 20 {
				t.Skip()
			}
			t.Fatalf("%v\n%s", err, data)
		}
		same(t, n, v)
	})
}

func depth(v any) int {
	d := 0
	switch v := v.(type) {
	case []any:
		for _, x := range v {
			d = max(d, depth(x))
		}
	case map[string]any:
		for _, x := range v {
			d = max(d, depth(x))
		}
	default:
		return 0
	}
	return d + 1
}

func same(t *testing.T, n *document.Node, v any) {
	t.Helper()
	switch v := v.(type) {
	case nil:
		if n.Kind != document.Null {
			t.Errorf("got kind %v, want null", n.Kind)
		}
	case bool:
		if n.Kind != document.Bool {
			t.Errorf("got kind %v, want a truth value", n.Kind)
		}
	case float64:
		if n.Kind != document.Number {
			t.Errorf("got kind %v, want a number (%v)", n.Kind, v)
		}
	case string:
		if n.Kind != document.String || n.Value != v {
			t.Errorf("got %q, want %q", n.Value, v)
		}
	case []any:
		if n.Kind != document.List || len(n.Items) != len(v) {
			t.Fatalf("got kind %v with %d items, want a list of %d", n.Kind, len(n.Items), len(v))
		}
		for i := range v {
			same(t, n.Items[i], v[i])
		}
	case map[string]any:
		if n.Kind != document.Map || len(n.Pairs) != len(v) {
			t.Fatalf("got kind %v with %d pairs, want a mapping of %d", n.Kind, len(n.Pairs), len(v))
		}
		for _, p := range n.Pairs {
			same(t, p.Value, v[p.Key])
		}
	}
}
