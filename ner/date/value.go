package date

import (
	"fmt"
	"strings"
)

// A Value is a TIMEX3 value. It is comparable; the zero Value prints as the
// empty string and means that nothing is known. The forms are
//
//	2022  199  19  XXXX              year, decade, century, any year
//	BC0490  BC04                     the same before our era; BC04 is 499 to 400 BC
//	2022-11  2022-11-08  XXXX-11-08  month, day; X where unknown
//	2022-Q3  2022-H2  2022-SU        quarter, half, season (SP SU FA WI)
//	2022-W45  2022-W45-WE  XXXX-WXX-5
//	2022-11-08T20:00Z  2022-11-08TNI time, part of the day (MO MI AF EV NI DT)
//	2019/2020                        a season of two years
//	P2Y  P2.5Y  PXW  PT30M  P1DE     duration; DE decade, CE century
//	PRESENT_REF  PAST_REF  FUTURE_REF
type Value struct {
	form   form
	bc     bool
	utc    bool
	length int8 // known digits of the year: 4, 3 (decade), 2 (century), 0 none
	part   part
	num    int8 // which month, quarter, half, season or week; unknown is -1
	day    int8 // of the month or the week; weekend is 8; unknown is -1
	clock  clock
	hour   int8
	minute int8
	second int8
	year   int16
	to     int16 // last year of 2019/2020
	dur    [3]amount
}

type form int8

const (
	formNone form = iota
	formCalendar
	formDuration
	formPresent
	formPast
	formFuture
)

// A part is what a year is cut into.
type part int8

const (
	noPart part = iota
	months
	quarters
	halves
	seasons
	weeks
)

// A clock is what follows the T: a part of the day or a precision of time.
type clock int8

const (
	noClock clock = iota
	morning
	midday
	afternoon
	evening
	night
	daytime
	toHour
	toMinute
	toSecond
)

const (
	unknown = -1
	weekend = 8
)

// An amount is one count of a duration: 2.5 years, or some years (n unknown).
type amount struct {
	unit  unit
	tenth int8
	n     int32
}

var (
	clockNames  = [...]string{morning: "MO", midday: "MI", afternoon: "AF", evening: "EV", night: "NI", daytime: "DT"}
	seasonNames = [...]string{1: "SP", "SU", "FA", "WI"}
	refNames    = [...]string{formPresent: "PRESENT_REF", formPast: "PAST_REF", formFuture: "FUTURE_REF"}
	unitNames   = [...]string{
		unitYear: "Y", unitQuarter: "Q", unitMonth: "M", unitWeek: "W", unitDay: "D", unitDecade: "DE",
		unitCentury: "CE", unitWeekend: "WE", unitHour: "H", unitMinute: "M", unitSecond: "S",
	}
)

// IsZero reports whether nothing is known.
func (v Value) IsZero() bool { return v.form == formNone }

// String prints the value in the form that [ParseValue] reads.
func (v Value) String() string {
	switch v.form {
	case formNone:
		return ""
	case formDuration:
		return v.durationString()
	case formPresent, formPast, formFuture:
		return refNames[v.form]
	}
	b := make([]byte, 0, 24)
	if v.bc {
		b = append(b, "BC"...)
	}
	b = appendNumber(b, int(v.year), int(v.length), 4)
	if v.to != 0 {
		return string(appendNumber(append(b, '/'), int(v.to), 4, 4))
	}
	switch v.part {
	case months:
		b = appendNumber(append(b, '-'), int(v.num), 2, 2)
	case quarters:
		b = appendNumber(append(b, "-Q"...), int(v.num), 1, 1)
	case halves:
		b = appendNumber(append(b, "-H"...), int(v.num), 1, 1)
	case seasons:
		b = append(append(b, '-'), seasonNames[v.num]...)
	case weeks:
		b = appendNumber(append(b, "-W"...), int(v.num), 2, 2)
	}
	switch {
	case v.day == 0:
	case v.part == weeks && v.day == weekend:
		b = append(b, "-WE"...)
	case v.part == weeks:
		b = appendNumber(append(b, '-'), int(v.day), 1, 1)
	default:
		b = appendNumber(append(b, '-'), int(v.day), 2, 2)
	}
	if v.clock == noClock {
		return string(b)
	}
	b = append(b, 'T')
	if v.clock < toHour {
		return string(append(b, clockNames[v.clock]...))
	}
	b = appendNumber(b, int(v.hour), 2, 2)
	if v.clock >= toMinute {
		b = appendNumber(append(b, ':'), int(v.minute), 2, 2)
	}
	if v.clock >= toSecond {
		b = appendNumber(append(b, ':'), int(v.second), 2, 2)
	}
	if v.utc {
		b = append(b, 'Z')
	}
	return string(b)
}

