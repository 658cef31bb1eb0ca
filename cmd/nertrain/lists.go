package main

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"newsannotate/ner/gazetteer"
)

func init() { commands["lists"] = lists }

// A source is a package that the lists are compiled from. Its archive is
// fetched by name with the package manager's own client.
type source struct {
	manager string // npm or apt
	name    string
	version string
	sha256  string // of the archive
}

func (s source) String() string { return s.manager + " " + s.name + " " + s.version }

// lists compiles what ner/gazetteer embeds. The same packages and supplement
// give the same bytes.
func lists(args []string, out io.Writer) error {
	flags := flag.NewFlagSet("lists", flag.ContinueOnError)
	flags.SetOutput(out)
	cache := flags.String("cache", ".cache/lists", "folder of the downloaded packages")
	dir := flags.String("dir", "ner/gazetteer", "folder of the package, with its supplement")
	if err := flags.Parse(args); err != nil {
		return err
	}
	var b gazetteer.Builder
	if err := words(&b, *cache, out); err != nil {
		return err
	}
	data, err := b.Words()
	if err != nil {
		return err
	}
	return writeList(filepath.Join(*dir, "clusters.bin"), data, out)
}

// writeList writes a compiled file and prints its size and checksum.
func writeList(path string, data []byte, out io.Writer) error {
	if err := os.WriteFile(path, data, 0o644); err != nil {
		return err
	}
	fmt.Fprintf(out, "%s %d bytes sha256 %x\n", path, len(data), sha256.Sum256(data))
	return nil
}

// fetch returns the path of the source's archive in the cache, which it
// downloads when it is not there. The archive has the checksum that s states.
func (s source) fetch(cache string) (string, error) {
	if err := os.MkdirAll(cache, 0o755); err != nil {
		return "", err
	}
	var pattern string
	var get *exec.Cmd
	switch s.manager {
	case "npm":
		pattern = npmFile(s.name, s.version)
		get = exec.Command("npm", "pack", "--silent", s.name+"@"+s.version)
	case "apt":
		pattern = s.name + "_*.deb"
		get = exec.Command("apt-get", "download", "-qq", s.name+"="+s.version)
	default:
		return "", fmt.Errorf("%s: no client for it", s)
	}
	get.Dir = cache
	find := func() (string, error) {
		found, err := filepath.Glob(filepath.Join(cache, pattern))
		if err != nil || len(found) == 0 {
			return "", err
		}
		return found[0], nil
	}
	path, err := find()
	if path == "" && err == nil {
		if text, err := get.CombinedOutput(); err != nil {
			return "", fmt.Errorf("%s: %w: %s", s, err, text)
		}
		path, err = find()
	}
	if err != nil {
		return "", err
	}
	if path == "" {
		return "", fmt.Errorf("%s: its client left no %s", s, pattern)
	}
	sum, err := fileSum(path)
	if err != nil {
		return "", err
	}
	if sum != s.sha256 {
		return "", fmt.Errorf("%s: %s has sha256 %s, want %s", s, path, sum, s.sha256)
	}
	return path, nil
}

func fileSum(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	h := sha256.New()
	_, err = io.Copy(h, f)
	return hex.EncodeToString(h.Sum(nil)), errors.Join(err, f.Close())
}

// npmFile is the name that npm gives to a package's archive.
func npmFile(name, version string) string {
	return strings.ReplaceAll(strings.TrimPrefix(name, "@"), "/", "-") + "-" + version + ".tgz"
}
