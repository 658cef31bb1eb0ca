package annotate

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"newsannotate/ner"
	"newsannotate/ner/gazetteer"
	"newsannotate/ner/token"
)

// rolesOf finds the roles that stand beside name i, in the words of the
// article: before it ("National Defense Minister Hulusi Akar", "the Health
// Minister, Ivars Eglītis") and behind it ("Hikmet Hajiyev, the vice president of
// Azerbaijan,"). Articles, forms of address and the name of the employer
// before the role are left out.
func (w *who) rolesOf(i int) []string {
	var roles []string
	if r := w.roleBefore(i); r != "" {
		roles = append(roles, r)
	}
	if r := w.roleBehind(i); r != "" {
		roles = addRole(roles, r)
	}
	return roles
}

// addRole adds a role that roles do not have yet in other case or without its
// object.
func addRole(roles []string, role string) []string {
	for i, r := range roles {
		switch {
		case strings.EqualFold(r, role), hasWords(r, role):
			return roles
		case hasWords(role, r):
			roles[i] = role
			return roles
		}
	}
	return append(roles, role)
}

// hasWords reports whether a begins or ends with the words of b.
func hasWords(a, b string) bool {
	a, b = strings.ToLower(a), strings.ToLower(b)
	return len(a) > len(b) && (strings.HasPrefix(a, b+" ") || strings.HasSuffix(a, " "+b))
}

// roleHead is the word of a role that says what it is: minister of "Minister of
// Health" and of "former Health Minister".
func roleHead(role string) string {
	for _, p := range []string{" of ", " for ", " to "} {
		role, _, _ = strings.Cut(role, p)
	}
	return role[strings.LastIndexByte(role, ' ')+1:]
}

// farthest bounds the words of a role.
const farthest = 10

// roleBefore finds the role that ends right before name i.
func (w *who) roleBefore(i int) string {
	end := w.at[i]
	start := end
	low := 0 // the first token that may belong to the role
	if i > 0 {
		low = w.endOf(i - 1)
	}
	end = w.skipAddress(end, low)
	// "the Health Minister, X": only behind an article, so that lists are left alone.
	comma := false
	if end > low && w.word(end-1) == "," {
		end--
		comma = true
	}
	start = end
	if end == low && i > 0 {
		return w.objectBefore(i, low, end)
	}
	if start == 0 || !w.isRole(start-1) {
		return ""
	}
	start--
	for start > low && end-start < farthest && w.modifies(start-1) {
		start--
	}
	if comma && !(start > 0 && (isArticle(w.word(start-1)) || w.word(start-1) == "'s" || w.word(start-1) == "’s")) {
		return ""
	}
	start = w.skipConjunction(start, low)
	return w.phrase(start, end)
}

// endOf is the first token behind name i.
func (w *who) endOf(i int) int {
	t := w.at[i]
	for t < len(w.tokens) && w.tokens[t].Start < w.names[i].End {
		t++
	}
	return t
}

// skipAddress goes back over Mr, Mrs and their like, which are no roles.
func (w *who) skipAddress(t, low int) int {
	for t > low {
		word := strings.TrimSuffix(w.word(t-1), ".")
		if word == "" && t-1 > low { // the full stop of Mr.
			word = w.word(t - 2)
			if !isAddress(word) {
				return t
			}
			t--
		}
		if !isAddress(word) {
			return t
		}
		t--
	}
	return t
}

func isAddress(word string) bool {
	switch word {
	case "Mr", "Mrs", "Ms", "Miss", "Mx", "Messrs", "MR", "MRS", "MS":
		return true
	}
	return false
}

func isArticle(word string) bool {
	switch word {
	case "the", "The", "a", "A", "an", "An", "its", "his", "her", "their", "our", "my", "Its", "His", "Her", "Their":
		return true
	}
	return false
}

