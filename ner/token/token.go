// Package token cuts English text into sentences and tokens with exact byte
// offsets and gives every token a part-of-speech tag.
//
// The word rules are those of github.com/jdkato/prose/v2 where they are right
// and our own where they lose, merge or rewrite text. Sentence breaks follow
// Punkt (Kiss and Strunk, "Unsupervised Multilingual Sentence Boundary
// Detection", Computational Linguistics 32:4, 2006), with rules of our own for
// lines, titles and captions, quotes and initials. Tags are the Penn Treebank's,
// from prose's averaged perceptron.
//
// For any text, valid UTF-8 or not:
//
//   - tokens are in order, not empty, and do not overlap;
//   - every byte that is not white space (unicode.IsSpace) is in one token;
//   - every token is in one sentence, and no sentence crosses a blank line;
//   - the work is linear in len(text), and nothing panics.
//
// Nothing here changes after initialisation: all functions may be called from
// several goroutines at once.
package token

// A Span is a half-open range of byte offsets, [Start, End), into the text
// exactly as given. Offsets are made in this package and nowhere else.
type Span struct{ Start, End int }

// Of returns the bytes of text that s covers.
func (s Span) Of(text string) string { return text[s.Start:s.End] }

// A Token is a word, a number, a clitic or a punctuation mark. Its text is
// exactly text[Start:End]. Tag is zero until [TagAll] fills it.
type Token struct {
	Span
	Tag Tag
}

// A Sentence is a run of tokens; its span begins with the first token and ends
// with the last.
type Sentence struct {
	Span
	Tokens []Token
}

// Split cuts text into sentences and tokens. It needs no model and leaves all
// tags zero. The tokens of all sentences share one backing array, in order. A
// text without tokens gives nil.
func Split(text string) []Sentence {
	s := splitter{text: text, tokens: make([]Token, 0, len(text)/5+1)}
	s.split()
	s.joinLines()
	return s.sentences()
}
