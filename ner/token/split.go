package token

import (
	"unicode"
	"unicode/utf8"
)

// A splitter turns one text into tokens, notes its lines, and groups the tokens
// into sentences.
type splitter struct {
	text   string
	tokens []Token
	lines  []line
}

// Classes of ASCII bytes. Everything above ASCII is decoded.
const (
	other = iota
	space
	digit
	lower
	upper
	under
	wide
)

var class = func() (c [256]uint8) {
	for i := range c {
		switch b := byte(i); {
		case b == ' ' || '\t' <= b && b <= '\r':
			c[i] = space
		case '0' <= b && b <= '9':
			c[i] = digit
		case 'a' <= b && b <= 'z':
			c[i] = lower
		case 'A' <= b && b <= 'Z':
			c[i] = upper
		case b == '_':
			c[i] = under
		case b >= utf8.RuneSelf:
			c[i] = wide
		}
	}
	return c
}()

// word reports the length of the word character at i, or 0 if there is none:
// letters, digits, marks, joiners, and bytes that are not UTF-8, since the words
// of a text in another encoding should stay words.
func (s *splitter) word(i int) int {
	if i >= len(s.text) {
		return 0
	}
	switch class[s.text[i]] {
	case digit, lower, upper, under:
		return 1
	case wide:
		r, n := utf8.DecodeRuneInString(s.text[i:])
		if wordRune(r) {
			return n
		}
	}
	return 0
}

func wordRune(r rune) bool {
	switch {
	case 'À' <= r && r < '\u0250':
		return r != '×' && r != '÷'
	case r == utf8.RuneError, r == '\u00ad', r == '\u200c', r == '\u200d':
		return true
	}
	return unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsNumber(r)
}

// wordEnd returns the end of the run of word characters that starts at i.
func (s *splitter) wordEnd(i int) int {
	for i < len(s.text) {
		switch class[s.text[i]] {
		case digit, lower, upper, under:
			i++
			continue
		case wide:
			if n := s.word(i); n > 0 {
				i += n
				continue
			}
		}
		break
	}
	return i
}

func (s *splitter) byteAt(i int) byte {
	if 0 <= i && i < len(s.text) {
		return s.text[i]
	}
	return 0
}

func (s *splitter) runeAt(i int) (rune, int) {
	if i >= len(s.text) {
		return 0, 0
	}
	return utf8.DecodeRuneInString(s.text[i:])
}

func (s *splitter) isDigit(i int) bool { return class[s.byteAt(i)] == digit }

func (s *splitter) isUpper(i int) bool {
	c := s.byteAt(i)
	if c < utf8.RuneSelf {
		return class[c] == upper
	}
	r, _ := s.runeAt(i)
	return unicode.IsUpper(r)
}

func (s *splitter) isLower(i int) bool {
	c := s.byteAt(i)
	if c < utf8.RuneSelf {
		return class[c] == lower
	}
	r, _ := s.runeAt(i)
	return unicode.IsLower(r)
}

func (s *splitter) emit(start, end int) {
	s.tokens = append(s.tokens, Token{Span: Span{start, end}})
}

// split makes the tokens and the lines.
func (s *splitter) split() {
	breaks := 2 // line breaks since the last token
	indent := 0 // bytes since the last line break
	for i := 0; i < len(s.text); {
		n := 0
		switch class[s.text[i]] {
		case space:
			switch s.text[i] {
			case '\n':
				breaks++
				indent = -1
			case '\r':
				if s.byteAt(i+1) != '\n' {
					breaks++
				}
			case '\f', '\v':
				breaks = 2
			}
			n = 1
		case wide:
			r, size := utf8.DecodeRuneInString(s.text[i:])
			if unicode.IsSpace(r) {
				switch r {
				case '\u0085', '\u2028':
					breaks++
				case '\u2029':
					breaks = 2
				}
				n = size
			}
		}
		if n > 0 {
			indent += n
			i += n
			continue
		}
		if breaks > 0 {
			s.lines = append(s.lines, line{first: len(s.tokens), indent: indent, newText: breaks > 1})
			breaks = 0
		}
		if s.word(i) > 0 {
			i = s.scanWord(i, i)
		} else {
			i = s.scanMark(i)
		}
	}
}

// apostrophe reports the length of the apostrophe at i, straight or curly, or 0.
func (s *splitter) apostrophe(i int) int {
	switch s.byteAt(i) {
	case '\'':
		return 1
	case 0xe2:
		if r, n := s.runeAt(i); r == '’' || r == '‘' {
			return n
		}
	}
	return 0
}

