package date

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"
)

var weekdays = [...]string{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}

// days are what properties are tried on: year ends, leap days, long and short
// ISO years.
func days() (all []Day) {
	for _, year := range []int{1998, 1999, 2000, 2004, 2009, 2015, 2020, 2021, 2022, 2026} {
		for d := (Day{year, 12, 20}); d != (Day{year + 1, 1, 12}); d = d.Add(1) {
			all = append(all, d)
		}
		for d := (Day{year, 2, 25}); d != (Day{year, 3, 3}); d = d.Add(1) {
			all = append(all, d)
		}
	}
	return all
}

func one(t *testing.T, text string, published Day) Expression {
	t.Helper()
	found := Find(text, Options{Published: published})
	if len(found) != 1 {
		t.Fatalf("%q of %v: %s", text, published, show(text, found))
	}
	return found[0]
}

// A weekday's day is that weekday and within seven days.
func TestWeekdays(t *testing.T) {
	for _, published := range days() {
		for i, name := range weekdays {
			for form, reach := range map[string][2]int{
				"He said so %s.": {-6, 0}, "He will come %s.": {0, 6}, "He left last %s.": {-7, -1}, "He leaves next %s.": {1, 7}, "He leaves this %s.": {-6, 6},
			} {
				e := one(t, fmt.Sprintf(form, name), published)
				d, _, ok := e.Value.Days()
				if away := d.Sub(published); !ok || d.Weekday() != i+1 || away < reach[0] || away > reach[1] {
					t.Fatalf("%s of %v: %v", fmt.Sprintf(form, name), published, e.Value)
				}
			}
		}
	}
}

// Weeks are those of ISO 8601, also at the ends of years, and "last week"
// ends before this one begins.
func TestWeeks(t *testing.T) {
	for _, published := range days() {
		var ends Day
		for i, form := range []string{"It fell last week.", "It fell this week.", "It will fall next week."} {
			e := one(t, form, published)
			first, last, ok := e.Value.Days()
			if !ok || first.Weekday() != 1 || last.Sub(first) != 6 || i > 0 && first.Sub(ends) != 1 || i == 1 && (published.Before(first) || last.Before(published)) {
				t.Fatalf("%q of %v: %v, %v to %v", form, published, e.Value, first, last)
			}
			if v, err := ParseValue(e.Value.String()); err != nil || v != e.Value {
				t.Fatalf("%v: %v", e.Value, err)
			}
			ends = last
		}
	}
	for _, c := range []struct {
		published Day
		want      string
	}{{Day{2021, 1, 3}, "2020-W53"}, {Day{2021, 1, 4}, "2021-W01"}, {Day{2018, 12, 31}, "2019-W01"}, {Day{2016, 1, 1}, "2015-W53"}, {Day{2022, 1, 2}, "2021-W52"}} {
		if e := one(t, "It fell this week.", c.published); e.Value.String() != c.want {
			t.Errorf("this week of %v: %v, want %s", c.published, e.Value, c.want)
		}
	}
}

// A day without a year is the nearest one of that name.
func TestNearest(t *testing.T) {
	for _, published := range days() {
		for month, name := range []string{"January", "April", "July", "October"} {
			e := one(t, "The law of "+name+" 15.", published)
			d, _, ok := e.Value.Days()
			if !ok || d.Month != 3*month+1 || d.Day != 15 || abs(d.Sub(published)) > 183 {
				t.Fatalf("%s 15 of %v: %v", name, published, e.Value)
			}
		}
	}
}

