package document

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// Severity grades a Problem.
type Severity uint8

// A Failure makes a Document invalid, and Read refuses it; a Warning does not.
const (
	Warning Severity = iota
	Failure
)

// A Problem is something wrong with a Document. Path says with what part, as
// in mentions[3].entity; it is empty for the whole. Msg names the field.
type Problem struct {
	Severity Severity
	Path     string
	Msg      string
}

func (p Problem) String() string {
	if p.Path == "" {
		return p.Msg
	}
	return p.Path + ": " + p.Msg
}

// problems collects.
type problems []Problem

func (ps *problems) failf(path, format string, args ...any) {
	*ps = append(*ps, Problem{Failure, path, fmt.Sprintf(format, args...)})
}

func (ps *problems) warnf(path, format string, args ...any) {
	*ps = append(*ps, Problem{Warning, path, fmt.Sprintf(format, args...)})
}

// The vocabularies.
var (
	units  = []Unit{Bytes, Runes, UTF16}
	timexs = []Timex{TimexDate, TimexTime, TimexDuration, TimexSet}
	mods   = []string{"START", "MID", "END", "APPROX", "LESS_THAN", "MORE_THAN", "EQUAL_OR_LESS", "EQUAL_OR_MORE",
		"BEFORE", "AFTER", "ON_OR_BEFORE", "ON_OR_AFTER"}
	froms = []string{"flag", "metadata", "filename", "url", "dateline", "dateline-year", "byline", "caption", "weekday"}
)

// Kinds lists what a place can be.
var Kinds = []string{"country", "region", "city", "water", "mountain", "facility", "other"}

// member reports a value that is set and not in its vocabulary.
func member[T ~string](ps *problems, path, field string, v T, known []T) {
	if v == "" || slices.Contains(known, v) {
		return
	}
	names := make([]string, len(known))
	for i, k := range known {
		names[i] = string(k)
	}
	ps.failf(path, "%s is %q: write one of %s", field, clip(string(v)), strings.Join(names, ", "))
}

// filled reports an item of a list that is empty.
func filled(ps *problems, path string, list []string) {
	for i, s := range list {
		if s == "" {
			ps.failf(fmt.Sprintf("%s[%d]", path, i), "an item of %s is empty: write text or leave it out", path[strings.LastIndexByte(path, '.')+1:])
		}
	}
}

// Check gives what is wrong with d as far as d alone tells, in the order of
// the fields; nil when all is well. Where d has Text, its spans are compared
// with it. The time is linear in the size of d.
//
// Warnings are a mention typed unlike its entity, an entity without mentions,
// facts of places on another entity, spans without offsets, a value that does
// not fit its timex, and a span that is both a mention and rejected.
func (d *Document) Check() []Problem {
	var ps problems
	if d.Schema != "" && d.Schema != Schema {
		ps.failf("schema", "schema is %q: this program reads %s", clip(d.Schema), Schema)
	}
	d.checkHead(&ps)
	entities := d.checkEntities(&ps)
	d.checkMentions(&ps, entities)
	d.checkRejected(&ps)
	filled(&ps, "warnings", d.Warnings)
	if d.Text != "" {
		d.checkSpans(&ps, d.Text)
	}
	return ps
}

func (d *Document) checkHead(ps *problems) {
	s := d.Source
	if s.SHA256 != "" && (len(s.SHA256) != 2*sha256.Size || strings.Trim(s.SHA256, "0123456789abcdef") != "") {
		ps.failf("source.sha256", "sha256 is %q: write 64 lower-case hexadecimal digits", clip(s.SHA256))
	}
	if s.Bytes < 0 {
		ps.failf("source.bytes", "bytes is %d: write a whole number, 0 or more", s.Bytes)
	}
	if v := d.Published.Value; v != "" && !isDay(v) {
		ps.failf("published.value", "value is %q: write a day as 2022-11-07", clip(v))
	}
	member(ps, "published.from", "from", d.Published.From, froms)
	if d.Published.From != "" && d.Published.Value == "" {
		ps.failf("published.from", "from without a value: write the day as value")
	}
	member(ps, "offsets", "offsets", d.Offsets, units)
}

