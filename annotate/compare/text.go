package compare

import (
	"slices"
	"unicode/utf8"
)

// A textMap says where the words of one text stand in another.
type textMap struct {
	old, new []span // the words
	to       []int  // for each old word the new one, or -1
	same     []bool // whether the two are the same word
}

// mapTexts compares two texts: by lines, then by words within lines that
// changed. A stretch that was rewritten word for word is mapped so.
func mapTexts(old, new string) *textMap {
	t := &textMap{old: words(old), new: words(new)}
	t.to = make([]int, len(t.old))
	t.same = make([]bool, len(t.old))
	for i := range t.to {
		t.to[i] = -1
	}
	// Symbols: equal words have equal numbers, and so have equal lines.
	numbers := map[string]int{}
	number := func(s string) int {
		n, ok := numbers[s]
		if !ok {
			n = len(numbers)
			numbers[s] = n
		}
		return n
	}
	wordsOf := func(text string, spans []span) []int {
		list := make([]int, len(spans))
		for i, s := range spans {
			list[i] = number(text[s.start:s.end])
		}
		return list
	}
	oldWords, newWords := wordsOf(old, t.old), wordsOf(new, t.new)
	oldLines, newLines := lines(old, t.old), lines(new, t.new)
	linesOf := func(text string, lines []line) []int {
		list := make([]int, len(lines))
		for i, l := range lines {
			list[i] = number(text[l.start:l.end] + "\n") // no word holds a line end
		}
		return list
	}
	last := pair{}
	gap := func(next pair) {
		from, to := pair{wordAt(oldLines, last.old, len(t.old)), wordAt(newLines, last.new, len(t.new))},
			pair{wordAt(oldLines, next.old, len(t.old)), wordAt(newLines, next.new, len(t.new))}
		t.words(oldWords, newWords, from, to)
	}
	for _, p := range common(linesOf(old, oldLines), linesOf(new, newLines)) {
		gap(p)
		from, n := pair{oldLines[p.old].first, newLines[p.new].first}, oldLines[p.old].count
		for k := range n {
			t.to[from.old+k], t.same[from.old+k] = from.new+k, true
		}
		last = pair{p.old + 1, p.new + 1}
	}
	gap(pair{len(oldLines), len(newLines)})
	return t
}

// words maps the words from … to of lines that changed.
func (t *textMap) words(old, new []int, from, to pair) {
	last := from
	gap := func(next pair) {
		if n := next.old - last.old; n == next.new-last.new {
			for k := range n {
				t.to[last.old+k] = last.new + k
			}
		}
	}
	for _, p := range common(old[from.old:to.old], new[from.new:to.new]) {
		at := pair{from.old + p.old, from.new + p.new}
		gap(at)
		t.to[at.old], t.same[at.old] = at.new, true
		last = pair{at.old + 1, at.new + 1}
	}
	gap(to)
}

// span gives where s stands in the new text; false where no word of it is left
// there.
func (t *textMap) span(s span) (span, bool) {
	first, _ := slices.BinarySearchFunc(t.old, s.start, func(w span, start int) int {
		if w.end <= start {
			return -1
		}
		return 1
	})
	at, any, kept := span{}, false, false
	for k := first; k < len(t.old) && t.old[k].start < s.end; k++ {
		if t.to[k] < 0 {
			continue
		}
		w := t.new[t.to[k]]
		if t.same[k] { // s may begin or end within the word
			kept = true
			w.start += max(0, s.start-t.old[k].start)
			w.end -= max(0, t.old[k].end-s.end)
		}
		if !any {
			at.start = w.start
		}
		at.end, any = w.end, true
	}
	return at, kept && at.start < at.end
}

// words cuts text into runs of letters and digits, and other characters one by
// one; white space is left out.
func words(text string) []span {
	list := make([]span, 0, len(text)/5)
	inWord := false
	for i := 0; i < len(text); {
		r, size := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(text[i:])
		}
		switch word := isWord(r); {
		case word && inWord:
			list[len(list)-1].end = i + size
		case word, r > ' ':
			list = append(list, span{i, i + size})
			inWord = word
		default:
			inWord = false
		}
		i += size
	}
	return list
}

