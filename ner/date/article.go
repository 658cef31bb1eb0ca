package date

// article matches what begins with an article.
func (p *parser) article(i int) match {
	k := i + 1
	t := p.t(k)
	var best match
	try := func(m match) {
		if m.to > best.to {
			best = m
		}
	}
	definite := p.is(i, "the")
	if definite && p.isAny(k, "near", "recent", "distant") && p.isAny(k+1, "future", "past") && p.opts.Vague {
		return p.vagueTime(i, k+1)
	}
	from := i
	if !definite && !p.is(i, "a") && !p.is(i, "an") {
		from = k // "its fourth quarter" is tagged without its owner
	}
	if definite && (t.kind == punct || t.kind == possessive) {
		best = p.decade(k)
		best.from = from
		return best
	}
	if t.kind == number {
		if t.has(ordinal) {
			try(p.ordinal(from, k))
			if definite {
				try(p.dayFirst(k))
			}
		}
		if definite {
			try(p.decade(k))
			try(p.yearAndPeriod(from, k))
			try(p.duration(from, k))
		}
		if best.rule == "decade" || best.rule == "century" || best.rule == "day month" || best.rule == "full date" {
			best.from = from
		}
		return best
	}
	if t.is(isDeictic) {
		try(p.deictic(from, k))
	}
	if t.is(isStage) {
		try(p.stage(from, k))
	}
	if t.is(isOrdinal) {
		try(p.ordinal(from, k))
		if d := p.dayFirst(k); definite && d.to > 0 {
			d.from = from
			try(d)
		}
	}
	if t.is(isEdge) && definite || t.is(isUnit) {
		try(p.edge(from, k))
	}
	if t.is(isFiscal) {
		try(p.fiscalYear(from, k))
		if best.open.kind == fixed && best.open.value.length == 4 {
			best.from = k // "the fiscal 2019 budget"
		}
	}
	if t.is(isTens) && definite {
		try(p.decade(k))
		best.from = from
	}
	if t.is(isSeason) {
		try(p.season(from, k))
	}
	if t.is(isDaypart) && definite {
		try(p.partOfDay(from, k))
	}
	if from == i {
		if definite {
			try(p.theUnit(i, k))
			if t.is(isCount) {
				try(p.duration(i, k))
			}
		} else {
			try(p.duration(i, i))
		}
	}
	return best
}

// theUnit matches "the year", "the quarter", "the weekend", "the day after
// tomorrow", "the year 2000", "the week of March 6".
func (p *parser) theUnit(i, k int) match {
	t := p.t(k)
	if p.is(k, "full") || p.is(k, "entire") || p.is(k, "whole") {
		k++
		t = p.t(k)
		if !t.counts(unitYear) {
			return match{}
		}
	}
	if t.kind != word || !t.is(isUnit) || t.has(capital) && !t.has(upper) {
		return match{}
	}
	m := match{from: i, to: k + 1, rule: "the unit"}
	if beside := p.isAny(k+1, "before", "after"); beside && t.unit >= unitDay && t.unit <= unitYear && !t.is(isPlural) && p.t(k+2).kind <= punct && p.t(k+2).kind != word && p.t(k+2).kind != number {
		m.to, m.rule = k+2, "later"
		m.open = open{kind: fromMention, unit: t.unit, n: 1}
		if p.is(k+1, "before") {
			m.open.n, m.rule = -1, "earlier"
		}
		return m
	}
	if t.is(isPlural) {
		if t.counts(unitWeekend) || p.t(k+1).kind == number {
			return match{}
		}
		if p.is(k+1, "ahead") {
			m.to++
		}
		m.class, m.open.value = Duration, vague(t.unit)
		if m.to == k+1 && !p.isAny(k+1, "since", "before", "after", "following", "leading") && !t.counts(unitYear) {
			return match{}
		}
		return m
	}
	switch t.unit {
	case unitYear:
		if y := p.t(k + 1); y.kind == number && p.isYear(k+1) {
			m.to, m.open.value, m.rule = k+2, yearValue(int(y.n)), "year"
			return m
		}
		if s := p.spokenYear(k + 1); s.to > 0 {
			m.to, m.open.value, m.rule = s.to, s.open.value, s.rule
			return m
		}
		if p.isAny(k+1, "before", "after", "that", "when", "he", "she", "they", "it", "to") || p.is(k+1, "of") && p.t(k+2).kind != punct || p.hyphen(k+1) {
			return match{}
		}
		if p.isAny(k+1, "ended", "ending") {
			m.class, m.open.value = Duration, length(1, 0, unitYear)
			return m
		}
		m.open = open{kind: sameAsLast, unit: unitYear, n: 1}
	case unitDay:
		switch {
		case p.is(k+1, "after") && p.is(k+2, "tomorrow"):
			m.to, m.open = k+3, open{kind: fromToday, unit: unitDay, n: 2}
		case p.is(k+1, "before") && p.is(k+2, "yesterday"):
			m.to, m.open = k+3, open{kind: fromToday, unit: unitDay, n: -2}
		default:
			return match{}
		}
	case unitWeek:
		if p.is(k+1, "of") {
			d := k + 2
			if p.t(d).is(isWeekday) {
				d++
			}
			if md := p.monthDate(d); md.to > 0 && md.open.value.day > 0 {
				md.from, md.open.unit, md.rule = i, unitWeek, "week of day"
				return md
			}
			return match{}
		}
		m.open = open{kind: sameAsLast, unit: unitWeek, n: 1}
	case unitMonth:
		if p.is(k+1, "of") && p.t(k+2).is(isMonth) {
			if md := p.monthDate(k + 2); md.to > 0 {
				md.from = i
				return md
			}
		}
		m.open = open{kind: sameAsLast, unit: unitMonth, n: 1}
	case unitWeekend:
		m.open = open{kind: fromToday, unit: unitWeekend, n: -1}
	case unitQuarter:
		if p.is(k+1, "of") || p.hyphen(k+1) {
			return match{}
		}
		m.open = open{kind: lastFinished, unit: unitQuarter}
	case unitDecade:
		m.open = open{kind: sameAsLast, unit: unitDecade, n: 1}
	case unitCentury:
		m.open = open{kind: fromToday, unit: unitCentury}
	default:
		return match{}
	}
	return m
}

// yearAndPeriod matches "the 1988 third quarter" and "the 1988 period".
func (p *parser) yearAndPeriod(from, i int) match {
	if !p.isYear(i) {
		return match{}
	}
	year := yearValue(int(p.t(i).n))
	j := i + 1
	m := match{from: from, rule: "quarter", open: open{value: year}}
	if o := p.t(j); o.is(isOrdinal) && o.kind == word && o.n <= 4 {
		if p.hyphen(j + 1) {
			j++
		}
		if p.t(j + 1).counts(unitQuarter) {
			m.to = j + 2
			m.open.value.part, m.open.value.num = quarters, int8(o.n)
			return m
		}
		return match{}
	}
	if p.t(j).counts(unitQuarter) || p.t(j).counts(unitPeriod) {
		m.to, m.rule = j+1, "period of year"
		m.open.kind, m.open.unit, m.open.n = lastFinished, unitPeriod, int(p.t(i).n)
		return m
	}
	return match{}
}
