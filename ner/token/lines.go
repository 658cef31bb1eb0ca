package token

import "unicode/utf8"

// Hard-wrapped text has lines of at most widest characters; a longer line is a
// paragraph of its own. Columns under narrowest are lists, bylines and verse.
const (
	widest    = 120
	narrowest = 40
)

// A line is a run of tokens between line breaks.
type line struct {
	first   int  // index of its first token
	indent  int  // bytes of white space before it
	width   int  // characters
	newText bool // a blank line or the start of the text lies before it
	joined  bool // it continues the text of the line before it
}

// The ways a block of lines may be set.
const (
	unwrapped = iota
	wrapped   // a line is as full as the next word lets it be
	ragged    // lines are about as full as each other
)

// joinLines marks the lines that continue the line before them.
//
// A wrapped line is full: the first word of the next line would not have fitted
// in. A title, a caption or a byline is short, or stands among lines that are
// far longer. Since the longest line of a block is always full, a block must show
// more to count as wrapped: a full line that goes on in lower case, or the width
// of a block that does.
func (s *splitter) joinLines() {
	long := false  // the text has paragraphs of one line
	wrapWidth := 0 // of the blocks that are wrapped beyond doubt
	for i := range s.lines {
		l := &s.lines[i]
		l.width = utf8.RuneCountInString(s.lineSpan(i).Of(s.text))
		long = long || l.width > widest
	}
	for i, j := range s.blocks {
		if width, set := s.setting(i, j); set != unwrapped && !(long && j-i < 4) {
			wrapWidth = max(wrapWidth, width)
		}
	}
	for i, j := range s.blocks {
		width, set := s.setting(i, j)
		if set != unwrapped && long && j-i < 4 {
			set = unwrapped
		}
		if set == unwrapped {
			if wrapWidth > 0 && wrapWidth-15 < width && width < wrapWidth+15 ||
				wrapWidth == 0 && !long && i > 0 && width >= 60 {
				set = wrapped
			}
		}
		for k := i; k+1 < j; k++ {
			s.lines[k+1].joined = s.continues(k, width, set)
		}
	}
}

// blocks yields the first line and the line after the last of every run of two
// lines or more without a blank line between them.
func (s *splitter) blocks(yield func(i, j int) bool) {
	for i := 0; i < len(s.lines); {
		j := i + 1
		for j < len(s.lines) && !s.lines[j].newText {
			j++
		}
		if j-i > 1 && !yield(i, j) {
			return
		}
		i = j
	}
}

// setting returns the width of the column of lines [i, j) and how they are set
// as far as they show it themselves.
func (s *splitter) setting(i, j int) (width, set int) {
	for _, l := range s.lines[i:j] {
		if l.width <= widest {
			width = max(width, l.width)
		}
	}
	if width < narrowest {
		return width, unwrapped
	}
	full, near, small, breaks := 0, 0, 0, j-i-1
	for k := i; k+1 < j; k++ {
		if s.full(k, width) {
			full++
		}
		if s.near(k, width) {
			near++
			if s.isLower(s.tokens[s.lines[k+1].first].Start) {
				small++
			}
		}
	}
	switch {
	case small == 0:
		return width, unwrapped
	case 10*full >= 8*breaks:
		return width, wrapped
	case breaks > 2 && 10*near >= 7*breaks && 5*small >= 2*breaks:
		return width, ragged
	case 2*full >= breaks:
		return width, wrapped
	}
	return width, unwrapped
}

// full reports whether the first word of line k+1 had no room in line k.
func (s *splitter) full(k, width int) bool {
	l := s.lines[k]
	return l.width <= widest && l.width+1+s.firstWord(k+1) > width
}

// near reports whether line k fills most of the width.
func (s *splitter) near(k, width int) bool {
	w := s.lines[k].width
	return w <= widest && 10*w >= 7*width
}

// continues reports whether line k+1 goes on with the text of line k, in a block
// of the given width and setting.
func (s *splitter) continues(k, width, set int) bool {
	a, b := &s.lines[k], &s.lines[k+1]
	if a.width > widest || b.width > widest || b.indent > a.indent+1 || s.listItem(k+1) || s.dateline(k+1) {
		return false
	}
	if s.capitals(k) && !s.capitals(k+1) {
		return false
	}
	if s.isLower(s.tokens[b.first].Start) || s.text[s.tokens[b.first-1].End-1] == ',' {
		return width >= narrowest/2 && 2*a.width > width
	}
	if a.newText && s.titleCase(k) {
		return false
	}
	return set == wrapped && s.full(k, width) || set == ragged && s.near(k, width)
}

func (s *splitter) lineSpan(i int) Span {
	return Span{s.tokens[s.lines[i].first].Start, s.tokens[s.lineEnd(i)-1].End}
}

// lineEnd returns the index after the last token of line i.
func (s *splitter) lineEnd(i int) int {
	if i+1 < len(s.lines) {
		return s.lines[i+1].first
	}
	return len(s.tokens)
}

// firstWord returns the width of line i up to its first space.
func (s *splitter) firstWord(i int) int {
	t := s.lines[i].first
	start := s.tokens[t].Start
	for !s.apart(t) {
		t++
	}
	return utf8.RuneCountInString(s.text[start:s.tokens[t].End])
}

// listItem reports whether line i begins with a bullet.
func (s *splitter) listItem(i int) bool {
	t := s.lines[i].first
	switch s.tok(t) {
	case "-", "*", "•", "–", "—", "·", "▪", "●", "◦", "By":
		return s.apart(t)
	}
	return false
}

// dateline reports whether line i begins like 'ANKARA, Türkiye (AA) —'.
func (s *splitter) dateline(i int) bool {
	t, end := s.lines[i].first, s.lineEnd(i)
	if len(s.tok(t)) < 3 || !s.upperWord(t) {
		return false
	}
	for k := t + 1; k < end-1 && k < t+10; k++ {
		switch s.tok(k) {
		case "—", "–", "--", "-":
			return s.apart(k-1) && s.apart(k)
		}
	}
	return false
}

// capitals reports whether the first tokens of line i have no lower case.
func (s *splitter) capitals(i int) bool {
	t, end := s.lines[i].first, s.lineEnd(i)
	words := 0
	for k := t; k < end && k < t+12; k++ {
		if s.isLower(s.tokens[k].Start) || s.wordLike(k) && !s.upperWord(k) && !s.isDigit(s.tokens[k].Start) {
			return false
		}
		if s.wordLike(k) {
			words++
		}
	}
	return words > 1
}

// upperWord reports whether token i is a word without lower-case letters.
func (s *splitter) upperWord(i int) bool {
	t := s.tokens[i]
	if !s.isUpper(t.Start) {
		return false
	}
	for k := t.Start; k < t.End; k++ {
		if class[s.text[k]] == lower {
			return false
		}
	}
	return true
}

// titleCase reports whether the long words of line i are capitalised, as in a
// headline.
func (s *splitter) titleCase(i int) bool {
	large, small := 0, 0
	for k := s.lines[i].first; k < s.lineEnd(i); k++ {
		t := s.tokens[k]
		if t.End-t.Start < 4 {
			continue
		}
		if s.isUpper(t.Start) {
			large++
		} else if s.isLower(t.Start) {
			small++
		}
	}
	return large > 3 && large > 4*small
}
