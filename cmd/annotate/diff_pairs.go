package main

import (
	"cmp"
	"fmt"
	"io"
	"iter"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"newsannotate/annotate/compare"
)

// A set is one document as it stands under each of several arguments.
type set struct {
	name string   // of the document, for reports
	docs []*filed // by argument; nil where it is not there
}

// sets pairs the documents of two or more arguments and yields them in order:
// by relative path where all are folders, and within a file, or where an
// argument is a stream, by their source (its path, or else its hash). Two files
// of one document each are a pair whatever their source. Documents are read
// side by side, and only those wait that have not met their partner.
//
// What cannot be read is yielded as an error that names its place, and the
// documents of other arguments that may belong to it are not yielded.
func sets(stdin io.Reader, args []string) iter.Seq2[set, error] {
	return func(yield func(set, error) bool) {
		folders := 0
		for _, arg := range args {
			info, err := os.Stat(arg)
			if arg != "-" && err != nil {
				yield(set{}, inputError(arg, err))
				return
			}
			if arg != "-" && info.IsDir() {
				folders++
			}
		}
		if folders < len(args) {
			streams := make([]iter.Seq2[filed, error], len(args))
			for k, arg := range args {
				streams[k] = documents(stdin, []string{arg})
			}
			match(streams, "", yield)
			return
		}
		files := map[string][]*documentFile{} // by relative path
		for k, arg := range args {
			for file, err := range documentFiles(arg) {
				if err != nil {
					if !yield(set{}, err) {
						return
					}
					continue
				}
				if files[file.below] == nil {
					files[file.below] = make([]*documentFile, len(args))
				}
				files[file.below][k] = &file
			}
		}
		names := make([]string, 0, len(files))
		for name := range files {
			names = append(names, name)
		}
		slices.SortFunc(names, func(a, b string) int { // as a walk does
			return strings.Compare(strings.ReplaceAll(a, "/", "\x00"), strings.ReplaceAll(b, "/", "\x00"))
		})
		for _, name := range names {
			streams := make([]iter.Seq2[filed, error], len(args))
			for k, file := range files[name] {
				streams[k] = func(func(filed, error) bool) {}
				if file != nil {
					streams[k] = file.read(stdin)
				}
			}
			if !match(streams, name, yield) {
				return
			}
		}
	}
}

// A waiting document has not met all its partners.
type waiting struct {
	docs []*filed // nil once it has
	keys []string
	n    int // how many there are
}

// A matcher pairs the documents of streams.
type matcher struct {
	name   string           // the file's, where all are of one
	of     []map[string]int // by stream, how many documents each file has
	count  []int            // and how many there are in all
	broken []bool           // and whether something could not be read
	queue  []*waiting
	byKey  map[string][]*waiting
	ready  [][]*filed // sets to be yielded
}

// match pairs the documents of streams, reading them by turns. name is the
// file's, where they are of one. It reports whether to go on.
func match(streams []iter.Seq2[filed, error], name string, yield func(set, error) bool) bool {
	n := len(streams)
	m := matcher{name: name, of: make([]map[string]int, n), count: make([]int, n), broken: make([]bool, n), byKey: map[string][]*waiting{}}
	next := make([]func() (filed, error, bool), n)
	for k, s := range streams {
		pull, stop := iter.Pull2(s)
		defer stop()
		next[k], m.of[k] = pull, map[string]int{}
	}
	for open := n; open > 0; {
		// What is ready waits for one more round: only then is it known
		// whether its file holds several documents, which are to be told apart.
		ready := m.ready
		m.ready = nil
		open = 0
		for k := range streams {
			d, err, ok := next[k]()
			switch {
			case !ok:
				continue
			case err != nil:
				m.broken[k] = true
				if !yield(set{}, err) {
					return false
				}
			default:
				m.add(k, &d)
			}
			open++
		}
		if !m.yield(ready, yield) {
			return false
		}
	}
	return m.yield(m.rest(), yield)
}

