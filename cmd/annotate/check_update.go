package main

import (
	"fmt"
	"path/filepath"
	"reflect"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"newsannotate/annotate"
	"newsannotate/annotate/document"
	"newsannotate/annotate/summary"
)

// annotators are those that documents were made with, and would be made with
// now. None is made, and no model looked at, before one is needed. They are for
// one goroutine.
type annotators struct {
	config  string                         // --config
	made    map[string]*annotate.Annotator // by the hash of their options
	configs map[string]*config             // by the folder of the article
	found   map[string]options             // by a hash, and what goes into it beside flags
}

// options are those that a document was made with, if they are known, and
// those that it would be made with now.
type options struct {
	then, now annotate.Options
	known     bool
}

// with gives the annotator that has these options.
func (as *annotators) with(o annotate.Options) (*annotate.Annotator, error) {
	hash := o.Hash()
	if a := as.made[hash]; a != nil {
		return a, nil
	}
	a, err := annotate.New(o)
	if err != nil {
		return nil, err
	}
	if as.made == nil {
		as.made = map[string]*annotate.Annotator{}
	}
	as.made[hash] = a
	return a, nil
}

// configOf is the configuration of the article of d.
func (as *annotators) configOf(d filed) (*config, error) {
	path, err := d.sourcePath()
	if err != nil {
		return nil, err
	}
	folder := filepath.Dir(path)
	if c := as.configs[folder]; c != nil {
		return c, nil
	}
	c, err := findConfig([]string{path}, as.config)
	if err != nil {
		return nil, err
	}
	if as.configs == nil {
		as.configs = map[string]*config{}
	}
	for _, other := range as.configs {
		if other.path == c.path {
			c = other
		}
	}
	as.configs[folder] = c
	return c, nil
}

// of gives the options of d. A document has no more than the hash of those that
// it was made with, but there are few enough flags to try: all of them, with
// the lexicon of the configuration and without. What it would be made with now
// are the same flags, or where they are not known those of the configuration,
// and its lexicon.
func (as *annotators) of(d filed) (options, error) {
	c, err := as.configOf(d)
	if err != nil {
		return options{}, err
	}
	o, err := c.options()
	if err != nil {
		return options{}, err
	}
	o.Offsets, o.Published = d.Offsets, ""
	if d.Published.From == "flag" {
		o.Published = d.Published.Value
	}
	key := strings.Join([]string{d.Generator.Options, string(o.Offsets), o.Published, c.path}, " ")
	if found, ok := as.found[key]; ok {
		return found, nil
	}
	found := options{then: o, now: o}
	bare := o
	bare.Lexicon = annotate.Lexicon{}
	undated := o
	undated.Published = "" // a person may have written the day into the document
	for _, base := range []annotate.Options{o, bare, undated} {
		if then, ok := search(base, d.Generator.Options); ok {
			found = options{then: then, now: then, known: true}
			found.now.Lexicon = o.Lexicon
			break
		}
	}
	if as.found == nil {
		as.found = map[string]options{}
	}
	as.found[key] = found
	return found, nil
}

// search tries flags until the hash of the options fits. Of scores it tries
// that of o and every twentieth.
func search(o annotate.Options, hash string) (annotate.Options, bool) {
	scores := []float64{o.MinScore}
	for i := range 21 {
		scores = append(scores, float64(i)/20)
	}
	for _, o.MinScore = range scores {
		for flags := range 1 << (3 + len(document.Types)) {
			o.Vague, o.DMY, o.Explain, o.Types = flags&1 != 0, flags&2 != 0, flags&4 != 0, nil
			for i, t := range document.Types {
				if flags>>(3+i)&1 != 0 {
					o.Types = append(o.Types, t)
				}
			}
			if o.Hash() == hash {
				return o, true
			}
		}
	}
	return o, false
}

// options are those of the main command where the command line says nothing.
func (c *config) options() (annotate.Options, error) {
	o := annotateOptions{}
	cmd := &cobra.Command{}
	o.flags(cmd)
	if err := c.apply(cmd); err != nil {
		return annotate.Options{}, err
	}
	err := o.complete()
	o.Lexicon = c.lexicon
	return o.Options, err
}

