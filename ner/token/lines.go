package token

import "unicode/utf8"

// Hard-wrapped text has lines of at most widest characters; a longer line is a
// paragraph of its own. Columns under narrowest are lists, bylines and verse.
const (
	widest    = 120
	narrowest = 40
)

// joinLines marks the lines that continue the line before them.
//
// A wrapped line is full: the first word of the next line would not have fitted
// in. A title, a caption or a byline is not, or it stands among lines that are
// far longer.
func (s *splitter) joinLines() {
	for i := 0; i < len(s.lines); {
		j := i + 1
		for j < len(s.lines) && !s.lines[j].newText {
			j++
		}
		if j-i > 1 {
			s.joinBlock(i, j)
		}
		i = j
	}
}

func (s *splitter) lineSpan(i int) Span {
	end := len(s.tokens)
	if i+1 < len(s.lines) {
		end = s.lines[i+1].first
	}
	return Span{s.tokens[s.lines[i].first].Start, s.tokens[end-1].End}
}

// firstWord returns the width of the text up to the first space of line i.
func (s *splitter) firstWord(i int) int {
	t := s.lines[i].first
	start := s.tokens[t].Start
	for !s.apart(t) {
		t++
	}
	return utf8.RuneCountInString(s.text[start:s.tokens[t].End])
}

// joinBlock decides about lines [i, j), between which there are no blank lines.
func (s *splitter) joinBlock(i, j int) {
	width := 0
	for k := i; k < j; k++ {
		if w := utf8.RuneCountInString(s.lineSpan(k).Of(s.text)); w <= widest {
			width = max(width, w)
		}
	}
	if width < narrowest {
		return
	}
	for k := i; k+1 < j; k++ {
		w := utf8.RuneCountInString(s.lineSpan(k).Of(s.text))
		s.lines[k+1].joined = w <= widest && w+1+s.firstWord(k+1) > width && utf8.RuneCountInString(s.lineSpan(k+1).Of(s.text)) <= widest
	}
}
