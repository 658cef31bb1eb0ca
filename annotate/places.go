package annotate

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"newsannotate/annotate/document"
	"newsannotate/ner"
	"newsannotate/ner/gazetteer"
)

// votes says how much an article has to do with each country, by the index of
// the country in the table of places. They are whole numbers, so that the sums
// do not depend on an order.
type votes struct {
	of  map[int]int
	all int
}

func (v *votes) add(country, n int) {
	if country < 0 || n == 0 {
		return
	}
	if v.of == nil {
		v.of = map[int]int{}
	}
	v.of[country] += n
	v.all += n
}

// Weights of what names a country, and of what speaks for a place. A size is
// eight times the binary logarithm of a population, so 8 is a doubling.
const (
	countryVote = 8   // its name
	nationVote  = 5   // its adjective or people
	cityVote    = 6   // a city whose name no other country has
	largestVote = 2   // the largest of the cities of that name
	mostContext = 50  // the share of the article's votes that a country has, at most
	anyContext  = 12  // for a country that has votes
	besideBonus = 150 // the next name says where: Paris, Texas
	countryPlus = 34  // a country before a place in it
	aliasMinus  = 45  // for another name than the usual one
	secondMinus = 24  // for a second division
	smallCity   = 111 // the size of 15,000 people
	largeCity   = 142 // of 220,000 people
)

// places says where the places are, and joins the names of each: those of one
// entry of the table of places (Turkey, Türkiye), and a name with one that is
// longer by words such as River or Province.
//
// Which of several places a name means is decided by their sizes, the country
// or region that follows it (Paris, Texas), and the countries that the article
// has to do with: the ones it names, whose adjectives it uses, and in which
// places lie that have no namesakes. A town of less than 15,000 people needs
// such a country. A disputed place is in no country.
func (w *who) places() {
	candidates := map[int][]gazetteer.Place{}
	var list []int
	for f := range w.forms {
		if w.forms[f].kind == ner.Place {
			list = append(list, f)
			candidates[f] = findPlaces(w.forms[f].text)
		}
	}
	w.countries = w.vote(list, candidates)
	beside := w.beside(candidates)
	for _, f := range list {
		w.settlePlace(f, candidates[f], beside[f])
	}
	// Once more, with what has been settled.
	for _, f := range list {
		if x := &w.forms[f]; x.resolved && x.place.Kind == gazetteer.CityOf {
			w.countries.add(x.place.Country, cityVote/2)
		}
	}
	byIndex, byKey := map[int]int{}, map[string]int{}
	for _, f := range list {
		w.settlePlace(f, candidates[f], beside[f])
		x := &w.forms[f]
		if x.resolved {
			if to, ok := byIndex[x.place.Index]; ok && x.entry == nil {
				w.join(f, to, "another name of "+w.forms[to].text)
			} else if !ok {
				byIndex[x.place.Index] = f
			}
		}
		byKey[x.key] = f
	}
	for _, f := range list {
		x := &w.forms[f]
		if x.entry != nil || x.parent != f {
			continue
		}
		if short, ok := core(x.words); ok {
			if to, ok := byKey[short]; ok && to != f && w.isCore(to, f) {
				w.join(to, f, "short for "+x.text)
				if to := &w.forms[to]; to.resolved && !x.resolved && to.place.Kind != gazetteer.CountryOf {
					x.place, x.resolved = to.place, true
				}
			}
		}
	}
}

// isCore reports whether form to can be form f without a word that says what it
// is: a city is neither the river nor the airport that is named after it.
func (w *who) isCore(to, f int) bool {
	short, long := &w.forms[to], &w.forms[f]
	if !short.resolved {
		return true
	}
	if long.resolved {
		return short.place.Index == long.place.Index
	}
	return short.place.Kind != gazetteer.CityOf && short.place.Kind != gazetteer.CountryOf && w.kindOf(*short) == w.kindOf(*long)
}

// findPlaces finds the places of a name, or of the name without a word such as
// Province: then regions only.
func findPlaces(name string) []gazetteer.Place {
	found := gazetteer.FindPlaces(nil, name)
	if rest, ok := strings.CutPrefix(name, "the "); ok && len(found) == 0 {
		found = gazetteer.FindPlaces(nil, rest)
	}
	if len(found) == 0 {
		if _, tail, ok := strings.Cut(name, " of "); ok && strings.HasPrefix(strings.ToLower(name), "city ") {
			return ofKind(gazetteer.FindPlaces(nil, tail), gazetteer.CityOf)
		}
		if i := strings.LastIndexByte(name, ' '); i > 0 {
			switch cue := strings.ToLower(name[i+1:]); {
			case regionCues[cue]:
				return ofKind(gazetteer.FindPlaces(nil, name[:i]), gazetteer.RegionOf)
			case cityCues[cue]:
				return ofKind(gazetteer.FindPlaces(nil, name[:i]), gazetteer.CityOf)
			}
		}
	}
	return ofKind(found)
}

