package date

// Resolve returns the expressions of one text, in text order, with the values
// they have for a text published on that day. Relative expressions lean on the
// publication date or, for "the next day" and "a year earlier", on the date
// mentioned last. With the zero Day, what needs the publication date stays
// open.
func Resolve(found []Expression, published Day) []Expression {
	out := make([]Expression, len(found))
	r := resolver{today: published, narrative: narrative(found, published)}
	for i, e := range found {
		e.Value, e.Range = r.value(&e.open), ""
		e.Invalid = e.open.impossible || e.open.contradicts(e.Value)
		out[i] = e
		if e.open.link == until && i > 0 && out[i-1].open.link == from {
			r.span(&out[i-1], &out[i])
		}
		r.mention(&out[i])
	}
	return out
}

// Resolve returns the value of one expression for a publication date and the
// date mentioned last before it; both may be zero.
func (e Expression) Resolve(published Day, last Value) Value {
	r := resolver{today: published, last: last}
	r.remember(last)
	return r.value(&e.open)
}

// A resolver goes through the expressions of a text in order.
type resolver struct {
	today     Day
	narrative bool  // the text tells of the past: the last mention leads
	last      Value // calendar value mentioned last
	lastDay   Day   // day mentioned last
	quarter   Value // quarter mentioned last in its own right
	sentence  int32 // of the last mention
}

// narrative reports whether a text tells of the past, so that a month or day
// without a year belongs to the year mentioned last: it names years gone by,
// more than this one and the last, and hardly a Monday or last week.
func narrative(found []Expression, today Day) bool {
	if today.IsZero() {
		return false
	}
	past, recent, near := 0, 0, 0
	for i := range found {
		o := &found[i].open
		switch o.kind {
		case fixed:
			switch v := o.value; {
			case v.form != formCalendar || v.length != 4:
			case v.astronomical() < today.Year-1:
				past++
			default:
				recent++
			}
		case onWeekday, ofWeek, fromToday:
			near++
		}
	}
	return past >= 5 && past > recent && past > 5*near
}

// contradicts reports whether the stated weekday is not that of the value.
func (o *open) contradicts(v Value) bool {
	if o.weekday == 0 || v.day <= 0 || v.length != 4 {
		return false
	}
	d, _, ok := v.Days()
	return ok && d.Weekday() != int(o.weekday)
}

// mention remembers what later expressions may lean on.
func (r *resolver) mention(e *Expression) {
	if e.Timex != Date && e.Timex != Time {
		return
	}
	v := e.Value
	if v.form != formCalendar || v.length == 0 {
		return
	}
	if e.open.ago || e.open.kind == fromMention && e.open.n < 0 {
		return // a look back is left again: "a year earlier" twice is the same year
	}
	r.remember(v)
	r.sentence = e.open.sentence
	if v.part == quarters && e.open.kind != fromMention {
		if _, last, ok := v.Days(); ok && (r.today.IsZero() || last.Before(r.today)) {
			r.quarter = v
		}
	}
}

func (r *resolver) remember(v Value) {
	if v.form != formCalendar || v.length == 0 {
		return
	}
	r.last = v
	if first, last, ok := v.Days(); ok && first == last {
		r.lastDay = first
	}
}

// span completes a range: its end is not before its start.
func (r *resolver) span(a, b *Expression) {
	if b.open.kind == ofYear && b.open.year == nearest && a.Value.length == 4 && b.Value.length == 4 {
		af, _, ok1 := a.Value.Days()
		bf, _, ok2 := b.Value.Days()
		for k := 0; ok1 && ok2 && k < 2; k++ {
			if bf.Before(af) {
				b.Value.year++
			} else if earlier := b.Value; earlier.year > 1 {
				earlier.year--
				if ef, _, ok := earlier.Days(); ok && !ef.Before(af) {
					b.Value = earlier
				}
			}
			bf, _, ok2 = b.Value.Days()
		}
	}
	if a.Value.IsZero() || b.Value.IsZero() {
		return
	}
	if af, _, ok := a.Value.Days(); ok {
		if _, bl, ok := b.Value.Days(); ok && bl.Before(af) {
			return
		}
	}
	s := a.Value.String() + "/" + b.Value.String()
	a.Range, b.Range = s, s
}

// value resolves one expression.
func (r *resolver) value(o *open) Value {
	v := r.calendar(o)
	if v.form == formCalendar && o.unit == unitWeek && o.kind <= ofYear {
		if d, _, ok := v.Days(); ok {
			v = weekValue(d)
		}
	}
	if o.value.clock != noClock && v.form == formCalendar && v.day != 0 {
		v = withClock(v, o.value)
	}
	return v
}

