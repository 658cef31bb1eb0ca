package date

import "strings"

// match returns the longest expression that begins at a token.
func (p *parser) match(i int) match {
	t := &p.toks[i]
	var best match
	try := func(m match) {
		if m.to > best.to {
			best = m
		}
	}
	if t.kind == punct || t.kind == possessive {
		return p.decade(i)
	}
	if t.kind == number {
		try(p.clock(i))
		try(p.calendar(i))
		try(p.numeric(i))
		try(p.duration(i, i))
		try(p.decade(i))
		try(p.year(i))
		try(p.ordinal(i, i))
		return best
	}
	if t.is(isMonth | isWeekday) {
		try(p.calendar(i))
	}
	if t.is(isStage) {
		try(p.stage(i, i))
	}
	if t.is(isArticle) {
		try(p.article(i))
	}
	if t.is(isDeictic) {
		try(p.deictic(i, i))
	}
	if t.is(isNarrow) {
		try(p.narrowed(i))
	}
	if t.is(isCount | isVague | isUnit) {
		try(p.duration(i, i))
	}
	if t.is(isCount) {
		try(p.spokenYear(i))
		try(p.clock(i))
	}
	if t.is(isOrdinal) {
		try(p.ordinal(i, i))
	}
	if t.is(isDaypart) {
		try(p.clock(i))
		try(p.partOfDay(i, i))
	}
	if t.is(isSeason) {
		try(p.season(i, i))
	}
	if t.is(isEach) {
		try(p.each(i))
	}
	if t.is(isRate) {
		try(p.rate(i))
	}
	if t.is(isDayWord) {
		try(p.dayWord(i))
	}
	if t.is(isAdverb) {
		try(p.adverb(i))
	}
	if t.is(isHoliday) {
		try(p.holiday(i, i))
	}
	if t.is(isPeriod) {
		try(p.period(i))
	}
	if t.is(isFiscal) {
		try(p.fiscalYear(i, i))
	}
	if t.is(isTens | isEra) {
		try(p.decade(i))
	}
	if t.is(isEdge | isUnit) {
		try(p.edge(i, i))
	}
	return best
}

func unknownYear(pt part, num, day int8) Value {
	return Value{form: formCalendar, part: pt, num: num, day: day}
}

// stop returns the token after i and the full stop of its abbreviation.
func (p *parser) stop(i int) int {
	if p.t(i).is(isShort) && p.mark(i+1, '.') && p.adjoins(i+1) {
		return i + 2
	}
	return i + 1
}

// calendar matches a date that names a month or a weekday.
func (p *parser) calendar(i int) match {
	t := p.t(i)
	if !t.is(isWeekday) || t.kind == number {
		return p.monthDate(i)
	}
	if t.is(isPlural) {
		if p.t(i).has(capital) {
			return match{from: i, to: i + 1, class: Set, rule: "weekdays", open: open{value: unknownYear(weeks, unknown, int8(t.n))}}
		}
		return match{}
	}
	j := p.stop(i)
	if p.mark(j, ',') {
		j++
	}
	if p.is(j, "the") {
		j++
	}
	if m := p.monthDate(j); m.to > 0 && (m.open.value.day > 0 || m.invalid) {
		m.from = i
		m.open.weekday = int8(t.n)
		m.rule = "weekday and date"
		return m
	}
	return p.weekday(i)
}