// checkEntities also gives the entities by id, with the number of each.
func (d *Document) checkEntities(ps *problems) map[string]int {
	ids := make(map[string]int, len(d.Entities))
	used := make(map[string]bool, len(d.Entities))
	for i := range d.Mentions {
		used[d.Mentions[i].Entity] = true
	}
	for i := range d.Entities {
		e := &d.Entities[i]
		at := func(field string) string { return fmt.Sprintf("entities[%d].%s", i, field) }
		switch j, twice := ids[e.ID]; {
		case e.ID == "":
			ps.failf(at("id"), "an entity without an id: write one such as %s", Slug(e.Name))
		case !isSlug(e.ID):
			ps.failf(at("id"), "id is %q: write lower-case letters, digits and single hyphens, such as %s", clip(e.ID), Slug(e.ID))
		case twice:
			ps.failf(at("id"), "id %s twice, first for %q: give each entity its own", clip(e.ID), clip(d.Entities[j].Name))
		default:
			ids[e.ID] = i
			if !used[e.ID] {
				ps.warnf(at("id"), "entity %s has no mentions: remove it or link a mention to it", clip(e.ID))
			}
		}
		switch e.Type {
		case Person, Place, Organisation:
		case "":
			ps.failf(at("type"), "an entity without a type: write person, place or organisation")
		case Date:
			ps.failf(at("type"), "type is date: dates have mentions but no entities")
		default:
			ps.failf(at("type"), "type is %q: write one of person, place, organisation", clip(string(e.Type)))
		}
		if e.Name == "" {
			ps.failf(at("name"), "an entity without a name: write one")
		}
		if len(e.Aliases) > 0 {
			filled(ps, at("aliases"), e.Aliases)
		}
		if len(e.Roles) > 0 {
			filled(ps, at("roles"), e.Roles)
		}
		if e.Kind != "" {
			member(ps, at("kind"), "kind", e.Kind, Kinds)
		}
		if e.ISO != "" && (len(e.ISO) != 2 || strings.Trim(e.ISO, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "") {
			ps.failf(at("iso"), "iso is %q: write the two capital letters of ISO 3166-1, such as TR", clip(e.ISO))
		}
		if !(e.Lat >= -90 && e.Lat <= 90) {
			ps.failf(at("lat"), "lat is %v: write degrees from -90 to 90", e.Lat)
		}
		if !(e.Lon >= -180 && e.Lon <= 180) {
			ps.failf(at("lon"), "lon is %v: write degrees from -180 to 180", e.Lon)
		}
		if e.GeoNames < 0 {
			ps.failf(at("geonames"), "geonames is %d: write the number of a place", e.GeoNames)
		}
		if e.Type != Place && (e.Kind != "" || e.ISO != "" || e.Lat != 0 || e.Lon != 0 || e.GeoNames != 0) {
			ps.warnf(at("type"), "kind, iso, lat, lon and geonames are of places, and %s is of type %s: remove them or change the type", clip(e.ID), clip(string(e.Type)))
		}
	}
	return ids
}

// A span is what mentions and rejected spans share.
type span struct {
	start, end int
	typ        Type
	text       string
}

func (s span) check(ps *problems, at func(string) string, what string) {
	if s.typ == "" {
		ps.failf(at("type"), "%s without a type: write one of person, place, organisation, date", what)
	} else if !slices.Contains(Types, s.typ) {
		member(ps, at("type"), "type", s.typ, Types)
	}
	if s.text == "" {
		ps.failf(at("text"), "%s without text: write the words it marks", what)
	}
	switch {
	case s.start == 0 && s.end == 0:
		ps.warnf(at("start"), "%q has no offsets: check --fix finds them", clip(s.text))
	case s.start < 0:
		ps.failf(at("start"), "start is %d: write a whole number, 0 or more", s.start)
	case s.end <= s.start:
		ps.failf(at("end"), "end %d is not behind start %d: a span has at least one character", s.end, s.start)
	}
}

func (d *Document) checkMentions(ps *problems, ids map[string]int) {
	last := -1 // the last mention with offsets
	for i := range d.Mentions {
		m := &d.Mentions[i]
		at := func(field string) string { return fmt.Sprintf("mentions[%d].%s", i, field) }
		span{m.Start, m.End, m.Type, m.Text}.check(ps, at, "a mention")
		if m.Placed() {
			if last >= 0 {
				switch b := &d.Mentions[last]; {
				case m.Start < b.Start:
					ps.failf(at("start"), "%q at %d stands behind %q at %d: put mentions in text order", clip(m.Text), m.Start, clip(b.Text), b.Start)
				case m.Start < b.End:
					ps.failf(at("start"), "%q at %d overlaps %q, which ends at %d: keep one", clip(m.Text), m.Start, clip(b.Text), b.End)
				}
			}
			last = i
		}
		if m.Entity != "" {
			j, ok := ids[m.Entity]
			switch {
			case m.Type == Date:
				ps.failf(at("entity"), "entity on a date: dates have no entities, leave it out")
			case !ok:
				ps.failf(at("entity"), "entity %q is not under entities: add it there or leave it out", clip(m.Entity))
			case m.Type != d.Entities[j].Type:
				ps.warnf(at("type"), "%q is a mention of type %s and its entity %s of type %s: change one", clip(m.Text), m.Type, clip(m.Entity), clip(string(d.Entities[j].Type)))
			}
		}
		if m.Timex != "" || m.Value != "" || m.Mod != "" || m.Range != "" || m.Fiscal || m.Invalid {
			m.checkDate(ps, at)
		}
		if m.Score != 0 && !(m.Score > 0 && m.Score <= 1) {
			ps.failf(at("score"), "score is %v: write a probability above 0 and up to 1", m.Score)
		}
		if len(m.Evidence) > 0 {
			filled(ps, at("evidence"), m.Evidence)
		}
		if m.By != "" && m.By != ByHand {
			ps.failf(at("by"), "by is %q: write %s or leave it out", clip(m.By), ByHand)
		}
	}
}

// checkDate checks the fields that only dates have.
func (m *Mention) checkDate(ps *problems, at func(string) string) {
	if m.Type != Date {
		for _, f := range []struct {
			name string
			set  bool
		}{{"timex", m.Timex != ""}, {"value", m.Value != ""}, {"mod", m.Mod != ""},
			{"range", m.Range != ""}, {"fiscal", m.Fiscal}, {"invalid", m.Invalid}} {
			if f.set {
				ps.failf(at(f.name), "%s on a mention of type %s: it is for dates, leave it out", f.name, clip(string(m.Type)))
			}
		}
		return
	}
	member(ps, at("timex"), "timex", m.Timex, timexs)
	member(ps, at("mod"), "mod", m.Mod, mods)
	if m.Value != "" {
		switch period := strings.HasPrefix(m.Value, "P") && !strings.HasSuffix(m.Value, "_REF"); {
		case m.Invalid:
			ps.failf(at("value"), "a value on an impossible date: leave out value or invalid")
		case !ValidValue(m.Value):
			ps.failf(at("value"), "value is %q: write ISO 8601 or TIMEX3, such as 2022-11-07, 2022-W45, XXXX-11-08 or P2D", clip(m.Value))
		case period && (m.Timex == TimexDate || m.Timex == TimexTime), !period && m.Timex == TimexDuration:
			ps.warnf(at("value"), "value %s does not fit timex %s: change one", clip(m.Value), m.Timex)
		}
	}
	if m.Range != "" {
		begin, end, _ := strings.Cut(m.Range, "/")
		if !isPoint(begin) || !isPoint(end) {
			ps.failf(at("range"), "range is %q: write begin/end, such as 2001/2009", clip(m.Range))
		}
	}
}

func (d *Document) checkRejected(ps *problems) {
	if len(d.Rejected) == 0 {
		return
	}
	taken := make(map[span]bool, len(d.Mentions))
	for _, m := range d.Mentions {
		if m.Placed() {
			taken[span{m.Start, m.End, m.Type, ""}] = true
		}
	}
	for i, r := range d.Rejected {
		at := func(field string) string { return fmt.Sprintf("rejected[%d].%s", i, field) }
		span{r.Start, r.End, r.Type, r.Text}.check(ps, at, "a rejected span")
		if r.Placed() && taken[span{r.Start, r.End, r.Type, ""}] {
			ps.warnf(at("start"), "%q is rejected and a mention: remove one", clip(r.Text))
		}
	}
}

// CheckText gives what is wrong with d when source holds the bytes that it was
// made from: their length and hash, and, unless d has Text, every span: its
// offsets lie in the source and between characters, and its text is what
// stands there. All are Failures. The time is linear in the size of both.
func (d *Document) CheckText(source []byte) []Problem {
	var ps problems
	if d.Source.SHA256 != "" {
		sum := sha256.Sum256(source)
		if got := hex.EncodeToString(sum[:]); got != d.Source.SHA256 {
			ps.failf("source.sha256", "the article has changed: its sha256 begins with %s, not %s; annotate it again", got[:12], clip(d.Source.SHA256[:min(12, len(d.Source.SHA256))]))
		} else if d.Source.Bytes != len(source) {
			ps.failf("source.bytes", "bytes is %d: the article has %d", d.Source.Bytes, len(source))
		}
	}
	if d.Text == "" {
		d.checkSpans(&ps, string(source))
	}
	return ps
}

// checkSpans compares every span with the text that its offsets count into.
func (d *Document) checkSpans(ps *problems, text string) {
	var offsets []int
	d.eachOffset(func(o *int) { offsets = append(offsets, *o) })
	at := recount(text, d.unit(), Bytes, offsets)
	n := length(text, d.unit())
	k := 0
	check := func(path string, i, start, end int, want string) {
		b, e := at[k], at[k+1]
		k += 2
		where := func(field string) string { return fmt.Sprintf("%s[%d].%s", path, i, field) }
		switch {
		case end <= start || start < 0: // Check reports it
		case b < 0:
			ps.failf(where("start"), "start %d is %s", start, astray(start, n, d.unit()))
		case e < 0:
			ps.failf(where("end"), "end %d is %s", end, astray(end, n, d.unit()))
		case text[b:e] != want:
			ps.failf(where("text"), "text is %q, but %q stands at %d to %d: correct the text or the offsets", clip(want), clip(text[b:e]), start, end)
		}
	}
	for i, m := range d.Mentions {
		if m.Start != 0 || m.End != 0 {
			check("mentions", i, m.Start, m.End, m.Text)
		}
	}
	for i, r := range d.Rejected {
		if r.Start != 0 || r.End != 0 {
			check("rejected", i, r.Start, r.End, r.Text)
		}
	}
}

// astray says why an offset is not one of a text of n units.
func astray(offset, n int, unit Unit) string {
	if offset > n {
		return fmt.Sprintf("behind the end: the text has %d %s", n, unitName(unit))
	}
	return "inside a character: move it to its edge"
}

func unitName(u Unit) string {
	switch u {
	case Runes:
		return "code points"
	case UTF16:
		return "UTF-16 units"
	}
	return "bytes"
}

// isSlug reports whether s can be the id of an entity.
func isSlug(s string) bool {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9':
		case c == '-' && i > 0 && i < len(s)-1 && s[i-1] != '-':
		default:
			return false
		}
	}
	return s != ""
}

