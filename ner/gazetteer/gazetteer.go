// Package gazetteer knows names and words: which class of list a name is in,
// which cluster of like words a word belongs to. Everything is compiled into
// the binary and read in place; nothing is decoded at start. README.md says
// where the lists are from and how they are compiled.
//
// All functions are safe for concurrent use and depend on their arguments only.
package gazetteer

import (
	_ "embed" // for the compiled lists
	"slices"
	"strings"
)

// Class is a set of classes that a name is listed under.
type Class uint32

// The classes. A name can be in several: Washington is in five.
const (
	FirstName  Class = 1 << iota // given name, one word
	LastName                     // family name
	NameWord                     // given or family name, the list does not say which
	Person                       // a known person, full or by one name
	Country                      // state or territory
	Region                       // province, state, part of the world, disputed land
	City                         // of 15,000 people or more, or a well-known one
	Geo                          // sea, river, mountain, island, desert
	Facility                     // airport, bridge, square, stadium, base
	Government                   // ministry, parliament, court, agency, police
	World                        // intergovernmental body
	Company                      // firm, bank, airline, app maker
	Media                        // news agency, newspaper, broadcaster
	Team                         // sports club or league
	Party                        // political party or movement
	Force                        // army, armed group, unit
	School                       // university or institute
	Org                          // any other body
	Demonym                      // people or language: Turkish, Turks
	Other                        // a name of none of our types: event, award, treaty, religion
	Title                        // word before a person: Minister, Gen., Sheikh
	Role                         // what a person does: striker, spokesman
	OrgCue                       // head or tail of a body's name: Ministry, Bank, Ltd
	PlaceCue                     // head or tail of a place name: River, Province, Airport
	Common                       // a word that English writes in lower case
	BigCity                      // City of 300,000 people or more
	Town                         // smaller place: a weak hint, in none of the sums below
	Recased                      // found by reading an all-caps word as ANKARA for Ankara
)

// classNames are the names of the classes in order, as a supplement states them.
var classNames = [...]string{"first name", "last name", "name word", "person", "country", "region", "city", "geo",
	"facility", "government", "world", "company", "media", "team", "party", "force", "school", "org", "demonym",
	"other", "title", "role", "org cue", "place cue", "common", "big city", "town", "recased"}

// ParseClass returns the class of a name such as "last name" or "org cue"; false
// when there is none.
func ParseClass(name string) (Class, bool) {
	i := slices.Index(classNames[:], name)
	if i < 0 {
		return 0, false
	}
	return 1 << i, true
}

// String lists the names of the classes in c, with + between them.
func (c Class) String() string {
	var names []string
	for i, name := range classNames {
		if c>>i&1 != 0 {
			names = append(names, name)
		}
	}
	return strings.Join(names, "+")
}

// Places and Organisations sum up the classes of the two types, and Names all
// that names something.
const (
	Places        = Country | Region | City | BigCity | Geo | Facility
	Organisations = Government | World | Company | Media | Team | Party | Force | School | Org
	People        = FirstName | LastName | NameWord | Person
	Names         = People | Places | Organisations | Demonym | Other
)

// Clusters and ranks run from 1; 0 is unknown.
const (
	Clusters256  = 256
	Clusters1024 = 1024
	Ranks        = 19
)

//go:embed clusters.bin
var clusterData string

//go:embed names.bin
var nameData string

var (
	clusterTable = open(clusterData)
	nameTable    = open(nameData)
)

// Clusters returns the clusters of word in the division of English words into
// 256 and into 1024, both from 1, and how rare it is: rank n is for the words
// at 2^(n-1) and after in order of frequency, so 1 is "the" and 19 the rarest. All
// three are 0 for a word that is not known. Diacritics and case do not matter.
func Clusters(word string) (c256, c1024 uint16, rank uint8) {
	c256, c1024, rank, _ = clusters(word)
	return c256, c1024, rank
}

func clusters(word string) (c256, c1024 uint16, rank uint8, isCommon bool) {
	v, ok := clusterTable.find(hashWord(word))
	if !ok {
		return 0, 0, 0, false
	}
	return uint16(v&0xff) + 1, uint16(v>>8&0x3ff) + 1, uint8(v >> 18 & 31), v&common != 0
}

// Word returns the classes of a name or cue of one word, and Common for an
// English word; 0 when it is in no list. Case counts, diacritics do not. A word
// of four letters or more in capitals that no list has in capitals is read as
// if it had one capital, and gets Recased.
func Word(word string) Class {
	c := single(word)
	if _, _, _, isCommon := clusters(word); isCommon {
		c |= Common
	}
	return c
}

// single returns the classes of one word, without Common.
func single(word string) Class {
	h, capitals := hashName(word, asWritten)
	if c := nameTable.class(h); c != 0 {
		return c
	}
	if capitals >= shortestRecased {
		h, _ := hashName(word, capital)
		if c := nameTable.class(h); c != 0 {
			return c | Recased
		}
	}
	return 0
}

// shortestRecased is the number of capitals that keeps AKP, USA or UN from
// being read as names in lower case.
const shortestRecased = 4

// A Match is a listed name: words[First:End] of Find's argument.
type Match struct {
	First, End int
	Class      Class
}

// Find appends to dst the listed names in words, the tokens of one sentence,
// from left to right without overlap, the longest first where several begin at
// one word. Names of one word are matches as well, and so are titles, roles
// and cues; Common is not looked at. Case counts, diacritics do not; a name in
// capitals throughout is read as in Word. The cost is linear in the number of
// bytes. Nothing is allocated when dst has room.
func Find(dst []Match, words []string) []Match {
	for i := 0; i < len(words); {
		m := longest(words, i, asWritten)
		if m.Class == 0 {
			m = longest(words, i, capital)
		}
		if m.Class == 0 {
			i++
			continue
		}
		dst = append(dst, m)
		i = m.End
	}
	return dst
}

// longest returns the longest name that begins with words[first], as written or,
// when lc is capital, in capitals throughout and read as if it were not. Class
// is 0 when there is none.
func longest(words []string, first int, lc letterCase) Match {
	m := Match{First: first}
	var prefix uint64
	for i := first; i < len(words) && i-first < maxWords; i++ {
		h, capitals := hashName(words[i], lc)
		if h == 0 || lc == capital && (capitals < 0 || i == first && capitals < 2) {
			break
		}
		next := join(prefix, h)
		v, ok := nameTable.find(next)
		if !ok && lc == capital && i > first {
			h, _ = hashName(words[i], lower) // BANK OF ENGLAND
			next = join(prefix, h)
			v, ok = nameTable.find(next)
		}
		if !ok {
			break
		}
		if c := nameTable.masks.at(v >> 1); c != 0 && (lc == asWritten || i > first || capitals >= shortestRecased) {
			m.End, m.Class = i+1, c
			if lc == capital {
				m.Class |= Recased
			}
		}
		if v&1 == 0 { // no longer name begins so
			break
		}
		prefix = next
	}
	return m
}