// objectBefore finds "Vice President of Azerbaijan" before a name that follows
// name i-1 at once.
func (w *who) objectBefore(i, low, end int) string {
	object := i - 1
	start := w.at[object]
	if w.names[object].Type == ner.Person || start < 2 {
		return ""
	}
	for range 2 { // Ambassador of Azerbaijan to Ankara
		if start < 2 || !isLink(w.word(start-1)) && !(isArticle(w.word(start-1)) && start > 2 && isLink(w.word(start-2))) {
			return ""
		}
		start--
		for !isLink(w.word(start)) {
			start--
		}
		if object > 0 && w.endOf(object-1) == start && w.names[object-1].Type != ner.Person {
			object--
			start = w.at[object]
			continue
		}
		break
	}
	head := start
	if start == 0 || !w.isRole(start-1) || !isUpper(w.word(start-1)) {
		return ""
	}
	low = 0
	if object > 0 {
		low = w.endOf(object - 1)
	}
	for start--; start > low && head-start < farthest && w.modifies(start-1); {
		start--
	}
	return w.phrase(w.skipConjunction(start, low), end)
}

// isLink reports whether word joins a role to its object.
func isLink(word string) bool { return word == "of" || word == "for" || word == "to" || word == "at" }

func isUpper(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(r)
}

// isRole reports whether token t is a word for what a person is.
func (w *who) isRole(t int) bool {
	word := w.word(t)
	if len(word) < 2 {
		return word == "." && t > 0 && gazetteer.Word(w.word(t-1)+".")&gazetteer.Title != 0
	}
	c := gazetteer.Word(word) | gazetteer.Word(strings.TrimSuffix(word, "."))
	if c&(gazetteer.Title|gazetteer.Role) != 0 {
		return !isAddress(strings.TrimSuffix(word, "."))
	}
	lower := strings.ToLower(word)
	if i := strings.LastIndexByte(lower, '-'); i >= 0 { // vice-president, secretary-general
		lower = lower[i+1:]
		if gazetteer.Word(lower)&(gazetteer.Title|gazetteer.Role) != 0 || lower == "general" {
			return true
		}
	}
	if gazetteer.Word(lower)&gazetteer.Role != 0 {
		return true
	}
	tag := w.tokens[t].Tag
	if tag != token.NN && tag != token.NNP {
		return false
	}
	for _, s := range []string{"ologist", "ographer", "woman", "keeper", "officer", "maker", "worker", "owner", "player", "holder", "leader", "economist", "ician"} {
		if strings.HasSuffix(lower, s) && len(lower) > len(s) {
			return true
		}
	}
	return false
}

// modifies reports whether token t belongs to the role that goes on with
// token t+1: an adjective or noun, "and" between two of them.
func (w *who) modifies(t int) bool {
	if t+1 == len(w.tokens) || w.tokens[t+1].Start-w.tokens[t].End > 1 || strings.ContainsRune(w.text[w.tokens[t].End:w.tokens[t+1].Start], '\n') {
		return false
	}
	word := w.word(t)
	lower := strings.ToLower(word)
	if isArticle(word) || isAddress(word) || stops[lower] {
		return false
	}
	if r, _ := utf8.DecodeRuneInString(word); !unicode.IsLetter(r) {
		return word == "&"
	}
	if nation := gazetteer.FindPlaces(nil, word); len(nation) > 0 && nation[0].Kind == gazetteer.Nation {
		return false
	}
	switch w.tokens[t].Tag {
	case token.JJ, token.NN, token.NNP, token.NNPS:
		return true
	case token.CC:
		return lower == "and"
	}
	return isUpper(word) && isUpper(w.word(t+1)) && !w.startsSentence(t)
}

// stops are words that the tagger takes for parts of a role, and are not.
var stops = func() map[string]bool {
	m := map[string]bool{}
	for word := range strings.FieldsSeq("but when then while where meanwhile earlier later also both said says told asked monday tuesday wednesday " +
		"thursday friday saturday sunday yesterday today tomorrow last next this that these those other fellow own first second") {
		m[word] = true
	}
	return m
}()

