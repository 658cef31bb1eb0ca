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
	"newsannotate/ner/date"
	"newsannotate/ner/token"
)

// A Lexicon is what the user knows: names that are always tagged as it says,
// and texts that are never tagged.
//
// A name is found where the article has the same characters, white space of
// any length for a space, as whole words: Akar is not found in Akaroa, but in
// Akar's. Case counts, but for two things: a name written in small letters only
// is found in any case, and one of four letters or more is also found in
// capitals throughout (AKAR). Where names overlap the one that begins first
// wins, and of those the longest.
//
// What overlaps a text of Never is left out, whatever found it: the lexicon, the
// model or the date rules. The lexicon comes next, then dates, then the model.
type Lexicon struct {
	Entries []Entry
	Never   []Never
}

// An Entry of a Lexicon is one person, place or organisation.
type Entry struct {
	Name    string
	Aliases []string
	Type    document.Type // person, place or organisation
	ID      string        // of the entity; empty: the slug of Name
	Roles   []string      // of a person
	Kind    string        // of a place, as in a Document
	ISO     string        // of a place
	Note    string
	Line    int // in the file that it is from
}

// A Never is a text that is not tagged.
type Never struct {
	Text string
	Line int // in the file that it is from
}

// describe writes what e says of an entity.
func (e *Entry) describe(out *document.Entity) {
	if out.Name != e.Name {
		out.Aliases = append([]string{out.Name}, slices.DeleteFunc(out.Aliases, func(a string) bool { return a == e.Name })...)
	}
	out.ID, out.Name, out.Note = cmp.Or(e.ID, document.Slug(e.Name)), e.Name, e.Note
	for _, r := range e.Roles {
		out.Roles = addRole(out.Roles, r)
	}
	if e.Kind != "" {
		out.Kind = e.Kind
	}
	if e.ISO != "" && e.ISO != out.ISO {
		out.ISO, out.Lat, out.Lon, out.GeoNames = e.ISO, 0, 0, 0
	}
}

// fingerprint tells Lexicons apart that lead to different Documents.
func (l Lexicon) fingerprint() string {
	if len(l.Entries)+len(l.Never) == 0 {
		return ""
	}
	var b strings.Builder
	for _, e := range l.Entries {
		fmt.Fprintf(&b, " %q %q %s %s %q %s %s %q", e.Name, e.Aliases, e.Type, e.ID, e.Roles, e.Kind, e.ISO, e.Note)
	}
	for _, n := range l.Never {
		fmt.Fprintf(&b, " never %q", n.Text)
	}
	return b.String()
}

// A Conflict is a fault in a Lexicon: two entries that contradict each other,
// or one that cannot be found or has no meaning.
type Conflict struct {
	Entry int    // index into Entries, or -1
	Never int    // index into Never, or -1
	Text  string // the name at fault, or ""
	Msg   string
}

func (c *Conflict) Error() string { return "lexicon: " + c.Msg }

// Check returns the first fault of l, as a *Conflict, or nil.
func (l Lexicon) Check() error {
	_, err := newFinder(l)
	return err
}

// A hit is a name of the lexicon in a text, or with a nil entry a text that
// is never tagged.
type hit struct {
	token.Span
	entry *Entry
}

// A finder finds what a Lexicon lists. It does not change once it is made.
type finder struct {
	byWord map[string][]pattern // by the first word in small letters, or the first other character
}

type pattern struct {
	text    string
	entry   int // index, or -1
	never   int // index, or -1
	anyCase bool
	source  *Lexicon
}

