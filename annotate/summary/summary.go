// Package summary counts over many Documents: who, where and which
// organisations most articles name, who appears with whom, which dates they
// speak of, and what has changed against an earlier time.
//
//	c := summary.NewCounter(summary.Options{Top: 10})
//	for doc := range documents {
//		c.Add(doc, "")
//	}
//	s := c.Summary()
//
// The order of the Documents changes nothing.
package summary

import (
	"slices"
	"strconv"
	"strings"

	"newsannotate/annotate/document"
)

// Options say what to count. The zero Options count everything by month and
// list all of it.
type Options struct {
	Types    []document.Type // empty: all
	Top      int             // how many of each list; 0: all
	Timeline Period          // empty: Month
	Since    string          // an ISO day: compare the articles from it on with those before
	Joins    bool            // list what was joined, and why
}

// A Summary is what a Counter has counted, and the form in which it is written.
// Lists are sorted by articles, then mentions, then name, unless they say
// otherwise.
type Summary struct {
	Articles      int         `json:"articles"`
	First         string      `json:"first,omitempty"` // day of publication
	Last          string      `json:"last,omitempty"`
	Undated       int         `json:"undated,omitempty"` // articles without a day of publication
	Types         []TypeCount `json:"types"`
	People        []Entity    `json:"people,omitempty"`
	Places        []Entity    `json:"places,omitempty"`
	Organisations []Entity    `json:"organisations,omitempty"`
	Countries     []Country   `json:"countries,omitempty"`
	Together      []Pair      `json:"together,omitempty"`
	Timeline      *Timeline   `json:"timeline,omitempty"`
	Groups        []Group     `json:"groups,omitempty"`
	Changes       *Changes    `json:"changes,omitempty"`
	Joins         []JoinedAs  `json:"joins,omitempty"`
}

// A TypeCount counts the mentions of one type. Dates have no entities.
type TypeCount struct {
	Type     document.Type `json:"type"`
	Mentions int           `json:"mentions"`
	Articles int           `json:"articles"` // with such a mention
	Entities int           `json:"entities"` // after Join
}

// An Entity is one of those that most articles mention. First and Last are
// days of publication.
type Entity struct {
	Name     string   `json:"name"`
	ISO      string   `json:"iso,omitempty"`
	Articles int      `json:"articles"`
	Mentions int      `json:"mentions"`
	First    string   `json:"first,omitempty"`
	Last     string   `json:"last,omitempty"`
	Roles    []string `json:"roles,omitempty"` // the three most frequent
}

// A Country counts the places that lie in a country, and the country itself.
type Country struct {
	ISO      string `json:"iso"`
	Name     string `json:"name,omitempty"` // where an article names the country
	Articles int    `json:"articles"`
	Mentions int    `json:"mentions"`
}

// A Pair are two entities that appear together more often than chance has it,
// among the hundred most frequent of each type. Pairs are sorted by G2, the
// log-likelihood ratio of Dunning (1993) over articles: above 10.8 fewer than
// one independent pair in a thousand appears so often together.
type Pair struct {
	A        string  `json:"a"`
	B        string  `json:"b"`
	Articles int     `json:"articles"` // with both
	G2       float64 `json:"g2"`
}

// A Group counts the articles of one group, such as a folder or a month.
// Groups are sorted by name.
type Group struct {
	Name          string   `json:"name"`
	Articles      int      `json:"articles"`
	People        int      `json:"people"` // mentions
	Places        int      `json:"places"`
	Organisations int      `json:"organisations"`
	Dates         int      `json:"dates"`
	Top           []string `json:"top,omitempty"` // the three entities that most of its articles name
}

// Changes compare two sets of articles. Rose and Fell are sorted by G2.
type Changes struct {
	Before int      `json:"before"` // articles
	After  int      `json:"after"`
	Rose   []Change `json:"rose,omitempty"`
	Fell   []Change `json:"fell,omitempty"`
}

