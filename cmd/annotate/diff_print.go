package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"

	"newsannotate/annotate/compare"
	"newsannotate/annotate/document"
)

// A diffPrinter prints differences as they come, and what is left at the end.
type diffPrinter interface {
	add(*difference) error
	close() error
}

type quietDiff struct{}

func (quietDiff) add(*difference) error { return nil }
func (quietDiff) close() error          { return nil }

type namesOfDiff struct{ out io.Writer }

func (p namesOfDiff) add(d *difference) error {
	if !d.differs() {
		return nil
	}
	_, err := fmt.Fprintln(p.out, oneLine(d.name))
	return err
}
func (namesOfDiff) close() error { return nil }

// only says which side alone has d.
func (d *difference) only() string {
	switch {
	case d.old == nil:
		return "new"
	case d.new == nil:
		return "old"
	}
	return ""
}

// sole is the one side of a document that the other lacks.
func (d *difference) sole() *filed {
	if d.old != nil {
		return d.old
	}
	return d.new
}

// A tally counts documents and changes.
type tally struct {
	Documents int          `json:"documents"`
	Different int          `json:"different"`
	OnlyOld   int          `json:"only_old"`
	OnlyNew   int          `json:"only_new"`
	Changes   countsOfDiff `json:"changes"`
}

type countsOfDiff map[compare.Class]int

// MarshalJSON keeps the order of the classes.
func (c countsOfDiff) MarshalJSON() ([]byte, error) {
	b := []byte{'{'}
	for _, k := range compare.Classes {
		if c[k] > 0 {
			if len(b) > 1 {
				b = append(b, ',')
			}
			b = fmt.Appendf(b, "%q:%d", k, c[k])
		}
	}
	return append(b, '}'), nil
}

func (t *tally) add(d *difference) {
	t.Documents++
	switch d.only() {
	case "old":
		t.OnlyOld++
	case "new":
		t.OnlyNew++
	default:
		if t.Changes == nil {
			t.Changes = countsOfDiff{}
		}
		for k, n := range d.diff.Counts() {
			t.Changes[k] += n
		}
	}
	if d.differs() {
		t.Different++
	}
}

func (t *tally) String() string {
	s := fmt.Sprintf("%d of %d documents differ", t.Different, t.Documents)
	if t.Documents == 1 {
		s = fmt.Sprintf("%d of 1 document differs", t.Different)
	}
	var parts []string
	if t.OnlyOld > 0 {
		parts = append(parts, fmt.Sprint(t.OnlyOld, " only in old"))
	}
	if t.OnlyNew > 0 {
		parts = append(parts, fmt.Sprint(t.OnlyNew, " only in new"))
	}
	if c := counted(t.Changes); c != "" {
		parts = append(parts, c)
	}
	if len(parts) > 0 {
		s += ": " + strings.Join(parts, ", ")
	}
	return s
}

type statOfDiff struct {
	out   io.Writer
	table table
	tally tally
}

func (p *statOfDiff) add(d *difference) error {
	p.tally.add(d)
	switch {
	case d.only() != "":
		p.table.add(d.name, "", "only in "+d.only())
	case d.differs():
		p.table.add(d.name, strconv.Itoa(len(d.diff.Changes)), counted(d.diff.Counts()))
	}
	return nil
}

func (p *statOfDiff) close() error {
	p.table.text = []int{2}
	b := p.table.append(nil, terminalWidth(p.out))
	_, err := p.out.Write(append(b, p.tally.String()+"\n"...))
	return err
}

// A place is where a change is seen.
type place struct {
	File          string `json:"file"`
	Line          int    `json:"line"`
	Column        int    `json:"column"`
	before, after string // the words around a mention
	at            string // the mention
}

// place finds c: in the text of the new side or else of the old, where that is
// a file at hand; else in the YAML.
func (d *difference) place(c compare.Change) place {
	var found place
	for _, side := range []struct {
		doc   *filed
		texts *compare.Places
		m     *document.Mention
	}{{d.new, d.text[1], c.New}, {d.old, d.text[0], c.Old}} {
		if side.m == nil || side.texts == nil || !side.m.Placed() {
			continue
		}
		found.at = side.m.Text
		found.before, found.after = side.texts.Context(side.m.Start, side.m.End, 40)
		if side.doc.Text == "" {
			found.File = side.doc.sourceFile()
			found.Line, found.Column = side.texts.Line(side.m.Start)
			return found
		}
		break
	}
	list := "mentions"
	switch {
	case c.OfEntity():
		list = "entities"
	case c.OfRejected():
		list = "rejected"
	}
	doc, i := d.new, c.NewIndex
	if i < 0 {
		doc, i = d.old, c.OldIndex
	}
	at := doc.Place(document.Problem{Path: fmt.Sprintf("%s[%d]", list, i)})
	found.File, found.Line, found.Column = doc.path, at.Line, at.Column
	return found
}

