package document

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"iter"
	"strings"
)

// maxDocument bounds the bytes of one document of a stream.
const maxDocument = 64 << 20

// Read reads the Documents of r, one at a time: a YAML stream, JSON Lines, or
// JSON documents one after the other. Input that begins with { and then a
// double quote is JSON, any other is YAML. An input without a document yields
// nothing.
//
// Reading is strict: whatever [Document.Check] calls a failure is an error, as
// are unknown keys, keys given twice, values of another type and bytes that
// are not UTF-8. For a document with errors Read yields nil and these errors
// joined, each an *[Error] with its place, and goes on behind it; after a
// broken JSON document that fills several lines, a document of more than
// 64 MB or a failed read it stops. One document is in memory at a time.
//
// The sequence reads r and can be ranged over once.
func Read(name string, r io.Reader) iter.Seq2[*Document, error] {
	return func(yield func(*Document, error) bool) {
		for e, err := range ReadEntries(name, r) {
			if err != nil {
				if !yield(nil, err) {
					return
				}
			} else if !yield(e.Document, nil) {
				return
			}
		}
	}
}

// Parse reads data, which holds exactly one Document, as Read does.
func Parse(name string, data []byte) (*Document, error) {
	var doc *Document
	for e, err := range ReadEntries(name, bytes.NewReader(data)) {
		if err != nil {
			return nil, err
		}
		if doc != nil {
			return nil, &Error{File: name, Line: e.root.Line, Column: e.root.Column,
				Msg: "a second document: one is expected here"}
		}
		doc = e.Document
	}
	if doc == nil {
		return nil, &Error{File: name, Msg: "no document: the input is empty"}
	}
	return doc, nil
}

// An Entry is a Document as it stands in an input.
type Entry struct {
	*Document
	name string
	root *Node
}

// Place gives a Problem of the Entry's Document the place that it has in the
// input: that of the value at fault, or of the mapping that lacks it.
func (e *Entry) Place(p Problem) *Error {
	line, column := e.root.at(p.Path)
	return &Error{File: e.name, Line: line, Column: column, Msg: p.Msg}
}

// ReadEntries is Read for callers that report Problems with their places. A
// Document that can be read and that only [Document.Check] refuses is yielded
// beside its errors, so that it can be put right.
func ReadEntries(name string, r io.Reader) iter.Seq2[*Entry, error] {
	return func(yield func(*Entry, error) bool) {
		s := &stream{name: name, r: bufio.NewReaderSize(r, 64<<10), line: 1, yield: yield}
		if head, _ := s.r.Peek(len(bom)); bytes.Equal(head, bom) {
			s.r.Discard(len(bom))
		}
		if head, _ := s.r.Peek(512); looksJSON(head) {
			s.json()
		} else {
			s.yaml()
		}
	}
}

func looksJSON(head []byte) bool {
	const space = " \t\r\n"
	head, ok := bytes.CutPrefix(bytes.TrimLeft(head, space), []byte("{"))
	head = bytes.TrimLeft(head, space)
	return ok && len(head) > 0 && (head[0] == '"' || head[0] == '}')
}

// A stream cuts an input into documents.
type stream struct {
	name  string
	r     *bufio.Reader
	line  int    // the next line's number
	doc   []byte // the lines of the document that is being gathered
	first int    // the number of the first of them
	yield func(*Entry, error) bool
}

// next appends a line with its end to doc and gives it. It reports the end of
// the input as io.EOF and only when no byte was left.
func (s *stream) next() ([]byte, error) {
	start := len(s.doc)
	if start == 0 {
		s.first = s.line
	}
	for {
		part, err := s.r.ReadSlice('\n')
		s.doc = append(s.doc, part...)
		if len(s.doc) > maxDocument {
			return nil, &Error{File: s.name, Line: s.line, Column: 1, Msg: "a document of more than 64 MB: divide it"}
		}
		switch {
		case err == nil || err == io.EOF && len(s.doc) > start:
			s.line++
			return s.doc[start:], nil
		case err == io.EOF:
			return nil, err
		case err != bufio.ErrBufferFull:
			return nil, &Error{File: s.name, Msg: "cannot read: " + err.Error(), Err: err}
		}
	}
}

