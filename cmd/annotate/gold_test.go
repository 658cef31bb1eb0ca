package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"newsannotate/annotate/document"
	"newsannotate/annotate/markup"
)

// TestGold holds that testdata/gold/akar.yaml is the marked article of
// testdata/gold/akar.txt as a Document, so that "annotate score" can read it.
// With -update it is written again.
func TestGold(t *testing.T) {
	const path = "../../testdata/gold/akar.yaml"
	marked, err := os.Open("../../testdata/gold/akar.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer marked.Close()
	gold, err := markup.Read("akar.txt", marked)
	if err != nil {
		t.Fatal(err)
	}
	article, err := os.ReadFile("../../testdata/articles/akar.txt")
	if err != nil {
		t.Fatal(err)
	}
	if gold.Text != string(article) {
		t.Fatal("the marked article is not the article")
	}
	sum := sha256.Sum256(article)
	gold.Text = "" // it is the file
	gold.Source = document.Source{Path: "../articles/akar.txt", SHA256: hex.EncodeToString(sum[:]), Bytes: len(article)}
	want, err := document.Append(nil, gold.Document, document.YAML)
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(path, want, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Error(diff)
	}
	doc, err := document.Parse(path, bytes.Clone(got))
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range append(doc.Check(), doc.CheckText(article)...) {
		t.Error(p)
	}
}