// decisions marks what a person has done to the document, where making it again
// gives just what was there before: it was edited, and neither the article nor
// the program has changed. What was added or changed is by hand; what was
// deleted is rejected.
func (o *checkOptions) decisions(m *mending, d filed, data []byte, stale bool) {
	if !d.Edited() || stale || d.Text != "" {
		return
	}
	options, err := o.annotators.of(d)
	if err != nil || !options.known {
		m.did("it was edited, and made with options that are not known: lines that were deleted cannot be told")
		return
	}
	a, err := o.annotators.with(options.then)
	if err != nil {
		return
	}
	made, err := a.Annotate(d.source(data))
	if err != nil || made.Generator != d.Generator {
		m.did("it was edited, and made by another version: lines that were deleted cannot be told")
		return
	}
	m.made = made
	doc := m.doc
	type place struct{ start, end int }
	at := map[place]*document.Mention{}
	for i := range made.Mentions {
		x := &made.Mentions[i]
		at[place{x.Start, x.End}] = x
	}
	for i := range doc.Mentions {
		x := &doc.Mentions[i]
		was := at[place{x.Start, x.End}]
		switch {
		case !x.Placed():
		case was == nil:
			if x.By == "" {
				m.did("%q at %d is by hand", x.Text, x.Start)
				x.By, x.Score, x.Evidence = document.ByHand, 0, nil
			}
		case sameClaim(x, was):
			if m.placed[x.Start] { // a line that lost its offsets is the program's still
				*x = *was
			}
		case x.By == "":
			m.did("%q at %d was changed by hand", x.Text, x.Start)
			x.By, x.Score, x.Evidence = document.ByHand, 0, nil
		}
	}
	for _, x := range made.Mentions {
		if m.isCovered(x) || m.isRejected(x) {
			continue
		}
		m.did("%q at %d was deleted and is rejected", x.Text, x.Start)
		m.gone[x.Entity] = true
		doc.Rejected = append(doc.Rejected, document.Rejected{Start: x.Start, End: x.End, Type: x.Type, Text: x.Text})
	}
}

// source is the article of d, which holds data, as it was annotated.
func (d filed) source(data []byte) annotate.Source {
	name, _ := d.sourcePath()
	return annotate.Source{Name: filepath.ToSlash(name), Path: d.Source.Path, Data: data}
}

// sameClaim reports whether two mentions of one place say the same.
func sameClaim(a, b *document.Mention) bool {
	x, y := *a, *b
	for _, m := range []*document.Mention{&x, &y} {
		m.Score, m.Evidence, m.By = 0, nil, ""
	}
	return reflect.DeepEqual(x, y)
}

// isCovered reports whether a mention of the document overlaps x, or one
// without offsets may stand for it.
func (m *mending) isCovered(x document.Mention) bool {
	return slices.ContainsFunc(m.doc.Mentions, func(y document.Mention) bool {
		if !y.Placed() {
			return y.Text == x.Text
		}
		return y.Start < x.End && x.Start < y.End
	})
}

// isRejected reports whether a person has refused x: here, or, without
// offsets, wherever its words stand.
func (m *mending) isRejected(x document.Mention) bool {
	return slices.ContainsFunc(m.doc.Rejected, func(r document.Rejected) bool {
		return r.Type == x.Type && r.Text == x.Text && (!r.Placed() || r.Start == x.Start && r.End == x.End)
	})
}

// annotateAgain makes the document anew where the article or the program has
// changed, or a person the day of publication, and puts the person's decisions
// into what comes out.
func (o *checkOptions) annotateAgain(m *mending, d filed, data []byte, stale bool) {
	switch {
	case d.Generator.Tool == "":
		if stale {
			m.did("no program made it, so it is not annotated again")
		}
		return
	case d.Text != "":
		if stale {
			m.did("it has its text in itself: annotate its source again")
		}
		return
	}
	options, err := o.annotators.of(d)
	if err != nil {
		m.did("it cannot be annotated again: %v", err)
		return
	}
	// Where what the person did cannot be told for certain, the document is
	// right wherever it differs.
	edited := d.Edited()
	doubt := edited && m.made == nil
	redated := m.made != nil && m.doc.Published.Value != "" && m.made.Published.Value != m.doc.Published.Value
	if redated {
		options.now.Published = m.doc.Published.Value
	}
	a, err := o.annotators.with(options.now)
	if err != nil {
		m.did("it cannot be annotated again: %v", err)
		return
	}
	generator := d.Generator
	generator.Digest = ""
	why := "the article has changed"
	switch {
	case stale:
	case redated:
		why = "the day of publication was changed by hand"
	case generator != a.Generator():
		why = "the program or its options have changed"
	default:
		return
	}
	fresh, err := a.Annotate(d.source(data))
	if err == nil && doubt && d.Published.Value != "" && fresh.Published.Value != d.Published.Value {
		options.now.Published = d.Published.Value
		if a, err = o.annotators.with(options.now); err == nil {
			fresh, err = a.Annotate(d.source(data))
		}
	}
	if err != nil {
		m.left = append(m.left, document.Problem{Severity: document.Failure, Path: "source.path", Msg: "it cannot be annotated again: " + err.Error()})
		return
	}
	if !options.known {
		m.did("the options that it was made with are not known: it is annotated with the defaults")
	}
	kept := m.merge(fresh, edited, doubt)
	m.did("annotated again, since %s; %d mentions are by hand", why, kept)
	m.order()
}

