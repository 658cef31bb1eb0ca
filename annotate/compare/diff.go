package compare

import (
	"math"
	"slices"
	"strings"

	"newsannotate/annotate/document"
)

// A Class says in what respect something changed.
type Class string

// The classes. Those from Role on are of entities, but for Rescored, which is
// of mentions, and Refused, which is of rejected spans.
const (
	Added    Class = "added"    // a mention, or an entity without mentions
	Removed  Class = "removed"  // likewise
	Retyped  Class = "retyped"  // another type
	Boundary Class = "boundary" // grown, shrunk or shifted; not: moved with the text around it
	Value    Class = "value"    // of a date: value, timex, mod, range, fiscal or invalid
	Relinked Class = "relinked" // of another entity, or of none
	Rescored Class = "rescored" // a score moved by more than Options.ScoreDelta
	Role     Class = "role"     // an entity's roles
	Renamed  Class = "renamed"  // an entity's id, name or aliases
	Facts    Class = "facts"    // an entity's kind, iso, coordinates, geonames or note
	Refused  Class = "rejected" // a span was rejected, or is no longer
)

// Classes lists the classes in the order in which reports show them.
var Classes = []Class{Added, Removed, Retyped, Boundary, Value, Relinked, Rescored, Role, Renamed, Facts, Refused}

// Options say what is a change.
type Options struct {
	Types      []document.Type // only changes of these types; empty: all
	Ignore     []Class         // not these classes
	ScoreDelta float64         // a score must move by more to be a change
}

// A Change is one difference. Of a mention, Old or New is nil where it was
// added or removed; of an entity, OldEntity or NewEntity is, and Old and New
// both are; of a rejected span, New is it where it was rejected and Old where
// it no longer is, with type, text and offsets alone. The entities of a
// mention are there where it has them. All point into the Diff's Documents,
// but for rejected spans.
type Change struct {
	Classes              []Class
	Bound                Bound // with Boundary
	Old, New             *document.Mention
	OldEntity, NewEntity *document.Entity
	OldIndex, NewIndex   int // in the Document's mentions, entities or rejected; -1 for none
}

// OfMention, OfEntity and OfRejected say what c is a change of; one is true.
func (c Change) OfMention() bool { return (c.Old != nil || c.New != nil) && !c.OfRejected() }

// OfEntity is described with OfMention.
func (c Change) OfEntity() bool { return c.Old == nil && c.New == nil }

// OfRejected is described with OfMention.
func (c Change) OfRejected() bool { return slices.Contains(c.Classes, Refused) }

// Type is the type of what changed, the new one where it has one.
func (c Change) Type() document.Type {
	switch {
	case c.New != nil:
		return c.New.Type
	case c.Old != nil:
		return c.Old.Type
	case c.NewEntity != nil:
		return c.NewEntity.Type
	}
	return c.OldEntity.Type
}

// A Note is something that differs and is no difference of the annotation: how
// the Document was made, and from what.
type Note struct {
	Field    string // as in a Document: source.path, source.sha256, title, …
	Old, New string // empty where absent
}

// A Diff is what changed from one Document to another.
type Diff struct {
	Old, New *document.Document // copies whose offsets have one unit; not for writing
	Notes    []Note
	Changes  []Change // of mentions in text order, then of entities, then of rejected spans
}

// Compare says what changed from old to new. Comparing them the other way
// round gives the same changes mirrored. evidence, by and warnings are not
// compared.
//
// An error means that the offsets of the two count in different units and that
// the text that would convert them is not given. The time is n log n in the
// number of mentions, and linear in the texts, unless one name stands in a
// large part of the mentions or the texts have little in common.
func Compare(old, new Input, o Options) (*Diff, error) {
	sides, err := prepare(old, new)
	if err != nil {
		return nil, err
	}
	a, b := sides[0], sides[1]
	d := &Diff{Old: &a.doc, New: &b.doc, Notes: notes(&a.doc, &b.doc)}
	mentions, entities := matching(a, b)
	d.mentions(mentions, entities, o.ScoreDelta)
	d.entities(entities)
	d.rejected(sameText(a, b))
	d.Changes = slices.DeleteFunc(d.Changes, func(c Change) bool { return !o.wants(c) })
	for i := range d.Changes {
		c := &d.Changes[i]
		c.Classes = slices.DeleteFunc(c.Classes, func(k Class) bool { return slices.Contains(o.Ignore, k) })
		if !slices.Contains(c.Classes, Boundary) {
			c.Bound = ""
		}
	}
	return d, nil
}

