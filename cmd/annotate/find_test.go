package main

import (
	"strings"
	"testing"
)

// TestAround holds that what stands around a mention is on one line, keeps its
// characters whole, and is bounded where a text has no stop.
func TestAround(t *testing.T) {
	before, after := around("he\n  said ", "'s\tend")
	if before != "he said " || after != "'s end" {
		t.Errorf("%q %q", before, after)
	}
	long := strings.Repeat("ü", 10000)
	before, after = around(long, long)
	for _, s := range []string{before, after} {
		if len(s) > 510 || strings.Trim(s, "ü…") != "" || strings.Count(s, "…") != 1 {
			t.Errorf("%d bytes, %q", len(s), s)
		}
	}
	if before, after := around("", " \n"); before != "" || after != " " {
		t.Errorf("%q %q", before, after)
	}
}

func TestIsWithin(t *testing.T) {
	for _, test := range []struct {
		value, period string
		want          bool
	}{
		{"2022-11-07", "2022-11-07", true},
		{"2022-11-07", "2022-11", true},
		{"2022-11-07T20:00", "2022-11-07", true},
		{"2022-11-07", "2022-1", false},
		{"2022-11-07", "", false},
		{"1991", "199", false},
	} {
		if got := isWithin(test.value, test.period); got != test.want {
			t.Errorf("%s in %s: %v", test.value, test.period, got)
		}
	}
}
