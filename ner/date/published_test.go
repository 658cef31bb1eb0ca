package date

import (
	"os"
	"testing"
)

func TestPublished(t *testing.T) {
	const body = "\n\nThe council voted to close the bridge, which was built in 1991.\nRepairs take two years.\nNobody objected.\nMore follows.\n"
	for _, c := range []struct {
		name  string
		text  string
		hints Hints
		want  string
	}{
		// front matter and markup
		{"ISO", body, Hints{Metadata: []string{"2022-11-08"}}, "2022-11-08 metadata"},
		{"RFC 3339", body, Hints{Metadata: []string{"2022-11-08T23:10:00+03:00"}}, "2022-11-08 metadata"},
		{"UTC", body, Hints{Metadata: []string{"2022-11-08T06:10:00Z"}}, "2022-11-08 metadata"},
		{"milliseconds", body, Hints{Metadata: []string{"2022-11-08T06:10:00.123Z"}}, "2022-11-08 metadata"},
		{"zone without colon", body, Hints{Metadata: []string{"2022-11-08T06:10:00+0000"}}, "2022-11-08 metadata"},
		{"no zone", body, Hints{Metadata: []string{"2022-11-08T06:10"}}, "2022-11-08 metadata"},
		{"space", body, Hints{Metadata: []string{" 2022-11-08 06:10:00 "}}, "2022-11-08 metadata"},
		{"Hugo", body, Hints{Metadata: []string{"2022-11-08 06:10:00 +0100"}}, "2022-11-08 metadata"},
		{"feed", body, Hints{Metadata: []string{"Tue, 08 Nov 2022 06:10:00 GMT"}}, "2022-11-08 metadata"},
		{"mail", body, Hints{Metadata: []string{"Tue, 08 Nov 2022 06:10:00 +0100"}}, "2022-11-08 metadata"},
		{"ctime", body, Hints{Metadata: []string{"Tue Nov  8 06:10:00 2022"}}, "2022-11-08 metadata"},
		{"compact", body, Hints{Metadata: []string{"20221108"}}, "2022-11-08 metadata"},
		{"slashes", body, Hints{Metadata: []string{"2022/11/08"}}, "2022-11-08 metadata"},
		{"US words", body, Hints{Metadata: []string{"November 8, 2022 6:10 AM"}}, "2022-11-08 metadata"},
		{"British words", body, Hints{Metadata: []string{"8 November 2022"}}, "2022-11-08 metadata"},
		{"US numbers", body, Hints{Metadata: []string{"11/8/2022"}}, "2022-11-08 metadata"},
		{"British numbers", body, Hints{Metadata: []string{"8/11/2022"}, DMY: true}, "2022-11-08 metadata"},
		{"German numbers", body, Hints{Metadata: []string{"08.11.2022"}}, "2022-11-08 metadata"},
		{"second is good", body, Hints{Metadata: []string{"soon", "2022-11-08"}}, "2022-11-08 metadata"},
		{"no day", body, Hints{Metadata: []string{"November 2022"}}, ""},
		{"impossible", body, Hints{Metadata: []string{"2022-02-30"}}, ""},
		{"prose", body, Hints{Metadata: []string{"since the law of Nov. 8, 2022"}}, ""},

		// names and addresses
		{"slug", body, Hints{Path: "in/2022-11-08-bridge.txt"}, "2022-11-08 filename"},
		{"compact slug", body, Hints{Path: "20221108_bridge.txt"}, "2022-11-08 filename"},
		{"only a date", body, Hints{Path: `c:\news\2022-11-08.txt`}, "2022-11-08 filename"},
		{"folders", body, Hints{Path: "news/2022/11/08/bridge.txt"}, "2022-11-08 filename"},
		{"folder of a backup", body, Hints{Path: "2020-01-01/bridge.txt"}, ""},
		{"digits inside", body, Hints{Path: "bridge-2022-11-08.txt"}, ""},
		{"a long number", body, Hints{Path: "2022110812345.txt"}, ""},
		{"url", body, Hints{URL: "https://example.org/world/2022/11/08/bridge.html"}, "2022-11-08 url"},
		{"url without zeros", body, Hints{URL: "https://example.org/2022/11/8/bridge"}, "2022-11-08 url"},
		{"url with month name", body, Hints{URL: "https://example.org/uk/2022/nov/08/bridge"}, "2022-11-08 url"},
		{"url with slug", body, Hints{URL: "https://example.org/a/2022-11-08-bridge/?d=2020-01-01"}, "2022-11-08 url"},
		{"url with month only", body, Hints{URL: "https://example.org/2022/11/bridge"}, ""},
		{"url with a number", body, Hints{URL: "https://example.org/id/20220000/1991/1"}, ""},

		// lines
		{"date line", "Bridge closed\nNov. 8, 2022" + body, Hints{}, "2022-11-08 dateline"},
		{"weekday line", "Bridge closed\nTuesday, November 8, 2022" + body, Hints{}, "2022-11-08 dateline"},
		{"British line", "Bridge closed\n8 November 2022" + body, Hints{}, "2022-11-08 dateline"},
		{"line with time", "Bridge closed\nTue 8 Nov 2022 06.10 GMT" + body, Hints{}, "2022-11-08 dateline"},
		{"published", "Bridge closed\nPublished: Nov. 8, 2022 at 6:10 a.m. EST" + body, Hints{}, "2022-11-08 dateline"},
		{"published before updated", "Bridge closed\nUpdated Nov. 9, 2022\nPublished Nov. 8, 2022" + body, Hints{}, "2022-11-08 dateline"},
		{"both in a line", "Bridge closed\nPublished Nov. 8, 2022 | Updated Nov. 9, 2022" + body, Hints{}, "2022-11-08 dateline"},
		{"updated alone", "Bridge closed\nLast updated on 9 November 2022" + body, Hints{}, "2022-11-09 dateline"},
		{"posted at the end", body + "\nPosted on November 8, 2022\n", Hints{}, "2022-11-08 dateline"},
		{"label with place", "Bridge closed\nPublished 8 November 2022 in Ankara" + body, Hints{}, "2022-11-08 dateline"},
		{"first in wire style", "Bridge closed\n(Posted: 8/11/2022)" + body, Hints{DMY: true}, "2022-11-08 dateline"},
		{"byline", "Bridge closed\nBy Jane Roe, Nov. 8, 2022" + body, Hints{}, "2022-11-08 byline"},
		{"byline with agency", "Bridge closed\nBy JANE ROE, Associated Press | November 8, 2022" + body, Hints{}, "2022-11-08 byline"},
		{"name and bar", "Bridge closed\nJane Roe | 8 November 2022" + body, Hints{}, "2022-11-08 byline"},
		{"agency and dot", "Bridge closed\nDaily Example • Nov 8 2022" + body, Hints{}, "2022-11-08 byline"},
		{"history is no byline", "Bridge closed\nBy the end of the war, on May 8, 1945, it lay in ruins." + body, Hints{}, ""},
		{"history is no date line", "The law of May 8, 1945, was read." + body, Hints{}, ""},
		{"two times", "Nov. 8, 2022\nNov. 9, 2022" + body, Hints{}, "2022-11-08 dateline"},
		{"impossible line", "Feb. 30, 2022" + body, Hints{}, ""},

		// datelines
		{"dateline", "ANKARA, Nov. 8, 2022 (AP) -- The council met." + body, Hints{}, "2022-11-08 dateline"},
		{"dateline with dash", "Ankara, 8 November 2022 – The council met." + body, Hints{}, "2022-11-08 dateline"},
		{"agency first", "ANKARA (Example) - Nov. 8, 2022 - The council met." + body, Hints{}, "2022-11-08 dateline"},
		{"no year", "BEIJING, Aug. 7 (Xinhua) -- The council met." + body, Hints{}, ""},
		{"year of the address", "BEIJING, Aug. 7 (Xinhua) -- The council met." + body, Hints{URL: "https://example.org/2021/08/x"}, "2021-08-07 dateline-year"},
		{"year of the folder", "BEIJING, Aug. 7 (Xinhua) -- The council met." + body, Hints{Path: "2021/08/x.txt"}, "2021-08-07 dateline-year"},
		{"year of the caption", "The council, Nov. 7, 2022. (AA Photo)\nANKARA, Nov. 8 (AA) - The council met." + body, Hints{}, "2022-11-08 dateline-year"},
		{"year over new year", "The council, Dec. 31, 2022. (AA Photo)\nANKARA, Jan. 1 (AA) - The council met." + body, Hints{}, "2023-01-01 dateline-year"},
		{"year of a weekday", "BEIJING, Aug. 7 (Xinhua) -- The council met on Friday, Aug. 6, after the flood of June 2020." + body, Hints{}, "2021-08-07 dateline-year"},
		{"weekday in the dateline", "OSLO, Friday, Aug. 6 - The council met after the flood of June 2020." + body, Hints{}, "2021-08-06 dateline-year"},
		{"a sentence is no dateline", "Oslo fell on Aug. 7 (a Monday) in the end." + body, Hints{}, ""},

		// captions
		{"caption", "Mayor Roe at the bridge in Ankara, Nov. 7, 2022. (AA Photo)" + body, Hints{}, "2022-11-07 caption"},
		{"credit with a name", "Mayor Roe speaks on Monday, Nov. 7, 2022, in Ankara. (AP Photo/John Doe)" + body, Hints{}, "2022-11-07 caption"},
		{"agency slash", "A view of the bridge, November 7, 2022. (REUTERS/Jane Roe)" + body, Hints{}, "2022-11-07 caption"},
		{"latest caption", "The bridge, Nov. 5, 2022. (AA Photo)\n\nThe mayor, Nov. 7, 2022. (AA Photo)" + body, Hints{}, "2022-11-07 caption"},
		{"from the files", "FILE - The bridge on Nov. 7, 2019. (AP Photo)" + body, Hints{}, ""},
		{"no credit", "Mayor Roe at the bridge in Ankara, Nov. 7, 2022. (see map)" + body, Hints{}, ""},

		// weekdays
		{"weekday", "The council met on Monday, Nov. 7, and closed the road of 2021." + body, Hints{}, "2022-11-07 weekday"},
		{"no year near", "The council met on Monday, Nov. 7, and left." + body, Hints{}, ""},
		{"no pair", "The council met on Monday after the flood of 2021." + body, Hints{}, ""},
		{"future pair", "The council will meet on Monday, Nov. 7, in the hall of 2021." + body, Hints{}, ""},

		// order
		{"metadata before name", body, Hints{Metadata: []string{"2022-11-08"}, Path: "2022-11-09-x.txt"}, "2022-11-08 metadata"},
		{"name before line", "Nov. 7, 2022" + body, Hints{Path: "2022-11-09-x.txt"}, "2022-11-09 filename"},
		{"line before caption", "Nov. 8, 2022\nAnkara, Nov. 7, 2022. (AA Photo)" + body, Hints{}, "2022-11-08 dateline"},
		{"empty", "", Hints{}, ""},
	} {
		day, from, ok := Published(c.text, c.hints)
		got := ""
		if ok {
			got = day.String() + " " + from
		}
		if got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

// TestArticle reads the article that the project was begun with.
func TestArticle(t *testing.T) {
	data, err := os.ReadFile("../../testdata/articles/akar.txt")
	if err != nil {
		t.Fatal(err)
	}
	text := string(data)
	day, from, ok := Published(text, Hints{Path: "akar.txt"})
	if !ok || day != (Day{2022, 11, 7}) || from != FromCaption {
		t.Fatalf("published %v from %s, %v", day, from, ok)
	}
	want := "[Nov. 7, 2022] DATE 2022-11-07; [Monday] DATE 2022-11-07; [Nov. 8] DATE XXXX-11-08; [Nov. 8] DATE XXXX-11-08; [1991] DATE 1991; " +
		"[Sept. 27, 2020] DATE 2020-09-27; [44-day] DURATION P44D; [almost 30 years] DURATION P30Y LESS_THAN; [Nov. 10, 2020] DATE 2020-11-10"
	if got := show(text, Find(text, Options{Published: day})); got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
}