// hyphen reports the length of the hyphen at i, or 0.
func (s *splitter) hyphen(i int) int {
	switch s.byteAt(i) {
	case '-':
		return 1
	case 0xe2:
		if r, n := s.runeAt(i); r == '\u2010' || r == '\u2011' {
			return n
		}
	}
	return 0
}

// clitic reports whether the letters after an apostrophe are a clitic that
// English writes onto the word before it. "t" needs an n before it.
func clitic(letters string) bool {
	switch len(letters) {
	case 1:
		switch letters[0] | 0x20 {
		case 's', 'd', 'm', 't':
			return true
		}
	case 2:
		switch [2]byte{letters[0] | 0x20, letters[1] | 0x20} {
		case [2]byte{'l', 'l'}, [2]byte{'r', 'e'}, [2]byte{'v', 'e'}:
			return true
		}
	}
	return false
}

// scanWord emits the word that starts at start and whose first word character
// is at i, with its clitics, and returns where it ends.
func (s *splitter) scanWord(start, i int) int {
	text := s.text
	seg := i        // start of the part after the last joiner
	acronym := true // all parts since the last hyphen are single letters
	dots := 0       // full stops inside, since the last hyphen
	part := i       // start of the part after the last hyphen
	for {
		i = s.wordEnd(i)
		if i >= len(text) {
			s.emit(start, i)
			return i
		}
		next := i + 1
		switch c := text[i]; c {
		case ' ':
			s.emit(start, i)
			return i
		case '-':
			if s.word(next) > 0 {
				seg, part, acronym, dots = next, next, true, 0
				i = next
				continue
			}
		case '.':
			if s.byteAt(next) == '.' {
				break
			}
			if s.word(next) == 0 {
				if !s.keepsStop(start, part, seg, i, acronym && dots > 0) {
					break
				}
				i = next
				if s.byteAt(i) == '-' && s.word(i+1) > 0 {
					seg, part, acronym, dots = i+1, i+1, true, 0
					i++
					continue
				}
				s.emit(start, i)
				return i
			}
			switch s.innerStop(seg, i) {
			case stopApart:
				s.emit(start, i)
				return i
			case stopEnds:
				s.emit(start, next)
				return next
			case stopURL:
				return s.scanURL(start, i)
			}
			acronym = acronym && runeLen(text[seg:i]) == 1
			dots++
			seg, i = next, next
			continue
		case ',':
			if s.isDigit(i-1) && s.isDigit(next) && !s.fourDigits(next) {
				i, seg = next, next
				continue
			}
		case ':':
			if s.isDigit(i-1) && s.isDigit(next) {
				i, seg = next, next
				continue
			}
			if s.byteAt(next) == '/' && s.byteAt(next+1) == '/' && s.word(next+2) > 0 {
				return s.scanURL(start, i)
			}
		case '/':
			if s.isDigit(i-1) && s.isDigit(next) {
				i, seg = next, next
				continue
			}
			if dots > 0 && !acronym && s.word(next) > 0 {
				return s.scanURL(start, i)
			}
		case '&':
			if s.word(next) > 0 && !s.entity(i) {
				i, seg = next, next
				continue
			}
		case '@':
			if s.word(next) > 0 {
				return s.scanURL(start, i)
			}
		case '+':
			if s.word(next) > 0 {
				i, seg = next, next
				continue
			}
			for s.byteAt(i) == '+' {
				i++
			}
		case '$':
			if i-start <= 3 && allUpper(text[start:i]) {
				i = next
			}
		case '\'', 0xe2:
			if n := s.hyphen(i); n > 0 && s.word(i+n) > 0 {
				i += n
				seg, part, acronym, dots = i, i, true, 0
				continue
			}
			n := s.apostrophe(i)
			if n == 0 || s.word(i+n) == 0 {
				break
			}
			end := s.wordEnd(i + n)
			if !clitic(text[i+n:end]) || s.byteAt(end) == '-' && s.word(end+1) > 0 {
				seg, i = i+n, end
				continue
			}
			if end-i-n == 1 && text[i+n]|0x20 == 't' {
				if text[i-1]|0x20 != 'n' {
					i = end
					continue
				}
				if i-1 > start {
					s.emit(start, i-1)
				}
				s.emit(i-1, end)
				return end
			}
			s.emit(start, i)
			s.emit(i, end)
			return end
		}
		s.emit(start, i)
		return i
	}
}

func runeLen(t string) int {
	if len(t) < 2 {
		return len(t)
	}
	return utf8.RuneCountInString(t)
}

