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
		return p.vagueTime(i, k+1, 0)
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

// deictic matches last, next, this and their like with what they point at. The
// expression begins at from.
func (p *parser) deictic(from, i int) match {
	t := p.t(i)
	which := t.n
	definite := p.is(i-1, "the")
	j := i + 1
	if next := p.t(j); (which == toThis || which == toSame || which == toThat) && next.is(isDeictic) && next.kind == word && next.n != toThat && next.n != toThis {
		if which == toThis || next.n == toSame {
			which = next.n
		}
		j++
	}
	if t.has(capital) && t.class&isDeictic != 0 && !p.starts(i) && !t.has(upper) && p.t(j).has(capital) {
		return match{}
	}
	if p.is(i, "these") {
		if p.opts.Vague && p.is(j, "days") && !p.t(j+1).is(isPast|isFuture) && !p.isAny(j+1, "have", "are") {
			return match{from: from, to: j + 1, rule: "vague time", open: open{value: Value{form: formPresent}}}
		}
		return match{}
	}
	if p.is(i, "those") || which == toThat && p.starts(i) && !p.t(j).is(isUnit|isDaypart|isSeason) {
		return match{}
	}
	// "last early October" does not occur, "late last July" is a stage
	fiscal := false
	for k := 0; k < 2; k++ {
		switch {
		case p.t(j).is(isFiscal):
			fiscal = true
			j++
		case p.isAny(j, "calendar", "full", "entire", "whole", "financial", "school", "academic", "business", "trading"):
			j++
		}
	}
	target := p.t(j)
	if target.kind == noToken || target.kind == punct {
		if target.kind == noToken || p.opts.Vague {
			return p.vagueTime(from, i, which)
		}
		return match{}
	}
	m := match{from: from, to: j + 1, fiscal: fiscal, rule: "pointing word"}
	switch {
	case which == toRecent || which == toFuture || which == toComing && target.is(isPlural) && target.is(isUnit):
		if target.is(isUnit) && target.is(isPlural) {
			m.class, m.open.value, m.rule = Duration, vague(target.unit), "vague duration"
			if p.is(j+1, "and") && p.t(j+2).is(isUnit) && p.t(j+2).is(isPlural) {
				m.to = j + 3
			}
			return m
		}
		return p.vagueTime(from, i, which)
	case target.kind == number || target.is(isCount|isVague|isNarrow) && !target.is(isUnit) || p.is(j, "couple") || p.is(j, "dozen"):
		if which == toThat || which == toSame {
			return match{}
		}
		if target.is(isNarrow) && !target.is(isCount) {
			return match{}
		}
		d := p.duration(from, j)
		if d.to > 0 && d.class == Duration {
			d.rule = "counted stretch"
			return d
		}
		return match{}
	case p.is(j, "half") && p.t(j+1).kind != noToken:
		if p.is(j+1, "of") || p.is(j+1, "century") || p.is(j+1, "decade") {
			return p.halfOf(from, j, which)
		}
		return match{}
	case target.is(isUnit) && target.is(isPlural):
		if target.counts(unitSecond) || which == toThis || which == toSame || which == toThat || target.counts(unitWeekend) {
			return match{}
		}
		m.class, m.open.value, m.rule = Duration, vague(target.unit), "vague duration"
		return m
	case target.is(isUnit):
		return p.deicticUnit(m, i, j, which, definite)
	case target.is(isMonth) && target.has(capital):
		n, ok := offset(which)
		if !ok && which != toFollowing && which != toPrevious && which != toSame && which != toThat {
			return match{}
		}
		m.to = p.stop(j)
		if day, to := p.day(m.to); to > 0 {
			_ = day
			return match{}
		}
		m.rule = "pointed month"
		m.open = open{kind: ofYear, value: unknownYear(months, int8(target.n), 0), year: pointing, n: n}
		if y := p.withYear(m); y.to > m.to {
			return match{}
		}
		if !ok {
			m.open.year, m.open.n = mentioned, 0
			if which == toFollowing {
				m.open.n = 1
			} else if which == toPrevious {
				m.open.n = -1
			}
			m.open.unit = unitYear
		}
		return m
	case target.is(isWeekday) && !target.is(isPlural|isShort):
		w := p.weekday(j)
		if w.to == 0 {
			return match{}
		}
		if m2 := p.calendar(j); m2.to > w.to && which == toComing {
			m2.from = from
			return m2
		}
		w.from, w.rule = from, "pointed weekday"
		switch which {
		case toLast, toPast:
			w.open.n = -1
		case toPrevious:
			w.open.kind, w.open.unit, w.open.n = fromMention, unitDay, -1
		case toNext, toComing:
			w.open.n = 1
		case toFollowing:
			w.open.kind, w.open.unit, w.open.n = fromMention, unitDay, 1
		case toThis:
			w.open.n = 2
		case toThat, toSame:
			w.open.kind, w.open.unit, w.open.n = fromMention, unitDay, 0
		default:
			return match{}
		}
		return w
	case target.is(isSeason) && !target.has(capital) && !target.is(isPlural):
		n, ok := offset(which)
		m.rule = "pointed season"
		m.open = open{kind: ofYear, value: unknownYear(seasons, int8(target.n), 0), year: pointing, n: n}
		if !ok {
			switch which {
			case toFollowing:
				n = 1
			case toPrevious:
				n = -1
			case toSame, toThat:
			default:
				return match{}
			}
			m.open.year, m.open.n, m.open.unit = mentioned, n, unitYear
		} else if definite && which == toNext {
			m.open.year, m.open.unit = mentioned, unitYear
		}
		return m
	case target.is(isDaypart) && !target.is(isPlural):
		m.rule = "part of day"
		c := clock(target.n)
		if c == toHour {
			return match{}
		}
		m.open = open{kind: fromToday, unit: unitDay, value: Value{clock: c}}
		switch which {
		case toThis:
			if p.is(i, "present") || p.is(i, "current") {
				return match{}
			}
		case toLast:
			m.open.n = -1
		case toNext, toFollowing:
			m.open.kind, m.open.n = fromMention, 1
		case toPrevious:
			m.open.kind, m.open.n = fromMention, -1
		case toSame, toThat:
			m.open.kind, m.open.n = fromMention, 0
		default:
			return match{}
		}
		return m
	case target.is(isHoliday):
		n, ok := offset(which)
		if h := p.holiday(from, j); h.to > 0 && ok && h.open.kind == onHoliday && h.open.year == nearest {
			h.open.year, h.open.step = pointing, int8(n)
			return h
		}
	case target.is(isOrdinal) && p.t(j+1).counts(unitQuarter) && which == toLatest:
		o := p.ordinal(from, j)
		return o
	}
	return p.vagueTime(from, i, which)
}

