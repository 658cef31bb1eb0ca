package main

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"reflect"
	"slices"
	"strings"

	"newsannotate/annotate/document"
	"newsannotate/annotate/summary"
)

// A lazyFolder is a folder that is opened for writing when something is
// written below it.
type lazyFolder struct {
	root string
	*folder
}

func (l *lazyFolder) write(path string, data []byte) error {
	if l.folder == nil {
		f, err := openFolder(l.root)
		if err != nil {
			return err
		}
		l.folder = f
	}
	return l.folder.write(path, data)
}

func (l *lazyFolder) close() error {
	if l.folder == nil {
		return nil
	}
	return l.folder.close()
}

// mendFile mends the documents of a file, in place where any has changed. It
// returns what the file now holds, and by the number of the document what
// could not be mended.
func (o *checkOptions) mendFile(file documentFile, out *lazyFolder) ([]byte, map[int][]document.Problem, error) {
	var data []byte
	var err error
	if file.path == "-" {
		data, err = io.ReadAll(o.in)
	} else {
		data, err = os.ReadFile(file.path)
	}
	if err != nil {
		return nil, nil, inputError(file.name, err)
	}
	left := map[int][]document.Problem{}
	var mended bytes.Buffer
	w := document.NewWriter(&mended, formatOf(data))
	changed, n := false, -1
	for entry, err := range document.ReadEntries(file.name, bytes.NewReader(data)) {
		n++
		if entry == nil {
			if n > 0 || changed {
				o.say(file.name, "it is left as it is: not all of its documents can be read")
			}
			_ = err // it is reported when the file is checked
			return data, nil, nil
		}
		m := o.mend(filed{entry, file.name, file.below})
		left[n] = m.left
		changed = changed || m.changed
		for _, s := range m.done {
			o.say(file.name, s)
		}
		if err := w.Write(m.doc); err != nil {
			return nil, nil, fmt.Errorf("%s: %w", file.name, err)
		}
	}
	if !changed {
		return data, left, nil
	}
	if hasComments(data) {
		o.say(file.name, "its comments are not kept")
	}
	if file.path != "-" {
		err = out.write(file.path, mended.Bytes())
	}
	return mended.Bytes(), left, err
}

// say says on standard error what was done to a file.
func (o *checkOptions) say(name, what string) {
	if !o.quiet {
		fmt.Fprintf(o.err, "%s: %s\n", plain(name), oneLine(what))
	}
}

// formatOf is the format in which the documents of a file are written.
func formatOf(data []byte) document.Format {
	data = bytes.TrimSpace(bytes.TrimPrefix(data, []byte("\ufeff")))
	first, _, _ := bytes.Cut(data, []byte("\n"))
	switch {
	case !bytes.HasPrefix(data, []byte("{")):
		return document.YAML
	case bytes.HasSuffix(bytes.TrimSpace(first), []byte("}")):
		return document.JSONL
	}
	return document.JSON
}

// hasComments reports whether a YAML file seems to have comments, on lines of
// their own or behind others.
func hasComments(data []byte) bool {
	if formatOf(data) != document.YAML {
		return false
	}
	inText := false // the literal block of text, whose lines may begin with #
	for line := range bytes.Lines(data) {
		indented := bytes.HasPrefix(line, []byte("  ")) || len(bytes.TrimSpace(line)) == 0
		if inText = inText && indented || bytes.HasPrefix(line, []byte("text: |")); inText {
			continue
		}
		line = bytes.TrimSpace(line)
		_, behind, row := bytes.Cut(line, []byte("} "))
		if !row && !bytes.ContainsAny(line, "'\"{") {
			behind = line
		}
		if bytes.HasPrefix(line, []byte("#")) || bytes.Contains(behind, []byte("#")) {
			return true
		}
	}
	return false
}

// A mending is one document and what is done to it.
type mending struct {
	doc     *document.Document
	changed bool
	done    []string
	left    []document.Problem // what was not certain; the paths are those of doc

	was     *document.Document // as it was read
	made    *document.Document // as the program made it, where that is known
	ruler   ruler              // of the text as it is now
	hasText bool
	placed  map[int]bool        // mentions that have just been placed; by start
	gone    map[string]bool     // entities that have lost a mention
	why     map[string][]string // by type and text, of mentions that lost their offsets: why
	unsure  map[string]string   // by type and text, of mentions that have no offsets: why
}

func (m *mending) did(format string, args ...any) {
	m.done = append(m.done, fmt.Sprintf(format, args...))
}

