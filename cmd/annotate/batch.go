package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"math"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"

	"newsannotate/annotate"
	"newsannotate/annotate/document"
)

// An outcome is what became of one input.
type outcome struct {
	name     string
	data     []byte   // the document, where it goes to standard output
	warnings []string // remarks for the reader of standard error
	skipped  bool     // it was up to date
	err      error
}

// run annotates what args name. One bad input is said on standard error and
// the others go on.
func (o *annotateOptions) run(ctx context.Context, args []string) error {
	debug.SetGCPercent(gcPercent)
	debug.SetMemoryLimit(memoryLimit)
	in := collect(args, o.stdinName)
	annotator, err := annotate.New(o.Options)
	if err != nil {
		return usageError{err}
	}
	work, done, err := o.worker(in, annotator)
	if err != nil {
		return err
	}
	for _, err := range in.failed {
		fmt.Fprintln(o.err, plain(err.Error()))
	}
	failed, skipped, annotated := len(in.failed), 0, 0
	var stop error // why the rest of the inputs is left
	for result := range inOrder(ctx, o.jobs, len(in.list), work) {
		switch {
		case result.err != nil:
			failed++
			fmt.Fprintf(o.err, "%s: %s\n", plain(result.name), plain(result.err.Error()))
			continue
		case result.skipped:
			skipped++
		default:
			annotated++
		}
		if !o.quiet {
			for _, w := range result.warnings {
				fmt.Fprintf(o.err, "%s: warning: %s\n", plain(result.name), plain(w))
			}
		}
		if stop = o.print(result.data, annotated); stop != nil {
			break
		}
	}
	if stop == nil {
		stop = ctx.Err()
	}
	if err := done(); err != nil && stop == nil {
		stop = err
	}
	if !o.quiet && (in.tree || len(in.list)+len(in.failed) > 1) {
		fmt.Fprintf(o.err, "%d annotated, %d up to date, %d passed over, %d failed\n", annotated, skipped, in.passed, failed)
	}
	if stop == nil && failed > 0 {
		stop = errFailed
	}
	return stop
}

// print writes the nth document to standard output, parted from the one before.
func (o *annotateOptions) print(data []byte, n int) error {
	if len(data) == 0 {
		return nil
	}
	if o.format == "yaml" && n > 1 {
		data = append([]byte("---\n"), data...)
	}
	_, err := o.out.Write(data)
	return err
}

// The collector runs seldom, for articles are small, but keeps memory near
// memoryLimit, whatever the number of inputs. An input of more than largeInput
// bytes needs more, and lifts the limit.
const (
	gcPercent   = 400
	memoryLimit = 104 << 20
	largeInput  = 1 << 20
)

// worker returns what is to be done with the ith input, and what is to be done
// once all are done.
func (o *annotateOptions) worker(in inputs, a *annotate.Annotator) (work func(i int) outcome, done func() error, err error) {
	annotateTo := func(in input, data []byte, path string) ([]byte, *document.Document, error) {
		if len(data) > largeInput {
			debug.SetGCPercent(100)
			debug.SetMemoryLimit(math.MaxInt64)
		}
		doc, err := a.Annotate(annotate.Source{Name: in.name, Path: path, Data: data})
		if err != nil {
			return nil, nil, err
		}
		encoded, err := document.Append(nil, doc, document.Format(o.format))
		return encoded, doc, err
	}
	if o.output == "" || o.output == "-" {
		return func(i int) outcome {
			in := in.list[i]
			data, err := in.read(o.in)
			if err != nil {
				return outcome{name: in.name, err: err}
			}
			encoded, doc, err := annotateTo(in, data, in.name)
			return outcome{name: in.name, data: encoded, warnings: remarks(doc), err: err}
		}, func() error { return nil }, nil
	}
	paths, root, err := o.targets(in)
	if err != nil {
		return nil, nil, err
	}
	out, err := openFolder(root)
	if err != nil {
		return nil, nil, err
	}
	return func(i int) outcome {
		in, target := in.list[i], paths[i]
		result := outcome{name: in.name}
		data, err := in.read(o.in)
		if err != nil {
			result.err = err
			return result
		}
		result.skipped, result.err = o.upToDate(in, data, target, a.Generator())
		if result.skipped || result.err != nil {
			return result
		}
		encoded, doc, err := annotateTo(in, data, relative(in, filepath.Dir(target)))
		if err == nil {
			err = out.write(target, encoded)
		}
		result.warnings, result.err = remarks(doc), err
		return result
	}, out.close, nil
}