// add lets the document d of stream k meet its partners.
func (m *matcher) add(k int, d *filed) {
	keys := d.keys(m.count[k])
	m.count[k]++
	m.of[k][d.path]++
	for _, key := range keys {
		for _, w := range m.byKey[key] {
			if w.docs[k] != nil {
				continue
			}
			w.docs[k] = d
			if w.n++; w.n == len(m.count) {
				m.ready = append(m.ready, w.docs)
				m.leave(w)
			}
			return
		}
	}
	w := &waiting{make([]*filed, len(m.count)), keys, 1}
	w.docs[k] = d
	m.queue = append(m.queue, w)
	for _, key := range keys {
		m.byKey[key] = append(m.byKey[key], w)
	}
}

// leave ends the waiting of w.
func (m *matcher) leave(w *waiting) {
	for _, key := range w.keys {
		if m.byKey[key] = slices.DeleteFunc(m.byKey[key], func(x *waiting) bool { return x == w }); len(m.byKey[key]) == 0 {
			delete(m.byKey, key)
		}
	}
	w.docs = nil
	for len(m.queue) > 0 && m.queue[0].docs == nil {
		m.queue = m.queue[1:]
	}
}

// rest gives the documents that have not met all their partners. If each
// stream has but one document, they are a set.
func (m *matcher) rest() [][]*filed {
	single := !slices.ContainsFunc(m.count, func(n int) bool { return n != 1 })
	rest := m.ready
	for i, w := range m.queue {
		if w.docs == nil {
			continue
		}
		if single && i > 0 {
			for k, d := range w.docs {
				m.queue[0].docs[k] = cmp.Or(m.queue[0].docs[k], d)
			}
			continue
		}
		lost := false // its partner may be what could not be read
		for k, d := range w.docs {
			lost = lost || d == nil && m.broken[k]
		}
		if !lost {
			rest = append(rest, w.docs)
		}
	}
	return rest
}

func (m *matcher) yield(ready [][]*filed, yield func(set, error) bool) bool {
	for _, docs := range ready {
		if !yield(set{m.label(docs), docs}, nil) {
			return false
		}
	}
	return true
}

// label names a document in reports: by its file, the last argument's if it
// has one, and by its source where the file holds several.
func (m *matcher) label(docs []*filed) string {
	label := ""
	for k, d := range docs {
		if d == nil || d.path == "-" && label != "" {
			continue
		}
		source := path.Base(d.Source.Path)
		if d.Source.Path == "" {
			source = "-"
		}
		if d.Source.Record != "" {
			source += "#" + d.Source.Record
		}
		switch {
		case d.path == "-":
			label = source
		case m.of[k][d.path] > 1:
			label = cmp.Or(m.name, d.path) + ":" + source
		default:
			label = cmp.Or(m.name, d.path)
		}
	}
	return label
}

// keys are what d may share with the same document elsewhere; d is the nth of
// its stream.
func (d *filed) keys(n int) []string {
	var keys []string
	if p := d.Source.Path; p != "" {
		keys = append(keys, "path "+p+" "+d.Source.Record, "file "+d.sourceFile()+" "+d.Source.Record)
	}
	if d.Source.SHA256 != "" {
		keys = append(keys, "hash "+d.Source.SHA256+" "+d.Source.Record)
	}
	if len(keys) == 0 {
		keys = []string{fmt.Sprint("number ", n)}
	}
	return keys
}

// sourceFile is where the source of d lies, as seen from here.
func (d *filed) sourceFile() string {
	p := filepath.FromSlash(d.Source.Path)
	if d.path != "-" && !filepath.IsAbs(p) {
		p = filepath.Join(filepath.Dir(filepath.FromSlash(d.path)), p)
	}
	return filepath.ToSlash(filepath.Clean(p))
}

// input makes d ready for comparing: with its text, where that is there and is
// still the one that was annotated.
func (d *filed) input() compare.Input {
	in := compare.Input{Document: d.Document}
	if d.Text != "" {
		return in
	}
	if text, err := d.text(); err == nil && len(d.CheckText([]byte(text))) == 0 {
		in.Text, in.File = text, d.sourceFile()
	}
	return in
}
