package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	g "newsannotate/ner/gazetteer"
)

// add records a name of a list, without the article: "The Gambia" is Gambia,
// but The Hague keeps it. Names in other scripts are passed over, as no English
// text has them, and so are function words, which some lists contain.
func (l *lexicon) add(name string, c g.Class) {
	name = strings.Join(strings.Fields(g.Fold(name)), " ")
	if name != "The Hague" {
		name = strings.TrimPrefix(name, "The ")
	}
	if len(name) < 2 || !isASCII(name) || functionWords[strings.ToLower(name)] && strings.ToUpper(name) != name {
		return
	}
	if l.AddName(name, c) {
		l.names++
	}
	if strings.Contains(name, " & ") {
		l.AddName(strings.ReplaceAll(name, " & ", " and "), c)
	}
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// functionWords are never names by themselves, whatever a census says; nor are days and most months.
var functionWords = set(`a about after all also am an and any are as at be been before but by can could did do does down
for from had has have he her here him his how i if in into is it its just like may me more most mr mrs ms my new no nor
not now of off on one only or our out over own said she should so some such than that the their them then there these
they this those through to too under until up us very was we well were what when where which while who why with would
you your monday tuesday wednesday thursday friday saturday sunday january february july september october november
december`, "may") // May is a name

func set(words string, without ...string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = !slices.Contains(without, w)
	}
	return m
}

// personName is a given or a family name: up to three words, of which the last
// has a capital and small letters.
var personName = regexp.MustCompile(`^(?:[A-Za-z'.-]+ ){0,2}(?:[A-Za-z]+['-])*[A-Z][a-z]+(?:['-]?[A-Z]?[a-z]+)*$`)

// addPerson records a given or family name, McDonald for Mcdonald too.
func (l *lexicon) addPerson(name string, c g.Class) {
	name = g.Fold(strings.TrimSpace(name))
	if !personName.MatchString(name) {
		return
	}
	l.add(name, c)
	if len(name) > 4 && strings.HasPrefix(name, "Mc") && 'a' <= name[2] && name[2] <= 'z' {
		l.add("Mc"+strings.ToUpper(name[2:3])+name[3:], c)
	}
}

// readFakerJS reads the given and family names of all locales. They are
// template literals: arrays of them, or one that is split at a character.
func readFakerJS(l *lexicon, archive string) error {
	match := func(name string) bool {
		return strings.HasPrefix(name, "dist/") && strings.HasSuffix(name, ".js") && !strings.Contains(name, "BORK")
	}
	return eachText(archive, match, func(_, text string) error {
		for _, key := range []struct {
			name  string
			class g.Class
		}{{"first_name:", g.FirstName}, {"last_name:", g.LastName}} {
			for rest := text; ; {
				_, after, found := strings.Cut(rest, key.name)
				if !found {
					break
				}
				rest = after
				for _, name := range literals(braced(after)) {
					l.addPerson(name, key.class)
				}
			}
		}
		return nil
	})
}

// braced returns the braces or brackets that s begins with, and what is inside.
func braced(s string) string {
	depth := 0
	for i := range len(s) {
		switch s[i] {
		case '{', '[':
			depth++
		case '}', ']':
			depth--
		}
		if depth == 0 {
			return s[:i]
		}
	}
	return ""
}

var literal = regexp.MustCompile("`([^`]*)`(?:\\.split\\(`([^`])`\\))?")

func literals(s string) (names []string) {
	for _, m := range literal.FindAllStringSubmatch(s, -1) {
		if m[2] == "" {
			names = append(names, m[1])
		} else {
			names = append(names, strings.Split(m[1], m[2])...)
		}
	}
	return names
}

var (
	phpNames = regexp.MustCompile(`(?s)static \$\w*([fF]irst|[lL]ast)Names?(?:Male|Female|Christian|Chinese|Indian|Malay)*\s*=\s*(?:array\s*\(|\[)(.*?)(?:\)|\]);`)
	quoted   = regexp.MustCompile(`'((?:[^'\\]|\\.)*)'|"([^"]*)"`)
)

