package main

import (
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"newsannotate/ner"
	"newsannotate/ner/token"
)

// readHouse reads the articles of our own corpus that belong to part: train,
// dev or test.
func readHouse(dir, part string) ([]corpusDoc, error) {
	names, err := articlesOf(dir, part)
	if err != nil {
		return nil, err
	}
	docs := make([]corpusDoc, 0, len(names))
	for _, name := range names {
		a, err := readArticle(filepath.Join(dir, name+".txt"))
		if err != nil {
			return nil, err
		}
		d := corpusDoc{text: a.Text, whole: true}
		for _, m := range a.Mentions {
			if t, ok := nameTypes[m.Type]; ok {
				d.gold = append(d.gold, ner.Mention{Span: token.Span{Start: m.Start, End: m.End}, Type: t})
			}
		}
		docs = append(docs, d)
	}
	return docs, nil
}

// loosen parts the hyphens inside words by spaces, as some corpora do.
func (d corpusDoc) loosen() corpusDoc {
	var b strings.Builder
	shift := make([]int, len(d.text)+1) // how far each byte moves
	added := 0
	for i := 0; i < len(d.text); i++ {
		shift[i] = added
		if d.text[i] == '-' && i > 0 && i+1 < len(d.text) && letter(d.text[i-1]) && letter(d.text[i+1]) {
			b.WriteString(" - ")
			shift[i]++
			added += 2
			continue
		}
		b.WriteByte(d.text[i])
	}
	shift[len(d.text)] = added
	e := corpusDoc{text: b.String(), whole: d.whole, gold: slices.Clone(d.gold)}
	for i := range e.gold {
		e.gold[i].Start += shift[e.gold[i].Start]
		e.gold[i].End += shift[e.gold[i].End-1]
	}
	return e
}

func letter(c byte) bool {
	return c >= utf8.RuneSelf || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}
