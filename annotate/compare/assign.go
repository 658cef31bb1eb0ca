package compare

import (
	"cmp"
	"slices"
)

// An edge says how much two things of two lists have in common.
type edge struct{ old, new, weight int }

// maxExact bounds the rows of a connected part that assign solves exactly.
const maxExact = 1000

// assign gives the one-to-one matching of the greatest weight, in order of the
// old. Weights are positive. Each connected part is solved on its own, by the
// Hungarian method (Kuhn 1955) in the form of shortest augmenting paths; a
// part of more than a thousand, which no article has, is matched greedily.
func assign(edges []edge) []pair {
	edges = slices.Clone(edges)
	slices.SortFunc(edges, func(a, b edge) int { return cmp.Or(cmp.Compare(a.old, b.old), cmp.Compare(a.new, b.new)) })
	parent := map[int]int{} // old as it is, new as its complement
	var root func(v int) int
	root = func(v int) int {
		p, ok := parent[v]
		if !ok || p == v {
			return v
		}
		p = root(p)
		parent[v] = p
		return p
	}
	for _, e := range edges {
		a, b := root(e.old), root(^e.new)
		if a != b {
			parent[b] = a
		}
	}
	parts := map[int][]edge{}
	var order []int
	for _, e := range edges {
		r := root(e.old)
		if parts[r] == nil {
			order = append(order, r)
		}
		parts[r] = append(parts[r], e)
	}
	var pairs []pair
	for _, r := range order {
		switch part := parts[r]; {
		case len(part) == 1:
			pairs = append(pairs, pair{part[0].old, part[0].new})
		default:
			pairs = append(pairs, assignPart(part)...)
		}
	}
	slices.SortFunc(pairs, func(a, b pair) int { return cmp.Compare(a.old, b.old) })
	return pairs
}

func assignPart(edges []edge) []pair {
	rows, cols := numbered(edges, func(e edge) int { return e.old }), numbered(edges, func(e edge) int { return e.new })
	flip := len(rows) > len(cols)
	if flip {
		rows, cols = cols, rows
	}
	if len(rows) > maxExact {
		return greedy(edges)
	}
	n, m := len(rows), len(cols)
	gain := make([][]int, n+1)
	for i := range gain {
		gain[i] = make([]int, m+1)
	}
	for _, e := range edges {
		row, col := e.old, e.new
		if flip {
			row, col = col, row
		}
		i, _ := slices.BinarySearch(rows, row)
		j, _ := slices.BinarySearch(cols, col)
		gain[i+1][j+1] = e.weight
	}
	// Rows are added one by one; each finds the cheapest way to a free column
	// through those that are taken. The cost is the negative gain.
	const far = int(^uint(0) >> 1)
	u, v := make([]int, n+1), make([]int, m+1)
	match, way := make([]int, m+1), make([]int, m+1)
	for i := 1; i <= n; i++ {
		match[0] = i
		at := 0
		least := make([]int, m+1)
		for j := range least {
			least[j] = far
		}
		used := make([]bool, m+1)
		for match[at] != 0 {
			used[at] = true
			row, step, next := match[at], far, 0
			for j := 1; j <= m; j++ {
				if used[j] {
					continue
				}
				if c := -gain[row][j] - u[row] - v[j]; c < least[j] {
					least[j], way[j] = c, at
				}
				if least[j] < step {
					step, next = least[j], j
				}
			}
			for j := 0; j <= m; j++ {
				if used[j] {
					u[match[j]] += step
					v[j] -= step
				} else if j > 0 {
					least[j] -= step
				}
			}
			at = next
		}
		for at != 0 {
			match[at] = match[way[at]]
			at = way[at]
		}
	}
	var pairs []pair
	for j := 1; j <= m; j++ {
		if i := match[j]; i > 0 && gain[i][j] > 0 {
			p := pair{rows[i-1], cols[j-1]}
			if flip {
				p = pair{p.new, p.old}
			}
			pairs = append(pairs, p)
		}
	}
	return pairs
}

// numbered gives the distinct members of one end of edges, sorted.
func numbered(edges []edge, end func(edge) int) []int {
	list := make([]int, len(edges))
	for i, e := range edges {
		list[i] = end(e)
	}
	slices.Sort(list)
	return slices.Compact(list)
}

func greedy(edges []edge) []pair {
	slices.SortStableFunc(edges, func(a, b edge) int { return cmp.Compare(b.weight, a.weight) })
	old, new := map[int]bool{}, map[int]bool{}
	var pairs []pair
	for _, e := range edges {
		if !old[e.old] && !new[e.new] {
			old[e.old], new[e.new] = true, true
			pairs = append(pairs, pair{e.old, e.new})
		}
	}
	return pairs
}
