package annotate

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"newsannotate/annotate/document"
)

// Decode returns data as text, or an error that says what it is instead, at
// which byte, and what to do. Nothing is converted: a byte order mark and
// carriage returns stay where they are, so that offsets count into the file as
// it is.
func Decode(data []byte) (string, error) {
	switch {
	case bytes.HasPrefix(data, []byte("\xff\xfe")), bytes.HasPrefix(data, []byte("\xfe\xff")):
		return "", fmt.Errorf("byte 0: this is UTF-16; convert it first: iconv -f UTF-16 -t UTF-8")
	case bytes.IndexByte(data[:min(len(data), sniff)], 0) >= 0:
		return "", fmt.Errorf("byte %d: a NUL byte, so this is a binary file and no text", bytes.IndexByte(data, 0))
	case !utf8.Valid(data):
		i := invalidUTF8(data)
		return "", fmt.Errorf("byte %d: 0x%02X is not UTF-8; if the text is Latin-1 or Windows-1252, convert it first: iconv -f WINDOWS-1252 -t UTF-8", i, data[i])
	}
	return string(data), nil
}

// sniff is how far Decode looks for the NUL bytes that mark a binary file.
const sniff = 8 << 10

func invalidUTF8(data []byte) int {
	for i := 0; i < len(data); {
		r, size := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return -1
}

// An article is a source taken apart: what stands at its head, and the body.
// Every part keeps its place, so offsets into text are offsets into the source.
type article struct {
	text   string            // the source, with front matter and byte order mark blanked out
	meta   map[string]string // front matter: keys in lower case
	title  string
	byline string
}

const bom = "\ufeff"

// parseArticle takes text apart. An error means that the front matter cannot
// be read; it carries name, line and column.
func parseArticle(name, text string) (article, error) {
	a := article{text: text}
	skip := 0
	if strings.HasPrefix(text, bom) {
		skip = len(bom)
	}
	matter, size := frontMatter(text[skip:])
	if matter != "" {
		meta, err := metadata(name, matter)
		if err != nil {
			return a, err
		}
		a.meta = meta
		skip += size
	}
	if skip > 0 {
		a.text = strings.Repeat(" ", skip) + text[skip:]
	}
	a.title, a.byline = a.meta["title"], firstOf(a.meta, "byline", "author", "authors")
	title, byline := headlines(a.text[skip:])
	if a.title == "" {
		a.title = title
	}
	if a.byline == "" {
		a.byline = byline
	}
	return a, nil
}

// frontMatter returns the YAML between a first line "---" and the next one,
// with its first line kept blank so that line numbers are the file's, and how
// many bytes of text it takes. Text that merely begins with a rule has none.
func frontMatter(text string) (matter string, size int) {
	first, rest, _ := strings.Cut(text, "\n")
	if strings.TrimRight(first, " \t\r") != "---" {
		return "", 0
	}
	size = len(first) + 1
	for rest != "" {
		line, after, _ := strings.Cut(rest, "\n")
		trimmed := strings.TrimRight(line, " \t\r")
		if trimmed == "---" || trimmed == "..." {
			end := min(size+len(line)+1, len(text))
			return "\n" + text[len(first)+1:size], end
		}
		if trimmed == "" || !strings.Contains(trimmed, ":") && !strings.ContainsAny(trimmed[:1], " \t-#") {
			return "", 0
		}
		size += len(line) + 1
		rest = after
	}
	return "", 0
}

// metadata reads front matter: its scalars by their keys in lower case, and
// lists of scalars joined by commas. Other values are not for us.
func metadata(name, matter string) (map[string]string, error) {
	root, err := document.ParseYAML(name, []byte(matter))
	if err != nil || root == nil {
		return nil, err
	}
	meta := map[string]string{}
	for _, p := range root.Pairs {
		values := []string{p.Value.Value}
		for _, item := range p.Value.Items {
			values = append(values, item.Value)
		}
		meta[strings.ToLower(p.Key)] = strings.Trim(strings.Join(values, ", "), ", ")
	}
	return meta, nil
}

func firstOf(m map[string]string, keys ...string) string {
	for _, k := range keys {
		if m[k] != "" {
			return m[k]
		}
	}
	return ""
}

// headLines is how many lines at the top of an article may be its head.
const headLines = 6

// headlines finds the title and the byline of an article that does not name
// them. The title is the first line where it is short, ends without a stop and
// stands apart: before a blank line, or before a line that is longer or begins
// anew. The byline is a line "By Name" below it.
func headlines(body string) (title, byline string) {
	lines := make([]string, 0, headLines)
	blankAfterFirst := false
	for rest := body; rest != "" && len(lines) < headLines; {
		line, after, _ := strings.Cut(rest, "\n")
		rest = after
		line = strings.TrimSpace(line)
		switch {
		case line != "":
			lines = append(lines, line)
		case len(lines) == 1:
			blankAfterFirst = true
		}
	}
	if len(lines) == 0 {
		return "", ""
	}
	if isTitle(lines[0]) && (blankAfterFirst || len(lines) > 1 && startsAnew(lines[0], lines[1])) {
		title = lines[0]
	}
	for _, line := range lines {
		if name, ok := bylineName(line); ok {
			return title, name
		}
	}
	return title, ""
}

// maxTitle is the length in bytes beyond which a line is no headline.
const maxTitle = 220

func isTitle(line string) bool {
	if len(line) > maxTitle || strings.Contains(line, ") —") || strings.Contains(line, ") -") {
		return false
	}
	if _, ok := bylineName(line); ok {
		return false
	}
	if !strings.ContainsFunc(line, unicode.IsLetter) {
		return false
	}
	end := strings.TrimRight(line, `"'”’)`)
	return !strings.HasSuffix(end, ".") && !strings.HasSuffix(end, ",") && !strings.HasSuffix(end, ";")
}

// startsAnew reports whether next does not go on with first: a hard-wrapped
// paragraph has lines that are filled alike.
func startsAnew(first, next string) bool {
	if _, ok := bylineName(next); ok {
		return true
	}
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(next, `"'“‘(`))
	return (unicode.IsUpper(r) || unicode.IsDigit(r)) && len(next) > len(first)+len(first)/4
}

func bylineName(line string) (string, bool) {
	if len(line) < 4 || len(line) > 100 || !strings.EqualFold(line[:3], "by ") {
		return "", false
	}
	name := strings.TrimSpace(line[3:])
	r, _ := utf8.DecodeRuneInString(name)
	if !unicode.IsUpper(r) || strings.HasSuffix(name, ".") || len(strings.Fields(name)) > 12 {
		return "", false
	}
	return name, true
}

// looksEnglish reports whether text may be English, which it is taken to be
// unless a good sample of words holds hardly any of the commonest ones.
func looksEnglish(text string) bool {
	const enough = 60
	words, common := 0, 0
	for word := range strings.FieldsFuncSeq(text, func(r rune) bool { return !unicode.IsLetter(r) }) {
		words++
		switch strings.ToLower(word) {
		case "the", "of", "and", "to", "in", "a", "for", "is", "on", "that", "was", "with", "said", "at", "by", "as", "from", "his", "it", "has":
			common++
		}
		if words == 2000 {
			break
		}
	}
	return words < enough || common*100 >= words*12
}
