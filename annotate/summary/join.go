package summary

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"newsannotate/annotate/document"
)

// A Named is one entity as Documents name it: what Join works on.
type Named struct {
	Type    document.Type
	Name    string
	Aliases []string
	Kind    string // of a place
	ISO     string // of a place
}

// A Joined says where a Named belongs. Of is the index of the Named that
// stands for all that mean the same, which may be its own. Why says why it
// belongs there; where it stands alone, Why says which join was left undone, if
// one was.
type Joined struct {
	Of  int
	Why string
}

// Join says which entities of different Documents mean the same thing. What it
// joins depends on the set of entities and not on their order, and it prefers
// two entries for one thing to one entry for two:
//
//   - the same name, but for marks, case, stops and hyphens; of organisations
//     also but for a leading "the" and British or American spelling; of places
//     in the same country;
//   - countries by their ISO code, whatever their name (Turkey, Türkiye);
//   - a place without a country joins the only place of its name that has one;
//   - a person joins the only other who has that name, of two or more words,
//     as an alias. A surname alone joins no full name: another Document's Akar
//     may be another Akar;
//   - an acronym joins the only organisation for which it is known to stand.
//
// It may be called from several goroutines at once.
func Join(entities []Named) []Joined {
	n := len(entities)
	j := joiner{entities, make([]hash, n), make([]int32, n), make([]int32, n), map[int]string{}, map[int]string{}}
	first := make(map[hash]int32, n)
	for i := range entities {
		e := &entities[i]
		j.folded[i], j.parent[i] = hashOf(Fold(e.Type, e.Name)), int32(i)
		k := key(e)
		if same, ok := first[k]; ok {
			j.join(i, int(same), sameKey(e))
		} else {
			first[k] = int32(i)
		}
	}
	j.settle()
	j.countries()
	j.settle()
	j.places()
	j.people()
	j.organisations()
	return j.result()
}

// result says who stands for each group.
func (j *joiner) result() []Joined {
	stands := map[int]int{} // root -> who stands for its group, where that is not the root
	for i := range j.entities {
		root := j.root(i)
		other, ok := stands[root]
		if !ok {
			other = root
		}
		if i != other && j.before(i, other) {
			stands[root] = i
		}
	}
	out := make([]Joined, len(j.entities))
	for i := range j.entities {
		e, of := &j.entities[i], j.root(i)
		if other, ok := stands[of]; ok {
			of = other
		}
		switch {
		case of == i:
			out[i] = Joined{i, j.undone[i]}
		case key(e) == key(&j.entities[of]):
			out[i] = Joined{of, sameKey(e)}
		case j.why[i] == "": // others were joined to it, and one of them stands for all
			out[i] = Joined{of, fmt.Sprintf("%q is a name of it too", j.entities[of].Name)}
		default:
			out[i] = Joined{of, j.why[i]}
		}
	}
	return out
}

// A hash stands for a string of which many are kept: 64 bits, by which two of
// a million differ but for one chance in thirty million.
type hash uint64

// hashOf is FNV-1a.
func hashOf(s string) hash {
	h := hash(14695981039346656037)
	for i := range len(s) {
		h = (h ^ hash(s[i])) * 1099511628211
	}
	return h
}

// key is what entities of different Documents share where they are the same
// thing by name alone.
func key(e *Named) hash {
	if isCountry(e) {
		return hashOf("country/" + e.ISO)
	}
	return hashOf(string(e.Type) + "/" + e.ISO + "/" + Fold(e.Type, e.Name))
}

func sameKey(e *Named) string {
	if isCountry(e) {
		return "the same country code, " + e.ISO
	}
	return "the same name"
}

func isCountry(e *Named) bool {
	return e.Type == document.Place && e.Kind == "country" && e.ISO != ""
}

type joiner struct {
	entities []Named
	folded   []hash         // of the names, folded
	parent   []int32        // a forest: the root of a tree is its own parent
	group    []int32        // the roots as they were when settle was called
	why      map[int]string // the reason for a parent
	undone   map[int]string // the reason for none
}

func (j *joiner) root(i int) int {
	for int(j.parent[i]) != i {
		j.parent[i] = j.parent[j.parent[i]]
		i = int(j.parent[i])
	}
	return i
}

