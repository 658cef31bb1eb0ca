package ner

import (
	"bytes"
	"fmt"
	"io"
	"testing"

	"newsannotate/ner/token"
)

// trialSamples are small articles about people who run firms in towns.
func trialSamples() (samples, plain []*Sample) {
	people := []string{"Ada Brown", "Tom Weld", "Mira Sol", "Jan Toor", "Lia Koh", "Ben Ruud"}
	firms := []string{"Zentrix Group", "Oldam Bank", "Velo Air", "Karst Mining", "Pillar Press", "Nordal Oil"}
	towns := []string{"Elden", "Marsk", "Tavro", "Quill", "Orsa", "Dunmere"}
	for i := range 36 {
		s := &Sample{Weight: 1, Whole: true}
		add := func(name string, t Type, rest string) {
			s.Gold = append(s.Gold, Mention{Span: token.Span{Start: len(s.Text), End: len(s.Text) + len(name)}, Type: t})
			s.Text += name + rest
		}
		add(people[i%6], Person, " of ")
		add(firms[i/6], Organisation, " said in ")
		add(towns[(i+i/6)%6], Place, " that sales fell. ")
		add(people[i%6], Person, " left.")
		s.Sentences = token.Split(s.Text)
		token.TagAll(s.Text, s.Sentences)
		samples = append(samples, s)
	}
	for i := range 4 {
		s := &Sample{Weight: 0.5, Text: fmt.Sprintf("%s of Osprey Group said in Hallin that sales fell.", people[i])}
		s.Sentences = token.Split(s.Text)
		token.TagAll(s.Text, s.Sentences)
		plain = append(plain, s)
	}
	return samples, plain
}

func TestTrain(t *testing.T) {
	samples, plain := trialSamples()
	o := Options{
		Name: "trial", Passes: 2, Runs: 2, Epochs: 10, Rate: 0.05, SecondRate: 0.01, L2: 1e-4, Cutoff: 1, Rows: 100000,
		Unlabelled: plain, Sure: 0.5, Log: io.Discard,
	}
	file, err := Train(samples, o)
	if err != nil {
		t.Fatal(err)
	}
	again, err := Train(samples, o)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(file, again) {
		t.Error("two trainings give two models")
	}
	if err := Verify(string(file)); err != nil {
		t.Error(err)
	}
	c, err := Open(string(file))
	if err != nil {
		t.Fatal(err)
	}
	text := "Ada Brown of Nordal Oil said in Tavro that sales fell. Ada Brown left."
	want := "Ada Brown/person\nNordal Oil/organisation\nTavro/place\nAda Brown/person\n"
	if got := show(text, recognise(c, text)); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	file[len(file)/2]++
	if Verify(string(file)) == nil {
		t.Error("a damaged file passes")
	}
}

// TestGoldLabels projects gold spans on tokens: one that cuts a token is lost.
func TestGoldLabels(t *testing.T) {
	s := &Sample{Text: "Ann Lee met IBM in Bonn."}
	s.Sentences = token.Split(s.Text)
	s.Gold = []Mention{
		{Span: token.Span{Start: 0, End: 7}, Type: Person},
		{Span: token.Span{Start: 12, End: 15}, Type: Organisation},
		{Span: token.Span{Start: 19, End: 21}, Type: Place},
	}
	a := newArticle(nil)
	a.load(s.Text, s.Sentences)
	got := fmt.Sprint(goldLabels(a, s))
	want := fmt.Sprint([]int{label(Person, partB), label(Person, partE), 0, label(Organisation, partS), 0, 0, 0})
	if got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