// weekday matches a weekday that no month follows.
func (p *parser) weekday(i int) match {
	t := p.t(i)
	if t.is(isShort) && !(p.stop(i) == i+2 && p.t(i-1).is(isPrep|isDeictic) && t.has(capital)) {
		return match{}
	}
	j := p.stop(i)
	if t.has(capital) && p.t(j).has(capital) && p.isAny(j, "times", "telegraph", "mail", "mirror", "post", "herald", "star", "express",
		"independent", "tribune", "business", "standard", "world", "age", "gazette", "chronicle", "news", "observer", "magazine", "nation",
		"sun", "journal", "review", "night", "people") && !(p.is(j, "night") && !p.t(j+1).has(capital)) {
		return match{}
	}
	if !p.starts(i) && p.t(i-1).has(capital) && p.isAny(i-1, "black", "good", "ash", "bloody", "super", "palm", "cyber", "holy", "easter", "giving", "shrove", "maundy", "joe", "sunday", "wednesday", "tuesday") {
		return match{}
	}
	m := match{from: i, to: j, rule: "weekday", open: open{kind: onWeekday, value: unknownYear(weeks, unknown, int8(t.n))}}
	if d := p.t(j); d.is(isDaypart) && !d.has(capital) {
		m.open.value.clock = clock(d.n)
		m.to = j + 1
		if d.is(isPlural) {
			m.class, m.open.kind, m.rule = Set, fixed, "weekdays"
			return m
		}
		if hour, sharp := sharpHour(d); sharp {
			m.open.value.clock, m.open.value.hour = toMinute, hour
		}
	} else if p.is(j, "of") && p.t(j+1).is(isDeictic) && p.t(j+2).counts(unitWeek) || p.t(j).is(isDeictic) && p.t(j+1).counts(unitWeek) && !p.t(j+1).is(isPlural) {
		k := j
		if p.is(k, "of") {
			k++
		}
		if n, ok := offset(p.t(k).n); ok {
			m.open.kind, m.open.n, m.to, m.rule = ofWeek, n, k+2, "weekday of week"
		}
	}
	return m
}

// sharpHour returns the hour of noon and midnight, which ends its day.
func sharpHour(t *token) (hour int8, ok bool) {
	switch t.n {
	case int32(midday):
		return 12, true
	case int32(toHour):
		return 24, true
	}
	return 0, false
}

// monthDate matches day month year in either order, and their parts.
func (p *parser) monthDate(i int) match {
	t := p.t(i)
	if t.kind == number || t.is(isOrdinal) {
		return p.dayFirst(i)
	}
	if !t.is(isMonth) || t.kind != word {
		return match{}
	}
	j := p.stop(i)
	if t.is(isShort) && j == i+1 && !t.has(capital) {
		return match{}
	}
	k := j
	if p.is(k, "the") && (p.t(k+1).has(ordinal) || p.t(k+1).is(isOrdinal)) {
		k++
	}
	if day, to := p.day(k); to > 0 && !(t.n == 3 && p.is(i-1, "long") && p.t(i-1).has(capital)) && (t.has(capital) || !t.is(isShort) && t.n != 3 && t.n != 5) {
		m := match{from: i, to: to, rule: "month day", open: open{kind: ofYear, value: unknownYear(months, int8(t.n), day)}}
		m = p.withYear(m)
		switch {
		case m.open.kind != ofYear || m.open.year != nearest:
		case t.n == 9 && day == 11 && p.isAny(m.to, "attacks", "attack", "terror", "terrorist", "hijackings", "hijackers", "commission") && !p.opts.beforeAttacks():
			m.open, m.rule = open{value: DayValue(Day{2001, 9, 11})}, "9/11"
		case p.is(i-1, "of") && p.is(i-2, "day") && p.t(i-2).has(capital) && p.t(i-3).has(capital):
			m.open.year, m.rule = anyYear, "named day"
		}
		return m
	}
	if !t.has(capital) && (t.is(isShort) || t.n == 3 || t.n == 5 || t.n == 8) {
		return match{}
	}
	m := match{from: i, to: j, rule: "month", open: open{kind: ofYear, value: unknownYear(months, int8(t.n), 0)}}
	if y := p.withYear(m); y.to > m.to {
		y.rule = "month year"
		return y
	}
	if !p.bareMonth(i, j) {
		return match{}
	}
	return m
}

