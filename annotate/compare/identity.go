package compare

import (
	"cmp"
	"math"
	"slices"

	"newsannotate/annotate/document"
)

// A Ratio is a part of a whole. Either can be a sum of fractions.
type Ratio struct{ Part, Whole float64 }

// A Cluster is how well a measure of identity finds gold.
type Cluster struct{ Precision, Recall Ratio }

// Rates gives the rates of c.
func (c Cluster) Rates() Rates {
	return rates(c.Precision.Part, c.Precision.Whole, c.Recall.Part, c.Recall.Whole)
}

// Identity says how well the entities of the prediction gather the mentions
// that gold gathers. Mentions are those of people, places and organisations,
// and a predicted mention is a gold one where the spans are the same; others
// count against recall or precision, as in the reference implementation of
// Pradhan et al. (2014). An entity with a single mention is a cluster like any
// other, and so is a mention without an entity. Ids mean nothing outside their
// Document; counts are added up over Documents.
type Identity struct {
	MUC    Cluster // links (Vilain et al. 1995)
	BCubed Cluster // mentions (Bagga and Baldwin 1998)
	CEAFe  Cluster // entities, by the similarity φ4 (Luo 2005)
}

// CoNLL is the mean F1 of the three, as in the shared task of Pradhan et al.
// (2012); NaN without mentions. Where no entity has two mentions MUC has
// nothing to rate, and the mean is of the others.
func (s Identity) CoNLL() float64 {
	sum, n := 0.0, 0.0
	for _, c := range []Cluster{s.MUC, s.BCubed, s.CEAFe} {
		if f := c.Rates().F1; !math.IsNaN(f) {
			sum += f
			n++
		}
	}
	return sum / n
}

// unit is what 1 is in the sums of fractions, which are of whole numbers so
// that their order does not matter.
const unit = 1_000_000_000

func fraction(n, d int) int { return int(math.Round(float64(n) / float64(d) * unit)) }

// identityCounts are the sums: part and whole of precision and of recall.
type identityCounts struct{ muc, bCubed, ceaf [4]int }

func (s *identityCounts) identity() Identity {
	cluster := func(c [4]int, unit float64) Cluster {
		return Cluster{Ratio{float64(c[0]) / unit, float64(c[1])}, Ratio{float64(c[2]) / unit, float64(c[3])}}
	}
	return Identity{cluster(s.muc, 1), cluster(s.bCubed, unit), cluster(s.ceaf, unit)}
}

// clusters gives for each name of s the number of its entity, and the sizes.
func clusters(s *side) (of map[int]int, sizes []int) {
	of = map[int]int{}
	ids := map[string]int{}
	for i := range s.doc.Mentions {
		m := &s.doc.Mentions[i]
		if m.Type == document.Date {
			continue
		}
		n, ok := ids[m.Entity]
		if !ok || m.Entity == "" {
			n = len(sizes)
			sizes = append(sizes, 0)
			ids[m.Entity] = n
		}
		of[i] = n
		sizes[n]++
	}
	return of, sizes
}

// add counts one Document.
func (s *identityCounts) add(a, b *side) {
	gold, goldSizes := clusters(a)
	pred, predSizes := clusters(b)
	common := map[pair]int{} // mentions that two clusters share
	shared := make([]int, len(goldSizes))
	sharedPred := make([]int, len(predSizes))
	for _, p := range align(a.spans, b.spans, func(i, j int) (weight, bool) { return weight{1}, a.spans[i] == b.spans[j] }) {
		x, ok1 := gold[a.of[p.old]]
		y, ok2 := pred[b.of[p.new]]
		if ok1 && ok2 {
			common[pair{x, y}]++
			shared[x]++
			sharedPred[y]++
		}
	}
	overlaps := make([]edge, 0, len(common))
	for p, n := range common {
		overlaps = append(overlaps, edge{p.old, p.new, n})
	}
	slices.SortFunc(overlaps, func(x, y edge) int { return cmp.Or(cmp.Compare(x.old, y.old), cmp.Compare(x.new, y.new)) })

	// MUC: a cluster of n mentions has n-1 links, and needs one less for each
	// further part that the other side divides it into. A mention that the
	// other side lacks is a part of its own.
	links := func(sizes, shared []int, end func(edge) int) (part, whole int) {
		parts := make([]int, len(sizes))
		for _, e := range overlaps {
			parts[end(e)]++
		}
		for c, n := range sizes {
			whole += n - 1
			part += shared[c] - parts[c]
		}
		return part, whole
	}
	addTo := func(sum *[4]int, rightPart, rightWhole, foundPart, foundWhole int) {
		for i, n := range [4]int{rightPart, rightWhole, foundPart, foundWhole} {
			sum[i] += n
		}
	}
	rp, rw := links(predSizes, sharedPred, func(e edge) int { return e.new })
	fp, fw := links(goldSizes, shared, func(e edge) int { return e.old })
	addTo(&s.muc, rp, rw, fp, fw)

	// B-cubed: the mean over mentions of the share of its cluster that it
	// shares with the other side's.
	right, found := 0, 0
	edges := make([]edge, 0, len(overlaps))
	for _, e := range overlaps {
		right += fraction(e.weight*e.weight, predSizes[e.new])
		found += fraction(e.weight*e.weight, goldSizes[e.old])
		edges = append(edges, edge{e.old, e.new, fraction(2*e.weight, goldSizes[e.old]+predSizes[e.new])})
	}
	addTo(&s.bCubed, right, len(pred), found, len(gold))

	// CEAF-e: the similarity of the best one-to-one matching of clusters.
	similarity := 0
	weights := make(map[pair]int, len(edges))
	for _, e := range edges {
		weights[pair{e.old, e.new}] = e.weight
	}
	for _, p := range assign(edges) {
		similarity += weights[p]
	}
	addTo(&s.ceaf, similarity, len(predSizes), similarity, len(goldSizes))
}
