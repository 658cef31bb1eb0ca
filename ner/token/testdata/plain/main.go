// Command plain annotates files with prose's own pipeline, as its README has
// it: what annotate is measured against. With one argument it makes a document
// from that file, model and all; with several it loads the model once.
package main

import (
	"fmt"
	"os"

	"github.com/jdkato/prose/v2"
)

func main() {
	var options []prose.DocOpt
	if len(os.Args) > 2 {
		options = append(options, prose.UsingModel(prose.ModelFromData("x")))
	}
	entities := 0
	for _, path := range os.Args[1:] {
		text, err := os.ReadFile(path)
		if err != nil {
			panic(err)
		}
		doc, err := prose.NewDocument(string(text), options...)
		if err != nil {
			panic(err)
		}
		entities += len(doc.Entities()) + len(doc.Tokens()) + len(doc.Sentences())
	}
	fmt.Println(entities)
}