func allUpper(t string) bool {
	for i := range len(t) {
		if class[t[i]] != upper {
			return false
		}
	}
	return true
}

func (s *splitter) fourDigits(i int) bool {
	return s.isDigit(i) && s.isDigit(i+1) && s.isDigit(i+2) && s.isDigit(i+3)
}

const (
	stopInside = iota // example.com, 3.5, U.S
	stopApart         // a sentence ends here and the space is missing
	stopEnds          // an abbreviation whose space is missing: Mr.Smith
	stopURL           // www.
)

// innerStop decides about a full stop at i with a word character on both sides;
// seg is where the part before it starts.
func (s *splitter) innerStop(seg, i int) int {
	before, next := s.text[seg:i], i+1
	if before == "www" {
		return stopURL
	}
	short := runeLen(before)
	known := short > 1 && abbreviation(before) != 0
	switch {
	case s.isDigit(next):
		if known && !s.isDigit(i-1) {
			return stopEnds
		}
		return stopInside
	case !s.isUpper(next), s.inAddress(next):
		return stopInside
	case known:
		return stopEnds
	}
	if s.isLower(next + s.word(next)) {
		if short == 1 && s.isUpper(seg) {
			return stopEnds
		}
		return stopApart
	}
	if short > 2 {
		return stopApart
	}
	return stopInside
}

// inAddress reports whether an @ follows the words and stops at i.
func (s *splitter) inAddress(i int) bool {
	for end := i + 64; i < end; i++ {
		switch c := s.byteAt(i); {
		case c == '@':
			return true
		case class[c] != digit && class[c] != lower && class[c] != upper && c != '.' && c != '-' && c != '_':
			return false
		}
	}
	return false
}

// keepsStop reports whether the full stop at i, with no word character after
// it, belongs to the word before it, whose last hyphenated part starts at part.
func (s *splitter) keepsStop(start, part, seg, i int, acronym bool) bool {
	if acronym && runeLen(s.text[seg:i]) == 1 {
		return true
	}
	next, gap := i+1, false
	for s.byteAt(next) == ' ' && next < i+4 {
		next++
		gap = true
	}
	if s.byteAt(next) == '\n' || s.byteAt(next) == '\r' {
		next, gap = s.afterBreak(next), true
	}
	w := s.text[part:i]
	if start == part && runeLen(w) == 1 && s.isUpper(part) {
		return (gap || s.hyphen(next) > 0) && s.isUpper(next) && !s.endsWith(next, w)
	}
	a := abbreviation(w)
	switch {
	case a == 0:
		return false
	case a&beforeDigit != 0:
		return s.isDigit(next)
	case a&capital != 0:
		return s.isUpper(part)
	}
	return true
}

// endsWith reports whether a sentence ends with the capital letter w, since the
// word at next begins one: 'vitamin C. The' but 'J. Smith', 'World War I. Germany'
// but 'John I. Smith'.
func (s *splitter) endsWith(next int, w string) bool {
	word := s.text[next:s.shortEnd(next)]
	if starter(word) {
		return true
	}
	n := len(s.tokens)
	named := n > 0 && (s.isUpper(s.tokens[n-1].Start) || s.text[s.tokens[n-1].End-1] == '.')
	if w == "I" && (!named || s.tok(n-1) == "War") {
		return true
	}
	return n > 0 && !named && opensSentence(word)
}

// shortEnd is wordEnd for the words of tables: it looks at 32 bytes at most.
func (s *splitter) shortEnd(i int) int {
	short := splitter{text: s.text[:min(len(s.text), i+32)]}
	return short.wordEnd(i)
}

// afterBreak skips one line break and the indent after it.
func (s *splitter) afterBreak(i int) int {
	if s.byteAt(i) == '\r' {
		i++
	}
	if s.byteAt(i) == '\n' {
		i++
	}
	for n := 0; n < 8 && s.byteAt(i) == ' '; n++ {
		i++
	}
	return i
}

// scanURL emits the address that starts at start and is known to reach i.
func (s *splitter) scanURL(start, i int) int {
	email := s.byteAt(i) == '@'
	open := false
	end := i
scan:
	for j := i; j < len(s.text); {
		c := s.text[j]
		switch {
		case class[c] == wide:
			n := s.word(j)
			if n == 0 {
				break scan
			}
			j += n
			end = j
			continue
		case class[c] == space || c < ' ' || c == '"' || c == '<' || c == '>':
			break scan
		case email && class[c] == other && c != '.' && c != '-' && c != '@':
			break scan
		case c == '(':
			open = true
		case c == ')':
			if !open {
				break scan
			}
			end = j + 1
		case c == '/' || c == '=' || c == '&' || c == '%' || c == '#' || class[c] != other:
			end = j + 1
		}
		j++
	}
	s.emit(start, end)
	return end
}

