package date

import (
	"strings"
	"time"
)

// Hints is what is known of an article beside its text. All fields may be empty.
type Hints struct {
	Metadata []string // dates from front matter or markup, best first: published before modified
	Path     string   // file name, with the folders above it
	URL      string
	DMY      bool // read 7/11/2022 as 7 November
}

// Where a publication date was found, besides the caller's own word ("flag").
const (
	FromMetadata     = "metadata"
	FromFilename     = "filename"
	FromURL          = "url"
	FromDateline     = "dateline"      // a line that is a date, or PLACE, Nov. 7, 2022 (AGENCY) -
	FromDatelineYear = "dateline-year" // PLACE, Nov. 7 (AGENCY) -, its year from elsewhere
	FromByline       = "byline"
	FromCaption      = "caption" // the photograph's day: the article is of that day or just after
	FromWeekday      = "weekday" // Monday, Nov. 7: the one year near the years named in the text
)

// Published finds the day on which an article was published, and says where.
// The first of these that gives a full date wins: metadata, file name, URL, a
// date line or byline at the top or the end, a dateline, a dateline without
// year whose year the path, a caption or a weekday tells, a photograph's
// caption, a weekday with its month day. Where all are silent it returns false:
// it neither guesses nor reads the clock.
func Published(text string, h Hints) (day Day, from string, ok bool) {
	for _, s := range h.Metadata {
		if day, ok = ParseAny(s, h.DMY); ok {
			return day, FromMetadata, true
		}
	}
	pathDay, pathMonth := fromPath(h.Path, false)
	if !pathDay.IsZero() {
		return pathDay, FromFilename, true
	}
	urlDay, urlMonth := fromPath(h.URL, true)
	if !urlDay.IsZero() {
		return urlDay, FromURL, true
	}
	lines := shortLines(text)
	if day, from, ok = fromLines(lines, h.DMY); ok {
		return day, from, true
	}
	dateline, weekday := dateline(lines, h.DMY)
	if dateline.length == 4 {
		day, _, _ = dateline.Days()
		return day, FromDateline, true
	}
	caption := fromCaption(text, h.DMY)
	if !dateline.IsZero() {
		if urlMonth.IsZero() {
			urlMonth = pathMonth
		}
		if day, ok = withYear(dateline, weekday, caption, urlMonth, text); ok {
			return day, FromDatelineYear, true
		}
	}
	if !caption.IsZero() {
		return caption, FromCaption, true
	}
	if day, ok = fromWeekdays(text); ok {
		return day, FromWeekday, true
	}
	return Day{}, "", false
}

// layouts are forms of metadata that the grammar for prose does not cover.
var layouts = [...]string{
	time.RFC3339, "2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02T15:04:05-0700", "2006-01-02 15:04:05", "20060102T150405Z", "20060102",
	"2006/01/02", "2006.01.02", time.RFC1123, time.RFC1123Z, time.ANSIC, time.UnixDate, time.RubyDate, time.RFC850, "2006-01-02 15:04:05 -0700", "2006-01-02 15:04",
}

// ParseAny reads one date as metadata writes it: ISO 8601 in its common forms,
// RFC 1123 and 850, and what a person would write ("7 November 2022, 10:15").
// The day is the one written, in whatever zone. It is false when there is no
// full date or there is more than a date.
func ParseAny(s string, dmy bool) (Day, bool) {
	s = strings.TrimSpace(s)
	for _, layout := range layouts {
		if t, err := time.Parse(layout, s); err == nil {
			return Day{t.Year(), int(t.Month()), t.Day()}, true
		}
	}
	if len(s) > 100 {
		return Day{}, false
	}
	l := readLine(s, dmy)
	return l.day, !l.day.IsZero() && l.label == 0 && strings.TrimSpace(l.rest) == ""
}