// A line is a span of text and its words.
type line struct {
	span
	first, count int
}

// lines gives the lines that hold a word.
func lines(text string, words []span) []line {
	var list []line
	start, k := 0, 0
	for start < len(text) {
		end := start
		for end < len(text) && text[end] != '\n' {
			end++
		}
		l := line{span{start, end}, k, 0}
		for k < len(words) && words[k].start < end {
			k++
		}
		if l.count = k - l.first; l.count > 0 {
			list = append(list, l)
		}
		start = end + 1
	}
	return list
}

// wordAt gives the first word of the ith line, or n behind the last.
func wordAt(lines []line, i, n int) int {
	if i < len(lines) {
		return lines[i].first
	}
	return n
}

// maxTable bounds the table of a longest common subsequence.
const maxTable = 1 << 20

// common gives pairs of equal symbols, in order: a longest common subsequence
// where the lists are short; else what is alike at both ends, then the symbols
// that occur once in each list (patience), and so on between those.
func common(a, b []int) []pair {
	var pairs []pair
	var between func(from, to pair)
	between = func(from, to pair) {
		for from.old < to.old && from.new < to.new && a[from.old] == b[from.new] {
			pairs = append(pairs, from)
			from = pair{from.old + 1, from.new + 1}
		}
		n := 0
		for from.old < to.old-n && from.new < to.new-n && a[to.old-n-1] == b[to.new-n-1] {
			n++
		}
		to = pair{to.old - n, to.new - n}
		rows, cols := to.old-from.old, to.new-from.new
		switch {
		case rows == 0 || cols == 0:
		case rows <= maxTable/cols:
			for _, p := range longest(a[from.old:to.old], b[from.new:to.new]) {
				pairs = append(pairs, pair{from.old + p.old, from.new + p.new})
			}
		default:
			last := from
			anchors := unique(a[from.old:to.old], b[from.new:to.new])
			for _, p := range anchors {
				p = pair{from.old + p.old, from.new + p.new}
				between(last, p)
				pairs = append(pairs, p)
				last = pair{p.old + 1, p.new + 1}
			}
			if len(anchors) > 0 {
				between(last, to)
			}
		}
		for k := range n {
			pairs = append(pairs, pair{to.old + k, to.new + k})
		}
	}
	between(pair{}, pair{len(a), len(b)})
	return pairs
}

// longest gives a longest common subsequence, by the table.
func longest(a, b []int) []pair {
	cols := len(b) + 1
	table := make([]int32, (len(a)+1)*cols)
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				table[i*cols+j] = table[(i+1)*cols+j+1] + 1
			} else {
				table[i*cols+j] = max(table[(i+1)*cols+j], table[i*cols+j+1])
			}
		}
	}
	var pairs []pair
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] == b[j]:
			pairs = append(pairs, pair{i, j})
			i, j = i+1, j+1
		case table[(i+1)*cols+j] >= table[i*cols+j+1]:
			i++
		default:
			j++
		}
	}
	return pairs
}

// unique gives the longest increasing run of the symbols that occur once in a
// and once in b.
func unique(a, b []int) []pair {
	countA, countB, at := map[int]int{}, map[int]int{}, map[int]int{}
	for _, s := range a {
		countA[s]++
	}
	for j, s := range b {
		countB[s]++
		at[s] = j
	}
	var all []pair
	for i, s := range a {
		if countA[s] == 1 && countB[s] == 1 {
			all = append(all, pair{i, at[s]})
		}
	}
	var tails []int // indices into all: the smallest last of each length
	previous := make([]int, len(all))
	for k, p := range all {
		n, _ := slices.BinarySearchFunc(tails, p.new, func(t, new int) int { return all[t].new - new })
		if previous[k] = -1; n > 0 {
			previous[k] = tails[n-1]
		}
		if n == len(tails) {
			tails = append(tails, k)
		} else {
			tails[n] = k
		}
	}
	run := make([]pair, len(tails))
	if len(tails) > 0 {
		for k, n := tails[len(tails)-1], len(tails)-1; n >= 0; k, n = previous[k], n-1 {
			run[n] = all[k]
		}
	}
	return run
}