// wants reports whether anything of c is left under o.
func (o Options) wants(c Change) bool {
	ofType := len(o.Types) == 0 || slices.Contains(o.Types, c.Type()) ||
		c.Old != nil && slices.Contains(o.Types, c.Old.Type) || c.OldEntity != nil && slices.Contains(o.Types, c.OldEntity.Type)
	return ofType && slices.ContainsFunc(c.Classes, func(k Class) bool { return !slices.Contains(o.Ignore, k) })
}

func notes(a, b *document.Document) []Note {
	var list []Note
	for _, n := range []Note{
		{"source.path", a.Source.Path, b.Source.Path},
		{"source.record", a.Source.Record, b.Source.Record},
		{"source.sha256", a.Source.SHA256, b.Source.SHA256},
		{"title", a.Title, b.Title},
		{"byline", a.Byline, b.Byline},
		{"published", a.Published.Value, b.Published.Value},
		{"generator", generatorOf(a), generatorOf(b)},
	} {
		if n.Old != n.New {
			list = append(list, n)
		}
	}
	return list
}

func generatorOf(d *document.Document) string {
	g := d.Generator
	return strings.Join(strings.Fields(strings.Join([]string{g.Tool, g.Version, g.Model, g.Options}, " ")), " ")
}

// mentions adds the changes of mentions, in the order of the new text with
// what was removed where it stood.
func (d *Diff) mentions(matches []match, entities []pair, delta float64) {
	idsA, idsB := entityIndex(d.Old), entityIndex(d.New)
	partner := make(map[int]int, len(entities))
	for _, p := range entities {
		partner[p.old] = p.new
	}
	entity := func(doc *document.Document, ids map[string]int, id string) (*document.Entity, int) {
		if i, ok := ids[id]; ok {
			return &doc.Entities[i], i
		}
		return nil, -1
	}
	ofNew := make([]int, len(d.New.Mentions)) // the match of each new mention, or -1
	for j := range ofNew {
		ofNew[j] = -1
	}
	gone := make([]bool, len(d.Old.Mentions))
	for i := range gone {
		gone[i] = true
	}
	for k, m := range matches {
		ofNew[m.new], gone[m.old] = k, false
	}
	next := 0 // the first old mention that is not dealt with
	removed := func(before int) {
		for ; next < before; next++ {
			if gone[next] {
				c := Change{Classes: []Class{Removed}, Old: &d.Old.Mentions[next], OldIndex: next, NewIndex: -1}
				c.OldEntity, _ = entity(d.Old, idsA, c.Old.Entity)
				d.Changes = append(d.Changes, c)
			}
		}
	}
	for j := range d.New.Mentions {
		n := &d.New.Mentions[j]
		c := Change{New: n, OldIndex: -1, NewIndex: j}
		newEntity, y := entity(d.New, idsB, n.Entity)
		c.NewEntity = newEntity
		if ofNew[j] < 0 {
			c.Classes = []Class{Added}
			d.Changes = append(d.Changes, c)
			continue
		}
		m := matches[ofNew[j]]
		removed(m.old)
		o := &d.Old.Mentions[m.old]
		oldEntity, x := entity(d.Old, idsA, o.Entity)
		c.Old, c.OldEntity, c.OldIndex = o, oldEntity, m.old
		if o.Type != n.Type {
			c.Classes = append(c.Classes, Retyped)
		}
		if m.bound != "" {
			c.Bound = m.bound
			c.Classes = append(c.Classes, Boundary)
		}
		if o.Type == document.Date && n.Type == document.Date && !sameValue(o, n) {
			c.Classes = append(c.Classes, Value)
		}
		to, ok := partner[x]
		switch names := o.Type != document.Date && n.Type != document.Date; {
		case x >= 0 && y >= 0 && (!ok || to != y), names && (x < 0) != (y < 0):
			c.Classes = append(c.Classes, Relinked)
		}
		if o.Score != 0 && n.Score != 0 && rescored(o.Score, n.Score, delta) {
			c.Classes = append(c.Classes, Rescored)
		}
		if len(c.Classes) > 0 {
			d.Changes = append(d.Changes, c)
		}
	}
	removed(len(d.Old.Mentions))
}

