package date

// season matches a season by itself, where it is one.
func (p *parser) season(from, i int) match {
	t := p.t(i)
	if t.is(isPlural) || t.kind != word {
		return match{}
	}
	m := match{from: from, to: i + 1, rule: "season", open: open{kind: ofYear, value: unknownYear(seasons, int8(t.n), 0)}}
	j := i + 1
	if to, y := p.trailingYear(j); to > 0 {
		m.to = to
		m.open.kind = fixed
		m.open.value = m.open.value.inYear(y)
		return m
	}
	k := j
	if p.is(k, "of") {
		k++
		if p.isAny(k, "the") && p.is(k+1, "year") {
			k++
		}
	}
	if p.t(k).is(isDeictic) && p.t(k+1).counts(unitYear) && !p.t(k+1).is(isPlural) {
		m = p.withYear(m)
		if m.to > i+1 {
			return m
		}
	}
	if t.has(capital) && !p.starts(i) || p.is(j, "of") || p.hyphen(j) || p.adjoins(i) && i > 0 {
		return match{}
	}
	prep := p.isAny(from-1, "in", "during", "by", "until", "since", "over", "throughout", "through", "for", "before", "after", "into", "late", "early", "of")
	definite := from < i && p.is(from, "the")
	if next := p.t(j); next.kind == word && !next.is(isFunction|isPrep|isPast|isFuture) && next.class == 0 && !(len(p.text) > next.end && p.text[next.end-1] == 'd') {
		return match{}
	}
	switch {
	case definite && prep && (t.n != 3 || p.isAny(from-1, "in", "by", "until", "this") || !p.is(i, "fall")):
	case from == i && p.isAny(from-1, "in", "by", "until", "since") && !(p.is(i, "fall") && !p.is(from-1, "in")):
	default:
		return match{}
	}
	return m
}

// partOfDay matches "the morning of Aug. 12", "in the morning", "the night".
func (p *parser) partOfDay(from, i int) match {
	t := p.t(i)
	if t.n >= int32(toHour) || t.is(isPlural) || t.kind != word {
		return match{}
	}
	if d := p.t(i + 1); d.is(isDayWord) && d.n < 1 && !p.is(i+1, "tonight") && !p.is(i+1, "overnight") {
		m := p.dayWord(i + 1)
		if m.to == i+2 && m.open.kind == fromToday {
			m.from, m.rule = from, "part of day"
			m.open.value.clock = clock(t.n)
			return m
		}
	}
	if p.is(i+1, "of") {
		d := i + 2
		if p.is(d, "the") {
			d++
		}
		if m := p.calendar(d); m.to > 0 && (m.open.value.day > 0 && (m.open.kind == ofYear || m.open.kind == fixed) || m.open.kind == onWeekday) && m.open.value.clock == noClock && m.class == "" {
			m.from, m.rule = from, "part of day"
			m.open.value.clock = clock(t.n)
			return m
		}
		return match{}
	}
	if from == i || !p.isAny(from-1, "in", "during", "later", "until", "by", "through") {
		return match{}
	}
	return match{from: from, to: i + 1, rule: "part of day", open: open{kind: clockOnly, value: Value{clock: clock(t.n)}}}
}
