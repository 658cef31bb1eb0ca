package main

import (
	"bytes"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

const temporalLine = `{"doc":"a","dct":"2022-11-08","text":"He said Monday that the old law, of 1991, fell last week.","timex":[` +
	`{"start":8,"end":14,"text":"Monday","type":"DATE","value":"2022-11-07"},` +
	`{"start":24,"end":27,"text":"old","type":"DATE","value":"PAST_REF"},` +
	`{"start":31,"end":40,"text":", of 1991","type":"DATE","value":"1992"}]}` + "\n"

// TestScoreTemporal counts by hand: of three gold and three found, Monday is
// right in all, 1991 overlaps with another value, "last week" is extra.
func TestScoreTemporal(t *testing.T) {
	var report bytes.Buffer
	got, err := scoreTemporal(strings.NewReader(temporalLine+temporalLine), &report)
	if err != nil {
		t.Fatal(err)
	}
	want := temporalScore{docs: 2, gold: 6, found: 6, strict: 2, relaxed: 4, value: 2, rules: map[string]ruleScore{
		"weekday": {2, 2, 2, 2}, "year": {2, 2, 0, 0}, "pointing word": {2, 0, 0, 0},
	}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if f := got.f1(got.relaxed); f < 66.6 || f > 66.7 {
		t.Errorf("relaxed F1 %f", f)
	}
	for _, want := range []string{`missed 2022-11-08`, `[old]`, `extra 2022-11-08`, `[last week]`, `value 2022-11-08`, `want "1992" got "1991"`, `extent 2022-11-08`} {
		if !strings.Contains(report.String(), want) {
			t.Errorf("no %s in\n%s", want, &report)
		}
	}
	if _, err := scoreTemporal(strings.NewReader("{"), nil); err == nil {
		t.Error("no error for a broken line")
	}
}

func TestEvalDates(t *testing.T) {
	dir := t.TempDir()
	if err := evalDates([]string{"-temporal", dir}, &bytes.Buffer{}); !os.IsNotExist(err) {
		t.Errorf("without sets: %v", err)
	}
	for _, set := range []string{"timebank", "aquaint", "msrecognizers_en"} {
		if err := os.WriteFile(filepath.Join(dir, set+".jsonl"), []byte(temporalLine), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	var out bytes.Buffer
	if err := run([]string{"eval-dates", "-rules", "-temporal", dir}, &out, &out); err != 0 {
		t.Fatalf("exit %d: %s", err, &out)
	}
	if !strings.Contains(out.String(), "weekday                             1 found  overlap 100.0%  strict 100.0%  value 100.0%") {
		t.Errorf("no rules in %s", &out)
	}
	if got := strings.Count(out.String(), "strict  33.3  relaxed  66.7  value  33.3"); got != 3 {
		t.Errorf("got %s", &out)
	}
}
