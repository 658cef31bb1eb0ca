package date

import "fmt"

// A Day is a day of the Gregorian calendar, also used before 1582. The zero
// Day means unknown. Years before 1 are astronomical: 0 is 1 BC.
type Day struct {
	Year, Month, Day int
}

// NewDay returns the day, and whether it exists: there is no Feb. 30.
func NewDay(year, month, day int) (Day, bool) {
	if month < 1 || month > 12 || day < 1 || day > daysIn(year, month) {
		return Day{}, false
	}
	return Day{year, month, day}, true
}

// ParseDay reads YYYY-MM-DD.
func ParseDay(s string) (Day, error) {
	if len(s) == 10 && s[4] == '-' && s[7] == '-' {
		y, ok1 := digits(s[:4])
		m, ok2 := digits(s[5:7])
		d, ok3 := digits(s[8:])
		if ok1 && ok2 && ok3 {
			if day, ok := NewDay(y, m, d); ok {
				return day, nil
			}
		}
	}
	return Day{}, fmt.Errorf("date: %q is not a day of the form YYYY-MM-DD", s)
}

// String prints YYYY-MM-DD, and nothing for the zero Day.
func (d Day) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// IsZero reports whether the day is unknown.
func (d Day) IsZero() bool { return d == Day{} }

// Add returns the day n days later.
func (d Day) Add(n int) Day { return fromOrdinal(d.ordinal() + n) }

// Sub returns the number of days from o to d.
func (d Day) Sub(o Day) int { return d.ordinal() - o.ordinal() }

// Before reports whether d is earlier than o.
func (d Day) Before(o Day) bool { return d.ordinal() < o.ordinal() }

// Weekday returns 1 for Monday to 7 for Sunday, as ISO 8601 counts.
func (d Day) Weekday() int { return mod(d.ordinal()+2, 7) + 1 }

// ISOWeek returns the ISO 8601 year and week that the day belongs to: the week
// of its Thursday.
func (d Day) ISOWeek() (year, week int) {
	thursday := d.Add(4 - d.Weekday())
	return thursday.Year, (thursday.Sub(Day{thursday.Year, 1, 1}))/7 + 1
}

// addMonths returns the first day of the month n months later.
func (d Day) addMonths(n int) Day {
	m := d.Year*12 + d.Month - 1 + n
	return Day{floorDiv(m, 12), mod(m, 12) + 1, 1}
}

// weekStart returns the Monday of an ISO week.
func weekStart(year, week int) Day {
	jan4 := Day{year, 1, 4}
	return jan4.Add(1 - jan4.Weekday() + 7*(week-1))
}

// weeksIn returns 52 or 53.
func weeksIn(year int) int {
	_, w := Day{year, 12, 28}.ISOWeek()
	return w
}

// ordinal counts days from 0000-03-01, a year that begins in March so that
// the leap day comes last.
func (d Day) ordinal() int {
	y, m := d.Year, d.Month-3
	if m < 0 {
		y, m = y-1, m+12
	}
	era := floorDiv(y, 400)
	yoe := y - era*400
	return era*146097 + yoe*365 + yoe/4 - yoe/100 + (153*m+2)/5 + d.Day - 1
}

func fromOrdinal(n int) Day {
	era := floorDiv(n, 146097)
	doe := n - era*146097
	yoe := (doe - doe/1460 + doe/36524 - doe/146096) / 365
	doy := doe - (365*yoe + yoe/4 - yoe/100)
	m := (5*doy + 2) / 153
	d := Day{yoe + era*400, m + 3, doy - (153*m+2)/5 + 1}
	if d.Month > 12 {
		d.Month -= 12
		d.Year++
	}
	return d
}

func daysIn(year, month int) int {
	switch month {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if mod(year, 4) == 0 && (mod(year, 100) != 0 || mod(year, 400) == 0) {
			return 29
		}
		return 28
	}
	return 31
}

func floorDiv(a, b int) int { return (a - mod(a, b)) / b }

func mod(a, b int) int { return ((a % b) + b) % b }

// digits reads a short decimal number; ok is false for anything else.
func digits(s string) (n int, ok bool) {
	if s == "" || len(s) > 9 {
		return 0, false
	}
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		n = n*10 + int(s[i]-'0')
	}
	return n, true
}
