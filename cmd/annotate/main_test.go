package main

import (
	"bytes"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/testscript"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"newsannotate/annotate/document"
)

var update = flag.Bool("update", false, "write the expected output of scripts and of the README again")

// TestMain lets the test binary be the command, so that scripts meet real exit
// codes, flags and streams.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"annotate": main})
}

func TestScripts(t *testing.T) {
	dir, err := filepath.Abs("../../testdata")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:                 filepath.Join(dir, "script"),
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("TESTDATA", dir)
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exitcode": exitcode,
			"bytes":    writeBytes,
			"valid":    valid,
		},
	})
}

// exitcode N COMMAND… runs the command and holds its exit code to N; ! has no
// meaning here.
func exitcode(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exitcode N command args...")
	}
	err := ts.Exec(args[1], args[2:]...)
	code := "0"
	if exit, ok := err.(*exec.ExitError); ok {
		code = exit.ProcessState.String()
		code = strings.TrimPrefix(code, "exit status ")
	} else if err != nil {
		ts.Fatalf("%v", err)
	}
	if code != args[0] {
		ts.Fatalf("exit code %s, want %s", code, args[0])
	}
}

// bytes FILE TEXT writes TEXT to FILE, with Go's escapes for bytes that a
// script cannot hold.
func writeBytes(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: bytes file text")
	}
	text := regexp.MustCompile(`\\x[0-9a-f]{2}|\\r|\\n`).ReplaceAllStringFunc(args[1], func(e string) string {
		switch e {
		case `\r`:
			return "\r"
		case `\n`:
			return "\n"
		}
		const digits = "0123456789abcdef"
		return string([]byte{byte(strings.IndexByte(digits, e[2])<<4 | strings.IndexByte(digits, e[3]))})
	})
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(text), 0o666))
}

var schema = sync.OnceValues(func() (*jsonschema.Schema, error) {
	parsed, err := jsonschema.UnmarshalJSON(bytes.NewReader(document.SchemaJSON()))
	if err != nil {
		return nil, err
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("annotate.json", parsed); err != nil {
		return nil, err
	}
	return c.Compile("annotate.json")
})

// valid FILE… holds that every document in the files, or in stdout, can be read
// and fits the JSON Schema.
func valid(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) == 0 {
		ts.Fatalf("usage: valid file...")
	}
	s, err := schema()
	ts.Check(err)
	for _, name := range args {
		n := 0
		for doc, err := range document.Read(name, strings.NewReader(ts.ReadFile(name))) {
			ts.Check(err)
			line, err := document.Append(nil, doc, document.JSONL)
			ts.Check(err)
			value, err := jsonschema.UnmarshalJSON(bytes.NewReader(line))
			ts.Check(err)
			ts.Check(s.Validate(value))
			n++
		}
		if n == 0 {
			ts.Fatalf("%s holds no document", name)
		}
	}
}

// TestExamples runs every example in the help of every command.
func TestExamples(t *testing.T) {
	ran := 0
	root := newRoot(streams{strings.NewReader(""), &bytes.Buffer{}, &bytes.Buffer{}})
	helps := []string{root.Long}
	for _, c := range root.Commands() {
		helps = append(helps, c.Example)
	}
	for _, help := range helps {
		for _, line := range strings.Split(help, "\n") {
			if !strings.HasPrefix(line, "  annotate ") {
				continue
			}
			command, _, _ := strings.Cut(strings.TrimSpace(line), "   ")
			ran++
			t.Run(command, func(t *testing.T) {
				out, err := shell(t, exampleFolder(t), command)
				if exit, ok := err.(*exec.ExitError); ok && exit.ExitCode() == exitDifferent && strings.Contains(command, "annotate diff") {
					return // there are differences, as there are in old and new
				}
				if err != nil {
					t.Errorf("%v\n%s", err, out)
				}
			})
		}
	}
	if ran < 6 {
		t.Errorf("%d examples found", ran)
	}
}

// exampleFolder makes a folder in which the examples of the help mean
// something.
func exampleFolder(t *testing.T) string {
	dir := t.TempDir()
	article, err := os.ReadFile("../../testdata/articles/akar.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"article.txt", "a.txt", "articles/a.txt", "articles/sub/b.txt"} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, article, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	for _, folder := range []string{"annotations", "earlier"} {
		if err := os.MkdirAll(filepath.Join(dir, folder), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, folder, "a.yaml"), []byte(exampleDocument), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	retyped := strings.Replace(exampleDocument, "type: place, text: Türkiye, entity: turkiye", "type: organisation, text: Türkiye", 1)
	for name, doc := range map[string]string{
		"old.yaml": exampleDocument, "old/a.yaml": exampleDocument, "gold/a.yaml": exampleDocument,
		"new.yaml": retyped, "new/a.yaml": retyped, "pred/a.yaml": exampleDocument,
	} {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(doc), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// exampleDocument is what an example may find in the article.
const exampleDocument = `schema: annotate/v1
source: {path: ../articles/a.txt}
published: {value: "2022-11-07", from: caption}
entities:
  - {id: turkiye, type: place, name: Türkiye, kind: country, iso: TR}
  - {id: hulusi-akar, type: person, name: Hulusi Akar, aliases: [Akar]}
mentions:
  - {start: 0, end: 8, type: place, text: Türkiye, entity: turkiye}
  - {start: 65, end: 69, type: person, text: Akar, entity: hulusi-akar}
  - {start: 87, end: 98, type: person, text: Hulusi Akar, entity: hulusi-akar}
  - {start: 351, end: 357, type: date, text: Monday, timex: DATE, value: "2022-11-07"}
`

// shell runs command in dir with annotate on the path, and returns what it
// printed on both streams.
func shell(t *testing.T, dir, command string) (string, error) {
	bin := binary(t)
	cmd := exec.Command("sh", "-c", command)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "PATH="+filepath.Dir(bin)+string(os.PathListSeparator)+os.Getenv("PATH"))
	out, err := cmd.CombinedOutput()
	return string(out), err
}

var built string

// binary builds the command once.
func binary(t *testing.T) string {
	if built == "" {
		dir, err := os.MkdirTemp("", "annotate")
		if err != nil {
			t.Fatal(err)
		}
		built = filepath.Join(dir, "annotate")
		if out, err := exec.Command("go", "build", "-o", built, ".").CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
	}
	return built
}

// TestReadme runs the transcripts of the README, "$ command" and what it
// prints, at the top of the repository. With -update it writes them again.
func TestReadme(t *testing.T) {
	const path = "../../README.md"
	readme, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	ran := 0
	block := regexp.MustCompile("(?s)```console\n(.*?)```")
	got := block.ReplaceAllFunc(readme, func(b []byte) []byte {
		var out strings.Builder
		out.WriteString("```console\n")
		body := string(block.FindSubmatch(b)[1])
		for _, line := range strings.SplitAfter(body, "\n") {
			command, ok := strings.CutPrefix(strings.TrimSpace(line), "$ ")
			if !ok {
				continue
			}
			ran++
			printed, _ := shell(t, "../..", command)
			out.WriteString(line + printed)
		}
		return []byte(out.String() + "```")
	})
	if ran == 0 {
		t.Error("no transcript found")
	}
	if *update {
		if err := os.WriteFile(path, got, 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(string(readme), string(got)); diff != "" {
		t.Errorf("the README does not show what the program prints (go test ./cmd/annotate -update mends it):\n%s", diff)
	}
}
