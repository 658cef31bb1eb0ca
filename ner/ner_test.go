package ner

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"

	"newsannotate/ner/token"
)

func defaultCRF(t testing.TB) *CRF {
	t.Helper()
	c, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func recognise(c *CRF, text string) []Mention {
	sentences := token.Split(text)
	token.TagAll(text, sentences)
	return c.Recognise(text, sentences)
}

// show writes mentions as in "Hulusi Akar/person".
func show(text string, mentions []Mention) string {
	var b strings.Builder
	for _, m := range mentions {
		fmt.Fprintf(&b, "%s/%v\n", m.Of(text), m.Type)
	}
	return b.String()
}

func TestRecognise(t *testing.T) {
	text := "Finance Minister Amina Okello met officials of the World Bank in Kampala on Friday. " +
		"Okello said Uganda needed the money. Mr. Okello then flew to Nairobi."
	want := "Amina Okello/person\nWorld Bank/organisation\nKampala/place\nOkello/person\nUganda/place\nOkello/person\nNairobi/place\n"
	if got := show(text, recognise(defaultCRF(t), text)); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

// checkMentions fails if mentions break the contract of Recognise.
func checkMentions(t *testing.T, text string, mentions []Mention) {
	t.Helper()
	end := 0
	for _, m := range mentions {
		if m.Start < end || m.End <= m.Start || m.End > len(text) {
			t.Fatalf("mention %v after %d in a text of %d bytes", m.Span, end, len(text))
		}
		if m.Type >= nTypes || !(m.Score > 0 && m.Score <= 1) {
			t.Fatalf("mention %+v", m)
		}
		end = m.End
	}
}

func TestDeterminism(t *testing.T) {
	c := defaultCRF(t)
	text := newsText(t)
	want := fmt.Sprint(recognise(c, text))
	var wait sync.WaitGroup
	for n := range 4 {
		wait.Go(func() {
			for k := range 3 {
				// Other articles in between must not show.
				recognise(c, text[:200*(n+k+1)])
				if got := fmt.Sprint(recognise(c, text)); got != want {
					t.Errorf("worker %d, round %d differs", n, k)
				}
			}
		})
	}
	wait.Wait()
}

// sequences calls f with every label sequence of length n.
func sequences(n int, f func([]uint8)) {
	s := make([]uint8, n)
	for {
		f(s)
		i := 0
		for ; i < n; i++ {
			if s[i]++; s[i] < nLabels {
				break
			}
			s[i] = 0
		}
		if i == n {
			return
		}
	}
}

func legalSequence(s []uint8) bool {
	prev := noLabel
	for _, l := range s {
		if !legal(prev, int(l)) {
			return false
		}
		prev = int(l)
	}
	return legal(prev, noLabel)
}

// TestBruteForce holds Viterbi, the marginals and the probability of a mention
// against sums over all label sequences of small random models.
func TestBruteForce(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for round := range 40 {
		n := 1 + round%4
		m := &model{}
		for a := range m.trans {
			for b := range m.trans[a] {
				m.trans[a][b] = unlikely
				if legal(a, b) {
					m.trans[a][b] = int32(random.IntN(100) - 50)
				}
			}
		}
		d := &decoder{article: &article{m: m}}
		trans := m.transitions()
		d.f.setTransitions(&trans)
		d.em = make([][nLabels]int32, n)
		d.label = make([]uint8, n)
		for i := range d.em {
			for k := range d.em[i] {
				d.em[i][k] = int32(random.IntN(120) - 60)
			}
		}
		win := run{0, int32(n)}
		d.viterbi(win)
		d.forward(win)
		total, best := 0.0, int32(unlikely)
		var marginal [4][nLabels]float64
		whole := 0.0 // all tokens one organisation
		sequences(n, func(s []uint8) {
			if !legalSequence(s) {
				return
			}
			score, prev := int32(0), noLabel
			for i, l := range s {
				score += m.trans[prev][l] + d.em[i][l]
				prev = int(l)
			}
			score += m.trans[prev][noLabel]
			best = max(best, score)
			p := math.Exp(float64(score) / perUnit)
			total += p
			for i, l := range s {
				marginal[i][l] += p
			}
			if s[0] != labelO && labelType(int(s[0])) == Organisation {
				if n == 1 && labelPart(int(s[0])) == partS {
					whole += p
				} else if n > 1 && labelPart(int(s[0])) == partB && labelPart(int(s[n-1])) == partE && !contains(s[1:n-1], labelO) && single(s) {
					whole += p
				}
			}
		})
		score, prev := int32(0), noLabel
		for i, l := range d.label {
			score += m.trans[prev][l] + d.em[i][l]
			prev = int(l)
		}
		score += m.trans[prev][noLabel]
		if !legalSequence(d.label) || score != best {
			t.Fatalf("round %d: Viterbi found %v with %d, best is %d", round, d.label, score, best)
		}
		for i := range n {
			for k := range nLabels {
				if got, want := d.f.marginal(i, k), marginal[i][k]/total; math.Abs(got-want) > 1e-9 {
					t.Fatalf("round %d: marginal of %d at %d is %g, want %g", round, k, i, got, want)
				}
			}
		}
		if got, want := d.f.segment(0, n-1, Organisation), whole/total; math.Abs(got-want) > 1e-9 {
			t.Fatalf("round %d: mention has %g, want %g", round, got, want)
		}
	}
}

func contains(s []uint8, l uint8) bool {
	for _, x := range s {
		if x == l {
			return true
		}
	}
	return false
}

// single reports whether a sequence that begins with B and ends with E is one
// mention.
func single(s []uint8) bool {
	for _, l := range s[1 : len(s)-1] {
		if labelPart(int(l)) != partI {
			return false
		}
	}
	return true
}

func TestExp(t *testing.T) {
	for x := -60.0; x < 60; x += 0.37 {
		if got, want := exp(x), math.Exp(x); math.Abs(got/want-1) > 1e-13 {
			t.Errorf("exp(%g) = %g, want %g", x, got, want)
		}
	}
	if exp(-1000) != 0 {
		t.Error("exp(-1000) is not 0")
	}
}

func TestModelFile(t *testing.T) {
	b := newBuilder("trial", 3)
	var trans [nLabels + 1][nLabels + 1]float64
	trans[noLabel][labelO] = 0.5
	b.transitions(&trans)
	weights := make([]float32, nLabels)
	weights[labelO], weights[1] = 1, -100
	h := feature(tForm, 42)
	b.add(h, weights)
	file, err := b.bytes()
	if err != nil {
		t.Fatal(err)
	}
	m, err := openModel(string(file))
	if err != nil {
		t.Fatal(err)
	}
	var e [nLabels]int32
	m.add(&e, h)
	m.add(&e, feature(tForm, 43))
	if e[labelO] != 24 || e[1] != -127 || e[2] != 0 {
		t.Errorf("weights read as %v", e)
	}
	if m.trans[noLabel][labelO] != 12 || m.trans[noLabel][label(Person, partI)] != unlikely {
		t.Errorf("transitions read as %v", m.trans[noLabel])
	}
	if !strings.HasPrefix(m.name, "trial-") || len(m.name) != len("trial-")+6 {
		t.Errorf("name is %q", m.name)
	}
	for _, bad := range []string{"", "annoner", string(file[:len(file)-1]), "x" + string(file[1:])} {
		if _, err := openModel(bad); err == nil {
			t.Errorf("opened a broken file of %d bytes", len(bad))
		}
	}
}

func TestEmbeddedChecksum(t *testing.T) {
	if err := Verify(embedded); err != nil {
		t.Error(err)
	}
}

func TestHostile(t *testing.T) {
	c := defaultCRF(t)
	for name, text := range map[string]string{
		"empty":        "",
		"blank":        " \n\n\t ",
		"one letter":   "A",
		"bytes":        "\xff\xfe Ankara \x80",
		"long word":    strings.Repeat("Ankara", 1<<15),
		"one sentence": strings.Repeat("Ankara and ", 1<<15),
		"capitals":     strings.Repeat("ANKARA ", 1<<15),
		"one name":     strings.Repeat("Bank Of Ghana ", 1<<14),
		"acronyms":     strings.Repeat("Bank of Ghana (BoG) ", 1<<13),
		"hyphens":      strings.Repeat("A - ", 1<<15),
	} {
		t.Run(name, func(t *testing.T) { checkMentions(t, text, recognise(c, text)) })
	}
	var many strings.Builder
	for i := range 1 << 14 {
		fmt.Fprintf(&many, "Q%xz A%xb ", i, i*7)
	}
	t.Run("all words differ", func(t *testing.T) { checkMentions(t, many.String(), recognise(c, many.String())) })
}

func FuzzRecognise(f *testing.F) {
	f.Add("Hulusi Akar met the Bank of Ghana (BoG) in Ankara. Akar said: \"BoG, U.S. - based.\"")
	f.Add("ANKARA — Al - Maliki's")
	f.Add("\xff(The O2) [3] Ltd.\r\n\r\nİstanbul’s")
	c := defaultCRF(f)
	f.Fuzz(func(t *testing.T, text string) { checkMentions(t, text, recognise(c, text)) })
}