// Both ends of a range carry it, and lie in it.
func TestRanges(t *testing.T) {
	for _, published := range days() {
		for _, text := range []string{
			"It fell from March to June.", "It will fall from March to June.", "It ran from November to February.", "It ran from Dec. 28 to Jan. 4.", "It ran Oct. 3-5.",
			"He ruled from 1999 to 2004.", "It ran between May 3 and July 2, 2011.", "It ran from December to March 2015.", "It fell from Monday to Thursday.",
		} {
			found := Find(text, Options{Published: published})
			if len(found) != 2 || found[0].Range != found[1].Range {
				t.Fatalf("%q of %v: %s", text, published, show(text, found))
			}
			if found[0].Range == "" && strings.Contains(text, "Monday") {
				continue // the Thursday before the Monday: no range is claimed
			}
			ends := strings.Split(found[0].Range, "/")
			if len(ends) != 2 || ends[0] != found[0].Value.String() || ends[1] != found[1].Value.String() {
				t.Fatalf("%q of %v: %s", text, published, show(text, found))
			}
			from, _, ok1 := found[0].Value.Days()
			_, to, ok2 := found[1].Value.Days()
			if !ok1 || !ok2 || to.Before(from) || to.Sub(from) > 365*8 {
				t.Fatalf("%q of %v: %s", text, published, show(text, found))
			}
		}
	}
}

func TestDay(t *testing.T) {
	d := Day{1899, 12, 31}
	if d.Weekday() != 7 {
		t.Fatalf("%v is weekday %d", d, d.Weekday())
	}
	for range 150000 {
		next := d.Add(1)
		if next.Sub(d) != 1 || !d.Before(next) || next.Weekday() != d.Weekday()%7+1 {
			t.Fatalf("%v then %v", d, next)
		}
		year, week := next.ISOWeek()
		if start := weekStart(year, week); next.Sub(start) < 0 || next.Sub(start) > 6 || week > weeksIn(year) {
			t.Fatalf("%v in %d-W%d", next, year, week)
		}
		if back, err := ParseDay(next.String()); err != nil || back != next {
			t.Fatalf("%v: %v", next, err)
		}
		d = next
	}
	for _, s := range []string{"", "2022-11-8", "2022-02-29", "2022-13-01", "20221108", "2022-11-08 ", "abcd-11-08"} {
		if d, err := ParseDay(s); err == nil {
			t.Errorf("%q is read as %v", s, d)
		}
	}
	if (Day{}).String() != "" {
		t.Error("the unknown day prints")
	}
	for year, want := range map[int]Day{2000: {2000, 4, 23}, 2022: {2022, 4, 17}, 2024: {2024, 3, 31}, 1943: {1943, 4, 25}, 1818: {1818, 3, 22}} {
		if got := easter(year); got != want {
			t.Errorf("Easter %d: %v, want %v", year, got, want)
		}
	}
}

// What is found open and resolved later is what Find resolves at once.
func TestResolve(t *testing.T) {
	text := "On Monday he left. The next day, Nov. 8, a year after the war of 1991, the third quarter began, as last week."
	at := Find(text, Options{Published: tuesday})
	open := Find(text, Options{})
	if got, want := show(text, Resolve(open, tuesday)), show(text, at); got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
	if got := show(text, Resolve(at, Day{})); got != show(text, open) {
		t.Errorf("opened again: %s", got)
	}
	last, _ := ParseValue("1939-09-03")
	e := Find("The next day he fled.", Options{})[0]
	if got := e.Resolve(Day{}, last).String(); got != "1939-09-04" {
		t.Errorf("the next day: %s", got)
	}
	if got := e.Resolve(tuesday, Value{}).String(); got != "2022-11-09" {
		t.Errorf("the next day of nothing: %s", got)
	}
}

// hostile are texts that make bad scanners slow.
var hostile = map[string]string{
	"digits":   "1",
	"last":     "the last of ",
	"months":   "January ",
	"may":      "May May May, ",
	"numbers":  "two thousand and ",
	"days":     "3, 4, 5 and ",
	"half":     "and a half ",
	"article":  "the the a ",
	"dashes":   "2009-10-11-",
	"quotes":   `"'90s' `,
	"weekdays": "Monday, Tuesday, ",
	"early":    "early late mid-",
	"utf8":     "–’½ é",
	"clock":    "10:10:10 a.m. GMT ",
	"ago":      "a year earlier ",
}

