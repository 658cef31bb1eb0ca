package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"newsannotate/ner"
	"newsannotate/ner/token"
)

// corpus writes lines of tokens and tags, parted by blanks, as a corpus file.
func corpusFile(t *testing.T, words string) string {
	t.Helper()
	var b strings.Builder
	for w := range strings.FieldsSeq(words) {
		if w == "|" {
			b.WriteString("\n")
			continue
		}
		word, tag, ok := strings.Cut(w, "_")
		if !ok {
			tag = "O"
		}
		b.WriteString(word + "\t" + tag + "\n")
	}
	path := filepath.Join(t.TempDir(), "corpus.conll")
	if err := os.WriteFile(path, []byte(b.String()+"\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	return path
}

// marked writes a document's text with its mentions in brackets.
func marked(d corpusDoc) string {
	var b strings.Builder
	at := 0
	for _, m := range d.gold {
		b.WriteString(d.text[at:m.Start] + "[" + m.Of(d.text) + "]" + m.Type.String()[:2])
		at = m.End
	}
	return b.String() + d.text[at:]
}

func TestReadCorpus(t *testing.T) {
	for _, c := range []struct{ words, want string }{
		{`He met Ann_B-PERSON Lee_I-PERSON , of the World_B-ORG Bank_I-ORG ( WB_B-ORG ) .`,
			"He met [Ann Lee]pe, of the [World Bank]or ([WB]or)."},
		{`" No , " Ann_B-PERSON 's aide said . | It cost $ 5 , or 3 % .`,
			`"No," [Ann]pe's aide said. It cost $5, or 3%.`},
		{"Tunis_B-PLACE ’ s `` dogs ' bones '' do n't",
			"[Tunis]pl’s \"dogs' bones\" don't"},
		{`Rome_B-PLACE Oslo_B-PLACE in May_B-DATE`, "[Rome]pl [Oslo]pl in May"},
	} {
		docs, err := readCorpus(corpusFile(t, c.words), false)
		if err != nil {
			t.Fatal(err)
		}
		if len(docs) != 1 || marked(docs[0]) != c.want {
			t.Errorf("%s\ngives %d documents, first %s\nwant  %s", c.words, len(docs), marked(docs[0]), c.want)
		}
	}
}

func TestReadCorpusDocuments(t *testing.T) {
	docs, err := readCorpus(corpusFile(t, "-DOCSTART- | One . | Two . | -DOCSTART- | Al-Ahly_B-ORG won . | -DOCSTART- | Al-Ahly_B-ORG - based"), true)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, d := range docs {
		if !d.whole {
			t.Errorf("%q is not whole", d.text)
		}
		got = append(got, marked(d))
	}
	if want := "One. Two.|[Al-Ahly]or won.|[Al - Ahly]or - based"; strings.Join(got, "|") != want {
		t.Errorf("got %q, want %q", got, want)
	}
	sentences := strings.Repeat("Yes . | ", 60)
	docs, err = readCorpus(corpusFile(t, sentences), false)
	if err != nil || len(docs) != 3 || docs[0].whole {
		t.Errorf("60 sentences give %d documents, %v", len(docs), err)
	}
	if _, err := readCorpus(filepath.Join(t.TempDir(), "none"), false); err == nil {
		t.Error("no error for a file that is not there")
	}
}

func TestHarmonise(t *testing.T) {
	docs, err := readCorpus(corpusFile(t, "The_B-ORG Guardian_I-ORG saw President_B-PERSON Ann_I-PERSON Lee_I-PERSON , Lady_B-PERSON Gaga_I-PERSON beat France_B-ORG in The_B-PLACE Hague_I-PLACE"), false)
	if err != nil {
		t.Fatal(err)
	}
	harmonise(docs)
	want := "The [Guardian]or saw President [Ann Lee]pe, [Lady Gaga]pe beat [France]pl in [The Hague]pl"
	if got := marked(docs[0]); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestLoosen(t *testing.T) {
	text := "Kim Hee-sun saw Al-Ahly-based 3-1."
	d := corpusDoc{text: text, gold: []ner.Mention{
		{Span: token.Span{Start: 0, End: 11}, Type: ner.Person},
		{Span: token.Span{Start: 16, End: 23}, Type: ner.Organisation},
	}}
	if got, want := marked(d.loosen()), "[Kim Hee - sun]pe saw [Al - Ahly]or - based 3-1."; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestTally(t *testing.T) {
	span := func(a, b int, ty ner.Type, score float64) ner.Mention {
		return ner.Mention{Span: token.Span{Start: a, End: b}, Type: ty, Score: score}
	}
	var by [3]tally
	var cal bins
	match([]ner.Mention{span(0, 4, ner.Person, 0.95), span(5, 9, ner.Place, 0.55), span(10, 12, ner.Person, 0.9)},
		[]ner.Mention{span(0, 4, ner.Person, 0), span(5, 9, ner.Organisation, 0)}, &by, &cal)
	if by != [3]tally{{1, 2, 1}, {0, 1, 0}, {0, 0, 1}} {
		t.Errorf("counts %v", by)
	}
	// 0.95 and 0.9 share a bin with one right: |1.85-1|; the bin of 0.55 has none.
	if got, want := cal.ece(), (0.85+0.55)/3; got < want-1e-9 || got > want+1e-9 {
		t.Errorf("calibration error %g, want %g", got, want)
	}
}
