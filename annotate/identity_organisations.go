package annotate

import (
	"slices"
	"strings"
	"unicode"

	"newsannotate/ner"
)

// organisations joins the names of organisations:
//
//   - names that differ in "the", a legal form or British spelling, and Ministry
//     of Health with Health Ministry;
//   - an acronym in brackets to the name before or behind it, and any other to
//     a name of which it has the initials;
//   - a shorter name to one that begins or ends with it: of several to the one
//     named last before it.
func (w *who) organisations() {
	var list []int
	byKey := map[string]int{}
	byWord := map[string][]int{}
	for f := range w.forms {
		if w.forms[f].kind != ner.Organisation || len(w.forms[f].words) == 0 {
			continue
		}
		w.forms[f].words = orgWords(w.forms[f].words)
		list = append(list, f)
	}
	slices.SortStableFunc(list, func(a, b int) int { return len(w.forms[b].words) - len(w.forms[a].words) })
	for _, f := range list {
		key := orgKey(w.forms[f].words)
		if to, ok := byKey[key]; ok && w.free(f, ner.Organisation) {
			w.join(f, to, "variant of "+w.forms[to].text)
			continue
		}
		byKey[key] = f
		for _, word := range w.forms[f].words {
			if own := byWord[word]; len(own) < most && !slices.Contains(own, f) {
				byWord[word] = append(own, f)
			}
		}
	}
	w.brackets()
	w.acronyms(list)
	for _, f := range list {
		if w.free(f, ner.Organisation) && w.forms[f].parent == f {
			w.shorter(f, byWord)
		}
	}
}

// orgWords are the words of a name without "the", a legal form, and other
// spellings.
func orgWords(words []string) []string {
	out := slices.Clone(words)
	if len(out) > 1 && out[0] == "the" {
		out = out[1:]
	}
	for len(out) > 1 && legalForms[out[len(out)-1]] {
		out = out[:len(out)-1]
	}
	for i, word := range out {
		if s, ok := american[word]; ok {
			out[i] = s
		} else if stem, ok := strings.CutSuffix(word, "isation"); ok {
			out[i] = stem + "ization"
		}
	}
	return out
}

var legalForms = map[string]bool{"inc": true, "ltd": true, "plc": true, "corp": true, "co": true, "llc": true, "ag": true, "gmbh": true,
	"sa": true, "spa": true, "nv": true, "bv": true, "limited": true, "incorporated": true, "corporation": true, "company": true,
	"ab": true, "asa": true, "oyj": true, "as": true, "se": true, "llp": true, "pty": true, "pte": true, "bhd": true, "tbk": true, "jsc": true, "kk": true}

var american = map[string]string{"defence": "defense", "centre": "center", "labour": "labor", "programme": "program", "co-operation": "cooperation"}

// orgKey is what names of one organisation share: Ministry of Health has the
// key of Health Ministry.
func orgKey(words []string) string {
	if len(words) > 2 && words[1] == "of" && bodies[words[0]] {
		rest := words[2:]
		if rest[0] == "the" && len(rest) > 1 {
			rest = rest[1:]
		}
		return strings.Join(rest, " ") + " " + words[0]
	}
	return strings.Join(words, " ")
}

var bodies = map[string]bool{"ministry": true, "department": true, "office": true, "board": true, "parliament": true}

// brackets joins a name with the acronym that stands beside it in brackets, or
// behind "or": "Turkish Armed Forces (TSK)", "TSK, the Turkish Armed Forces".
func (w *who) brackets() {
	for i := 1; i < len(w.names); i++ {
		a, b := w.of[i-1], w.of[i]
		if !w.free(a, ner.Organisation) || !w.free(b, ner.Organisation) || w.root(a) == w.root(b) {
			continue
		}
		between := w.text[w.names[i-1].End:w.names[i].Start]
		if len(between) > 16 {
			continue
		}
		between = strings.Join(strings.Fields(between), " ")
		long, short := a, b
		if len(w.forms[a].text) < len(w.forms[b].text) {
			long, short = b, a
		}
		if !isAcronym(w.forms[short].text) || len(w.forms[long].words) < 2 {
			continue
		}
		behind := w.text[w.names[i].End:]
		closed := strings.HasPrefix(behind, ")") || strings.HasPrefix(behind, ",") && strings.HasPrefix(between, "(")
		letters := standsFor(w.forms[short].text, w.forms[long].text)
		switch {
		case (between == "(" || between == "(the") && closed && (letters || short == b):
		case (between == ", or" || between == ", or the" || between == ", the" || between == "or" || between == ", known as") && letters:
		default:
			continue
		}
		if w.forms[short].parent == short {
			w.join(short, long, "acronym of "+w.forms[long].text)
		}
	}
}

