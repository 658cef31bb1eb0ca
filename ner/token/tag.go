package token

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"newsannotate/ner/token/internal/table"
)

//go:generate go run gen.go

// The averaged perceptron: a table from features to rows of weights, and the
// rows; gen.go gives their layout. Both are read where they lie.
var (
	//go:embed features.bin
	features string
	//go:embed weights.bin
	weights string
)

// The kinds of feature, numbered as in gen.go. "i" is the word to be tagged.
const (
	fixedTag = iota // words that have had one tag in training
	bias
	suffix
	prefix
	prevTag
	prevTag2
	prevTags
	ownWord
	prevTagWord
	prevWord
	prevSuffix
	prevWord2
	nextWord
	nextSuffix
	nextWord2
)

// tagHash holds the hash of every tag's name; tag 0 stands for the place before
// the sentence.
var tagHash = func() (h [tagCount]uint64) {
	for t := range h {
		h[t] = table.Hash(tagNames[t])
	}
	h[0] = startHash
	return h
}()

var (
	startHash  = table.Hash("-START-")
	start2Hash = table.Hash("-START2-")
	endHash    = table.Hash("-END-")
	end2Hash   = table.Hash("-END2-")
)

// seen is what the perceptron sees of a word: hashes of its normal form and of
// the last three bytes of that and of the word itself, and its first byte. If
// tag is not 0, the word has that tag without asking.
type seen struct {
	word, suffix, own, first uint64
	tag                      Tag
}

var (
	atStart  = seen{word: startHash, suffix: table.Hash("RT-")}
	atStart2 = seen{word: start2Hash, suffix: table.Hash("T2-")}
	atEnd    = seen{word: endHash, suffix: table.Hash("ND-")}
	atEnd2   = seen{word: end2Hash}
)

// TagAll fills the Tag of every token of sentences, which [Split] made from
// text. Each sentence is tagged by itself; every token gets a tag.
func TagAll(text string, sentences []Sentence) {
	for _, s := range sentences {
		quoted := false
		decode(s.Tokens, func(i int) seen {
			return see(treebank(text, s.Tokens[i].Span, &quoted))
		})
	}
}

// decode tags tokens from left to right; word is asked once for each
// token, in order.
func decode(tokens []Token, word func(i int) seen) {
	at := func(i int) seen {
		switch {
		case i < len(tokens):
			return word(i)
		case i == len(tokens):
			return atEnd
		}
		return atEnd2
	}
	w := [5]seen{{}, atStart, atStart2, at(0), at(1)}
	p1, p2 := startHash, start2Hash
	for i := range tokens {
		copy(w[:], w[1:])
		w[4] = at(i + 2)
		tag := w[2].tag
		if tag == 0 {
			tag = predict(&w, p1, p2)
		}
		tokens[i].Tag = tag
		p1, p2 = tagHash[tag], p1
	}
}

// predict returns the best tag of the word in the middle of w, after tags p1
// and, before it, p2. Of tags with equal scores the first in number wins.
func predict(w *[5]seen, p1, p2 uint64) Tag {
	scores := *biasScores()
	add := func(kind int, a, b uint64) {
		row := table.Find(features, table.Key(kind, a, b))
		for i, end := int(row>>6)*4, int(row>>6)*4+int(row&63)*4; i < end; i += 4 {
			e := table.Uint32(weights, i)
			scores[e&63] += int32(e) >> 8
		}
	}
	it := &w[2]
	add(suffix, it.own, 0)
	add(prefix, it.first, 0)
	add(prevTag, p1, 0)
	add(prevTag2, p2, 0)
	add(prevTags, p1, p2)
	add(ownWord, it.word, 0)
	add(prevTagWord, p1, it.word)
	add(prevWord, w[1].word, 0)
	add(prevSuffix, w[1].suffix, 0)
	add(prevWord2, w[0].word, 0)
	add(nextWord, w[3].word, 0)
	add(nextSuffix, w[3].suffix, 0)
	add(nextWord2, w[4].word, 0)
	best := Tag(0)
	for t := range tagCount {
		if scores[t] > scores[best] {
			best = t
		}
	}
	return best
}

// biasScores returns the weights that every prediction starts from. A tag that
// was never predicted in training has none and cannot win.
var biasScores = sync.OnceValue(func() *[64]int32 {
	scores := new([64]int32)
	for t := range scores {
		scores[t] = -1 << 30
	}
	row := table.Find(features, table.Key(bias, table.Hash(""), 0))
	for i := range int(row & 63) {
		e := table.Uint32(weights, (int(row>>6)+i)*4)
		scores[e&63] = int32(e) >> 8
	}
	return scores
})