// readFakerPHP reads the given and family names of all locales from the files
// Person.php, and from no other.
func readFakerPHP(l *lexicon, archive string) error {
	match := func(name string) bool { return strings.HasSuffix(name, "/Person.php") }
	return eachText(archive, match, func(_, text string) error {
		for _, m := range phpNames.FindAllStringSubmatch(text, -1) {
			c := g.FirstName
			if strings.EqualFold(m[1], "last") {
				c = g.LastName
			}
			for _, q := range quoted.FindAllStringSubmatch(m[2], -1) {
				l.addPerson(strings.ReplaceAll(q[1]+q[2], `\`, ""), c)
			}
		}
		return nil
	})
}

var rubyNames = regexp.MustCompile(`(?m)^ *\w*(first|last)_name: *(?:&\w+ *)?(\[[^\]]*\]|(?:\n +- .*)+)`)

// readFakerRuby reads the given and family names of all locales: YAML lists in
// either style.
func readFakerRuby(l *lexicon, archive string) error {
	locale := regexp.MustCompile(`/locales/(?:[\w-]+|en/name)\.yml$`)
	match := func(name string) bool { return locale.MatchString(name) && !strings.Contains(name, "BORK") }
	return eachText(archive, match, func(_, text string) error {
		for _, m := range rubyNames.FindAllStringSubmatch(text, -1) {
			c := g.FirstName
			if m[1] == "last" {
				c = g.LastName
			}
			for _, name := range strings.FieldsFunc(m[2], func(r rune) bool { return strings.ContainsRune("[],\n", r) }) {
				name = strings.TrimPrefix(strings.TrimSpace(name), "- ")
				l.addPerson(strings.Trim(name, `"' `), c)
			}
		}
		return nil
	})
}

// readCensus reads the given and family names of the United States.
func readCensus(l *lexicon, archive string) error {
	match := func(name string) bool { return name == "lib/names.js" }
	return eachText(archive, match, func(_, text string) error {
		for part := range strings.SplitSeq(text, "module.exports.") {
			c := g.FirstName
			if strings.HasPrefix(part, "last") {
				c = g.LastName
			}
			for _, q := range quoted.FindAllStringSubmatch(part, -1) {
				l.addPerson(q[1]+q[2], c)
			}
		}
		return nil
	})
}

// readPeople reads a list that does not tell given from family names.
func readPeople(l *lexicon, archive string) error {
	match := func(name string) bool { return name == "dict/people-names.txt" }
	return eachText(archive, match, func(_, text string) error {
		for name := range strings.Lines(text) {
			l.addPerson(name, g.NameWord)
		}
		return nil
	})
}

// readCities reads cities and towns.
func readCities(l *lexicon, archive string) error {
	match := func(name string) bool { return name == "cities.pbf" }
	return eachText(archive, match, func(_, text string) error {
		places, err := decodePlaces([]byte(text))
		for _, p := range places {
			switch name, _, _ := strings.Cut(p.name, " ("); {
			case p.population >= 300_000:
				l.add(name, g.City|g.BigCity)
			case p.population >= 15_000:
				l.add(name, g.City)
			default:
				l.add(name, g.Town)
			}
		}
		return err
	})
}

// readRegions reads the first administrative divisions of all countries.
func readRegions(l *lexicon, archive string) error {
	var regions []struct{ Code, Name string }
	if err := readJSON(archive, "admin1.json", &regions); err != nil {
		return err
	}
	for _, r := range regions {
		l.add(r.Name, g.Region)
	}
	return nil
}

// readCountries reads the English names of the countries, of which some have
// several.
func readCountries(l *lexicon, archive string) error {
	var doc struct{ Countries map[string]any }
	if err := readJSON(archive, "langs/en.json", &doc); err != nil {
		return err
	}
	for _, v := range doc.Countries {
		names, several := v.([]any)
		if !several {
			names = []any{v}
		}
		for _, name := range names {
			name, _, _ := strings.Cut(name.(string), " (")
			if name, form, inverted := strings.Cut(name, ", "); inverted {
				l.add(form+" "+name, g.Country)
				continue
			}
			l.add(name, g.Country)
			l.add(strings.ReplaceAll(name, " and ", " & "), g.Country)
		}
	}
	return nil
}

func readNationalities(l *lexicon, archive string) error {
	var doc struct{ Nationalities map[string]string }
	if err := readJSON(archive, "langs/en.json", &doc); err != nil {
		return err
	}
	for _, name := range doc.Nationalities {
		l.add(name, g.Demonym)
	}
	return nil
}

// readJSON decodes one file of an archive.
func readJSON(archive, file string, v any) error {
	found := false
	err := eachFile(archive, func(name string, r io.Reader) error {
		if name != file {
			return nil
		}
		found = true
		if err := json.NewDecoder(r).Decode(v); err != nil {
			return err
		}
		return errEnough
	})
	if err == nil && !found {
		err = fmt.Errorf("no %s", file)
	}
	return err
}

var (
	schoolWord = regexp.MustCompile(`(?i)univ|instit|academ|akadem|polyte|polite|hochschule`)
	noSchool   = regexp.MustCompile(`(?i)high school|secondary|middle school|elementary|alumni|@|www\.|gymnas|lyc[eé]e`)
)

// readSchools reads universities and institutes: one file each, with a name on
// a line, often in English and in the language of the country.
func readSchools(l *lexicon, archive string) error {
	match := func(name string) bool { return strings.HasPrefix(name, "data/lib/domains/") }
	return eachText(archive, match, func(_, text string) error {
		for line := range strings.Lines(text) {
			name, _, _ := strings.Cut(strings.TrimSpace(line), " (")
			if n := strings.Count(name, " "); n < 1 || n > 6 || strings.Contains(name, ",") ||
				!schoolWord.MatchString(name) || noSchool.MatchString(name) {
				continue
			}
			l.add(name, g.School)
		}
		return nil
	})
}

// supplement reads the lists that we wrote. A line in brackets names the
// classes of the lines that follow; # begins a comment. A cue, title or role in
// small letters is also found with capitals.
func (l *lexicon) supplement(dir string) error {
	files, err := filepath.Glob(filepath.Join(dir, "*.txt"))
	if err != nil {
		return err
	}
	lines := 0
	for _, path := range files {
		f, err := os.Open(path)
		if err != nil {
			return err
		}
		var c g.Class
		scan := bufio.NewScanner(f)
		for n := 1; scan.Scan(); n++ {
			line, _, _ := strings.Cut(scan.Text(), "#")
			if line = strings.TrimSpace(line); line == "" {
				continue
			}
			if head, ok := strings.CutPrefix(line, "["); ok {
				if c, err = parseClasses(strings.TrimSuffix(head, "]")); err != nil {
					break
				}
				continue
			}
			lines++
			if c == 0 || !l.addLine(line, c) {
				err = fmt.Errorf("line %d: %q is in no class, or cannot be found again", n, line)
				break
			}
		}
		if err == nil {
			err = scan.Err()
		}
		f.Close()
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
	}
	fmt.Fprintf(l.out, "supplement: %d lines\n", lines)
	return nil
}

func parseClasses(head string) (c g.Class, err error) {
	for name := range strings.SplitSeq(head, ", ") {
		one, ok := g.ParseClass(name)
		if !ok {
			return 0, fmt.Errorf("no class %q", name)
		}
		c |= one
	}
	return c, nil
}

// addLine records a line of a supplement, without the article of a name that has
// two words more: The New York Times, but The Sun.
func (l *lexicon) addLine(name string, c g.Class) bool {
	if rest, ok := strings.CutPrefix(name, "The "); ok && strings.Contains(rest, " ") {
		name = rest
	}
	ok := l.AddName(name, c)
	if strings.Contains(name, " & ") {
		l.AddName(strings.ReplaceAll(name, " & ", " and "), c)
	}
	if c&(g.Title|g.Role|g.OrgCue|g.PlaceCue) != 0 && name == strings.ToLower(name) {
		words := strings.Fields(name)
		words[0] = capitalised(words[0])
		l.AddName(strings.Join(words, " "), c)
		for i, w := range words {
			if !slices.Contains([]string{"of", "the", "and", "for", "to", "in"}, w) {
				words[i] = capitalised(w)
			}
		}
		l.AddName(strings.Join(words, " "), c)
	}
	return ok
}

// capitalised gives a word in ASCII a capital, both parts of vice-president.
func capitalised(w string) string {
	parts := strings.Split(w, "-")
	for i, p := range parts {
		if p != "" {
			parts[i] = strings.ToUpper(p[:1]) + p[1:]
		}
	}
	return strings.Join(parts, "-")
}