func (r *resolver) calendar(o *open) Value {
	today := r.today
	switch o.kind {
	case fixed:
		return o.value
	case ofYear:
		return r.ofYear(o)
	case onWeekday:
		d := int(o.value.day)
		base := today
		if r.narrative && !r.lastDay.IsZero() && o.sentence-r.sentence <= 2 {
			base = r.lastDay
		}
		if base.IsZero() {
			return unknownYear(weeks, unknown, o.value.day)
		}
		back := mod(base.Weekday()-d, 7)
		switch {
		case o.n == ofThisWeek:
			to := base.Add(d - base.Weekday())
			if o.tense > 0 && to.Before(base) {
				to = to.Add(7)
			}
			return DayValue(to)
		case o.n == 0 && base != today: // a story goes on
			back = -mod(-back, 7)
		case o.n < 0 && back == 0:
			back = 7
		case o.n == 1 || o.n == 0 && o.tense > 0 && back > 0:
			back -= 7
		}
		return DayValue(base.Add(-back))
	case ofWeek:
		if today.IsZero() {
			return unknownYear(weeks, unknown, o.value.day)
		}
		return DayValue(today.Add(1 - today.Weekday() + 7*o.n + int(o.value.day) - 1))
	case fromToday:
		if o.unit == unitYear && o.n == -1 && o.mod == modNone && o.ago && r.last.part == quarters && !r.quarter.IsZero() {
			return shiftYear(r.quarter, -1)
		}
		if today.IsZero() {
			return Value{}
		}
		return shift(today, o.unit, o.n, o.tense)
	case fromMention:
		return r.fromMention(o)
	case sameAsLast:
		base := today
		if (o.n == 0 || r.narrative) && r.last.length == 4 {
			if first, ok := r.lastFirst(o.unit); ok {
				base = first
			} else if r.narrative {
				return r.within(o.unit)
			}
		}
		if base.IsZero() {
			return Value{}
		}
		return shift(base, o.unit, 0, 0)
	case dayOfMonth:
		v := o.value
		if r.last.part == months && r.last.num > 0 {
			v = v.inYear(r.last)
			v.num = r.last.num
			if v.dayExists() {
				return v
			}
		}
		return o.value
	case lastFinished:
		return r.lastFinished(o)
	case onHoliday:
		return r.holiday(o)
	case clockOnly:
		base := today
		if !r.lastDay.IsZero() && r.last.day > 0 && (r.narrative || r.sentence == o.sentence) {
			base = r.lastDay
		}
		if base.IsZero() {
			v := unknownYear(months, unknown, unknown)
			return v
		}
		return DayValue(base)
	}
	return Value{}
}

// lastFirst returns a day inside the last mention where that is at least as
// fine as the unit.
func (r *resolver) lastFirst(u unit) (Day, bool) {
	first, last, ok := r.last.Days()
	if !ok {
		return Day{}, false
	}
	if u == unitDay && !r.lastDay.IsZero() && !r.lastDay.Before(first) && !last.Before(r.lastDay) {
		return r.lastDay, true
	}
	days := last.Sub(first) + 1
	most := map[unit]int{unitDay: 1, unitWeek: 7, unitWeekend: 7, unitMonth: 31, unitQuarter: 92, unitYear: 366}[u]
	return first, most == 0 || days <= most
}

// shift returns the unit that lies n units from the one around a day.
func shift(d Day, u unit, n int, tense int8) Value {
	if n > 1e5 || n < -1e5 {
		return Value{}
	}
	switch u {
	case unitDay:
		return inYears(DayValue(d.Add(n)))
	case unitWeek:
		return inYears(weekValue(d.Add(7 * n)))
	case unitWeekend:
		sunday := d.Add(7 - d.Weekday())
		if n < 0 && (d.Weekday() >= 6 || tense > 0) {
			n++
		}
		v := weekValue(sunday.Add(7 * n))
		v.day = weekend
		return inYears(v)
	case unitMonth:
		m := d.addMonths(n)
		v := DayValue(m)
		v.day = 0
		return inYears(v)
	case unitQuarter:
		m := d.addMonths(3 * n)
		v := yearValue(m.Year)
		v.part, v.num = quarters, int8((m.Month+2)/3)
		return inYears(v)
	case unitHalf:
		m := d.addMonths(6 * n)
		v := yearValue(m.Year)
		v.part, v.num = halves, int8((m.Month+5)/6)
		return inYears(v)
	case unitYear:
		return inYears(yearValue(d.Year + n))
	case unitDecade:
		return Value{form: formCalendar, length: 3, year: int16(floorDiv(d.Year, 10) + n)}
	case unitCentury:
		return Value{form: formCalendar, length: 2, year: int16(floorDiv(d.Year, 100) + n)}
	}
	return Value{}
}

