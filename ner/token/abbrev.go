package token

// Properties of an abbreviation, as bits; 0 is a word that is none.
const (
	plain       = 1 << iota // keeps its stop always
	title                   // stands before a name, so it never ends a sentence
	capital                 // only when it begins with a capital: Jan. but not jan.
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
	case "mr", "mrs", "ms", "dr", "gen", "lt", "sen", "rep", "gov", "prof", "capt", "col", "sgt", "maj", "cmdr", "adm", "rev", "hon", "messrs", "brig", "pres", "supt", "cpl", "pvt", "insp", "amb", "mme", "mlle":
		return plain | title | capital
	case "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec", "st", "mt", "ft",
		"inc", "corp", "ltd", "co", "bros", "jr", "sr", "plc", "cos", "ave", "blvd", "rd", "univ", "dept", "assn",
		"calif", "fla", "mass", "conn", "mich", "minn", "wash", "ariz", "colo", "pa", "va", "ga", "ala", "ky", "tenn", "okla", "ore", "wis", "kan", "nev",
		"mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri":
		return plain | capital
	case "vs", "etc", "approx", "est", "e.g", "i.e", "ph.d", "m.sc", "b.sc", "cf", "al":
		return plain
	case "no", "nos", "pp", "art", "fig", "vol", "sec", "p":
		return plain | beforeDigit
	}
	return 0
}

// starters reports whether w is often the first word of a sentence.
func starters(w string) bool {
	switch w {
	case "The", "In", "But", "He", "She", "It", "They", "We", "However", "This", "That", "These", "Those", "A", "An", "On", "At", "For", "And", "If", "When", "While", "After", "Before", "As", "His", "Her", "Its", "Their", "There", "Meanwhile", "Although", "I", "You":
		return true
	}
	return false
}

// abbreviationEnds decides about an abbreviation at token i that keeps its stop,
// before the word at token word.
func (s *splitter) abbreviationEnds(first, i, word int, isUpper, isLower bool) bool {
	t := s.tok(i)
	if !isUpper || abbreviation(t[:len(t)-1])&title != 0 {
		return false
	}
	return starters(s.tok(word))
}