// deicticUnit handles last, next, this … with a unit in the singular at j.
func (p *parser) deicticUnit(m match, i, j int, which int32, definite bool) match {
	u := p.t(j).unit
	if p.t(j).has(capital) && !p.t(j).has(upper) && !p.starts(i) {
		return match{}
	}
	if p.hyphen(j+1) && !(u == unitYear && p.t(j+2).counts(unitPeriod)) {
		return match{}
	}
	m.open.unit = u
	switch u {
	case unitSecond, unitMillennium:
		return match{}
	case unitPeriod:
		if which != toLatest {
			return match{}
		}
		m.open.kind, m.open.unit = lastFinished, unitQuarter
		return m
	case unitMinute, unitHour:
		if which == toPast || which == toNext || which == toLast && definite && u == unitHour {
			m.class, m.open = Duration, open{value: length(1, 0, u)}
			return m
		}
		return match{}
	case unitHalf:
		return match{}
	}
	n, ok := offset(which)
	switch {
	case which == toLatest:
		if u != unitQuarter && u != unitYear {
			return match{}
		}
		m.open.kind = lastFinished
		if u == unitYear {
			m.open = open{kind: fromToday, unit: unitYear, n: -1}
		}
	case which == toPrevious:
		m.open.kind, m.open.n = fromMention, -1
	case which == toFollowing:
		m.open.kind, m.open.n = fromMention, 1
	case which == toSame || which == toThat:
		m.open.kind = sameAsLast
	case !ok:
		return match{}
	case u == unitDay:
		if which != toNext || !definite && !p.starts(i) {
			return match{}
		}
		m.open.kind, m.open.n = fromMention, 1
	case (u == unitDecade || u == unitCentury) && (which == toPast || which == toNext || which == toComing) && u == unitDecade:
		m.class, m.open = Duration, open{value: length(1, 0, u)}
		return m
	case which == toNext && definite && (u == unitYear || u == unitMonth || u == unitWeek):
		m.open.kind, m.open.n = fromMention, 1
	case which == toLast && definite && p.is(j+1, "of"):
		return match{}
	default:
		m.open.kind, m.open.n = fromToday, n
	}
	if u == unitDay && p.t(j+1).is(isDaypart) {
		return match{}
	}
	if u == unitYear || u == unitQuarter {
		// "last year's third quarter", "next year's first half"
		k := j + 1
		if p.t(k).kind == possessive {
			o := p.t(k + 1)
			h := k + 2
			if p.hyphen(h) {
				h++
			}
			if o.is(isOrdinal) && o.kind == word && o.n <= 4 && (p.t(h).counts(unitQuarter) || p.t(h).counts(unitHalf) && o.n <= 2) && m.open.kind == fromToday {
				pt := quarters
				if p.t(h).counts(unitHalf) {
					pt = halves
				}
				m.to, m.rule = h+1, "quarter"
				m.open = open{kind: ofYear, value: unknownYear(pt, int8(o.n), 0), year: relative, n: n}
			} else if p.t(k+1).counts(unitQuarter) && m.open.kind == fromToday {
				m.to, m.rule = k+2, "period of year"
				m.open = open{kind: lastFinished, unit: unitYear, n: n}
			}
		}
	}
	if p.is(m.to, "or") && p.is(m.to+1, "so") {
		m.to += 2
		m.open.mod = modApprox
	}
	return m
}

