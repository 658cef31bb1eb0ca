package token

import (
	_ "embed"
	"strings"

	"newsannotate/ner/token/internal/table"
)

// punkt holds the English parameters of Punkt by word type; gen.go gives the
// layout.
//
//go:embed punkt.bin
var punkt string

// Bits of a Punkt entry.
const (
	punktAbbreviation = 1 << 0
	punktBeginsUpper  = 1 << 1 // seen with a capital at the beginning of a sentence
	punktInsideUpper  = 1 << 2 // seen with a capital inside a sentence
	punktLower        = 1<<4 | 1<<5 | 1<<6
	punktStarter      = 1 << 7
)

func punktType(word string) uint32 {
	return table.Find(punkt, table.Key(0, table.Lower(word), 0))
}

// collocation reports whether Punkt has seen second so often after first and a
// full stop that the stop between them ends nothing.
func collocation(first, second string) bool {
	return table.Find(punkt, table.Key(1, table.Lower(first), table.Lower(second))) != 0
}

// opensSentence is Punkt's orthographic heuristic for a capitalised word: known
// in lower case, and with a capital only where sentences begin.
func opensSentence(word string) bool {
	p := punktType(word)
	return p&punktLower != 0 && p&punktBeginsUpper != 0 && p&punktInsideUpper == 0
}

// starter reports whether a capitalised word begins sentences and is no part of
// a name.
func starter(word string) bool {
	switch word {
	case "The", "In", "But", "He", "She", "It", "They", "We", "However", "This", "That",
		"These", "Those", "A", "An", "On", "At", "For", "And", "If", "When", "While", "After",
		"Before", "As", "His", "Her", "Its", "Their", "Our", "My", "There", "Meanwhile",
		"Although", "I", "You", "What", "Why", "How", "Where", "Here", "Then", "With", "By",
		"To", "From", "Since", "So", "Also", "Some", "Many", "Most", "Not", "Now", "Both":
		return true
	}
	return false
}

// Properties of an abbreviation, as bits; 0 is a word that is none.
const (
	plain       = 1 << iota // keeps its stop always
	title                   // stands before a name, so it never ends a sentence
	capital                 // only when it begins with a capital: Jan. but not jan.
	small                   // only when it does not: et al. but not Al.
	beforeDigit             // only before a digit: No. 5
)

// abbreviation returns the properties of word, given without its full stop.
func abbreviation(word string) int {
	if len(word) > 8 || word == "" {
		return 0
	}
	var buf [8]byte
	for i := range len(word) {
		c := word[i]
		if class[c] == upper {
			c |= 0x20
		}
		buf[i] = c
	}
	switch string(buf[:len(word)]) {
	case "mr", "mrs", "ms", "dr", "gen", "lt", "sen", "rep", "reps", "sens", "gov", "prof", "capt",
		"col", "sgt", "maj", "cmdr", "adm", "rev", "hon", "messrs", "brig", "pres", "supt", "cpl",
		"pvt", "insp", "amb", "mme", "mlle", "st", "mt", "ft", "atty", "asst", "det", "cllr":
		return plain | title | capital
	case "jan", "feb", "apr", "aug", "sept", "sep", "oct", "nov", "dec", "inc", "corp", "ltd",
		"co", "bros", "jr", "sr", "plc", "cos", "ave", "blvd", "rd", "univ", "dept", "assn",
		"calif", "fla", "mass", "conn", "mich", "minn", "wash", "ariz", "colo", "pa", "va", "ga",
		"ala", "ky", "tenn", "del", "md", "mo", "ark", "neb", "mont", "tex", "wyo", "ind", "ill", "la", "okla", "ore", "wis", "kan", "nev", "mon", "tue", "tues", "wed",
		"thu", "thur", "thurs", "fri", "m.sc", "b.sc", "esq", "intl", "natl", "govt":
		return plain | capital
	case "vs", "e.g", "i.e", "ph.d", "approx", "viz":
		return plain
	case "etc", "al", "est", "cf":
		return plain | small
	case "no", "nos", "pp", "art", "fig", "vol", "sec", "ch", "p", "mar", "jun", "jul", "sat", "sun":
		return plain | beforeDigit
	case "ok", "sw":
		return 0 // Punkt's, but words far more often
	}
	if punktType(word)&punktAbbreviation != 0 && len(word) > 1 {
		return plain | capital
	}
	return 0
}

// abbreviationEnds decides whether a sentence ends with the abbreviation at
// token i, before the word at token word.
func (s *splitter) abbreviationEnds(i, word, end int) bool {
	t := s.tok(i)
	if !s.isUpper(s.tokens[word].Start) || abbreviation(t[:len(t)-1])&title != 0 {
		return false
	}
	w := s.tok(word)
	if collocation(t[:len(t)-1], w) {
		return false
	}
	if starter(w) {
		return true
	}
	switch {
	case len(t) >= 4 && strings.EqualFold(t[len(t)-4:], "a.m."), len(t) >= 4 && strings.EqualFold(t[len(t)-4:], "p.m."):
		return !s.upperWord(word) && !clockWord(w)
	case t == "etc.", t == "al.":
		return true
	}
	// 'U.S. Critics say' but 'U.S. Ambassador Smith'.
	if len(t) < 3 || word+1 < end && s.isUpper(s.tokens[word+1].Start) {
		return false
	}
	switch t {
	case "Inc.", "Corp.", "Ltd.", "Co.", "Bros.": // 'Acme Inc. Shares fell'
		return punktType(w)&punktLower != 0
	}
	return opensSentence(w) || punktType(w)&punktStarter != 0
}

// clockWord reports whether w follows a time of day inside a sentence.
func clockWord(w string) bool {
	switch w {
	case "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
		"Eastern", "Central", "Mountain", "Pacific", "Greenwich", "Moscow", "Local",
		"January", "February", "March", "April", "May", "June", "July", "August",
		"September", "October", "November", "December":
		return true
	}
	return abbreviation(w) != 0
}
