package compare_test

import (
	"testing"

	"newsannotate/annotate/compare"
)

func TestPlaces(t *testing.T) {
	p := compare.NewPlaces("Ä first line\nthe second line is much longer than the first\n")
	for _, test := range []struct{ offset, line, column int }{{0, 1, 1}, {2, 1, 2}, {13, 1, 13}, {14, 2, 1}, {18, 2, 5}, {9999, 3, 1}, {-1, 1, 1}} {
		if line, column := p.Line(test.offset); line != test.line || column != test.column {
			t.Errorf("%d is at %d:%d, want %d:%d", test.offset, line, column, test.line, test.column)
		}
	}
	for _, test := range []struct {
		start, end, most int
		before, after    string
	}{{3, 8, 40, "Ä ", " line"}, {30, 32, 8, "…line ", " much…"}, {0, 0, 3, "", "Ä…"}, {14, 59, 9, "", ""}} {
		before, after := p.Context(test.start, test.end, test.most)
		if before != test.before || after != test.after {
			t.Errorf("%d to %d: %q %q, want %q %q", test.start, test.end, before, after, test.before, test.after)
		}
	}
}
