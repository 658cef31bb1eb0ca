// Package markup reads and writes articles whose annotations stand in the
// text itself, as in testdata/house:
//
//	desk: diplomacy
//	country: TR
//	published: 2022-11-07
//
//	person hulusi-akar = Hulusi Akar | Defense Minister
//
//	---
//	Defense Minister [Hulusi Akar](hulusi-akar) said [Monday](2022-11-07).
//
// testdata/house/README.md is the manual. The text of an Article is its body
// without the marks, byte for byte, and its Document counts into that text.
package markup

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"

	"newsannotate/annotate/document"
)

// An Article is one marked article: its Document, which carries the text, and
// where it comes from.
type Article struct {
	Name    string // of the file, without .txt
	Desk    string
	Country string // ISO 3166-1 alpha-2
	*document.Document
}

// An Error is what is wrong with a marked article, and where.
type Error struct {
	File         string
	Line, Column int // 1-based; columns count bytes
	Msg          string
}

func (e *Error) Error() string {
	return fmt.Sprintf("%s:%d:%d: %s", e.File, e.Line, e.Column, e.Msg)
}

// Read parses one marked article. The name is used as the Article's, and in
// errors, which are of type *Error except where reading itself failed.
func Read(name string, r io.Reader) (*Article, error) {
	data, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	p := parser{file: name, article: &Article{
		Name:     strings.TrimSuffix(name, ".txt"),
		Document: &document.Document{Schema: document.Schema, Offsets: document.Bytes},
	}}
	head, body, found := strings.Cut(string(data), "\n---\n")
	if !found {
		return nil, &Error{name, 1, 1, `no line "---" between header and body`}
	}
	if err := p.header(head); err != nil {
		return nil, err
	}
	if err := p.body(body, strings.Count(head, "\n")+3); err != nil {
		return nil, err
	}
	return p.article, nil
}

type parser struct {
	file    string
	article *Article
}

func (p *parser) errorf(line, column int, format string, args ...any) error {
	return &Error{p.file, line, column, fmt.Sprintf(format, args...)}
}

func (p *parser) header(head string) error {
	a := p.article
	for i, line := range strings.Split(head, "\n") {
		switch {
		case line == "":
		case strings.HasPrefix(line, "desk: "):
			a.Desk = line[len("desk: "):]
		case strings.HasPrefix(line, "country: "):
			a.Country = line[len("country: "):]
		case strings.HasPrefix(line, "published: "):
			a.Published = document.Published{Value: line[len("published: "):], From: "metadata"}
		default:
			e, err := entity(line)
			if err != nil {
				return p.errorf(i+1, 1, "%v", err)
			}
			if slices.ContainsFunc(a.Entities, func(o document.Entity) bool { return o.ID == e.ID }) {
				return p.errorf(i+1, 1, "entity %q stands here twice", e.ID)
			}
			a.Entities = append(a.Entities, e)
		}
	}
	for _, need := range []struct{ key, value string }{
		{"desk", a.Desk}, {"country", a.Country}, {"published", a.Published.Value},
	} {
		if need.value == "" {
			return p.errorf(1, 1, "the header has no %q", need.key)
		}
	}
	return nil
}

// entity parses "TYPE ID = NAME | DETAILS".
func entity(line string) (document.Entity, error) {
	key, value, ok := strings.Cut(line, " = ")
	kind, id, ok2 := strings.Cut(key, " ")
	if !ok || !ok2 {
		return document.Entity{}, fmt.Errorf(`want "TYPE ID = NAME | DETAILS", not %q`, line)
	}
	name, details, _ := strings.Cut(value, " | ")
	e := document.Entity{ID: id, Type: document.Type(kind), Name: name}
	if !isID(id) {
		return e, fmt.Errorf("%q is not a slug of lower-case letters, digits and hyphens", id)
	}
	switch e.Type {
	case document.Person:
		if details != "" {
			e.Roles = strings.Split(details, "; ")
		}
	case document.Place:
		e.Kind, e.ISO, _ = strings.Cut(details, " ")
		if !slices.Contains(document.Kinds, e.Kind) {
			return e, fmt.Errorf("place %q has kind %q, want one of %s", id, e.Kind, strings.Join(document.Kinds, ", "))
		}
	case document.Organisation:
		if details != "" {
			return e, fmt.Errorf("organisation %q has details %q, want none", id, details)
		}
	default:
		return e, fmt.Errorf("unknown type %q, want person, place or organisation", kind)
	}
	return e, nil
}

// isID reports whether s is an entity's id. A lower-case letter tells it from a
// date's value, which has none.
func isID(s string) bool {
	return strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789-") == "" && strings.ContainsAny(s, "abcdefghijklmnopqrstuvwxyz")
}

