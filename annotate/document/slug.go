package document

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// maxSlug bounds the length of a slug in bytes.
const maxSlug = 60

// Slug gives the id form of a name: lower-case ASCII letters and digits, words
// joined by single hyphens, at most 60 bytes. Marks are dropped from letters;
// the Latin, Greek and Cyrillic letters that Unicode does not take apart are
// spelled out by a fixed table, the same in every language; others are
// dropped. Apostrophes and the full stops of initials join (O'Brien obrien,
// U.S. us). A name of which nothing is left gives "x". Different names can
// have one slug.
func Slug(name string) string {
	var b strings.Builder
	gap := false // a hyphen is due
	word := 0    // letters since the last hyphen or full stop
	add := func(s string) {
		if s == "" {
			return
		}
		if gap && b.Len() > 0 {
			b.WriteByte('-')
			word = 0
		}
		gap = false
		b.WriteString(s)
		word += len(s)
	}
	for _, r := range norm.NFKD.String(name) {
		if b.Len() > maxSlug {
			break
		}
		r = unicode.ToLower(r)
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			add(string(r))
		case r == '\'', r == '’', r == '‘', r == 'ʼ', r == '`', unicode.Is(unicode.Mn, r):
		case r == '.' && word == 1:
			word = 0
		case unicode.IsLetter(r):
			add(spelling[r])
		default:
			gap = true
		}
	}
	slug := b.String()
	if len(slug) > maxSlug {
		slug = slug[:maxSlug]
		if i := strings.LastIndexByte(slug, '-'); i > 0 {
			slug = slug[:i]
		}
	}
	if slug == "" {
		return "x"
	}
	return slug
}

// spelling gives the ASCII letters for lower-case letters without marks.
var spelling = map[rune]string{
	'ı': "i", 'ø': "o", 'ł': "l", 'đ': "d", 'ð': "d", 'þ': "th", 'ß': "ss", 'æ': "ae", 'œ': "oe", 'ə': "e",
	'ħ': "h", 'ŋ': "ng", 'ŧ': "t", 'ĸ': "k", 'ɓ': "b", 'ɗ': "d", 'ɛ': "e", 'ɔ': "o", 'ǝ': "e", 'ƙ': "k",

	'α': "a", 'β': "v", 'γ': "g", 'δ': "d", 'ε': "e", 'ζ': "z", 'η': "i", 'θ': "th", 'ι': "i", 'κ': "k",
	'λ': "l", 'μ': "m", 'ν': "n", 'ξ': "x", 'ο': "o", 'π': "p", 'ρ': "r", 'σ': "s", 'ς': "s", 'τ': "t",
	'υ': "y", 'φ': "f", 'χ': "ch", 'ψ': "ps", 'ω': "o",

	'а': "a", 'б': "b", 'в': "v", 'г': "g", 'д': "d", 'е': "e", 'ж': "zh", 'з': "z", 'и': "i", 'к': "k",
	'л': "l", 'м': "m", 'н': "n", 'о': "o", 'п': "p", 'р': "r", 'с': "s", 'т': "t", 'у': "u", 'ф': "f",
	'х': "kh", 'ц': "ts", 'ч': "ch", 'ш': "sh", 'щ': "shch", 'ъ': "", 'ы': "y", 'ь': "", 'э': "e", 'ю': "yu",
	'я': "ya", 'є': "ye", 'і': "i", 'ґ': "g", 'ђ': "dj", 'ј': "j", 'љ': "lj", 'њ': "nj", 'ћ': "c", 'џ': "dz",
	'ә': "a", 'ғ': "gh", 'қ': "q", 'ң': "ng", 'ө': "o", 'ұ': "u", 'ү': "u", 'һ': "h",
}
