package document

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Format is a way to write Documents.
type Format string

// The formats. JSON is indented, JSONL has one Document a line.
const (
	YAML  Format = "yaml"
	JSON  Format = "json"
	JSONL Format = "jsonl"
)

// Formats lists the formats.
var Formats = []Format{YAML, JSON, JSONL}

// Append appends d in a format, with the line end after it. The bytes depend
// on d and the format alone: keys stand in one order, absent fields and empty
// lists are left out (but for mentions), a score has two decimals, and each
// entity, mention and rejected span has a line of its own. What it appends for
// a valid Document, [Read] gives back equal to it, and appending that gives
// the same bytes.
//
// A string that is not UTF-8 and a number that is not finite cannot be
// written: they are errors. Else d is written as it is, valid or not.
//
// Append and the functions on it may be called from several goroutines at
// once.
func Append(dst []byte, d *Document, f Format) ([]byte, error) {
	e := encoder{b: dst, format: f}
	e.document(d)
	if e.err != nil {
		return dst, e.err
	}
	return e.b, nil
}

// WriteYAML writes d as one YAML document.
func WriteYAML(w io.Writer, d *Document) error { return NewWriter(w, YAML).Write(d) }

// WriteJSON writes d as indented JSON.
func WriteJSON(w io.Writer, d *Document) error { return NewWriter(w, JSON).Write(d) }

// WriteJSONLine writes d as one line of JSON.
func WriteJSONLine(w io.Writer, d *Document) error { return NewWriter(w, JSONL).Write(d) }

// A Writer writes a stream of Documents, each in one call to the writer below
// it. YAML documents are separated by lines of ---. It is for one goroutine.
type Writer struct {
	w      io.Writer
	format Format
	any    bool
	buf    []byte
}

// NewWriter starts a stream on w.
func NewWriter(w io.Writer, f Format) *Writer { return &Writer{w: w, format: f} }

// Write adds d to the stream. After an error of [Append] nothing of d is
// written, and the stream can go on.
func (w *Writer) Write(d *Document) error {
	w.buf = w.buf[:0]
	if w.any && w.format == YAML {
		w.buf = append(w.buf, "---\n"...)
	}
	b, err := Append(w.buf, d, w.format)
	if err != nil {
		return err
	}
	w.buf, w.any = b, true
	_, err = w.w.Write(b)
	return err
}

// ContentDigest gives 12 hexadecimal digits of the SHA-256 of d as it is
// written, without Generator and Source.Path: moving a file is not an edit. It
// is the same for YAML and JSON, whatever their layout, and differs after any
// other change to a field.
func (d *Document) ContentDigest() string {
	content := *d
	content.Generator = Generator{}
	content.Source.Path = ""
	e := encoder{format: JSONL}
	e.document(&content)
	sum := sha256.Sum256(e.b)
	return hex.EncodeToString(sum[:6])
}

// Edited reports whether d has changed since its generator wrote it, as
// Generator.Digest tells; without a digest it is false.
func (d *Document) Edited() bool {
	return d.Generator.Digest != "" && d.Generator.Digest != d.ContentDigest()
}

// An encoder writes the fixed shape of a Document. yaml.v3 folds long flow
// mappings, and corrupts some strings with line breaks; this shape needs
// neither its care nor its time.
type encoder struct {
	b      []byte
	format Format
	first  bool // nothing stands yet in the open mapping or list
	err    error
}

