// Package annotate makes Documents: it reads an article, finds the people,
// places, organisations and dates in it, says who is who and on which day, and
// writes all of it down.
//
//	a, err := annotate.New(annotate.Options{})
//	doc, err := a.Annotate(annotate.Source{Name: "akar.txt", Data: data})
//	err = document.WriteYAML(os.Stdout, doc)
//
// The way of the data is the body of Annotate.
package annotate

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math"
	"slices"
	"strings"

	"newsannotate/annotate/document"
	"newsannotate/ner"
	"newsannotate/ner/date"
	"newsannotate/ner/token"
)

// Version is the version of the tool, as it stands in every Document.
const Version = "0.1.0"

// NoByline is the warning that a Document has no byline. Most agency copy has
// none, so it is no more than a remark.
const NoByline = "no byline found"

// Options say how to annotate. The zero Options annotate all four types with
// byte offsets.
type Options struct {
	Published string          // ISO day of publication; empty: found in the article
	Types     []document.Type // the types to write; empty: all
	MinScore  float64         // names scored below are left out
	Vague     bool            // "now", "recently" and their like are dates
	DMY       bool            // 11/7/2022 is 11 July
	Offsets   document.Unit   // the unit of offsets; empty: bytes
	Explain   bool            // give every mention its evidence
	Lexicon   Lexicon         // what the user knows; it always wins
}

// Hash tells Options apart that lead to different Documents. It stands in a
// Document as generator.options.
func (o Options) Hash() string {
	o.Offsets = cmp.Or(o.Offsets, document.Bytes)
	return shortHash(fmt.Sprintf("%s %v %.2f %v %v %s %v", o.Published, o.Types, o.MinScore, o.Vague, o.DMY, o.Offsets, o.Explain)+o.Lexicon.fingerprint(), 6)
}

func shortHash(s string, digits int) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])[:digits]
}

// A Source is one article as it came.
type Source struct {
	Name   string // as given to the program: it may tell the day of publication
	Path   string // as it shall stand in the Document, with forward slashes; empty: Name
	Record string // the id of the record in Path, where it is one of several
	Data   []byte // the bytes as given
}

// An Annotator annotates articles. It does not change once it is made and may
// be used from several goroutines at once.
type Annotator struct {
	options    Options
	recogniser ner.Recogniser
	lexicon    *finder
	generator  document.Generator
}

// New returns an Annotator, or an error where an option has no meaning. The
// model is read in place; nothing is loaded from outside the program.
func New(o Options) (*Annotator, error) {
	if o.Offsets == "" {
		o.Offsets = document.Bytes
	}
	if o.Published != "" {
		if _, err := date.ParseDay(o.Published); err != nil {
			return nil, fmt.Errorf("published %q is no day such as 2022-11-07", o.Published)
		}
	}
	lexicon, err := newFinder(o.Lexicon)
	if err != nil {
		return nil, err
	}
	recogniser, err := ner.Default()
	if err != nil {
		return nil, err
	}
	return &Annotator{o, recogniser, lexicon, document.Generator{
		Tool: "annotate", Version: Version, Model: recogniser.Name(), Options: o.Hash(),
	}}, nil
}

// Generator is what stands in the Documents that a makes, without the digest.
func (a *Annotator) Generator() document.Generator { return a.generator }

// Annotate makes the Document of one article. The same source gives the same
// Document, whatever was annotated before. An error says why the source cannot
// be read as English text in UTF-8, and where.
func (a *Annotator) Annotate(src Source) (*document.Document, error) {
	text, err := Decode(src.Data)
	if err != nil {
		return nil, err
	}
	article, err := parseArticle(src.Name, text)
	if err != nil {
		return nil, err
	}
	sentences := token.Split(article.text)
	token.TagAll(article.text, sentences)
	own, never := a.lexicon.find(article.text)
	names := prefer(own, a.recogniser.Recognise(article.text, sentences))
	published := a.published(article, src.Name)
	dates := without(a.dates(article.text, published, names, own), spanOfDate, never)
	names = without(besides(names, dates), spanOfName, never)
	who := identify(article.text, sentences, names, entries(names, own))
	doc := &document.Document{
		Schema:    document.Schema,
		Source:    source(src),
		Title:     article.title,
		Byline:    article.byline,
		Published: published,
		Offsets:   document.Bytes,
		Generator: a.generator,
		Mentions:  merge(a.nameMentions(article.text, names, who), a.dateMentions(article.text, dates)),
	}
	doc.Entities = mentioned(who.entities, doc.Mentions)
	doc.Warnings = warnings(article, doc, dates)
	if err := doc.ConvertOffsets(text, a.options.Offsets); err != nil {
		return nil, err
	}
	doc.Generator.Digest = doc.ContentDigest()
	return doc, nil
}

