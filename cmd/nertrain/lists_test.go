package main

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	g "newsannotate/ner/gazetteer"
)

// tgz writes an archive of one file, as npm packs it.
func tgz(t *testing.T, name, text string) string {
	t.Helper()
	var buf bytes.Buffer
	zip := gzip.NewWriter(&buf)
	w := tar.NewWriter(zip)
	if err := w.WriteHeader(&tar.Header{Name: "package/" + name, Size: int64(len(text)), Mode: 0o644, Typeflag: tar.TypeReg}); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if err := zip.Close(); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "x.tgz")
	if err := os.WriteFile(path, buf.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func newLexicon() *lexicon {
	return &lexicon{out: &bytes.Buffer{}}
}

// has reports the names that l does not have in class c.
func has(t *testing.T, l *lexicon, c g.Class, names ...string) {
	t.Helper()
	for _, name := range names {
		if got := l.Class(name); got&c != c {
			t.Errorf("%q has the classes %v, want %v", name, got, c)
		}
	}
}

func lacks(t *testing.T, l *lexicon, names ...string) {
	t.Helper()
	for _, name := range names {
		if got := l.Class(name); got != 0 {
			t.Errorf("%q has the classes %v, want none", name, got)
		}
	}
}

func TestReadFakerJS(t *testing.T) {
	l := newLexicon()
	err := readFakerJS(l, tgz(t, "dist/tr-x.js", "const r={person:{first_name:{generic:`Ali.Ömer`.split(`.`),female:[`Ayşe`,`von`]},"+
		"last_name:{generic:`Mcdonald|van der Berg`.split(`|`)},last_name_pattern:[`{{person.last_name}}`]},b:[`Sofya`]}"))
	if err != nil {
		t.Fatal(err)
	}
	has(t, l, g.FirstName, "Ali", "Omer", "Ayse")
	has(t, l, g.LastName, "Mcdonald", "McDonald", "van der Berg")
	lacks(t, l, "von", "Sofya", "person")
}

func TestNamePatterns(t *testing.T) {
	php := phpNames.FindAllStringSubmatch(`protected static $firstNameMale = array('Efe', 'D\'Arcy');
		protected static $lastNameFormat = ['x']; private static $lastName = [
		'Akay', // 'no'
		];`, -1)
	if len(php) != 2 || php[0][1] != "first" || php[1][1] != "last" {
		t.Errorf("in PHP: %q", php)
	}
	ruby := rubyNames.FindAllStringSubmatch("      first_name: [Buse,\n 'Caner']\n      male_last_name: &x\n        - Eren\n        - \"Su\"\n      name: [No]\n", -1)
	if len(ruby) != 2 || ruby[0][2] != "[Buse,\n 'Caner']" || !strings.Contains(ruby[1][2], `- "Su"`) {
		t.Errorf("in Ruby: %q", ruby)
	}
}

func TestReadWordNet(t *testing.T) {
	l := newLexicon()
	l.addPerson("James", g.FirstName)
	err := readWordNet(l, tgz(t, "dict/data.noun", `  1 licence
00000010 17 n 01 river 0 000 | a large stream
00000020 17 n 02 James 0 James_River 0 001 @i 00000010 n 0000 | a river
00000030 18 n 01 scientist 0 000 | one who studies
00000040 18 n 02 Einstein 0 Albert_Einstein 0 001 @i 00000030 n 0000 | physicist
00000050 14 n 01 organization 0 000 | a group
00000060 14 n 02 Foreign_Office 0 ministry 0 001 @ 00000050 n 0000 | a ministry
`))
	if err != nil {
		t.Fatal(err)
	}
	has(t, l, g.Geo, "James River")
	has(t, l, g.LastName, "Einstein")
	has(t, l, g.Person, "Albert Einstein")
	has(t, l, g.Org, "Foreign Office")
	if c := l.Class("James"); c != g.FirstName {
		t.Errorf("James is %v, want only a given name", c)
	}
	lacks(t, l, "river", "scientist", "ministry")
	for _, line := range []string{"", "1 2 n 01", "1 18 n zz x 0 000 |", "1 18 n 01 x 0 009 @ |"} {
		if _, _, err := parseSynset(line); err == nil {
			t.Errorf("parseSynset(%q) has no error", line)
		}
	}
}

func TestDecodePlaces(t *testing.T) {
	field := func(number int, text string) []byte {
		return append([]byte{byte(number<<3 | 2), byte(len(text))}, text...)
	}
	number := func(field int, n uint64) []byte { return binary.AppendUvarint([]byte{byte(field << 3)}, n) }
	signed := func(field int, n int64) []byte { return binary.AppendVarint([]byte{byte(field << 3)}, n) }
	message := func(fields ...[]byte) []byte {
		m := slices.Concat(fields...)
		return append([]byte{byte(len(m))}, m...)
	}
	data := slices.Concat(
		message(signed(1, 147105), field(2, "Shusha"), field(3, "AZ"), field(8, "55"), number(9, 4000), signed(10, 4674790), signed(11, 3976600)),
		message(signed(1, 1), field(2, "Next"), signed(10, -100), signed(11, 7)))
	got, err := decodePlaces(data)
	want := []place{
		{id: 147105, name: "Shusha", country: "AZ", admin1: "55", population: 4000, lat: 3976600, lon: 4674790},
		{id: 1, name: "Next", lat: 3976607, lon: 4674690},
	}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("decodePlaces = %+v, %v, want %+v", got, err, want)
	}
	for n := 1; n < len(data); n++ {
		if _, err := decodePlaces(data[:n]); err == nil && n != 1+int(data[0]) {
			t.Errorf("no error for the first %d bytes", n)
		}
	}
}

