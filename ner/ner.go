// Package ner recognises the names of people, places and organisations in
// English news.
package ner

import (
	"newsannotate/ner/token"
)

// Type is the type of a mention.
type Type uint8

// The types.
const (
	Person Type = iota
	Place
	Organisation
	nTypes = 3
)

// String returns the type's name in documents.
func (t Type) String() string { return [nTypes]string{"person", "place", "organisation"}[t] }

// A Mention is a name found in a text.
type Mention struct {
	token.Span         // bytes of the article
	Type       Type    // of what is named
	Score      float64 // calibrated probability that span and type are right
	Evidence   string  // what spoke for it, in a few words
}

// A Recogniser finds names in one article at a time. It is safe for concurrent
// use.
type Recogniser interface {
	// Recognise returns the mentions in text order, without overlap. The
	// sentences are those of text, tagged.
	Recognise(text string, sentences []token.Sentence) []Mention
	// Name identifies the model: its name and the start of its hash.
	Name() string
}
