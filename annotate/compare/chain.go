package compare

import (
	"cmp"
	"slices"
)

// Bounds on the pairs that chain looks at: a name that stands more than
// maxCross ranks of pairs apart is held against its neighbours in rank alone.
const (
	maxCross = 1 << 14 // pairs of one name that are all tried
	rankBand = 64      // else how far their ranks may differ
)

// chain matches spans of the same words in two texts that are not at hand, in
// order: as many as can be, and then with as few changes of distance, for an
// edit moves all that follows it by the same amount. A name that occurs often
// (more than 128 times on both sides) is matched with occurrences near its own
// rank. The time is n log n in the number of pairs of equal words.
func chain(a, b *side) []pair {
	ranksA, ranksB := map[string][]int{}, map[string][]int{}
	for i := range a.spans {
		ranksA[a.mention(i).Text] = append(ranksA[a.mention(i).Text], i)
	}
	for j := range b.spans {
		ranksB[b.mention(j).Text] = append(ranksB[b.mention(j).Text], j)
	}
	type link struct {
		pair
		previous int // index of the link before, or -1
		value    int64
	}
	const (
		matched = 1 << 32
		broken  = 1
	)
	var links []link
	best := make([]int, len(b.spans)+1) // a Fenwick tree over b: the link of the greatest value up to a span
	for j := range best {
		best[j] = -1
	}
	upTo := func(j int) int { // among the spans before j
		found := -1
		for ; j > 0; j &= j - 1 {
			if l := best[j]; l >= 0 && (found < 0 || links[l].value > links[found].value || links[l].value == links[found].value && l < found) {
				found = l
			}
		}
		return found
	}
	enter := func(l int) {
		for j := links[l].new + 1; j < len(best); j += j & -j {
			if best[j] < 0 || links[l].value > links[best[j]].value {
				best[j] = l
			}
		}
	}
	alike := map[int]int{} // by distance, the link of the greatest value
	rank := map[string]int{}
	for i := range a.spans {
		name := a.mention(i).Text
		candidates := ranksB[name]
		if len(ranksA[name])*len(candidates) > maxCross {
			r := rank[name]
			candidates = candidates[min(max(r-rankBand, 0), len(candidates)):min(r+rankBand+1, len(candidates))]
		}
		rank[name]++
		first := len(links)
		for _, j := range candidates {
			distance := b.spans[j].start - a.spans[i].start
			l := link{pair{i, j}, -1, matched}
			if distance != 0 {
				l.value -= broken
			}
			if p := upTo(j); p >= 0 && links[p].value+matched-broken > l.value {
				l.previous, l.value = p, links[p].value+matched-broken
			}
			if p, ok := alike[distance]; ok && links[p].value+matched >= l.value {
				l.previous, l.value = p, links[p].value+matched
			}
			links = append(links, l)
		}
		// Two pairs of one span cannot both be taken: they are entered when
		// all are made.
		for l := first; l < len(links); l++ {
			enter(l)
			distance := b.spans[links[l].new].start - a.spans[i].start
			if p, ok := alike[distance]; !ok || links[p].value < links[l].value {
				alike[distance] = l
			}
		}
	}
	var pairs []pair
	for l := upTo(len(b.spans)); l >= 0; l = links[l].previous {
		pairs = append(pairs, links[l].pair)
	}
	slices.SortFunc(pairs, func(x, y pair) int { return cmp.Compare(x.old, y.old) })
	return pairs
}
