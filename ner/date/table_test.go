package date

import (
	"fmt"
	"strings"
	"testing"
)

// One day, all tests: Tuesday 2022-11-08, of ISO week 2022-W45.
var tuesday = Day{2022, 11, 8}

// show prints expressions as [text] type value (mod) …, one after another.
func show(text string, found []Expression) string {
	var b strings.Builder
	for i, e := range found {
		if i > 0 {
			b.WriteString("; ")
		}
		fmt.Fprintf(&b, "[%s] %s %s", text[e.Start:e.End], e.Timex, e.Value)
		if e.Mod != "" {
			fmt.Fprintf(&b, " %s", e.Mod)
		}
		if e.Range != "" {
			fmt.Fprintf(&b, " in %s", e.Range)
		}
		if e.Fiscal {
			b.WriteString(" fiscal")
		}
		if e.Invalid {
			b.WriteString(" invalid")
		}
	}
	return b.String()
}

type row3 struct{ name, text, want string }

func run(t *testing.T, rows []row3, opts Options) {
	t.Helper()
	for _, r := range rows {
		if got := show(r.text, Find(r.text, opts)); got != r.want {
			t.Errorf("%s: %q\n got %s\nwant %s", r.name, r.text, got, r.want)
		}
	}
}

// TestKinds has the kinds of date expression in news, seen from the Tuesday.
func TestKinds(t *testing.T) {
	run(t, []row3{
		{"1", "The law of Nov. 7, 2022, was read.", "[Nov. 7, 2022] DATE 2022-11-07"},
		{"1", "It opened on November 7th, 2022.", "[November 7th, 2022] DATE 2022-11-07"},
		{"1", "It opened on Nov 7 2022 in Oslo.", "[Nov 7 2022] DATE 2022-11-07"},
		{"2", "Signed on 7 November 2022 in Oslo.", "[7 November 2022] DATE 2022-11-07"},
		{"2", "Signed on the 7th of November, 2022.", "[the 7th of November, 2022] DATE 2022-11-07"},
		{"3", "They met on Monday, Nov. 7, 2022.", "[Monday, Nov. 7, 2022] DATE 2022-11-07"},
		{"3 wrong weekday", "They met on Friday, Nov. 7, 2022.", "[Friday, Nov. 7, 2022] DATE 2022-11-07 invalid"},
		{"4", "Filed 2022-11-07 at the court.", "[2022-11-07] DATE 2022-11-07"},
		{"5", "Filed on 11/7/2022 at the court.", "[11/7/2022] DATE 2022-11-07"},
		{"5", "Filed on 07.11.2022 at the court.", "[07.11.2022] DATE 2022-11-07"},
		{"6", "Clashes began on Sept. 27.", "[Sept. 27] DATE 2022-09-27"},
		{"7", "The offer ends on Jan. 5.", "[Jan. 5] DATE 2023-01-05"},
		{"6", "Sales in the year ended March 31 rose.", "[the year] DURATION P1Y; [March 31] DATE 2022-03-31"},
		{"6", "Sales in the year ending Oct. 31 may rise.", "[the year] DURATION P1Y; [Oct. 31] DATE 2023-10-31"},
		{"8", `The "Victory Day of Nov. 8" was marked.`, "[Nov. 8] DATE XXXX-11-08"},
		{"8", "It is celebrated every Nov. 8 in Baku.", "[every Nov. 8] SET XXXX-11-08"},
		{"10", "He came on Oct. 3 and left on the 15th.", "[Oct. 3] DATE 2022-10-03; [the 15th] DATE 2022-10-15"},
		{"10 no month", "He left on the 15th.", ""},
		{"9", "They met on Monday, Nov. 7.", "[Monday, Nov. 7] DATE 2022-11-07"},
		{"11", "The vote of November 2022 was close.", "[November 2022] DATE 2022-11"},
		{"11", "The vote of November of 2022 was close.", "[November of 2022] DATE 2022-11"},
		{"12", "Prices rose in August.", "[August] DATE 2022-08"},
		{"12", "The bridge was closed in March.", "[March] DATE 2022-03"},
		{"12", "The bridge will open in March.", "[March] DATE 2023-03"},
		{"12 no verb", "A bridge in December.", "[December] DATE 2022-12"},
		{"13", "It opened last March.", "[last March] DATE 2022-03"},
		{"13", "It opens next May.", "[next May] DATE 2023-05"},
		{"13", "It opened this September.", "[this September] DATE 2022-09"},
		{"14", "Tense since 1991, they said.", "[1991] DATE 1991"},
		{"14", "It fell in 1991.", "[1991] DATE 1991"},
		{"14", "It was 1991's best film.", "[1991] DATE 1991"},
		{"14", "The post-1959 state and its pre-1914 borders.", "[post-1959] DATE 1959 AFTER; [pre-1914] DATE 1914 BEFORE"},
		{"15", "Built in the 1990s by monks.", "[the 1990s] DATE 199"},
		{"15", "Built in the 1990's by monks.", "[the 1990's] DATE 199"},
		{"15", "Built in the '90s by monks.", "[the '90s] DATE 199"},
		{"15", "Built in the ’90s by monks.", "[the ’90s] DATE 199"},
		{"15", "Built in the nineties by monks.", "[the nineties] DATE 199"},
		{"15", "Built in the 1960s and 70s.", "[the 1960s] DATE 196; [70s] DATE 197"},
		{"14", "Until now, 2021 has been safe.", "[2021] DATE 2021"},
		{"14", "A mission in 1274 failed.", "[1274] DATE 1274"},
		{"12", "The June report was late.", "[June] DATE 2022-06"},
		{"12", "Oil for May delivery fell.", "[May] DATE 2022-05"},
		{"12", "We met in May.", "[May] DATE 2022-05"},
		{"12", "May 2021 was cold. On May 9 it snowed.", "[May 2021] DATE 2021-05; [May 9] DATE 2022-05-09"},
		{"16", "Built in the late 1990s by monks.", "[the late 1990s] DATE 199 END"},
		{"17", "Built in the mid-1990s by monks.", "[the mid-1990s] DATE 199 MID"},
		{"17", "Built in the mid-90s by monks.", "[the mid-90s] DATE 199 MID"},
		{"17", "Built in the early 2000s by monks.", "[the early 2000s] DATE 200 START"},
		{"18", "A tower of the 20th century.", "[the 20th century] DATE 19"},
		{"18", "A tower of the 19th-century town.", "[the 19th-century] DATE 18"},
		{"19", "It began in early 2011.", "[early 2011] DATE 2011 START"},
		{"19", "It began in mid-1996.", "[mid-1996] DATE 1996 MID"},
		{"19", "It began in late 2021.", "[late 2021] DATE 2021 END"},
		{"20", "It began in early October.", "[early October] DATE 2022-10 START"},
		{"20", "It began late last July.", "[late last July] DATE 2022-07 END"},
		{"21", "It ends at the beginning of 2023.", "[the beginning of 2023] DATE 2023 START"},
		{"21", "It ends by the end of the year.", "[the end of the year] DATE 2022 END"},
		{"22", "The war of 2009-2010 went on.", "[2009] DATE 2009 in 2009/2010; [2010] DATE 2010 in 2009/2010"},
		{"22", "The war of 2009–10 went on.", "[2009] DATE 2009 in 2009/2010; [10] DATE 2010 in 2009/2010"},
		{"23", "Output fell between March and June.", "[March] DATE 2022-03 in 2022-03/2022-06; [June] DATE 2022-06 in 2022-03/2022-06"},
		{"24", "He ruled from 2001 to 2009.", "[2001] DATE 2001 in 2001/2009; [2009] DATE 2009 in 2001/2009"},
		{"25", "It ran from April to June 2017.", "[April] DATE 2017-04 in 2017-04/2017-06; [June 2017] DATE 2017-06 in 2017-04/2017-06"},
		{"26", "It ran Oct. 3-5 in Rome.", "[Oct. 3] DATE 2022-10-03 in 2022-10-03/2022-10-05; [5] DATE 2022-10-05 in 2022-10-03/2022-10-05"},
		{"26", "It ran Oct. 3 to 5 in Rome.", "[Oct. 3] DATE 2022-10-03 in 2022-10-03/2022-10-05; [5] DATE 2022-10-05 in 2022-10-03/2022-10-05"},
		{"26", "It ran Jan. 4, 5 and 6, 2021.", "[Jan. 4] DATE 2021-01-04; [5] DATE 2021-01-05; [6, 2021] DATE 2021-01-06"},
		{"26", "It ran 3 and 5 May.", "[3] DATE 2022-05-03; [5 May] DATE 2022-05-05"},
		{"27", "Sales in the first quarter of 2021 rose.", "[the first quarter of 2021] DATE 2021-Q1"},
		{"27", "Sales in Q1 2021 rose.", "[Q1 2021] DATE 2021-Q1"},
		{"27", "Sales in 2021-Q1 rose.", "[2021-Q1] DATE 2021-Q1"},
		{"28", "Sales in the third quarter rose.", "[the third quarter] DATE 2022-Q3"},
		{"28", "Sales for the quarter rose.", "[the quarter] DATE 2022-Q3"},
		{"29", "Sales last quarter rose.", "[last quarter] DATE 2022-Q3"},
		{"29", "Sales this quarter rose.", "[this quarter] DATE 2022-Q4"},
		{"30", "Sales in the second half of 2021 rose.", "[the second half of 2021] DATE 2021-H2"},
		{"30", "Sales in H2 2021 rose.", "[H2 2021] DATE 2021-H2"},
		{"31", "The budget of FY2019 was cut.", "[FY2019] DATE 2019 fiscal"},
		{"31", "The budget of FY 2019 was cut.", "[FY 2019] DATE 2019 fiscal"},
		{"31", "The budget of fiscal 2019 was cut.", "[fiscal 2019] DATE 2019 fiscal"},
		{"31", "The budget of fiscal year 2019 was cut.", "[fiscal year 2019] DATE 2019 fiscal"},
		{"32", "The budget of this fiscal year was cut.", "[this fiscal year] DATE 2022 fiscal"},
		{"33", "He scored in the 2019-20 season.", "[the 2019-20 season] DATE 2019/2020"},
		{"33", "He scored in the 1999-00 season.", "[the 1999-00 season] DATE 1999/2000"},
		{"34", "It burned last summer.", "[last summer] DATE 2022-SU"},
		{"34", "It may burn this winter.", "[this winter] DATE 2022-WI"},
		{"34", "It burned in the winter of 1994.", "[the winter of 1994] DATE 1994-WI"},
		{"34", "It burned in winter of 1994.", "[winter of 1994] DATE 1994-WI"},
		{"35", "The minister said Monday.", "[Monday] DATE 2022-11-07"},
		{"36", "The minister said Tuesday.", "[Tuesday] DATE 2022-11-08"},
		{"37", "A man was shot Friday.", "[Friday] DATE 2022-11-04"},
		{"37", "The board will meet Friday.", "[Friday] DATE 2022-11-11"},
		{"38", "It fell last Friday.", "[last Friday] DATE 2022-11-04"},
		{"38", "It opens this Friday.", "[this Friday] DATE 2022-11-11"},
		{"38", "It opens next Friday.", "[next Friday] DATE 2022-11-11"},
		{"39", "It fell on Tuesday of last week.", "[Tuesday of last week] DATE 2022-11-01"},
		{"40", "It fell Friday afternoon.", "[Friday afternoon] TIME 2022-11-04TAF"},
		{"40", "It fell Monday night.", "[Monday night] TIME 2022-11-07TNI"},
		{"41", "He spoke today, not yesterday or tomorrow.", "[today] DATE 2022-11-08; [yesterday] DATE 2022-11-07; [tomorrow] DATE 2022-11-09"},
		{"42", "It bores today's teenagers.", "[today] DATE PRESENT_REF"},
		{"43", "It airs tonight, as last night and this morning.", "[tonight] TIME 2022-11-08TNI; [last night] TIME 2022-11-07TNI; [this morning] TIME 2022-11-08TMO"},
		{"44", "It fell last week, this week and next week.", "[last week] DATE 2022-W44; [this week] DATE 2022-W45; [next week] DATE 2022-W46"},
		{"45", "They fought over the weekend.", "[the weekend] DATE 2022-W44-WE"},
		{"45", "They fought this past weekend.", "[this past weekend] DATE 2022-W44-WE"},
		{"46", "Sales this month, last month, next year, last year.", "[this month] DATE 2022-11; [last month] DATE 2022-10; [next year] DATE 2023; [last year] DATE 2021"},
		{"47", "It fell earlier this month.", "[earlier this month] DATE 2022-11 START"},
		{"47", "It opens later this year.", "[later this year] DATE 2022 END"},
		{"48", "It fell two days ago.", "[two days ago] DATE 2022-11-06"},
		{"48", "It fell three weeks ago.", "[three weeks ago] DATE 2022-W42"},
		{"48", "It fell two months ago.", "[two months ago] DATE 2022-09"},
		{"48", "It fell 10 years ago.", "[10 years ago] DATE 2012"},
		{"49", "It fell nearly four years ago.", "[nearly four years ago] DATE 2018 APPROX"},
		{"50", "It sold 5 units, up from 3 a year earlier.", "[a year earlier] DATE 2021"},
		{"50", "War came on Sept. 3, 1939. The next day he fled, and a year earlier he had won.", "[Sept. 3, 1939] DATE 1939-09-03; [The next day] DATE 1939-09-04; [a year earlier] DATE 1938"},
		{"50", "War came on Sept. 3, 1939. The same day he fled. That year was cold.", "[Sept. 3, 1939] DATE 1939-09-03; [The same day] DATE 1939-09-03; [That year] DATE 1939"},
		{"51", "The bill will pass in three weeks.", "[three weeks] DATE 2022-W48"},
		{"51", "They left within two days.", "[two days] DURATION P2D"},
		{"52", "During the 44-day conflict they fled.", "[44-day] DURATION P44D"},
		{"52", "After a four-week break they met.", "[four-week] DURATION P4W"},
		{"53", "He ruled for 30 years.", "[30 years] DURATION P30Y"},
		{"53", "He ruled for almost 30 years.", "[almost 30 years] DURATION P30Y LESS_THAN"},
		{"53", "He spoke for more than four hours.", "[more than four hours] DURATION PT4H MORE_THAN"},
		{"54", "He ruled for about two years.", "[about two years] DURATION P2Y APPROX"},
		{"54", "He ruled for at least 20 years.", "[at least 20 years] DURATION P20Y EQUAL_OR_MORE"},
		{"54", "They serve for up to 180 days.", "[up to 180 days] DURATION P180D EQUAL_OR_LESS"},
		{"55", "It rose over the past two years.", "[the past two years] DURATION P2Y"},
		{"55", "It may rise over the next few months.", "[the next few months] DURATION PXM"},
		{"56", "It took several days.", "[several days] DURATION PXD"},
		{"56", "It fell in recent weeks.", "[recent weeks] DURATION PXW"},
		{"56", "They waited for years.", "[years] DURATION PXY"},
		{"57", "It took a decade.", "[a decade] DURATION P1DE"},
		{"57", "It took two centuries.", "[two centuries] DURATION P2CE"},
		{"58", "It took two and a half years.", "[two and a half years] DURATION P2.5Y"},
		{"58", "It took half an hour.", "[half an hour] DURATION PT30M"},
		{"58", "It took 24 hours.", "[24 hours] DURATION PT24H"},
		{"59", "Profit in the first nine months fell.", "[the first nine months] DURATION P9M"},
		{"60", "They pray every Friday.", "[every Friday] SET XXXX-WXX-5"},
		{"60", "They pray on Fridays.", "[Fridays] SET XXXX-WXX-5"},
		{"60", "They pray every morning.", "[every morning] SET XXXX-XX-XXTMO"},
		{"61", "They pray daily.", "[daily] SET P1D"},
		{"61", "They pray every day.", "[every day] SET P1D"},
		{"61", "They meet annually.", "[annually] SET P1Y"},
		{"61", "They meet each year.", "[each year] SET P1Y"},
		{"61", "They meet monthly.", "[monthly] SET P1M"},
		{"61", "They meet twice a year.", "[twice a year] SET P1Y"},
		{"62", "It fell at 8 p.m. in Kyiv.", "[8 p.m.] TIME 2022-11-08T20:00"},
		{"62", "It fell at 8 PM Sunday.", "[8 PM Sunday] TIME 2022-11-06T20:00"},
		{"62", "It fell at 15:00 GMT Saturday.", "[15:00 GMT Saturday] TIME 2022-11-05T15:00Z"},
		{"64", "They will meet at Christmas.", "[Christmas] DATE 2022-12-25"},
		{"64", "They met last Thanksgiving.", "[last Thanksgiving] DATE 2021-11-25"},
		{"64", "They met at Easter 2000.", "[Easter 2000] DATE 2000-04-23"},
		{"65", "He recalled 9/11 with tears.", "[9/11] DATE 2001-09-11"},
		{"65", "He recalled the Sept. 11 attacks.", "[Sept. 11] DATE 2001-09-11"},
		{"66", "The battle of 490 BC was short.", "[490 BC] DATE BC0490"},
		{"66", "The wars of 490-479 BC were long.", "[490] DATE BC0490 in BC0490/BC0479; [479 BC] DATE BC0479 in BC0490/BC0479"},
		{"66", "Ruled from 264 to 241 B.C. by Rome.", "[264] DATE BC0264 in BC0264/BC0241; [241 B.C.] DATE BC0241 in BC0264/BC0241"},
		{"66", "A town of the 5th century BC.", "[the 5th century BC] DATE BC04"},
		{"26", "On the night of 5/6 June 1944 they flew.", "[the night of 5] TIME 1944-06-05TNI; [6 June 1944] DATE 1944-06-06"},
		{"66", "The city fell in A.D. 79.", "[A.D. 79] DATE 0079"},
		{"67", "BEIJING, Aug. 7 (Xinhua) -- Rain fell.", "[Aug. 7] DATE 2022-08-07"},
		{"68", "A 34-year-old man, Ali Veli, 34, and a 2-year-old.", ""},
		{"68", "Vaccines for children 6 months and older.", ""},
		{"68", "She was 34 years old.", ""},
		{"69", "It opened on Feb. 29, 2021.", "[Feb. 29, 2021] DATE  invalid"},
		{"69", "It opened on Nov. 31.", "[Nov. 31] DATE  invalid"},
	}, Options{Published: tuesday})
	run(t, []row3{
		{"5", "Filed on 7/11/2022 at the court.", "[7/11/2022] DATE 2022-11-07"},
	}, Options{Published: tuesday, DMY: true})
	run(t, []row3{
		{"63", "He now leads, as currently planned.", "[now] DATE PRESENT_REF; [currently] DATE PRESENT_REF"},
		{"63", "He recently left, as in the past.", "[recently] DATE PAST_REF; [the past] DATE PAST_REF"},
		{"63", "He fears the future, which will come soon.", "[the future] DATE FUTURE_REF; [soon] DATE FUTURE_REF"},
		{"63", "He is rich these days.", "[these days] DATE PRESENT_REF"},
	}, Options{Published: tuesday, Vague: true})
	run(t, []row3{
		{"63 not asked for", "He now leads, as currently planned, these days and in the past and the future.", ""},
		{"70", "The minister said Monday.", "[Monday] DATE XXXX-WXX-1"},
		{"70", "It fell on Nov. 8.", "[Nov. 8] DATE XXXX-11-08"},
		{"70", "It fell last week.", "[last week] DATE "},
	}, Options{})
}