// day reads a day of the month; an ordinal beyond 31 is still meant as one.
func (p *parser) day(i int) (day int8, to int) {
	t := p.t(i)
	switch {
	case t.kind == number:
		if t.n < 1 || t.flags&(grouped|decimal|plural) != 0 || t.digits > 2 || t.n > 31 && !t.has(ordinal) {
			return 0, 0
		}
		if next := p.t(i + 1); p.mark(i+1, '%') || p.mark(i+1, ':') && p.adjoins(i+2) || next.is(isCounted|isMeridiem) && next.kind == word && !t.has(ordinal) ||
			next.is(isUnit) && !t.has(ordinal) && !next.has(capital) || p.mark(i+1, '/') && p.adjoins(i+2) && !p.t(i+3).is(isMonth) || p.hyphen(i+1) && p.t(i+2).kind == word && !t.has(ordinal) && p.t(i+2).is(isUnit) {
			return 0, 0
		}
		return int8(t.n), i + 1
	case t.is(isOrdinal) && t.kind == word:
		return int8(t.n), i + 1
	case t.is(isCount) && t.n%10 == 0 && t.n <= 30 && p.hyphen(i+1) && p.t(i+2).is(isOrdinal) && p.t(i+2).n < 10:
		return int8(t.n + p.t(i+2).n), i + 3
	}
	return 0, 0
}

// withYear extends a month or a day by its year, however that is said, and
// checks that the day exists.
func (p *parser) withYear(m match) match {
	if to, y := p.trailingYear(m.to); to > 0 {
		m.open.value = m.open.value.inYear(y)
		m.to, m.open.kind = to, fixed
		if m.open.value.day > 0 {
			m.rule = "full date"
		}
	} else {
		j := m.to
		if p.is(j, "of") {
			j++
		}
		if p.is(j, "the") {
			j++
		}
		if p.t(j).is(isDeictic) && p.t(j+1).counts(unitYear) && p.t(j+1).kind == word && !p.t(j+1).is(isPlural) {
			n := p.t(j).n
			if d, ok := offset(n); ok && !p.is(j-1, "the") {
				m.open.year, m.open.n, m.to = relative, d, j+2
			} else if n == toSame || n == toThat {
				m.open.year, m.open.n, m.to = mentioned, 0, j+2
			} else if n == toFollowing || n == toNext {
				m.open.year, m.open.n, m.to = mentioned, 1, j+2
			} else if n == toPrevious {
				m.open.year, m.open.n, m.to = mentioned, -1, j+2
			}
		}
	}
	if v := m.open.value; v.day > 0 && !v.dayExists() {
		m.open, m.invalid = open{}, true
	}
	return m
}

// trailingYear reads the year after a month or day: "2022", ", 2022",
// "of 2022", "'97", "nineteen ninety-seven", "44 BC".
func (p *parser) trailingYear(i int) (to int, y Value) {
	j := i
	if p.mark(j, ',') || p.is(j, "of") || p.is(j, "in") {
		j++
	}
	t := p.t(j)
	if t.kind == number {
		if e := p.t(j + 1); e.is(isEra) && e.kind == word && e.has(upper) && t.digits > 0 && t.digits <= 4 && t.n > 0 {
			v := Value{form: formCalendar, length: 4, year: int16(t.n), bc: e.n < 0}
			return j + 2, v
		}
		if t.digits != 4 || t.flags&(grouped|decimal|plural) != 0 || t.n < 1000 || t.n > 2199 || !p.yearEnds(j) {
			return 0, y
		}
		if p.is(i, "in") && p.t(i-1).kind != word || p.t(j+1).is(isCounted) && p.t(j+1).kind == word && !p.mark(i, ',') {
			return 0, y
		}
		return j + 1, yearValue(int(t.n))
	}
	if p.apostrophe(j) && p.t(j+1).kind == number && p.adjoins(j+1) && p.t(j+1).digits == 2 && p.t(j+1).flags&^spaced == 0 {
		return j + 2, yearValue(century(int(p.t(j + 1).n)))
	}
	if t.is(isCount) {
		if m := p.spokenYear(j); m.to > 0 {
			return m.to, m.open.value
		}
	}
	return 0, y
}

