package date

// length is a duration of n units and tenths of one. Units without a letter
// become others.
func length(n, tenth int, u unit) Value {
	v := Value{form: formDuration}
	switch u {
	case unitFortnight:
		n, u = 2*n, unitWeek
	case unitMillennium:
		n, u = 1000*n, unitYear
	case unitHalf:
		n, u = 6*n, unitMonth
	}
	v.dur[0] = amount{unit: u, n: int32(n), tenth: int8(tenth)}
	if tenth == 5 {
		switch u {
		case unitHour, unitMinute:
			v.dur[0].tenth = 0
			rest := amount{unit: u - 1, n: 30}
			if n == 0 {
				v.dur[0] = rest
			} else {
				v.dur[1] = rest
			}
		case unitDecade:
			if n == 0 {
				v.dur[0] = amount{unit: unitYear, n: 5}
			}
		case unitCentury:
			if n == 0 {
				v.dur[0] = amount{unit: unitYear, n: 50}
			}
		case unitYear:
			if n == 0 {
				v.dur[0] = amount{unit: unitMonth, n: 6}
			}
		}
	}
	return v
}

// vague is a duration of some units.
func vague(u unit) Value {
	v := length(1, 0, u)
	v.dur[0].n = unknown
	return v
}

// A count is how many units a duration has.
type count struct {
	n      int
	tenth  int
	vague  bool
	ranged bool // two to three
	mod    int8
	to     int
}

// count reads the number of a duration: figures, words, articles, several.
func (p *parser) count(i int) (c count, ok bool) {
	t := p.t(i)
	switch {
	case t.kind == number:
		if t.n < 0 || t.flags&(ordinal|plural) != 0 || t.digits == 0 {
			return c, false
		}
		c = count{n: int(t.n), to: i + 1}
		if t.has(decimal) {
			c.tenth = int(t.tenth)
		}
		if p.is(i+1, "million") || p.is(i+1, "billion") || p.is(i+1, "thousand") {
			return c, false
		}
	case t.is(isCount) && t.kind == word && !p.is(i, "dozen") && !p.is(i, "hundred") && !p.is(i, "thousand") && !p.is(i, "million"):
		c.n, c.to = p.words(i)
	case p.is(i, "a") || p.is(i, "an"):
		j := i + 1
		switch {
		case p.isAny(j, "few", "several"):
			return count{vague: true, to: j + 1}, true
		case p.is(j, "couple"):
			j++
			if p.is(j, "of") {
				j++
			}
			if p.is(j, "more") {
				j++
			}
			return count{n: 2, to: j, mod: modApprox}, true
		case p.isAny(j, "hundred", "thousand", "dozen", "million"):
			n, to := p.words(j)
			return count{n: n, to: to}, true
		case p.is(j, "half"):
			j++
			if p.hyphen(j) {
				j++
			}
			return count{tenth: 5, to: j}, true
		case p.isAny(j, "full", "whole", "further", "additional", "mere", "good", "single"):
			j++
		}
		return count{n: 1, to: j}, p.t(j).is(isUnit)
	case p.is(i, "another"):
		if u := p.t(i + 1); u.is(isUnit) && !u.is(isPlural) {
			return count{n: 1, to: i + 1}, true
		}
		return p.count(i + 1)
	case t.is(isVague):
		return count{vague: true, to: i + 1}, true
	case p.is(i, "some") || p.is(i, "couple"):
		j := i + 1
		if p.is(i, "couple") {
			if p.is(j, "of") {
				j++
			}
			return count{n: 2, to: j, mod: modApprox}, true
		}
		return c, false
	case p.is(i, "half"):
		j := i + 1
		if p.hyphen(j) {
			j++
		}
		if p.is(j, "a") || p.is(j, "an") {
			j++
		}
		return count{tenth: 5, to: j}, true
	default:
		return c, false
	}
	return p.fraction(c), true
}