// fromPath reads a day at the start of a segment: 2022-11-08-slug, 20221108,
// /2022/11/08/, /2022/nov/08/; of a month alone it returns the first day. In
// the path of a file only the file's own name and year/month/day folders count.
func fromPath(path string, url bool) (day, month Day) {
	if url {
		if _, rest, ok := strings.Cut(path, "://"); ok {
			path = rest
		}
		path, _, _ = strings.Cut(path, "?")
		path, _, _ = strings.Cut(path, "#")
	}
	segments := strings.FieldsFunc(path, func(r rune) bool { return r == '/' || r == '\\' })
	for i := len(segments) - 1; i >= 0; i-- {
		if d, ok := leadingDay(segments[i]); ok && (url || i == len(segments)-1) {
			return d, Day{}
		}
		if i+1 >= len(segments) {
			continue
		}
		year, ok := digits(segments[i])
		if !ok || len(segments[i]) != 4 || year < 1800 || year > 2199 {
			continue
		}
		m, ok := monthNumber(segments[i+1])
		if !ok {
			continue
		}
		month = Day{year, m, 1}
		if i+2 < len(segments) {
			s := segments[i+2]
			n := 0
			for n < len(s) && digit(s[n]) {
				n++
			}
			if n < len(s) && s[n] != '-' && s[n] != '_' && s[n] != '.' {
				continue
			}
			if d, ok := digits(s[:n]); ok && n <= 2 {
				if day, ok := NewDay(year, m, d); ok {
					return day, month
				}
			}
		}
	}
	return Day{}, month
}

// leadingDay reads 2022-11-08, 2022_11_08 and 20221108 at the start of a name.
func leadingDay(s string) (Day, bool) {
	var parts [3]int
	rest := s
	for i, size := range [...]int{4, 2, 2} {
		if i > 0 && rest != "" && (rest[0] == '-' || rest[0] == '_' || rest[0] == '.') {
			rest = rest[1:]
		}
		if len(rest) < size {
			return Day{}, false
		}
		n, ok := digits(rest[:size])
		if !ok {
			return Day{}, false
		}
		parts[i], rest = n, rest[size:]
	}
	if rest != "" && (digit(rest[0]) || letter(rest[0]) && rest[0] != 'T') || parts[0] < 1800 || parts[0] > 2199 {
		return Day{}, false
	}
	return NewDay(parts[0], parts[1], parts[2])
}

// monthNumber reads 11 and nov.
func monthNumber(s string) (int, bool) {
	if n, ok := digits(s); ok {
		return n, len(s) <= 2 && n >= 1 && n <= 12
	}
	l := lexicon()[strings.ToLower(s)]
	return int(l.n), l.class&isMonth != 0
}

// Bounds on what a date line is: lines at the top and the end, and their length.
const (
	topLines    = 6
	endLines    = 2
	longestLine = 160
)

// shortLines returns the beginnings of the first and the last lines that are
// not empty.
func shortLines(text string) []string {
	var top, end []string
	for rest := text; rest != "" && len(top) < topLines; {
		var line string
		line, rest, _ = strings.Cut(rest, "\n")
		if line = strings.TrimSpace(line); line != "" {
			top = append(top, line)
		}
	}
	for rest := text; rest != "" && len(end) < endLines && len(top) == topLines; {
		i := strings.LastIndexByte(rest, '\n')
		if line := strings.TrimSpace(rest[i+1:]); line != "" {
			end = append(end, line)
		}
		rest = rest[:max(i, 0)]
	}
	return append(top, end...)
}

// A line is what a line says about the publication date.
type line struct {
	day     Day
	partial Value // month and day without a year
	weekday int8
	label   int    // published, updated
	before  string // what stands before the date
	rest    string // what is neither date nor label
}

const (
	labelPublished = iota + 1
	labelUpdated
)

// readLine finds the date of a line, its label and what else there is.
func readLine(s string, dmy bool) (l line) {
	rest := []byte(s)
	blank := func(from, to int) {
		for i := from; i < to; i++ {
			rest[i] = ' '
		}
	}
	found := Find(s, Options{DMY: dmy})
	first := len(s)
	for _, e := range found {
		v := e.Value
		switch {
		case e.Timex == Time && v.length == 0 && v.num < 0, e.Timex == Time && v.part == weeks, e.open.kind == clockOnly:
		case v.part == months && v.day > 0 && v.length == 4 && !e.Invalid:
			if l.day.IsZero() { // of two, the first counts
				l.day, _, _ = v.Days()
			}
			first = min(first, e.Start)
		case v.part == months && v.day > 0 && v.num > 0 && v.length == 0 && l.partial.IsZero():
			l.partial, l.weekday = v, e.open.weekday
			first = min(first, e.Start)
		case v.part == weeks:
		default:
			continue
		}
		blank(e.Start, e.End)
	}
	l.before = s[:first]
	for i := 0; i < len(rest); {
		if !letter(rest[i]) {
			if rest[i] < 0x80 && !digit(rest[i]) {
				rest[i] = ' '
			}
			i++
			continue
		}
		k := i
		for k < len(rest) && (letter(rest[k]) || rest[k] >= 0x80) {
			k++
		}
		switch strings.ToLower(string(rest[i:k])) {
		case "published", "posted", "issued", "released", "date", "dated", "created", "publication", "uploaded":
			if l.label == 0 {
				l.label = labelPublished
			}
			blank(i, k)
		case "updated", "modified", "edited", "revised":
			if l.label == 0 {
				l.label = labelUpdated
			}
			blank(i, k)
		case "on", "at", "first", "last", "time", "gmt", "utc", "est", "edt", "pst", "pdt", "cet", "bst", "et", "am", "pm", "ist", "local", "a", "p", "m", "z", "t":
			blank(i, k)
		}
		i = k
	}
	l.rest = strings.TrimSpace(strings.NewReplacer("–", " ", "—", " ", "•", " ", "·", " ", "’", " ").Replace(string(rest)))
	return l
}