// yaml cuts at the lines that begin with --- or ..., which YAML allows nowhere
// inside a document. So a broken document does not hide the next one.
func (s *stream) yaml() {
	content, open := false, false // something to read; behind a ---
	for {
		start := len(s.doc)
		line, err := s.next()
		if err != nil && err != io.EOF {
			s.yield(nil, err)
			return
		}
		begins, ends := isMarker(line, "---"), isMarker(line, "...")
		if err == io.EOF || begins && (content || open) {
			if content && !s.emit(parseYAML(s.name, s.first, s.doc[:start])) || err == io.EOF {
				return
			}
			s.doc = append(s.doc[:0], line...)
			s.first = s.line - 1
			content = false
		}
		rest := line
		if begins {
			open = true
			rest = line[3:]
		}
		rest = bytes.TrimSpace(rest)
		directive := !open && !content && bytes.HasPrefix(line, []byte("%"))
		if len(rest) > 0 && rest[0] != '#' && !directive && !ends {
			content = true
		}
		if ends {
			if content && !s.emit(parseYAML(s.name, s.first, s.doc)) {
				return
			}
			s.doc = s.doc[:0]
			content, open = false, false
		}
	}
}

func isMarker(line []byte, marker string) bool {
	rest, ok := bytes.CutPrefix(line, []byte(marker))
	return ok && (len(rest) == 0 || strings.IndexByte(" \t\r\n", rest[0]) >= 0)
}

// json takes each line for a document when the first line is one, and else
// gathers lines until the brackets close.
func (s *stream) json() {
	lines := false
	var scan jsonScan
	for n := 0; ; {
		line, err := s.next()
		if err == io.EOF {
			if len(s.doc) > 0 {
				s.emit(parseJSON(s.name, s.first, bytes.TrimRight(s.doc, "\r\n")))
			}
			return
		}
		if err != nil {
			s.yield(nil, err)
			return
		}
		if len(s.doc) == len(line) && len(bytes.TrimSpace(line)) == 0 {
			s.doc = s.doc[:0]
			continue
		}
		scan.line(line)
		if n == 0 {
			lines = scan.depth <= 0 || scan.broken
		}
		n++
		if !lines && scan.depth > 0 {
			continue
		}
		root, err := parseJSON(s.name, s.first, bytes.TrimRight(s.doc, "\r\n"))
		if !s.emit(root, err) || err != nil && !lines {
			return
		}
		s.doc = s.doc[:0]
		scan = jsonScan{}
	}
}

// A jsonScan counts the open brackets of JSON text, line by line.
type jsonScan struct {
	depth  int
	broken bool // a text ran into the end of a line
}

func (s *jsonScan) line(line []byte) {
	text := false
	for i := 0; i < len(line); i++ {
		switch c := line[i]; {
		case text && c == '\\':
			i++
		case c == '"':
			text = !text
		case text:
		case c == '{' || c == '[':
			s.depth++
		case c == '}' || c == ']':
			s.depth--
		}
	}
	s.broken = text
}

// emit decodes a document and yields it or its errors.
func (s *stream) emit(root *Node, err error) bool {
	if err != nil {
		return s.yield(nil, err)
	}
	d := NewDecoder(s.name)
	e := &Entry{Document: decode(d, root), name: s.name, root: root}
	if err := d.Err(); err != nil {
		return s.yield(nil, err)
	}
	for _, p := range e.Check() {
		if p.Severity == Failure {
			at := e.Place(p)
			d.Failf(at.Line, at.Column, "%s", p.Msg)
		}
	}
	return s.yield(e, d.Err())
}