// inYears drops values whose year has no four digits.
func inYears(v Value) Value {
	if v.year < 1 || v.year > 9999 {
		return Value{}
	}
	return v
}

func weekValue(d Day) Value {
	year, week := d.ISOWeek()
	v := yearValue(year)
	v.part, v.num = weeks, int8(week)
	return v
}

func shiftYear(v Value, n int) Value {
	year := v.astronomical() + n
	w := yearValue(year)
	v.year, v.bc = w.year, w.bc
	return v
}

func (r *resolver) fromMention(o *open) Value {
	if o.value.part == weeks { // the following Monday
		base := r.lastDay
		if base.IsZero() {
			base = r.today
		}
		if base.IsZero() {
			return unknownYear(weeks, unknown, o.value.day)
		}
		back := mod(base.Weekday()-int(o.value.day), 7)
		switch {
		case o.n < 0 && back == 0:
			back = 7
		case o.n > 0:
			back -= 7
		}
		return DayValue(base.Add(-back))
	}
	if o.unit == unitYear && r.last.part == quarters && !r.quarter.IsZero() {
		return shiftYear(r.quarter, o.n)
	}
	base := r.today
	if r.last.length == 4 {
		if first, ok := r.lastFirst(o.unit); ok {
			base = first
		} else if r.narrative {
			return r.within(o.unit)
		} else if o.unit == unitDay && !r.lastDay.IsZero() {
			base = r.lastDay
		}
	} else if r.narrative {
		return Value{}
	}
	if base.IsZero() {
		return Value{}
	}
	return shift(base, o.unit, o.n, 0)
}

// within is a day, week or month of the last mention that cannot be told.
func (r *resolver) within(u unit) Value {
	v := yearValue(r.last.astronomical())
	switch {
	case u == unitDay && r.last.part == months && r.last.num > 0:
		v.part, v.num, v.day = months, r.last.num, unknown
	case u == unitWeek:
		v.part, v.num = weeks, unknown
	case u == unitMonth:
		v.part, v.num = months, unknown
	case u == unitDay:
		v.part, v.num, v.day = months, unknown, unknown
	default:
		return Value{}
	}
	return v
}

// lastFinished resolves "the quarter" and "the 1988 period".
func (r *resolver) lastFinished(o *open) Value {
	switch o.unit {
	case unitPeriod, unitYear:
		year := o.n
		if o.unit == unitYear {
			if r.today.IsZero() {
				return Value{}
			}
			year += r.today.Year
		}
		v := yearValue(year)
		if !r.quarter.IsZero() {
			v.part, v.num = quarters, r.quarter.num
		}
		return v
	}
	if !r.quarter.IsZero() {
		return r.quarter
	}
	if r.today.IsZero() {
		return Value{}
	}
	return shift(r.today, unitQuarter, -1, 0)
}

// holiday returns the feast nearest to the publication date, or last or next.
func (r *resolver) holiday(o *open) Value {
	f := &feasts[o.n]
	if r.today.IsZero() {
		if f.month == 0 || f.nth != 0 {
			return Value{}
		}
		return unknownYear(months, f.month, f.day)
	}
	best := f.in(r.today.Year)
	switch {
	case o.year == pointing && o.step < 0 && !best.Before(r.today):
		best = f.in(r.today.Year - 1)
	case o.year == pointing && o.step > 0 && !r.today.Before(best):
		best = f.in(r.today.Year + 1)
	case o.year == nearest:
		base := r.today
		if r.narrative && !r.lastDay.IsZero() {
			base = r.lastDay
		}
		for y := base.Year - 1; y <= base.Year+1; y++ {
			if d := f.in(y); abs(d.Sub(base)) < abs(best.Sub(base)) {
				best = d
			}
		}
	}
	return DayValue(best)
}

func abs(n int) int { return max(n, -n) }