func (e *encoder) document(d *Document) {
	e.first = true
	if e.format != YAML {
		e.b = append(e.b, '{')
	}
	e.top("schema")
	e.text("schema", Schema)
	if s := d.Source; s != (Source{}) {
		e.top("source")
		e.open('{')
		e.str("path", s.Path)
		e.str("record", s.Record)
		e.str("sha256", s.SHA256)
		if s.SHA256 != "" || s.Bytes != 0 {
			e.int("bytes", s.Bytes)
		}
		e.close('}')
	}
	e.topText("title", d.Title)
	e.topText("byline", d.Byline)
	if p := d.Published; p != (Published{}) {
		e.top("published")
		e.open('{')
		e.str("value", p.Value)
		e.str("from", p.From)
		e.close('}')
	}
	e.topText("offsets", string(d.unit()))
	if d.Text != "" {
		e.top("text")
		if e.format == YAML && canBlock(d.Text) {
			e.block(d.Text)
		} else {
			e.text("text", d.Text)
		}
	}
	if g := d.Generator; g != (Generator{}) {
		e.top("generator")
		e.open('{')
		e.str("tool", g.Tool)
		e.str("version", g.Version)
		e.str("model", g.Model)
		e.str("options", g.Options)
		e.str("digest", g.Digest)
		e.close('}')
	}
	if len(d.Entities) > 0 {
		e.topList("entities")
		for i := range d.Entities {
			e.row()
			e.entity(&d.Entities[i])
		}
		e.closeList()
	}
	if len(d.Mentions) == 0 {
		e.top("mentions")
		e.b = append(e.b, "[]"...)
	} else {
		e.topList("mentions")
		for i := range d.Mentions {
			e.row()
			e.mention(&d.Mentions[i])
		}
		e.closeList()
	}
	if len(d.Rejected) > 0 {
		e.topList("rejected")
		for _, r := range d.Rejected {
			e.row()
			e.open('{')
			e.span(r.Start, r.End, r.Type, r.Text)
			e.close('}')
		}
		e.closeList()
	}
	if len(d.Warnings) > 0 {
		e.top("warnings")
		e.items("warnings", d.Warnings)
	}
	switch e.format {
	case JSON:
		e.b = append(e.b, "\n}"...)
	case JSONL:
		e.b = append(e.b, '}')
	}
	e.b = append(e.b, '\n')
}

func (e *encoder) entity(x *Entity) {
	e.open('{')
	e.str("id", x.ID)
	e.str("type", string(x.Type))
	e.str("name", x.Name)
	e.list("aliases", x.Aliases)
	e.list("roles", x.Roles)
	e.str("kind", x.Kind)
	e.str("iso", x.ISO)
	if x.Lat != 0 || x.Lon != 0 {
		e.float("lat", x.Lat, -1)
		e.float("lon", x.Lon, -1)
	}
	if x.GeoNames != 0 {
		e.int("geonames", x.GeoNames)
	}
	e.str("note", x.Note)
	e.close('}')
}

func (e *encoder) mention(m *Mention) {
	e.open('{')
	e.span(m.Start, m.End, m.Type, m.Text)
	e.str("entity", m.Entity)
	e.str("timex", string(m.Timex))
	e.str("value", m.Value)
	e.str("mod", m.Mod)
	e.str("range", m.Range)
	if m.Fiscal {
		e.key("fiscal")
		e.b = append(e.b, "true"...)
	}
	if m.Invalid {
		e.key("invalid")
		e.b = append(e.b, "true"...)
	}
	if s := m.Score; s != 0 {
		if s > 0 && s < 0.005 {
			s = 0.01 // the least that two decimals can say
		}
		e.float("score", s, 2)
	}
	e.list("evidence", m.Evidence)
	e.str("by", m.By)
	e.close('}')
}

func (e *encoder) span(start, end int, t Type, text string) {
	if start != 0 || end != 0 {
		e.int("start", start)
		e.int("end", end)
	}
	e.str("type", string(t))
	e.str("text", text)
}

func (e *encoder) open(bracket byte) {
	e.b = append(e.b, bracket)
	e.first = true
}

func (e *encoder) close(bracket byte) {
	e.b = append(e.b, bracket)
	e.first = false
}

// top begins a field of the document.
func (e *encoder) top(key string) {
	switch e.format {
	case JSONL:
		e.key(key)
		return
	case JSON:
		if !e.first {
			e.b = append(e.b, ',')
		}
		e.b = append(e.b, "\n  \""...)
		e.b = append(e.b, key...)
		e.b = append(e.b, "\": "...)
	default:
		if !e.first {
			e.b = append(e.b, '\n')
		}
		e.b = append(e.b, key...)
		e.b = append(e.b, ": "...)
	}
	e.first = false
}

func (e *encoder) topText(key, s string) {
	if s != "" {
		e.top(key)
		e.text(key, s)
	}
}

// topList begins a field with a list whose items have a line each.
func (e *encoder) topList(key string) {
	e.top(key)
	e.first = true
	if e.format == YAML {
		e.b = e.b[:len(e.b)-1] // the space
	} else {
		e.b = append(e.b, '[')
	}
}

