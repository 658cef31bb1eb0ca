package document

import (
	"strings"
	"unicode/utf8"
)

// parseLines parses YAML of the shape in which documents are written: one key
// or one list item a line, flow mappings and lists on one line, no comments,
// no escapes. It gives the Node that yaml.v3 would give, many times faster, and
// false for whatever it does not know, which is then yaml.v3's to read. The
// data have passed checkBytes.
func parseLines(name string, first int, data []byte) (*Node, bool) {
	p := lineParser{line: first}
	rest := string(data)
	if strings.ContainsAny(rest, "\r\u0085\u2028\u2029\ufeff") {
		return nil, false // line breaks of other kinds
	}
	if after, ok := strings.CutPrefix(rest, "---\n"); ok {
		rest = after
		p.line++
	}
	root := &Node{Kind: Map, Line: p.line, Column: 1}
	var list *Node // the open list of items on lines of their own
	for ; rest != ""; p.line++ {
		end := strings.IndexByte(rest, '\n')
		if end < 0 {
			return nil, false // it may be cut short
		}
		p.text, p.at = rest[:end], 0
		rest = rest[end+1:]
		if list != nil && strings.HasPrefix(p.text, "  - ") {
			p.at = len("  - ")
			if len(list.Items) == 0 {
				list.Kind, list.Line, list.Column = List, p.line, 3
			}
			item, ok := p.value(onLine)
			if !ok || p.at != len(p.text) {
				return nil, false
			}
			list.Items = append(list.Items, item)
			continue
		}
		if list != nil && len(list.Items) == 0 {
			return nil, false
		}
		list = nil
		key, ok := p.key()
		if !ok {
			return nil, false
		}
		pair := Pair{Key: key, Line: p.line, Column: 1}
		if p.at == len(p.text) {
			list = &Node{}
			pair.Value = list
		} else {
			if p.text[p.at] != ' ' {
				return nil, false
			}
			p.at++
			if pair.Value, ok = p.value(onLine); !ok || p.at != len(p.text) {
				return nil, false
			}
		}
		root.Pairs = append(root.Pairs, pair)
	}
	if len(root.Pairs) == 0 || list != nil && len(list.Items) == 0 || duplicateKey(name, root) != nil {
		return nil, false
	}
	return root, true
}

// A lineParser stands at a byte of a line.
type lineParser struct {
	text    string
	at      int
	line    int
	counted int // bytes of text up to which runes are counted
	runes   int // how many they are
}

func (p *lineParser) node(kind Kind) *Node {
	if p.counted > p.at {
		p.counted, p.runes = 0, 0
	}
	p.runes += utf8.RuneCountInString(p.text[p.counted:p.at])
	p.counted = p.at
	return &Node{Kind: kind, Line: p.line, Column: p.runes + 1}
}

// maxKey is longer than any key of ours; YAML itself ends keys at 1,024.
const maxKey = 64

// key reads a word of lower-case letters and digits and the colon behind it.
func (p *lineParser) key() (string, bool) {
	start := p.at
	for p.at < len(p.text) && (p.text[p.at] >= 'a' && p.text[p.at] <= 'z' || p.at > start && p.text[p.at] >= '0' && p.text[p.at] <= '9') {
		p.at++
	}
	key := p.text[start:p.at]
	if key == "" || len(key) > maxKey || reserved(key) || p.at >= len(p.text) || p.text[p.at] != ':' {
		return "", false
	}
	p.at++
	return key, true
}

// Where a value stands: a mapping may stand on a line, a list also in a mapping.
const (
	onLine = iota
	inMap
	inList
)

// value reads a value that ends with the line or, in a flow, before a comma or
// a bracket.
func (p *lineParser) value(where int) (*Node, bool) {
	if p.at >= len(p.text) {
		return nil, false
	}
	switch c := p.text[p.at]; c {
	case '{', '[':
		if where == inList || where == inMap && c == '{' {
			return nil, false // nothing here is nested so deep
		}
		return p.flow(c)
	case '\'', '"':
		return p.quoted(c)
	}
	return p.plain(where != onLine)
}

