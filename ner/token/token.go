package token

// A Span is a half-open range of byte offsets, [Start, End), into the text
// exactly as given. Offsets are made in this package and nowhere else.
type Span struct{ Start, End int }

// Of returns the bytes of text that s covers.
func (s Span) Of(text string) string { return text[s.Start:s.End] }

// A Token is a word, a number, a clitic or a punctuation mark. Its text is
// exactly text[Start:End]. Tag is zero until Tag fills it.
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
