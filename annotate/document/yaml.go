package document

import (
	"bytes"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"gopkg.in/yaml.v3"
)

// maxDepth bounds the nesting of an input.
const maxDepth = 32

// ParseYAML reads data, one YAML document, into Nodes. It is the one door to
// YAML: documents, configuration and front matter go through it. Empty data
// are a Null. Anchors, aliases, tags, a second document, a key that is given
// twice or is not a scalar, nesting deeper than 32, and bytes that are not
// UTF-8 text are errors, each an *Error that names name and the place; so
// nothing expands, and time and memory are linear in len(data). Line ends may
// be LF or CRLF, and a byte order mark may come first.
//
// It may be called from several goroutines at once.
func ParseYAML(name string, data []byte) (*Node, error) {
	return parseYAML(name, 1, bytes.TrimPrefix(data, bom))
}

var bom = []byte("\uFEFF")

// parseYAML is ParseYAML for a part of a file that begins at a line.
func parseYAML(name string, first int, data []byte) (root *Node, err error) {
	if err := checkBytes(name, first, data, yamlRune); err != nil {
		return nil, err
	}
	if root, ok := parseLines(name, first, data); ok {
		return root, nil
	}
	return parseAny(name, first, data)
}

// parseAny is parseYAML for YAML of every shape, which has passed checkBytes.
func parseAny(name string, first int, data []byte) (root *Node, err error) {
	fail := func(line int, msg string) error {
		line = min(max(line, 1), 1+bytes.Count(data, []byte("\n")))
		return &Error{File: name, Line: first + line - 1, Column: indentOf(data, line), Msg: msg}
	}
	// yaml.v3 turns its own panics into errors; a fault in it must not end a
	// batch either.
	defer func() {
		if p := recover(); p != nil {
			root, err = nil, fail(1, fmt.Sprintf("this YAML cannot be parsed (%v): simplify it", p))
		}
	}()
	dec := yaml.NewDecoder(bytes.NewReader(data))
	var doc yaml.Node
	if err := dec.Decode(&doc); err == io.EOF {
		return &Node{Line: first, Column: 1}, nil
	} else if err != nil {
		line, msg := yamlError(data, err)
		return nil, fail(line, msg)
	}
	var second yaml.Node
	if err := dec.Decode(&second); err == nil {
		return nil, fail(second.Line, "a second document: one is expected here")
	} else if err != io.EOF {
		line, msg := yamlError(data, err)
		return nil, fail(line, msg)
	}
	c := converter{name: name, first: first}
	return c.node(doc.Content[0], 1)
}

// A converter turns yaml.v3's nodes into ours.
type converter struct {
	name  string
	first int
}

func (c *converter) fail(y *yaml.Node, format string, args ...any) error {
	return &Error{File: c.name, Line: c.first + y.Line - 1, Column: y.Column, Msg: fmt.Sprintf(format, args...)}
}

func (c *converter) node(y *yaml.Node, depth int) (*Node, error) {
	switch {
	case y.Kind == yaml.AliasNode:
		return nil, c.fail(y, "an alias (*%s): write the value out", clip(y.Value))
	case y.Anchor != "":
		return nil, c.fail(y, "an anchor (&%s): write each value out", clip(y.Anchor))
	case y.Style&yaml.TaggedStyle != 0:
		return nil, c.fail(y, "a tag (%s): leave it out", clip(y.Tag))
	case depth > maxDepth:
		return nil, c.fail(y, "nested deeper than %d levels: nothing here is", maxDepth)
	}
	n := &Node{Line: c.first + y.Line - 1, Column: y.Column}
	switch y.Kind {
	case yaml.ScalarNode:
		n.Value = y.Value
		n.plain = y.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle|yaml.LiteralStyle|yaml.FoldedStyle) == 0
		switch y.ShortTag() {
		case "!!null":
			n.Kind = Null
		case "!!bool":
			n.Kind = Bool
		case "!!int", "!!float":
			n.Kind = Number
		default:
			n.Kind = String
		}
	case yaml.SequenceNode:
		n.Kind = List
		n.Items = make([]*Node, len(y.Content))
		for i, item := range y.Content {
			v, err := c.node(item, depth+1)
			if err != nil {
				return nil, err
			}
			n.Items[i] = v
		}
	case yaml.MappingNode:
		n.Kind = Map
		n.Pairs = make([]Pair, 0, len(y.Content)/2)
		for i := 0; i+1 < len(y.Content); i += 2 {
			key, err := c.node(y.Content[i], depth+1)
			if err != nil {
				return nil, err
			}
			if key.Kind == List || key.Kind == Map {
				return nil, c.fail(y.Content[i], "a key is %s: write a word", key.describe())
			}
			v, err := c.node(y.Content[i+1], depth+1)
			if err != nil {
				return nil, err
			}
			n.Pairs = append(n.Pairs, Pair{key.Value, key.Line, key.Column, v})
		}
		if err := duplicateKey(c.name, n); err != nil {
			return nil, err
		}
	}
	return n, nil
}