func newFinder(l Lexicon) (*finder, error) {
	f := &finder{byWord: map[string][]pattern{}}
	type owner struct {
		entry, never int
		what         string
	}
	owners := map[string]owner{}
	add := func(text string, o owner) error {
		fail := func(format string, args ...any) error {
			return &Conflict{o.entry, o.never, text, fmt.Sprintf(format, args...)}
		}
		written := strings.Join(strings.Fields(text), " ")
		if written == "" || written != text {
			return fail("%q is empty or has spaces that it does not need", text)
		}
		if !utf8.ValidString(text) || !strings.ContainsFunc(text, isWordRune) {
			return fail("%q has no letter or digit", text)
		}
		if old, ok := owners[text]; ok {
			if old == o {
				return nil
			}
			return fail("%q is already a name of %s", text, old.what)
		}
		owners[text] = o
		key := firstWord(text)
		f.byWord[key] = append(f.byWord[key], pattern{text, o.entry, o.never, text == strings.ToLower(text), &l})
		return nil
	}
	ids := map[string]int{}
	for i := range l.Entries {
		e := &l.Entries[i]
		fail := func(format string, args ...any) error { return &Conflict{i, -1, "", fmt.Sprintf(format, args...)} }
		switch {
		case e.Type != document.Person && e.Type != document.Place && e.Type != document.Organisation:
			return nil, fail("%q has the type %q: want person, place or organisation", e.Name, e.Type)
		case e.ID != "" && document.Slug(e.ID) != e.ID:
			return nil, fail("the id %q is no slug: write %q", e.ID, document.Slug(e.ID))
		case len(e.Roles) > 0 && e.Type != document.Person:
			return nil, fail("%q is a %s: only people have a role", e.Name, e.Type)
		case (e.Kind != "" || e.ISO != "") && e.Type != document.Place:
			return nil, fail("%q is a %s: only places have a kind and an iso", e.Name, e.Type)
		case e.ISO != "" && (len(e.ISO) != 2 || strings.Trim(e.ISO, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != ""):
			return nil, fail("the iso %q is no code of two capitals", e.ISO)
		case e.Kind != "" && !slices.Contains(kinds, e.Kind):
			return nil, fail("the kind %q is none of %s", e.Kind, strings.Join(kinds, ", "))
		}
		id := cmp.Or(e.ID, document.Slug(e.Name))
		if other, ok := ids[id]; ok {
			return nil, fail("%q has the id %q, which is that of %q: give one of them another, or make it an alias", e.Name, id, l.Entries[other].Name)
		}
		ids[id] = i
		for _, name := range append([]string{e.Name}, e.Aliases...) {
			if err := add(name, owner{i, -1, fmt.Sprintf("%s %q", e.Type, e.Name)}); err != nil {
				return nil, err
			}
		}
	}
	for i, n := range l.Never {
		if err := add(n.Text, owner{-1, i, fmt.Sprintf("never %q", n.Text)}); err != nil {
			return nil, err
		}
	}
	for _, list := range f.byWord {
		slices.SortStableFunc(list, func(a, b pattern) int { return len(b.text) - len(a.text) })
	}
	return f, nil
}

var kinds = []string{"country", "region", "city", "water", "mountain", "facility", "other"}

func isWordRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r)
}

// firstWord is the first run of letters and digits of s in small letters, or
// its first character where that is none.
func firstWord(s string) string {
	end := strings.IndexFunc(s, func(r rune) bool { return !isWordRune(r) })
	switch {
	case end < 0:
		end = len(s)
	case end == 0:
		_, end = utf8.DecodeRuneInString(s)
	}
	return strings.ToLower(s[:end])
}

// find returns the names in text, in order and without overlap, and apart from
// them the texts that are never tagged.
func (f *finder) find(text string) (names, never []hit) {
	if len(f.byWord) == 0 {
		return nil, nil
	}
	nameEnd, neverEnd := 0, 0
	inWord := false
	for i, r := range text {
		if is := isWordRune(r); inWord && is || unicode.IsSpace(r) {
			inWord = is
			continue
		} else {
			inWord = is
		}
		named, banned := i < nameEnd, i < neverEnd
		for _, p := range f.byWord[firstWord(text[i:])] {
			if p.entry >= 0 && named || p.never >= 0 && banned {
				continue
			}
			end := p.match(text, i)
			if end < 0 {
				continue
			}
			if p.entry >= 0 {
				names = append(names, hit{token.Span{Start: i, End: end}, &p.source.Entries[p.entry]})
				nameEnd, named = end, true
			} else {
				never = append(never, hit{Span: token.Span{Start: i, End: end}})
				neverEnd, banned = end, true
			}
		}
	}
	return names, never
}

// match gives the end of p in text at start, or -1.
func (p *pattern) match(text string, start int) int {
	if end := p.matchAs(text, start, p.text, p.anyCase); end >= 0 {
		return end
	}
	if upper := strings.ToUpper(p.text); !p.anyCase && utf8.RuneCountInString(p.text) >= 4 {
		return p.matchAs(text, start, upper, false)
	}
	return -1
}