// appendNumber writes n with that many digits, and XX for a number that is not
// known: of width when length is 0.
func appendNumber(b []byte, n, length, width int) []byte {
	if n < 0 || length == 0 {
		return append(b, "XXXX"[:width]...)
	}
	from := len(b)
	for range length {
		b = append(b, '0')
	}
	for i := len(b) - 1; i >= from; i-- {
		b[i] = byte('0' + n%10)
		n /= 10
	}
	return b
}

func (v Value) durationString() string {
	var b strings.Builder
	b.WriteByte('P')
	clock := false
	for _, a := range v.dur {
		if a.unit == noUnit {
			break
		}
		if a.unit <= unitHour && !clock {
			clock = true
			b.WriteByte('T')
		}
		if a.n < 0 {
			b.WriteByte('X')
		} else {
			fmt.Fprintf(&b, "%d", a.n)
		}
		if a.tenth > 0 {
			fmt.Fprintf(&b, ".%d", a.tenth)
		}
		b.WriteString(unitNames[a.unit])
	}
	return b.String()
}

// ParseValue reads what [Value.String] prints, and nothing else; the empty
// string is the zero Value. It checks that months have twelve numbers and
// February its days.
func ParseValue(s string) (Value, error) {
	v, ok := parseValue(s)
	if !ok {
		return Value{}, fmt.Errorf("date: %q is not a TIMEX3 value", s)
	}
	return v, nil
}

// MarshalText and UnmarshalText let JSON and YAML carry values as strings.
func (v Value) MarshalText() ([]byte, error) { return []byte(v.String()), nil }

// UnmarshalText reads what MarshalText writes; the error is that of [ParseValue].
func (v *Value) UnmarshalText(b []byte) error {
	read, err := ParseValue(string(b))
	if err == nil {
		*v = read
	}
	return err
}

func parseValue(s string) (Value, bool) {
	switch s {
	case "":
		return Value{}, true
	case "PRESENT_REF":
		return Value{form: formPresent}, true
	case "PAST_REF":
		return Value{form: formPast}, true
	case "FUTURE_REF":
		return Value{form: formFuture}, true
	}
	if s[0] == 'P' {
		return parseDuration(s[1:])
	}
	return parseCalendar(s)
}

func parseCalendar(s string) (v Value, ok bool) {
	v.form = formCalendar
	s, v.bc = strings.CutPrefix(s, "BC")
	n := 0
	for n < len(s) && n < 4 && s[n] >= '0' && s[n] <= '9' {
		v.year = v.year*10 + int16(s[n]-'0')
		n++
	}
	if n == 0 {
		n = 4
		if v.bc || !strings.HasPrefix(s, "XXXX") {
			return v, false
		}
	} else {
		v.length = int8(n)
	}
	if v.length == 1 || v.bc && v.length == 4 && v.year == 0 {
		return v, false
	}
	if s = s[n:]; s == "" {
		return v, true
	}
	if v.length == 4 && !v.bc && len(s) == 5 && s[0] == '/' {
		to, ok := digits(s[1:])
		v.to = int16(to)
		return v, ok && v.to > v.year
	}
	if v.length == 2 || v.length == 3 {
		return v, false
	}
	if s[0] == '-' {
		if s, ok = v.parsePart(s[1:]); !ok {
			return v, false
		}
	}
	if s == "" {
		return v, true
	}
	return v, s[0] == 'T' && v.day != 0 && v.parseClock(s[1:])
}

