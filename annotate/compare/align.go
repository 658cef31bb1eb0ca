package compare

// A weight says how good a pair is. The sums of two matchings are compared
// part by part, so that no sum of a later part outweighs an earlier one.
type weight [3]int

func (w weight) plus(v weight) weight { return weight{w[0] + v[0], w[1] + v[1], w[2] + v[2]} }

func (w weight) less(v weight) bool {
	for i := range w {
		if w[i] != v[i] {
			return w[i] < v[i]
		}
	}
	return false
}

// A pair is an index into each of two lists.
type pair struct{ old, new int }

// align gives the one-to-one matching of overlapping spans that has the
// greatest weight, in text order; among equals the one whose pairs come
// earlier. Each list is in order and without overlap. weigh is asked about
// each pair that overlaps, and refuses it by returning false. Swapping the
// lists swaps the pairs.
//
// As overlapping pairs never cross, each one excludes only those that share
// its span, and these stand directly before and after it: the best matching
// up to a pair either leaves it out, or adds it to the best matching up to the
// first pair that shares a span with it.
func align(old, new []span, weigh func(i, j int) (weight, bool)) []pair {
	var pairs []pair
	var before []int // how many of the earlier pairs share no span with this one
	var best []weight
	var taken []bool
	firstOld, firstNew := 0, 0 // the first pair with the span at hand
	for i, j := 0, 0; i < len(old) && j < len(new); {
		if old[i].overlap(new[j]) > 0 {
			if w, ok := weigh(i, j); ok {
				n := len(pairs)
				if n == 0 || pairs[n-1].old != i {
					firstOld = n
				}
				if n == 0 || pairs[n-1].new != j {
					firstNew = n
				}
				free := min(firstOld, firstNew)
				var without, with weight
				if n > 0 {
					without = best[n-1]
				}
				if free > 0 {
					with = best[free-1]
				}
				with = with.plus(w)
				pairs = append(pairs, pair{i, j})
				before = append(before, free)
				taken = append(taken, without.less(with))
				if without.less(with) {
					best = append(best, with)
				} else {
					best = append(best, without)
				}
			}
		}
		endOld, endNew := old[i].end, new[j].end
		if endOld <= endNew {
			i++
		}
		if endNew <= endOld {
			j++
		}
	}
	kept := len(pairs)
	for n := len(pairs); n > 0; {
		if !taken[n-1] {
			n--
			continue
		}
		kept--
		pairs[kept] = pairs[n-1]
		n = before[n-1]
	}
	return pairs[kept:]
}

// likeness is the weight of a pair of mentions for diff and for the confusion
// table: as many pairs as can be, then as many of one type, then as much
// overlap.
func likeness(a, b *side) func(i, j int) (weight, bool) {
	return func(i, j int) (weight, bool) {
		w := weight{1, 0, a.spans[i].overlap(b.spans[j])}
		if a.mention(i).Type == b.mention(j).Type {
			w[1] = 1
		}
		return w, true
	}
}