// fromLines looks for date lines and bylines.
func fromLines(lines []string, dmy bool) (Day, string, bool) {
	var updated Day
	var updatedFrom string
	for _, s := range lines {
		if len(s) > longestLine {
			continue
		}
		l := readLine(s, dmy)
		if l.day.IsZero() {
			continue
		}
		from := ""
		switch {
		case l.rest == "":
			from = FromDateline
		case isByline(s, l):
			from = FromByline
		case l.label != 0 && len(s) < 100 && !strings.HasSuffix(s, ".") && startsWithLabel(s):
			from = FromDateline
		}
		switch {
		case from == "":
		case l.label == labelUpdated:
			if updated.IsZero() {
				updated, updatedFrom = l.day, from
			}
		default:
			return l.day, from, true
		}
	}
	return updated, updatedFrom, !updated.IsZero()
}

func startsWithLabel(s string) bool {
	word, _, _ := strings.Cut(strings.TrimLeft(s, "([* "), " ")
	switch strings.ToLower(strings.TrimRight(word, ":")) {
	case "published", "posted", "updated", "issued", "released", "first", "last", "date", "uploaded", "publication", "modified":
		return true
	}
	return false
}

// isByline reports whether the line is "By NAME", or a name set off from its
// date by a bar or a dot.
func isByline(s string, l line) bool {
	if len(s) > 3 && strings.EqualFold(s[:3], "by ") {
		return !strings.HasSuffix(s, ".") && titled(l.before[3:]) && titled(l.rest)
	}
	if len(s) > 100 || !strings.ContainsAny(s, "|•·") {
		return false
	}
	return titled(l.rest)
}

// titled reports whether all words begin with a capital, as names do.
func titled(s string) bool {
	words := strings.Fields(s)
	for _, w := range words {
		if c := w[0]; c >= 'a' && c <= 'z' && w != "and" && w != "of" && w != "by" && w != "in" && w != "the" && w != "for" {
			return false
		}
	}
	return len(words) < 12
}

// dateline reads "PLACE, Nov. 7 (AGENCY) -" or the like at the start of one of
// the lines, with the weekday it states.
func dateline(lines []string, dmy bool) (Value, int8) {
	for _, s := range lines {
		if len(s) > longestLine {
			s = s[:cutRune(s, longestLine)]
		}
		for _, e := range Find(s, Options{DMY: dmy}) {
			v := e.Value
			if v.part != months || v.day <= 0 || v.num <= 0 || e.Invalid || e.Timex != Date {
				continue
			}
			before, after := strings.TrimSpace(s[:e.Start]), strings.TrimSpace(s[e.End:])
			if before == "" || !(before[0] >= 'A' && before[0] <= 'Z' || before[0] == '(' || before[0] >= 0xC3) || len(before) > 60 || !titled(before) || strings.HasSuffix(before, ".") && len(before) > 30 {
				break
			}
			if after == "" || !(after[0] == '(' || after[0] == '-' || after[0] == '/' || after[0] == ':' || strings.HasPrefix(after, "—") || strings.HasPrefix(after, "–") || strings.HasPrefix(after, "_")) {
				break
			}
			if strings.HasPrefix(after, "(") && photoCredit(after) {
				break
			}
			return v, e.open.weekday
		}
	}
	return Value{}, 0
}

// cutRune returns the greatest rune boundary not above n.
func cutRune(s string, n int) int {
	for n > 0 && s[n]&0xC0 == 0x80 {
		n--
	}
	return n
}