// century places a year of two digits.
func century(n int) int {
	if n < 30 {
		return 2000 + n
	}
	return 1900 + n
}

func (p *parser) apostrophe(i int) bool {
	t := p.t(i)
	return t.kind == punct && (t.end-t.start == 1 && (p.text[t.start] == '\'' || p.text[t.start] == '`') || p.text[t.start:t.end] == "’" || p.text[t.start:t.end] == "‘")
}

// dayFirst matches "7 November 2022", "the 7th of November", "7-Nov-22".
func (p *parser) dayFirst(i int) match {
	t := p.t(i)
	day, j := p.day(i)
	if j == 0 {
		return match{}
	}
	if second := p.t(j + 1); t.kind == number && second.kind == number && int32(day) < second.n && (p.t(j).kind == dash || p.mark(j, '/') || p.isAny(j, "and", "to", "or")) {
		// "14-15 June": the first takes its month from the second
		m := p.dayFirst(j + 1)
		if m.to == 0 || m.open.value.day <= 0 || m.rule == "day in list" {
			return match{}
		}
		m.from, m.to, m.rule, m.open.value.day = i, j, "day in list", day
		return m
	}
	if p.hyphen(j) && p.t(j+1).is(isMonth) && p.hyphen(j+2) && p.t(j+3).kind == number {
		y := p.t(j + 3)
		v := unknownYear(months, int8(p.t(j+1).n), day)
		v.length, v.year = 4, int16(y.n)
		if y.digits == 2 {
			v.year = int16(century(int(y.n)))
		}
		if (y.digits == 2 || y.digits == 4) && v.dayExists() {
			return match{from: i, to: j + 4, rule: "full date", open: open{value: v}}
		}
		return match{}
	}
	if p.is(j, "of") || p.is(j, "day") && p.is(j+1, "of") {
		if !t.has(ordinal) && !t.is(isOrdinal) {
			return match{}
		}
		j++
		if p.is(j, "of") {
			j++
		}
	} else if t.is(isOrdinal) && t.kind == word {
		return match{}
	}
	month := p.t(j)
	if !month.is(isMonth) || month.kind != word || !month.has(spaced) || !month.has(capital) {
		return match{}
	}
	m := match{from: i, rule: "day month", open: open{kind: ofYear, value: unknownYear(months, int8(month.n), day)}}
	m.to = p.stop(j)
	if next := p.t(m.to); next.kind == number && next.digits <= 2 && m.to == j+1 && !p.mark(m.to+1, ':') && !t.has(ordinal) && !p.t(m.to+1).is(isMeridiem) {
		return match{} // "the 16 March 12 attacks": the number belongs elsewhere
	}
	return p.withYear(m)
}

// bareMonth decides whether a month without day and year is one.
func (p *parser) bareMonth(i, j int) bool {
	t, prev, next := p.t(i), p.t(i-1), p.t(j)
	if prev.is(isTitle) && prev.kind == word || p.mark(i-1, '.') && p.t(i-2).is(isTitle) {
		return false
	}
	asName := t.n >= 3 && t.n <= 6 || t.n == 8 // March, April, May, June, August
	if t.is(isShort) {
		return j == i+2 && t.n != 5 || t.n == 9 && next.kind != noToken && p.t(i-1).is(isPrep)
	}
	introduced := prev.is(isPrep|isDeictic|isStage|isEach|isArticle) && prev.kind == word || p.hyphen(i-1) || prev.is(isMonth)
	if p.is(i-1, "for") || p.is(i-1, "and") || p.is(i-1, "to") || p.is(i-1, "or") || p.is(i-1, "at") || p.is(i-1, "as") {
		introduced = !asName || p.t(i-2).is(isMonth)
	}
	if !asName {
		return true
	}
	if p.is(i-1, "the") && t.n != 5 || p.is(i-1, "for") && next.kind == word && !next.has(capital) && next.class == 0 {
		return true
	}
	if introduced && (!next.has(capital) || next.is(isWeekday|isMonth|isFunction)) {
		return true
	}
	switch {
	case t.has(upper) && t.n == 5 || t.n == 5 || t.n == 3:
		return introduced && !(next.has(capital) && next.kind == word)
	case p.starts(i):
		return next.kind == word && !next.has(capital) && !next.is(isPast) || p.mark(j, ',')
	case prev.has(capital) && prev.kind == word && !prev.is(isFunction|isPrep):
		return false
	}
	return !(next.has(capital) && next.kind == word && !next.is(isFunction)) || next.is(isWeekday)
}

