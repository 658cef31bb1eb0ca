package summary

import (
	"fmt"
	"math"
	"math/rand/v2"
	"runtime"
	"testing"

	"github.com/google/go-cmp/cmp"

	"newsannotate/annotate/document"
)

func TestWhen(t *testing.T) {
	for _, test := range []struct {
		value            string
		day, month, year string // - is open, + is coarser than that
	}{
		{"2022-11-07", "2022-11-07", "2022-11", "2022"},
		{"2022-11-07T20:00", "2022-11-07", "2022-11", "2022"},
		{"2022-11-07/2022-11-09", "2022-11-07", "2022-11", "2022"},
		{"2022-11", "+", "2022-11", "2022"},
		{"2022-W45", "+", "+", "2022"},
		{"2022-Q3", "+", "+", "2022"},
		{"2022-11-XX", "+", "2022-11", "2022"},
		{"2022-XX-08", "+", "+", "2022"},
		{"2022", "+", "+", "2022"},
		{"0079", "+", "+", "0079"},
		{"BC0044-03-15", "BC0044-03-15", "BC0044-03", "BC0044"},
		{"199", "+", "+", "+"},
		{"199X", "+", "+", "+"},
		{"19", "+", "+", "+"},
		{"XXXX-11-08", "-", "-", "-"},
		{"XXXX-WXX-5", "-", "-", "-"},
		{"T20:00", "-", "-", "-"},
		{"PRESENT_REF", "-", "-", "-"},
		{"", "-", "-", "-"},
	} {
		for p, want := range map[Period]string{Day: test.day, Month: test.month, Year: test.year} {
			got, coarse := when(test.value, p)
			switch {
			case coarse && got == "":
				got = "+"
			case got == "":
				got = "-"
			}
			if got != want {
				t.Errorf("%q by %s: %s, want %s", test.value, p, got, want)
			}
		}
	}
}

// TestLogRatio compares with G² as it is written in books, in floating point.
func TestLogRatio(t *testing.T) {
	rnd := rand.New(rand.NewPCG(3, 4))
	book := func(both, a, b, n int) float64 {
		sum := 0.0
		for _, c := range [][3]int{{both, a, b}, {a - both, a, n - b}, {b - both, n - a, b}, {n - a - b + both, n - a, n - b}} {
			if c[0] > 0 {
				sum += float64(c[0]) * math.Log(float64(c[0])*float64(n)/(float64(c[1])*float64(c[2])))
			}
		}
		return 2 * sum
	}
	for range 10000 {
		n := 1 + rnd.IntN(200000)
		a := 1 + rnd.IntN(n)
		b := 1 + rnd.IntN(n)
		both := max(0, a+b-n) + rnd.IntN(min(a, b)-max(0, a+b-n)+1)
		want := book(both, a, b, n)
		if both*n <= a*b {
			want = 0
		}
		if got := logRatio(both, a, b, n); math.Abs(got-want) > 0.06 {
			t.Fatalf("logRatio(%d, %d, %d, %d) = %v, want %v", both, a, b, n, got, want)
		}
	}
	// Dunning (1993), table of bigrams in a text of 31,777 words: "the swiss"
	// is seen 110 times, other words before swiss 2,442, and "the" before others 111.
	if got := logRatio(110, 110+2442, 110+111, 110+2442+111+29114); got != 270.7 {
		t.Errorf("the swiss: %v, want 270.7", got)
	}
}

// corpus generates documents in which a few entities are frequent and most
// are rare, as in news: the kth most frequent one has a share like 1/k.
func corpus(n int, yield func(*document.Document, string)) {
	rnd := rand.New(rand.NewPCG(5, 6))
	zipf := rand.NewZipf(rnd, 1.05, 4, 1<<20)
	for i := range n {
		d := &document.Document{Published: document.Published{Value: fmt.Sprintf("20%02d-%02d-%02d", 20+i%3, 1+i%12, 1+i%28)}}
		if i%11 == 0 {
			d.Published.Value = ""
		}
		for k := range 12 {
			id := zipf.Uint64()
			e := document.Entity{ID: fmt.Sprintf("e-%d-%d", k, id), Type: document.Types[id%3], Name: fmt.Sprintf("Name%d Of%d", id%977, id)}
			switch {
			case e.Type == place && id%2 == 0:
				e.ISO, e.Kind = string([]byte{'A' + byte(id%26), 'A' + byte(id/26%7)}), []string{"", "city", "country"}[id%9/3]
			case e.Type == person:
				e.Roles = []string{fmt.Sprintf("Minister %d", id%50)}
			case rnd.IntN(3) == 0:
				e.Name, e.Aliases = "The "+e.Name, []string{"NO"}
			}
			d.Entities = append(d.Entities, e)
			for range 1 + rnd.IntN(3) {
				d.Mentions = append(d.Mentions, document.Mention{Type: e.Type, Text: e.Name, Entity: e.ID})
			}
		}
		d.Mentions = append(d.Mentions,
			document.Mention{Type: person, Text: fmt.Sprintf("Unlinked %d", i%5)},
			document.Mention{Type: document.Date, Text: "then", Timex: document.TimexDate, Value: fmt.Sprintf("19%02d-%02d", i%100, 1+i%12)})
		yield(d, fmt.Sprintf("folder-%d", i%4))
	}
}

