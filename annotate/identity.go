package annotate

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"newsannotate/annotate/document"
	"newsannotate/ner"
	"newsannotate/ner/gazetteer"
	"newsannotate/ner/token"
)

// identities is what identify says of the names of one article.
type identities struct {
	entities []document.Entity // in order of first mention
	ids      []string          // of each name, its entity's
	why      []string          // of each name, why it was joined to others; empty for the first
	where    []string          // of each place, where it was found
}

// identify says which names are names of the same thing, and what is known of
// each thing. The names are in text order; own says of each which entry of the
// lexicon it is from, if any, and may be nil. The cost is n log n in the
// number of names and linear in the length of the text.
//
// Names that are alike but for case, marks, stops and hyphens are the same
// thing. What else is depends on the type: identity_people.go,
// identity_organisations.go and places.go have the rules.
func identify(text string, sentences []token.Sentence, names []ner.Mention, own []*Entry) identities {
	w := newWho(text, sentences, names, own)
	w.lexicon()
	w.places()
	w.people()
	w.organisations()
	return w.result()
}

// who gathers the names of one article. Forms are nodes of a forest, the roots
// of which are the things.
type who struct {
	text      string
	names     []ner.Mention
	tokens    []token.Token // of all sentences
	at        []int         // of each name, its first token
	forms     []form
	of        []int      // of each name, its form; a name may be taken out of its form
	roles     [][]string // of each name of a person, those beside it
	own       []*Entry
	countries votes
}

// A form is a name as it is written, and how often.
type form struct {
	kind     ner.Type
	text     string   // as written first where it is not in capitals, white space as one space
	words    []string // folded, in lower case
	key      string   // the words, joined: forms of one key and type are one
	mentions []int    // names, in text order
	parent   int      // the form that it is another name of, or its own index
	why      string   // the reason for parent
	entry    *Entry   // of the lexicon
	place    gazetteer.Place
	resolved bool // place is known
}

func newWho(text string, sentences []token.Sentence, names []ner.Mention, own []*Entry) *who {
	w := &who{text: text, names: names, of: make([]int, len(names)), at: make([]int, len(names)),
		roles: make([][]string, len(names)), own: own}
	for _, s := range sentences {
		w.tokens = append(w.tokens, s.Tokens...)
	}
	type key struct {
		kind  ner.Type
		key   string
		entry *Entry
	}
	known := map[key]int{}
	t := 0
	for i, n := range names {
		for t < len(w.tokens) && w.tokens[t].End <= n.Start {
			t++
		}
		w.at[i] = t
		written := strings.Join(strings.Fields(n.Of(text)), " ")
		words := foldedWords(written)
		k := key{kind: n.Type, key: strings.Join(words, " ")}
		if len(words) == 0 {
			k.key = written
		}
		if own != nil {
			k.entry = own[i]
		}
		f, ok := known[k]
		if !ok {
			f = len(w.forms)
			known[k] = f
			w.forms = append(w.forms, form{kind: n.Type, text: written, words: words, key: k.key, parent: f, entry: k.entry})
		}
		if isCapitals(w.forms[f].text) && !isCapitals(written) {
			w.forms[f].text = written
		}
		w.forms[f].mentions = append(w.forms[f].mentions, i)
		w.of[i] = f
	}
	return w
}