// A Change is an entity that a larger or smaller share of articles names.
// Before and After count articles; New is who no earlier article names, and
// Gone who no later one does.
type Change struct {
	Name   string        `json:"name"`
	Type   document.Type `json:"type"`
	Before int           `json:"before"`
	After  int           `json:"after"`
	G2     float64       `json:"g2"`
	New    bool          `json:"new,omitempty"`
	Gone   bool          `json:"gone,omitempty"`
}

// A JoinedAs is a name that was counted with that of an entity of the lists,
// or, where Of is empty, was not, and why.
type JoinedAs struct {
	Name     string        `json:"name"`
	Type     document.Type `json:"type"`
	Of       string        `json:"of,omitempty"`
	Articles int           `json:"articles"`
	Why      string        `json:"why"`
}

// A Counter counts Documents. It keeps, for each name of an entity, about 200
// bytes, and for each article 16 bytes and 8 for each of its entities, but no
// Document. It is for one goroutine.
type Counter struct {
	options  Options
	types    [4]TypeCount
	timeline timeline
	groups   table
	names    table // of entities, aliases and roles

	byKey    map[hash]uint32
	entities []entity
	forms    map[pair]uint32   // entity and name: articles
	aliases  map[pair]struct{} // entity and alias, where Join has a use for it
	roles    map[pair]uint32   // entity and role: articles

	articles []article
	posts    []post
	perGroup [][4]uint32 // mentions by type
}

// An entity is what entities of equal key share.
type entity struct {
	typ     uint8 // index in document.Types
	country bool
	iso     [2]byte
}

func (e entity) code() string {
	if e.iso == [2]byte{} {
		return ""
	}
	return string(e.iso[:])
}

// A post is one entity in one article.
type post struct{ entity, mentions uint32 }

// An article is what is kept of a Document.
type article struct {
	end   uint32 // of its posts, which begin where those before end
	day   int32  // of publication, 20221107; 0 is unknown
	group int32
	base  bool // it is only there to be compared with
}

// A pair is two indexes in one word.
type pair uint64

func pairOf(a, b uint32) pair       { return pair(a)<<32 | pair(b) }
func (p pair) split() (a, b uint32) { return uint32(p >> 32), uint32(p) }

// A table gives strings numbers, from 0 up.
type table struct {
	index map[string]uint32
	list  []string
}

func (t *table) add(s string) uint32 {
	if i, ok := t.index[s]; ok {
		return i
	}
	if t.index == nil {
		t.index = map[string]uint32{}
	}
	s = strings.Clone(s) // not to keep a whole Document for it
	i := uint32(len(t.list))
	t.index[s] = i
	t.list = append(t.list, s)
	return i
}

// NewCounter starts to count.
func NewCounter(o Options) *Counter {
	if o.Timeline == "" {
		o.Timeline = Month
	}
	c := &Counter{
		options: o, timeline: timeline{period: o.Timeline, rows: map[string]*timeRow{}},
		byKey: map[hash]uint32{}, forms: map[pair]uint32{}, aliases: map[pair]struct{}{}, roles: map[pair]uint32{},
	}
	for i, t := range document.Types {
		c.types[i].Type = t
	}
	return c
}

// wanted reports whether mentions of document.Types[t] are counted.
func (c *Counter) wanted(t int) bool {
	return t >= 0 && (len(c.options.Types) == 0 || slices.Contains(c.options.Types, document.Types[t]))
}