func (e *encoder) row() {
	switch e.format {
	case JSONL:
		e.comma()
	case JSON:
		if !e.first {
			e.b = append(e.b, ',')
		}
		e.b = append(e.b, "\n    "...)
	default:
		e.b = append(e.b, "\n  - "...)
	}
	e.first = false
}

func (e *encoder) closeList() {
	switch e.format {
	case JSONL:
		e.b = append(e.b, ']')
	case JSON:
		e.b = append(e.b, "\n  ]"...)
	}
	e.first = false
}

// comma separates what stands on one line.
func (e *encoder) comma() {
	if !e.first {
		e.b = append(e.b, ',')
		if e.format != JSONL {
			e.b = append(e.b, ' ')
		}
	}
	e.first = false
}

func (e *encoder) key(key string) {
	e.comma()
	if e.format == YAML {
		e.b = append(e.b, key...)
		e.b = append(e.b, ": "...)
		return
	}
	e.b = append(e.b, '"')
	e.b = append(e.b, key...)
	e.b = append(e.b, '"', ':')
	if e.format == JSON {
		e.b = append(e.b, ' ')
	}
}

func (e *encoder) str(key, s string) {
	if s != "" {
		e.key(key)
		e.text(key, s)
	}
}

func (e *encoder) int(key string, v int) {
	e.key(key)
	e.b = strconv.AppendInt(e.b, int64(v), 10)
}

// float writes v with a number of decimals, or as many as it needs for -1.
func (e *encoder) float(key string, v float64, decimals int) {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		e.fail("%s is %v: it cannot be written", key, v)
	}
	e.key(key)
	e.b = strconv.AppendFloat(e.b, v+0, 'f', decimals, 64)
}

func (e *encoder) list(key string, list []string) {
	if len(list) > 0 {
		e.key(key)
		e.items(key, list)
	}
}

func (e *encoder) items(key string, list []string) {
	e.open('[')
	for _, s := range list {
		e.comma()
		e.text(key, s)
	}
	e.close(']')
}

func (e *encoder) fail(format string, args ...any) {
	if e.err == nil {
		e.err = fmt.Errorf(format, args...)
	}
}

// text writes s, quoted as the format demands.
func (e *encoder) text(key, s string) {
	if !utf8.ValidString(s) {
		e.fail("%s is %q: it is not UTF-8 and cannot be written", key, clip(s))
	}
	if e.format != YAML {
		e.quote(s)
		return
	}
	switch styleOf(s) {
	case plainStyle:
		e.b = append(e.b, s...)
	case singleStyle:
		e.b = append(e.b, '\'')
		e.b = append(e.b, s...)
		e.b = append(e.b, '\'')
	default:
		e.quote(s)
	}
}

