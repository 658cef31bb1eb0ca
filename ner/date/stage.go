package date

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
