package document

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// An Error is a fault in an input and where it stands. Line and Column are
// 1-based; Column counts code points. Line 0 means that the fault has no
// place, such as a read that failed.
type Error struct {
	File         string
	Line, Column int
	Msg          string // what is wrong, and what to do
	Err          error  // the cause, if there is one
}

// Error gives file:line:column: message.
func (e *Error) Error() string {
	switch {
	case e.Line == 0 && e.File == "":
		return e.Msg
	case e.Line == 0:
		return e.File + ": " + e.Msg
	case e.File == "":
		return fmt.Sprintf("%d:%d: %s", e.Line, e.Column, e.Msg)
	}
	return fmt.Sprintf("%s:%d:%d: %s", e.File, e.Line, e.Column, e.Msg)
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// Kind is what a Node is.
type Kind uint8

// The kinds. A timestamp is a String: its text counts.
const (
	Null Kind = iota
	Bool
	Number
	String
	List
	Map
)

// A Node is one value of a YAML or JSON input with its place: the common
// form from which documents, configuration and front matter are decoded.
// Maps keep the order of their keys and have no key twice.
type Node struct {
	Kind         Kind
	Line, Column int     // 1-based; Column counts code points
	Value        string  // of a scalar: its text, for a Number as written
	Items        []*Node // of a List
	Pairs        []Pair  // of a Map
	plain        bool    // a YAML scalar without quotes
}

// A Pair is one key of a Map, its place and its value.
type Pair struct {
	Key          string
	Line, Column int
	Value        *Node
}

// Get gives the value of a key of a Map, or nil.
func (n *Node) Get(key string) *Node {
	for i := range n.Pairs {
		if n.Pairs[i].Key == key {
			return n.Pairs[i].Value
		}
	}
	return nil
}

// at gives the place of a path such as mentions[3].start, or of the deepest
// part of it that exists. A key is placed where its value stands.
func (n *Node) at(path string) (line, column int) {
	for path != "" {
		name := path
		if i := strings.IndexAny(path, ".["); i > 0 {
			name = path[:i]
		}
		path = path[len(name):]
		v := n.Get(name)
		if v == nil {
			break
		}
		n = v
		if strings.HasPrefix(path, "[") {
			end := strings.IndexByte(path, ']')
			i, err := strconv.Atoi(path[1:end])
			if err != nil || i >= len(n.Items) {
				break
			}
			n = n.Items[i]
			path = path[end+1:]
		}
		path = strings.TrimPrefix(path, ".")
	}
	return n.Line, n.Column
}

// maxProblems bounds what one document reports.
const maxProblems = 20

// A Decoder decodes Nodes strictly and collects what is wrong with them, each
// with its place. Its methods report a value of another type and give the
// zero value; Err joins the reports. It is for one goroutine.
//
//	for _, p := range d.Pairs(node, "the configuration") {
//		switch p.Key {
//		case "jobs":
//			c.Jobs = d.Int(p.Value, p.Key)
//		default:
//			d.Unknown(p, "the configuration", "jobs")
//		}
//	}
//	return d.Err()
type Decoder struct {
	name string
	errs []*Error
	more int
}

// NewDecoder starts a Decoder; name is the file that errors name.
func NewDecoder(name string) *Decoder { return &Decoder{name: name} }

// Failf reports a fault at a place.
func (d *Decoder) Failf(line, column int, format string, args ...any) {
	if len(d.errs) == maxProblems {
		d.more++
		return
	}
	d.errs = append(d.errs, &Error{File: d.name, Line: line, Column: column, Msg: fmt.Sprintf(format, args...)})
}

// Err joins what was reported, each an *Error, in the order of their places;
// it is nil when nothing was.
func (d *Decoder) Err() error {
	slices.SortStableFunc(d.errs, func(a, b *Error) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	errs := make([]error, 0, len(d.errs)+1)
	for _, e := range d.errs {
		errs = append(errs, e)
	}
	if d.more > 0 {
		errs = append(errs, &Error{File: d.name, Msg: fmt.Sprintf("and %d more problems", d.more)})
	}
	return errors.Join(errs...)
}

// Unknown reports a key that is not one of the known ones.
func (d *Decoder) Unknown(p Pair, what string, known ...string) {
	d.Failf(p.Line, p.Column, "unknown key %q: %s has %s", clip(p.Key), what, strings.Join(known, ", "))
}

func (d *Decoder) want(n *Node, what, hint string) {
	d.Failf(n.Line, n.Column, "%s is %s: %s", what, n.describe(), hint)
}

// Pairs gives the pairs of a Map.
func (d *Decoder) Pairs(n *Node, what string) []Pair {
	if n.Kind != Map {
		d.want(n, what, "write keys and values")
	}
	return n.Pairs
}

// List gives the items of a List.
func (d *Decoder) List(n *Node, what string) []*Node {
	if n.Kind != List {
		d.want(n, what, "write a list")
	}
	return n.Items
}

// String gives a text that is not empty.
func (d *Decoder) String(n *Node, what string) string {
	switch {
	case n.Kind == Null, n.Kind == String && n.Value == "":
		d.Failf(n.Line, n.Column, "%s is empty: write text or leave it out", what)
	case n.Kind == Bool || n.Kind == Number:
		d.want(n, what, "put it in quotes")
	case n.Kind != String:
		d.want(n, what, "write text")
	default:
		return n.Value
	}
	return ""
}

// Text is String for what people write bare though YAML reads a number, such
// as the year 1991: its text as written.
func (d *Decoder) Text(n *Node, what string) string {
	if n.Kind == Number && n.plain {
		return n.Value
	}
	return d.String(n, what)
}

// Strings gives a list of texts, none of them empty; nil for an empty list.
func (d *Decoder) Strings(n *Node, what string) []string {
	items := d.List(n, what)
	if len(items) == 0 {
		return nil
	}
	list := make([]string, len(items))
	for i, item := range items {
		list[i] = d.String(item, "an item of "+what)
	}
	return list
}

// Bool gives true or false.
func (d *Decoder) Bool(n *Node, what string) bool {
	if n.Kind != Bool {
		d.want(n, what, "write true or false")
	}
	return n.Kind == Bool && (n.Value[0] == 't' || n.Value[0] == 'T')
}

// Int gives a whole number from 0 up, in plain decimal digits.
func (d *Decoder) Int(n *Node, what string) int {
	digits := n.Kind == Number && strings.Trim(n.Value, "0123456789") == ""
	if !digits || len(n.Value) > 1 && n.Value[0] == '0' {
		d.want(n, what, "write a whole number, 0 or more")
		return 0
	}
	v, err := strconv.ParseInt(n.Value, 10, 64)
	if err != nil || v > math.MaxInt {
		d.want(n, what, "it is too large")
		return 0
	}
	return int(v)
}

// Float gives a finite decimal number.
func (d *Decoder) Float(n *Node, what string) float64 {
	v, ok := n.float()
	if !ok {
		d.want(n, what, "write a number")
	}
	return v
}

func (n *Node) float() (v float64, ok bool) {
	if n.Kind != Number || strings.Trim(n.Value, "0123456789.eE+-") != "" {
		return 0, false
	}
	v, err := strconv.ParseFloat(n.Value, 64)
	if err != nil {
		return 0, false
	}
	return v + 0, true // minus zero is zero
}

// describe says what a node is, in words for a message.
func (n *Node) describe() string {
	switch n.Kind {
	case Null:
		return "empty"
	case Bool:
		return "the truth value " + n.Value
	case Number:
		return "the number " + clip(n.Value)
	case String:
		return "the text " + strconv.Quote(clip(n.Value))
	case List:
		return "a list"
	}
	return "a mapping"
}

// clip shortens what a message quotes.
func clip(s string) string {
	const most = 60
	if len(s) <= most {
		return s
	}
	i := most
	for i > 0 && !utf8.RuneStart(s[i]) {
		i--
	}
	return s[:i] + "…"
}