func quoted(s string) string { return `"` + oneLine(s) + `"` }

// or gives s, or says that there is nothing.
func or(s string) string {
	if s == "" {
		return "none"
	}
	return oneLine(s)
}

// what says what c is, in words: a sign, and the rest of the line.
func what(c compare.Change) (sign, words string) {
	switch {
	case c.OfRejected() && c.New != nil:
		return "+", fmt.Sprintf("rejected %s %s", c.New.Type, quoted(c.New.Text))
	case c.OfRejected():
		return "-", fmt.Sprintf("rejected %s %s", c.Old.Type, quoted(c.Old.Text))
	case c.OfEntity() && c.OldEntity == nil:
		return "+", "entity " + entityLabel(c.NewEntity)
	case c.OfEntity() && c.NewEntity == nil:
		return "-", "entity " + entityLabel(c.OldEntity)
	case c.OfEntity():
		return "~", "entity " + entityLabel(c.NewEntity) + ": " + strings.Join(entityChanges(c), ", ")
	case c.Old == nil:
		return "+", mentionLabel(c.New)
	case c.New == nil:
		return "-", mentionLabel(c.Old)
	}
	return "~", fmt.Sprintf("%s %s: %s", c.New.Type, quoted(c.New.Text), strings.Join(mentionChanges(c), ", "))
}

func entityLabel(e *document.Entity) string {
	return fmt.Sprintf("%s (%s %s)", e.ID, e.Type, quoted(e.Name))
}

func mentionLabel(m *document.Mention) string {
	s := fmt.Sprintf("%s %s", m.Type, quoted(m.Text))
	if m.Entity != "" {
		s += " (" + m.Entity + ")"
	}
	if m.Value != "" {
		s += " = " + oneLine(m.Value)
	}
	return s
}

func mentionChanges(c compare.Change) []string {
	var parts []string
	if has(c, compare.Retyped) {
		parts = append(parts, fmt.Sprintf("retyped %s → %s", c.Old.Type, c.New.Type))
	}
	if has(c, compare.Boundary) {
		parts = append(parts, fmt.Sprintf("%s %s → %s", c.Bound, quoted(c.Old.Text), quoted(c.New.Text)))
	}
	if has(c, compare.Value) {
		old, new := or(c.Old.Value), or(c.New.Value)
		if old == new { // it is something beside the value
			old, new = dateLabel(c.Old), dateLabel(c.New)
		}
		parts = append(parts, fmt.Sprintf("value %s → %s", old, new))
	}
	if has(c, compare.Relinked) {
		parts = append(parts, fmt.Sprintf("relinked %s → %s", or(c.Old.Entity), or(c.New.Entity)))
	}
	if has(c, compare.Rescored) {
		parts = append(parts, fmt.Sprintf("rescored %.2f → %.2f", c.Old.Score, c.New.Score))
	}
	return parts
}

// dateLabel gives all that a date says.
func dateLabel(m *document.Mention) string {
	parts := []string{string(m.Timex), m.Value, m.Mod, m.Range}
	if m.Fiscal {
		parts = append(parts, "fiscal")
	}
	if m.Invalid {
		parts = append(parts, "invalid")
	}
	return or(strings.Join(parts, " "))
}

