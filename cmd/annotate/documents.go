package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"newsannotate/annotate/document"
)

// documentTypes are the endings of the files that a folder of annotations is
// walked for.
var documentTypes = []string{".yaml", ".yml", ".json", ".jsonl"}

// A filed document is a Document and the file that it stands in.
type filed struct {
	*document.Entry
	path  string // as named, with forward slashes; "-" is standard input
	below string // below the folder that was named; else the base name
}

// documents yields the Documents that the arguments name, in their order and
// sorted within a folder, one at a time. What cannot be read is yielded as an
// error that names its place, and the rest goes on.
func documents(stdin io.Reader, args []string) iter.Seq2[filed, error] {
	return func(yield func(filed, error) bool) {
		for _, arg := range args {
			for file, err := range documentFiles(arg) {
				if err != nil {
					if !yield(filed{}, err) {
						return
					}
					continue
				}
				for doc, err := range file.read(stdin) {
					if !yield(doc, err) {
						return
					}
				}
			}
		}
	}
}

// A documentFile is one file of Documents, not yet open.
type documentFile struct{ path, name, below string }

// documentFiles yields the file that arg is, or those below the folder that it
// is. Hidden files and folders are passed over.
func documentFiles(arg string) iter.Seq2[documentFile, error] {
	return func(yield func(documentFile, error) bool) {
		if arg == "-" {
			yield(documentFile{"-", "-", "-"}, nil)
			return
		}
		info, err := os.Stat(arg)
		if err != nil {
			yield(documentFile{}, inputError(arg, err))
			return
		}
		if !info.IsDir() {
			yield(documentFile{arg, filepath.ToSlash(arg), filepath.Base(arg)}, nil)
			return
		}
		walk(arg, func(path, below string, d fs.DirEntry, err error) bool {
			switch {
			case err != nil:
				return yield(documentFile{}, inputError(path, err))
			case d == nil || !slices.Contains(documentTypes, strings.ToLower(filepath.Ext(path))):
				return true
			}
			return yield(documentFile{path, filepath.ToSlash(path), below}, nil)
		})
	}
}

// read yields the Documents in f.
func (f documentFile) read(stdin io.Reader) iter.Seq2[filed, error] {
	return func(yield func(filed, error) bool) {
		r := stdin
		if f.path != "-" {
			file, err := os.Open(f.path)
			if err != nil {
				yield(filed{}, inputError(f.path, err))
				return
			}
			defer file.Close()
			r = file
		}
		for entry, err := range document.ReadEntries(f.name, r) {
			if !yield(filed{entry, f.name, f.below}, err) {
				return
			}
		}
	}
}

// text returns the text that the offsets of d count into: what it carries, or
// its source. The error says why there is none.
func (d filed) text() (string, error) {
	if d.Text != "" {
		return d.Text, nil
	}
	path, err := d.sourcePath()
	if err != nil {
		return "", err
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return "", fmt.Errorf("its source: %w", inputError(path, err))
	}
	return string(data), nil
}

// errNoSource is that a document names no file as its source, such as one that
// was made from standard input.
var errNoSource = errors.New("the document does not name its source")

// sourcePath returns where the source of d lies: where source.path says, seen
// from the folder of d's own file.
func (d filed) sourcePath() (string, error) {
	path := filepath.FromSlash(d.Source.Path)
	if path == "" || path == "-" {
		return "", errNoSource
	}
	if d.path != "-" && !filepath.IsAbs(path) {
		path = filepath.Join(filepath.Dir(filepath.FromSlash(d.path)), path)
	}
	return path, nil
}