// entity reports whether an HTML character reference starts at i.
func (s *splitter) entity(i int) bool { return s.entityEnd(i) > 0 }

func (s *splitter) entityEnd(i int) int {
	j := i + 1
	if s.byteAt(j) == '#' {
		j++
	}
	for n := 0; n < 10; n++ {
		switch class[s.byteAt(j)] {
		case lower, upper, digit:
			j++
			continue
		}
		break
	}
	if j > i+2 && s.byteAt(j) == ';' {
		return j + 1
	}
	return 0
}

// scanMark emits the token at i, which does not start with a word character,
// and returns where it ends.
func (s *splitter) scanMark(i int) int {
	text, c := s.text, s.text[i]
	first := i == 0 || class[s.byteAt(i-1)] == space
	if first {
		if end := s.emoticonEnd(i); end > 0 {
			s.emit(i, end)
			return end
		}
	}
	end := i + 1
	switch c {
	case '.':
		if s.isDigit(end) && first {
			return s.scanWord(i, end)
		}
		end = s.runEnd(i)
	case '?', '!':
		for s.byteAt(end) == '?' || s.byteAt(end) == '!' {
			end++
		}
	case '-', '+':
		if s.isDigit(end) && first {
			return s.scanWord(i, end)
		}
		end = s.runEnd(i)
	case '*', '=', '~', '<', '>', '|', '/', '\\', '^':
		end = s.runEnd(i)
	case '`':
		if s.byteAt(end) == '`' {
			end++
		}
	case '@', '#':
		if s.word(end) > 0 && (c == '@' || !s.isDigit(end)) {
			end = s.wordEnd(end)
		}
	case '&':
		if e := s.entityEnd(i); e > 0 {
			end = e
		}
	case '\'':
		if e := s.apostropheWord(i, 1, first); e > 0 {
			end = e
		} else if s.byteAt(end) == '\'' {
			end++
		}
	default:
		if class[c] != wide {
			break
		}
		r, n := s.runeAt(i)
		end = i + n
		switch {
		case r == '’':
			if e := s.apostropheWord(i, n, first); e > 0 {
				end = e
			}
		case r == '…' || r == '—' || r == '–' || r == '―':
			for len(text)-end >= n && text[end:end+n] == text[i:i+n] {
				end += n
			}
		case unicode.Is(unicode.So, r):
			end = s.pictureEnd(end)
		}
	}
	s.emit(i, end)
	return end
}

// runEnd returns the end of the run of the byte at i.
func (s *splitter) runEnd(i int) int {
	end := i + 1
	for end < len(s.text) && s.text[end] == s.text[i] {
		end++
	}
	return end
}

// apostropheWord returns the end of a token that begins with the apostrophe of
// n bytes at i: a clitic, a decade, or one of a few clipped words. It returns 0
// if the apostrophe is a quote.
func (s *splitter) apostropheWord(i, n int, first bool) int {
	start := i + n
	if s.word(start) == 0 {
		return 0
	}
	end := s.wordEnd(start)
	letters := s.text[start:end]
	switch {
	case s.apostrophe(end) > 0:
		return 0
	case clitic(letters) && letters != "t":
		return end
	case len(letters) == 3 && s.isDigit(start) && s.isDigit(start+1) && letters[2] == 's':
		return end
	}
	if first {
		switch letters {
		case "em", "til", "cause", "tis", "twas", "Tis", "Twas", "n":
			return end
		}
	}
	return 0
}

// pictureEnd extends a pictograph over the modifiers, joiners and flags' second
// halves after it.
func (s *splitter) pictureEnd(i int) int {
	for i < len(s.text) {
		r, n := s.runeAt(i)
		switch {
		case r == '\u200d':
			_, m := s.runeAt(i + n)
			n += m
		case unicode.IsMark(r), '🏻' <= r && r <= '🏿', '🇦' <= r && r <= '🇿':
		default:
			return i
		}
		i += n
	}
	return i
}

// emoticonEnd returns the end of the emoticon that fills the space between
// white space at i, or 0.
func (s *splitter) emoticonEnd(i int) int {
	const longest = 40
	j := i
	for j < len(s.text) && class[s.text[j]] != space {
		if j++; j-i > longest {
			return 0
		}
	}
	if j-i > 1 && emoticon(s.text[i:j]) {
		return j
	}
	return 0
}
