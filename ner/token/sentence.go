package token

import (
	"unicode"
	"unicode/utf8"
)

// sentences groups the tokens.
func (s *splitter) sentences() []Sentence {
	if len(s.tokens) == 0 {
		return nil
	}
	out := make([]Sentence, 0, len(s.tokens)/20+len(s.lines)/2+1)
	for i := 0; i < len(s.lines); {
		first := s.lines[i].first
		for i++; i < len(s.lines) && s.lines[i].joined; i++ {
		}
		end := len(s.tokens)
		if i < len(s.lines) {
			end = s.lines[i].first
		}
		for first < end {
			next := s.sentenceEnd(first, end)
			t := s.tokens[first:next:next]
			out = append(out, Sentence{Span{t[0].Start, t[len(t)-1].End}, t})
			first = next
		}
	}
	return out
}

// tok returns the text of token i.
func (s *splitter) tok(i int) string { return s.tokens[i].Of(s.text) }

// apart reports whether there is white space between token i and the one after it.
func (s *splitter) apart(i int) bool {
	return i+1 >= len(s.tokens) || s.tokens[i].End < s.tokens[i+1].Start
}

// sentenceEnd returns the end of the sentence that begins with token first, in a
// text that ends before token end.
func (s *splitter) sentenceEnd(first, end int) int {
	for i := first; i < end; i++ {
		t := s.tokens[i]
		switch s.text[t.End-1] {
		case '.', '?', '!', 0xa6, 0x82, 0x9f, 0x81: // the last bytes of … 。 ？ ！
		default:
			continue
		}
		kind := s.stop(i)
		if kind == noStop {
			continue
		}
		last := s.closers(i, end)
		if last+1 >= end {
			return end
		}
		if s.breaks(first, i, last, end, kind) {
			return last + 1
		}
		i = last
	}
	return end
}

const (
	noStop = iota
	fullStop
	asking // ? and !
	ellipsis
	abbreviated
)

// stop tells what kind of sentence end token i may be.
func (s *splitter) stop(i int) int {
	switch t := s.tok(i); {
	case t == ".", t == "。":
		return fullStop
	case t[0] == '?' || t[0] == '!' || t == "？" || t == "！":
		return asking
	case t[0] == '.' && t[len(t)-1] == '.', t[len(t)-1] == 0xa6 && len(t) >= 3 && t[:3] == "…":
		return ellipsis
	case t[len(t)-1] == '.':
		return abbreviated
	}
	return noStop
}

// closers returns the last of the closing quotes and brackets that directly
// follow token i.
func (s *splitter) closers(i, end int) int {
	for ; i+1 < end; i++ {
		switch s.tok(i + 1) {
		case "”", "''", ")", "]", "»":
		case "’", "'", `"`:
			// After a space it opens, unless nothing follows.
			if s.apart(i) && i+2 < end || !s.apart(i+1) && i+2 < end && s.wordLike(i+2) {
				return i
			}
		case "[": // a footnote mark
			if i+3 < end && !s.apart(i) && !s.apart(i+1) && s.isDigit(s.tokens[i+2].Start) && s.tok(i+3) == "]" {
				i += 2
				continue
			}
			return i
		default:
			return i
		}
	}
	return i
}

// wordLike reports whether token i begins with a word character.
func (s *splitter) wordLike(i int) bool { return s.word(s.tokens[i].Start) > 0 }

// breaks decides whether the sentence that began with token first ends with
// token last, where token i is the stop and those up to last are closers.
func (s *splitter) breaks(first, i, last, end, kind int) bool {
	next := last + 1
	glued := !s.apart(last)
	if glued {
		// 'ended.The', 'ended."The', and footnote marks aside, a stop without
		// space after it is inside something.
		if kind != fullStop && kind != asking || !s.isUpper(s.tokens[next].Start) && !s.opens(next) {
			return false
		}
	}
	if kind == fullStop && next < end && s.tok(next) == "." {
		return false
	}
	word := next // the word that would begin the next sentence
	for word < end-1 && word < next+3 && s.opens(word) {
		word++
	}
	if kind == fullStop && i > first && s.tok(i-1) == "." {
		kind = ellipsis
	}
	w := s.tok(word)
	r, _ := utf8.DecodeRuneInString(w)
	isUpper, isLower := unicode.IsUpper(r), unicode.IsLower(r)
	switch kind {
	case asking:
		if isLower {
			return false
		}
		if last > i && isUpper && s.reports(word, end) {
			return false
		}
		return i == first || s.tok(i-1) != "Yahoo"
	case ellipsis:
		if i == first || !isUpper {
			return false
		}
		return last > i || !s.apart(i-1) || starter(w)
	case fullStop:
		if i == first+1 && s.isDigit(s.tokens[first].Start) {
			return false // a numbered item
		}
		if isLower {
			if last > i {
				return false
			}
			if i > first {
				prev := s.tok(i - 1)
				return class[prev[0]] != digit && !(s.isUpper(s.tokens[i-1].Start) && len(prev) <= 4)
			}
		}
		return i == first || !collocation(s.tok(i-1), w)
	}
	return s.abbreviationEnds(i, word, end)
}

// opens reports whether token i is an opening quote or bracket.
func (s *splitter) opens(i int) bool {
	switch s.tok(i) {
	case "“", "‘", `"`, "'", "``", "`", "(", "[", "«":
		return !s.apart(i)
	}
	return false
}

// reports reports whether a name that starts at token i is followed by a verb
// of saying: '"Why?" Akar asked.' is one sentence.
func (s *splitter) reports(i, end int) bool {
	for j := i + 1; j < end && j <= i+3; j++ {
		switch s.tok(j) {
		case "said", "says", "asked", "asks", "added", "told", "replied", "wrote", "tweeted":
			return true
		}
		if !s.isUpper(s.tokens[j].Start) {
			return false
		}
	}
	return false
}