// quote writes s in double quotes, for YAML and for JSON.
func (e *encoder) quote(s string) {
	e.b = append(e.b, '"')
	done := 0
	for i := 0; i < len(s); {
		if c := s[i]; c >= 0x20 && c < 0x7F && c != '"' && c != '\\' {
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if r != '"' && r != '\\' && !escaped(r) {
			i += size
			continue
		}
		e.b = append(e.b, s[done:i]...)
		switch r {
		case '"', '\\':
			e.b = append(e.b, '\\', byte(r))
		case '\n':
			e.b = append(e.b, '\\', 'n')
		case '\r':
			e.b = append(e.b, '\\', 'r')
		case '\t':
			e.b = append(e.b, '\\', 't')
		default:
			const digits = "0123456789abcdef"
			e.b = append(e.b, '\\', 'u', digits[r>>12&15], digits[r>>8&15], digits[r>>4&15], digits[r&15])
		}
		i += size
		done = i
	}
	e.b = append(e.b, s[done:]...)
	e.b = append(e.b, '"')
}

// escaped reports what is written as an escape: controls, line breaks of any
// kind, and what YAML forbids.
func escaped(r rune) bool {
	return r < 0x20 || r == 0x85 || r == 0x2028 || r == 0x2029 || !yamlRune(r)
}

// A style is how YAML shows a string.
type style uint8

const (
	plainStyle  style = iota
	singleStyle       // in single quotes: some character means something
	doubleStyle       // in double quotes: an escape, an apostrophe, or another type
)

// styleOf chooses for a string that may stand in a flow collection. Every
// choice depends on s alone, so that a line does not change with its
// neighbours.
func styleOf(s string) style {
	if s == "" || otherType(s) {
		return doubleStyle
	}
	quote := s[0] == ' ' || s[len(s)-1] == ' ' || s[len(s)-1] == ':' ||
		strings.IndexByte("-?:,[]{}#&*!|>'\"%@`=<", s[0]) >= 0
	apostrophe := false
	for i := 0; i < len(s); {
		c := s[i]
		if c >= utf8.RuneSelf {
			r, size := utf8.DecodeRuneInString(s[i:])
			if escaped(r) {
				return doubleStyle
			}
			i += size
			continue
		}
		switch {
		case c < 0x20 || c == 0x7F:
			return doubleStyle
		case c == '\'':
			apostrophe = true
		case c == ',' || c == '[' || c == ']' || c == '{' || c == '}' || c == '?',
			c == ':' && i+1 < len(s) && s[i+1] == ' ',
			c == '#' && i > 0 && s[i-1] == ' ':
			quote = true
		}
		i++
	}
	switch {
	case !quote:
		return plainStyle
	case apostrophe:
		return doubleStyle
	}
	return singleStyle
}

// otherType reports whether some reader of YAML 1.1 or 1.2 takes the bare s
// for a null, a truth value, a number or a time.
func otherType(s string) bool {
	switch c := s[0]; {
	case c >= '0' && c <= '9', c == '+', c == '-', c == '.':
		return numberLike(s)
	case len(s) > 5:
		return false
	}
	switch strings.ToLower(s) {
	case "~", "null", "y", "n", "yes", "no", "on", "off", "true", "false":
		return true
	}
	return false
}

// numberLike is otherType for what begins as a number does. It errs towards
// quotes.
func numberLike(s string) bool {
	body := strings.TrimLeft(s, "+-")
	lower := strings.ToLower(body)
	switch {
	case lower == ".inf" || lower == ".nan":
		return true
	case strings.HasPrefix(lower, "0x"), strings.HasPrefix(lower, "0o"), strings.HasPrefix(lower, "0b"):
		return strings.Trim(lower[2:], "0123456789abcdef_") == ""
	}
	const digits = "0123456789_"
	mantissa, exponent, scientific := strings.Cut(lower, "e")
	rest := strings.Trim(mantissa, digits+".:")
	if rest == "" && strings.Count(mantissa, ".") <= 1 {
		return !scientific || strings.Trim(exponent, digits+"+-") == ""
	}
	// A time begins with a day: 2022-11-07, then perhaps T20:00.
	parts := strings.SplitN(lower, "-", 3)
	if len(parts) < 3 || len(parts[0]) != 4 || strings.Trim(parts[0]+parts[1], digits) != "" {
		return false
	}
	after := strings.TrimLeft(parts[2], digits)
	return after == "" || strings.IndexByte("t ", after[0]) >= 0 && len(after) > 1 && after[1] >= '0' && after[1] <= '9'
}

// canBlock reports whether s can stand as a literal block and come back the
// same from any reader, even after an editor has trimmed the ends of lines:
// several lines that do not begin or end in space, of printable characters.
func canBlock(s string) bool {
	if strings.IndexByte(s, '\n') < 0 || s[0] == '\n' {
		return false
	}
	for line := range strings.SplitSeq(s, "\n") {
		if line != strings.Trim(line, " \t") {
			return false
		}
		for _, r := range line {
			if escaped(r) && r != '\t' {
				return false
			}
		}
	}
	return true
}

// block writes s as a literal block.
func (e *encoder) block(s string) {
	if !utf8.ValidString(s) {
		e.fail("text is not UTF-8 and cannot be written")
	}
	body := strings.TrimSuffix(s, "\n")
	switch {
	case len(body) == len(s):
		e.b = append(e.b, "|-"...)
	case strings.HasSuffix(body, "\n"):
		e.b = append(e.b, "|+"...)
	default:
		e.b = append(e.b, '|')
	}
	for line := range strings.SplitSeq(body, "\n") {
		e.b = append(e.b, '\n')
		if line != "" {
			e.b = append(e.b, "  "...)
			e.b = append(e.b, line...)
		}
	}
}