// TestNotDates has words that look like dates and are none.
func TestNotDates(t *testing.T) {
	for _, text := range []string{
		"It may rain and they march on.", "They march to the palace.", "May I come in?", "You may, in that case, leave.",
		"Stocks may fall.", "The fall of the wall was quick.", "Since the fall of Kabul they fled.", "A spring broke in the lock.",
		"The sun rose.", "He sat down.", "A second suspect fled.", "The second suspect was held.", "The mon was dec.", "He saw the dec.",
		"Mr. March spoke.", "Theresa May resigned.", "April Smith won.", "Augusta is a town.", "The Augusta golf club.",
		"He lives at 1200 High Street.", "About 2000 people came.", "It cost $1990.", "A Boeing 787 landed.", "Flight 1549 landed.",
		"It runs Windows 2000 still.", "They met in Room 1984.", "U.N. Resolution 1973 passed.", "They won by a score of 3-2.",
		"A ratio of 1/3 was used.", "See version 1.2.3 of it.", "A 50-50 chance.", "Read The New York Times.", "Time magazine wrote.",
		"The Sunday Times wrote.", "The Daily Mail wrote.", "The show 60 Minutes aired.", "Shops open for Black Friday.",
		"Pay ABC 2000 now.", "Use port 9077.", "Take Suite 200.", "Bus W6277 left.", "Case 379480 closed.", "He walked past the house.",
		"The second most important law.", "His first school.", "The money went.", "Julian met Fripple.", "Only 2000 troops stayed.",
		"A 2,000 page report.", "It weighed 1990 pounds.", "Some 1500 soldiers fled.", "He drove past 1999 Main Street.", "He was in his thirties.",
		"It rose 2.5 points.", "He has 20/20 vision.", "Call 555-1990 at once.", "No. 1984 won.",
		"She is in her early 30s.", "Calves aged 27 months.", "At an age of 27 months.", "A Long March 5 rocket.", "Free on 1800 247 600.", "In the second half, they scored.",
	} {
		if got := show(text, Find(text, Options{Published: tuesday})); got != "" {
			t.Errorf("%q: got %s, want nothing", text, got)
		}
	}
	text := "The Sunday Mirror met April."
	taken := func(start, end int) bool { return start >= 4 }
	if got := show(text, Find(text, Options{Published: tuesday, Taken: taken})); got != "" {
		t.Errorf("names win: got %s", got)
	}
}
