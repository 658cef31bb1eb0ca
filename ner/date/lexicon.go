package date

import (
	"strings"
	"sync"
)

// A class is a set of roles that a word can play.
type class uint64

const (
	isMonth class = 1 << iota
	isWeekday
	isUnit
	isCount   // one, twenty, hundred
	isVague   // several, few, many: a count that nobody knows
	isOrdinal // first
	isDaypart
	isSeason
	isDeictic // last, next, this: n says which
	isStage   // early, late, mid: n is a mod
	isNarrow  // about, nearly: n is a mod
	isEach    // every, each
	isRate    // daily, annually
	isDayWord // today: n is its distance
	isAdverb  // now, recently: n is a form
	isHoliday // first word of one
	isPrep    // in, on, since: what may stand before a bare month or year
	isArticle // the, a, its
	isFuture  // will, plans
	isPast    // said, was
	isZone
	isFunction // a small word that is never part of a name
	isTitle    // Mr.: a name follows
	isShort    // abbreviation, or a word that mostly means something else
	isPlural
	isNamed    // Flight 1549: the number after it is a name
	isCounted  // 2000 troops: the number before it is a count
	isPeriod   // Q1, H2: n is the number, unit says of what
	isEdge     // end, beginning, middle: n is a mod
	isMeridiem // a.m.: n is what it adds to the hour
	isEra      // BC, AD: negative before year 1
	isFiscal   // fiscal, FY2019
	isTens     // nineties
)

type unit int8

// Units in order of length: durations print them from the longest down.
const (
	noUnit unit = iota
	unitSecond
	unitMinute
	unitHour
	unitDay
	unitWeekend
	unitWeek
	unitMonth
	unitQuarter
	unitYear
	unitDecade
	unitCentury
	unitFortnight // the rest have no letter in a duration
	unitMillennium
	unitHalf
	unitPeriod // "period": where earnings are compared
)

// A lexeme is what the scanner knows about a word.
type lexeme struct {
	class class
	n     int32
	unit  unit
}

// Modifiers, and the n of stages, narrowers and edges.
const (
	modNone int8 = iota
	modStart
	modMid
	modEnd
	modApprox
	modLess
	modMore
	modAtMost
	modAtLeast
	modBefore
	modAfter
)

var modNames = [...]string{"", "START", "MID", "END", "APPROX", "LESS_THAN", "MORE_THAN", "EQUAL_OR_LESS", "EQUAL_OR_MORE", "BEFORE", "AFTER"}

// What a deictic points at.
const (
	toLast int32 = iota + 1
	toThis
	toNext
	toPast      // the past year: the stretch that ends now
	toComing    // the coming weeks
	toPrevious  // seen from the date mentioned last
	toFollowing // likewise
	toSame      // the same day
	toThat
	toLatest // the latest quarter: the last one finished
	toRecent
	toFuture
)

// A row of the lexicon: words that share their roles. The number grows by
// step from word to word; "_" counts and is no word.
type row struct {
	class class
	unit  unit
	n     int32
	step  int32
	words string
}

// keep leaves the number of a word as an earlier row set it.
const keep = -100

