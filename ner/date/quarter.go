package date

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
			m.open.value = m.open.value.inYear(f.open.value)
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
			m.open.value.bc = e.n < 0
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
				m.open.value = m.open.value.inYear(f.open.value)
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
