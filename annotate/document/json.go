package document

import (
	"bytes"
	"fmt"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

// parseJSON reads data, one JSON value that begins at a line of a file, into
// Nodes. encoding/json gives no places, keeps the last of equal keys, and
// turns half surrogates and bytes that are not UTF-8 into U+FFFD without a
// word; here each is an *Error.
func parseJSON(name string, first int, data []byte) (*Node, error) {
	if err := checkBytes(name, first, data, jsonRune); err != nil {
		return nil, err
	}
	p := jsonParser{name: name, data: data, line: first, column: 1}
	n, err := p.value(1)
	if err != nil {
		return nil, err
	}
	p.space()
	if p.pos < len(data) {
		return nil, p.fail("text after the end of the document: remove it or begin a new line")
	}
	return n, nil
}

type jsonParser struct {
	name string
	data []byte
	pos  int

	seen         int // the position that line and column are of
	line, column int
}

// place gives the line and column of pos. It goes forward only, so that a
// long line costs linear time.
func (p *jsonParser) place() (line, column int) {
	part := p.data[p.seen:p.pos]
	if i := bytes.LastIndexByte(part, '\n'); i >= 0 {
		p.line += bytes.Count(part, []byte("\n"))
		p.column = 1
		part = part[i+1:]
	}
	p.column += utf8.RuneCount(part)
	p.seen = p.pos
	return p.line, p.column
}

func (p *jsonParser) fail(format string, args ...any) error {
	line, column := p.place()
	return &Error{File: p.name, Line: line, Column: column, Msg: "not JSON: " + fmt.Sprintf(format, args...)}
}

func (p *jsonParser) space() {
	for p.pos < len(p.data) {
		switch p.data[p.pos] {
		case ' ', '\t', '\n', '\r':
			p.pos++
		default:
			return
		}
	}
}

// next skips space and gives the byte that follows, 0 at the end.
func (p *jsonParser) next() byte {
	p.space()
	if p.pos == len(p.data) {
		return 0
	}
	return p.data[p.pos]
}

func (p *jsonParser) unexpected(want string) error {
	if p.next() == 0 {
		return p.fail("it ends where %s is expected: complete it", want)
	}
	r, _ := utf8.DecodeRune(p.data[p.pos:])
	return p.fail("%q where %s is expected", r, want)
}

func (p *jsonParser) value(depth int) (*Node, error) {
	c := p.next()
	line, column := p.place()
	n := &Node{Line: line, Column: column}
	if depth > maxDepth {
		return nil, p.fail("nested deeper than %d levels: nothing here is", maxDepth)
	}
	var err error
	switch {
	case c == '{':
		n.Kind = Map
		err = p.object(n, depth)
	case c == '[':
		n.Kind = List
		err = p.array(n, depth)
	case c == '"':
		n.Kind = String
		n.Value, err = p.text()
	case c == '-' || c >= '0' && c <= '9':
		n.Kind = Number
		n.Value, err = p.number()
	case p.word("true") || p.word("false"):
		n.Kind = Bool
		n.Value = "true"
		if c == 'f' {
			n.Value = "false"
		}
	case p.word("null"):
	default:
		err = p.unexpected("a value")
	}
	if err != nil {
		return nil, err
	}
	return n, nil
}

func (p *jsonParser) word(w string) bool {
	if bytes.HasPrefix(p.data[p.pos:], []byte(w)) {
		p.pos += len(w)
		return true
	}
	return false
}

func (p *jsonParser) object(n *Node, depth int) error {
	p.pos++
	if p.next() == '}' {
		p.pos++
		return nil
	}
	for {
		if p.next() != '"' {
			return p.unexpected("a key in quotes")
		}
		line, column := p.place()
		key, err := p.text()
		if err != nil {
			return err
		}
		if p.next() != ':' {
			return p.unexpected("':'")
		}
		p.pos++
		v, err := p.value(depth + 1)
		if err != nil {
			return err
		}
		n.Pairs = append(n.Pairs, Pair{key, line, column, v})
		switch p.next() {
		case ',':
			p.pos++
		case '}':
			p.pos++
			return duplicateKey(p.name, n)
		default:
			return p.unexpected("',' or '}'")
		}
	}
}

func (p *jsonParser) array(n *Node, depth int) error {
	p.pos++
	if p.next() == ']' {
		p.pos++
		return nil
	}
	for {
		v, err := p.value(depth + 1)
		if err != nil {
			return err
		}
		n.Items = append(n.Items, v)
		switch p.next() {
		case ',':
			p.pos++
		case ']':
			p.pos++
			return nil
		default:
			return p.unexpected("',' or ']'")
		}
	}
}

// text reads a string in quotes.
func (p *jsonParser) text() (string, error) {
	p.pos++
	start := p.pos
	var buf []byte
	for p.pos < len(p.data) {
		switch c := p.data[p.pos]; {
		case c == '"':
			s := p.data[start:p.pos]
			p.pos++
			if buf != nil {
				s = append(buf, s...)
			}
			return string(s), nil
		case c == '\\':
			buf = append(buf, p.data[start:p.pos]...)
			r, err := p.escape()
			if err != nil {
				return "", err
			}
			buf = utf8.AppendRune(buf, r)
			start = p.pos
		case c == '\n':
			return "", p.fail("a text without a closing quote")
		case c < 0x20:
			return "", p.fail("the character %q in a text: write it as \\u%04x", c, c)
		default:
			p.pos++
		}
	}
	return "", p.fail("a text without a closing quote")
}

func (p *jsonParser) escape() (rune, error) {
	if p.pos+1 < len(p.data) {
		switch c := p.data[p.pos+1]; c {
		case '"', '\\', '/':
			p.pos += 2
			return rune(c), nil
		case 'b', 'f', 'n', 'r', 't':
			p.pos += 2
			return map[byte]rune{'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t'}[c], nil
		case 'u':
			r, ok := p.hex(p.pos)
			if !ok {
				break
			}
			if !utf16.IsSurrogate(r) {
				p.pos += 6
				return r, nil
			}
			if low, ok := p.hex(p.pos + 6); ok {
				if both := utf16.DecodeRune(r, low); both != utf8.RuneError {
					p.pos += 12
					return both, nil
				}
			}
			return 0, p.fail("half a surrogate pair (%s): write both halves", p.data[p.pos:p.pos+6])
		}
	}
	return 0, p.fail("an unknown escape: write \\\\ for a backslash")
}

// hex reads \uXXXX at i.
func (p *jsonParser) hex(i int) (rune, bool) {
	if i+6 > len(p.data) || p.data[i] != '\\' || p.data[i+1] != 'u' {
		return 0, false
	}
	v, err := strconv.ParseUint(string(p.data[i+2:i+6]), 16, 32)
	return rune(v), err == nil
}

func (p *jsonParser) number() (string, error) {
	start := p.pos
	digits := func() bool {
		from := p.pos
		for p.pos < len(p.data) && p.data[p.pos] >= '0' && p.data[p.pos] <= '9' {
			p.pos++
		}
		return p.pos > from
	}
	peek := func(set string) bool {
		return p.pos < len(p.data) && bytes.IndexByte([]byte(set), p.data[p.pos]) >= 0
	}
	if peek("-") {
		p.pos++
	}
	if peek("0") {
		p.pos++
	} else if !digits() {
		return "", p.unexpected("a digit")
	}
	if peek(".") {
		p.pos++
		if !digits() {
			return "", p.unexpected("a digit")
		}
	}
	if peek("eE") {
		p.pos++
		if peek("+-") {
			p.pos++
		}
		if !digits() {
			return "", p.unexpected("a digit")
		}
	}
	return string(p.data[start:p.pos]), nil
}
