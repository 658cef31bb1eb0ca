package summary

import (
	"cmp"
	"slices"
	"strings"

	"newsannotate/annotate/document"
)

// A Period is how fine a timeline is.
type Period string

// The periods.
const (
	Day   Period = "day"
	Month Period = "month"
	Year  Period = "year"
)

// Periods lists the periods.
var Periods = []Period{Day, Month, Year}

// digits are how many characters of an ISO day name the period.
func (p Period) digits() int {
	switch p {
	case Day:
		return len("2022-11-07")
	case Year:
		return len("2022")
	}
	return len("2022-11")
}

// A Timeline sets the dates that articles speak of beside the days on which
// they were published. Of a span of dates the beginning counts. Durations and
// sets of dates stand nowhere in time and are not counted.
type Timeline struct {
	Period Period `json:"period"`
	Coarse int    `json:"coarse"` // date mentions whose value is longer than a period
	Open   int    `json:"open"`   // date mentions without a value, or with one that is open
	Rows   []Time `json:"rows"`
}

// A Time is one period.
type Time struct {
	When      string `json:"when"`
	Mentions  int    `json:"mentions"`  // of dates within it
	Articles  int    `json:"articles"`  // that speak of such dates
	Published int    `json:"published"` // articles published within it
}

// timeline counts for a Timeline.
type timeline struct {
	period Period
	rows   map[string]*timeRow
	coarse int
	open   int
}

type timeRow struct {
	Time
	last int // the number of the last article that spoke of it
}

func (t *timeline) row(when string) *timeRow {
	row := t.rows[when]
	if row == nil {
		when = strings.Clone(when)
		row = &timeRow{Time: Time{When: when}}
		t.rows[when] = row
	}
	return row
}

// mention counts a date mention of the nth article, counted from 1.
func (t *timeline) mention(m *document.Mention, n int) {
	switch m.Timex {
	case document.TimexDuration, document.TimexSet:
		return
	case "":
		if strings.HasPrefix(m.Value, "P") && !strings.HasSuffix(m.Value, "_REF") {
			return // a duration by its value
		}
	}
	when, coarse := when(m.Value, t.period)
	switch {
	case coarse:
		t.coarse++
	case when == "":
		t.open++
	default:
		row := t.row(when)
		row.Mentions++
		if row.last != n {
			row.last = n
			row.Articles++
		}
	}
}

func (t *timeline) published(day string) {
	if when, _ := when(day, t.period); when != "" {
		t.row(when).Published++
	}
}

// when is the period that a TIMEX3 value lies in. It is empty where the value
// is open, or where it is longer than a period, which coarse tells: 199X and
// 2022-W45 are longer than a month, and XXXX-11-08 is open.
func when(value string, p Period) (when string, coarse bool) {
	value, _, _ = strings.Cut(value, "/")
	value, _, _ = strings.Cut(value, "T")
	value, bc := strings.CutPrefix(value, "BC")
	const form = "dddd-dd-dd"
	n := 0
	for n < min(len(value), len(form)) && (form[n] == value[n] || form[n] == 'd' && value[n] >= '0' && value[n] <= '9') {
		n++
	}
	if n < p.digits() {
		return "", n >= 2
	}
	when = value[:p.digits()]
	if bc {
		when = "BC" + when
	}
	return when, false
}

// result is the Timeline in the order of time.
func (t *timeline) result() Timeline {
	out := Timeline{Period: t.period, Coarse: t.coarse, Open: t.open, Rows: []Time{}}
	for _, row := range t.rows {
		out.Rows = append(out.Rows, row.Time)
	}
	slices.SortFunc(out.Rows, func(a, b Time) int {
		x, xBC := strings.CutPrefix(a.When, "BC")
		y, yBC := strings.CutPrefix(b.When, "BC")
		switch {
		case xBC && yBC:
			return cmp.Or(cmp.Compare(y[:4], x[:4]), cmp.Compare(x, y)) // years before Christ count down
		case xBC:
			return -1
		case yBC:
			return 1
		}
		return cmp.Compare(x, y)
	})
	return out
}
