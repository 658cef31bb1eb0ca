package date

// A token is a word, a number or one other character.
type token struct {
	start, end int
	lexeme
	kind   kind
	flags  flag
	digits int8 // length of a number; 0 when it has too many
	tenth  int8 // first decimal
}

type kind int8

const (
	noToken kind = iota
	word
	number
	punct
	dash       // - or a Unicode dash
	possessive // 's
)

type flag uint8

const (
	spaced  flag = 1 << iota // white space stands before it
	opens                    // begins a sentence or line of its own
	capital                  // begins with a capital
	upper                    // all capitals, two or more
	ordinal                  // 7th
	plural                   // 1990s
	grouped                  // 12,000
	decimal                  // 2.5
)

func (t *token) is(c class) bool { return t.class&c != 0 }

// counts reports whether the token is a unit of that kind, one or many.
func (t *token) counts(u unit) bool { return t.unit == u && t.class&isUnit != 0 }

func (t *token) has(f flag) bool { return t.flags&f != 0 }

// space describes the characters that a scanner steps over.
const (
	ordinary = iota
	blank
	lineBreak
)

// A scanner cuts text into paragraphs and these into tokens.
type scanner struct {
	text  string
	pos   int
	words map[string]lexeme
	toks  []token
}

// paragraph scans up to the next blank line or the end into s.toks, and
// reports whether there was text left.
func (s *scanner) paragraph() bool {
	s.toks = s.toks[:0]
	var flags flag = spaced | opens
	breaks := 0
	for s.pos < len(s.text) {
		switch size, what := s.space(); what {
		case blank:
			s.pos += size
			flags |= spaced
			continue
		case lineBreak:
			s.pos += size
			flags |= spaced
			if breaks++; breaks > 1 {
				if len(s.toks) > 0 {
					return true
				}
			}
			continue
		}
		if breaks > 0 && s.newLine() {
			flags |= opens
		}
		breaks = 0
		if flags&spaced != 0 && s.endsSentence() {
			flags |= opens
		}
		s.token(flags)
		flags = 0
	}
	return len(s.toks) > 0
}

// space returns the length and kind of the white space at the position.
func (s *scanner) space() (size, what int) {
	switch c := s.text[s.pos]; c {
	case '\n':
		return 1, lineBreak
	case ' ', '\t', '\r', '\v', '\f':
		return 1, blank
	case 0xC2: // no-break space
		if s.pos+1 < len(s.text) && s.text[s.pos+1] == 0xA0 {
			return 2, blank
		}
	case 0xE2: // en quad to hair space, narrow no-break space
		if s.pos+2 < len(s.text) && s.text[s.pos+1] == 0x80 {
			if c := s.text[s.pos+2]; c >= 0x80 && c <= 0x8B || c == 0xAF {
				return 3, blank
			}
		}
	}
	return 0, ordinary
}

// newLine reports whether the line before the position was too short to have
// been wrapped, as titles and captions are.
func (s *scanner) newLine() bool {
	c := s.text[s.pos]
	return len(s.toks) == 0 || (c < 'a' || c > 'z') && s.lineLength() < wrapped
}

// wrapped is the least length of a line that was broken to fit a page.
const wrapped = 50

// lineLength measures the line on which the last token stands, up to a bound.
func (s *scanner) lineLength() int {
	end := s.toks[len(s.toks)-1].end
	for n := 0; n < wrapped; n++ {
		if end-n-1 < 0 || s.text[end-n-1] == '\n' {
			return n
		}
	}
	return wrapped
}

// endsSentence reports whether the tokens so far end with a full stop that
// ends a sentence, seen the capital, digit or quote that follows.
func (s *scanner) endsSentence() bool {
	n := len(s.toks) - 1
	for n >= 0 && s.toks[n].kind == punct && closes(s.text[s.toks[n].start]) {
		n--
	}
	if n < 0 || s.toks[n].kind != punct {
		return false
	}
	switch s.text[s.toks[n].start] {
	case '!', '?':
		return true
	case '.':
	default:
		return false
	}
	if c := s.text[s.pos]; c >= 'a' && c <= 'z' {
		return false
	}
	if n == 0 || s.toks[n].has(spaced) {
		return true
	}
	before := &s.toks[n-1]
	if before.kind != word {
		return true
	}
	if before.is(isMonth|isWeekday|isTitle) && before.is(isShort|isTitle) {
		return false
	}
	return before.end-before.start > 1
}

func closes(c byte) bool { return c == '"' || c == '\'' || c == ')' || c == ']' || c == 0xE2 }

// token scans one token.
func (s *scanner) token(flags flag) {
	c := s.text[s.pos]
	t := token{start: s.pos, flags: flags}
	switch {
	case c >= '0' && c <= '9':
		s.number(&t)
	case letter(c):
		s.word(&t)
	default:
		s.mark(&t)
	}
	t.end = s.pos
	s.toks = append(s.toks, t)
}

func letter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' || c >= 0xC3 && c != 0xE2 }

func digit(c byte) bool { return c >= '0' && c <= '9' }