// foldedWords are the words of a name in lower case and without marks. Full
// stops and apostrophes are dropped, quotes too.
func foldedWords(name string) []string {
	words := strings.Fields(strings.ToLower(gazetteer.Fold(name)))
	kept := words[:0]
	for _, w := range words {
		w = dropped.Replace(w)
		w = strings.TrimFunc(w, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
		if w != "" {
			kept = append(kept, w)
		}
	}
	return kept
}

var dropped = strings.NewReplacer(".", "", "'", "", "`", "", "“", "", "”", "", `"`, "")

// isCapitals reports whether s has a letter in upper case, and none in lower.
func isCapitals(s string) bool {
	return s == strings.ToUpper(s) && s != strings.ToLower(s)
}

func (w *who) root(f int) int {
	for w.forms[f].parent != f {
		w.forms[f].parent = w.forms[w.forms[f].parent].parent
		f = w.forms[f].parent
	}
	return f
}

// join makes form f another name of what to names.
func (w *who) join(f, to int, why string) {
	from, to := w.root(f), w.root(to)
	if from == to {
		return
	}
	w.forms[from].parent = to
	w.forms[f].why = why
	if from != f && w.forms[from].why == "" {
		w.forms[from].why = why
	}
}

// first is the first name of form f.
func (w *who) first(f int) int { return w.forms[f].mentions[0] }

// own forms of one entry of the lexicon are one thing.
func (w *who) lexicon() {
	known := map[*Entry]int{}
	for f := range w.forms {
		e := w.forms[f].entry
		if e == nil {
			continue
		}
		if to, ok := known[e]; ok {
			w.join(f, to, fmt.Sprintf("lexicon: %s", e.Name))
		} else {
			known[e] = f
		}
	}
}

// free reports whether form f is of type t and not of the lexicon.
func (w *who) free(f int, t ner.Type) bool {
	return w.forms[f].kind == t && w.forms[f].entry == nil
}

// result makes the entities.
func (w *who) result() identities {
	things := map[int][]int{} // root -> names
	order := []int{}
	for i := range w.names {
		r := w.root(w.of[i])
		if things[r] == nil {
			order = append(order, r)
		}
		things[r] = append(things[r], i)
	}
	r := identities{ids: make([]string, len(w.names)), why: make([]string, len(w.names)), where: make([]string, len(w.names))}
	members := make([][]int, len(order))
	for n, root := range order {
		members[n] = things[root]
		r.entities = append(r.entities, w.entity(root, things[root]))
	}
	identifiers(r.entities)
	for n, names := range members {
		for k, i := range names {
			r.ids[i] = r.entities[n].ID
			f := &w.forms[w.of[i]]
			r.where[i] = w.whereIs(w.forms[w.root(w.of[i])])
			switch {
			case f.entry != nil:
				r.why[i] = "lexicon: " + f.entry.Name
			case f.parent != w.of[i]:
				r.why[i] = f.why
			case k > 0:
				r.why[i] = "same name"
			}
		}
	}
	return r
}

// entity makes the entity of a root and its names, which are in text order.
func (w *who) entity(root int, names []int) document.Entity {
	var forms []int
	seen := map[int]bool{}
	for _, i := range names {
		if f := w.of[i]; !seen[f] {
			seen[f] = true
			forms = append(forms, f)
		}
	}
	best := forms[0]
	for _, f := range forms[1:] {
		if w.better(f, best) {
			best = f
		}
	}
	e := document.Entity{Type: types[w.forms[root].kind], Name: w.forms[best].text}
	if e.Name == strings.ToUpper(e.Name) && len(e.Name) > 4 && e.Type != document.Organisation {
		e.Name = uncapitalised(e.Name)
	}
	for _, f := range forms[:min(len(forms), 4*most)] { // more are an attack, not an article
		if t := w.forms[f].text; t != e.Name && !slices.Contains(e.Aliases, t) && !isCapitals(t) ||
			f != best && isAcronym(t) && !slices.Contains(e.Aliases, t) {
			e.Aliases = append(e.Aliases, t)
		}
	}
	for _, i := range names {
		for _, role := range w.roles[i] {
			e.Roles = addRole(e.Roles, role)
		}
	}
	if e.Type == document.Place {
		w.describe(&e, w.forms[root])
	}
	if entry := w.forms[root].entry; entry != nil {
		entry.describe(&e)
	}
	return e
}

// better reports whether form a is a better name of a thing than b, which
// comes first: of people and organisations the fuller one, of places the more
// frequent.
func (w *who) better(a, b int) bool {
	x, y := &w.forms[a], &w.forms[b]
	if isCapitals(x.text) != isCapitals(y.text) {
		return isCapitals(y.text)
	}
	if x.kind == ner.Place {
		if x.resolved && y.resolved && x.place.Alias != y.place.Alias {
			return !x.place.Alias
		}
		return len(x.mentions) > len(y.mentions)
	}
	return cmp.Or(cmp.Compare(len(x.words), len(y.words)), cmp.Compare(len(x.text), len(y.text)), cmp.Compare(len(x.mentions), len(y.mentions))) > 0
}

// uncapitalised writes NEW YORK as New York.
func uncapitalised(s string) string {
	out := []rune(strings.ToLower(s))
	for i := range out {
		if i == 0 || !unicode.IsLetter(out[i-1]) && out[i-1] != '\'' && out[i-1] != '’' {
			out[i] = unicode.ToUpper(out[i])
		}
	}
	return string(out)
}

// identifiers gives each entity its id: the slug of its name. Where several
// have one slug the first in the order person, place, organisation keeps it,
// and a country comes before other places; the others get what tells them
// apart: the country, the role, the type, and in the end a number. Ids of the
// lexicon stand.
func identifiers(entities []document.Entity) {
	order := make([]int, len(entities))
	taken := map[string]bool{}
	for i := range entities {
		order[i] = i
		taken[entities[i].ID] = true
	}
	slices.SortStableFunc(order, func(a, b int) int {
		x, y := &entities[a], &entities[b]
		return cmp.Or(cmp.Compare(slices.Index(document.Types, x.Type), slices.Index(document.Types, y.Type)), rank(x)-rank(y))
	})
	next := map[string]int{}
	for _, i := range order {
		e := &entities[i]
		if e.ID != "" {
			continue
		}
		slug := document.Slug(e.Name)
		id := slug
		for _, more := range []string{e.ISO, firstRole(e.Roles), string(e.Type)} {
			if !taken[id] {
				break
			}
			if more != "" {
				id = document.Slug(slug + " " + more)
			}
		}
		for n := max(2, next[slug]); taken[id]; n++ {
			id = fmt.Sprintf("%s-%d", slug, n)
			next[slug] = n + 1
		}
		taken[id] = true
		e.ID = id
	}
}

// rank orders entities of one type that have one slug: what is known better
// comes first.
func rank(e *document.Entity) int {
	switch {
	case e.Kind == "country":
		return 0
	case e.ISO != "" || len(e.Roles) > 0:
		return 1
	}
	return 2
}

func firstRole(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return list[0]
}

// isAcronym reports whether s is one word of two to ten letters and mostly
// capitals: TSK, U.S., TfL.
func isAcronym(s string) bool {
	upper, lower := 0, 0
	for _, r := range s {
		switch {
		case unicode.IsUpper(r):
			upper++
		case unicode.IsLower(r):
			lower++
		case unicode.IsSpace(r):
			return false
		}
	}
	first, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(first) && upper >= 2 && upper > lower && upper+lower <= 10
}

// listed are the classes that speak for a type.
var listed = [...]gazetteer.Class{ner.Person: gazetteer.People, ner.Place: gazetteer.Places, ner.Organisation: gazetteer.Organisations}

// evidence is why name i was tagged and why it has the entity that it has, in a
// few words each: what --explain shows.
func (r *identities) evidence(text string, i int, n ner.Mention) []string {
	if strings.HasPrefix(n.Evidence, "lexicon: ") {
		return []string{n.Evidence}
	}
	e := []string{cmp.Or(n.Evidence, fmt.Sprintf("model: %.2f", hundredths(n.Score)))}
	if found := gazetteer.Find(nil, strings.Fields(n.Of(text))); len(found) == 1 && found[0].End == len(strings.Fields(n.Of(text))) {
		if c := found[0].Class & listed[n.Type]; c != 0 {
			e = append(e, "list: "+c.String())
		}
	}
	for _, why := range []string{r.why[i], r.where[i]} {
		if why != "" {
			e = append(e, why)
		}
	}
	return e
}

// Identify says which names of a text are names of the same thing: it returns
// the entities in order of first mention, and for each name the id of its
// entity. The names are in text order and do not overlap; sentences are those
// of token.Split, tagged. It may be called from several goroutines at once.
func Identify(text string, sentences []token.Sentence, names []ner.Mention) (entities []document.Entity, ids []string) {
	r := identify(text, sentences, names, nil)
	return r.entities, r.ids
}