// ofYear finds the year of a day, month, season, quarter or half.
func (r *resolver) ofYear(o *open) Value {
	v := o.value
	set := func(year int) Value {
		v := v.inYear(yearValue(year))
		if v.day > 0 && !v.dayExists() {
			return o.value
		}
		return v
	}
	switch o.year {
	case anyYear:
		return v
	case relative:
		if r.today.IsZero() {
			return v
		}
		return set(r.today.Year + o.n)
	case mentioned:
		if r.last.length != 4 {
			if r.today.IsZero() {
				return v
			}
			return set(r.today.Year + o.n)
		}
		year := r.last.astronomical()
		if o.unit != unitYear {
			return set(year + o.n)
		}
		if o.n == 0 && r.afterNewYear(v) {
			year--
		}
		return r.around(set, year, o.n)
	case pointing:
		if r.today.IsZero() {
			return v
		}
		return r.pointed(set, o)
	}
	if r.today.IsZero() {
		return v
	}
	year := r.today.Year
	if r.narrative && r.last.length == 4 {
		year = r.last.astronomical()
		// a story goes on: January after December is of the next year
		if v.part == months && r.last.part == months && r.last.num >= 10 && v.num <= 3 {
			year++
		}
		if r.afterNewYear(v) {
			year--
		}
		return set(year)
	}
	switch v.part {
	case months:
		if v.day > 0 {
			return r.nearestDay(set, o)
		}
		diff := int(v.num) - r.today.Month
		switch {
		case o.tense < 0 && diff > 0, o.tense == 0 && diff > 6:
			year--
		case o.tense > 0 && diff < 0, o.tense == 0 && diff < -6:
			year++
		}
	case quarters:
		now := (r.today.Month + 2) / 3
		switch {
		case int(v.num) > now && o.tense <= 0:
			year--
		case int(v.num) < now-2 && o.tense > 0:
			year++
		}
	case halves:
		if v.num == 2 && r.today.Month <= 3 && o.tense <= 0 {
			year--
		}
	case seasons:
		if v.num == 4 && r.today.Month <= 8 {
			year--
		}
	}
	return set(year)
}

// afterNewYear reports whether v is a winter that the last mention stands at
// the end of.
func (r *resolver) afterNewYear(v Value) bool {
	return v.part == seasons && v.num == 4 && r.last.part == months && r.last.num <= 2
}

// doubt is how many days nearer a day must be when the verb speaks against it.
// "The year ended March 31" leaves none.
const doubt = 60

// nearestDay is the day within half a year of the publication date; a weekday
// that is stated beside it may choose another year.
func (r *resolver) nearestDay(set func(int) Value, o *open) Value {
	var best Value
	least := 1 << 30
	for y := r.today.Year - 1; y <= r.today.Year+1; y++ {
		v := set(y)
		d, _, ok := v.Days()
		if !ok {
			continue
		}
		distance := 2 * abs(d.Sub(r.today))
		if r.today.Before(d) {
			distance++
		}
		if ahead := d.Sub(r.today); ahead*int(o.tense) < 0 {
			distance += 2 * doubt * abs(int(o.tense))
		}
		if o.weekday != 0 && d.Weekday() != int(o.weekday) {
			distance += 1 << 20
		}
		if distance < least {
			best, least = v, distance
		}
	}
	if best.IsZero() { // Feb. 29 with no leap year near
		return o.value
	}
	return best
}

// pointed resolves last, this and next March or summer.
func (r *resolver) pointed(set func(int) Value, o *open) Value {
	year := r.today.Year
	if o.n == 0 {
		if o.value.part == seasons && o.value.num == 4 && r.today.Month <= 2 {
			year--
		}
		return set(year)
	}
	for y := year + 1; y >= year-1 && o.n < 0; y-- {
		if _, last, ok := set(y).Days(); ok && last.Before(r.today) {
			return set(y)
		}
	}
	for y := year - 1; y <= year+2 && o.n > 0; y++ {
		if first, _, ok := set(y).Days(); ok && r.today.Before(first) {
			return set(y)
		}
	}
	return set(year + o.n)
}

// around resolves "the following spring": the first one after the last mention.
func (r *resolver) around(set func(int) Value, year, n int) Value {
	first, last, ok := r.last.Days()
	if !ok || r.last.part == noPart || n == 0 {
		return set(year + n)
	}
	for y := year - 1; y <= year+1; y++ {
		f, l, ok := set(y).Days()
		if !ok {
			continue
		}
		if n > 0 && last.Before(f) {
			return set(y)
		}
		if n < 0 && !l.Before(first) {
			return set(y - 1)
		}
	}
	return set(year + n)
}
