package main

import (
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/mattn/go-runewidth"
	"golang.org/x/term"
)

// cells measures text in the columns of a terminal, the same in every locale.
var cells = &runewidth.Condition{StrictEmojiNeutral: true}

// A table is text in columns. The first column is aligned to the left, and so
// are those that are named as text; the others hold numbers, to the right.
type table struct {
	head []string
	text []int // further columns that are aligned to the left
	rows [][]string
}

func (t *table) add(row ...string) { t.rows = append(t.rows, row) }

// append appends t as plain text, no line wider than width where that can be
// had by shortening columns of text; a width of 0 has no limit. Characters
// that fill two columns are counted as such.
func (t *table) append(dst []byte, width int) []byte {
	const gap = 2
	rows := make([][]string, 0, len(t.rows)+1)
	if len(t.head) > 0 {
		rows = append(rows, t.head)
	}
	for _, row := range t.rows {
		row = slices.Clone(row)
		for i := range row {
			row[i] = oneLine(row[i])
		}
		rows = append(rows, row)
	}
	var widths []int
	for _, row := range rows {
		for i, cell := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], cells.StringWidth(cell))
		}
	}
	t.fit(widths, width, gap)
	for _, row := range rows {
		var line strings.Builder
		for i, cell := range row {
			w := cells.StringWidth(cell)
			if w > widths[i] {
				cell = cells.Truncate(cell, widths[i], "…")
				w = cells.StringWidth(cell)
			}
			pad := strings.Repeat(" ", widths[i]-w)
			if t.isText(i) {
				line.WriteString(cell + pad)
			} else {
				line.WriteString(pad + cell)
			}
			line.WriteString(strings.Repeat(" ", gap))
		}
		dst = append(dst, strings.TrimRight(line.String(), " ")...)
		dst = append(dst, '\n')
	}
	return dst
}

// fit narrows the columns of text, the widest first, until a line fits.
func (t *table) fit(widths []int, width, gap int) {
	const least = 8
	if width == 0 {
		return
	}
	over := -gap - width
	for _, w := range widths {
		over += w + gap
	}
	for ; over > 0; over-- {
		widest := -1
		for i, w := range widths {
			if t.isText(i) && w > least && (widest < 0 || w > widths[widest]) {
				widest = i
			}
		}
		if widest < 0 {
			return
		}
		widths[widest]--
	}
}

func (t *table) isText(column int) bool { return column == 0 || slices.Contains(t.text, column) }

// appendMarkdown appends t as a table of GitHub's Markdown.
func (t *table) appendMarkdown(dst []byte) []byte {
	line := func(cells []string) {
		for _, c := range cells {
			dst = append(dst, "| "...)
			dst = append(dst, markdown(c)...)
			dst = append(dst, ' ')
		}
		dst = append(dst, "|\n"...)
	}
	line(t.head)
	for i := range t.head {
		if t.isText(i) {
			dst = append(dst, "|---"...)
		} else {
			dst = append(dst, "|--:"...)
		}
	}
	dst = append(dst, "|\n"...)
	for _, row := range t.rows {
		line(row)
	}
	return dst
}

// markdown keeps s from meaning anything in a cell of Markdown.
func markdown(s string) string {
	var b strings.Builder
	for _, r := range oneLine(s) {
		if strings.ContainsRune("\\`*_{}[]<>|~&#", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// oneLine makes s safe to print on one line.
func oneLine(s string) string { return strings.Join(strings.Fields(plain(s)), " ") }

// terminalWidth is the width that tables keep to: that of the terminal out,
// or COLUMNS; 0, no limit, where out is neither.
func terminalWidth(out any) int {
	if n, err := strconv.Atoi(os.Getenv("COLUMNS")); err == nil && n > 0 {
		return n
	}
	if f, ok := out.(*os.File); ok {
		if w, _, err := term.GetSize(int(f.Fd())); err == nil {
			return w
		}
	}
	return 0
}
