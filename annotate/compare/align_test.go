package compare

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"newsannotate/annotate/document"
)

// bruteForce gives the greatest weight of any one-to-one matching.
func bruteForce(old, new []span, weigh func(i, j int) (weight, bool)) weight {
	used := make([]bool, len(new))
	var try func(i int) weight
	try = func(i int) weight {
		if i == len(old) {
			return weight{}
		}
		best := try(i + 1)
		for j := range new {
			if used[j] || old[i].overlap(new[j]) <= 0 {
				continue
			}
			if w, ok := weigh(i, j); ok {
				used[j] = true
				if with := try(i + 1).plus(w); best.less(with) {
					best = with
				}
				used[j] = false
			}
		}
		return best
	}
	return try(0)
}

func randomSpans(r *rand.Rand) []span {
	var list []span
	for at := r.IntN(3); at < 20; {
		end := at + 1 + r.IntN(6)
		list = append(list, span{at, end})
		at = end + r.IntN(2)
	}
	return list
}

func TestAlignIsOptimal(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	pairs := 0
	for round := range 3000 {
		old, new := randomSpans(r), randomSpans(r)
		table := map[pair]weight{}
		for i := range old {
			for j := range new {
				if r.IntN(5) > 0 {
					table[pair{i, j}] = weight{r.IntN(2), r.IntN(2), r.IntN(9)}
				}
			}
		}
		weigh := func(i, j int) (weight, bool) { w, ok := table[pair{i, j}]; return w, ok }
		got := align(old, new, weigh)
		var sum weight
		for k, p := range got {
			sum = sum.plus(table[p])
			if old[p.old].overlap(new[p.new]) <= 0 {
				t.Fatalf("round %d: %v and %v do not overlap", round, old[p.old], new[p.new])
			}
			if k > 0 && (got[k-1].old >= p.old || got[k-1].new >= p.new) {
				t.Fatalf("round %d: not one to one in order: %v", round, got)
			}
		}
		if want := bruteForce(old, new, weigh); sum != want {
			t.Fatalf("round %d: weight %v, want %v\n%v\n%v\n%v", round, sum, want, old, new, got)
		}
		mirrored := align(new, old, func(j, i int) (weight, bool) { return weigh(i, j) })
		for k, p := range mirrored {
			if got[k] != (pair{p.new, p.old}) {
				t.Fatalf("round %d: mirrored %v, want %v", round, mirrored, got)
			}
		}
		pairs += len(got)
	}
	if pairs == 0 {
		t.Error("nothing was matched")
	}
}

func TestAlignOverlaps(t *testing.T) {
	mention := func(start, end int, typ document.Type) document.Mention {
		return document.Mention{Start: start, End: end, Type: typ, Text: "x"}
	}
	for _, test := range []struct {
		name     string
		old, new []document.Mention
		want     string
	}{
		{"both of a chain", []document.Mention{mention(0, 4, "place"), mention(5, 9, "place")},
			[]document.Mention{mention(3, 7, "place"), mention(8, 12, "place")}, "[{0 0} {1 1}]"},
		{"the same type of two", []document.Mention{mention(0, 10, "person")},
			[]document.Mention{mention(0, 6, "place"), mention(7, 10, "person")}, "[{0 1}]"},
		{"the longer of two", []document.Mention{mention(0, 10, "person")},
			[]document.Mention{mention(0, 3, "person"), mention(4, 10, "person")}, "[{0 1}]"},
		{"a giant span takes one", []document.Mention{mention(0, 100, "person")},
			[]document.Mention{mention(0, 4, "person"), mention(5, 9, "person"), mention(10, 14, "person")}, "[{0 0}]"},
		{"touching is not overlapping", []document.Mention{mention(0, 4, "person")},
			[]document.Mention{mention(4, 8, "person")}, "[]"},
	} {
		sides, err := prepare(Input{Document: &document.Document{Mentions: test.old}}, Input{Document: &document.Document{Mentions: test.new}})
		if err != nil {
			t.Fatal(err)
		}
		if got := fmt.Sprint(align(sides[0].spans, sides[1].spans, likeness(sides[0], sides[1]))); got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
	}
}

func TestAssignIsOptimal(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for round := range 2000 {
		var edges []edge
		n, m := 1+r.IntN(6), 1+r.IntN(6)
		table := map[pair]int{}
		for i := range n {
			for j := range m {
				if r.IntN(2) == 0 {
					edges = append(edges, edge{i, j, 1 + r.IntN(9)})
					table[pair{i, j}] = edges[len(edges)-1].weight
				}
			}
		}
		r.Shuffle(len(edges), func(i, j int) { edges[i], edges[j] = edges[j], edges[i] })
		used := make([]bool, m)
		var try func(i int) int
		try = func(i int) int {
			if i == n {
				return 0
			}
			best := try(i + 1)
			for j := range m {
				if w := table[pair{i, j}]; w > 0 && !used[j] {
					used[j] = true
					best = max(best, w+try(i+1))
					used[j] = false
				}
			}
			return best
		}
		sum, old, new := 0, map[int]bool{}, map[int]bool{}
		for _, p := range assign(edges) {
			if old[p.old] || new[p.new] || table[p] == 0 {
				t.Fatalf("round %d: %v twice, or no edge", round, p)
			}
			old[p.old], new[p.new] = true, true
			sum += table[p]
		}
		if want := try(0); sum != want {
			t.Fatalf("round %d: %d, want %d: %v", round, sum, want, edges)
		}
	}
}

// TestAssignLarge is greedy beyond the bound, and one to one.
func TestAssignLarge(t *testing.T) {
	var edges []edge
	for i := range maxExact + 10 {
		edges = append(edges, edge{i, i, 3}, edge{i, (i + 1) % (maxExact + 10), 1})
	}
	got := assign(edges)
	if len(got) != maxExact+10 || got[7] != (pair{7, 7}) {
		t.Errorf("%d pairs, the 7th %v", len(got), got[7])
	}
}

func TestCommon(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 200 {
		a, b := make([]int, r.IntN(12)), make([]int, r.IntN(12))
		for i := range a {
			a[i] = r.IntN(4)
		}
		for j := range b {
			b[j] = r.IntN(4)
		}
		got := common(a, b)
		best := 0 // over all subsequences of a
		for mask := range 1 << len(a) {
			n, j := 0, 0
			for i := range a {
				if mask>>i&1 == 1 {
					k := slices.Index(b[j:], a[i])
					if k < 0 {
						n = -1
						break
					}
					j += k + 1
					n++
				}
			}
			best = max(best, n)
		}
		if len(got) != best {
			t.Fatalf("%v %v: %d pairs, want %d", a, b, len(got), best)
		}
		for k, p := range got {
			if a[p.old] != b[p.new] || k > 0 && (p.old <= got[k-1].old || p.new <= got[k-1].new) {
				t.Fatalf("%v %v: %v", a, b, got)
			}
		}
	}
	// Long lists go by the symbols that occur once.
	a, b := make([]int, 3000), make([]int, 3000)
	for i := range a {
		a[i] = i
		b[i] = i + 7
	}
	b[100], b[2000] = -1, -1
	a[5], a[2900] = -2, -2
	if got := common(a, b); len(got) != 3000-7-3 {
		t.Errorf("%d pairs, want %d", len(got), 3000-7-3)
	}
}
