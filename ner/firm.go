package ner

import (
	"strings"

	"newsannotate/ner/gazetteer"
)

// firms turns persons of one word into organisations where the article names a
// firm that begins with that word and ends in a cue for a body ("Ralston
// Purina Co.", then "Ralston"), and nobody of that name. An honorific before it
// keeps the person. The score becomes that of the firm's full name: the model,
// which mostly reads surnames, has no better one.
func firms(text string, mentions []Mention) {
	var scores map[string]float64 // of firms, by first word
	for _, m := range mentions {
		first, rest, ok := strings.Cut(m.Of(text), " ")
		if m.Type != Organisation || !ok {
			continue
		}
		last := strings.TrimSuffix(rest[strings.LastIndexByte(rest, ' ')+1:], ".")
		if gazetteer.Word(last)&gazetteer.OrgCue == 0 && gazetteer.Word(last+".")&gazetteer.OrgCue == 0 {
			continue
		}
		if scores == nil {
			scores = map[string]float64{}
		}
		scores[first] = max(scores[first], m.Score)
	}
	if scores == nil {
		return
	}
	for _, m := range mentions {
		if words := strings.Fields(m.Of(text)); m.Type == Person && len(words) > 1 {
			for _, word := range words {
				delete(scores, word)
			}
		}
	}
	for i := range mentions {
		m := &mentions[i]
		if score, ok := scores[m.Of(text)]; ok && m.Type == Person && !addressed(text[max(0, m.Start-longestHonorific):m.Start]) {
			m.Type, m.Score = Organisation, score
		}
	}
}

// longestHonorific is more bytes than any honorific and the space behind it has.
const longestHonorific = 24

// addressed reports whether before ends in an honorific.
func addressed(before string) bool {
	before = strings.TrimRight(before, " ")
	word := before[strings.LastIndexAny(before, " \n(\"“")+1:]
	return honorifics[strings.ToLower(strings.TrimSuffix(word, "."))]
}
