package date

// dayWord matches today and its like.
func (p *parser) dayWord(i int) match {
	t := p.t(i)
	m := match{from: i, to: i + 1, rule: "day word", open: open{kind: fromToday, unit: unitDay, n: int(t.n)}}
	switch {
	case p.is(i, "tonight") || p.is(i, "overnight"):
		m.open.value.clock = night
		if p.is(i, "overnight") {
			m.open.n = -1
		}
		return m
	case t.has(capital) && !p.starts(i) && !t.has(upper) && (p.t(i+1).has(capital) || p.t(i-1).has(capital)):
		return match{} // USA Today
	case p.is(i, "today") && p.t(i+1).kind == possessive && p.t(i+2).kind == word && p.generation(i+2):
		m.open, m.rule = open{value: Value{form: formPresent}}, "today as nowadays"
		return m
	}
	if d := p.t(i + 1); d.is(isDaypart) && d.n < int32(toHour) && !d.is(isPlural) {
		m.to, m.open.value.clock = i+2, clock(d.n)
	}
	return m
}

// generation reports whether the word names people or things of an age:
// today's teenagers are not those of this Tuesday.
func (p *parser) generation(i int) bool {
	return p.isAny(i, "world", "society", "youth", "young", "children", "kids", "teenagers", "teens", "students", "women", "men",
		"people", "parents", "families", "standards", "generation", "generations", "technology", "economy", "consumers", "market", "computers")
}

// adverb matches now, recently and soon.
func (p *parser) adverb(i int) match {
	from := i
	if p.isAny(i-1, "more", "most", "right", "just") && p.t(i).n != int32(formFuture) && !p.is(i-1, "just") {
		from--
	}
	if !p.opts.Vague || p.hyphen(i+1) || p.hyphen(i-1) || p.t(i).has(capital) && !p.starts(i) || p.is(i, "recently") && p.is(i-1, "until") {
		return match{}
	}
	if p.is(i, "soon") && (p.isAny(i-1, "as", "too", "so") || p.isAny(i+1, "after", "as")) {
		return match{}
	}
	if p.is(i, "now") && p.isAny(i+1, "that") {
		return match{}
	}
	return match{from: from, to: i + 1, rule: "vague word", open: open{value: Value{form: form(p.t(i).n)}}}
}

// each matches "every Friday", "each month", "every two years".
func (p *parser) each(i int) match {
	j := i + 1
	t := p.t(j)
	m := match{from: i, to: j + 1, class: Set, rule: "every"}
	switch {
	case t.has(capital) && t.kind == word && !t.is(isMonth|isWeekday|isHoliday) && !t.has(upper):
		return match{}
	case t.is(isWeekday) && !t.is(isShort|isPlural):
		m.open.value = unknownYear(weeks, unknown, int8(t.n))
		if d := p.t(j + 1); d.is(isDaypart) && d.n < int32(toHour) {
			m.to, m.open.value.clock = j+2, clock(d.n)
		}
	case t.is(isMonth) && t.has(capital):
		md := p.monthDate(j)
		if md.to == 0 || md.open.kind != ofYear {
			return match{}
		}
		m.from, m.to, m.open.value = i, md.to, md.open.value
		if md.open.value.day == 0 {
			m.to = p.stop(j)
		}
	case t.is(isDaypart) && t.n < int32(toHour):
		m.open.value = unknownYear(months, unknown, unknown)
		m.open.value.clock = clock(t.n)
	case t.is(isSeason) && !t.is(isPlural):
		m.open.value = unknownYear(seasons, int8(t.n), 0)
	case t.is(isUnit) && !t.is(isPlural) && !t.counts(unitSecond) && t.unit < unitPeriod && !t.counts(unitHalf) && !t.counts(unitMillennium):
		m.open.value = length(1, 0, t.unit)
		if t.counts(unitQuarter) && p.is(j+1, "of") {
			return match{}
		}
	case p.is(j, "other") && p.t(j+1).is(isUnit) && !p.t(j+1).is(isPlural) && p.t(j+1).unit < unitFortnight:
		m.to, m.open.value = j+2, length(2, 0, p.t(j+1).unit)
	case t.kind == number || t.is(isCount|isVague) || p.is(j, "few"):
		d := p.duration(j, j)
		if d.to == 0 || d.class != Duration {
			return match{}
		}
		m.to, m.open.value = d.to, d.open.value
	default:
		return match{}
	}
	return m
}

// rate matches daily and its like.
func (p *parser) rate(i int) match {
	t := p.t(i)
	if t.has(capital) && (!p.starts(i) || p.t(i+1).has(capital)) || p.hyphen(i+1) {
		return match{}
	}
	if next := p.t(i + 1); t.unit == unitQuarter && next.kind == word && !next.is(isFunction|isPrep) {
		return match{} // a quarterly dividend is a kind of dividend
	}
	v := length(int(t.n), 0, t.unit)
	if t.counts(unitQuarter) {
		v = length(3, 0, unitMonth)
	}
	return match{from: i, to: i + 1, class: Set, rule: "rate", open: open{value: v}}
}
