package gazetteer

import (
	"strings"
	"unicode/utf8"
)

// Fold returns word without its diacritics: Latin letters become the ASCII
// letters they are built on (ı i, ə a, ø o, ß ss, æ ae), curly apostrophes and
// typographic hyphens become ' and -, combining marks and soft hyphens go.
// Case and other scripts stay. An ASCII word is returned as it is; only a word
// that changes allocates. Bytes that are not UTF-8 stay too.
// Folding twice changes nothing more, for valid UTF-8; other bytes are kept as they
// are, and may make up characters once a mark between them is gone.
func Fold(word string) string {
	i := 0
	for i < len(word) && word[i] < utf8.RuneSelf {
		i++
	}
	if i == len(word) {
		return word
	}
	var b strings.Builder
	b.Grow(len(word))
	b.WriteString(word[:i])
	for i < len(word) {
		r, size := utf8.DecodeRuneInString(word[i:])
		if s, ok := foldRune(r); ok {
			b.WriteString(s)
		} else {
			b.WriteString(word[i : i+size])
		}
		i += size
	}
	return b.String()
}

// foldRune returns the ASCII text of r, which may be empty. False means that r
// stays as it is.
func foldRune(r rune) (string, bool) {
	switch {
	case r < 0xC0:
		if r < utf8.RuneSelf {
			return ascii[r : r+1], true
		}
		return "", r == 0xAD
	case r < 0xC0+rune(len(latin)):
		if i := r - 0xC0; latin[i] != '.' {
			return latin[i : i+1], true
		}
	case r >= 0x1E00 && r < 0x1E00+rune(len(latinAdditional)):
		if i := r - 0x1E00; latinAdditional[i] != '.' {
			return latinAdditional[i : i+1], true
		}
	case r >= 0x300 && r <= 0x36F:
		return "", true
	}
	switch r {
	case 'Æ':
		return "AE", true
	case 'æ':
		return "ae", true
	case 'Œ':
		return "OE", true
	case 'œ':
		return "oe", true
	case 'ß':
		return "ss", true
	case 'ẞ':
		return "SS", true
	case 'Þ':
		return "Th", true
	case 'þ':
		return "th", true
	case 'Ŋ':
		return "Ng", true
	case 'ŋ':
		return "ng", true
	case 'Ĳ':
		return "IJ", true
	case 'ĳ':
		return "ij", true
	case 'ə':
		return "a", true
	case 'ɓ':
		return "b", true
	case 'ɗ', 'ɖ':
		return "d", true
	case 'ɛ':
		return "e", true
	case 'ɔ':
		return "o", true
	case 'ɣ', 'ɠ':
		return "g", true
	case 'ɲ':
		return "n", true
	case 'ɨ':
		return "i", true
	case 'ʉ':
		return "u", true
	case '‘', '’', '‛', 'ʻ', 'ʼ', 'ʾ', 'ʿ', 'ʹ', '´', '′':
		return "'", true
	case '‐', '‑', '‒', '–', '−':
		return "-", true
	case '\u200b', '\u200c', '\u200d', '\u2060', '\ufeff':
		return "", true
	}
	return "", false
}

// ascii lets foldRune return a single ASCII byte without allocating.
const ascii = "\x00\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b\x0c\x0d\x0e\x0f" +
	"\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1a\x1b\x1c\x1d\x1e\x1f" +
	" !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_" +
	"`abcdefghijklmnopqrstuvwxyz{|}~\x7f"

// latin holds the base letters of U+00C0 to U+024F (canonical decomposition in
// Unicode, and plain letters for stroked and hooked ones); a full stop is no
// single base letter.
const latin = "" +
	"AAAAAA.CEEEEIIIIDNOOOOO.OUUUUY..aaaaaa.ceeeeiiiidnooooo.ouuuuy.y" +
	"AaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIi..JjKkkLlLlLl." +
	".LlNnNnNn...OoOoOo..RrRrRrSsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzs" +
	"bB....O..DD...EAEFfG...IKkl..Nn.Oo..Pp.....tTtTUu.VYyZzZ........" +
	".............AaIiOoUuUuUuUuUueAaAa..GgGgKkOoOoZ.j...Gg..NnAa..Oo" +
	"AaAaEeEeIiIiOoOoRrRrUuUuSsTt..Hh.dOo..AaEeOoOoOoOoYylntj..ACcLTs" +
	"z..BU.EeJj..RrYy"