// parsePart reads what stands between the year and the time.
func (v *Value) parsePart(s string) (rest string, ok bool) {
	size := 2
	switch {
	case strings.HasPrefix(s, "Q"):
		v.part, size, s = quarters, 1, s[1:]
	case strings.HasPrefix(s, "H"):
		v.part, size, s = halves, 1, s[1:]
	case strings.HasPrefix(s, "W") && !strings.HasPrefix(s, "WI"):
		v.part, s = weeks, s[1:]
	case len(s) == 2 && s[0] > '9' && s[0] != 'X':
		for i, name := range seasonNames {
			if i > 0 && s == name {
				v.part, v.num = seasons, int8(i)
				return "", true
			}
		}
		return s, false
	default:
		v.part = months
	}
	if v.num, s, ok = parseField(s, size); !ok {
		return s, false
	}
	most := map[part]int8{months: 12, quarters: 4, halves: 2, weeks: 53}[v.part]
	if v.num == 0 || v.num > most || v.part == weeks && v.length == 4 && int(v.num) > weeksIn(v.astronomical()) {
		return s, false
	}
	if (v.part != months && v.part != weeks) || !strings.HasPrefix(s, "-") {
		return s, true
	}
	s = s[1:]
	if v.part == weeks {
		if strings.HasPrefix(s, "WE") {
			v.day = weekend
			return s[2:], true
		}
		v.day, s, ok = parseField(s, 1)
		return s, ok && v.day >= 1 && v.day <= 7
	}
	if v.day, s, ok = parseField(s, 2); !ok || v.day == 0 {
		return s, false
	}
	return s, v.dayExists()
}

// dayExists reports whether the day of the month can be; an unknown year may
// be a leap year.
func (v Value) dayExists() bool {
	year, month := 2000, 1
	if v.length == 4 {
		year = v.astronomical()
	}
	if v.num > 0 {
		month = int(v.num)
	}
	return int(v.day) <= daysIn(year, month)
}

func (v *Value) parseClock(s string) (ok bool) {
	for c, name := range clockNames {
		if name != "" && s == name {
			v.clock = clock(c)
			return true
		}
	}
	s, v.utc = strings.CutSuffix(s, "Z")
	fields := [...]*int8{&v.hour, &v.minute, &v.second}
	limit := [...]int8{24, 59, 59}
	for i, f := range fields {
		if *f, s, ok = parseField(s, 2); !ok || *f < 0 || *f > limit[i] {
			return false
		}
		if v.clock = toHour + clock(i); s == "" {
			return v.hour < 24 || v.minute == 0 && v.second == 0
		}
		if s[0] != ':' {
			return false
		}
		s = s[1:]
	}
	return false
}

// parseField reads digits, or as many X, which are -1.
func parseField(s string, size int) (n int8, rest string, ok bool) {
	if len(s) < size {
		return 0, s, false
	}
	if s[:size] == "XX"[:size] {
		return unknown, s[size:], true
	}
	d, ok := digits(s[:size])
	return int8(d), s[size:], ok
}