func (p *pattern) matchAs(text string, start int, want string, anyCase bool) int {
	at := start
	for _, r := range want {
		if r == ' ' {
			space := at
			for at < len(text) {
				s, size := utf8.DecodeRuneInString(text[at:])
				if !unicode.IsSpace(s) || at-space > 80 {
					break
				}
				at += size
			}
			if at == space || strings.Count(text[space:at], "\n") > 1 {
				return -1
			}
			continue
		}
		s, size := utf8.DecodeRuneInString(text[at:])
		if s != r && !(anyCase && unicode.ToLower(s) == r) || size == 0 {
			return -1
		}
		at += size
	}
	last, _ := utf8.DecodeLastRuneInString(want)
	if next, _ := utf8.DecodeRuneInString(text[at:]); isWordRune(last) && at < len(text) && isWordRune(next) {
		return -1
	}
	return at
}

// prefer puts the names of the lexicon into the names that were recognised, in
// place of those that they overlap.
func prefer(hits []hit, names []ner.Mention) []ner.Mention {
	if len(hits) == 0 {
		return names
	}
	kept := make([]ner.Mention, 0, len(names)+len(hits))
	for _, h := range hits {
		for len(names) > 0 && names[0].Start < h.End {
			if names[0].End <= h.Start {
				kept = append(kept, names[0])
			}
			names = names[1:]
		}
		t := ner.Person
		for k, v := range types {
			if v == h.entry.Type {
				t = k
			}
		}
		kept = append(kept, ner.Mention{Span: h.Span, Type: t, Score: 1, Evidence: "lexicon: " + h.entry.Name})
	}
	return append(kept, names...)
}

// without drops from list what overlaps a hit. Both are in text order.
func without[T any](list []T, span func(T) token.Span, hits []hit) []T {
	if len(hits) == 0 {
		return list
	}
	kept := list[:0]
	for _, x := range list {
		s := span(x)
		for len(hits) > 0 && hits[0].End <= s.Start {
			hits = hits[1:]
		}
		if len(hits) == 0 || hits[0].Start >= s.End {
			kept = append(kept, x)
		}
	}
	return kept
}

// entries gives for each of the names its entry in the lexicon; nil where none
// has one.
func entries(names []ner.Mention, hits []hit) []*Entry {
	if len(hits) == 0 {
		return nil
	}
	own := make([]*Entry, len(names))
	for i, n := range names {
		at, ok := slices.BinarySearchFunc(hits, n.Start, func(h hit, start int) int { return cmp.Compare(h.Start, start) })
		if ok && hits[at].Span == n.Span {
			own[i] = hits[at].entry
		}
	}
	return own
}

// A Usage counts which entries of a Lexicon are found in texts. It is for one
// goroutine.
type Usage struct {
	lexicon Lexicon
	finder  *finder
	used    map[*Entry]bool
	never   map[string]bool
}

// NewUsage starts to count. An error is that of Lexicon.Check.
func NewUsage(l Lexicon) (*Usage, error) {
	f, err := newFinder(l)
	if err != nil {
		return nil, err
	}
	return &Usage{l, f, map[*Entry]bool{}, map[string]bool{}}, nil
}

// Add counts what one text has.
func (u *Usage) Add(text string) {
	names, never := u.finder.find(text)
	for _, h := range names {
		u.used[h.entry] = true
	}
	for _, h := range never {
		u.never[strings.Join(strings.Fields(strings.ToLower(h.Of(text))), " ")] = true
	}
}

// Unused returns the entries and texts that no text had, in the order of the
// Lexicon.
func (u *Usage) Unused() (entries []Entry, never []Never) {
	for i := range u.lexicon.Entries {
		if e := &u.lexicon.Entries[i]; !u.used[e] {
			entries = append(entries, *e)
		}
	}
	for _, n := range u.lexicon.Never {
		if !u.never[strings.ToLower(n.Text)] {
			never = append(never, n)
		}
	}
	return entries, never
}

// overlaps reports whether a hit overlaps the bytes from start to end.
func overlaps(hits []hit, start, end int) bool {
	i, _ := slices.BinarySearchFunc(hits, start, func(h hit, start int) int { return cmp.Compare(h.End, start+1) })
	return i < len(hits) && hits[i].Start < end
}

func spanOfName(m ner.Mention) token.Span { return m.Span }

func spanOfDate(e date.Expression) token.Span { return token.Span{Start: e.Start, End: e.End} }
