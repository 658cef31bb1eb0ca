package ner

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"newsannotate/ner/gazetteer"
)

// Features are 64-bit hashes. A template's number salts its values, so that
// equal values of different templates are different features.

// mix scatters the bits of x (the finaliser of splitmix64).
func mix(x uint64) uint64 {
	x ^= x >> 30
	x *= 0xbf58476d1ce4e5b9
	x ^= x >> 27
	x *= 0x94d049bb133111eb
	return x ^ x>>31
}

// feature hashes a template and one value.
func feature(template uint64, a uint64) uint64 {
	return mix(template*0x9e3779b97f4a7c15 ^ a)
}

// feature2 hashes a template and two values, in order.
func feature2(template uint64, a, b uint64) uint64 {
	return mix(template*0x9e3779b97f4a7c15 ^ a*0xd6e8feb86659fd93 ^ (b+0x7f4a7c15)*0xa0761d6478bd642f)
}

// feature3 hashes a template and three values, in order.
func feature3(template uint64, a, b, c uint64) uint64 {
	return feature2(template, a, mix(b*0x8bb84b93962eacc9^c))
}

// Properties of a word, as bits.
const (
	isCap       = 1 << iota // begins with an upper-case letter
	isAllCaps               // two letters or more, all upper case
	isMixed                 // an upper-case letter after the first
	isLower                 // begins with a lower-case letter
	hasDigit                // a digit somewhere
	isConnector             // joins the parts of a name: of, and, de, &, -
	isNameish               // may be part of a name by its look
	isHyphen                // a hyphen or dash alone
	isHonorific             // Mr., Dr., Rep.: never the first word of a person's name
)

// connectors are lower-case words and marks that occur inside names.
var connectors = map[string]bool{
	"of": true, "for": true, "the": true, "and": true, "&": true, "-": true, "'s": true, "'": true,
	"de": true, "del": true, "da": true, "do": true, "dos": true, "di": true, "la": true, "le": true,
	"van": true, "von": true, "der": true, "den": true, "bin": true, "ibn": true, "al": true, "el": true,
	"on": true, "in": true, "to": true, "at": true, "et": true, "y": true, "e": true, "du": true, "des": true,
	"–": true, "/": true, "s": true, "ul": true, "ur": true, "und": true, "für": true,
}

// honorifics stand before a person's name and are no part of it; without full
// stops.
var honorifics = func() map[string]bool {
	m := make(map[string]bool)
	for _, w := range strings.Fields("mr mrs ms dr drs prof professor rep sen gov gen lt col capt cpt sgt maj cpl adm " +
		"rev hon messrs mme mlle madam madame president senator governor minister ambassador congressman " +
		"congresswoman general colonel lieutenant captain sergeant corporal brigadier admiral sheikh shaikh sheik " +
		"ayatollah imam mullah rabbi pastor bishop archbishop cardinal pope king queen prince princess sultan emir " +
		"datuk chancellor secretary mayor judge justice professor doctor detective inspector constable atty adv " +
		"engr eng arch mp mk") {
		m[w] = true
	}
	return m
}()

// A word is what decoding knows of a word type, apart from its place.
type word struct {
	key   uint64 // hash of the form
	lower uint64 // hash of the lower-cased form, digits as 0, straight quotes
	short uint64 // hash of the shape with repeats collapsed
	flags uint32
	c256  uint16
	c1024 uint16
	rank  uint8
	class gazetteer.Class
	near  []uint64 // atoms for offsets -1 and +1
	far   []uint64 // atoms for offsets -2 and +2
	self  []uint64 // atoms for the word's own place

	seen int32                  // the article that doc belongs to
	doc  int32                  // index into article.types
	em   *[slots][nLabels]int16 // when decoding: the sums of the atoms at each offset
}

// Templates of the atoms of a word. An atom is salted again with the offset
// at which it is seen.
const (
	tForm = iota + 1
	tLower
	tShape
	tShort
	tPrefix
	tSuffix
	tCluster
	tCoarse
	tClass
	tRank
	tLength
	tInner
	tClassRank
)