func parseDuration(s string) (v Value, ok bool) {
	v.form = formDuration
	clock := false
	for i := 0; s != ""; i++ {
		if i == len(v.dur) {
			return v, false
		}
		if !clock && s[0] == 'T' {
			clock, s = true, s[1:]
		}
		a := &v.dur[i]
		if s, a.n, a.tenth, ok = parseAmount(s); !ok {
			return v, false
		}
		name := 1
		for name < len(s) && s[name] >= 'A' && s[name] < 'T' {
			name++
		}
		if name > len(s) {
			return v, false
		}
		for u, known := range unitNames {
			if known != "" && known == s[:name] && (unit(u) <= unitHour) == clock {
				a.unit = unit(u)
			}
		}
		if a.unit == noUnit || i > 0 && a.unit >= v.dur[i-1].unit {
			return v, false
		}
		s = s[name:]
	}
	return v, v.dur[0].unit != noUnit
}

func parseAmount(s string) (rest string, n int32, tenth int8, ok bool) {
	if strings.HasPrefix(s, "X") {
		return s[1:], unknown, 0, true
	}
	k := 0
	for k < len(s) && s[k] >= '0' && s[k] <= '9' {
		k++
	}
	d, ok := digits(s[:k])
	if !ok || k > 1 && s[0] == '0' {
		return s, 0, 0, false
	}
	if s = s[k:]; len(s) > 1 && s[0] == '.' {
		if s[1] < '1' || s[1] > '9' {
			return s, 0, 0, false
		}
		return s[2:], int32(d), int8(s[1] - '0'), true
	}
	return s, int32(d), 0, true
}

// astronomical returns the year as [Day] counts it.
func (v Value) astronomical() int {
	if v.bc {
		return 1 - int(v.year)
	}
	return int(v.year)
}

// Days returns the first and the last day that the value covers. It is false
// for durations, references and values with an unknown year, month or day. A
// winter runs from December of its year to the end of the next February.
func (v Value) Days() (first, last Day, ok bool) {
	if v.form != formCalendar || v.length == 0 || v.num < 0 || v.day < 0 {
		return Day{}, Day{}, false
	}
	y := v.astronomical()
	switch {
	case v.to != 0:
		return Day{y, 1, 1}, Day{int(v.to), 12, 31}, true
	case v.bc && v.length < 4:
		scale := 10
		if v.length == 2 {
			scale = 100
		}
		from := int(v.year) * scale
		return Day{1 - (from + scale - 1), 1, 1}, Day{1 - max(from, 1), 12, 31}, true
	case v.length == 3:
		return Day{y * 10, 1, 1}, Day{y*10 + 9, 12, 31}, true
	case v.length == 2:
		return Day{y * 100, 1, 1}, Day{y*100 + 99, 12, 31}, true
	}
	n, d := int(v.num), int(v.day)
	switch v.part {
	case weeks:
		first = weekStart(y, n)
		switch {
		case d == weekend:
			return first.Add(5), first.Add(6), true
		case d > 0:
			return first.Add(d - 1), first.Add(d - 1), true
		}
		return first, first.Add(6), true
	case months:
		first = Day{y, n, 1}
		if d > 0 {
			first.Day = d
			return first, first, true
		}
		return first, first.addMonths(1).Add(-1), true
	case quarters:
		first = Day{y, 3*n - 2, 1}
		return first, first.addMonths(3).Add(-1), true
	case halves:
		first = Day{y, 6*n - 5, 1}
		return first, first.addMonths(6).Add(-1), true
	case seasons:
		first = Day{y, 3 * n, 1}
		return first, first.addMonths(3).Add(-1), true
	}
	return Day{y, 1, 1}, Day{y, 12, 31}, true
}

// DayValue returns the value of one day.
func DayValue(d Day) Value {
	v := yearValue(d.Year)
	v.part, v.num, v.day = months, int8(d.Month), int8(d.Day)
	return v
}

// inYear returns v with the year of another value.
func (v Value) inYear(y Value) Value {
	v.year, v.length, v.bc = y.year, y.length, y.bc
	return v
}

// yearValue takes an astronomical year.
func yearValue(year int) Value {
	v := Value{form: formCalendar, length: 4, year: int16(year)}
	if year <= 0 {
		v.bc, v.year = true, int16(1-year)
	}
	return v
}
