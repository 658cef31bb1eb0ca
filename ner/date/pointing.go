package date

// An aim is what a pointing word points at: n units from the publication date,
// or from the date mentioned last.
type aim struct {
	mention bool
	n       int
}

// offset is the distance that last, this and next stand for, seen from the
// publication date.
func offset(which int32) (n int, ok bool) {
	switch which {
	case toLast, toPast:
		return -1, true
	case toThis:
		return 0, true
	case toNext, toComing:
		return 1, true
	}
	return 0, false
}

// aimOf returns what a pointing word aims at. "The next" is told from the last
// mention, "next" from the publication date.
func aimOf(which int32, definite bool) (a aim, ok bool) {
	switch which {
	case toPrevious:
		return aim{true, -1}, true
	case toSame, toThat:
		return aim{true, 0}, true
	case toFollowing:
		return aim{true, 1}, true
	case toNext:
		return aim{definite, 1}, true
	}
	n, ok := offset(which)
	return aim{false, n}, ok
}

// open returns the open value of an aim at a unit.
func (a aim) open(u unit) open {
	switch {
	case a.mention && a.n == 0:
		return open{kind: sameAsLast, unit: u}
	case a.mention:
		return open{kind: fromMention, unit: u, n: a.n}
	}
	return open{kind: fromToday, unit: u, n: a.n}
}

// deictic matches last, next, this and their like with what they point at. The
// expression begins at from.
func (p *parser) deictic(from, i int) match {
	t := p.t(i)
	which := t.n
	definite := p.is(i-1, "the")
	j := i + 1
	if next := p.t(j); next.is(isDeictic) && next.n != toThat && next.n != toThis {
		// "this past weekend" and "that same day" point as their second word does
		switch {
		case which == toThis, next.n == toSame && (which == toThat || which == toSame):
			which = next.n
			j++
		case which == toSame || which == toThat:
			j++
		}
	}
	if t.has(capital) && !t.has(upper) && p.t(j).has(capital) && !p.starts(i) {
		return match{} // a title
	}
	if p.is(i, "these") {
		if p.opts.Vague && p.is(j, "days") && !p.t(j+1).is(isPast|isFuture) && !p.isAny(j+1, "have", "are") {
			return match{from: from, to: j + 1, rule: "vague time", open: open{value: Value{form: formPresent}}}
		}
		return match{}
	}
	if which == toThat && p.starts(i) && !p.t(j).is(isUnit|isDaypart|isSeason) {
		return match{}
	}
	fiscal := false
	for range 2 {
		if p.t(j).is(isFiscal) {
			fiscal = true
			j++
		} else if p.isAny(j, "calendar", "full", "entire", "whole", "financial", "school", "academic", "business", "trading") {
			j++
		}
	}
	target := p.t(j)
	m := match{from: from, to: j + 1, fiscal: fiscal, rule: "pointing word"}
	a, aims := aimOf(which, definite)
	switch {
	case target.kind == number || target.kind == word && target.is(isCount|isVague) || p.isAny(j, "couple", "dozen"):
		if which == toThat || which == toSame || which == toFuture {
			return match{}
		}
		if d := p.duration(from, j); d.class == Duration {
			d.rule = "counted stretch"
			return d
		}
		return match{}
	case target.kind != word:
	case p.is(j, "half"):
		if which == toLast && p.is(j+1, "of") { // the last half is the second
			return p.partOfYear(from, j, halves, 2)
		}
		return match{}
	case target.is(isUnit) && target.is(isPlural):
		return p.pointedUnits(m, j, which)
	case target.is(isUnit) && which != toRecent && which != toFuture:
		return p.pointedUnit(m, i, j, which)
	case !aims && which != toLatest:
	case target.is(isMonth) && target.has(capital):
		return p.pointedMonth(m, j, a)
	case target.is(isWeekday) && !target.is(isPlural|isShort):
		return p.pointedWeekday(m, j, which)
	case target.is(isSeason) && !target.has(capital) && !target.is(isPlural) && aims:
		m.rule = "pointed season"
		m.open = a.inYear(unknownYear(seasons, int8(target.n), 0))
		return m
	case target.is(isDaypart) && !target.is(isPlural) && target.n != int32(toHour) && aims && which != toPast && which != toComing:
		if which == toThis && !p.is(i, "this") {
			return match{}
		}
		if which == toNext {
			a.mention = true // no paper calls tomorrow's morning the next
		}
		m.rule = "part of day"
		m.open = a.open(unitDay)
		m.open.value.clock = clock(target.n)
		return m
	case target.is(isHoliday):
		if h := p.holiday(from, j); h.open.kind == onHoliday && !a.mention {
			h.open.year, h.open.step = pointing, int8(a.n)
			return h
		}
	case target.is(isOrdinal) && p.t(j+1).counts(unitQuarter):
		return p.ordinal(from, j)
	}
	return p.vagueTime(from, i)
}

// inYear returns the open value of an aim at a part of the year.
func (a aim) inYear(v Value) open {
	if a.mention {
		return open{kind: ofYear, value: v, year: mentioned, unit: unitYear, n: a.n}
	}
	return open{kind: ofYear, value: v, year: pointing, n: a.n}
}