// yearEnds reports whether nothing that belongs to the number follows it.
func (p *parser) yearEnds(i int) bool {
	next := p.t(i + 1)
	if !p.adjoins(i + 1) {
		return true
	}
	switch {
	case next.kind == word || next.kind == number || p.mark(i+1, '%') || p.mark(i+1, '/') && p.t(i+2).digits != 2 && p.t(i+2).digits != 4:
		return false
	case p.mark(i+1, ':') || p.mark(i+1, '.') || p.mark(i+1, ','):
		return !(p.adjoins(i+2) && p.t(i+2).kind == number)
	}
	return true
}

// year matches a number that stands for a year.
func (p *parser) year(i int) match {
	t := p.t(i)
	if t.is(isEra) && t.kind == word || t.kind != number {
		return match{}
	}
	era := p.eraAfter(i)
	if t.digits > 0 && t.digits <= 4 && t.n > 0 && t.flags&^(spaced|opens) == 0 && era == 0 &&
		(p.t(i+1).kind == dash || p.isAny(i+1, "to", "and", "until") && p.isAny(i-1, "from", "between")) && p.eraAfter(i+2) < 0 {
		// "490-479 BC": the first year takes its era from the second
		return match{from: i, to: i + 1, rule: "year of era", open: open{value: Value{form: formCalendar, length: 4, year: int16(t.n), bc: true}}}
	}
	if era != 0 {
		return match{from: i, to: i + 2, rule: "year of era", open: open{value: Value{form: formCalendar, length: 4, year: int16(t.n), bc: era < 0}}}
	}
	if !p.isYear(i) {
		return match{}
	}
	m := match{from: i, to: i + 1, rule: "year", open: open{value: yearValue(int(t.n))}}
	if q := p.t(i + 2); p.hyphen(i+1) && q.is(isPeriod) && q.has(capital) {
		m.to, m.rule = i+3, "quarter"
		m.open.value.part, m.open.value.num = quarters, int8(q.n)
		if q.unit == unitHalf {
			m.open.value.part = halves
		}
		return m
	}
	if p.hyphen(i-1) && p.isAny(i-2, "pre", "post") {
		m.from = i - 2
		m.open.mod = modBefore
		if p.is(i-2, "post") {
			m.open.mod = modAfter
		}
	}
	if k := p.shortYear(i); k > 0 {
		to := p.secondYear(i, k)
		if p.isAny(k+1, "season", "campaign") || p.isAny(k+2, "year") && p.isAny(k+1, "school", "academic", "fiscal", "financial") {
			m.rule = "season of two years"
			m.to = k + 2
			m.open.value.to = int16(to)
			if !p.is(k+1, "season") {
				m.to = k + 1
			}
			if p.is(i-1, "the") {
				m.from = i - 1
			}
		}
	}
	return m
}

// eraAfter returns -1 for BC and 1 for AD after a number that can be its year,
// and 0 where neither stands.
func (p *parser) eraAfter(i int) int32 {
	t, e := p.t(i), p.t(i+1)
	if t.kind != number || t.digits < 1 || t.digits > 4 || t.n < 1 || t.flags&(decimal|plural|grouped) != 0 || !e.is(isEra) || e.kind != word || !e.has(upper) || e.n > 0 && t.digits < 2 {
		return 0
	}
	return e.n
}