func (j *joiner) join(i, to int, why string) {
	j.why[i] = why
	j.parent[j.root(i)] = int32(j.root(to))
}

// settle lets what has been joined count as one in the steps that follow. No
// step looks at the joins that it makes itself, so their order is nothing.
func (j *joiner) settle() {
	for i := range j.group {
		j.group[i] = int32(j.root(i))
	}
}

// before orders those that could stand for a group: a country first, then
// places with a country, then the longest name.
func (j *joiner) before(a, b int) bool {
	x, y := &j.entities[a], &j.entities[b]
	if isCountry(x) != isCountry(y) {
		return isCountry(x)
	}
	if (x.ISO != "") != (y.ISO != "") {
		return x.ISO != ""
	}
	p, q := Fold(x.Type, x.Name), Fold(y.Type, y.Name)
	return cmp.Or(cmp.Compare(len(q), len(p)), cmp.Compare(p, q),
		cmp.Compare(y.Name, x.Name), cmp.Compare(x.ISO, y.ISO), cmp.Compare(a, b)) < 0
}

// Claims hold, for each name that somebody asks for, those that have it.
type claims map[hash][]int

// ask makes room for a name.
func (c claims) ask(name hash) { c[name] = nil }

// add lets i have a name, where somebody asks for it.
func (c claims) add(name hash, i int) {
	if list, ok := c[name]; ok && (len(list) == 0 || list[len(list)-1] != i) {
		c[name] = append(list, i)
	}
}

// only joins i to the one group that has a claim on name. Where several have,
// nothing is joined, and undone says so.
func (j *joiner) only(i int, name hash, c claims, why string) {
	if len(c[name]) == 0 {
		return
	}
	best := map[int32]int{} // group -> the first that can stand for it
	for _, k := range c[name] {
		g := j.group[k]
		if other, ok := best[g]; g != j.group[i] && (!ok || j.before(k, other)) {
			best[g] = k
		}
	}
	var names []string
	for _, k := range best {
		name := j.entities[k].Name
		if iso := j.entities[k].ISO; iso != "" {
			name += " (" + iso + ")"
		}
		names = append(names, name)
		if len(best) == 1 {
			j.join(i, k, fmt.Sprintf(why, name))
			return
		}
	}
	if len(names) == 0 {
		return
	}
	slices.Sort(names)
	if len(names) > 3 {
		names = append(names[:3], "others")
	}
	j.undone[i] = "it may be " + strings.Join(names, " or ")
}

// each calls f with every entity of a type.
func (j *joiner) each(t document.Type, f func(i int, e *Named)) {
	for i := range j.entities {
		if e := &j.entities[i]; e.Type == t {
			f(i, e)
		}
	}
}

// countries joins what has the name of a country, its code and no kind.
func (j *joiner) countries() {
	inCountry := func(iso, name string) hash { return hashOf(iso + "/" + name) }
	names := claims{}
	seek := func(f func(i int, name hash)) {
		j.each(document.Place, func(i int, e *Named) {
			if e.ISO != "" && e.Kind == "" {
				f(i, inCountry(e.ISO, Fold(e.Type, e.Name)))
			}
		})
	}
	seek(func(_ int, name hash) { names.ask(name) })
	j.each(document.Place, func(i int, e *Named) {
		if isCountry(e) {
			for _, name := range e.all() {
				names.add(inCountry(e.ISO, name), i)
			}
		}
	})
	seek(func(i int, name hash) { j.only(i, name, names, "a name of the country %s") })
}

// all are the names of e, folded.
func (e *Named) all() []string {
	names := []string{Fold(e.Type, e.Name)}
	for _, a := range e.Aliases {
		names = append(names, Fold(e.Type, a))
	}
	return names
}

// places joins places without a country to those with one. Only of countries
// do aliases count: a short name of a city may be that of many.
func (j *joiner) places() {
	placed := claims{}
	j.each(document.Place, func(i int, e *Named) {
		if e.ISO == "" {
			placed.ask(j.folded[i])
		}
	})
	j.each(document.Place, func(i int, e *Named) {
		switch {
		case isCountry(e):
			for _, name := range e.all() {
				placed.add(hashOf(name), i)
			}
		case e.ISO != "":
			placed.add(j.folded[i], i)
		}
	})
	j.each(document.Place, func(i int, e *Named) {
		if e.ISO == "" {
			j.only(i, j.folded[i], placed, "the only place of that name with a country is %s")
		}
	})
}