// The keys of each mapping, in the order in which they are written.
var (
	documentKeys = []string{"schema", "source", "title", "byline", "published", "offsets", "text",
		"generator", "entities", "mentions", "rejected", "warnings"}
	sourceKeys    = []string{"path", "record", "sha256", "bytes"}
	publishedKeys = []string{"value", "from"}
	generatorKeys = []string{"tool", "version", "model", "options", "digest"}
	entityKeys    = []string{"id", "type", "name", "aliases", "roles", "kind", "iso", "lat", "lon", "geonames", "note"}
	mentionKeys   = []string{"start", "end", "type", "text", "entity", "timex", "value", "mod", "range",
		"fiscal", "invalid", "score", "evidence", "by"}
	rejectedKeys = []string{"start", "end", "type", "text"}
)

func decode(d *Decoder, root *Node) *Document {
	doc := &Document{Offsets: Bytes}
	const what = "a document"
	for _, p := range d.Pairs(root, what) {
		v := p.Value
		switch p.Key {
		case "schema":
			doc.Schema = d.String(v, p.Key)
		case "source":
			doc.Source = decodeSource(d, v)
		case "title":
			doc.Title = d.String(v, p.Key)
		case "byline":
			doc.Byline = d.String(v, p.Key)
		case "published":
			doc.Published = decodePublished(d, v)
		case "offsets":
			doc.Offsets = Unit(d.String(v, p.Key))
		case "text":
			doc.Text = d.String(v, p.Key)
		case "generator":
			doc.Generator = decodeGenerator(d, v)
		case "entities":
			doc.Entities = decodeList(d, v, p.Key, decodeEntity)
		case "mentions":
			doc.Mentions = decodeList(d, v, p.Key, decodeMention)
		case "rejected":
			doc.Rejected = decodeList(d, v, p.Key, decodeRejected)
		case "warnings":
			doc.Warnings = d.Strings(v, p.Key)
		default:
			d.Unknown(p, what, documentKeys...)
		}
	}
	if root.Kind == Map && root.Get("schema") == nil {
		d.Failf(root.Line, root.Column, "schema is missing: write schema: %s", Schema)
	}
	return doc
}

func decodeList[T any](d *Decoder, n *Node, what string, item func(*Decoder, *Node) T) []T {
	items := d.List(n, what)
	if len(items) == 0 {
		return nil
	}
	list := make([]T, len(items))
	for i, v := range items {
		list[i] = item(d, v)
	}
	return list
}

func decodeSource(d *Decoder, n *Node) (s Source) {
	for _, p := range d.Pairs(n, "source") {
		switch p.Key {
		case "path":
			s.Path = d.String(p.Value, p.Key)
		case "record":
			s.Record = d.String(p.Value, p.Key)
		case "sha256":
			s.SHA256 = d.String(p.Value, p.Key)
		case "bytes":
			s.Bytes = d.Int(p.Value, p.Key)
		default:
			d.Unknown(p, "source", sourceKeys...)
		}
	}
	return s
}

func decodePublished(d *Decoder, n *Node) (x Published) {
	for _, p := range d.Pairs(n, "published") {
		switch p.Key {
		case "value":
			x.Value = d.Text(p.Value, p.Key)
		case "from":
			x.From = d.String(p.Value, p.Key)
		default:
			d.Unknown(p, "published", publishedKeys...)
		}
	}
	return x
}

func decodeGenerator(d *Decoder, n *Node) (g Generator) {
	for _, p := range d.Pairs(n, "generator") {
		switch p.Key {
		case "tool":
			g.Tool = d.String(p.Value, p.Key)
		case "version":
			g.Version = d.String(p.Value, p.Key)
		case "model":
			g.Model = d.String(p.Value, p.Key)
		case "options":
			g.Options = d.String(p.Value, p.Key)
		case "digest":
			g.Digest = d.String(p.Value, p.Key)
		default:
			d.Unknown(p, "generator", generatorKeys...)
		}
	}
	return g
}

