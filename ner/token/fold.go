package token

import "strings"

// latin gives the base letters of U+00C0 to U+017F.
const latin = "AAAAAAACEEEEIIII" + "DNOOOOO*OUUUUYTs" + "aaaaaaaceeeeiiii" + "dnooooo/ouuuuyty" +
	"AaAaAaCcCcCcCcDd" + "DdEeEeEeEeEeGgGg" + "GgGgHhHhIiIiIiIi" + "IiIiJjKkkLlLlLlL" +
	"lLlNnNnNnnNnOoOo" + "OoOoRrRrRrSsSsSs" + "SsTtTtTtUuUuUuUu" + "UuUuWwYyYZzZzZzs"

// fold returns word in ASCII as far as Latin letters go, with straight
// apostrophes and plain hyphens. Other characters stay as they are.
func fold(word string) string {
	var b strings.Builder
	b.Grow(len(word))
	for _, r := range word {
		switch {
		case 0xc0 <= r && r < 0xc0+rune(len(latin)):
			b.WriteByte(latin[r-0xc0])
		case r == '’' || r == '‘':
			b.WriteByte('\'')
		case r == '‐' || r == '‑':
			b.WriteByte('-')
		case r == 'ə':
			b.WriteByte('a')
		case r == 'Ə':
			b.WriteByte('A')
		case r == 'ș':
			b.WriteByte('s')
		case r == 'Ș':
			b.WriteByte('S')
		case r == 'ț':
			b.WriteByte('t')
		case r == 'Ț':
			b.WriteByte('T')
		case 0x300 <= r && r < 0x370: // combining accents
		default:
			b.WriteRune(r)
		}
	}
	if b.Len() == 0 {
		return word
	}
	return b.String()
}