// hashString is FNV-1a with a final mix.
func hashString(s string) uint64 {
	h := uint64(14695981039346656037)
	for i := 0; i < len(s); i++ {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return mix(h)
}

// maxRunes bounds the part of a word that features look at.
const maxRunes = 40

// newWord computes what features need of a form.
func newWord(form string) *word {
	w := &word{key: hashString(form)}
	var runes, lower [maxRunes]rune
	n := 0
	upper, letters, digits := 0, 0, 0
	for _, r := range form {
		if n == maxRunes {
			break
		}
		switch r {
		case '’', '‘', '`':
			r = '\''
		case '“', '”':
			r = '"'
		}
		runes[n] = r
		l := r
		if r >= utf8.RuneSelf {
			l = unicode.ToLower(r)
		} else if 'A' <= r && r <= 'Z' {
			l = r + 'a' - 'A'
		}
		switch {
		case '0' <= r && r <= '9':
			digits++
			l = '0'
		case l != r || unicode.IsUpper(r):
			upper++
			letters++
			if n == 0 {
				w.flags |= isCap
			} else {
				w.flags |= isMixed
			}
		case unicode.IsLetter(r):
			letters++
			if n == 0 {
				w.flags |= isLower
			}
		}
		lower[n] = l
		n++
	}
	if upper >= 2 && upper == letters {
		w.flags |= isAllCaps
	}
	if digits > 0 {
		w.flags |= hasDigit
	}
	low := string(lower[:n])
	w.lower = hashString(low)
	if w.flags&(isCap|isMixed) == 0 && connectors[low] {
		w.flags |= isConnector
	}
	if w.flags&isCap != 0 && honorifics[strings.TrimSuffix(low, ".")] {
		w.flags |= isHonorific
	}
	if low == "-" || low == "–" {
		w.flags |= isHyphen
	}
	if upper > 0 || (digits == 0 && letters > 0 && w.flags&isLower == 0) {
		w.flags |= isNameish
	}
	var shape, short [maxRunes]byte
	k := 0
	for i, r := range runes[:n] {
		c := byte('.')
		switch {
		case '0' <= r && r <= '9':
			c = 'd'
		case unicode.IsUpper(r):
			c = 'X'
		case unicode.IsLetter(r):
			c = 'x'
		case r == '-' || r == '–':
			c = '-'
		case r == '\'':
			c = '\''
		case r == '&':
			c = '&'
		}
		shape[i] = c
		if k == 0 || short[k-1] != c {
			short[k] = c
			k++
		}
	}
	w.short = hashString(string(short[:k]))
	w.c256, w.c1024, w.rank = gazetteer.Clusters(form)
	w.class = gazetteer.Word(form)

	// Atoms.
	add := func(t, v uint64) { w.self = append(w.self, feature(t, v)) }
	add(tForm, w.key)
	add(tLower, w.lower)
	add(tShort, w.short)
	add(tCoarse, uint64(w.c256))
	add(tCluster, uint64(w.c1024))
	if w.class != 0 {
		add(tClass, uint64(w.class))
		add(tClassRank, uint64(w.class)<<8|uint64(w.rank))
		for c := w.class; c != 0; c &= c - 1 {
			add(tClass, uint64(c&-c)|1<<40)
		}
	}
	if letters > 0 {
		for i := 1; i <= 4 && i < n; i++ {
			add(tSuffix, hashString(string(lower[n-i:n]))+uint64(i))
		}
	}
	if w.flags&isNameish != 0 {
		add(tRank, uint64(w.rank))
		add(tShape, hashString(string(shape[:min(n, 12)])))
		for i := 1; i <= 4 && i < n; i++ {
			add(tPrefix, hashString(string(lower[:i]))+uint64(i))
		}
		add(tLength, uint64(min(n, 10)))
		// The parts of a hyphenated name.
		from := 0
		for i := 0; i <= n; i++ {
			if i == n || lower[i] == '-' {
				if i > from && (from > 0 || i < n) {
					part := string(lower[from:i])
					add(tInner, hashString(part))
					if i == n {
						add(tInner, hashString(part)^1)
					}
				}
				from = i + 1
			}
		}
	}
	w.near = append(w.near, feature(tLower, w.lower), feature(tShort, w.short),
		feature(tCoarse, uint64(w.c256)), feature(tCluster, uint64(w.c1024)))
	if w.class != 0 {
		w.near = append(w.near, feature(tClass, uint64(w.class)))
		for c := classKey(w.class); c != 0; c &= c - 1 {
			w.near = append(w.near, feature(tClass, c&-c|1<<40))
		}
	}
	if letters > 0 && n > 3 {
		w.near = append(w.near, feature(tSuffix, hashString(string(lower[n-3:n]))))
	}
	w.far = append(w.far, feature(tLower, w.lower), feature(tShort, w.short), feature(tCoarse, uint64(w.c256)))
	return w
}