// fraction adds "1/2", "½" and "and a half" to a count.
func (p *parser) fraction(c count) count {
	j := c.to
	switch {
	case p.t(j).kind == number && p.t(j).n == 1 && p.mark(j+1, '/') && p.t(j+2).n == 2 && p.adjoins(j+1) && p.adjoins(j+2) && p.t(j+2).kind == number:
		c.tenth, c.to = 5, j+3
	case p.t(j).kind == dash && p.t(j+1).kind == number && p.t(j+1).n == 1 && p.mark(j+2, '/') && p.t(j+3).n == 2 && p.adjoins(j+1):
		c.tenth, c.to = 5, j+4
	case p.t(j).kind == punct && p.text[p.t(j).start:p.t(j).end] == "½":
		c.tenth, c.to = 5, j+1
	default:
		k := j
		if p.hyphen(k) {
			k++
		}
		if p.is(k, "and") {
			k++
			if p.hyphen(k) {
				k++
			}
			if p.is(k, "a") {
				k++
				if p.hyphen(k) {
					k++
				}
				if p.is(k, "half") {
					c.tenth, c.to = 5, k+1
				}
			}
		}
	}
	return c
}

// words reads a number in words, and the token after it.
func (p *parser) words(i int) (n, to int) {
	total, part := 0, 0
	for k := 0; k < 10; k++ {
		t := p.t(i)
		if t.kind != word || !t.is(isCount) {
			break
		}
		switch v := int(t.n); {
		case v == 12 && p.is(i, "dozen"):
			part = max(part, 1) * 12
		case v == 100:
			part = max(part, 1) * 100
		case v >= 1000:
			total += max(part, 1) * v
			part = 0
		default:
			if part%100 != 0 && !(part%10 == 0 && v < 10) && part != 0 {
				return total + part, i
			}
			part += v
		}
		if total > 1e9 {
			return 0, i
		}
		i++
		switch {
		case p.hyphen(i) && p.t(i+1).is(isCount) && p.t(i+1).kind == word:
			i++
		case p.is(i, "and") && part%100 == 0 && p.t(i+1).is(isCount) && p.t(i+1).n < 100 && p.t(i+1).kind == word && (part > 0 || total > 0):
			i++
		}
	}
	return total + part, i
}

// narrowed matches a duration, a time or a day with about, more than and the like before it.
func (p *parser) narrowed(i int) match {
	j, mod := p.narrow(i)
	if j == 0 {
		return match{}
	}
	t := p.t(j)
	var m match
	try := func(n match) {
		if n.to > m.to {
			m = n
		}
	}
	if p.is(j, "the") || p.is(j, "a") || p.is(j, "an") || t.is(isCount|isVague) || t.kind == number || p.is(j, "half") {
		try(p.duration(j, j))
		if p.is(j, "the") && mod == modAtLeast {
			try(p.article(j))
			if m.class != Duration {
				return match{}
			}
		}
	}
	if mod == modApprox && !p.is(i, "some") {
		if t.kind == number || t.is(isDaypart) {
			try(p.clock(j))
		}
		if t.is(isMonth) {
			if d := p.monthDate(j); d.open.value.day > 0 {
				try(d)
			}
		}
		if t.counts(unitYear) && p.is(i, "around") {
			try(p.edge(j, j))
		}
	}
	if m.to == 0 || m.class == Set || m.open.mod != modNone && m.open.mod != modApprox {
		return match{}
	}
	if m.class == Duration && m.rule == "unit alone" {
		return match{}
	}
	if p.is(i, "over") && m.class == Duration && !p.is(j, "a") && !p.is(j, "an") && !p.is(j, "one") && !p.isAny(i-1, "for", "last", "lasted", "lasting", "just", "well", "spent", "took", "in", "of", "after") {
		return match{} // used over three years: a preposition
	}
	m.from = i
	m.open.mod = mod
	if m.open.kind == fromToday && m.class != Duration && (m.rule == "ago" || m.rule == "later") {
		m.open.mod = modApprox
		switch mod {
		case modMore:
			m.open.mod = modMore
		case modAtLeast:
			m.open.mod = modAtLeast
		}
	}
	return m
}

