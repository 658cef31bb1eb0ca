package ner

import (
	"strings"
	"testing"
)

// TestAkar holds the names of one article against its gold, which is written
// here as they follow each other, by the first letter of their type.
func TestAkar(t *testing.T) {
	gold := strings.Split(strings.TrimSpace(`
p Türkiye|p Azerbaijan|p Armenia|n Akar|n Hulusi Akar|p Azerbaijan|p Ankara|p Türkiye|o AA|p Türkiye|p Azerbaijan|p Armenia|n Hulusi Akar|p Azerbaijan|p Armenia|n Akar|p Azerbaijan|p Ankara|n Hulusi Akar|p Azerbaijan|p Ankara|n Rashad Mammadov|p Azerbaijan|n Hikmet Hajiyev|o Inter-Parliamentary Friendship Group|n Ehliman Emiraslanov|n Akar|n Akar|n Hajiyev|p Türkiye|p Azerbaijan|p Türkiye|p Azerbaijan|p Azerbaijan|p Türkiye|p Azerbaijan|p Türkiye|p Azerbaijan|n Hajiyev|o Turkish Foreign Ministry|p Azerbaijan|p Azerbaijan|p Türkiye|p Azerbaijan|p South Caucasus|p Armenia|p Azerbaijan|p Karabakh|p Azerbaijan|o Armenian Army|p Azerbaijan|p Armenia|p Azerbaijan|p Armenia|p Azerbaijan|p Karabakh`), "|")
	text := newsText(t)
	var found []string
	for _, m := range recognise(defaultCRF(t), text) {
		found = append(found, [nTypes]string{"n ", "p ", "o "}[m.Type]+m.Of(text))
	}
	// The longest common subsequence is the number of right ones: names do not
	// move.
	row := make([]int, len(gold)+1)
	for _, f := range found {
		left := 0
		for j, g := range gold {
			up := row[j+1]
			if f == g {
				row[j+1] = left + 1
			} else {
				row[j+1] = max(up, row[j])
			}
			left = up
		}
	}
	right := row[len(gold)]
	if f1 := 2 * float64(right) / float64(len(found)+len(gold)); f1 < 0.96 {
		t.Errorf("F1 %.3f: %d of %d found are right, gold has %d\n%s", f1, right, len(found), len(gold), strings.Join(found, "\n"))
	}
}