func sameValue(o, n *document.Mention) bool {
	return o.Value == n.Value && o.Timex == n.Timex && o.Mod == n.Mod && o.Range == n.Range &&
		o.Fiscal == n.Fiscal && o.Invalid == n.Invalid
}

// rescored compares in hundredths, as scores are written.
func rescored(o, n, delta float64) bool {
	return math.Abs(math.Round(n*100)-math.Round(o*100)) > delta*100+1e-9
}

// entities adds the changes of entities, in the order of the new ones and then
// of the old.
func (d *Diff) entities(pairs []pair) {
	shown := map[[2]*document.Entity]bool{} // by a retyped mention
	hasOld, hasNew := map[string]bool{}, map[string]bool{}
	for i := range d.Old.Mentions {
		hasOld[d.Old.Mentions[i].Entity] = true
	}
	for i := range d.New.Mentions {
		hasNew[d.New.Mentions[i].Entity] = true
	}
	for _, c := range d.Changes {
		if slices.Contains(c.Classes, Retyped) {
			shown[[2]*document.Entity{c.OldEntity, c.NewEntity}] = true
		}
	}
	ofNew := map[int]int{}
	matched := map[int]bool{}
	for _, p := range pairs {
		ofNew[p.new] = p.old
		matched[p.old] = true
	}
	for j := range d.New.Entities {
		n := &d.New.Entities[j]
		i, ok := ofNew[j]
		if !ok {
			if !hasNew[n.ID] {
				d.Changes = append(d.Changes, Change{Classes: []Class{Added}, NewEntity: n, OldIndex: -1, NewIndex: j})
			}
			continue
		}
		o := &d.Old.Entities[i]
		var classes []Class
		if o.Type != n.Type && !shown[[2]*document.Entity{o, n}] {
			classes = append(classes, Retyped)
		}
		if !slices.Equal(o.Roles, n.Roles) {
			classes = append(classes, Role)
		}
		if o.ID != n.ID || o.Name != n.Name || !slices.Equal(o.Aliases, n.Aliases) {
			classes = append(classes, Renamed)
		}
		if o.Kind != n.Kind || o.ISO != n.ISO || o.Lat != n.Lat || o.Lon != n.Lon || o.GeoNames != n.GeoNames || o.Note != n.Note {
			classes = append(classes, Facts)
		}
		if len(classes) > 0 {
			d.Changes = append(d.Changes, Change{Classes: classes, OldEntity: o, NewEntity: n, OldIndex: i, NewIndex: j})
		}
	}
	for i := range d.Old.Entities {
		if o := &d.Old.Entities[i]; !matched[i] && !hasOld[o.ID] {
			d.Changes = append(d.Changes, Change{Classes: []Class{Removed}, OldEntity: o, OldIndex: i, NewIndex: -1})
		}
	}
}

// rejected adds the changes of rejected spans, which are compared by type and
// words, and by place where the text is the same.
func (d *Diff) rejected(placed bool) {
	keyOf := func(r document.Rejected) document.Rejected {
		if !placed {
			r.Start, r.End = 0, 0
		}
		return r
	}
	left := map[document.Rejected]int{}
	for _, r := range d.Old.Rejected {
		left[keyOf(r)]++
	}
	asMention := func(r document.Rejected) *document.Mention {
		return &document.Mention{Start: r.Start, End: r.End, Type: r.Type, Text: r.Text}
	}
	for j, r := range d.New.Rejected {
		if left[keyOf(r)] > 0 {
			left[keyOf(r)]--
			continue
		}
		d.Changes = append(d.Changes, Change{Classes: []Class{Refused}, New: asMention(r), OldIndex: -1, NewIndex: j})
	}
	// Of equal ones the last are those that are gone.
	for i, r := range slices.Backward(d.Old.Rejected) {
		if left[keyOf(r)] > 0 {
			left[keyOf(r)]--
			d.Changes = append(d.Changes, Change{Classes: []Class{Refused}, Old: asMention(r), OldIndex: i, NewIndex: -1})
		}
	}
}

// Counts gives how many changes d has of each class; a change can have several.
func (d *Diff) Counts() map[Class]int {
	counts := map[Class]int{}
	for _, c := range d.Changes {
		for _, k := range c.Classes {
			counts[k]++
		}
	}
	return counts
}