// narrow reads about, nearly, more than, at least, up to, no more than.
func (p *parser) narrow(i int) (to int, mod int8) {
	t := p.t(i)
	switch {
	case p.is(i, "just") && p.t(i+1).is(isNarrow) && !p.is(i+1, "just"):
		return 0, 0
	case t.n != 0:
		return i + 1, int8(t.n)
	case p.is(i, "more") && p.is(i+1, "than"):
		return i + 2, modMore
	case (p.is(i, "less") || p.is(i, "fewer")) && p.is(i+1, "than"):
		return i + 2, modLess
	case p.is(i, "at") && p.is(i+1, "least"):
		return i + 2, modAtLeast
	case p.is(i, "at") && p.is(i+1, "most"):
		return i + 2, modAtMost
	case p.is(i, "up") && p.is(i+1, "to"):
		return i + 2, modAtMost
	case p.is(i, "no") && p.isAny(i+1, "more", "longer", "later") && p.is(i+2, "than"):
		return i + 3, modAtMost
	case p.is(i, "no") && p.isAny(i+1, "less", "fewer") && p.is(i+2, "than"):
		return i + 3, modAtLeast
	}
	return 0, 0
}

// duration matches a counted unit, and what it becomes with ago, earlier and
// later. The expression begins at from, the number at i.
func (p *parser) duration(from, i int) match {
	t := p.t(i)
	if t.is(isUnit) && t.kind == word && !t.is(isCount|isVague) && !p.is(i, "half") {
		return p.unitAlone(i)
	}
	c, ok := p.count(i)
	if !ok {
		return match{}
	}
	if i > 0 && t.kind == number && (p.adjoins(i) && (p.t(i-1).kind == word || p.mark(i-1, '.') || p.mark(i-1, ',') || p.mark(i-1, '/') || p.t(i-1).kind == dash && p.t(i-2).kind == number && p.adjoins(i-1)) || p.t(i-1).kind == punct && p.isMoney(i-1)) {
		return match{}
	}
	j := c.to
	if c2, ok := p.secondCount(j); ok {
		j = c2
		c.ranged = true
	}
	dashed := p.hyphen(j)
	if dashed {
		j++
	}
	for !dashed && p.isAny(j, "more", "full", "consecutive", "straight", "calendar", "trading", "long", "additional", "working", "business", "short", "whole", "odd", "successive") {
		if j++; j > c.to+4 {
			return match{}
		}
	}
	u := p.t(j)
	if !u.is(isUnit) || u.kind != word || u.counts(unitPeriod) || u.has(capital) && !u.has(upper) && !(t.has(capital) && p.starts(i)) {
		return match{}
	}
	if u.counts(unitHalf) || u.counts(unitSecond) && !u.is(isPlural) && !dashed || u.counts(unitWeekend) && !u.is(isPlural) {
		return match{}
	}
	if u.counts(unitQuarter) && (p.is(j+1, "of") || p.is(j+1, "mile") || c.n == 1 || !u.is(isPlural)) {
		return match{}
	}
	if p.is(i, "a") || p.is(i, "an") {
		if c.vague && !u.is(isPlural) || !c.vague && c.n == 1 && c.tenth == 0 && u.is(isPlural) || p.hyphen(j+1) && c.tenth == 0 {
			return match{}
		}
	}
	m := match{from: from, to: j + 1, class: Duration, rule: "duration"}
	if from < i && !p.t(from).is(isDeictic) && !p.t(i-1).is(isDeictic|isOrdinal) && (dashed || !u.is(isPlural) && c.n > 1) {
		m.from = i // "the eight-year war": the article is the noun's
	}
	if c.vague {
		m.open.value = vague(u.unit)
	} else {
		m.open.value = length(c.n, c.tenth, u.unit)
		m.open.mod = c.mod
	}
	if c.ranged {
		m.open.mod = modAtLeast
	}
	m = p.more(m)
	if p.old(m.to) {
		return match{}
	}
	if !c.vague && !dashed && c.tenth == 0 && p.is(m.to, "and") && p.is(m.to+1, "a") && p.is(m.to+2, "half") {
		m.open.value = length(c.n, 5, u.unit)
		m.to += 3
	}
	if p.is(m.to, "or") && (p.is(m.to+1, "so") || p.is(m.to+1, "two") || p.is(m.to+1, "more") && p.is(i, "a")) {
		m.to += 2
		m.open.mod = modApprox
	}
	if p.hyphen(m.to) && (p.is(m.to+1, "long") || p.is(m.to+1, "plus")) {
		m.to += 2
	}
	if p.old(m.to) || p.is(m.from-1, "aged") || p.is(m.from-1, "of") && p.is(m.from-2, "age") {
		return match{}
	}
	return p.shifted(m, c, u)
}