// acronyms joins acronyms to the names of which they have the initials. Two
// letters mean too many things to stand for a name that comes only later.
func (w *who) acronyms(list []int) {
	byInitials := map[string]int{}
	for i := len(list) - 1; i >= 0; i-- {
		f := list[i]
		if len(w.forms[f].words) > 1 {
			for _, s := range initials(w.forms[f].text) {
				byInitials[s] = f
			}
		}
	}
	for _, f := range list {
		x := &w.forms[f]
		if len(x.words) != 1 || !isAcronym(x.text) || x.parent != f || !w.free(f, ner.Organisation) {
			continue
		}
		short := strings.ToUpper(letters(x.text))
		if to, ok := byInitials[short]; ok && (len(short) > 2 || w.first(to) < w.first(f)) {
			w.join(f, to, "acronym of "+w.forms[to].text)
		}
	}
}

// initials are the initials of the words of a name, of those in capitals, and
// of all parts of words joined by hyphens.
func initials(name string) []string {
	var all, capitals, parts []rune
	for _, word := range strings.Fields(name) {
		if strings.EqualFold(word, "the") {
			continue
		}
		for k, p := range strings.FieldsFunc(word, func(r rune) bool { return r == '-' || r == '/' }) {
			r := []rune(strings.TrimLeftFunc(p, func(r rune) bool { return !unicode.IsLetter(r) }))
			if len(r) == 0 {
				continue
			}
			if k == 0 {
				all = append(all, unicode.ToUpper(r[0]))
				if unicode.IsUpper(r[0]) {
					capitals = append(capitals, r[0])
				}
			}
			if unicode.IsUpper(r[0]) {
				parts = append(parts, r[0])
			}
		}
	}
	var out []string
	for _, s := range [][]rune{capitals, all, parts} {
		if len(s) > 1 && !slices.Contains(out, string(s)) {
			out = append(out, string(s))
		}
	}
	return out
}

func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) {
			return r
		}
		return -1
	}, s)
}

// standsFor reports whether the letters of short are letters of name in their
// order, from its first on.
func standsFor(short, name string) bool {
	rest := []rune(strings.ToLower(name))
	for i, r := range strings.ToLower(letters(short)) {
		at := slices.Index(rest, r)
		if at < 0 || i == 0 && at > 0 && !strings.HasPrefix(strings.ToLower(name), "the ") {
			return false
		}
		rest = rest[at+1:]
	}
	return true
}

// shorter joins form f to a longer name that begins or ends with it.
func (w *who) shorter(f int, byWord map[string][]int) {
	words := w.forms[f].words
	best, score := -1, 0
	for _, other := range byWord[words[0]] {
		o := w.forms[other].words
		if other == f || len(o) <= len(words) {
			continue
		}
		begins, ends := slices.Equal(o[:len(words)], words), slices.Equal(o[len(o)-len(words):], words)
		if !begins && !ends && !(len(words) > 1 && contains(o, words)) {
			continue
		}
		if begins && len(words) == 1 && (o[1] == "of" || o[1] == "for") && !ends && len(w.forms[f].mentions) == 0 {
			continue
		}
		// Named before it and near, or else the first behind it.
		s := 1
		if w.first(other) < w.first(f) {
			s = 2 + w.first(other)
			if begins {
				s = 2 + len(w.names) - w.first(other) // the one that the article is about
			}
		}
		if s > score {
			best, score = other, s
		}
	}
	if best >= 0 {
		w.join(f, best, "short for "+w.forms[best].text)
	}
}

// contains reports whether part stands in words as it is.
func contains(words, part []string) bool {
	for i := 0; i+len(part) <= len(words); i++ {
		if slices.Equal(words[i:i+len(part)], part) {
			return true
		}
	}
	return false
}
