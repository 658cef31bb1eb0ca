package date

import (
	"fmt"
	"strings"
	"testing"
)

// TestStory reads a text about the past, where the date mentioned last leads
// and not the day of publication.
func TestStory(t *testing.T) {
	text := "The War of the Two Rivers began on 3 August 1914, when the northern army crossed the border. On 12 August, the fort fell. " +
		"By late September the army had reached the capital. In December, the winter offensive stalled. On 7 January, the king fled. " +
		"The following spring, a new army landed. In May 1915 the siege was lifted. On 9 May the garrison surrendered. The next day, peace talks opened; " +
		"three weeks later a truce was signed. On the night of 14-15 June, a mutiny broke out. Between 4 and 9 July 1915, many men died. " +
		"By the end of 1915, the front had moved. From 1916 until 1918 the fighting went on. Two months later, on 11 November, an armistice was signed. " +
		"In early 1919 a treaty followed. The war, which had lasted over four years, ended an age. In January 1942 it was cold. That winter, many fled.\n\n" +
		"In the autumn of 1943 the port was mined. On 14 July 1944, a Friday, it was cleared. That day, at noon, ships sailed. On the Monday after they came back. " +
		"Later that year they were sold. The previous year had been worse. By 3 September the town was free. The same month it was rebuilt."
	want := `
[3 August 1914] DATE 1914-08-03
[12 August] DATE 1914-08-12
[late September] DATE 1914-09 END
[December] DATE 1914-12
[7 January] DATE 1915-01-07
[The following spring] DATE 1915-SP
[May 1915] DATE 1915-05
[9 May] DATE 1915-05-09
[The next day] DATE 1915-05-10
[three weeks later] DATE 1915-W22
[the night of 14] TIME 1915-06-14TNI
[15 June] DATE 1915-06-15
[4] DATE 1915-07-04 in 1915-07-04/1915-07-09
[9 July 1915] DATE 1915-07-09 in 1915-07-04/1915-07-09
[the end of 1915] DATE 1915 END
[1916] DATE 1916 in 1916/1918
[1918] DATE 1918 in 1916/1918
[Two months later] DATE 1918-XX
[11 November] DATE 1918-11-11
[early 1919] DATE 1919 START
[over four years] DURATION P4Y MORE_THAN
[January 1942] DATE 1942-01
[That winter] DATE 1941-WI
[the autumn of 1943] DATE 1943-FA
[14 July 1944] DATE 1944-07-14
[Friday] DATE 1944-07-14
[That day] DATE 1944-07-14
[noon] TIME 1944-07-14T12:00
[Monday] DATE 1944-07-17
[Later that year] DATE 1944 END
[The previous year] DATE 1943
[3 September] DATE 1944-09-03
[The same month] DATE 1944-09`
	var got strings.Builder
	for _, e := range Find(text, Options{Published: tuesday}) {
		fmt.Fprintf(&got, "%s\n", show(text, []Expression{e}))
	}
	if strings.TrimSpace(got.String()) != strings.TrimSpace(want) {
		t.Errorf("got\n%s", &got)
	}
}
