// Package date finds date expressions in English news text and says which day,
// month, quarter or stretch of time they mean, as TIMEX3 values (ISO 8601 with
// the additions of TimeML).
//
// It works in three steps that can be used apart:
//
//	text ─ scanner ─ tokens ─ grammar ─ open expressions ─ resolver ─ values
//
// [Find] runs all of them. Without a publication date its expressions stay
// open: "Monday" is XXXX-WXX-1, "Nov. 8" is XXXX-11-08, "last week" has no
// value. [Resolve] closes them once the publication date is known.
// [Published] looks for that date in the article itself.
//
// Offsets are bytes, half open, on rune boundaries. No function reads the
// clock, the locale or the environment; the same text and options always give
// the same result. All functions are safe for concurrent use and take time
// linear in their input.
package date