func (p *lineParser) flow(open byte) (*Node, bool) {
	n := p.node(Map)
	closing, where := byte('}'), inMap
	if open == '[' {
		n.Kind, closing, where = List, ']', inList
		n.Items = []*Node{}
	}
	p.at++
	for first := true; ; first = false {
		if p.at < len(p.text) && p.text[p.at] == closing && first {
			break
		}
		var pair Pair
		if open == '{' {
			at := p.node(Map)
			key, ok := p.key()
			if !ok || p.at >= len(p.text) || p.text[p.at] != ' ' {
				return nil, false
			}
			p.at++
			pair = Pair{Key: key, Line: at.Line, Column: at.Column}
		}
		v, ok := p.value(where)
		if !ok || p.at >= len(p.text) {
			return nil, false
		}
		if open == '{' {
			pair.Value = v
			n.Pairs = append(n.Pairs, pair)
		} else {
			n.Items = append(n.Items, v)
		}
		if p.text[p.at] == closing {
			break
		}
		if !strings.HasPrefix(p.text[p.at:], ", ") {
			return nil, false
		}
		p.at += 2
	}
	p.at++
	return n, duplicateKey("", n) == nil
}

func (p *lineParser) quoted(quote byte) (*Node, bool) {
	n := p.node(String)
	p.at++
	start, doubled := p.at, false
	for ; p.at < len(p.text); p.at++ {
		switch c := p.text[p.at]; {
		case c == '\\' && quote == '"', c == '\t':
			return nil, false
		case c == quote && quote == '\'' && p.at+1 < len(p.text) && p.text[p.at+1] == '\'':
			doubled = true
			p.at++
		case c == quote:
			n.Value = p.text[start:p.at]
			if doubled {
				n.Value = strings.ReplaceAll(n.Value, "''", "'")
			}
			p.at++
			return n, true
		}
	}
	return nil, false
}

// plain reads a scalar without quotes, and only such as can be nothing else.
func (p *lineParser) plain(flow bool) (*Node, bool) {
	n := p.node(String)
	start := p.at
	for ; p.at < len(p.text); p.at++ {
		c := p.text[p.at]
		if c == ',' || c == '[' || c == ']' || c == '{' || c == '}' {
			break
		}
		if c == '\t' || c == '#' || c == ':' || c == '"' || c == '\'' && p.at == start {
			return nil, false
		}
	}
	if !flow {
		p.at = len(p.text)
	}
	n.Value, n.plain = p.text[start:p.at], true
	s := n.Value
	if s == "" || s[len(s)-1] == ' ' || strings.ContainsAny(s, "#:\t") {
		return nil, false
	}
	switch c := s[0]; {
	case c >= '0' && c <= '9' || c == '-' && len(s) > 1 && s[1] >= '0' && s[1] <= '9':
		var ok bool
		n.Kind, ok = numberOrString(s)
		return n, ok
	case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z':
		if s == "true" || s == "false" {
			n.Kind = Bool
			return n, true
		}
		return n, !reserved(s)
	case c >= utf8.RuneSelf:
		return n, true
	}
	return nil, false
}

// numberOrString tells what a scalar that begins with a digit is, where that is
// beyond doubt.
func numberOrString(s string) (Kind, bool) {
	digits, points := 0, 0
	t := strings.TrimPrefix(s, "-")
	for i := range len(t) {
		switch c := t[i]; {
		case c >= '0' && c <= '9':
			digits++
		case c == '.':
			points++
		}
	}
	switch {
	case digits+points == len(t) && points <= 1 && t[len(t)-1] != '.' && (t[0] != '0' || len(t) == 1 || t[1] == '.') && digits < 18:
		return Number, true
	case len(t) > 1 && strings.IndexByte("xXoObB", t[1]) >= 0, strings.ContainsAny(t, "_+"):
		return Null, false
	case digits+points == len(t) && points > 1, strings.Contains(t, "/"), len(s) == 10 && digits == 8 && s[4] == '-' && s[7] == '-':
		return String, true // a version, a range, a day
	}
	for i := range len(t) {
		if c := t[i] | 0x20; c >= 'a' && c <= 'z' && c != 'e' {
			return String, true
		}
	}
	return Null, false
}

// reserved reports whether a plain word may be more than a string.
func reserved(s string) bool {
	if len(s) > 5 {
		return false
	}
	switch strings.ToLower(s) {
	case "true", "false", "null", "yes", "no", "on", "off", "y", "n", "inf", "nan":
		return true
	}
	return false
}