func (w *who) startsSentence(t int) bool {
	return t == 0 || strings.ContainsAny(w.word(t-1), ".!?:") || strings.ContainsRune(w.text[w.tokens[t-1].End:w.tokens[t].Start], '\n')
}

// skipConjunction leaves out an "and" that a role would begin with.
func (w *who) skipConjunction(start, low int) int {
	for start > low && start < len(w.tokens) && strings.EqualFold(w.word(start), "and") {
		start++
	}
	return start
}

// phrase is the text of tokens start to end, white space as one space.
func (w *who) phrase(start, end int) string {
	if start >= end {
		return ""
	}
	return strings.Join(strings.Fields(w.text[w.tokens[start].Start:w.tokens[end-1].End]), " ")
}

// roleBehind finds the role in apposition behind name i: between a comma and
// the next comma, full stop or relative clause.
func (w *who) roleBehind(i int) string {
	t := w.endOf(i)
	if t+2 >= len(w.tokens) || w.word(t) != "," && w.word(t) != "(" {
		return ""
	}
	limit := len(w.tokens)
	t++
	// Hikmet Hajiyev, 43, the vice president
	if r := w.word(t); strings.Trim(r, "0123456789") == "" && t+2 < limit && w.word(t+1) == "," {
		t += 2
	}
	article := false
	for t < limit && isArticle(w.word(t)) {
		article = true
		t++
	}
	start := t
	for t < limit && t-start < farthest && !w.isEnd(t) {
		t++
	}
	// The head is the last role in the phrase.
	head := -1
	for k := start; k < t; k++ {
		if w.isRole(k) {
			head = k
		} else if !w.modifies(k) && w.word(k) != "and" {
			break
		}
	}
	if head < 0 || head+1 < t && !w.isEnd(head+1) && !article && w.tokens[head+1].Tag == token.NNP {
		return ""
	}
	for k := start; k < head; k++ {
		if w.inName(k, i+1) {
			start = k + 1
		}
	}
	end := head + 1
	if end < limit && (w.word(end) == "of" || w.word(end) == "for") {
		end = w.objectBehind(i, end)
	}
	// In a list it may be the role of the name that follows: "Ambassador of
	// Azerbaijan to Ankara Rashad Mammadov".
	for next := i + 1; next < len(w.names) && w.at[next] <= t; next++ {
		if w.names[next].Type == ner.Person && w.at[next] > head {
			return ""
		}
	}
	return w.phrase(start, end)
}

// inName reports whether token t is part of name n or of one behind it.
func (w *who) inName(t, n int) bool {
	for ; n < len(w.names) && w.names[n].Start <= w.tokens[t].Start; n++ {
		if w.tokens[t].Start < w.names[n].End {
			return true
		}
	}
	return false
}

// isEnd reports whether a role cannot go on over token t.
func (w *who) isEnd(t int) bool {
	word := w.word(t)
	switch word {
	case ",", ".", ";", ":", ")", "(", "—", "–", "who", "which", "whose", "that", "said", "told", "\"", "”", "“":
		return true
	}
	return t > 0 && strings.ContainsRune(w.text[w.tokens[t-1].End:w.tokens[t].Start], '\n')
}

// objectBehind gives the end of a role with its object, which begins at token
// t: "of Azerbaijan", "of the traffic office".
func (w *who) objectBehind(i, t int) int {
	end := t + 1
	for n := i + 1; n < len(w.names) && w.names[n].Start < w.tokens[min(t+3, len(w.tokens)-1)].End; n++ {
		if from := w.at[n]; from == t+1 || from == t+2 && isArticle(w.word(t+1)) {
			return w.endOf(n)
		}
	}
	for end < len(w.tokens) && end-t < 7 && !w.isEnd(end) {
		switch w.tokens[end].Tag {
		case token.JJ, token.NN, token.NNS, token.NNP, token.NNPS, token.DT, token.CC:
			end++
			continue
		}
		break
	}
	for end > t && slices.Contains([]string{"and", "the", "a", "of", "for"}, w.word(end-1)) {
		end--
	}
	return end
}