// because says why x has no offsets.
func (m *mending) because(x *document.Mention, format string, args ...any) {
	m.why[whatOf(x)] = append(m.why[whatOf(x)], fmt.Sprintf(format, args...))
}

// whatOf is what a mention without offsets is known by.
func whatOf(x *document.Mention) string { return string(x.Type) + " " + x.Text }

// mend mends d as far as it is certain.
func (o *checkOptions) mend(d filed) *mending {
	doc := clone(d.Document)
	m := &mending{doc: doc, was: d.Document, placed: map[int]bool{}, why: map[string][]string{}, unsure: map[string]string{}, gone: map[string]bool{}}
	data, err := d.sourceData()
	switch {
	case doc.Text != "":
		m.ruler, m.hasText = newRuler(doc.Text, doc.Offsets), true
	case err == nil:
		m.ruler, m.hasText = newRuler(string(data), doc.Offsets), true
	}
	stale := err == nil && doc.Source.SHA256 != "" && doc.Source.SHA256 != hashText(data)
	if m.hasText {
		m.texts()
		if doc.Text == "" && (stale || doc.Source.SHA256 == "" && m.moved()) {
			if m.move() && stale {
				doc.Source.SHA256, doc.Source.Bytes = hashText(data), len(data)
			}
		} else {
			m.nudge()
		}
		for m.order(); m.place(); {
			m.order() // the neighbours of the others may be others now
		}
	}
	m.link()
	m.order()
	if err == nil {
		o.decisions(m, d, data, stale)
		if o.update {
			o.annotateAgain(m, d, data, stale)
		}
	}
	m.entities()
	m.unplaced()
	m.changed = !reflect.DeepEqual(m.was, doc)
	return m
}

// clone is a copy of d that shares nothing that mending changes.
func clone(d *document.Document) *document.Document {
	c := *d
	c.Entities, c.Mentions, c.Rejected = slices.Clone(d.Entities), slices.Clone(d.Mentions), slices.Clone(d.Rejected)
	return &c
}

