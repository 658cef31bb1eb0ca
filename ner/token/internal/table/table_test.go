package table

import (
	"fmt"
	"testing"
)

func TestTable(t *testing.T) {
	var entries []Entry
	for i := range 700 {
		entries = append(entries, Entry{Key(i%3, Lower(fmt.Sprint("Word", i)), 0), uint32(i + 1)})
	}
	b, err := Build(entries, 10)
	if err != nil {
		t.Fatal(err)
	}
	for i := range 700 {
		if v := Find(string(b), Key(i%3, Hash(fmt.Sprint("word", i)), 0)); v != uint32(i+1) {
			t.Errorf("word%d: have %d, want %d", i, v, i+1)
		}
		if v := Find(string(b), Key(i%3, Hash(fmt.Sprint("other", i)), 0)); v != 0 {
			t.Errorf("other%d: have %d, want 0", i, v)
		}
	}
	if Key(1, Hash("a"), Hash("b")) == Key(1, Hash("b"), Hash("a")) {
		t.Error("the order of a pair does not matter")
	}
}

func TestBuildRefuses(t *testing.T) {
	for name, entries := range map[string][]Entry{
		"equal keys": {{1 << 32, 1}, {1 << 32, 2}},
		"no value":   {{1 << 32, 0}},
		"no room":    make([]Entry, 4),
	} {
		if _, err := Build(entries, 2); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