// halfOf matches "the last half of 1989": the second half.
func (p *parser) halfOf(from, j int, which int32) match {
	if which != toLast || !p.is(j+1, "of") {
		return match{}
	}
	return p.partOfYear(from, j, halves, 2)
}

// vagueTime matches the past, the future and their like.
func (p *parser) vagueTime(from, i int, which int32) match {
	if !p.opts.Vague || !p.t(i).is(isDeictic) {
		return match{}
	}
	m := match{from: from, to: i + 1, rule: "vague time"}
	alone := from < i && (p.t(i+1).kind != word || p.t(i+1).is(isFunction|isPast|isFuture))
	switch {
	case p.is(i, "past") && alone && p.t(i+1).kind != possessive:
		m.open.value = Value{form: formPast}
	case p.is(i, "present") && alone:
		m.open.value = Value{form: formPresent}
	case p.is(i, "future") && alone && (p.isAny(from-1, "in", "into", "about", "for") || p.is(i-1, "the")):
		m.open.value = Value{form: formFuture}
	case p.is(i, "recent") && from == i && !p.isAny(i+1, "memory", "history"):
		m.open.value = Value{form: formPast}
	case p.is(i, "current") && from == i:
		m.open.value = Value{form: formPresent}
	default:
		return match{}
	}
	return m
}

