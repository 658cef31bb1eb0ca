package annotate

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"newsannotate/ner"
)

// most bounds how many things with one word in their names are looked at.
const most = 24

// people joins the names of people:
//
//   - a full name to a fuller one whose words it has in order, or in another
//     order: Luis Suárez, Luis Alberto Suárez; Orbán Viktor;
//   - an initial or a nickname to the given name that it stands for;
//   - a single name, a surname or a given name, to the one full name that has
//     it; of several to the one that fits its form of address and role, then to
//     the one named last before it, then to the first one behind it;
//   - names that only transliteration parts: Mammadov, Mamedov.
func (w *who) people() {
	for i, n := range w.names {
		if n.Type == ner.Person {
			w.roles[i] = w.rolesOf(i)
		}
	}
	var full, single []int
	for f := range w.forms {
		switch {
		case w.forms[f].kind != ner.Person:
		case len(nameWords(w.forms[f].words)) > 1:
			full = append(full, f)
		default:
			single = append(single, f)
		}
	}
	// The fullest first, so that each finds the one that it is short for.
	slices.SortStableFunc(full, func(a, b int) int {
		x, y := &w.forms[a], &w.forms[b]
		if (x.entry == nil) != (y.entry == nil) {
			if x.entry != nil {
				return -1
			}
			return 1
		}
		return len(y.words) - len(x.words)
	})
	byWord := map[string][]int{}
	for _, f := range full {
		words := nameWords(w.forms[f].words)
		if w.free(f, ner.Person) {
			w.joinFull(f, words, byWord)
		}
		for _, word := range words {
			byWord[word] = append(byWord[word], f)
			if s := skeleton(word); s != "" {
				byWord["~"+s] = append(byWord["~"+s], f)
			}
		}
	}
	w.singles(single, full)
}

// nameWords are words without what tells generations apart.
func nameWords(words []string) []string {
	if n := len(words); n > 1 && generation[words[n-1]] {
		return words[:n-1]
	}
	return words
}

var generation = map[string]bool{"jr": true, "sr": true, "ii": true, "iii": true, "iv": true}

// joinFull joins a full name to a fuller one, where one fits.
func (w *who) joinFull(f int, words []string, byWord map[string][]int) {
	last := words[len(words)-1]
	for _, key := range []string{last, words[0], "~" + skeleton(last)} {
		list := byWord[key]
		for _, other := range list[max(0, len(list)-most):] {
			o := nameWords(w.forms[other].words)
			if a, b := w.forms[f].words, w.forms[other].words; len(a) > len(words) && len(b) > len(o) && a[len(a)-1] != b[len(b)-1] {
				continue // Jr. and Sr.
			}
			if w.title(f)*w.title(other) < 0 {
				continue // Mr and Mrs
			}
			if why := sameName(words, o); why != "" {
				w.join(f, other, fmt.Sprintf("%s %s", why, w.forms[other].text))
				return
			}
		}
	}
}

// sameName says how the full name a can be the fuller name b; "" when it
// cannot.
func sameName(a, b []string) string {
	if len(a) == len(b) {
		x, y := slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b))
		if slices.Equal(x, y) {
			return "another order of"
		}
	}
	exact, at := true, 0
	for i, word := range a {
		for at < len(b) && word != b[at] && !like(word, b[at], i == 0) {
			at++
		}
		if at == len(b) {
			return ""
		}
		exact = exact && word == b[at]
		at++
	}
	// A given name and a surname at least: "Van Dijk" is any Van Dijk.
	if exact {
		return "short for"
	}
	// Where words differ the names must begin and end alike.
	if at == len(b) && (a[0] == b[0] || like(a[0], b[0], true)) {
		return "variant of"
	}
	return ""
}

