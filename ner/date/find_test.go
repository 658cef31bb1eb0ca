package date

import "testing"

// One day, all tests: Tuesday 2022-11-08, of ISO week 2022-W45.
var tuesday = Day{2022, 11, 8}

func TestFindStart(t *testing.T) {
	text := "The talks began on Monday, Nov. 7, 2022, in Ankara."
	got := Find(text, Options{Published: tuesday})
	if len(got) != 1 || text[got[0].Start:got[0].End] != "Monday, Nov. 7, 2022" || got[0].Value.String() != "2022-11-07" {
		t.Fatalf("got %+v", got)
	}
}