// targets says where each input's document goes and which folder holds them.
// The output is a folder if it is one, is written as one, or is for a folder
// or several inputs; else it is the file itself.
func (o *annotateOptions) targets(in inputs) (paths []string, root string, err error) {
	info, statErr := os.Stat(o.output)
	isDir := statErr == nil && info.IsDir()
	asDir := isDir || in.tree || len(in.list)+len(in.failed) > 1 ||
		strings.HasSuffix(o.output, "/") || strings.HasSuffix(o.output, string(filepath.Separator))
	switch {
	case !asDir && len(in.list) == 1:
		return []string{o.output}, filepath.Dir(o.output), nil
	case !asDir:
		return nil, filepath.Dir(o.output), nil
	case statErr == nil && !isDir:
		return nil, "", usagef("--output %s is a file, and a folder is needed for several inputs", o.output)
	}
	paths, err = targets(in.list, o.output, "."+o.format)
	return paths, o.output, err
}

// relative is the path of in as seen from folder, with forward slashes; never
// absolute.
func relative(in input, folder string) string {
	if in.path == "-" {
		return in.name
	}
	from, err1 := filepath.Abs(folder)
	to, err2 := filepath.Abs(in.path)
	rel, err3 := filepath.Rel(from, to)
	if errors.Join(err1, err2, err3) != nil {
		return filepath.Base(in.path)
	}
	return filepath.ToSlash(rel)
}

// upToDate reports whether target already holds what annotating in, which holds
// data, would write. An error means that target must not be written over: a person has
// edited it, or it is no annotation at all.
func (o *annotateOptions) upToDate(in input, data []byte, target string, g document.Generator) (bool, error) {
	if o.force || in.path == "-" {
		return false, nil
	}
	old, err := os.ReadFile(target)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	doc, err := document.Parse(target, old)
	if err != nil {
		return false, fmt.Errorf("%s is there already and is no annotation of ours (%w); use another --output, or --force", filepath.ToSlash(target), err)
	}
	sum := sha256.Sum256(data)
	g.Digest = doc.Generator.Digest
	if doc.Source.SHA256 == hex.EncodeToString(sum[:]) && doc.Generator == g {
		return true, nil
	}
	if doc.Edited() {
		return false, fmt.Errorf("%s was edited by hand and is not written over; use 'annotate check --update' to keep the edits, or --force", filepath.ToSlash(target))
	}
	return false, nil
}

// remarks are the warnings of doc that a person wants to see at once.
func remarks(doc *document.Document) []string {
	if doc == nil {
		return nil
	}
	var w []string
	for _, s := range doc.Warnings {
		if s != annotate.NoByline {
			w = append(w, s)
		}
	}
	return w
}

// inOrder calls work(0) … work(n-1), up to jobs of them at once, and yields
// what they return in order. At most 2*jobs results wait, so memory does not
// grow with n. When ctx ends no further work is begun, and what is in hand is
// finished.
func inOrder[T any](ctx context.Context, jobs, n int, work func(i int) T) iter.Seq[T] {
	return func(yield func(T) bool) {
		ctx, cancel := context.WithCancel(ctx)
		pending := make(chan chan T, 2*jobs)
		slots := make(chan struct{}, jobs)
		go func() {
			defer close(pending)
			for i := range n {
				slots <- struct{}{}
				if ctx.Err() != nil {
					return
				}
				result := make(chan T, 1)
				go func() {
					defer func() { <-slots }()
					result <- work(i)
				}()
				pending <- result
			}
		}()
		defer func() {
			cancel()
			for result := range pending { // finish what is in hand
				<-result
			}
		}()
		for result := range pending {
			if !yield(<-result) {
				return
			}
		}
	}
}