// like reports whether two words of names are one: an initial, a nickname of a
// given name, another transliteration.
func like(a, b string, given bool) bool {
	if utf8.RuneCountInString(a) == 1 || utf8.RuneCountInString(b) == 1 {
		return given && a[0] == b[0]
	}
	if given && (nicknames[a] == b || nicknames[b] == a || nicknames[a] != "" && nicknames[a] == nicknames[b]) {
		return true
	}
	s := skeleton(a)
	return s != "" && s == skeleton(b)
}

// nicknames gives the given name that an English short form stands for.
var nicknames = map[string]string{
	"bill": "william", "will": "william", "billy": "william", "bob": "robert", "rob": "robert", "bobby": "robert",
	"dick": "richard", "rick": "richard", "jim": "james", "jimmy": "james", "jack": "john", "johnny": "john",
	"mike": "michael", "mick": "michael", "tom": "thomas", "tommy": "thomas", "tony": "anthony", "dave": "david",
	"dan": "daniel", "danny": "daniel", "joe": "joseph", "joey": "joseph", "ted": "edward", "ed": "edward", "eddie": "edward",
	"sam": "samuel", "ben": "benjamin", "matt": "matthew", "nick": "nicholas", "steve": "stephen", "chris": "christopher",
	"greg": "gregory", "jeff": "jeffrey", "ken": "kenneth", "larry": "lawrence", "pete": "peter", "ron": "ronald",
	"don": "donald", "andy": "andrew", "alex": "alexander", "charlie": "charles", "chuck": "charles", "fred": "frederick",
	"liz": "elizabeth", "beth": "elizabeth", "betty": "elizabeth", "kate": "katherine", "katie": "katherine", "kathy": "katherine",
	"maggie": "margaret", "meg": "margaret", "peggy": "margaret", "sue": "susan", "jenny": "jennifer", "jen": "jennifer",
	"becky": "rebecca", "debbie": "deborah", "patty": "patricia", "pat": "patrick", "tim": "timothy", "vlad": "vladimir",
	"volodya": "vladimir", "sasha": "alexander", "misha": "mikhail", "mo": "mohamed", "ally": "alison", "manny": "manuel",
}

// skeleton is a word without what transliterations of it differ in; "" for
// a word too short to tell by.
func skeleton(word string) string {
	if len(word) < 6 {
		return ""
	}
	s := transliterated.Replace(word)
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if i == 0 || s[i] != s[i-1] {
			b.WriteByte(s[i])
		}
	}
	out := b.String()
	if strings.HasSuffix(out, "i") {
		out = strings.TrimRight(out, "i")
	}
	return out
}

var transliterated = strings.NewReplacer("kh", "h", "gh", "g", "dzh", "j", "zh", "j", "dj", "j", "ou", "u", "oo", "u", "ee", "i", "ue", "u", "oe", "o",
	"ph", "f", "w", "v", "y", "i", "ck", "k", "ye", "e", "ie", "e", "yu", "u", "ya", "a", "tch", "ch", "q", "k", "e", "a")

// singles joins single names to full ones, in text order.
func (w *who) singles(single, full []int) {
	parts := map[string][]claim{} // word -> full names that have it, in text order
	slices.SortStableFunc(full, func(a, b int) int { return w.first(a) - w.first(b) })
	for _, f := range full {
		words := nameWords(w.forms[f].words)
		for k, word := range words {
			rank := 1
			switch k {
			case len(words) - 1:
				rank = 3
			case 0:
				rank = 2
			}
			add := func(part string, rank int) {
				if list := parts[part]; len(list) < most {
					parts[part] = append(list, claim{f, rank})
				}
			}
			add(word, rank)
			if s := skeleton(word); s != "" && k == len(words)-1 {
				add("~"+s, 0)
			}
			if strings.Contains(word, "-") {
				for _, part := range strings.Split(word, "-") {
					if len(part) > 2 {
						add(part, 0)
					}
				}
			}
		}
	}
	open := map[int]bool{} // forms with several claims
	for _, f := range single {
		if !w.free(f, ner.Person) || len(w.forms[f].words) == 0 {
			continue
		}
		word := nameWords(w.forms[f].words)[0]
		list := parts[word]
		if len(list) == 0 {
			list = parts["~"+skeleton(word)]
		}
		things := map[int]bool{}
		for _, c := range list {
			things[w.root(c.form)] = true
		}
		switch len(things) {
		case 0:
		case 1:
			if c := list[0]; !w.clash(f, c.form) {
				w.join(f, c.form, part(c.rank)+w.forms[c.form].text)
			}
		default:
			open[f] = true
		}
	}
	if len(open) > 0 {
		w.nearest(open, parts)
	}
}

