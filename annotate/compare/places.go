package compare

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Places finds lines in a text.
type Places struct {
	text  string
	lines []int // where each line begins
}

// NewPlaces reads text once.
func NewPlaces(text string) *Places {
	p := &Places{text: text, lines: []int{0}}
	for i := 0; i < len(text); i++ {
		if text[i] == '\n' {
			p.lines = append(p.lines, i+1)
		}
	}
	return p
}

// Line gives the place of a byte offset: line and column are 1-based, and the
// column counts code points. An offset behind the text is at its end.
func (p *Places) Line(offset int) (line, column int) {
	offset = min(max(offset, 0), len(p.text))
	line, _ = slices.BinarySearch(p.lines, offset+1)
	return line, utf8.RuneCountInString(p.text[p.lines[line-1]:offset]) + 1
}

// Context gives up to about most bytes of text on each side of the bytes start
// to end, on the same line, without broken words at the far ends; an ellipsis
// stands where the line goes on.
func (p *Places) Context(start, end, most int) (before, after string) {
	start = min(max(start, 0), len(p.text))
	end = min(max(end, start), len(p.text))
	line, _ := slices.BinarySearch(p.lines, start+1)
	from := p.lines[line-1]
	to := len(p.text)
	if i := strings.IndexByte(p.text[end:min(len(p.text), end+2*most)], '\n'); i >= 0 {
		to = end + i
	}
	left, right := "", ""
	if start-from > most {
		from = start - most
		for from < start && !utf8.RuneStart(p.text[from]) {
			from++
		}
		if i := strings.IndexFunc(p.text[from:start], unicode.IsSpace); i >= 0 {
			from += i
		}
		left = "…"
	}
	if to-end > most {
		to = end + most
		for to > end && !utf8.RuneStart(p.text[to]) {
			to--
		}
		if i := strings.LastIndexFunc(p.text[end:to], unicode.IsSpace); i >= 0 {
			to = end + i
		}
		right = "…"
	}
	before, after = strings.TrimLeftFunc(p.text[from:start], unicode.IsSpace), strings.TrimRightFunc(p.text[end:to], unicode.IsSpace)
	return left + before, after + right
}
