package main

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"unicode"
	"unicode/utf8"

	"newsannotate/ner"
	"newsannotate/ner/gazetteer"
	"newsannotate/ner/token"
)

// A corpusDoc is one document of a corpus, as text.
type corpusDoc struct {
	text  string
	gold  []ner.Mention
	whole bool // the corpus says where the document begins and ends
}

// pseudo is how many sentences make a document where a corpus does not say
// where its documents begin.
const pseudo = 25

// readCorpus reads a file of one token and one IOB2 tag a line (see the
// corpora's README) and joins its tokens to text. Dates are left out.
//
// Corpora differ in whether they part words at hyphens. With vary, every third
// document is joined without spaces round its hyphens, and every third with
// all of them, so that a model sees both.
func readCorpus(path string, vary bool) ([]corpusDoc, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var docs []corpusDoc
	var j joiner
	known, sentences := false, 0
	flush := func() {
		if len(j.buf) > 0 {
			d := j.doc()
			d.whole = known
			docs = append(docs, d)
		}
		j = joiner{tight: vary && len(docs)%3 == 1, loose: vary && len(docs)%3 == 2}
		sentences = 0
	}
	flush()
	in := bufio.NewScanner(f)
	for line := 1; in.Scan(); line++ {
		text := in.Text()
		if text == "" {
			if j.open() {
				j.endSentence()
				sentences++
				if !known && sentences >= pseudo {
					flush()
				}
			}
			continue
		}
		word, tag, ok := strings.Cut(text, "\t")
		if !ok || word == "" {
			return nil, fmt.Errorf("%s:%d: want a token, a tab and a tag", path, line)
		}
		if word == "-DOCSTART-" {
			known = true
			flush()
			continue
		}
		j.token(word, tag)
	}
	flush()
	return docs, in.Err()
}

// types are the tags of the corpora that name something.
var types = map[string]ner.Type{"PERSON": ner.Person, "PLACE": ner.Place, "ORG": ner.Organisation}

// A joiner makes text from tokens by the usual rules of spacing.
type joiner struct {
	buf    []byte
	tight  bool // hyphens between words take no spaces
	loose  bool // hyphens inside words are parted
	glue   bool // no space before the next token
	quote  bool // a double quote is open
	single bool // a single quote is open
	words  int  // tokens of this sentence
	last   string
	gold   []ner.Mention
	inside bool
}

func (j *joiner) open() bool { return j.words > 0 }

func (j *joiner) endSentence() {
	j.words, j.glue, j.quote, j.single, j.inside = 0, false, false, false, false
	j.last = ""
}

// clitics hang on the word before them.
var clitics = map[string]bool{
	"'s": true, "'re": true, "'ve": true, "'ll": true, "'d": true, "'m": true, "n't": true, "'S": true,
	"’s": true, "’re": true, "’ve": true, "’ll": true, "’d": true, "’m": true, "n’t": true, "N'T": true,
}

// parts are what follows a lone apostrophe that belongs to the word before.
var parts = map[string]bool{"s": true, "re": true, "ve": true, "ll": true, "d": true, "m": true, "t": true}

// token adds a token and its tag.
func (j *joiner) token(word, tag string) {
	if j.loose && !strings.ContainsAny(word, "/@") {
		first := true
		for {
			at := strings.IndexByte(word, '-')
			if at < 1 || at == len(word)-1 || !letters(word[at-1:at]+word[at+1:at+2]) {
				break
			}
			j.one(word[:at], tag)
			if first && tag[0] == 'B' {
				tag = "I" + tag[1:]
			}
			first = false
			j.one("-", tag)
			word = word[at+1:]
		}
	}
	j.one(word, tag)
}

func letters(s string) bool {
	for _, r := range s {
		if r < utf8.RuneSelf && !unicode.IsLetter(r) {
			return false
		}
	}
	return true
}

func (j *joiner) one(word, tag string) {
	switch word {
	case "``", "''":
		word = "\""
	case "-LRB-":
		word = "("
	case "-RRB-":
		word = ")"
	}
	before, after := true, true // spaces
	switch word {
	case ",", ".", ";", ":", "!", "?", ")", "]", "%", "...", "…", "”":
		before = false
	case "(", "[", "$", "£", "€", "“":
		after = false
	case "\"":
		before, after = !j.quote, j.quote
		j.quote = !j.quote
	case "'", "’", "‘":
		r, _ := utf8.DecodeLastRuneInString(j.last)
		switch {
		case word == "‘":
			after = false
		case j.single:
			before, j.single = false, false
		case j.words > 0 && (unicode.IsLetter(r) || unicode.IsDigit(r)):
			before = false
		default:
			after, j.single = false, true
		}
	case "-", "–":
		if j.tight && j.words > 0 {
			r, _ := utf8.DecodeLastRuneInString(j.last)
			if unicode.IsLetter(r) || unicode.IsDigit(r) {
				before, after = false, false
			}
		}
	}
	if clitics[word] || (parts[word] && (j.last == "'" || j.last == "’")) {
		before = false
	}
	if len(j.buf) > 0 && before && !j.glue {
		j.buf = append(j.buf, ' ')
	}
	start := len(j.buf)
	j.buf = append(j.buf, word...)
	kind, name, _ := strings.Cut(tag, "-")
	t, ok := types[name]
	switch {
	case !ok:
		j.inside = false
	case kind == "I" && j.inside && j.gold[len(j.gold)-1].Type == t:
		j.gold[len(j.gold)-1].End = len(j.buf)
	default:
		j.gold = append(j.gold, ner.Mention{Span: token.Span{Start: start, End: len(j.buf)}, Type: t})
		j.inside = true
	}
	j.glue = !after
	j.last = word
	j.words++
}

func (j *joiner) doc() corpusDoc { return corpusDoc{text: string(j.buf), gold: j.gold} }

// harmonise brings labels nearer to the guidelines: no leading "the", no title
// before a person's name, and a country is a place whatever it does.
func harmonise(docs []corpusDoc) {
	for _, d := range docs {
		d.harmonise()
	}
}

func (d corpusDoc) harmonise() {
	for i := range d.gold {
		m := &d.gold[i]
		for {
			word, rest, ok := strings.Cut(m.Of(d.text), " ")
			if !ok {
				break
			}
			the := (word == "the" || word == "The") && rest != "Hague"
			title := m.Type == ner.Person && gazetteer.Word(word)&gazetteer.Title != 0 && !spared[word]
			if !the && !title {
				break
			}
			m.Start = m.End - len(rest)
		}
		if word := m.Of(d.text); m.Type == ner.Organisation && !strings.Contains(word, " ") && gazetteer.Word(word)&gazetteer.Country != 0 {
			m.Type = ner.Place
		}
	}
}

// spared are titles that are as often part of a name.
var spared = map[string]bool{"Lady": true, "Saint": true, "St.": true, "St": true, "Baby": true, "Miss": true}

// corpusPath is where a corpus lies below root: train or dev, name, split.
func corpusPath(root, part, name string) string {
	return filepath.Join(root, part, filepath.FromSlash(name)+".conll")
}