// shortYear returns the token of the second year of "2009-10".
func (p *parser) shortYear(i int) int {
	k := i + 2
	if !p.hyphen(i+1) && !(p.mark(i+1, '/') && p.adjoins(i+1) && p.adjoins(k)) {
		return 0
	}
	a, b := p.t(i), p.t(k)
	if b.kind != number || b.flags != 0 || !p.yearEnds(k) || !(b.digits == 2 && b.n == (a.n+1)%100 || b.digits == 2 && b.n > a.n%100 || b.digits == 4 && b.n > a.n) {
		return 0
	}
	return k
}

// secondYear returns the year at k of "2009-10" and "1999-2000".
func (p *parser) secondYear(i, k int) int {
	year, to := int(p.t(i).n), int(p.t(k).n)
	if p.t(k).digits == 2 {
		to += year / 100 * 100
	}
	if to <= year {
		to += 100
	}
	return to
}

// isYear decides whether a number is a year, from what stands around it.
func (p *parser) isYear(i int) bool {
	t, next := p.t(i), p.t(i+1)
	if t.digits != 4 || t.flags&(grouped|decimal|plural|ordinal) != 0 || t.n < 1000 || t.n > 2099 || !p.yearBegins(i) || !p.yearEnds(i) {
		return false
	}
	if next.kind == number && next.digits > 2 && next.has(spaced) {
		return false // a telephone
	}
	if next.kind == word && p.countsThings(i) {
		return false
	}
	if t.n < 1500 {
		return p.isAny(i-1, "in", "since", "by", "until", "from", "of", "circa", "year") && (next.kind != word || !p.is(i+1, "of") && p.text[next.end-1] != 's')
	}
	return true
}

// yearBegins reports whether nothing before a number makes it a sum of money,
// a part of another number, a code or a count.
func (p *parser) yearBegins(i int) bool {
	t, prev := p.t(i), p.t(i-1)
	switch prev.kind {
	case punct:
		if p.isMoney(i-1) || p.mark(i-1, '.') && p.is(i-2, "no") {
			return false
		}
		return t.has(spaced) || strings.IndexByte("('\"[`/,\xe2", p.text[prev.start]) >= 0
	case dash:
		before := p.t(i - 2)
		return t.has(spaced) || prev.has(spaced) || before.is(isStage|isMonth) || p.isAny(i-2, "pre", "post") || before.kind == number && before.digits == 4
	case word:
		switch {
		case !t.has(spaced), prev.is(isCount):
			return false
		case prev.is(isNamed) && (prev.has(capital) || p.isAny(i-1, "number", "page")):
			return false
		case prev.has(upper) && prev.class == 0 && prev.end-prev.start < 5 && p.t(i+1).kind == word:
			return false // a code
		}
		return !p.isAny(i-1, "than", "least", "nearly", "almost", "some", "another")
	}
	return true
}

// countsThings reports whether the word after a number is what it counts: 2000
// people, 1999 Main Street.
func (p *parser) countsThings(i int) bool {
	prev, next := p.t(i-1), p.t(i+1)
	switch {
	case next.is(isCounted | isMeridiem | isZone | isCount):
		return true
	case next.is(isUnit) && !next.is(isOrdinal) && !next.has(capital) && next.unit < unitQuarter:
		return true
	case next.has(capital):
		return p.isAny(i+2, "street", "avenue", "road", "drive", "boulevard", "lane", "st", "ave")
	case p.starts(i) || p.mark(i-1, ',') || prev.kind == possessive || prev.kind == dash:
		return false
	case prev.kind == word && prev.is(isPrep|isArticle|isMonth|isSeason|isFunction):
		return false
	}
	return !next.is(isFunction|isPast|isFuture|isPrep) && p.text[next.end-1] == 's'
}