func entityChanges(c compare.Change) []string {
	o, n := c.OldEntity, c.NewEntity
	var parts []string
	moved := func(class compare.Class, field, old, new string) {
		if has(c, class) && old != new {
			parts = append(parts, fmt.Sprintf("%s %s → %s", field, or(old), or(new)))
		}
	}
	list := func(s []string) string { return strings.Join(s, ", ") }
	at := func(e *document.Entity) string {
		if e.Lat == 0 && e.Lon == 0 {
			return ""
		}
		return strconv.FormatFloat(e.Lat, 'f', -1, 64) + " " + strconv.FormatFloat(e.Lon, 'f', -1, 64)
	}
	number := func(id int) string {
		if id == 0 {
			return ""
		}
		return strconv.Itoa(id)
	}
	moved(compare.Retyped, "retyped", string(o.Type), string(n.Type))
	moved(compare.Role, "role", list(o.Roles), list(n.Roles))
	moved(compare.Renamed, "id", o.ID, n.ID)
	moved(compare.Renamed, "name", o.Name, n.Name)
	moved(compare.Renamed, "aliases", list(o.Aliases), list(n.Aliases))
	moved(compare.Facts, "kind", o.Kind, n.Kind)
	moved(compare.Facts, "iso", o.ISO, n.ISO)
	moved(compare.Facts, "lat, lon", at(o), at(n))
	moved(compare.Facts, "geonames", number(o.GeoNames), number(n.GeoNames))
	moved(compare.Facts, "note", o.Note, n.Note)
	return parts
}

type textDiff struct {
	out   io.Writer
	style style
	seen  map[compare.Note]bool // the generators that were named
}

func (p *textDiff) add(d *difference) error {
	if only := d.only(); only != "" {
		line := fmt.Sprintf("Only in %s: %s (%d mentions)", only, oneLine(d.name), len(d.sole().Mentions))
		_, err := fmt.Fprintln(p.out, p.style.paint(bold, line))
		return err
	}
	var b strings.Builder
	for _, n := range d.diff.Notes {
		if n.Field == "generator" {
			if p.seen[n] {
				continue
			}
			p.seen[n] = true
		}
		if n.Field == "source.sha256" && len(n.Old) > 12 && len(n.New) > 12 {
			n.Old, n.New = n.Old[:12]+"…", n.New[:12]+"…"
		}
		fmt.Fprintf(&b, "%s\n", p.style.paint(dim, fmt.Sprintf("    %s: %s → %s", n.Field, or(n.Old), or(n.New))))
	}
	for _, c := range d.diff.Changes {
		at := d.place(c)
		sign, words := what(c)
		code := map[string]string{"+": green, "-": red, "~": yellow}[sign]
		fmt.Fprintf(&b, "%s %s\n", p.style.paint(bold, fmt.Sprintf("%s:%d:%d:", oneLine(at.File), at.Line, at.Column)), p.style.paint(code, sign+" "+words))
		if at.at != "" {
			snippet := plain(at.before) + p.style.paint(code, "["+oneLine(at.at)+"]") + plain(at.after)
			fmt.Fprintf(&b, "    %s\n", strings.Join(strings.Fields(snippet), " "))
		}
	}
	if b.Len() == 0 {
		return nil
	}
	_, err := fmt.Fprintf(p.out, "%s\n%s\n%s", p.style.paint(bold, "--- "+oneLine(d.old.path)), p.style.paint(bold, "+++ "+oneLine(d.new.path)), b.String())
	return err
}

func (*textDiff) close() error { return nil }

// githubDiff prints workflow commands, which GitHub shows beside the lines.
type githubDiff struct{ out io.Writer }

func (p githubDiff) add(d *difference) error {
	message := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	property := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
	if only := d.only(); only != "" {
		_, err := fmt.Fprintf(p.out, "::warning file=%s,title=only in %s::%s\n", property.Replace(d.sole().path), only,
			message.Replace(fmt.Sprintf("%d mentions", len(d.sole().Mentions))))
		return err
	}
	for _, c := range d.diff.Changes {
		at := d.place(c)
		sign, words := what(c)
		if _, err := fmt.Fprintf(p.out, "::warning file=%s,line=%d,col=%d,title=%s::%s\n", property.Replace(at.File), at.Line, at.Column,
			property.Replace(strings.Join(names(c.Classes), ", ")), message.Replace(sign+" "+words)); err != nil {
			return err
		}
	}
	return nil
}
func (githubDiff) close() error { return nil }

type markdownDiff struct {
	out   io.Writer
	tally tally
	body  []byte
}

