package main

import (
	"errors"
	"testing"

	"newsannotate/annotate/document"
)

// FuzzConfig holds for any bytes that they are a configuration, which can be
// used, or an error that names the file.
func FuzzConfig(f *testing.F) {
	f.Add([]byte("defaults: {types: [person], min-score: 0.5}\nlexicon:\n  - {name: A, type: person, aliases: [B]}\nnever: [C]\n"))
	f.Add([]byte("lexicon:\n  - {name: 1991, type: place, iso: TR, kind: city, id: x}\n"))
	f.Add([]byte("never: [\"\"]\n"))
	f.Add([]byte("lexicon: [1, [], {}]\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := parseConfig("x.yaml", data)
		if err == nil {
			if err := c.lexicon.Check(); err != nil {
				t.Fatalf("a configuration with %v", err)
			}
			return
		}
		var fault *document.Error
		if !errors.As(err, &fault) || fault.File != "x.yaml" {
			t.Fatalf("an error without a place: %v", err)
		}
	})
}