func (p *parser) isMoney(i int) bool {
	switch t := p.t(i); p.text[t.start:t.end] {
	case "$", "£", "€", "¥", "#":
		return true
	}
	return false
}

// spokenYear matches "nineteen ninety-four" and "two thousand four".
func (p *parser) spokenYear(i int) match {
	a := p.t(i)
	if !a.is(isCount) || a.kind != word {
		return match{}
	}
	if a.n == 2 && p.is(i+1, "thousand") {
		if !p.is(i-1, "year") && !(p.isAny(i-1, "in", "since", "by", "until") && (p.t(i+2).is(isCount) || p.is(i+2, "and")) && p.t(i+2).kind == word) {
			return match{}
		}
		j := i + 2
		if p.is(j, "and") {
			j++
		}
		n := 2000
		if b := p.t(j); b.is(isCount) && b.kind == word && b.n < 20 && !p.is(j, "dozen") {
			n += int(b.n)
			j++
		} else if p.is(i-1, "year") {
			j = i + 2
		} else {
			return match{}
		}
		if next := p.t(j); !p.is(i-1, "year") && next.kind == word && !next.is(isPrep|isFunction|isPast|isFuture) {
			return match{}
		}
		return match{from: i, to: j, rule: "year in words", open: open{value: yearValue(n)}}
	}
	b := p.t(i + 1)
	if a.n < 15 || a.n > 20 || !b.is(isCount) || b.kind != word || b.n < 10 || b.n > 90 {
		return match{}
	}
	n, j := b.n, i+2
	if b.n >= 20 {
		if p.hyphen(j) && p.t(j+1).is(isCount) && p.t(j+1).n < 10 && p.t(j+1).kind == word {
			n += p.t(j + 1).n
			j += 2
		} else if p.t(j).is(isCount) && p.t(j).n < 10 && p.t(j).kind == word && p.t(j).n > 0 {
			n += p.t(j).n
			j++
		}
	}
	if p.t(j).is(isUnit) {
		return match{}
	}
	return match{from: i, to: j, rule: "year in words", open: open{value: yearValue(int(a.n*100 + n))}}
}

// decade matches "1990s", "'90s", "the nineties", "A.D. 79".
func (p *parser) decade(i int) match {
	t := p.t(i)
	if t.is(isEra) && t.kind == word && t.n > 0 && t.has(upper) {
		if y := p.t(i + 1); y.kind == number && y.n > 0 && y.digits <= 4 && y.flags&(decimal|grouped) == 0 {
			return match{from: i, to: i + 2, rule: "year of era", open: open{value: Value{form: formCalendar, length: 4, year: int16(y.n)}}}
		}
		return match{}
	}
	if p.inLife(i) {
		return match{}
	}
	if t.kind == word && t.is(isTens) {
		if t.n < 20 || !p.is(i-1, "the") && !p.t(i-1).is(isStage) && !(p.t(i-1).kind == dash && p.t(i-2).is(isStage)) || t.n < 50 && !p.t(i-1).is(isStage) && p.is(i+1, "of") {
			return match{}
		}
		return decadeOf(i, i+1, 1900+int(t.n))
	}
	j := i
	if t.kind == punct || t.kind == possessive {
		if !p.apostrophe(i) || !p.adjoins(i+1) {
			return match{}
		}
		j++
	}
	y := p.t(j)
	if j > i && y.kind == number && y.digits == 2 && y.flags == 0 && p.yearEnds(j) && p.t(i-1).kind == word && p.t(i-1).is(isPrep) && p.t(i).kind == punct && !p.apostrophe(j+1) {
		return match{from: i, to: j + 1, rule: "year", open: open{value: yearValue(century(int(y.n)))}}
	}
	if y.kind != number || y.n%10 != 0 || y.flags&(grouped|decimal|ordinal) != 0 {
		return match{}
	}
	to := j + 1
	if !y.has(plural) {
		if p.t(j+1).kind != possessive || !(p.is(i-1, "the") || p.t(i-1).is(isStage)) || p.t(i-1).kind != word {
			return match{}
		}
		to++
	}
	switch {
	case y.digits == 4 && y.n >= 1000 && y.n < 2100:
		if y.n%100 == 0 && y.n < 2000 {
			return match{from: i, to: to, rule: "century", open: open{value: Value{form: formCalendar, length: 2, year: int16(y.n / 100)}}}
		}
		return decadeOf(i, to, int(y.n))
	case y.digits == 2 && y.n >= 10 && (j > i || p.afterDecade(i) || p.is(i-1, "the") || p.t(i-1).is(isStage) || p.t(i-1).kind == dash && p.t(i-2).is(isStage)):
		return decadeOf(i, to, 1900+int(y.n))
	}
	return match{}
}