// ofKind drops nations, and what is not of a kind that is asked for.
func ofKind(list []gazetteer.Place, kinds ...gazetteer.PlaceKind) []gazetteer.Place {
	kept := list[:0]
	for _, p := range list {
		if p.Kind != gazetteer.Nation && (len(kinds) == 0 || p.Kind == kinds[0]) {
			kept = append(kept, p)
		}
	}
	return kept
}

// vote counts what speaks for each country: names of countries and nations
// wherever they stand, also within other names, and places without namesakes.
func (w *who) vote(list []int, candidates map[int][]gazetteer.Place) votes {
	var v votes
	known := map[string]vote{}
	for t := range w.tokens {
		word := w.word(t)
		if r, _ := utf8.DecodeRuneInString(word); r < 'A' || r > 'Z' && r < 0x80 || len(word) < 2 {
			continue
		}
		n := voteOf(word, known)
		if t+1 < len(w.tokens) && (n.n == 0 || word == "North" || word == "South" || word == "New") && isUpper(w.word(t+1)) {
			// South Korea, Saudi Arabia, Sri Lankan
			n = voteOf(w.text[w.tokens[t].Start:w.tokens[t+1].End], known)
		}
		v.add(n.country, n.n)
	}
	for _, f := range list {
		c := candidates[f]
		if len(c) == 0 || c[0].Kind == gazetteer.CountryOf {
			continue
		}
		n := min(len(w.forms[f].mentions), 3)
		if isClear(c) && c[0].Size >= smallCity {
			v.add(c[0].Country, cityVote*n)
		} else if c[0].Size >= largeCity {
			v.add(c[0].Country, largestVote*n)
		}
	}
	return v
}

// A vote is what a word says for a country.
type vote struct{ country, n int }

// voteOf is the vote of a name of a country or nation; known keeps what was
// asked for before.
func voteOf(name string, known map[string]vote) vote {
	n, ok := known[name]
	if !ok {
		places := gazetteer.FindPlaces(nil, name)
		switch {
		case len(places) == 0:
		case places[0].Kind == gazetteer.Nation:
			n = vote{places[0].Country, nationVote}
		case places[0].Kind == gazetteer.CountryOf && isClear(places):
			n = vote{places[0].Country, countryVote}
		}
		known[name] = n
	}
	return n
}

// isClear reports whether a name means places in one country only, small ones
// and other names aside.
func isClear(list []gazetteer.Place) bool {
	for _, p := range list[1:] {
		if p.Country != list[0].Country && !p.Alias && p.Size > list[0].Size-56 && p.Size >= smallCity {
			return false
		}
	}
	return true
}

// beside gives for forms the country or region that follows them behind a
// comma or in brackets, by its possible indices.
func (w *who) beside(candidates map[int][]gazetteer.Place) map[int][]gazetteer.Place {
	out := map[int][]gazetteer.Place{}
	for i := 1; i < len(w.names); i++ {
		a, b := w.of[i-1], w.of[i]
		if w.forms[a].kind != ner.Place || w.forms[b].kind != ner.Place || a == b || len(out[a]) > most {
			continue
		}
		between := w.text[w.names[i-1].End:w.names[i].Start]
		if between != ", " && between != " (" && between != " in " && between != ",\n" {
			continue
		}
		for _, p := range candidates[b] {
			if p.Kind == gazetteer.CountryOf || p.Kind == gazetteer.RegionOf && p.Size > 120 {
				out[a] = append(out[a], p)
				break
			}
		}
	}
	return out
}

// settlePlace says which of the candidates form f is, if any.
func (w *who) settlePlace(f int, candidates, beside []gazetteer.Place) {
	x := &w.forms[f]
	x.resolved = false
	best := -1
	for _, p := range candidates {
		s := w.plausible(p, beside)
		for _, q := range candidates {
			// A city and the region around it: the city.
			if p.Kind == gazetteer.CityOf && p.Size >= smallCity && q.Index == p.Region {
				s += countryPlus
				break
			}
		}
		if s > best {
			best, x.place, x.resolved = s, p, true
		}
	}
	if w.isAmbiguous(x, candidates, best, beside) {
		x.resolved = false
	}
}

// isAmbiguous reports whether a place in another country is about as plausible
// as the one chosen.
func (w *who) isAmbiguous(x *form, candidates []gazetteer.Place, best int, beside []gazetteer.Place) bool {
	for _, p := range candidates {
		if x.resolved && p.Country != x.place.Country && w.plausible(p, beside) > best-doubtful {
			return true
		}
	}
	return false
}

// doubtful is the lead that a place must have over one in another country.
const doubtful = 6

