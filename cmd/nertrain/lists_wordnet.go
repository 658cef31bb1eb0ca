package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	g "newsannotate/ner/gazetteer"
)

// A synset is a line of WordNet's data.noun: words of one meaning.
type synset struct {
	file   string   // number of the lexicographer's file: what kind of thing it is
	lemmas []string // with underscores for spaces
	up     []string // hypernyms, and what it is an instance of
	isName bool     // an instance, not a kind
}

// wordNet maps the offset of each noun synset, which is its name, to it.
type wordNet map[string]synset

// readWordNet reads the instances of WordNet, its capitalised people, languages
// and bodies, and its capitalised adjectives.
func readWordNet(l *lexicon, archive string) error {
	nouns := wordNet{}
	match := func(name string) bool { return name == "dict/data.noun" || name == "dict/data.adj" }
	err := eachText(archive, match, func(name, text string) error {
		for line := range strings.Lines(text) {
			if strings.HasPrefix(line, " ") { // the licence
				continue
			}
			offset, s, err := parseSynset(line)
			if err != nil {
				return err
			}
			if name == "dict/data.noun" {
				nouns[offset] = s
				continue
			}
			for _, lemma := range s.lemmas {
				lemma, _, _ = strings.Cut(lemma, "(") // a mark of its position
				if isName(lemma) && !strings.Contains(lemma, "_") {
					l.add(lemma, g.Demonym)
				}
			}
		}
		return nil
	})
	for _, s := range nouns {
		for _, lemma := range s.lemmas {
			if !isName(lemma) {
				continue
			}
			// A given name that is also a river or a tribe is a given name in the news.
			if c := nouns.class(s, lemma); c == g.LastName || c != 0 && l.Class(lemma)&g.FirstName == 0 {
				l.add(strings.ReplaceAll(lemma, "_", " "), c)
			}
		}
	}
	return err
}

// isName tells names from words: every word has a capital but for small ones
// inside.
func isName(lemma string) bool {
	for i, w := range strings.Split(lemma, "_") {
		if w == "" || unicode.IsLower(rune(w[0])) && (i == 0 || len(w) > 4) || !unicode.IsLetter(rune(w[0])) {
			return false
		}
	}
	return true
}

// parseSynset reads "offset file type count word id ... count pointers | gloss".
func parseSynset(line string) (offset string, s synset, err error) {
	data, _, _ := strings.Cut(line, " | ")
	f := strings.Fields(data)
	bad := fmt.Errorf("no synset: %.40q", line)
	if len(f) < 4 {
		return "", s, bad
	}
	n, err := strconv.ParseInt(f[3], 16, 0)
	if err != nil || len(f) < 5+2*int(n) {
		return "", s, bad
	}
	s.file = f[1]
	for _, pair := range slices.Collect(slices.Chunk(f[4:4+2*n], 2)) {
		s.lemmas = append(s.lemmas, pair[0])
	}
	pointers, err := strconv.Atoi(f[4+2*n])
	if rest := f[5+2*n:]; err == nil && len(rest) >= 4*pointers {
		for p := range slices.Chunk(rest[:4*pointers], 4) {
			if p[0] == "@" || p[0] == "@i" {
				s.up = append(s.up, p[1])
				s.isName = s.isName || p[0] == "@i"
			}
		}
		return f[0], s, nil
	}
	return "", s, bad
}

// class maps a synset to our classes, by its lexicographer's file and by what
// is above it; 0 when we have no use for it.
func (w wordNet) class(s synset, lemma string) g.Class {
	is := func(kinds ...string) bool { return w.under(s, kinds) }
	one := !strings.Contains(lemma, "_")
	if one && len(lemma) == 2 { // codes of the American states
		return 0
	}
	if !s.isName {
		switch {
		case s.file == "18" && one, s.file == "10" && one && is("natural_language"):
			return g.Demonym // Turk, Democrat; Turkish
		case s.file == "18":
			return g.Role // Home Secretary
		case s.file == "14" && is("organization", "social_group"):
			return g.Org
		}
		return 0
	}
	switch s.file {
	case "18":
		if one && !is("deity", "imaginary_being", "religious_leader") {
			return g.LastName
		}
		return g.Person
	case "15":
		switch {
		case is("city", "town", "national_capital", "municipality"):
			return g.City
		case is("country"):
			return g.Country
		}
		return g.Region
	case "17":
		if is("celestial_body", "natural_object") {
			return 0
		}
		return g.Geo
	case "14":
		switch {
		case is("terrorist_organization", "military_unit", "armed_service"):
			return g.Force
		case is("university", "educational_institution"):
			return g.School
		case is("government_department", "court", "legislature", "agency"):
			return g.Government
		case is("party"):
			return g.Party
		case is("country"):
			return g.Country
		case one || is("constellation", "galaxy") || s.isGovernment():
			return 0 // Tudor, Orion, United States
		}
		return g.Org
	case "06":
		switch {
		case is("university"):
			return g.School
		case is("structure", "facility", "way"):
			return g.Facility
		}
		return 0
	case "04", "10", "11", "28": // wars, books, feasts: Waterloo and John are also that
		if !one {
			return g.Other
		}
	}
	return 0
}

// isGovernment reports whether the country's name stands for its government.
func (s synset) isGovernment() bool {
	return slices.ContainsFunc(s.lemmas, func(lemma string) bool { return strings.HasSuffix(lemma, "_government") })
}

// under reports whether a synset above s has one of the kinds as its first or
// any other word.
func (w wordNet) under(s synset, kinds []string) bool {
	seen := map[string]bool{}
	todo := slices.Clone(s.up)
	for len(todo) > 0 {
		offset := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if seen[offset] {
			continue
		}
		seen[offset] = true
		up := w[offset]
		for _, lemma := range up.lemmas {
			if slices.Contains(kinds, lemma) {
				return true
			}
		}
		todo = append(todo, up.up...)
	}
	return false
}