// pointedUnits matches "recent weeks", "coming months", "recent weeks and months".
func (p *parser) pointedUnits(m match, j int, which int32) match {
	u := p.t(j)
	if u.counts(unitSecond) || u.counts(unitWeekend) || which == toThis || which == toSame || which == toThat {
		return match{}
	}
	m.class, m.open.value, m.rule = Duration, vague(u.unit), "vague duration"
	if next := p.t(j + 2); p.is(j+1, "and") && next.is(isUnit) && next.is(isPlural) {
		m.to = j + 3
	}
	return m
}

// pointedMonth matches "last March"; "last Oct. 23" is left to the day.
func (p *parser) pointedMonth(m match, j int, a aim) match {
	m.to = p.stop(j)
	if _, to := p.day(m.to); to > 0 {
		return match{}
	}
	m.rule = "pointed month"
	m.open = a.inYear(unknownYear(months, int8(p.t(j).n), 0))
	if p.withYear(m).to > m.to {
		return match{}
	}
	return m
}

// pointedWeekday matches "last Friday", "this coming Sunday, March 8".
func (p *parser) pointedWeekday(m match, j int, which int32) match {
	w := p.weekday(j)
	if w.to == 0 {
		return match{}
	}
	if full := p.calendar(j); full.to > w.to && which == toComing {
		full.from = m.from
		return full
	}
	w.from, w.rule = m.from, "pointed weekday"
	switch a, ok := aimOf(which, false); {
	case !ok:
		return match{}
	case a.mention:
		w.open.kind, w.open.unit, w.open.n = fromMention, unitDay, a.n
	case a.n == 0:
		w.open.n = ofThisWeek
	default:
		w.open.n = a.n
	}
	return w
}

// pointedUnit matches last, next, this and their like with one unit at j.
func (p *parser) pointedUnit(m match, i, j int, which int32) match {
	u := p.t(j).unit
	definite := p.is(i-1, "the")
	if p.t(j).has(capital) && !p.t(j).has(upper) && !p.starts(i) || p.hyphen(j+1) {
		return match{}
	}
	a, ok := aimOf(which, definite)
	switch u {
	case unitSecond, unitMillennium, unitHalf:
		return match{}
	case unitMinute, unitHour:
		if which != toPast && which != toNext && !(which == toLast && definite && u == unitHour) {
			return match{}
		}
		m.class, m.open = Duration, open{value: length(1, 0, u)}
		return m
	case unitDay:
		if !a.mention && !(which == toNext && p.starts(i)) || p.t(j+1).is(isDaypart) {
			return match{}
		}
		a.mention = true
	case unitDecade:
		if which == toPast || which == toNext || which == toComing {
			m.class, m.open = Duration, open{value: length(1, 0, u)}
			return m
		}
	}
	switch {
	case which == toLatest && (u == unitQuarter || u == unitPeriod):
		m.open = open{kind: lastFinished, unit: unitQuarter}
		return m
	case which == toLatest && u == unitYear:
		a = aim{false, -1}
	case !ok || u == unitPeriod || which == toLast && definite && p.is(j+1, "of"):
		return match{}
	}
	if u == unitQuarter || u == unitWeekend || u == unitCentury {
		a.mention = a.mention && which != toNext
	}
	m.open = a.open(u)
	if u == unitYear && !a.mention && p.t(j+1).kind == possessive {
		m = p.quarterOf(m, j+2, a.n)
	}
	if p.is(m.to, "or") && p.is(m.to+1, "so") {
		m.to += 2
		m.open.mod = modApprox
	}
	return m
}

// quarterOf matches "last year's third quarter" and "next year's first half"
// from the word after the possessive.
func (p *parser) quarterOf(m match, k, n int) match {
	o := p.t(k)
	h := k + 1
	if p.hyphen(h) {
		h++
	}
	noun := p.t(h)
	switch {
	case o.is(isOrdinal) && (noun.counts(unitQuarter) && o.n <= 4 || noun.counts(unitHalf) && o.n <= 2):
		pt := quarters
		if noun.counts(unitHalf) {
			pt = halves
		}
		m.to, m.rule = h+1, "quarter"
		m.open = open{kind: ofYear, value: unknownYear(pt, int8(o.n), 0), year: relative, n: n}
	case o.counts(unitQuarter):
		m.to, m.rule = k+1, "period of year"
		m.open = open{kind: lastFinished, unit: unitYear, n: n}
	}
	return m
}

// vagueTime matches the past, the future and their like.
func (p *parser) vagueTime(from, i int) match {
	if !p.opts.Vague {
		return match{}
	}
	m := match{from: from, to: i + 1, rule: "vague time"}
	next := p.t(i + 1)
	alone := from < i && (next.kind != word && next.kind != possessive || next.is(isFunction|isPast|isFuture))
	switch {
	case p.is(i, "past") && alone, p.is(i, "recent") && from == i && !p.isAny(i+1, "memory", "history"):
		m.open.value = Value{form: formPast}
	case p.is(i, "present") && alone, p.is(i, "current") && from == i:
		m.open.value = Value{form: formPresent}
	case p.is(i, "future") && alone:
		m.open.value = Value{form: formFuture}
	default:
		return match{}
	}
	return m
}