// old reports whether an age follows: "-year-old", "years old", "of age".
func (p *parser) old(i int) bool {
	if p.hyphen(i) {
		i++
	}
	return p.isAny(i, "old", "olds", "older", "younger") || p.is(i, "and") && p.isAny(i+1, "older", "younger", "up") || p.is(i, "or") && p.isAny(i+1, "older", "younger") || p.is(i, "of") && p.is(i+1, "age")
}

// secondCount reads "to three" and "or three" of a ranged count.
func (p *parser) secondCount(i int) (to int, ok bool) {
	if !p.is(i, "to") && !p.is(i, "or") && p.t(i).kind != dash {
		return 0, false
	}
	t := p.t(i + 1)
	if t.kind != number && !(t.is(isCount) && t.kind == word) {
		return 0, false
	}
	c, ok := p.count(i + 1)
	if !ok {
		return 0, false
	}
	k := c.to
	if p.hyphen(k) {
		k++
	}
	return c.to, p.t(k).is(isUnit) && p.t(k).kind == word
}

// more adds smaller units: "two years and three months".
func (p *parser) more(m match) match {
	for k := 1; k < len(m.open.value.dur); k++ {
		prev := m.open.value.dur[k-1]
		j := m.to
		if p.is(j, "and") || p.mark(j, ',') {
			j++
		}
		if t := p.t(j); t.kind != number && !(t.is(isCount) && t.kind == word) {
			return m
		}
		c, ok := p.count(j)
		if !ok || c.tenth != 0 || prev.n < 0 {
			return m
		}
		u := p.t(c.to)
		if !u.is(isUnit) || u.kind != word || u.unit >= prev.unit || u.counts(unitWeekend) || p.isAny(c.to+1, "ago", "earlier", "later", "before", "after") && p.mark(m.to, ',') {
			return m
		}
		m.open.value.dur[k] = amount{unit: u.unit, n: int32(c.n)}
		m.to = c.to + 1
	}
	return m
}

// shifted turns a duration into a date where ago, earlier, later or from now
// follow, or "in" stands before it in a sentence about the future.
func (p *parser) shifted(m match, c count, u *token) match {
	n := c.n
	o := open{kind: fromToday, unit: u.unit, mod: m.open.mod}
	if c.tenth == 5 && u.counts(unitYear) && !c.vague {
		o.unit, n = unitMonth, n*12+6
	}
	sign := 0
	rule := "ago"
	to := m.to
	switch {
	case p.is(to, "ago"):
		sign = -1
		to++
		if p.t(to).is(isDayWord) && u.counts(unitWeek) {
			to++
		}
	case p.is(to, "earlier") && p.t(to+1).kind != possessive:
		sign, rule = -1, "earlier"
		o.kind = fromMention
		to++
	case p.is(to, "before") && (p.t(to+1).kind == punct || p.t(to+1).kind == noToken):
		sign, rule = -1, "earlier"
		o.kind = fromMention
		to++
	case p.is(to, "later") || p.is(to, "afterwards") || p.is(to, "afterward"):
		sign, rule = 1, "later"
		o.kind = fromMention
		to++
	case p.is(to, "from") && p.is(to+1, "now"):
		sign, rule = 1, "later"
		to += 2
	case p.is(m.from-1, "in") && !p.is(m.from, "the") && !p.t(to).is(isPrep|isUnit) && p.t(to).kind != dash && p.tense(m.from, to, true) > 0:
		sign, rule = 1, "in"
	}
	if sign == 0 {
		if p.t(to-1).is(isUnit) && (p.is(m.from, "a") || p.is(m.from, "an")) && p.rateBefore(m.from-1) && c.n == 1 && !c.vague {
			m.class, m.rule = Set, "rate"
			m.from = p.often(m.from)
		}
		return m
	}
	m.to, m.rule = to, rule
	if c.vague {
		m.class = Date
		m.open = open{value: Value{form: formPast}}
		if sign > 0 {
			m.open.value.form = formFuture
		}
		if rule == "later" || rule == "earlier" {
			m.class, m.open = Duration, open{value: vague(u.unit)}
		}
		return m
	}
	if o.unit == unitQuarter || o.unit >= unitHalf {
		return m
	}
	switch o.unit {
	case unitHour:
		if n%24 != 0 || c.tenth != 0 {
			return m
		}
		o.unit, n = unitDay, n/24
	case unitMinute, unitSecond, unitMillennium:
		return m
	case unitFortnight:
		o.unit, n = unitWeek, 2*n
	case unitDecade:
		o.unit, n = unitYear, 10*n
	case unitCentury:
		o.unit, n = unitYear, 100*n
	}
	o.n = sign * n
	o.ago = rule == "ago"
	m.class, m.open = "", o
	return m
}