// plausible says how much speaks for p, and -1 where too little does.
func (w *who) plausible(p gazetteer.Place, beside []gazetteer.Place) int {
	s := p.Size
	context := 0
	if n := w.countries.of[p.Country]; n > 0 && p.Country >= 0 {
		context = anyContext + mostContext*n/w.countries.all
	}
	near := false
	for _, b := range beside {
		if p.Kind == gazetteer.CountryOf || b.Country != p.Country || b.Country < 0 {
			continue
		}
		if b.Kind == gazetteer.CountryOf || p.Region == b.Index || p.Region < 0 {
			near = true
			s += besideBonus
			break
		}
	}
	if p.Kind == gazetteer.CityOf && (p.Size < smallCity || p.Alias) && context == 0 && !near {
		return -1
	}
	s += context
	switch {
	case p.Kind == gazetteer.CountryOf:
		s += countryPlus
	case p.Kind == gazetteer.RegionOf && p.Size <= 120:
		s -= secondMinus
	}
	if p.Alias {
		s -= aliasMinus
	}
	return max(s, 0)
}

// describe writes what is known of a place.
func (w *who) describe(e *document.Entity, f form) {
	e.Kind = w.kindOf(f)
	if !f.resolved {
		return
	}
	e.ISO, e.GeoNames = f.place.ISO, f.place.GeoNames
	if f.place.Kind != gazetteer.CountryOf {
		e.Lat, e.Lon = f.place.Lat, f.place.Lon
	}
}

var placeKinds = [...]string{gazetteer.AnyPlace: "other", gazetteer.CountryOf: "country", gazetteer.RegionOf: "region",
	gazetteer.CityOf: "city", gazetteer.WaterOf: "water", gazetteer.MountainOf: "mountain", gazetteer.FacilityOf: "facility"}

// kindOf is the kind of a place: as listed, else by its words.
func (w *who) kindOf(f form) string {
	if f.resolved {
		return placeKinds[f.place.Kind]
	}
	if len(f.words) > 1 {
		for _, word := range []string{f.words[len(f.words)-1], f.words[0]} {
			if k := kindCues[word]; k != "" {
				return k
			}
		}
	}
	switch c := gazetteer.Find(nil, strings.Fields(f.text)); {
	case len(c) != 1:
	case c[0].Class&gazetteer.Country != 0:
		return "country"
	case c[0].Class&(gazetteer.City|gazetteer.BigCity) != 0:
		return "city"
	case c[0].Class&gazetteer.Region != 0:
		return "region"
	case c[0].Class&gazetteer.Facility != 0:
		return "facility"
	case c[0].Class&gazetteer.Town != 0:
		return "city"
	}
	return "other"
}

// kindCues are words at the end or beginning of a place's name that say what
// it is.
var kindCues = cues(map[string]string{
	"water":    "river sea lake ocean bay gulf strait channel canal creek lagoon reservoir loch lough falls harbour harbor sound fjord wadi río rio lac lago oued",
	"mountain": "mount mountain mountains hills hill peak range ridge volcano mt mont monte alps sierra massif",
	"region": "province state region county district governorate oblast prefecture department islands island peninsula valley desert coast delta " +
		"northern southern eastern western greater upper lower municipality division republic territory plateau isle isles basin plain",
	"facility": "airport stadium bridge station square hospital port prison museum cathedral church mosque temple palace arena park theatre theater " +
		"hall tower market dam centre center terminal camp base hotel library school castle fort cemetery mall building court",
	"city":  "city town village",
	"other": "street road avenue highway boulevard lane motorway quarter neighbourhood neighborhood suburb forest beach",
})

func cues(kinds map[string]string) map[string]string {
	out := map[string]string{}
	for kind, words := range kinds {
		for word := range strings.FieldsSeq(words) {
			out[word] = kind
		}
	}
	return out
}

var regionCues = map[string]bool{"province": true, "state": true, "region": true, "county": true, "district": true, "governorate": true, "oblast": true,
	"prefecture": true, "department": true, "municipality": true, "island": true, "islands": true, "peninsula": true, "territory": true, "division": true}

var cityCues = map[string]bool{"city": true, "town": true, "village": true}

// core is a place's name without a word that says what it is. A city keeps
// its word: Kuwait City is not Kuwait.
func core(words []string) (string, bool) {
	rest := words
	for len(rest) > 1 && (kindCues[rest[len(rest)-1]] != "" || rest[len(rest)-1] == "national") && !cityCues[rest[len(rest)-1]] {
		rest = rest[:len(rest)-1]
	}
	if len(rest) > 1 && (rest[0] == "river" || rest[0] == "lake" || rest[0] == "mount" || rest[0] == "mt") {
		rest = rest[1:]
	}
	return strings.Join(rest, " "), len(rest) < len(words)
}

// whereIs says in a few words why a place is where it is, for --explain.
func (w *who) whereIs(f form) string {
	if !f.resolved {
		return ""
	}
	if f.place.GeoNames != 0 {
		return fmt.Sprintf("place list: %s, GeoNames %d", f.place.ISO, f.place.GeoNames)
	}
	return strings.TrimSuffix("place list: "+f.place.ISO, ": ")
}