// stage matches early, late and mid with what they stand before.
func (p *parser) stage(from, i int) match {
	t := p.t(i)
	j := i + 1
	if p.t(j).kind == dash && p.adjoins(j) && p.adjoins(j+1) {
		j++
	} else if t.n == int32(modMid) && p.t(j).kind == dash {
		return match{}
	}
	comparative := p.is(i, "earlier") || p.is(i, "later")
	target := p.t(j)
	var inner match
	try := func(m match) {
		if m.to > inner.to {
			inner = m
		}
	}
	if target.is(isDeictic) && target.kind == word {
		try(p.deictic(j, j))
	}
	if target.is(isDayWord) {
		try(p.dayWord(j))
	}
	if target.is(isWeekday) && !target.is(isPlural) {
		try(p.calendar(j))
	}
	if comparative && p.is(j, "in") && p.is(j+1, "the") && p.t(j+2).is(isUnit) && p.t(j+2).unit >= unitWeek {
		try(p.theUnit(j+1, j+2))
	}
	if !comparative && p.is(j, "in") && p.t(j-1).kind == word {
		if y := p.t(j + 1); y.kind == number {
			try(p.year(j + 1))
		} else if y.is(isMonth) && y.has(capital) {
			try(p.monthDate(j + 1))
		} else if p.is(j+1, "the") && p.t(j+2).is(isUnit) && p.t(j+2).unit >= unitWeek {
			try(p.theUnit(j+1, j+2))
		}
	}
	if !comparative {
		if target.is(isMonth) && target.kind == word && (target.has(capital) || !target.is(isShort)) {
			try(p.calendar(j))
		}
		if target.kind == number {
			try(p.year(j))
			try(p.decade(j))
			try(p.ordinal(j, j))
			try(p.calendar(j))
		}
		if target.kind == punct || target.is(isTens) {
			try(p.decade(j))
		}
		if target.is(isSeason) {
			try(p.season(j, j))
			if inner.to == 0 && !target.is(isPlural) && (from < i || target.n != 3 || p.isAny(i-1, "in", "by", "since", "until")) {
				inner = match{to: j + 1, rule: "season", open: open{kind: ofYear, value: unknownYear(seasons, int8(target.n), 0)}}
			}
		}
		if target.is(isDaypart) && t.kind == word && !p.is(i, "late") || target.is(isDaypart) && p.is(j, "afternoon") {
			try(p.partOfDay(j, j))
			if inner.to == 0 && target.n < int32(toHour) && !target.is(isPlural) {
				inner = match{to: j + 1, rule: "part of day", open: open{kind: fromToday, unit: unitDay, value: Value{clock: clock(target.n)}}}
			}
		}
		if target.is(isOrdinal) {
			try(p.ordinal(j, j))
		}
	}
	if inner.to == 0 || inner.class == Duration || inner.class == Set || inner.open.value.form > formCalendar || inner.open.kind == fixed && inner.open.value.form != formCalendar && !inner.invalid {
		return match{}
	}
	if inner.open.mod == modNone {
		inner.open.mod = int8(t.n)
	}
	inner.from = from
	inner.rule = "stage of " + inner.rule
	return inner
}

// edge matches the end, the beginning and the middle of a unit, and year-end.
func (p *parser) edge(from, i int) match {
	t := p.t(i)
	if t.counts(unitYear) && !t.is(isPlural) && t.kind == word {
		j := i + 1
		if p.t(j).kind == possessive || p.t(j).kind == dash && p.adjoins(j) {
			j++
		}
		if p.is(j, "end") && !p.t(j+1).is(isMonth) {
			return match{from: from, to: j + 1, rule: "year-end", open: open{kind: fromToday, unit: unitYear, mod: modEnd}}
		}
		if j > i+1 && p.t(j-1).kind == dash && p.isAny(j, "ago", "earlier") {
			m := match{from: from, to: j + 1, rule: "year-ago", open: open{kind: fromMention, unit: unitYear, n: -1}}
			for k := 0; k < 2; k++ {
				switch n := p.t(m.to); {
				case p.isAny(from, "the") && (n.counts(unitQuarter) || n.counts(unitPeriod)):
					m.to++
					return m
				case p.isAny(from, "the") && n.is(isOrdinal) && n.n <= 4 && p.t(m.to+1).counts(unitQuarter):
					m.open = open{kind: ofYear, value: unknownYear(quarters, int8(n.n), 0), year: relative, n: -1}
					m.to += 2
					return m
				}
			}
			m.from = i
			if p.t(m.to).kind != word || p.t(m.to).is(isFunction) {
				m.from = from
			}
			return m
		}
		return match{}
	}
	if !t.is(isEdge) || !p.is(i+1, "of") || from == i {
		return match{}
	}
	j := i + 2
	target := p.t(j)
	var inner match
	switch {
	case p.is(j, "the") || target.is(isDeictic):
		inner = p.article(j)
		if target.is(isDeictic) {
			inner = p.deictic(j, j)
		}
		if inner.to > 0 && inner.rule == "the unit" && inner.open.kind == sameAsLast && inner.open.unit == unitYear {
			inner.open = open{kind: fromToday, unit: unitYear}
		}
		if inner.open.kind == fixed && inner.open.value.form == formCalendar && inner.open.value.length == 4 && inner.open.value.part == noPart && p.is(j, "the") && !p.is(j+1, "year") {
			return match{}
		}
	case target.kind == number:
		inner = p.year(j)
	case target.is(isMonth):
		inner = p.monthDate(j)
		if inner.open.value.day > 0 {
			return match{}
		}
	}
	if inner.to == 0 || inner.class != "" || inner.open.value.form > formCalendar {
		return match{}
	}
	inner.from = from
	inner.open.mod = int8(t.n)
	inner.rule = "edge of " + inner.rule
	return inner
}

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
		m.open.value.year, m.open.value.length, m.open.value.bc = y.year, y.length, y.bc
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