// Add counts d; group names the group of Summary.Groups that it is of, if any.
func (c *Counter) Add(d *document.Document, group string) {
	a := article{day: dayNumber(d.Published.Value), group: -1}
	var byType [4]uint32
	for i := range d.Mentions {
		m := &d.Mentions[i]
		t := slices.Index(document.Types, m.Type)
		if !c.wanted(t) {
			continue
		}
		byType[t]++
		if m.Type == document.Date {
			c.timeline.mention(m, len(c.articles)+1)
		}
	}
	for t, n := range byType {
		c.types[t].Mentions += int(n)
		if n > 0 {
			c.types[t].Articles++
		}
	}
	c.timeline.published(d.Published.Value)
	if group != "" {
		a.group = int32(c.groups.add(group))
		if int(a.group) == len(c.perGroup) {
			c.perGroup = append(c.perGroup, [4]uint32{})
		}
		for t, n := range byType {
			c.perGroup[a.group][t] += n
		}
	}
	c.add(d, a)
}

// AddEarlier takes d into the set that Summary.Changes compares the others
// with. It counts for nothing else.
func (c *Counter) AddEarlier(d *document.Document) {
	c.add(d, article{day: dayNumber(d.Published.Value), group: -1, base: true})
}

// add keeps the entities of d. A mention without an entity is one of its own.
func (c *Counter) add(d *document.Document, a article) {
	byID := make(map[string]int, len(d.Entities))
	named := make([]Named, len(d.Entities))
	for i := range d.Entities {
		e := &d.Entities[i]
		byID[e.ID] = i
		named[i] = Named{e.Type, e.Name, e.Aliases, e.Kind, e.ISO}
	}
	mentions := make([]uint32, len(named))
	type unlinked struct {
		t    document.Type
		text string
	}
	byText := map[unlinked]int{}
	for i := range d.Mentions {
		m := &d.Mentions[i]
		if m.Type == document.Date || !c.wanted(slices.Index(document.Types, m.Type)) {
			continue
		}
		at, ok := byID[m.Entity]
		if !ok {
			at, ok = byText[unlinked{m.Type, m.Text}]
		}
		if !ok {
			at = len(named)
			byText[unlinked{m.Type, m.Text}] = at
			named = append(named, Named{Type: m.Type, Name: m.Text})
			mentions = append(mentions, 0)
		}
		mentions[at]++
	}
	for i, n := range mentions {
		if n > 0 {
			e := c.entity(&named[i], a.base)
			c.posts = append(c.posts, post{e, n})
			if !a.base && i < len(d.Entities) {
				for _, role := range d.Entities[i].Roles {
					c.roles[pairOf(e, c.names.add(role))]++
				}
			}
		}
	}
	a.end = uint32(len(c.posts))
	c.articles = append(c.articles, a)
}

// entity gives e its number and counts the name that an article has for it; one
// of the earlier set only makes it known.
func (c *Counter) entity(e *Named, base bool) uint32 {
	k := key(e)
	i, ok := c.byKey[k]
	if !ok {
		i = uint32(len(c.entities))
		c.byKey[k] = i
		kept := entity{typ: uint8(slices.Index(document.Types, e.Type)), country: isCountry(e)}
		copy(kept.iso[:], e.ISO)
		c.entities = append(c.entities, kept)
	}
	form := pairOf(i, c.names.add(e.Name))
	if base {
		c.forms[form] += 0
	} else {
		c.forms[form]++
	}
	for _, a := range e.Aliases {
		if c.entities[i].country || e.Type == document.Person && strings.Contains(a, " ") ||
			e.Type == document.Organisation && (standsFor(a, e.Name) || standsFor(e.Name, a)) {
			c.aliases[pairOf(i, c.names.add(a))] = struct{}{}
		}
	}
	return i
}

// dayNumber is the ISO day 2022-11-07 as 20221107, and 0 for what is no day.
func dayNumber(day string) int32 {
	if when, _ := when(day, Day); when != day || day == "" {
		return 0
	}
	n, err := strconv.Atoi(strings.ReplaceAll(day, "-", ""))
	if err != nil {
		return 0
	}
	return int32(n)
}

func dayName(n int32) string {
	if n == 0 {
		return ""
	}
	s := strconv.Itoa(int(n) + 1_0000_00_00)[1:]
	return s[:4] + "-" + s[4:6] + "-" + s[6:]
}