// inLife reports whether a decade is one of somebody's life: "in her late 30s".
func (p *parser) inLife(i int) bool {
	if p.t(i-1).kind == dash {
		i--
	}
	if p.t(i - 1).is(isStage) {
		i--
	}
	return p.isAny(i-1, "his", "her", "their", "my", "your", "our")
}

// afterDecade reports whether a decade and one word stand before a token, as
// in "the 1960s and 70s".
func (p *parser) afterDecade(i int) bool {
	n := len(p.found)
	return n > 0 && p.last > 0 && p.last == i-1 && p.found[n-1].open.value.length == 3
}

func decadeOf(from, to, year int) match {
	return match{from: from, to: to, rule: "decade", open: open{value: Value{form: formCalendar, length: 3, year: int16(year / 10)}}}
}

// numeric matches dates of numbers only.
func (p *parser) numeric(i int) match {
	a, sep, b, sep2, c := p.t(i), p.t(i+1), p.t(i+2), p.t(i+3), p.t(i+4)
	if a.digits == 0 || b.digits == 0 || a.flags&^(spaced|opens) != 0 || b.flags != 0 || sep.has(spaced) || sep.kind != punct && sep.kind != dash || sep.end-sep.start != 1 ||
		p.adjoins(i) && (p.t(i-1).kind == dash || p.mark(i-1, '/') || p.mark(i-1, '.')) {
		return match{}
	}
	s := p.text[sep.start]
	if c.digits == 0 || c.kind != number || c.flags != 0 || sep2.has(spaced) || sep2.end-sep2.start != 1 || p.text[sep2.start] != s {
		if s == '/' && a.n == 9 && b.n == 11 && a.digits == 1 && b.digits == 2 && !p.mark(i+3, '/') {
			return match{from: i, to: i + 3, rule: "9/11", open: open{value: DayValue(Day{2001, 9, 11})}}
		}
		return match{}
	}
	year, month, day := c.n, a.n, b.n
	switch {
	case a.digits == 4 && b.digits <= 2 && c.digits <= 2 && (s == '-' || s == '/'):
		year, month, day = a.n, b.n, c.n
	case c.digits != 4 && !(c.digits == 2 && s == '/') || a.digits > 2 || b.digits > 2:
		return match{}
	case s == '.' || s == '/' && p.opts.DMY || s == '/' && a.n > 12 && b.n <= 12:
		month, day = b.n, a.n
	case s != '/':
		return match{}
	}
	if c.digits == 2 && a.digits != 4 {
		year = int32(century(int(year)))
	}
	if year < 1000 || year > 2199 {
		return match{}
	}
	m := match{from: i, to: i + 5, rule: "numeric date"}
	d, ok := NewDay(int(year), int(month), int(day))
	if !ok {
		if month > 12 && day > 12 || month > 31 || day > 31 {
			return match{}
		}
		m.invalid = true
		return m
	}
	m.open.value = DayValue(d)
	return m
}