// photoCredit reports whether a text names a photographer or picture agency.
func photoCredit(s string) bool {
	s = strings.ToLower(s)
	for _, w := range [...]string{"photo", "image", "getty", "picture", "handout", "epa-efe", "via ap", "reuters/", "afp/", "ap/", "courtesy", "photograph"} {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

// fromCaption returns the latest day that a photograph's caption ends with:
// "..., Nov. 7, 2022. (AA Photo)". Pictures from the files tell nothing.
func fromCaption(text string, dmy bool) (day Day) {
	for rest := text; rest != ""; {
		var s string
		s, rest, _ = strings.Cut(rest, "\n")
		s = strings.TrimSpace(s)
		open := strings.LastIndexByte(s, '(')
		if open < 0 || !strings.HasSuffix(s, ")") && !strings.HasSuffix(s, ").") || !photoCredit(s[open:]) || isFile(s) {
			continue
		}
		from := cutRune(s, max(0, open-longestLine))
		for _, e := range Find(s[from:open], Options{DMY: dmy}) {
			if d, last, ok := e.Value.Days(); ok && d == last && e.Timex == Date && !e.Invalid && open-from-e.End <= 30 && day.Before(d) {
				day = d
			}
		}
	}
	return day
}

func isFile(s string) bool {
	return strings.HasPrefix(s, "FILE") || strings.HasPrefix(s, "File ") || strings.Contains(s, "file photo") || strings.Contains(s, "File photo") || strings.Contains(s, "File Photo") || strings.Contains(s, "archive photo")
}

// withYear finds the year of a dateline: that of the path's month, that which
// sets it just after the caption, or that of its stated weekday.
func withYear(v Value, weekday int8, caption, month Day, text string) (Day, bool) {
	in := func(year int) (Day, bool) { return NewDay(year, int(v.num), int(v.day)) }
	if !month.IsZero() {
		if d, ok := in(month.Year); ok && abs(d.Sub(month)) < 45 {
			return d, true
		}
		if d, ok := in(month.Year - 1); ok && abs(d.Sub(month)) < 45 {
			return d, true
		}
	}
	if !caption.IsZero() {
		for y := caption.Year; y <= caption.Year+1; y++ {
			if d, ok := in(y); ok && d.Sub(caption) >= 0 && d.Sub(caption) < 30 {
				return d, true
			}
		}
	}
	if weekday != 0 {
		return onlyYear(v, weekday, latestYear(Find(text, Options{})))
	}
	return fromPairs(v, text)
}

// fromPairs gives a dateline the year of a weekday and month day in its text.
func fromPairs(v Value, text string) (Day, bool) {
	d, ok := fromWeekdays(text)
	if !ok {
		return Day{}, false
	}
	for y := d.Year - 1; y <= d.Year+1; y++ {
		if day, ok := NewDay(y, int(v.num), int(v.day)); ok && abs(day.Sub(d)) < 45 {
			return day, true
		}
	}
	return Day{}, false
}

// fromWeekdays returns the latest "Monday, Nov. 7" of a text whose weekday
// allows but one year near the latest year that the text names.
func fromWeekdays(text string) (best Day, ok bool) {
	found := Find(text, Options{})
	latest := latestYear(found)
	for _, e := range found {
		v := e.Value
		if e.open.weekday == 0 || v.part != months || v.length != 0 || v.day <= 0 || e.open.tense > 0 {
			continue
		}
		if d, fits := onlyYear(v, e.open.weekday, latest); fits && (!ok || best.Before(d)) {
			best, ok = d, true
		}
	}
	return best, ok
}

// latestYear returns the latest year that a text names in full, or 0.
func latestYear(found []Expression) (year int) {
	for _, e := range found {
		if v := e.Value; v.form == formCalendar && v.length == 4 && !v.bc && e.open.kind == fixed && e.open.tense <= 0 {
			year = max(year, int(v.year))
		}
	}
	return year
}

// onlyYear returns the day in the one year, of the latest named or the two
// after it, in which it falls on the weekday.
func onlyYear(v Value, weekday int8, latest int) (day Day, ok bool) {
	if latest == 0 {
		return Day{}, false
	}
	for y := latest; y <= latest+2; y++ {
		if d, exists := NewDay(y, int(v.num), int(v.day)); exists && d.Weekday() == int(weekday) {
			if ok {
				return Day{}, false
			}
			day, ok = d, true
		}
	}
	return day, ok
}
