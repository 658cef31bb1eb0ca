package main

import (
	"encoding/json"
	"errors"
	"go/parser"
	"go/token"
	"io"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// allowed is the architecture: which packages of ours, and which foreign
// modules, each package may import outside its tests. Packages are named
// without the module; a foreign import is allowed by its beginning.
var allowed = map[string][]string{
	"cmd/annotate":      {"annotate", "annotate/document", "annotate/compare", "annotate/summary", "ner/token", "github.com/spf13/cobra", "github.com/gofrs/flock", "golang.org/x/term", "github.com/mattn/go-runewidth"},
	"cmd/nertrain":      {"annotate", "annotate/document", "annotate/compare", "annotate/markup", "ner", "ner/token", "ner/date", "ner/gazetteer", "golang.org/x/text"},
	"annotate":          {"annotate/document", "ner", "ner/token", "ner/date", "ner/gazetteer"},
	"annotate/document": {"gopkg.in/yaml.v3", "golang.org/x/text"},
	"annotate/markup":   {"annotate/document"},
	"annotate/compare":  {"annotate/document"},
	"annotate/summary":  {"annotate/document"},
	"ner":               {"ner/token", "ner/gazetteer"},
	"ner/token":         {"ner/token/internal/table"},
	"ner/date":          {},
	"ner/gazetteer":     {"golang.org/x/text"},

	"ner/token/internal/table": {},
}

const module = "newsannotate"

// TestImports holds the arrows of the architecture and the one door of each
// foreign module.
func TestImports(t *testing.T) {
	out, err := exec.Command("go", "list", "-json=ImportPath,Dir,GoFiles,Imports", module+"/...").Output()
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	var yaml []string // the files that import yaml.v3
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; {
		var pkg struct {
			ImportPath string
			Dir        string
			GoFiles    []string
			Imports    []string
		}
		if err := dec.Decode(&pkg); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		if len(pkg.GoFiles) == 0 {
			continue
		}
		seen++
		name := strings.TrimPrefix(pkg.ImportPath, module+"/")
		rules, ok := allowed[name]
		if !ok {
			t.Errorf("%s is not in the layout", name)
			continue
		}
		for _, file := range pkg.GoFiles {
			f, err := parser.ParseFile(token.NewFileSet(), filepath.Join(pkg.Dir, file), nil, parser.ImportsOnly)
			if err != nil {
				t.Fatal(err)
			}
			for _, spec := range f.Imports {
				if spec.Path.Value == `"gopkg.in/yaml.v3"` {
					yaml = append(yaml, name+"/"+file)
				}
			}
		}
		for _, path := range pkg.Imports {
			ours, isOurs := strings.CutPrefix(path, module+"/")
			switch {
			case isOurs && !slices.Contains(rules, ours):
				t.Errorf("%s imports %s: no such arrow", name, ours)
			case !isOurs && strings.Contains(path, ".") &&
				!slices.ContainsFunc(rules, func(r string) bool { return strings.HasPrefix(path, r) && strings.Contains(r, ".") }):
				t.Errorf("%s imports %s: it has another door, or none", name, path)
			}
		}
	}
	if seen < len(allowed) {
		t.Errorf("%d packages found, %d in the layout", seen, len(allowed))
	}
	if len(yaml) != 1 {
		t.Errorf("yaml.v3 is imported by %v, want one file", yaml)
	}
}