var rows = [...]row{
	{isMonth, 0, 1, 1, "january february march april may june july august september october november december"},
	{isMonth | isShort, 0, 1, 1, "jan feb mar apr _ jun jul aug sep oct nov dec"},
	{isMonth | isShort, 0, 9, 0, "sept"},
	{isWeekday, 0, 1, 1, "monday tuesday wednesday thursday friday saturday sunday"},
	{isWeekday | isPlural, 0, 1, 1, "mondays tuesdays wednesdays thursdays fridays saturdays sundays"},
	{isWeekday | isShort, 0, 1, 1, "mon tue wed thu fri sat sun"},
	{isWeekday | isShort, 0, 2, 2, "tues thurs"},
	{isWeekday | isShort, 0, 3, 1, "weds thur"},

	{isUnit, unitSecond, 0, 0, "second"},
	{isUnit, unitMinute, 0, 0, "minute"},
	{isUnit, unitHour, 0, 0, "hour"},
	{isUnit, unitDay, 0, 0, "day"},
	{isUnit, unitWeekend, 0, 0, "weekend"},
	{isUnit, unitWeek, 0, 0, "week"},
	{isUnit, unitMonth, 0, 0, "month"},
	{isUnit, unitQuarter, 0, 0, "quarter"},
	{isUnit, unitYear, 0, 0, "year"},
	{isUnit, unitDecade, 0, 0, "decade"},
	{isUnit, unitCentury, 0, 0, "century"},
	{isUnit, unitFortnight, 0, 0, "fortnight"},
	{isUnit, unitMillennium, 0, 0, "millennium"},
	{isUnit, unitHalf, 0, 0, "half"},
	{isUnit, unitPeriod, 0, 0, "period"},
	{isUnit | isPlural, unitSecond, 0, 0, "seconds secs"},
	{isUnit | isPlural, unitMinute, 0, 0, "minutes mins"},
	{isUnit | isPlural, unitHour, 0, 0, "hours hrs"},
	{isUnit | isPlural, unitDay, 0, 0, "days"},
	{isUnit | isPlural, unitWeekend, 0, 0, "weekends"},
	{isUnit | isPlural, unitWeek, 0, 0, "weeks"},
	{isUnit | isPlural, unitMonth, 0, 0, "months"},
	{isUnit | isPlural, unitQuarter, 0, 0, "quarters"},
	{isUnit | isPlural, unitYear, 0, 0, "years yrs"},
	{isUnit | isPlural, unitDecade, 0, 0, "decades"},
	{isUnit | isPlural, unitCentury, 0, 0, "centuries"},
	{isUnit | isPlural, unitFortnight, 0, 0, "fortnights"},
	{isUnit | isPlural, unitMillennium, 0, 0, "millennia"},

	{isCount, 0, 1, 1, "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"},
	{isCount, 0, 20, 10, "twenty thirty forty fifty sixty seventy eighty ninety"},
	{isCount, 0, 100, 0, "hundred"},
	{isCount, 0, 1000, 0, "thousand"},
	{isCount, 0, 1000000, 0, "million"},
	{isCount, 0, 12, 0, "dozen"},
	{isVague, 0, 0, 0, "several few many another"},
	{isOrdinal, 0, 1, 1, "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"},
	{isOrdinal, 0, 30, 0, "thirtieth"},

	{isDaypart, 0, int32(morning), 0, "morning mornings dawn daybreak sunrise"},
	{isDaypart, 0, int32(afternoon), 0, "afternoon afternoons"},
	{isDaypart, 0, int32(evening), 0, "evening evenings dusk sunset"},
	{isDaypart, 0, int32(night), 0, "night nights"},
	{isDaypart, 0, int32(midday), 0, "noon midday"},
	{isDaypart, 0, int32(toHour), 0, "midnight"},
	{isPlural, 0, keep, 0, "mornings afternoons evenings nights"},
	{isSeason, 0, 1, 1, "spring summer fall winter"},
	{isSeason, 0, 3, 0, "autumn"},
	{isSeason | isPlural, 0, 1, 1, "springs summers _ winters"},

	{isDeictic, 0, toLast, 0, "last"},
	{isDeictic, 0, toThis, 0, "this these"},
	{isDeictic, 0, toNext, 0, "next"},
	{isDeictic, 0, toPast, 0, "past"},
	{isDeictic, 0, toComing, 0, "coming upcoming"},
	{isDeictic, 0, toPrevious, 0, "previous preceding prior"},
	{isDeictic, 0, toFollowing, 0, "following ensuing subsequent"},
	{isDeictic, 0, toSame, 0, "same"},
	{isDeictic, 0, toThat, 0, "that"},
	{isDeictic, 0, toThis, 0, "current present"},
	{isDeictic, 0, toLatest, 0, "latest"},
	{isDeictic, 0, toRecent, 0, "recent"},
	{isDeictic, 0, toFuture, 0, "future"},

	{isStage, 0, int32(modStart), 0, "early earlier"},
	{isStage, 0, int32(modMid), 0, "mid"},
	{isStage, 0, int32(modEnd), 0, "late later"},
	{isNarrow, 0, int32(modApprox), 0, "about around approximately roughly circa some"},
	{isNarrow, 0, int32(modLess), 0, "nearly almost under"},
	{isNarrow, 0, int32(modMore), 0, "over"},
	{isNarrow, 0, 0, 0, "more less at up no just fewer"},
	{isEdge, 0, int32(modStart), 0, "beginning start outset"},
	{isEdge, 0, int32(modMid), 0, "middle"},
	{isEdge, 0, int32(modEnd), 0, "end close"},
	{isEach, 0, 0, 0, "every each"},
	{isRate, unitDay, 1, 0, "daily"},
	{isRate, unitWeek, 1, 0, "weekly"},
	{isRate, unitMonth, 1, 0, "monthly"},
	{isRate, unitQuarter, 1, 0, "quarterly"},
	{isRate, unitYear, 1, 0, "annually yearly"},
	{isRate, unitHour, 1, 0, "hourly"},
	{isRate, unitDay, 1, 0, "nightly"},
	{isRate, unitWeek, 2, 0, "fortnightly biweekly"},

	{isDayWord, unitDay, -1, 1, "yesterday today tomorrow"},
	{isDayWord, unitDay, 0, 0, "tonight overnight"},
	{isAdverb, 0, int32(formPresent), 0, "now currently nowadays"},
	{isAdverb, 0, int32(formPast), 0, "recently"},
	{isAdverb, 0, int32(formFuture), 0, "soon"},

	{isHoliday, 0, keep, 0, "christmas thanksgiving easter halloween new good ash palm labor labour memorial independence veterans columbus martin presidents valentine mother father boxing st fourth earth election armistice remembrance juneteenth bastille hanukkah ramadan whit pentecost ascension epiphany inauguration may april july"},

	{isPrep | isFunction, 0, keep, 0, "in on since until till by of from during before after between through throughout for at to and or but until around about circa through as within late early mid"},
	{isArticle | isFunction, 0, keep, 0, "the a an its his her their our my"},
	{isFunction, 0, keep, 0, "last next this past that also when where while if with is was are were be he she it they we i you who which what not than then so there here because although though once only even just both over under against into onto via per despite amid has have can could may might must do does"},

	{isFuture, 0, keep, 0, "will would shall plans planned plan expects expected expect scheduled schedule supposed due ll intends intend hopes hope aims aim going slated set upcoming promised vowed he'll she'll it'll we'll they'll i'll you'll won't"},
	{isPast, 0, keep, 0, "said told was were had did met went came took made began left won lost saw got gave found held kept led fell rose grew sent spoke stood thought brought bought sold shot died flew hit ran struck wrote became broke chose drew drove felt fought paid put read sought taught understood withdrew ago been reported"},

	{isZone, 0, 1, 0, "gmt utc"},
	{isZone, 0, 0, 0, "est edt cst cdt mst mdt pst pdt bst cet cest et pt eet ist jst msk hkt aest"},
	{isTitle, 0, keep, 0, "mr mrs ms miss dr president minister sir lady lord senator sen rep gov governor judge justice professor prof gen general captain"},
	{isNamed, 0, keep, 0, "flight boeing windows room resolution suite route highway no number page section article chapter channel model airbus area interstate box apt building gate platform port version office paragraph rule law bill form psalm highway road class"},
	{isCounted, 0, keep, 0, "people troops soldiers miles mile feet foot meters metres km kilometers kilometres kilometer kilometre kg tons tonnes pounds dollars euros yen percent per points degrees times street avenue ave road rd boulevard blvd drive lane men women children workers jobs members students hectares acres yards barrels cases deaths votes dead copies square civilians refugees prisoners jews personnel infantry cavalry rpm mhz calories"},
	{isPeriod, unitQuarter, 1, 1, "q1 q2 q3 q4"},
	{isMeridiem, 0, 0, 12, "am pm"},
	{isFiscal, 0, 0, 0, "fiscal fy"},
	{isTens, 0, 20, 10, "twenties thirties forties fifties sixties seventies eighties nineties"},
	{isEra, 0, 1, 0, "ad ce"},
	{isEra, 0, -1, 0, "bc bce"},
	{isPeriod, unitHalf, 1, 1, "h1 h2"},
}

// lexicon maps a word in lower case to its roles.
var lexicon = sync.OnceValue(func() map[string]lexeme {
	m := make(map[string]lexeme, 512)
	for _, r := range rows {
		n := r.n
		for w := range strings.FieldsSeq(r.words) {
			if w != "_" {
				l := m[w]
				l.class |= r.class
				if n != keep {
					l.n = n
				}
				if r.unit != noUnit {
					l.unit = r.unit
				}
				m[w] = l
			}
			n += r.step
		}
	}
	return m
})

// longestWord bounds what is looked up.
const longestWord = 16
