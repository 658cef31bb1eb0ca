package date

// clock matches a time of day with its zone and the day beside it: "8 p.m.",
// "15:00 GMT Saturday", "noon", "9 o'clock".
func (p *parser) clock(i int) match {
	t := p.t(i)
	v := Value{clock: toHour}
	j := i + 1
	sure := true
	switch {
	case t.kind == word && t.is(isDaypart):
		hour, sharp := sharpHour(t)
		if !sharp || t.has(capital) && !p.starts(i) {
			return match{}
		}
		v.hour, v.clock = hour, toMinute
	case t.kind == number && t.flags&(grouped|decimal|plural|ordinal) == 0 && t.digits == 4 && t.n < 2400 && t.n%100 < 60 && (p.t(j).is(isZone) && p.t(j).has(upper) || p.is(j, "hours") && p.isAny(i-1, "at", "by", "until", "around", "from", "about")):
		v.hour, v.minute, v.clock = int8(t.n/100), int8(t.n%100), toMinute
	case t.kind == number && t.flags&(grouped|decimal|plural|ordinal) == 0 && t.digits > 0 && t.digits <= 2 && t.n <= 24 || t.kind == word && t.is(isCount) && t.n <= 12:
		if t.kind == number && p.adjoins(i) && i > 0 && (p.mark(i-1, ':') || p.mark(i-1, '.') || p.mark(i-1, '/') || p.isMoney(i-1)) {
			return match{}
		}
		v.hour = int8(t.n)
		sep := p.mark(j, ':') || p.mark(j, '.')
		if m := p.t(j + 1); sep && p.adjoins(j) && p.adjoins(j+1) && m.kind == number && m.digits == 2 && m.n < 60 && m.flags == 0 && t.kind == number {
			v.minute, v.clock = int8(m.n), toMinute
			colon := p.mark(j, ':')
			j += 2
			if s := p.t(j + 1); p.mark(j, ':') && p.adjoins(j) && p.adjoins(j+1) && s.kind == number && s.digits == 2 && s.n < 60 {
				v.second, v.clock = int8(s.n), toSecond
				j += 2
			}
			sure = false
			if !colon && !p.t(j).is(isMeridiem|isZone) {
				return match{}
			}
		}
		switch m := p.t(j); {
		case m.is(isMeridiem) && m.kind == word && v.hour >= 1 && v.hour <= 12 && (m.end-m.start > 2 || p.adjoins(j) || t.kind == number || m.has(upper)):
			v.hour = v.hour%12 + int8(m.n)
			v.clock = max(v.clock, toMinute)
			sure = true
			j++
		case p.is(j, "o'clock") && v.hour >= 1 && v.hour <= 12:
			v.clock, sure = toMinute, true
			j++
		case p.isAny(j, "noon", "midnight") && v.hour == 12 && p.t(j).has(spaced):
			v.clock, sure = toMinute, true
			if p.is(j, "midnight") {
				v.hour = 24
			}
			j++
		case v.clock == toHour && p.is(j, "in") && p.is(j+1, "the") && p.t(j+2).is(isDaypart) && p.t(j+2).n < int32(toHour):
		case v.clock == toHour:
			return match{}
		}
	default:
		return match{}
	}
	if t.digits == 4 && p.is(j, "hours") {
		j++
	}
	m := match{from: i, rule: "time of day"}
	if p.is(j, "in") && p.is(j+1, "the") && p.t(j+2).is(isDaypart) {
		if d := p.t(j + 2); v.hour < 12 && (d.n == int32(afternoon) || d.n == int32(evening)) {
			v.hour += 12
		}
		v.clock = max(v.clock, toMinute)
		sure = true
		j += 3
	} else if p.is(j, "at") && p.is(j+1, "night") && v.hour < 12 && sure && t.kind != word {
		j += 2
	}
	if p.is(j, "local") && p.is(j+1, "time") {
		j += 2
		sure = true
	} else if z := p.t(j); z.is(isZone) && z.has(upper) && z.kind == word {
		v.utc = z.n == 1
		j++
		sure = true
	} else if p.isAny(j, "eastern", "central", "pacific", "mountain") && p.t(j).has(capital) {
		j++
		if p.isAny(j, "standard", "daylight") {
			j++
		}
		if p.is(j, "time") {
			j++
		}
		sure = true
	}
	if v.hour == 24 && v.minute > 0 {
		return match{}
	}
	v.form = formCalendar
	m.to = j
	m.open = open{kind: clockOnly, value: v}
	if p.mark(j, ',') {
		j++
	}
	var day match
	switch d := p.t(j); {
	case d.is(isWeekday) && !d.is(isPlural), d.is(isMonth) && d.has(capital), d.kind == number && p.mark(j-1, ','):
		day = p.calendar(j)
		if day.to > 0 && !day.invalid && day.open.value.day <= 0 {
			day.to = 0
		}
	case d.is(isDayWord):
		day = p.dayWord(j)
	case d.is(isDeictic) && p.is(j, "that"):
		if p.t(j + 1).counts(unitDay) {
			day = p.deictic(j, j)
		}
	}
	if k := p.aside(j); day.to == 0 && k > 0 {
		// the day after "on" or after another zone in brackets is of this time
		if day = p.calendar(k); day.to > 0 && day.open.value.clock == noClock && !day.invalid && day.class == "" && day.open.value.day > 0 {
			m.open = day.open
			m.open.value = withClock(day.open.value, v)
			sure = true
		}
		day.to = 0
	}
	if day.to > 0 && day.open.value.clock == noClock && !day.invalid && day.class == "" {
		m.to, m.open = day.to, day.open
		m.open.value = withClock(day.open.value, v)
		sure = true
	}
	if !sure && !p.isAny(i-1, "at", "by", "until", "around", "about", "from", "to", "before", "after", "since", "till") {
		return match{}
	}
	return m
}

// aside steps over "on" or a short bracket to a weekday or a month.
func (p *parser) aside(i int) int {
	k := i
	if p.mark(k, '(') {
		for n := 0; n < 5 && !p.mark(k, ')'); n++ {
			k++
		}
		if k++; !p.mark(k-1, ')') {
			return 0
		}
	}
	if p.is(k, "on") {
		k++
	}
	if t := p.t(k); k > i && (t.kind == number || t.is(isWeekday) && !t.is(isPlural) || t.is(isMonth) && t.has(capital)) {
		return k
	}
	return 0
}

// withClock gives a day the time of another value.
func withClock(day, time Value) Value {
	day.clock, day.hour, day.minute, day.second, day.utc = time.clock, time.hour, time.minute, time.second, time.utc
	return day
}