func decodeEntity(d *Decoder, n *Node) (e Entity) {
	for _, p := range d.Pairs(n, "an entity") {
		v := p.Value
		switch p.Key {
		case "id":
			e.ID = d.String(v, p.Key)
		case "type":
			e.Type = Type(d.String(v, p.Key))
		case "name":
			e.Name = d.String(v, p.Key)
		case "aliases":
			e.Aliases = d.Strings(v, p.Key)
		case "roles":
			e.Roles = d.Strings(v, p.Key)
		case "kind":
			e.Kind = d.String(v, p.Key)
		case "iso":
			e.ISO = d.String(v, p.Key)
		case "lat":
			e.Lat = d.Float(v, p.Key)
		case "lon":
			e.Lon = d.Float(v, p.Key)
		case "geonames":
			if e.GeoNames = d.Int(v, p.Key); v.Value == "0" {
				d.want(v, p.Key, "write the number of a place or leave it out")
			}
		case "note":
			e.Note = d.String(v, p.Key)
		default:
			d.Unknown(p, "an entity", entityKeys...)
		}
	}
	if (n.Get("lat") == nil) != (n.Get("lon") == nil) {
		d.Failf(n.Line, n.Column, "one of lat and lon: write both or neither")
	}
	return e
}

func decodeMention(d *Decoder, n *Node) (m Mention) {
	for _, p := range d.Pairs(n, "a mention") {
		v := p.Value
		switch p.Key {
		case "start":
			m.Start = d.Int(v, p.Key)
		case "end":
			m.End = d.Int(v, p.Key)
		case "type":
			m.Type = Type(d.String(v, p.Key))
		case "text":
			m.Text = d.Text(v, p.Key)
		case "entity":
			m.Entity = d.String(v, p.Key)
		case "timex":
			m.Timex = Timex(d.String(v, p.Key))
		case "value":
			m.Value = d.Text(v, p.Key)
		case "mod":
			m.Mod = d.String(v, p.Key)
		case "range":
			m.Range = d.Text(v, p.Key)
		case "fiscal":
			m.Fiscal = d.Bool(v, p.Key)
		case "invalid":
			m.Invalid = d.Bool(v, p.Key)
		case "score":
			m.Score = decodeScore(d, v)
		case "evidence":
			m.Evidence = d.Strings(v, p.Key)
		case "by":
			m.By = d.String(v, p.Key)
		default:
			d.Unknown(p, "a mention", mentionKeys...)
		}
	}
	decodeSpan(d, n)
	return m
}

func decodeRejected(d *Decoder, n *Node) (r Rejected) {
	for _, p := range d.Pairs(n, "a rejected span") {
		switch p.Key {
		case "start":
			r.Start = d.Int(p.Value, p.Key)
		case "end":
			r.End = d.Int(p.Value, p.Key)
		case "type":
			r.Type = Type(d.String(p.Value, p.Key))
		case "text":
			r.Text = d.Text(p.Value, p.Key)
		default:
			d.Unknown(p, "a rejected span", rejectedKeys...)
		}
	}
	decodeSpan(d, n)
	return r
}

// decodeSpan checks what a span with both offsets 0 no longer tells.
func decodeSpan(d *Decoder, n *Node) {
	start, end := n.Get("start"), n.Get("end")
	switch {
	case (start == nil) != (end == nil):
		d.Failf(n.Line, n.Column, "one of start and end: write both or neither")
	case start != nil && start.Value == "0" && end.Value == "0":
		d.Failf(end.Line, end.Column, "end 0 is not behind start 0: a span has at least one character")
	}
}

// decodeScore wants at most two decimals, for more would be lost when the
// Document is written again.
func decodeScore(d *Decoder, n *Node) float64 {
	score, ok := n.float()
	_, decimals, _ := strings.Cut(n.Value, ".")
	switch {
	case !ok:
		d.want(n, "score", "write a number")
	case score <= 0 || score > 1:
		d.Failf(n.Line, n.Column, "score is %s: write a probability above 0 and up to 1", clip(n.Value))
	case len(decimals) > 2 || strings.ContainsAny(n.Value, "eE"):
		d.Failf(n.Line, n.Column, "score is %s: write two decimals, %s", clip(n.Value), fmt.Sprintf("%.2f", max(score, 0.01)))
	}
	return score
}
