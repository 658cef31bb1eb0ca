package token

// TagAll fills the Tag of every token of sentences, which Split made from text.
func TagAll(text string, sentences []Sentence) {
}