// period matches Q1, "Q1 2021", "2021-Q1" (from its year) and H2.
func (p *parser) period(i int) match {
	t := p.t(i)
	if !t.has(capital) {
		return match{}
	}
	pt := quarters
	if t.unit == unitHalf {
		pt = halves
	}
	m := match{from: i, to: i + 1, rule: "quarter", open: open{kind: ofYear, value: unknownYear(pt, int8(t.n), 0)}}
	if p.hyphen(i-1) && p.t(i-2).kind == number && p.isYear(i-2) {
		return match{}
	}
	if p.is(i+1, "of") || p.t(i+1).is(isFiscal) {
		if f := p.fiscalYear(i+1, i+1); f.to > 0 {
			m.to, m.fiscal, m.open.kind = f.to, true, fixed
			m.open.value.year, m.open.value.length = f.open.value.year, 4
			return m
		}
	}
	return p.withYear(m)
}

// fiscalYear matches "fiscal 2019", "FY2019", "fiscal year 2019", "the fiscal
// year" and "fiscal first quarter".
func (p *parser) fiscalYear(from, i int) match {
	t := p.t(i)
	m := match{from: from, to: i + 1, fiscal: true, rule: "fiscal year"}
	if t.kind == word && t.is(isFiscal) && t.n > 0 {
		year := int(t.n)
		if year < 100 {
			year = century(year)
		}
		if year < 1900 || year > 2099 {
			return match{}
		}
		m.open.value = yearValue(year)
		return m
	}
	j := i + 1
	if p.hyphen(j) {
		j++
	}
	if p.t(j).counts(unitYear) && !p.t(j).is(isPlural) {
		j++
		if y := p.t(j); y.kind == number && p.isYear(j) {
			m.to, m.open.value = j+1, yearValue(int(y.n))
			return m
		}
		if from == i && !p.t(i-1).is(isArticle) {
			return match{}
		}
		m.to, m.open = j, open{kind: fromToday, unit: unitYear}
		return m
	}
	if y := p.t(j); y.kind == number && p.isYear(j) {
		m.to, m.open.value = j+1, yearValue(int(y.n))
		return m
	}
	if p.t(j).is(isOrdinal) {
		if o := p.ordinal(from, j); o.to > 0 && (o.rule == "quarter" || o.rule == "half") {
			o.fiscal = true
			return o
		}
	}
	return match{}
}

