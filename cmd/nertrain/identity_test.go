package main

import (
	"strings"
	"testing"
)

func TestScoreRoles(t *testing.T) {
	key := func(r string) string { return strings.Join(roleCore(r), " ") }
	for _, test := range []struct {
		gold, pred string
		want       tally
	}{
		{"the vice president of Azerbaijan", "Vice President", tally{1, 1, 1}},
		{"minister|judge", "Judge", tally{1, 1, 2}},
		{"judge", "judge|judge", tally{1, 2, 1}},
		{"health minister", "minister", tally{0, 1, 1}},
		{"", "", tally{}},
	} {
		split := func(s string) []string { return strings.FieldsFunc(s, func(r rune) bool { return r == '|' }) }
		if got := scoreRoles(split(test.gold), split(test.pred), key); got != test.want {
			t.Errorf("%q, %q: %+v, want %+v", test.gold, test.pred, got, test.want)
		}
	}
}