func source(src Source) document.Source {
	sum := sha256.Sum256(src.Data)
	return document.Source{Path: cmp.Or(src.Path, src.Name), Record: src.Record, SHA256: hex.EncodeToString(sum[:]), Bytes: len(src.Data)}
}

// dates finds the dates of text. A person's or an organisation's name is no
// date: "Theresa May", "Sunday Times"; nor is what the lexicon names.
func (a *Annotator) dates(text string, published document.Published, names []ner.Mention, own []hit) []date.Expression {
	day, _ := date.ParseDay(published.Value)
	return date.Find(text, date.Options{
		Published: day,
		Vague:     a.options.Vague,
		DMY:       a.options.DMY,
		Taken: func(start, end int) bool {
			i, _ := slices.BinarySearchFunc(names, start, func(m ner.Mention, start int) int { return cmp.Compare(m.End, start+1) })
			return i < len(names) && names[i].Start < end && (names[i].Type != ner.Place || overlaps(own, start, end))
		},
	})
}

// besides returns the names that no date overlaps.
func besides(names []ner.Mention, dates []date.Expression) []ner.Mention {
	kept := names[:0]
	for _, m := range names {
		for len(dates) > 0 && dates[0].End <= m.Start {
			dates = dates[1:]
		}
		if len(dates) == 0 || dates[0].Start >= m.End {
			kept = append(kept, m)
		}
	}
	return kept
}

var types = map[ner.Type]document.Type{
	ner.Person: document.Person, ner.Place: document.Place, ner.Organisation: document.Organisation,
}

// wanted reports whether mentions of type t are to be written.
func (a *Annotator) wanted(t document.Type) bool {
	return len(a.options.Types) == 0 || slices.Contains(a.options.Types, t)
}

func (a *Annotator) nameMentions(text string, names []ner.Mention, who identities) []document.Mention {
	mentions := make([]document.Mention, 0, len(names))
	for i, n := range names {
		m := document.Mention{
			Start: n.Start, End: n.End, Type: types[n.Type], Text: n.Of(text),
			Entity: who.ids[i], Score: hundredths(n.Score),
		}
		if a.options.Explain {
			m.Evidence = who.evidence(text, i, n)
		}
		if a.wanted(m.Type) && m.Score >= a.options.MinScore {
			mentions = append(mentions, m)
		}
	}
	return mentions
}

func (a *Annotator) dateMentions(text string, dates []date.Expression) []document.Mention {
	if !a.wanted(document.Date) {
		return nil
	}
	mentions := make([]document.Mention, 0, len(dates))
	for _, d := range dates {
		m := document.Mention{
			Start: d.Start, End: d.End, Type: document.Date, Text: text[d.Start:d.End],
			Timex: document.Timex(d.Timex), Value: d.Value.String(), Mod: d.Mod, Range: d.Range,
			Fiscal: d.Fiscal, Invalid: d.Invalid, Score: hundredths(d.Precision()),
		}
		if a.options.Explain {
			m.Evidence = []string{"date rule: " + d.Rule}
		}
		mentions = append(mentions, m)
	}
	return mentions
}

// hundredths rounds a probability to two decimals and keeps it within (0, 1].
func hundredths(p float64) float64 {
	return min(max(math.Round(p*100), 1), 100) / 100
}

// merge puts two lists of mentions, each in text order, into one.
func merge(a, b []document.Mention) []document.Mention {
	all := append(a, b...)
	slices.SortFunc(all, func(x, y document.Mention) int { return cmp.Compare(x.Start, y.Start) })
	return all
}

// mentioned returns the entities that mentions refer to.
func mentioned(entities []document.Entity, mentions []document.Mention) []document.Entity {
	used := map[string]bool{}
	for _, m := range mentions {
		used[m.Entity] = true
	}
	return slices.DeleteFunc(entities, func(e document.Entity) bool { return !used[e.ID] })
}

// warnings says what a reader should know about how doc was made.
func warnings(a article, doc *document.Document, dates []date.Expression) []string {
	var w []string
	switch {
	case strings.TrimSpace(a.text) == "":
		return []string{"the article is empty"}
	case !looksEnglish(a.text):
		w = append(w, "the text does not look English")
	}
	if doc.Published.Value == "" && slices.ContainsFunc(dates, isOpen) {
		w = append(w, "no publication date found: relative dates have no value; give --published")
	}
	for _, d := range dates {
		if d.Invalid {
			w = append(w, fmt.Sprintf("%q at byte %d is no date of the calendar", a.text[d.Start:d.End], d.Start))
		}
	}
	if a.byline == "" {
		w = append(w, NoByline)
	}
	return w
}

// isOpen reports whether d needs the day of publication.
func isOpen(d date.Expression) bool {
	return d.Timex != date.Duration && d.Timex != date.Set && !d.Invalid &&
		(d.Value.IsZero() || strings.Contains(d.Value.String(), "X"))
}
