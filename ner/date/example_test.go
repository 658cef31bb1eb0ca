package date_test

import (
	"fmt"

	"newsannotate/ner/date"
)

func ExampleFind() {
	text := "The minister said on Monday that the talks of late 2021 will go on next week."
	for _, e := range date.Find(text, date.Options{Published: date.Day{Year: 2022, Month: 11, Day: 8}}) {
		fmt.Printf("%s: %s %q %q\n", text[e.Start:e.End], e.Timex, e.Value, e.Mod)
	}
	// Output:
	// Monday: DATE "2022-11-07" ""
	// late 2021: DATE "2021" "END"
	// next week: DATE "2022-W46" ""
}

// Without a publication date values stay open, and can be closed later.
func ExampleResolve() {
	open := date.Find("The bridge was closed on Friday.", date.Options{})
	fmt.Println(open[0].Value)
	closed := date.Resolve(open, date.Day{Year: 2022, Month: 11, Day: 8})
	fmt.Println(closed[0].Value)
	// Output:
	// XXXX-WXX-5
	// 2022-11-04
}

func ExamplePublished() {
	text := "Mayor Roe opens the bridge in Ankara, Nov. 7, 2022. (AA Photo)\n\nThe bridge was opened on Monday.\n"
	day, from, ok := date.Published(text, date.Hints{Path: "bridge.txt"})
	fmt.Println(day, from, ok)
	// Output: 2022-11-07 caption true
}

func ExampleValue_Days() {
	v, _ := date.ParseValue("2020-W53")
	first, last, _ := v.Days()
	fmt.Println(first, last)
	// Output: 2020-12-28 2021-01-03
}