func TestSupplement(t *testing.T) {
	dir := t.TempDir()
	write := func(text string) error {
		if err := os.WriteFile(filepath.Join(dir, "a.txt"), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		l := newLexicon()
		err := l.supplement(dir)
		if err == nil {
			has(t, l, g.Media, "New York Times", "Marks & Sons", "Marks and Sons", "The Sun")
			has(t, l, g.Title, "prime minister", "Prime minister", "Prime Minister", "Minister of State", "CEO")
			has(t, l, g.City|g.Team, "Barcelona")
			lacks(t, l, "The New York Times", "Ceo", "ceo", "comment")
		}
		return err
	}
	if err := write("# comment\n[media]\nThe New York Times # here too\nMarks & Sons\nThe Sun\n\n[title]\nprime minister\nminister of state\nCEO\n[city, team]\nBarcelona\n"); err != nil {
		t.Error(err)
	}
	for _, text := range []string{"name before a class\n", "[nonsense]\nx\n", "[media]\na b c d e f g h i j k l m n\n"} {
		if err := write(text); err == nil {
			t.Errorf("no error for %q", text)
		}
	}
}

func TestFetchChecksum(t *testing.T) {
	dir := t.TempDir()
	s := source{manager: "npm", name: "@a/b", version: "1.0.0", sha256: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}
	path := filepath.Join(dir, "a-b-1.0.0.tgz")
	if err := os.WriteFile(path, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if got, err := s.fetch(dir); got != path || err != nil {
		t.Errorf("fetch = %q, %v, want %q", got, err, path)
	}
	if err := os.WriteFile(path, []byte("x"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := s.fetch(dir); err == nil || !strings.Contains(err.Error(), "sha256") {
		t.Errorf("fetch of another file: %v", err)
	}
}

// TestClustersSplit divides vectors that lie in eight bundles.
func TestClustersSplit(t *testing.T) {
	vectors := make([]vector, 800)
	for i := range vectors {
		vectors[i][i%8] = 1
		vectors[i][8+i%5] = 0.01
		var v [dimensions]float64
		for k, x := range vectors[i] {
			v[k] = float64(x)
		}
		vectors[i] = unit(&v)
	}
	of := clusters(vectors, 8, &bytes.Buffer{})
	for i := range vectors {
		if of[i] != of[i%8] {
			t.Fatalf("vector %d is in cluster %d, its like in %d", i, of[i], of[i%8])
		}
	}
	if again := clusters(vectors, 8, &bytes.Buffer{}); !slices.Equal(of, again) {
		t.Error("a second run divides otherwise")
	}
}
