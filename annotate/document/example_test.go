package document_test

import (
	"fmt"
	"os"
	"strings"

	"newsannotate/annotate/document"
)

func ExampleRead() {
	const in = `schema: annotate/v1
mentions:
  - {start: 0, end: 4, type: person, text: Akar}
  - {type: date, text: Monday, value: 2022-11-07}  # added by hand
---
schema: annotate/v1
mentions:
  - {start: 4, type: people, text: Akar}
`
	for d, err := range document.Read("in.yaml", strings.NewReader(in)) {
		if err != nil {
			fmt.Println(err)
			continue
		}
		for _, m := range d.Mentions {
			fmt.Println(m.Type, m.Text, m.Placed())
		}
	}
	// Output:
	// person Akar true
	// date Monday false
	// in.yaml:8:5: one of start and end: write both or neither
}

func ExampleWriteYAML() {
	d := &document.Document{
		Title: "Ties: Akar",
		Mentions: []document.Mention{
			{Start: 6, End: 10, Type: document.Person, Text: "Akar", Score: 0.98},
			{Type: document.Date, Text: "1991", Value: "1991", By: document.ByHand},
		},
	}
	if err := document.WriteYAML(os.Stdout, d); err != nil {
		fmt.Println(err)
	}
	// Output:
	// schema: annotate/v1
	// title: 'Ties: Akar'
	// offsets: bytes
	// mentions:
	//   - {start: 6, end: 10, type: person, text: Akar, score: 0.98}
	//   - {type: date, text: "1991", value: "1991", by: hand}
}

func ExampleDocument_Edited() {
	d := &document.Document{Title: "Ties"}
	d.Generator.Digest = d.ContentDigest()
	fmt.Println(d.Edited())
	d.Title = "Other ties"
	fmt.Println(d.Edited())
	// Output:
	// false
	// true
}

func ExampleDocument_Check() {
	d := &document.Document{Mentions: []document.Mention{
		{Start: 6, End: 10, Type: document.Person, Text: "Akar", Entity: "akar"},
		{Start: 8, End: 12, Type: document.Place, Text: "arm "},
	}}
	for _, p := range d.Check() {
		fmt.Println(p)
	}
	// Output:
	// mentions[0].entity: entity "akar" is not under entities: add it there or leave it out
	// mentions[1].start: "arm " at 8 overlaps "Akar", which ends at 10: keep one
}

func ExampleSlug() {
	fmt.Println(document.Slug("Recep Tayyip Erdoğan"), document.Slug("İzmir"), document.Slug("U.S."))
	// Output: recep-tayyip-erdogan izmir us
}