// peek returns the byte at an offset from the position, 0 beyond the end.
func (s *scanner) peek(n int) byte {
	if s.pos+n < len(s.text) {
		return s.text[s.pos+n]
	}
	return 0
}

func (s *scanner) number(t *token) {
	t.kind = number
	length := 0
	eat := func() {
		for digit(s.peek(0)) {
			if length++; length <= 9 {
				t.n = t.n*10 + int32(s.text[s.pos]-'0')
			}
			s.pos++
		}
	}
	eat()
	for length <= 9 && s.peek(0) == ',' && digit(s.peek(1)) && digit(s.peek(2)) && digit(s.peek(3)) && !digit(s.peek(4)) && (length <= 3 || t.has(grouped)) {
		t.flags |= grouped
		s.pos++
		eat()
	}
	if s.peek(0) == '.' && digit(s.peek(1)) && (s.peek(2) == 0 || !digit(s.peek(2)) && !(s.peek(2) == '.' && digit(s.peek(3)))) {
		t.flags |= decimal
		t.tenth = int8(s.peek(1) - '0')
		s.pos += 2
	}
	if length > 9 {
		t.n = -1
		length = 0
	}
	t.digits = int8(length)
	switch a, b := s.peek(0)|0x20, s.peek(1)|0x20; {
	case a == 's' && !letter(s.peek(1)) && !digit(s.peek(1)):
		t.flags |= plural
		s.pos++
	case (a == 's' && b == 't' || a == 'n' && b == 'd' || a == 'r' && b == 'd' || a == 't' && b == 'h') && !letter(s.peek(2)) && !digit(s.peek(2)):
		t.flags |= ordinal
		s.pos += 2
	}
}

func (s *scanner) word(t *token) {
	t.kind = word
	var low [longestWord]byte
	n, capitals := 0, 0
	if c := s.text[s.pos]; c >= 'A' && c <= 'Z' || c >= 0xC3 {
		t.flags |= capital
	}
	for s.pos < len(s.text) {
		c := s.text[s.pos]
		switch {
		case letter(c) || digit(c) || c >= 0x80 && c < 0xC2:
		case c == '.' && s.pos-t.start == 1 && letter(s.peek(1)) && s.peek(2) == '.':
			// a.m. and U.S., with their last full stop
			for s.peek(0) == '.' && letter(s.peek(1)) && s.peek(2) == '.' {
				s.pos += 2
			}
			if s.peek(0) == '.' {
				s.pos++
			}
			t.flags |= upper
			t.lexeme = dotted(s.text[t.start:s.pos])
			return
		case c == '\'' && s.pos > t.start && letter(s.peek(1)) && !s.apostrophe(1):
		case c == 0xE2 && s.peek(1) == 0x80 && s.peek(2) == 0x99 && letter(s.peek(3)) && !s.apostrophe(3):
			s.pos += 2
			c = '\''
		default:
			goto done
		}
		if n < longestWord {
			if c >= 'A' && c <= 'Z' {
				capitals++
				c |= 0x20
			}
			low[n] = c
		}
		n++
		s.pos++
	}
done:
	if capitals == n && n > 1 {
		t.flags |= upper
	}
	if n <= longestWord {
		t.lexeme = s.words[string(low[:n])]
		if t.class == 0 && low[0] == 'f' && low[1] == 'y' {
			if year, ok := digits(string(low[2:n])); ok && (n == 6 || n == 4) {
				t.class, t.n = isFiscal, int32(year)
			}
		}
	}
}

// mark scans a character that is neither letter nor digit.
func (s *scanner) mark(t *token) {
	t.kind = punct
	c := s.text[s.pos]
	s.pos++
	switch {
	case c == '-':
		t.kind = dash
	case c == '\'':
		if s.apostrophe(0) {
			t.kind = possessive
			s.pos++
		}
	case c >= 0x80:
		if c == 0xE2 && s.peek(0) == 0x80 {
			switch b := s.peek(1); {
			case b >= 0x90 && b <= 0x95:
				t.kind = dash
			case b == 0x99 && s.apostrophe(2):
				t.kind = possessive
			}
		}
		for s.pos < len(s.text) && s.text[s.pos] >= 0x80 && s.text[s.pos] < 0xC0 {
			s.pos++
		}
		if t.kind == possessive {
			s.pos++
		}
	}
}

// apostrophe reports whether a lone s stands n bytes ahead.
func (s *scanner) apostrophe(n int) bool {
	return s.peek(n)|0x20 == 's' && !letter(s.peek(n+1)) && !digit(s.peek(n+1))
}

// dotted looks up the few words that are written with full stops.
func dotted(s string) lexeme {
	switch s {
	case "a.m.", "A.M.":
		return lexeme{class: isMeridiem}
	case "p.m.", "P.M.":
		return lexeme{class: isMeridiem, n: 12}
	case "B.C.", "B.C.E.":
		return lexeme{class: isEra, n: -1}
	case "A.D.", "C.E.":
		return lexeme{class: isEra, n: 1}
	case "U.S.":
		return lexeme{class: isFunction}
	}
	return lexeme{}
}