// merge takes fresh, and into it what a person decided: mentions by hand, and
// none that is rejected. Where there is doubt about what a person did in an
// edited document, what differs there is taken for theirs. It returns how many
// mentions are by hand.
func (m *mending) merge(fresh *document.Document, edited, doubt bool) int {
	doc := m.doc
	var kept []document.Mention
	for _, x := range doc.Mentions {
		i := slices.IndexFunc(fresh.Mentions, func(y document.Mention) bool { return y.Start == x.Start && y.End == x.End })
		theirs := x.By == document.ByHand || doubt && x.Score == 0
		if doubt && i >= 0 && x.Placed() {
			y := fresh.Mentions[i]
			y.Entity = x.Entity // ids are no decision
			theirs = theirs || !sameClaim(&x, &y)
		}
		if theirs {
			x.By, x.Score, x.Evidence = document.ByHand, 0, nil
			kept = append(kept, x)
		}
	}
	out := *fresh
	out.Entities = slices.Clone(fresh.Entities)
	if edited {
		m.keepEntities(&out, doubt)
	}
	out.Mentions = slices.DeleteFunc(slices.Clone(fresh.Mentions), func(x document.Mention) bool {
		return m.isRejected(x) || slices.ContainsFunc(kept, func(y document.Mention) bool {
			return y.Placed() && y.Start < x.End && x.Start < y.End
		})
	})
	for i := range kept {
		if id := kept[i].Entity; id != "" {
			kept[i].Entity = m.entityIn(&out, id)
		}
	}
	out.Mentions = append(out.Mentions, kept...)
	out.Rejected = doc.Rejected
	used := map[string]bool{}
	for _, x := range out.Mentions {
		used[x.Entity] = true
	}
	out.Entities = slices.DeleteFunc(out.Entities, func(e document.Entity) bool { return !used[e.ID] })
	if m.made != nil {
		if doc.Title != m.made.Title {
			out.Title = doc.Title
		}
		if doc.Byline != m.made.Byline {
			out.Byline = doc.Byline
		}
	}
	*doc = out
	return len(kept)
}

// keepEntities gives the entities of out what a person said of them.
func (m *mending) keepEntities(out *document.Document, doubt bool) {
	byID := func(list []document.Entity, id string) int {
		return slices.IndexFunc(list, func(e document.Entity) bool { return e.ID == id })
	}
	for i := range out.Entities {
		e := &out.Entities[i]
		k := byID(m.doc.Entities, e.ID)
		if k < 0 {
			continue
		}
		theirs := m.doc.Entities[k]
		if !doubt {
			if j := byID(m.made.Entities, e.ID); j < 0 || reflect.DeepEqual(m.made.Entities[j], theirs) {
				continue
			}
		}
		*e = theirs
	}
}

// entityIn gives the entity of out that the document's entity id is: that of
// its id, of its name, or, where there is none, itself.
func (m *mending) entityIn(out *document.Document, id string) string {
	i := slices.IndexFunc(m.doc.Entities, func(e document.Entity) bool { return e.ID == id })
	if i < 0 {
		return id // it dangles, as it did before
	}
	e := m.doc.Entities[i]
	names := map[string]bool{summary.Fold(e.Type, e.Name): true}
	for _, a := range e.Aliases {
		names[summary.Fold(e.Type, a)] = true
	}
	taken := map[string]bool{}
	for _, x := range out.Entities {
		if x.ID == id && x.Type == e.Type {
			return id
		}
		taken[x.ID] = true
	}
	for _, x := range out.Entities {
		if x.Type == e.Type && names[summary.Fold(x.Type, x.Name)] {
			return x.ID
		}
	}
	for n := 2; taken[e.ID]; n++ {
		e.ID = fmt.Sprintf("%s-%d", id, n)
	}
	out.Entities = append(out.Entities, e)
	return e.ID
}