// latinAdditional is the same for U+1E00 to U+1EFF.
const latinAdditional = "" +
	"AaBbBbBbCcDdDdDdDdDdEeEeEeEeEeFfGgHhHhHhHhHhIiIiKkKkKkLlLlLlLlMm" +
	"MmMmNnNnNnNnOoOoOoOoPpPpRrRrRrRrSsSsSsSsSsTtTtTtTtUuUuUuUuUuVvVv" +
	"WwWwWwWwWwXxXxYyZzZzZzhtwy.s....AaAaAaAaAaAaAaAaAaAaAaAaEeEeEeEe" +
	"EeEeEeEeIiIiOoOoOoOoOoOoOoOoOoOoOoOoUuUuUuUuUuUuUuYyYyYyYy......"

// The hash of a word is 64-bit FNV-1a over its folded bytes, then mixed so that
// its top and bottom bits are both usable.
const (
	hashSeed  = 0xcbf29ce484222325
	hashPrime = 0x100000001b3
)

func mix(h uint64) uint64 {
	h ^= h >> 33
	h *= 0xff51afd7ed558ccd
	h ^= h >> 33
	h *= 0xc4ceb9fe1a85ec53
	return h ^ h>>33
}

// letterCase says what hashName makes of a word's letters.
type letterCase uint8

const (
	asWritten letterCase = iota
	capital              // as in Ankara
	lower                // as in ankara
)

// hashWord hashes word folded and in lower case, everything in it.
func hashWord(word string) uint64 {
	h := uint64(hashSeed)
	for i := 0; i < len(word); {
		c := word[i]
		if c < utf8.RuneSelf {
			h = (h ^ uint64(lowerByte(c))) * hashPrime
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(word[i:])
		s, ok := foldRune(r)
		if !ok {
			s = word[i : i+size]
		}
		for k := 0; k < len(s); k++ {
			h = (h ^ uint64(lowerByte(s[k]))) * hashPrime
		}
		i += size
	}
	return mix(h)
}

// hashName hashes word folded, without full stops and apostrophes (U.S. is US,
// Sana'a is Sanaa), in case lc; 0 for a word of which nothing is left. It also
// counts the word's capital letters; -1 when there is a small one.
func hashName(word string, lc letterCase) (h uint64, capitals int) {
	h = hashSeed
	small, inside := false, false
	for i := 0; i < len(word); {
		s, size := word[i:i+1], 1
		if word[i] >= utf8.RuneSelf {
			var r rune
			r, size = utf8.DecodeRuneInString(word[i:])
			var ok bool
			if s, ok = foldRune(r); !ok {
				s = word[i : i+size]
			}
		}
		i += size
		for k := 0; k < len(s); k++ {
			c := s[k]
			if c == '.' || c == '\'' {
				continue
			}
			if 'a' <= c && c <= 'z' {
				small = true
			}
			if 'A' <= c && c <= 'Z' {
				capitals++
				if lc == lower || lc == capital && inside {
					c += 'a' - 'A'
				}
			}
			inside = c != '-' // a capital follows in Bosnia-Herzegovina
			h = (h ^ uint64(c)) * hashPrime
		}
	}
	if small {
		capitals = -1
	}
	if h == hashSeed {
		return 0, capitals
	}
	return mix(h), capitals
}

func lowerByte(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}

// join is the hash of a name: of its beginning, 0 for none, and of its next word.
func join(prefix, word uint64) uint64 {
	if prefix == 0 {
		return word
	}
	return mix(prefix*0x9e3779b97f4a7c15 + word)
}