// The forms of values; schema.json has the same.
const (
	yearForm  = `(?:BC)?[0-9X]{4}`
	monthForm = `(?:0[1-9]|1[0-2]|XX)(?:-(?:0[1-9]|[12][0-9]|3[01]|XX))?`
	partForm  = `Q[1-4X]|H[12X]|W(?:0[1-9]|[1-4][0-9]|5[0-3]|XX)(?:-(?:[1-7X]|WE))?|SP|SU|FA|WI`
	timeForm  = `T(?:(?:[01][0-9]|2[0-4]|XX)(?::[0-5X][0-9X](?::[0-5X][0-9X](?:\.[0-9]+)?)?)?(?:Z|[+-][0-9]{2}(?::?[0-9]{2})?)?|MO|MI|AF|EV|NI|DT)`
	pointForm = `(?:(?:` + yearForm + `(?:-(?:` + monthForm + `|` + partForm + `))?|(?:BC)?[0-9X]{1,3})(?:` + timeForm + `)?|` + timeForm + `)`
	countForm = `(?:[0-9]+(?:\.[0-9]+)?|X+)`
	daysForm  = `(?:` + countForm + `(?:DE|CE|WE|Y|Q|M|W|D|C|E))+`
	hoursForm = `T(?:` + countForm + `(?:H|M|S|MO|MI|AF|EV|NI|DT))+`
	valueForm = `^(?:` + pointForm + `(?:/` + pointForm + `)?|P(?:` + daysForm + `(?:` + hoursForm + `)?|` + hoursForm + `)|(?:PRESENT|PAST|FUTURE)_REF)$`
	rangeForm = `^` + pointForm + `/` + pointForm + `$`
)

