package ner

// A label says which part of a mention a token is: of each type the first
// token of several (B), one inside (I), the last (E) or a whole mention (S).
// O is none.
const (
	nLabels  = 1 + 4*nTypes
	labelO   = 0
	partB    = 0
	partI    = 1
	partE    = 2
	partS    = 3
	noLabel  = nLabels // before the first token and after the last
	unlikely = -1 << 24
)

func label(t Type, part int) int { return 1 + 4*int(t) + part }

func labelType(l int) Type { return Type((l - 1) / 4) }

func labelPart(l int) int { return (l - 1) % 4 }

// legal reports whether label b may follow label a; noLabel stands for the
// ends of the sentence.
func legal(a, b int) bool {
	open := a != labelO && a != noLabel && (labelPart(a) == partB || labelPart(a) == partI)
	inside := b != labelO && b != noLabel && (labelPart(b) == partI || labelPart(b) == partE)
	if open != inside {
		return false
	}
	return !open || labelType(a) == labelType(b)
}

// predecessors and successors list the legal neighbours of each label in
// order; index noLabel is the end and the start of a sentence.
var predecessors, successors = func() (p, s [nLabels + 1][]int) {
	for a := 0; a <= nLabels; a++ {
		for b := 0; b <= nLabels; b++ {
			if legal(a, b) {
				if b < nLabels || a < nLabels {
					p[b] = append(p[b], a)
					s[a] = append(s[a], b)
				}
			}
		}
	}
	return p, s
}()