// often returns where "twice a year" and "three times a year" begin, given
// where "a year" does.
func (p *parser) often(i int) int {
	k := i
	switch {
	case p.isAny(i-1, "once", "twice"):
		k = i - 1
	case p.is(i-1, "times") && (p.t(i-2).kind == number || p.t(i-2).is(isCount|isVague)):
		k = i - 2
	}
	if k < p.last {
		return i
	}
	return k
}

// rateBefore reports whether "a year" after token i says how often: $5 a
// year, twice a day, 25,000 barrels a day.
func (p *parser) rateBefore(i int) bool {
	t := p.t(i)
	return t.kind == number || p.isAny(i, "times", "once", "twice", "million", "billion", "thousand", "percent") || p.mark(i, '%')
}

// unitAlone matches "years" and "weeks" by themselves, and "decades-long".
func (p *parser) unitAlone(i int) match {
	t := p.t(i)
	if p.hyphen(i+1) && p.is(i+2, "long") && !t.counts(unitSecond) {
		v := length(1, 0, t.unit)
		if t.is(isPlural) {
			v = vague(t.unit)
		}
		return match{from: i, to: i + 3, class: Duration, rule: "unit long", open: open{value: v}}
	}
	if !t.is(isPlural) || t.has(capital) && !p.starts(i) || p.old(i+1) || p.hyphen(i-1) || p.adjoins(i) {
		return match{}
	}
	if t.counts(unitWeekend) {
		v := unknownYear(weeks, unknown, weekend)
		return match{from: i, to: i + 1, class: Set, rule: "weekends", open: open{value: v}}
	}
	m := match{from: i, to: i + 1, class: Duration, rule: "unit alone", open: open{value: vague(t.unit)}}
	if next := p.t(i + 2); p.isAny(i+1, "or", "and") && next.is(isUnit) && next.is(isPlural) && next.unit > t.unit {
		m.to = i + 3
		if p.is(i+1, "or") && p.isAny(i-1, "for", "within", "in", "over", "after", "take", "takes", "took") {
			return m
		}
		m.to = i + 1
	}
	switch {
	case t.counts(unitSecond) || t.counts(unitQuarter):
		return match{}
	case p.is(i+1, "ago"):
		m.to++
		m.class, m.open.value = Date, Value{form: formPast}
		return m
	case p.isAny(i+1, "later", "earlier"):
		m.to++
		return m
	case p.isAny(i-1, "for", "within", "in", "over", "after", "took", "takes", "take", "spent", "lasted", "through"):
		return m
	case p.isAny(i+1, "before", "after") || p.is(i+1, "of") && p.isAny(i-1, "after", "follows", "following", "despite", "with", "ended"):
		return m
	}
	return match{}
}