var (
	valueRegexp = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(valueForm) })
	pointRegexp = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^` + pointForm + `$`) })
)

// ValidValue reports whether s has the form of a TIMEX3 value: a day, month,
// year, decade (199), century (19), week, quarter, half, season or weekend,
// any of them with X where a digit is open; a time of day; two of these with
// a slash between; a period such as P2.5Y or PT30M; PRESENT_REF, PAST_REF or
// FUTURE_REF. A day that the calendar lacks has not.
func ValidValue(s string) bool {
	if !valueRegexp().MatchString(s) {
		return false
	}
	begin, end, _ := strings.Cut(s, "/")
	return realDay(begin) && realDay(end)
}

// isPoint reports whether s is one date or time.
func isPoint(s string) bool { return pointRegexp().MatchString(s) && realDay(s) }

// isDay reports whether s is a day as 2006-01-02.
func isDay(s string) bool {
	return len(s) == 10 && isPoint(s) && s[4] == '-' && s[7] == '-' && strings.Trim(s, "0123456789-") == ""
}

// realDay reports whether the calendar has the day that s begins with; it is
// true when s names no day or leaves a part of it open.
func realDay(s string) bool {
	s = strings.TrimPrefix(s, "BC")
	if len(s) < 10 || s[4] != '-' || s[7] != '-' || strings.Trim(s[5:7]+s[8:10], "0123456789") != "" {
		return true
	}
	month, day := int(s[5]-'0')*10+int(s[6]-'0'), int(s[8]-'0')*10+int(s[9]-'0')
	if month < 1 || month > 12 {
		return false
	}
	days := []int{31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}[month-1]
	if month == 2 && strings.Trim(s[:4], "0123456789") == "" {
		year := int(s[0]-'0')*1000 + int(s[1]-'0')*100 + int(s[2]-'0')*10 + int(s[3]-'0')
		if year%4 != 0 || year%100 == 0 && year%400 != 0 {
			days = 28
		}
	}
	return day >= 1 && day <= days
}

// length gives the length of text in a unit.
func length(text string, unit Unit) int {
	switch unit {
	case Runes:
		return utf8.RuneCountInString(text)
	case UTF16:
		n := 0
		for _, r := range text {
			n++
			if r > 0xFFFF {
				n++
			}
		}
		return n
	}
	return len(text)
}
