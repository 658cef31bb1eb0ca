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
	"newsannotate/ner/token"
)

// A corpusDoc is one document of a corpus, as text.
type corpusDoc struct {
	text string
	gold []ner.Mention
}

// pseudo is how many sentences make a document where a corpus does not say
// where its documents begin.
const pseudo = 25

// readCorpus reads a file of one token and one IOB2 tag a line (see the
// corpora's README) and joins its tokens to text. Dates are left out.
func readCorpus(path string, tight bool) ([]corpusDoc, error) {
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
			docs = append(docs, j.doc())
		}
		j = joiner{tight: tight && len(docs)%2 == 1}
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

// corpusPath is where a corpus lies below root: train or dev, name, split.
func corpusPath(root, part, name string) string {
	return filepath.Join(root, part, filepath.FromSlash(name)+".conll")
}
