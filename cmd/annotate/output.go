package main

import (
	"crypto/rand"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/gofrs/flock"
)

// A folder is where a run writes files that are whole or not there: each is
// written under a temporary name beside its own, synced and renamed.
//
// The temporary names of a run carry its id, and a file of that id in the root
// is locked while the run lives. So a later run can tell what a dead one left
// behind, and removes it, while two living runs do not touch each other's. The
// lock is on a file of its own, since Windows can neither rename nor write a
// file that is locked.
type folder struct {
	root string
	id   string
	lock *flock.Flock
}

const (
	runPrefix = ".annotate-run-"
	tmpSuffix = ".annotate-tmp"
)

// openFolder makes root where it is missing, removes what dead runs left below
// it, and marks this run as living.
func openFolder(root string) (*folder, error) {
	if err := os.MkdirAll(root, 0o777); err != nil {
		return nil, err
	}
	if err := sweep(root); err != nil {
		return nil, err
	}
	for {
		f := &folder{root: root, id: strings.ToLower(rand.Text()[:12])}
		f.lock = flock.New(filepath.Join(root, runPrefix+f.id))
		ok, err := f.lock.TryLock()
		if err != nil {
			return nil, fmt.Errorf("cannot write into %s: %w", root, err)
		}
		// A sweep may have had the file between its making and its locking.
		if _, err := os.Stat(f.lock.Path()); ok && err == nil {
			return f, nil
		}
		_ = f.lock.Close()
	}
}

// sweep removes the temporary files of runs that have died in root.
func sweep(root string) error {
	runs, err := filepath.Glob(filepath.Join(escapeGlob(root), runPrefix+"*"))
	if err != nil {
		return err
	}
	for _, run := range runs {
		lock := flock.New(run)
		if ok, err := lock.TryLock(); err != nil || !ok {
			continue // it lives
		}
		id := strings.TrimPrefix(filepath.Base(run), runPrefix)
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() && strings.HasSuffix(path, "."+id+tmpSuffix) {
				return os.Remove(path)
			}
			return nil
		})
		_ = lock.Close()
		if err == nil {
			err = os.Remove(run)
		}
		if err != nil && !os.IsNotExist(err) {
			return err
		}
	}
	return nil
}

func escapeGlob(path string) string {
	return strings.NewReplacer(`*`, `\*`, `?`, `\?`, `[`, `\[`).Replace(path)
}

// write makes path, which lies below f's root, hold data. It may be called
// from several goroutines, each with a path of its own.
func (f *folder) write(path string, data []byte) (err error) {
	dir, base := filepath.Dir(path), filepath.Base(path)
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	tmp := filepath.Join(dir, "."+base+"."+f.id+tmpSuffix)
	file, err := os.OpenFile(tmp, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o666)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = os.Remove(tmp)
		}
	}()
	_, err = file.Write(data)
	if err == nil {
		err = file.Sync()
	}
	if closeErr := file.Close(); err == nil {
		err = closeErr
	}
	if err != nil {
		return err
	}
	return os.Rename(tmp, path)
}

// close ends the run: nothing of it is left but the files that it wrote.
func (f *folder) close() error {
	path := f.lock.Path()
	if err := f.lock.Close(); err != nil {
		return err
	}
	return os.Remove(path)
}