// duplicateKey reports a key that a Map has twice. Small maps, the rule, need
// no table.
func duplicateKey(name string, n *Node) error {
	var seen map[string]int
	if len(n.Pairs) > 16 {
		seen = make(map[string]int, len(n.Pairs))
	}
	for i, p := range n.Pairs {
		before := -1
		if seen != nil {
			if j, ok := seen[p.Key]; ok {
				before = j
			}
			seen[p.Key] = i
		} else {
			for j := range n.Pairs[:i] {
				if n.Pairs[j].Key == p.Key {
					before = j
				}
			}
		}
		if before >= 0 {
			return &Error{File: name, Line: p.Line, Column: p.Column,
				Msg: fmt.Sprintf("key %q twice, first on line %d: keep one", clip(p.Key), n.Pairs[before].Line)}
		}
	}
	return nil
}

var yamlText = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^yaml: (?:line (\d+): )?(.*)`) })

// yamlError takes the line, 1-based within the data, out of the text of an
// error of yaml.v3, which offers no other way to it. Errors of its parser,
// unlike those of its scanner, count lines from 0; an alias has no line.
func yamlError(data []byte, err error) (line int, msg string) {
	m := yamlText().FindStringSubmatch(err.Error())
	if m == nil {
		return 1, "not YAML: " + err.Error()
	}
	line, _ = strconv.Atoi(m[1])
	msg = m[2]
	if name, ok := strings.CutPrefix(msg, "unknown anchor '"); ok {
		name, _, _ = strings.Cut(name, "'")
		before, _, _ := bytes.Cut(data, []byte("*"+name))
		return 1 + bytes.Count(before, []byte("\n")), "an alias (*" + clip(name) + "): write the value out"
	}
	hint := "check quotes, brackets and indentation on this line and the one before"
	switch {
	case line > 0 && strings.HasPrefix(msg, "did not find expected"):
		line++
	case msg == "found incompatible YAML document":
		hint = "leave out the %YAML line"
	case strings.HasPrefix(msg, "exceeded max depth"):
		hint = fmt.Sprintf("nothing here is nested deeper than %d levels", maxDepth)
	}
	return line, "not YAML: " + msg + ": " + hint
}

// indentOf gives the column of the first character of a line, 1-based, that
// is not a space.
func indentOf(data []byte, line int) int {
	for ; line > 1; line-- {
		data = data[bytes.IndexByte(data, '\n')+1:]
	}
	return 1 + len(data) - len(bytes.TrimLeft(data, " "))
}

// yamlRune reports whether a code point may stand in YAML as it is.
func yamlRune(r rune) bool {
	switch {
	case r < 0x20:
		return r == '\t' || r == '\n' || r == '\r'
	case r < 0x7F:
		return true
	case r < 0xA0:
		return r == 0x85
	}
	return r != 0xFEFF && r != 0xFFFE && r != 0xFFFF
}

// jsonRune reports whether a code point may stand in a JSON input.
func jsonRune(r rune) bool { return r >= 0x20 || r == '\t' || r == '\n' || r == '\r' }

// checkBytes reports the first byte or character that is not text.
func checkBytes(name string, first int, data []byte, ok func(rune) bool) error {
	for i := 0; i < len(data); {
		if c := data[i]; c >= 0x20 && c < 0x7F || c == '\n' {
			i++
			continue
		}
		r, size := utf8.DecodeRune(data[i:])
		var msg string
		switch {
		case r == utf8.RuneError && size == 1:
			msg = fmt.Sprintf("byte 0x%02x is not UTF-8: convert the file to UTF-8", data[i])
		case r == 0:
			msg = "a NUL byte: this is not a text file"
		case !ok(r):
			msg = fmt.Sprintf("the character U+%04X may not stand here bare: write it as \\u%04x in double quotes", r, r)
		}
		if msg != "" {
			start := bytes.LastIndexByte(data[:i], '\n') + 1
			return &Error{File: name, Line: first + bytes.Count(data[:i], []byte("\n")),
				Column: 1 + utf8.RuneCount(data[start:i]), Msg: msg}
		}
		i += size
	}
	return nil
}
