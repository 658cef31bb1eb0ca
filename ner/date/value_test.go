package date

import (
	"encoding/json"
	"testing"
)

func TestValue(t *testing.T) {
	for _, c := range []struct{ value, first, last string }{
		{"2022-11-08", "2022-11-08", "2022-11-08"},
		{"2022-11-08T20:00", "2022-11-08", "2022-11-08"},
		{"2022-11-08T20:00:30Z", "2022-11-08", "2022-11-08"},
		{"2022-11-08T24:00", "2022-11-08", "2022-11-08"},
		{"2022-11-08TNI", "2022-11-08", "2022-11-08"},
		{"2022-11", "2022-11-01", "2022-11-30"},
		{"2020-02", "2020-02-01", "2020-02-29"},
		{"2022", "2022-01-01", "2022-12-31"},
		{"199", "1990-01-01", "1999-12-31"},
		{"19", "1900-01-01", "1999-12-31"},
		{"2022-Q3", "2022-07-01", "2022-09-30"},
		{"2022-H2", "2022-07-01", "2022-12-31"},
		{"2022-SU", "2022-06-01", "2022-08-31"},
		{"2023-WI", "2023-12-01", "2024-02-29"},
		{"2022-W45", "2022-11-07", "2022-11-13"},
		{"2020-W53", "2020-12-28", "2021-01-03"},
		{"2022-W01", "2022-01-03", "2022-01-09"},
		{"2022-W45-WE", "2022-11-12", "2022-11-13"},
		{"2022-W45-2", "2022-11-08", "2022-11-08"},
		{"2019/2020", "2019-01-01", "2020-12-31"},
		{"BC0490", "-489-01-01", "-489-12-31"},
		{"BC04", "-498-01-01", "-399-12-31"},
		{"BC00", "-098-01-01", "0000-12-31"},
		{"0079", "0079-01-01", "0079-12-31"},
		{"XXXX-11-08", "", ""},
		{"XXXX-02-29", "", ""},
		{"XXXX-WXX-5", "", ""},
		{"XXXX-XX-XXTMO", "", ""},
		{"2022-11-XX", "", ""},
		{"XXXX-SU", "", ""},
		{"XXXX", "", ""},
		{"P2Y", "", ""},
		{"P2.5Y", "", ""},
		{"PXW", "", ""},
		{"P1DE", "", ""},
		{"P2CE", "", ""},
		{"PT5H30M", "", ""},
		{"P2Y6M", "", ""},
		{"P3DT4H", "", ""},
		{"PRESENT_REF", "", ""},
		{"PAST_REF", "", ""},
		{"FUTURE_REF", "", ""},
		{"", "", ""},
	} {
		v, err := ParseValue(c.value)
		if err != nil {
			t.Error(err)
			continue
		}
		first, last, ok := v.Days()
		if v.String() != c.value || first.String() != c.first || last.String() != c.last || ok != (c.first != "") || v.IsZero() != (c.value == "") {
			t.Errorf("%s: prints %s, days %s to %s, %v", c.value, v, first, last, ok)
		}
	}
}

func TestNoValue(t *testing.T) {
	for _, s := range []string{
		"x", "2022-13", "2022-00", "2022-02-30", "2021-02-29", "2022-Q5", "2022-H3", "2022-W54", "2021-W53", "2022-W45-8", "2022-W00",
		"2022-11-08T25", "2022-11-08T24:01", "2022-11-08T20:60", "2022-11-08T", "2022T20:00", "2022-11T20:00", "2", "20221", "2022-1",
		"BC4", "BC0000", "BCXXXX", "2020/2019", "199-11", "P", "PT", "P2", "P2M1Y", "P1D2D", "P1.0Y", "P1.25Y", "P01Y", "P1YT", "P9999999999Y", "XXX",
		"2022-11-08Z", "2022-11-08TXX", "present_ref", "2022-", "XX", "2022-SP-1",
	} {
		if v, err := ParseValue(s); err == nil {
			t.Errorf("%q is read as %v", s, v)
		}
	}
}

func TestValueJSON(t *testing.T) {
	var v struct{ Value Value }
	if err := json.Unmarshal([]byte(`{"Value":"2022-Q3"}`), &v); err != nil {
		t.Fatal(err)
	}
	if b, err := json.Marshal(v); err != nil || string(b) != `{"Value":"2022-Q3"}` {
		t.Errorf("got %s, %v", b, err)
	}
	if err := json.Unmarshal([]byte(`{"Value":"2022-Q7"}`), &v); err == nil {
		t.Error("no error for 2022-Q7")
	}
}

func FuzzValue(f *testing.F) {
	for _, s := range []string{"2022-11-08T20:00Z", "XXXX-WXX-5", "P2.5Y", "2019/2020", "BC0490", "2020-W53-WE", "P3DT4H", "2022-WI", "19"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		v, err := ParseValue(s)
		if err != nil {
			return
		}
		if v.String() != s {
			t.Fatalf("%q prints %q", s, v)
		}
		if first, last, ok := v.Days(); ok && last.Before(first) {
			t.Fatalf("%q ends %v before it begins %v", s, last, first)
		}
	})
}