func hashText(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// texts fills in the text of mentions that have only offsets.
func (m *mending) texts() {
	for i := range m.doc.Mentions {
		x := &m.doc.Mentions[i]
		if text := m.ruler.slice(x.Start, x.End); x.Text == "" && text != "" {
			x.Text, x.By = text, document.ByHand
			m.did("filled in the text %q at %d", x.Text, x.Start)
		}
	}
}

// fits reports whether text stands between two offsets.
func (m *mending) fits(start, end int, text string) bool {
	return text != "" && m.ruler.slice(start, end) == text
}

// moved reports whether most mentions are not where the document has them, so
// that the article was edited and not the document.
func (m *mending) moved() bool {
	fit, misfit := 0, 0
	for _, x := range m.doc.Mentions {
		switch {
		case !x.Placed():
		case m.fits(x.Start, x.End, x.Text):
			fit++
		default:
			misfit++
		}
	}
	return misfit > fit
}

// move lets the spans of an edited article follow their words. A mention whose
// words are gone is removed; one whose place is not certain loses its offsets.
// It reports false where nothing can follow.
func (m *mending) move() bool {
	doc := m.doc
	m.order()
	var spans []span
	var at []int
	for i, x := range doc.Mentions {
		if x.Placed() {
			if n := len(spans); n > 0 && x.Start < spans[n-1].end {
				m.did("its mentions overlap, so they cannot follow the edits of the article")
				return false
			}
			spans = append(spans, span{x.Start, x.End, x.Text})
			at = append(at, i)
		}
	}
	before := -1
	if doc.Source.Bytes > 0 && (doc.Offsets == document.Bytes || doc.Offsets == "") {
		before = doc.Source.Bytes
	}
	moved := follow(spans, before, m.ruler)
	for k, f := range moved {
		// Words that stand in the article once have been carried over others.
		if f.end == 0 && len(f.places) == 1 {
			end := m.ruler.offset(m.ruler.byteAt(f.places[0]) + len(spans[k].text))
			if !slices.ContainsFunc(moved, func(g followed) bool { return g.start < end && f.places[0] < g.end }) {
				moved[k].start, moved[k].end = f.places[0], end
			}
		}
	}
	gone := map[int]bool{}
	count := 0
	for k, f := range moved {
		x := &doc.Mentions[at[k]]
		switch {
		case f.end > 0:
			if f.start != x.Start {
				count++
			}
			x.Start, x.End = f.start, f.end
		case len(f.places) == 0:
			gone[at[k]], m.gone[x.Entity] = true, true
			m.did("removed %q: it no longer stands in the article", x.Text)
		default:
			x.Start, x.End = 0, 0
			m.because(x, "%q stood at %d before the article was edited, and where it is now is not certain: it may be at %s; give start and end, or delete it",
				x.Text, spans[k].start, m.at(f.places))
		}
	}
	var loose []span
	for _, r := range doc.Rejected {
		loose = append(loose, span{r.Start, r.End, r.Text})
	}
	for i, f := range followLoose(loose, spans, moved, before, m.ruler) {
		if doc.Rejected[i].Placed() {
			doc.Rejected[i].Start, doc.Rejected[i].End = f.start, f.end
		}
	}
	kept := doc.Mentions[:0]
	for i, x := range doc.Mentions {
		if !gone[i] {
			kept = append(kept, x)
		}
	}
	doc.Mentions = kept
	m.order()
	if count > 0 {
		m.did("moved %d of %d mentions with the text of the article", count, len(spans))
	}
	return true
}

// at says where offsets are, the first three.
func (m *mending) at(offsets []int) string {
	var list []string
	for _, at := range offsets[:min(3, len(offsets))] {
		list = append(list, fmt.Sprintf("%d (line %d)", at, m.ruler.lineOf(at)))
	}
	if more := len(offsets) - len(list); more > 0 {
		list = append(list, fmt.Sprintf("%d more", more))
	}
	return strings.Join(list, ", ")
}

// nudge moves a mention whose text a person has changed to where that text
// stands, if it is one place over the old one.
func (m *mending) nudge() {
	for i := range m.doc.Mentions {
		x := &m.doc.Mentions[i]
		if !x.Placed() || m.fits(x.Start, x.End, x.Text) {
			continue
		}
		starts, length := m.ruler.occurrences(x.Text)
		starts = slices.DeleteFunc(slices.Clone(starts), func(s int) bool { return s >= x.End || s+length <= x.Start })
		if len(starts) == 1 {
			m.did("%q is at %d, not at %d", x.Text, starts[0], x.Start)
			x.Start, x.End, x.By, x.Score, x.Evidence = starts[0], starts[0]+length, document.ByHand, 0, nil
		}
	}
}

// place finds offsets for mentions that have none: the only place of their
// words that has no mention, in the article or between the neighbours in the
// list, where no other mention without offsets could be meant. It reports
// whether it found any.
func (m *mending) place() bool {
	doc := m.doc
	found := false
	for i := range doc.Mentions {
		x := &doc.Mentions[i]
		if x.Start != 0 || x.End != 0 || x.Text == "" {
			continue
		}
		starts, length := m.ruler.occurrences(x.Text)
		free := slices.DeleteFunc(slices.Clone(starts), func(s int) bool {
			return slices.ContainsFunc(doc.Mentions, func(y document.Mention) bool { return y.Placed() && s < y.End && y.Start < s+length })
		})
		// The gap between the neighbours that have offsets, and who else is in it.
		from, to, inGap, alike := 0, -1, 1, 0
		for k := i - 1; k >= 0 && from == 0; k-- {
			from = doc.Mentions[k].End
			if from == 0 && doc.Mentions[k].Text == x.Text {
				inGap++
			}
		}
		for k := i + 1; k < len(doc.Mentions) && to < 0; k++ {
			switch y := &doc.Mentions[k]; {
			case y.Placed():
				to = y.Start
			case y.Text == x.Text:
				inGap++
			}
		}
		for k := range doc.Mentions {
			if y := &doc.Mentions[k]; !y.Placed() && y.Text == x.Text {
				alike++
			}
		}
		between := slices.DeleteFunc(slices.Clone(free), func(s int) bool { return s < from || s+length > to })
		start := -1
		switch {
		case len(between) == 1 && inGap == 1:
			start = between[0]
		case len(free) == 1 && alike == 1:
			start = free[0]
		}
		what := whatOf(x)
		if start < 0 {
			if m.why[what] != nil {
				continue // it is known why it has none
			}
			switch {
			case len(starts) == 0:
				m.unsure[what] = fmt.Sprintf("%q does not stand in the article: correct it or delete it", x.Text)
			case len(free) == 0:
				m.unsure[what] = fmt.Sprintf("%q has a mention already wherever it stands: change that one, or delete this", x.Text)
			default:
				m.unsure[what] = fmt.Sprintf("%q stands without a mention at %s: give start and end, or put it between its neighbours", x.Text, m.at(free))
			}
			continue
		}
		found = true
		x.Start, x.End = start, start+length
		if why := m.why[what]; len(why) > 0 {
			m.why[what] = why[1:] // the program's, which lost its place
		} else {
			x.By, x.Score, x.Evidence = document.ByHand, 0, nil
			m.placed[start] = true
		}
		m.did("placed %q at %d, line %d", x.Text, start, m.ruler.lineOf(start))
	}
	return found
}

// link gives mentions of a person's their entity, and dates their class, where
// it is certain.
func (m *mending) link() {
	doc := m.doc
	for i := range doc.Mentions {
		x := &doc.Mentions[i]
		if x.Type == document.Date {
			if t := timexOf(x.Value); x.Timex == "" && t != "" && document.ValidValue(x.Value) {
				x.Timex = t
				m.did("%q is a %s", x.Text, t)
			}
			continue
		}
		if x.Entity != "" || x.By != document.ByHand {
			continue
		}
		name := summary.Fold(x.Type, x.Text)
		var of []string
		for k := range doc.Entities {
			e := &doc.Entities[k]
			if e.Type == x.Type && slices.ContainsFunc(append([]string{e.Name}, e.Aliases...), func(s string) bool { return summary.Fold(e.Type, s) == name }) {
				of = append(of, e.ID)
			}
		}
		if len(of) == 1 {
			x.Entity = of[0]
			m.did("linked %q to %s", x.Text, of[0])
		}
	}
	// An entity all of whose mentions a person has typed anew.
	for k := range doc.Entities {
		e := &doc.Entities[k]
		var t document.Type
		same := true
		for _, x := range doc.Mentions {
			if x.Entity == e.ID {
				same = same && (t == "" || t == x.Type)
				t = x.Type
			}
		}
		if same && t != "" && t != e.Type && t != document.Date {
			m.did("entity %s is of type %s now, as its mentions are", e.ID, t)
			e.Type = t
			if t != document.Place {
				e.Kind, e.ISO, e.Lat, e.Lon, e.GeoNames = "", "", 0, 0, 0
			}
		}
	}
}

// timexOf is the class of a date by its value, where the value tells.
func timexOf(value string) document.Timex {
	switch {
	case value == "" || strings.Contains(value, "X"): // perhaps a set
		return ""
	case strings.HasPrefix(value, "P") && !strings.HasSuffix(value, "_REF"):
		return document.TimexDuration
	case !strings.HasSuffix(value, "_REF") && strings.Contains(value, "T"):
		return document.TimexTime
	}
	return document.TimexDate
}

// order puts mentions in text order. One without offsets stays behind the one
// that it follows.
func (m *mending) order() {
	type placed struct {
		document.Mention
		at int
	}
	list := make([]placed, len(m.doc.Mentions))
	at := 0
	for i, x := range m.doc.Mentions {
		if x.Placed() {
			at = x.Start
		}
		list[i] = placed{x, at}
	}
	byPlace := func(a, b placed) int { return cmp.Compare(a.at, b.at) }
	if slices.IsSortedFunc(list, byPlace) {
		return
	}
	slices.SortStableFunc(list, byPlace)
	for i, x := range list {
		m.doc.Mentions[i] = x.Mention
	}
	m.did("put the mentions in order")
}

// entities puts entities in the order of their first mentions. Those without
// stay, at the end, but for those that have just lost their last.
func (m *mending) entities() {
	doc := m.doc
	first := map[string]int{}
	for i, x := range doc.Mentions {
		if _, ok := first[x.Entity]; !ok {
			first[x.Entity] = i
		}
	}
	at := func(e document.Entity) int {
		if i, ok := first[e.ID]; ok {
			return i
		}
		return len(doc.Mentions)
	}
	doc.Entities = slices.DeleteFunc(doc.Entities, func(e document.Entity) bool { return m.gone[e.ID] && at(e) == len(doc.Mentions) })
	slices.SortStableFunc(doc.Entities, func(a, b document.Entity) int { return cmp.Compare(at(a), at(b)) })
}

// unplaced says why mentions have no offsets still.
func (m *mending) unplaced() {
	for i, x := range m.doc.Mentions {
		what := whatOf(&x)
		msg := m.unsure[what]
		if x.Start != 0 || x.End != 0 {
			continue
		}
		if why := m.why[what]; len(why) > 0 {
			msg, m.why[what] = why[0], why[1:]
		}
		if msg != "" {
			m.left = append(m.left, document.Problem{Severity: document.Failure, Path: fmt.Sprintf("mentions[%d].start", i), Msg: msg})
		}
	}
}