// TestOrder holds that the order in which documents come changes nothing.
func TestOrder(t *testing.T) {
	type in struct {
		d     *document.Document
		group string
	}
	var all []in
	corpus(400, func(d *document.Document, group string) { all = append(all, in{d, group}) })
	summarise := func() *Summary {
		c := NewCounter(Options{Since: "2021-06-01", Joins: true})
		for _, x := range all {
			if x.d.Published.Value == "2021-01-01" {
				c.AddEarlier(x.d)
			} else {
				c.Add(x.d, x.group)
			}
		}
		return c.Summary()
	}
	want := summarise()
	if len(want.Together) < 3 || len(want.Changes.Rose) < 3 || len(want.Groups) != 4 || len(want.Joins) < 10 || len(want.Countries) < 10 {
		t.Fatalf("the corpus shows too little: %d pairs, %d rose, %d groups, %d joins, %d countries",
			len(want.Together), len(want.Changes.Rose), len(want.Groups), len(want.Joins), len(want.Countries))
	}
	rnd := rand.New(rand.NewPCG(7, 8))
	for range 5 {
		rnd.Shuffle(len(all), func(i, k int) { all[i], all[k] = all[k], all[i] })
		if diff := cmp.Diff(want, summarise()); diff != "" {
			t.Fatal(diff)
		}
	}
}

// TestTotals holds the sums against a plain count.
func TestTotals(t *testing.T) {
	c := NewCounter(Options{})
	mentions := map[document.Type]int{}
	corpus(300, func(d *document.Document, group string) {
		c.Add(d, group)
		for _, m := range d.Mentions {
			mentions[m.Type]++
		}
	})
	s := c.Summary()
	for i, list := range [][]Entity{s.People, s.Places, s.Organisations} {
		sum := 0
		for _, e := range list {
			sum += e.Mentions
			if e.Articles > e.Mentions || e.First > e.Last {
				t.Errorf("%+v", e)
			}
		}
		if tc := s.Types[i]; sum != mentions[tc.Type] || tc.Mentions != sum || tc.Entities != len(list) {
			t.Errorf("%+v: %d listed with %d mentions, want %d", tc, len(list), sum, mentions[tc.Type])
		}
	}
	groups, published, spoken := 0, 0, 0
	for _, g := range s.Groups {
		groups += g.Articles
	}
	for _, row := range s.Timeline.Rows {
		published += row.Published
		spoken += row.Mentions
	}
	if groups != 300 || published != 300-s.Undated || spoken != mentions[document.Date] {
		t.Errorf("%d in groups, %d published, %d undated, %d dates", groups, published, s.Undated, spoken)
	}
}

// TestMemory holds what a Counter keeps to its documentation, measured by what
// it holds and not by time: 20,000 documents with about 80,000 names.
func TestMemory(t *testing.T) {
	heap := func() uint64 {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	before := heap()
	c := NewCounter(Options{})
	const n = 20000
	corpus(n, c.Add)
	kept := int(heap() - before)
	limit := 200*len(c.entities) + 16*2*n + 8*2*len(c.posts) // slices may be half empty
	t.Logf("%d documents, %d entities: %d bytes kept, %d allowed", n, len(c.entities), kept, limit)
	if kept > limit {
		t.Errorf("%d bytes kept, %d allowed", kept, limit)
	}
	runtime.KeepAlive(c)
}

// BenchmarkHundredThousand counts 100,000 documents and summarises them, and
// reports what that keeps.
func BenchmarkHundredThousand(b *testing.B) {
	for b.Loop() {
		c := NewCounter(Options{Top: 10})
		corpus(100000, c.Add)
		if s := c.Summary(); s.Articles != 100000 || len(s.People) != 10 {
			b.Fatal(s.Articles)
		}
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		b.ReportMetric(float64(m.HeapAlloc)/1e6, "MB-kept")
		b.ReportMetric(float64(len(c.entities)), "names")
	}
}