func (j *joiner) people() {
	aliases := claims{}
	j.each(document.Person, func(i int, e *Named) {
		for _, a := range e.Aliases {
			if name := Fold(e.Type, a); strings.Contains(name, " ") {
				aliases.ask(hashOf(name))
			}
		}
	})
	j.each(document.Person, func(i int, e *Named) {
		for _, a := range e.Aliases {
			aliases.add(hashOf(Fold(e.Type, a)), i)
		}
	})
	j.each(document.Person, func(i int, _ *Named) {
		j.only(i, j.folded[i], aliases, "a name that only %s has too")
	})
}

// organisations joins acronyms with what they stand for, whichever of the two
// is the name and which the alias.
func (j *joiner) organisations() {
	type expansion struct{ acronym, name hash }
	known := map[expansion]bool{}
	byName := claims{}
	j.each(document.Organisation, func(_ int, e *Named) {
		for _, a := range e.Aliases {
			short, long := a, e.Name
			if len(short) > len(long) {
				short, long = long, short
			}
			if standsFor(short, long) {
				x := expansion{hashOf(Fold(e.Type, short)), hashOf(Fold(e.Type, long))}
				known[x] = true
				byName.ask(x.acronym)
				byName.ask(x.name)
			}
		}
	})
	j.each(document.Organisation, func(i int, _ *Named) { byName.add(j.folded[i], i) })
	full := claims{} // by acronym, those whose full name it abbreviates
	for x := range known {
		full.ask(x.acronym)
	}
	for x := range known {
		for _, i := range byName[x.name] {
			full.add(x.acronym, i)
		}
	}
	for acronym := range full {
		for _, i := range byName[acronym] {
			j.only(i, acronym, full, "an acronym that stands only for %s")
		}
	}
}

// standsFor reports whether short is an acronym that can stand for long: the
// initials of its words, or of its words in capitals; or any three or more
// capitals, for many an acronym is made of a name in another language.
func standsFor(short, long string) bool {
	letters := strings.ReplaceAll(short, ".", "")
	words := strings.FieldsFunc(long, func(r rune) bool { return unicode.IsSpace(r) || r == '-' || r == '/' })
	if len(letters) < 2 || len(letters) > 8 || len(words) < 2 || strings.Trim(letters, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" {
		return false
	}
	if len(letters) > 2 {
		return true
	}
	var all, capitals []rune
	for _, w := range words {
		r, _ := utf8.DecodeRuneInString(w)
		all = append(all, unicode.ToUpper(r))
		if unicode.IsUpper(r) {
			capitals = append(capitals, r)
		}
	}
	return letters == string(all) || letters == string(capitals)
}

// Fold is a name of type t as Join compares it: words in lower-case ASCII where
// they are Latin, Greek or Cyrillic, parted by spaces.
func Fold(t document.Type, name string) string {
	var words []string
	for w := range strings.FieldsSeq(name) {
		switch s := document.Slug(w); {
		case s != "x" || strings.EqualFold(w, "x"):
			words = append(words, strings.Split(s, "-")...)
		case strings.ContainsFunc(w, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }):
			words = append(words, strings.ToLower(w)) // a script that slugs do not spell
		}
	}
	if t == document.Organisation {
		if len(words) > 1 && words[0] == "the" {
			words = words[1:]
		}
		for i, w := range words {
			if s, ok := spellings[w]; ok {
				words[i] = s
			} else if stem, ok := strings.CutSuffix(w, "isation"); ok {
				words[i] = stem + "ization"
			}
		}
	}
	folded := strings.Join(words, " ")
	if t == document.Organisation {
		folded = strings.ReplaceAll(folded, "co operation", "cooperation")
	}
	return folded
}

// spellings are the British words of organisations' names that another letter
// than the s of organisation makes American.
var spellings = map[string]string{"defence": "defense", "centre": "center", "labour": "labor", "programme": "program"}