func (p *parser) body(body string, line int) error {
	a := p.article
	var text strings.Builder
	start, open := 0, 0 // of the mention that is open: offset in text, and in body plus 1
	bol := 0            // offset of the beginning of the line
	at := func(i int) (int, int) { return line, i - bol + 1 }
	fail := func(i int, format string, args ...any) error {
		l, c := at(i)
		return p.errorf(l, c, format, args...)
	}
	for i := 0; i < len(body); i++ {
		switch c := body[i]; c {
		case '\\':
			if i+1 < len(body) {
				i++
			}
			text.WriteByte(body[i])
		case '[':
			if open > 0 {
				return fail(i, "a mention inside a mention")
			}
			start, open = text.Len(), i+1
		case ']':
			if open == 0 {
				return fail(i, `"]" without "["; write "\]" for the character`)
			}
			end := strings.IndexByte(body[i:], ')')
			if i+1 >= len(body) || body[i+1] != '(' || end < 0 {
				return fail(i, `want "(ID)" or "(VALUE)" after the mention`)
			}
			m, err := p.mention(body[i+2 : i+end])
			if err != nil {
				return fail(i, "%v", err)
			}
			m.Start, m.End = start, text.Len()
			m.Text = text.String()[start:]
			if strings.TrimSpace(m.Text) != m.Text || m.Text == "" {
				return fail(open-1, "mention %q is empty or has space at its ends", m.Text)
			}
			a.Mentions = append(a.Mentions, m)
			i, open = i+end, 0
		default:
			text.WriteByte(c)
			if c == '\n' {
				line, bol = line+1, i+1
			}
		}
	}
	if open > 0 {
		return fail(open-1, "a mention is not closed")
	}
	a.Text = text.String()
	return nil
}

// mention reads what stands in the round brackets: an entity's id or a date's
// value with its class and mod.
func (p *parser) mention(ref string) (document.Mention, error) {
	if isID(ref) {
		for _, e := range p.article.Entities {
			if e.ID == ref {
				return document.Mention{Type: e.Type, Entity: ref}, nil
			}
		}
		return document.Mention{}, fmt.Errorf("no entity %q in the header", ref)
	}
	m := document.Mention{Type: document.Date}
	value, set := strings.CutPrefix(ref, "SET ")
	m.Value, m.Mod, _ = strings.Cut(value, " ")
	switch {
	case m.Value == "" || strings.Trim(m.Value, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-:.+_/") != "":
		return m, fmt.Errorf("%q is neither an id nor a date's value", ref)
	case m.Mod != "" && !slices.Contains(mods, m.Mod):
		return m, fmt.Errorf("unknown mod %q, want one of %s", m.Mod, strings.Join(mods, ", "))
	case set:
		m.Timex = document.TimexSet
	default:
		m.Timex = timex(m.Value)
	}
	return m, nil
}

var mods = []string{"START", "MID", "END", "APPROX", "LESS_THAN", "MORE_THAN", "EQUAL_OR_LESS", "EQUAL_OR_MORE", "BEFORE", "AFTER"}

// timex is the class of a value that does not say it: P… is a duration, and
// what has a T after its day is a time.
func timex(value string) document.Timex {
	switch {
	case strings.HasPrefix(value, "P") && value != "PRESENT_REF" && value != "PAST_REF":
		return document.TimexDuration
	case strings.IndexByte(value, 'T') > 0 && !strings.HasSuffix(value, "_REF"):
		return document.TimexTime
	}
	return document.TimexDate
}

// Write writes a as Read reads it. The mentions must be in order and lie in
// a.Text.
func Write(w io.Writer, a *Article) error {
	b := bufio.NewWriter(w)
	fmt.Fprintf(b, "desk: %s\ncountry: %s\npublished: %s\n\n", a.Desk, a.Country, a.Published.Value)
	for _, e := range a.Entities {
		fmt.Fprintf(b, "%s %s = %s", e.Type, e.ID, e.Name)
		switch details := strings.TrimSpace(e.Kind + " " + e.ISO); {
		case len(e.Roles) > 0:
			fmt.Fprintf(b, " | %s", strings.Join(e.Roles, "; "))
		case details != "":
			fmt.Fprintf(b, " | %s", details)
		}
		b.WriteByte('\n')
	}
	b.WriteString("\n---\n")
	done := 0
	for _, m := range a.Mentions {
		ref := m.Entity
		if m.Type == document.Date {
			ref = strings.TrimSpace(m.Value + " " + m.Mod)
			if m.Timex == document.TimexSet {
				ref = "SET " + ref
			}
		}
		escape.WriteString(b, a.Text[done:m.Start])
		b.WriteByte('[')
		escape.WriteString(b, a.Text[m.Start:m.End])
		fmt.Fprintf(b, "](%s)", ref)
		done = m.End
	}
	escape.WriteString(b, a.Text[done:])
	return b.Flush()
}

var escape = strings.NewReplacer(`\`, `\\`, `[`, `\[`, `]`, `\]`)
