package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// An input is one file to annotate, or standard input.
type input struct {
	path  string // to open; "-" is standard input
	name  string // for messages and documents, with forward slashes
	below string // where it lies below the folder that was named; else its base name
}

// inputTypes are the endings of the files that a folder is walked for.
var inputTypes = []string{".txt"}

// inputs are the inputs that the arguments name, in their order and sorted
// within a folder.
type inputs struct {
	list   []input
	failed []error // arguments that name nothing, and folders that cannot be read
	passed int     // files that have no input type
	tree   bool    // an argument is a folder
}

// collect finds the inputs. Without arguments that is standard input.
func collect(args []string, stdinName string) inputs {
	var in inputs
	if len(args) == 0 {
		args = []string{"-"}
	}
	for _, arg := range args {
		if arg == "-" {
			name := stdinName
			if name == "" {
				name = "-"
			}
			below := path.Base(filepath.ToSlash(name))
			if below == "-" {
				below = "stdin"
			}
			in.list = append(in.list, input{"-", filepath.ToSlash(name), below})
			continue
		}
		info, err := os.Stat(arg)
		switch {
		case err != nil:
			in.failed = append(in.failed, inputError(arg, err))
		case info.IsDir():
			in.tree = true
			in.walk(arg)
		default:
			in.list = append(in.list, input{arg, filepath.ToSlash(arg), filepath.Base(arg)})
		}
	}
	return in
}

// walk adds the articles below the folder root.
func (in *inputs) walk(root string) {
	walk(root, func(path, below string, d fs.DirEntry, err error) bool {
		switch {
		case err != nil:
			in.failed = append(in.failed, inputError(path, err))
		case d == nil || !slices.Contains(inputTypes, strings.ToLower(filepath.Ext(path))):
			in.passed++
		default:
			in.list = append(in.list, input{path, filepath.ToSlash(path), below})
		}
		return true
	})
}

// walk calls visit for each file below the folder root, in sorted order, until
// visit returns false: with the file's path, its path below root with forward
// slashes, and a nil entry where the file is to be passed over because it is
// hidden or no regular file. Hidden folders are not entered. Links to files
// are followed and links to folders are not, so every walk ends.
func walk(root string, visit func(path, below string, d fs.DirEntry, err error) bool) {
	// The separator makes WalkDir enter a root that is itself a link.
	_ = filepath.WalkDir(root+string(filepath.Separator), func(path string, d fs.DirEntry, err error) error {
		below, relErr := filepath.Rel(root, path)
		hidden := err == nil && below != "." && strings.HasPrefix(d.Name(), ".")
		goOn := true
		switch {
		case err != nil || relErr != nil:
			goOn = visit(path, below, nil, errors.Join(err, relErr))
		case d.IsDir() && hidden:
			return fs.SkipDir
		case d.IsDir():
		case hidden || !leadsToFile(path, d):
			goOn = visit(path, filepath.ToSlash(below), nil, nil)
		default:
			goOn = visit(path, filepath.ToSlash(below), d, nil)
		}
		if !goOn {
			return fs.SkipAll
		}
		return nil
	})
}

func leadsToFile(p string, d fs.DirEntry) bool {
	if d.Type()&fs.ModeSymlink == 0 {
		return d.Type().IsRegular()
	}
	info, err := os.Stat(p)
	return err != nil || info.Mode().IsRegular() // a dangling link is an error when it is read
}

// read returns the bytes of in.
func (in input) read(stdin io.Reader) ([]byte, error) {
	if in.path == "-" {
		return io.ReadAll(stdin)
	}
	data, err := os.ReadFile(in.path)
	if err != nil {
		var p *fs.PathError
		if errors.As(err, &p) {
			err = p.Err
		}
		return nil, err
	}
	return data, nil
}

// inputError says what is wrong with the input named name.
func inputError(name string, err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		err = p.Err
	}
	return fmt.Errorf("%s: %w", filepath.ToSlash(name), err)
}

// targets says where the document of each input goes in the folder out: a tree
// that mirrors the inputs', with ext as the ending. Where two inputs would meet
// (a.txt and a.html) both keep their own ending (a.txt.yaml). That two still
// meet, as the same path below two arguments does, is an error.
func targets(list []input, out, ext string) ([]string, error) {
	stem := func(in input) string { return strings.TrimSuffix(in.below, path.Ext(in.below)) }
	stems := map[string]int{}
	for _, in := range list {
		stems[stem(in)]++
	}
	paths := make([]string, len(list))
	from := map[string]string{} // target -> the input's name
	for i, in := range list {
		name := stem(in)
		if stems[name] > 1 {
			name = in.below
		}
		paths[i] = filepath.Join(out, filepath.FromSlash(name+ext))
		if other, ok := from[paths[i]]; ok {
			return nil, usagef("%s and %s would both be written to %s: annotate them into folders of their own",
				other, in.name, filepath.ToSlash(paths[i]))
		}
		from[paths[i]] = in.name
	}
	return paths, nil
}
