package ner

import (
	"strings"
	"testing"

	"newsannotate/ner/token"
)

// TestFirms has mentions in brackets, with the type that they come with and,
// behind a slash, the one that they leave with.
func TestFirms(t *testing.T) {
	types := map[string]Type{"P": Person, "L": Place, "O": Organisation}
	for _, in := range []string{
		"[Tolliver Mills Inc.|O/O] fell. [Tolliver|P/O] said no.",
		"[Tolliver|P/O] fell. It is [Tolliver Mills Inc|O/O] now.",
		"[Tolliver Mills Inc.|O/O] fell. Mr. [Tolliver|P/P] said no.",
		"[Tolliver Mills Inc.|O/O] fell. [Anna Tolliver|P/P] left; [Tolliver|P/P] said no.",
		"[Tolliver Mills|O/O] fell. [Tolliver|P/P] said no.",
		"[Lagos Bank|O/O] fell. [Lagos|L/L] said no.",
	} {
		var text strings.Builder
		var got []Mention
		var want []Type
		for rest := in; rest != ""; {
			before, after, found := strings.Cut(rest, "[")
			text.WriteString(before)
			if !found {
				break
			}
			mark, behind, _ := strings.Cut(after, "]")
			name, kinds, _ := strings.Cut(mark, "|")
			from, to, _ := strings.Cut(kinds, "/")
			start := text.Len()
			text.WriteString(name)
			got = append(got, Mention{Span: token.Span{Start: start, End: text.Len()}, Type: types[from], Score: 0.5})
			want = append(want, types[to])
			rest = behind
		}
		firms(text.String(), got)
		for i := range got {
			if got[i].Type != want[i] {
				t.Errorf("%s: %q is a %v, want %v", in, got[i].Of(text.String()), got[i].Type, want[i])
			}
		}
	}
}
