package date

// A Class is the type of a TIMEX3.
type Class string

// The classes: a day or more; a point or part of a day; a length; a repetition.
const (
	Date     Class = "DATE"
	Time     Class = "TIME"
	Duration Class = "DURATION"
	Set      Class = "SET"
)

// An Expression is a date expression found in a text.
type Expression struct {
	Start, End int    // bytes, half open
	Timex      Class  // DATE, TIME, DURATION or SET
	Value      Value  // zero: cannot be known yet, or at all
	Mod        string // START MID END APPROX LESS_THAN MORE_THAN EQUAL_OR_LESS EQUAL_OR_MORE BEFORE AFTER, or empty
	Range      string // first/last value, on both ends of a range
	Fiscal     bool   // a fiscal year or quarter
	Invalid    bool   // a day that does not exist, or another weekday than stated
	Rule       string // name of the grammar rule

	open open
}

// An open value is what the words say before any reference date is known.
type open struct {
	kind       openKind
	value      Value // what is known, with X for the rest; its clock is kept
	unit       unit
	n          int   // how many units or parts away; of a holiday its number
	step       int8  // of a holiday: last -1, next 1
	ago        bool  // "a year ago"
	tense      int8  // of the nearest verb: below 0 past, above future, 0 no cue
	mod        int8  // index of modNames
	weekday    int8  // stated beside a day
	year       where // what the year of value hangs on
	link       link
	sentence   int32
	impossible bool // Feb. 30
}

type openKind int8

const (
	fixed        openKind = iota // value is final
	ofYear                       // day, month, season, quarter or half of a year not stated
	onWeekday                    // value.day of the week; n is last (-1), bare (0), next (+1) or ofThisWeek
	ofWeek                       // value.day of the week n weeks away
	fromToday                    // n units from the publication date
	fromMention                  // n units from the date mentioned last
	sameAsLast                   // the unit around the date mentioned last
	dayOfMonth                   // the 15th
	lastFinished                 // the quarter: the last one that is over
	onHoliday
	clockOnly // 8 p.m.
)

// ofThisWeek is the n of "this Friday".
const ofThisWeek = 2

// where says which year an ofYear or a holiday belongs to.
type where int8

const (
	nearest   where = iota
	relative        // n years from this year, as in "June last year"
	pointing        // last, this or next of its kind: "last March"
	mentioned       // n years from the year mentioned last
	anyYear         // every Nov. 8
)

// link says how an expression hangs together with the one before or after.
type link int8

const (
	alone   link = iota
	from         // first end of a range
	until        // second end
	sharing      // "3 and 5 October": month and year as its neighbour
)
