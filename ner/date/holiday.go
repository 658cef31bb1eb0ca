package date

import "strings"

// A feast is a holiday whose day follows a rule.
type feast struct {
	words string // after the determiner, in lower case
	month int8   // 0: counted from Easter
	day   int8   // of the month, or days after Easter
	nth   int8   // nth weekday of the month from day on, -1 the last; 0: day is the date
	wd    int8
}

// feasts are tried in order: longer names first.
var feasts = [...]feast{
	{"christmas eve", 12, 24, 0, 0},
	{"christmas day", 12, 25, 0, 0},
	{"christmas", 12, 25, 0, 0},
	{"boxing day", 12, 26, 0, 0},
	{"new year's eve", 12, 31, 0, 0},
	{"new year's day", 1, 1, 0, 0},
	{"epiphany", 1, 6, 0, 0},
	{"martin luther king jr. day", 1, 1, 3, 1},
	{"martin luther king day", 1, 1, 3, 1},
	{"inauguration day", 1, 20, 0, 0},
	{"holocaust remembrance day", 1, 27, 0, 0},
	{"groundhog day", 2, 2, 0, 0},
	{"valentine's day", 2, 14, 0, 0},
	{"presidents' day", 2, 1, 3, 1},
	{"presidents day", 2, 1, 3, 1},
	{"st. patrick's day", 3, 17, 0, 0},
	{"april fools' day", 4, 1, 0, 0},
	{"april fool's day", 4, 1, 0, 0},
	{"earth day", 4, 22, 0, 0},
	{"may day", 5, 1, 0, 0},
	{"mother's day", 5, 1, 2, 7},
	{"memorial day", 5, 1, -1, 1},
	{"juneteenth", 6, 19, 0, 0},
	{"father's day", 6, 1, 3, 7},
	{"fourth of july", 7, 4, 0, 0},
	{"july fourth", 7, 4, 0, 0},
	{"bastille day", 7, 14, 0, 0},
	{"labor day", 9, 1, 1, 1},
	{"columbus day", 10, 1, 2, 1},
	{"halloween", 10, 31, 0, 0},
	{"election day", 11, 2, 1, 2},
	{"veterans day", 11, 11, 0, 0},
	{"armistice day", 11, 11, 0, 0},
	{"remembrance day", 11, 11, 0, 0},
	{"thanksgiving day", 11, 1, 4, 4},
	{"thanksgiving", 11, 1, 4, 4},
	{"ash wednesday", 0, -46, 0, 0},
	{"palm sunday", 0, -7, 0, 0},
	{"good friday", 0, -2, 0, 0},
	{"easter sunday", 0, 0, 0, 0},
	{"easter monday", 0, 1, 0, 0},
	{"easter", 0, 0, 0, 0},
	{"ascension day", 0, 39, 0, 0},
	{"pentecost", 0, 49, 0, 0},
	{"whit sunday", 0, 49, 0, 0},
	{"whit monday", 0, 50, 0, 0},
}

// in returns the feast's day in a year.
func (f *feast) in(year int) Day {
	if f.month == 0 {
		return easter(year).Add(int(f.day))
	}
	d := Day{year, int(f.month), int(f.day)}
	switch {
	case f.nth > 0:
		return d.Add(mod(int(f.wd)-d.Weekday(), 7) + 7*int(f.nth-1))
	case f.nth < 0:
		last := d.addMonths(1).Add(-1)
		return last.Add(-mod(last.Weekday()-int(f.wd), 7))
	}
	return d
}

// easter is the anonymous Gregorian algorithm of 1876 (Nature, 20 April).
func easter(y int) Day {
	a, b, c := y%19, y/100, y%100
	h := (19*a + b - b/4 - (b-(b+8)/25+1)/3 + 15) % 30
	l := (32 + 2*(b%4) + 2*(c/4) - h - c%4) % 7
	m := (a + 11*h + 22*l) / 451
	n := h + l - 7*m + 114
	return Day{y, n / 31, n%31 + 1}
}

// holiday matches the name of a feast, with a year if one follows.
func (p *parser) holiday(from, i int) match {
	t := p.t(i)
	if !t.has(capital) {
		return match{}
	}
	for k := range feasts {
		to := p.spell(i, feasts[k].words)
		if to == 0 {
			continue
		}
		if next := p.t(to); p.hyphen(to) || next.has(capital) && next.kind == word && !next.is(isFunction|isPrep|isMonth) && !p.starts(to) && next.class&isWeekday == 0 {
			return match{} // Christmas Island, Easter Rising
		}
		if next := p.t(to); next.kind == word && !next.is(isFunction|isPrep|isPast|isFuture|isDaypart) && next.class == 0 && strings.IndexByte(feasts[k].words, ' ') < 0 {
			return match{} // Christmas cards
		}
		m := match{from: from, to: to, rule: "holiday", open: open{kind: onHoliday, n: k}}
		if end, y := p.trailingYear(to); end > 0 && !y.bc {
			m.to = end
			m.open = open{value: DayValue(feasts[k].in(int(y.year)))}
		}
		return m
	}
	return match{}
}

// spell compares the tokens from i with words, in any case and with either
// apostrophe, and returns the token after them, or 0.
func (p *parser) spell(i int, words string) int {
	at := p.t(i).start
	for k := 0; k < len(words); k++ {
		if at >= len(p.text) {
			return 0
		}
		c := p.text[at]
		switch {
		case c >= 'A' && c <= 'Z':
			c |= 0x20
		case strings.HasPrefix(p.text[at:], "’"):
			c, at = '\'', at+2
		case c == '\n':
			c = ' '
		}
		if c != words[k] {
			return 0
		}
		at++
	}
	for i < len(p.toks) && p.toks[i].end < at {
		i++
	}
	if p.t(i).end != at {
		return 0
	}
	return i + 1
}