// see returns what the perceptron sees of a word in the treebank's spelling.
func see(word string) seen {
	var s seen
	s.tag = settled(word)
	s.own = table.Hash(tail(word))
	s.first = table.Hash(word[:1])
	switch {
	case word[0] != '-' && strings.IndexByte(word, '-') >= 0:
		s.word, s.suffix = hyphenHash, hyphenSuffix
	case len(word) == 4 && allDigits(word):
		s.word, s.suffix = yearHash, yearSuffix
	case class[word[0]] == digit:
		s.word, s.suffix = digitsHash, digitsSuffix
	default:
		s.word, s.suffix = table.Lower(word), table.Lower(tail(word))
	}
	return s
}

var (
	hyphenHash, hyphenSuffix = table.Hash("!HYPHEN"), table.Hash("HEN")
	yearHash, yearSuffix     = table.Hash("!YEAR"), table.Hash("EAR")
	digitsHash, digitsSuffix = table.Hash("!DIGITS"), table.Hash("ITS")
)

func tail(word string) string { return word[max(0, len(word)-3):] }

func allDigits(t string) bool {
	for i := range len(t) {
		if class[t[i]] != digit {
			return false
		}
	}
	return true
}

// settled returns the tag of a word that needs no prediction, or 0: a word that
// had one tag in training, an address, or an emoticon. Prose gives a hyphen and
// the number 0 tags of their own, which training never saw; here they are
// punctuation and a number.
func settled(word string) Tag {
	if row := table.Find(features, table.Key(fixedTag, table.Hash(word), 0)); row != 0 {
		return Tag(table.Uint32(weights, int(row>>6)*4))
	}
	switch {
	case word[0] == '@' || address(word):
		return NN
	case emoticon(word):
		return SYM
	}
	return 0
}

// address reports whether word looks like a web or e-mail address. Prose's
// pattern takes 10.25 for one as well; a number is left to the perceptron here.
func address(word string) bool {
	dot := strings.IndexByte(word, '.')
	if dot < 0 || class[word[0]] == digit && number(word) {
		return false
	}
	if at := strings.IndexByte(word, '@'); at > 0 && strings.IndexByte(word[at:], '.') > 1 {
		return true
	}
	for ; dot >= 0 && dot < len(word); dot++ {
		if word[dot] != '.' || dot == 0 {
			continue
		}
		if c := word[dot-1]; c != '.' && c != '-' && class[c] != lower && class[c] != digit {
			continue
		}
		rest := word[dot+1:]
		if i := strings.IndexAny(rest, "()<>"); i >= 0 {
			rest = rest[:i]
		}
		// The pattern wants a character and then one that is no punctuation.
		if len(rest) > 1 && strings.Trim(rest[1:], "!()[]{};:'\".,<>?") != "" {
			return true
		}
	}
	return false
}

func number(word string) bool {
	for i := range len(word) {
		if c := word[i]; class[c] != digit && c != '.' && c != ',' {
			return false
		}
	}
	return true
}

// treebank returns the token at span the way the treebank that trained the
// tagger would write it: quotes as “ and ”, dashes as --, apostrophes
// straight, letters without accents, since the weights know ASCII only. Quoted
// says whether the tokens before it in the sentence have left a quote open.
func treebank(text string, span Span, quoted *bool) string {
	word := span.Of(text)
	ascii := true
	for j := range len(word) {
		if word[j] >= utf8.RuneSelf {
			ascii = false
			break
		}
	}
	if ascii {
		switch word[0] {
		case '"':
			if *quoted = opening(text, span, *quoted); *quoted {
				return "``"
			}
			return "''"
		case '[':
			return "("
		case ']':
			return ")"
		case '.':
			if len(word) > 1 && strings.Trim(word, ".") == "" {
				return "..."
			}
		case '!', '?':
			return word[:1]
		}
		return word
	}
	switch r, _ := utf8.DecodeRuneInString(word); r {
	case '“', '„', '«':
		return "``"
	case '”', '»':
		return "''"
	case '‘':
		if len(word) == len("‘") {
			return "`"
		}
	case '…':
		return "..."
	case '—', '–', '―':
		return "--"
	case '€', '£', '¥', '₺', '₼', '₽', '₴', '₹', '₾', '₪':
		return "$"
	}
	return fold(word)
}

// opening reports whether the straight quote at span opens: it has space or an
// opening mark before it and a word directly after it. It closes if neither
// holds; else it opens unless a quote is open.
func opening(text string, span Span, quoted bool) bool {
	before, after := true, span.End < len(text)
	if span.Start > 0 {
		r, _ := utf8.DecodeLastRuneInString(text[:span.Start])
		before = unicode.IsSpace(r) || strings.ContainsRune("([{-'‘—–", r)
	}
	if after {
		r, _ := utf8.DecodeRuneInString(text[span.End:])
		after = !unicode.IsSpace(r)
	}
	if before == after {
		return before
	}
	return !quoted
}