// A claim is a full name that has a word, and how much the word counts in it.
type claim struct{ form, rank int }

// part says what the word of a claim is in a name.
func part(rank int) string {
	switch rank {
	case 3:
		return "surname of "
	case 2:
		return "first name of "
	}
	return "part of "
}

// clash reports whether the forms of address of two forms exclude each other.
func (w *who) clash(a, b int) bool { return w.title(a)*w.title(b) < 0 }

// title is 1 where a form is addressed as a man, -1 as a woman, else 0.
func (w *who) title(f int) int {
	for _, i := range w.forms[f].mentions[:min(8, len(w.forms[f].mentions))] {
		if t := w.address(i); t != 0 {
			return t
		}
	}
	return 0
}

// address is 1 where the word before name i is Mr, -1 where it is Mrs or Ms.
func (w *who) address(i int) int {
	if t := w.at[i]; t > 0 {
		return address[strings.Trim(w.word(t-1), ".")]
	}
	return 0
}

var address = map[string]int{"Mr": 1, "Sir": 1, "Lord": 1, "MR": 1, "Herr": 1, "Monsieur": 1,
	"Mrs": -1, "Ms": -1, "Miss": -1, "Lady": -1, "Dame": -1, "Madam": -1, "MRS": -1, "MS": -1, "Frau": -1, "Madame": -1}

// nearest splits the single names of open by what they are nearest to. Each
// mention of such a name is settled on its own.
func (w *who) nearest(open map[int]bool, parts map[string][]claim) {
	seen := map[int]int{} // root -> the last name seen, from 1
	split := map[[2]int]int{}
	for i := range w.names {
		f := w.of[i]
		if !open[f] {
			if w.forms[f].kind == ner.Person {
				seen[w.root(f)] = i + 1
			}
			continue
		}
		word := nameWords(w.forms[f].words)[0]
		list := parts[word]
		if len(list) == 0 {
			list = parts["~"+skeleton(word)]
		}
		best, score := claim{-1, 0}, -1
		for _, c := range list {
			root := w.root(c.form)
			if w.address(i)*w.title(c.form) < 0 {
				continue
			}
			s := c.rank
			if w.shareRole(i, c.form) {
				s += 1 << 30
			}
			if last := seen[root]; last > 0 {
				s += 8 * last
			} else {
				s += 4 // only behind: the first of them
			}
			if s > score {
				best, score = c, s
			}
		}
		if best.form < 0 {
			continue
		}
		root := w.root(best.form)
		seen[root] = i + 1
		k := [2]int{f, root}
		g, ok := split[k]
		if !ok {
			g = len(w.forms)
			split[k] = g
			copied := w.forms[f]
			copied.mentions, copied.parent = nil, g
			w.forms = append(w.forms, copied)
			w.join(g, root, "nearest "+part(best.rank)+w.forms[best.form].text)
		}
		w.forms[g].mentions = append(w.forms[g].mentions, i)
		w.of[i] = g
	}
}

// shareRole reports whether name i and form f have a role in common.
func (w *who) shareRole(i, f int) bool {
	for _, a := range w.roles[i] {
		for _, j := range w.forms[f].mentions[:min(8, len(w.forms[f].mentions))] {
			for _, b := range w.roles[j] {
				if strings.EqualFold(roleHead(a), roleHead(b)) {
					return true
				}
			}
		}
	}
	return false
}

// word is the text of token t.
func (w *who) word(t int) string { return w.tokens[t].Of(w.text) }