// Work grows with the length, not with its square: four times the text takes
// about four times the steps of the parser.
func TestLinear(t *testing.T) {
	for name, piece := range hostile {
		count := func(n int) int {
			steps := 0
			p := parser{opts: Options{Vague: true, Taken: func(int, int) bool { steps++; return true }}}
			text := strings.Repeat(piece, n)
			p.text = text
			s := scanner{text: text, words: lexicon()}
			for s.paragraph() {
				p.toks = s.toks
				p.paragraph()
			}
			return steps + p.steps
		}
		small, large := count(500), count(2000)
		if large > 5*small+1000 {
			t.Errorf("%s: %d steps, then %d for four times the text", name, small, large)
		}
	}
}

func FuzzFind(f *testing.F) {
	for _, s := range []string{
		"On Monday, Nov. 7, 2022, at 8 p.m. GMT", "from April to June 2017 – the '90s", "2½ years, 44-day", "Oct. 3-5 and 7", "FY2019 Q1–Q2", "490 BC, A.D. 79",
		"the last two weeks or so of the first half of 2021", "By 12 a.m. |", "nineteen ninety-six", "the 18th and 19th centuries",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, opts := range []Options{{Published: tuesday, Vague: true}, {DMY: true}} {
			end := 0
			for _, e := range Find(text, opts) {
				if e.Start < end || e.End <= e.Start || e.End > len(text) {
					t.Fatalf("span %d to %d after %d", e.Start, e.End, end)
				}
				if utf8.ValidString(text) && (!utf8.RuneStart(text[e.Start]) || e.End < len(text) && !utf8.RuneStart(text[e.End])) {
					t.Fatalf("span %d to %d cuts a rune of %q", e.Start, e.End, text)
				}
				if v, err := ParseValue(e.Value.String()); err != nil || v != e.Value {
					t.Fatalf("%q: value %q reads as %v, %v", text[e.Start:e.End], e.Value, v, err)
				}
				if e.Rule == "" || e.Timex == "" {
					t.Fatalf("%q: %+v", text[e.Start:e.End], e)
				}
				end = e.End
			}
		}
		Published(text, Hints{Path: text, URL: text, Metadata: []string{text}})
	})
}

func BenchmarkFind(b *testing.B) {
	prose := "The council of the northern province voted on Monday to close the bridge, which was built in the late 1990s and carried some 12,000 cars a day. " +
		"\"We have no other way,\" the mayor said after the meeting, \"and the money that was promised two years ago has not come.\" " +
		"Repairs are to begin on Nov. 14 and will last at least six months, according to the plan, which the state must approve before the end of the year.\n\n"
	b.Run("prose", func(b *testing.B) { bench(b, strings.Repeat(prose, 1000)) })
	for name, piece := range hostile {
		b.Run(name, func(b *testing.B) { bench(b, strings.Repeat(piece, 1<<20/len(piece))) })
	}
}

func bench(b *testing.B, text string) {
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Find(text, Options{Published: tuesday})
	}
}

// TestPrecision holds that the rules of the table exist: a renamed rule would
// silently get the average.
func TestPrecision(t *testing.T) {
	seen := map[string]bool{}
	for _, text := range []string{
		"It fell two days ago.", "Sales rose in the past two years.", "It fell yesterday.", "It lasted three weeks.", "A year earlier it rose.",
		"On Nov. 7, 2022, it rained.", "In August it rained.", "On Nov. 7 it rained.", "In August 2021 it rained.", "Last week it rained.",
		"Third-quarter profit rose.", "It pays $5 a year.", "Early last week it rained.", "At the end of the day it fell.", "The year was wet.",
		"It took years.", "It took several days.", "In the future it may rain.", "It rained recently.", "It rained on Monday.", "In 1991 it rained.",
		"It rose from the year-ago quarter.", "It rained that day.", "He was there for months.", "The past several weeks were wet.", "Recent weeks were wet.", "In coming days it may rain.", "It comes annually.", "It is paid at $3 a day.",
	} {
		for _, e := range Find(text, Options{Published: tuesday, Vague: true}) {
			seen[e.Rule] = true
			if p := e.Precision(); p <= 0 || p >= 1 {
				t.Errorf("%s: precision %v", e.Rule, p)
			}
		}
	}
	for rule := range precision {
		if !seen[rule] {
			t.Errorf("no text here uses the rule %q", rule)
		}
	}
}