// ordinal matches "the third quarter", "the 20th century", "the first nine
// months", "the second half of 2021" and "the 15th".
func (p *parser) ordinal(from, i int) match {
	t := p.t(i)
	if t.kind == number && !t.has(ordinal) || !t.is(isOrdinal) && t.kind == word {
		return match{}
	}
	j := i + 1
	dashed := p.hyphen(j)
	if dashed {
		j++
	}
	u := p.t(j)
	m := match{from: from, to: j + 1}
	switch {
	case u.counts(unitCentury) && u.kind == word && t.n > 0 && t.n < 30:
		if p.is(from, "a") {
			m.from = i
		}
		m.rule = "century"
		m.open.value = Value{form: formCalendar, length: 2, year: int16(t.n - 1)}
		if e := p.t(j + 1); e.is(isEra) && e.kind == word {
			m.to++
			if e.n < 0 {
				m.open.value = Value{}
			}
		}
		return m
	case u.counts(unitQuarter) && u.kind == word && t.n <= 4 && t.n > 0:
		if dashed && p.t(j+1).kind == word && !p.t(j+1).is(isFunction) {
			from = i // "a third-quarter loss"
		}
		return p.partOfYear(from, j, quarters, int(t.n))
	case u.counts(unitHalf) && u.kind == word && t.n <= 2 && t.n > 0 && from < i:
		return p.partOfYear(from, j, halves, int(t.n))
	case p.isAny(j, "and", "or", "to") && t.n > 0:
		// "the 18th and 19th centuries": the first takes its noun from the second
		if o := p.t(j + 1); o.n > t.n && (o.kind == number && o.has(ordinal) || o.kind == word && o.is(isOrdinal)) {
			if second := p.ordinal(j+1, j+1); second.to > 0 && (second.rule == "century" || second.rule == "quarter") {
				second.from, second.to = from, i+1
				if second.rule == "century" {
					second.open.value.year = int16(t.n - 1)
				} else {
					second.open.value.num = int8(t.n)
				}
				return second
			}
		}
	case t.n == 1 && from < i && !dashed && (u.kind == number || u.is(isCount|isVague) && u.kind == word):
		d := p.duration(from, j)
		if d.to > 0 && d.class == Duration {
			d.rule = "first stretch"
			return d
		}
	case t.kind == number && t.n >= 1 && t.n <= 31 && from < i && p.is(from, "the") && u.kind != dash && (u.kind != word || u.is(isFunction) && !p.is(j, "of") || u.is(isPrep|isPast|isFuture)) && p.monthNear(i):
		m.to, m.rule = i+1, "day of month"
		m.open = open{kind: dayOfMonth, value: unknownYear(months, unknown, int8(t.n))}
		return m
	}
	return match{}
}

// monthNear reports whether a month was named in the same sentence.
func (p *parser) monthNear(i int) bool {
	for k := i; k >= 0 && k > i-4*reach; k-- {
		if t := p.t(k); t.is(isMonth) && t.kind == word && t.has(capital) {
			return true
		}
		if p.t(k).has(opens) {
			return false
		}
	}
	return false
}

// partOfYear completes a quarter or half whose noun stands at j.
func (p *parser) partOfYear(from, j int, pt part, num int) match {
	m := match{from: from, to: j + 1, rule: "quarter", open: open{kind: ofYear, value: unknownYear(pt, int8(num), 0)}}
	if pt == halves {
		m.rule = "half"
	}
	k := j + 1
	if p.is(k, "of") {
		if p.t(k + 1).is(isFiscal) {
			if f := p.fiscalYear(k+1, k+1); f.to > 0 && f.open.kind == fixed {
				m.to, m.fiscal, m.open.kind = f.to, true, fixed
				m.open.value.year, m.open.value.length = f.open.value.year, 4
				return m
			}
		}
		if pt == halves && p.is(k+1, "the") {
			if d := p.decade(k + 2); d.to > 0 {
				d.from, d.open.mod, d.rule = from, modEnd, "half of decade"
				if num == 1 {
					d.open.mod = modStart
				}
				return d
			}
			if c := p.ordinal(k+1, k+2); c.to > 0 && c.rule == "century" {
				c.from, c.open.mod = from, modEnd
				if num == 1 {
					c.open.mod = modStart
				}
				return c
			}
		}
		if md := p.monthDate(k + 1); pt == halves && p.t(k+1).is(isMonth) && md.to > 0 && md.open.value.day == 0 && !md.invalid {
			md.from, md.open.mod, md.rule = from, modEnd, "half of month"
			if num == 1 {
				md.open.mod = modStart
			}
			return md
		}
		if p.is(k+1, "the") && p.t(k+2).counts(unitYear) || p.t(k+1).counts(unitYear) {
			m.to = k + 3
			m.open.year, m.open.n = relative, 0
			return m
		}
	}
	y := p.withYear(m)
	if y.to == m.to && pt == halves {
		return match{} // the first half of a game
	}
	if y.to == m.to && pt == quarters && (p.is(k, "of") && p.t(k+1).kind == word || p.is(k, "century")) {
		return match{}
	}
	return y
}
