package annotate

import (
	"newsannotate/annotate/document"
	"newsannotate/ner/date"
)

// published finds the day of publication: the caller's word before what
// [date.Published] finds in the front matter, the name and the text.
func (a *Annotator) published(art article, name string) document.Published {
	if a.options.Published != "" {
		return document.Published{Value: a.options.Published, From: "flag"}
	}
	day, from, ok := date.Published(art.text, date.Hints{
		Metadata: metaDates(art.meta),
		Path:     name,
		URL:      firstOf(art.meta, "url", "link", "canonical"),
		DMY:      a.options.DMY,
	})
	if !ok {
		return document.Published{}
	}
	return document.Published{Value: day.String(), From: from}
}

// metaDates are the values of the keys that tell a day of publication, the best
// first.
func metaDates(meta map[string]string) []string {
	var values []string
	for _, key := range []string{
		"published", "published_at", "datepublished", "article:published_time", "publication_date", "pubdate", "date",
		"updated", "modified", "lastmod",
	} {
		if meta[key] != "" {
			values = append(values, meta[key])
		}
	}
	return values
}