func (p *markdownDiff) add(d *difference) error {
	p.tally.add(d)
	if only := d.only(); only != "" {
		p.body = fmt.Appendf(p.body, "\n### %s\n\nOnly in %s: %d mentions.\n", markdown(d.name), only, len(d.sole().Mentions))
	} else if d.differs() {
		t := table{head: []string{"place", "", "change", "text"}, text: []int{1, 2, 3}}
		for _, c := range d.diff.Changes {
			at := d.place(c)
			sign, words := what(c)
			snippet := ""
			if at.at != "" {
				snippet = at.before + "[" + at.at + "]" + at.after
			}
			t.add(fmt.Sprintf("%s:%d:%d", at.File, at.Line, at.Column), sign, words, snippet)
		}
		p.body = fmt.Appendf(p.body, "\n### %s\n\n", markdown(d.name))
		p.body = t.appendMarkdown(p.body)
	}
	return nil
}

func (p *markdownDiff) close() error {
	_, err := fmt.Fprintf(p.out, "%s\n%s", p.tally.String(), p.body)
	return err
}

// dataDiff prints one JSON or YAML value.
type dataDiff struct {
	out    io.Writer
	format string
	report struct {
		tally
		Files []fileDiff `json:"files"`
	}
}

// A fileDiff is what dataDiff says of one document.
type fileDiff struct {
	Name    string       `json:"name"`
	Old     string       `json:"old,omitempty"`
	New     string       `json:"new,omitempty"`
	Only    string       `json:"only,omitempty"`
	Notes   []noteDiff   `json:"notes,omitempty"`
	Changes []changeDiff `json:"changes,omitempty"`
}

type noteDiff struct {
	Field string `json:"field"`
	Old   string `json:"old,omitempty"`
	New   string `json:"new,omitempty"`
}

type changeDiff struct {
	place
	Classes []compare.Class `json:"classes"`
	Bound   compare.Bound   `json:"bound,omitempty"`
	What    string          `json:"what"`
	Old     json.RawMessage `json:"old,omitempty"`
	New     json.RawMessage `json:"new,omitempty"`
	Snippet string          `json:"snippet,omitempty"`
}

// jsonOf is the mention or entity as it is written in a Document.
func jsonOf(m *document.Mention, e *document.Entity) json.RawMessage {
	d := &document.Document{}
	list := "entities"
	switch {
	case m != nil:
		d.Mentions = []document.Mention{*m}
		list = "mentions"
	case e != nil:
		d.Entities = []document.Entity{*e}
	default:
		return nil
	}
	line, err := document.Append(nil, d, document.JSONL)
	if err != nil {
		return nil // it was read, so it can be written
	}
	var parsed map[string]json.RawMessage
	var items []json.RawMessage
	if json.Unmarshal(line, &parsed) != nil || json.Unmarshal(parsed[list], &items) != nil || len(items) == 0 {
		return nil
	}
	return items[0]
}

func (p *dataDiff) add(d *difference) error {
	p.report.tally.add(d)
	f := fileDiff{Name: d.name, Only: d.only()}
	if d.old != nil {
		f.Old = d.old.path
	}
	if d.new != nil {
		f.New = d.new.path
	}
	if d.diff != nil {
		for _, n := range d.diff.Notes {
			f.Notes = append(f.Notes, noteDiff(n))
		}
		for _, c := range d.diff.Changes {
			at := d.place(c)
			sign, words := what(c)
			change := changeDiff{place: at, Classes: c.Classes, Bound: c.Bound, What: sign + " " + words}
			if c.OfEntity() {
				change.Old, change.New = jsonOf(nil, c.OldEntity), jsonOf(nil, c.NewEntity)
			} else {
				change.Old, change.New = jsonOf(c.Old, nil), jsonOf(c.New, nil)
			}
			if at.at != "" {
				change.Snippet = oneLine(at.before + "[" + at.at + "]" + at.after)
			}
			f.Changes = append(f.Changes, change)
		}
	}
	if d.differs() || len(f.Notes) > 0 {
		p.report.Files = append(p.report.Files, f)
	}
	return nil
}

func (p *dataDiff) close() error {
	if p.report.Changes == nil {
		p.report.Changes = countsOfDiff{}
	}
	if p.report.Files == nil {
		p.report.Files = []fileDiff{}
	}
	return printData(p.out, p.format, p.report)
}

// printData prints v as JSON or YAML.
func printData(out io.Writer, format string, v any) error {
	if format == "yaml" {
		data, err := document.AppendYAML(nil, v)
		if err != nil {
			return err
		}
		_, err = out.Write(data)
		return err
	}
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}
