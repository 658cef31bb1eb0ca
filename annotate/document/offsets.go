package document

import (
	"fmt"
	"slices"
	"unicode/utf8"
)

func (d *Document) unit() Unit {
	if d.Offsets == "" {
		return Bytes
	}
	return d.Offsets
}

// eachOffset calls f with every offset of d that is set, a start and its end
// in turn.
func (d *Document) eachOffset(f func(*int)) {
	for i := range d.Mentions {
		if m := &d.Mentions[i]; m.Start != 0 || m.End != 0 {
			f(&m.Start)
			f(&m.End)
		}
	}
	for i := range d.Rejected {
		if r := &d.Rejected[i]; r.Start != 0 || r.End != 0 {
			f(&r.Start)
			f(&r.End)
		}
	}
}

// ConvertOffsets changes the unit in which d counts. The offsets must count
// into text, or into d.Text where d has one; text is not used then. An offset
// outside it or inside a character is an error, and d is left as it was.
// A conversion is not an edit: where the digest held before, it holds after.
// The time is linear in the text, plus sorting the offsets.
func (d *Document) ConvertOffsets(text string, to Unit) error {
	if !slices.Contains(units, to) {
		return fmt.Errorf("unknown unit %q: bytes, runes and utf16 are known", to)
	}
	if d.Text != "" {
		text = d.Text
	}
	var offsets []int
	d.eachOffset(func(o *int) { offsets = append(offsets, *o) })
	converted := recount(text, d.unit(), to, offsets)
	if i := slices.Index(converted, -1); i >= 0 {
		return fmt.Errorf("offset %d is %s", offsets[i], astray(offsets[i], length(text, d.unit()), d.unit()))
	}
	sign := d.Generator.Digest != "" && !d.Edited()
	d.eachOffset(func(o *int) {
		*o = converted[0]
		converted = converted[1:]
	})
	d.Offsets = to
	if sign {
		d.Generator.Digest = d.ContentDigest()
	}
	return nil
}

// recount gives offsets into text in another unit, in the order given, and -1
// for each that is outside the text or inside a character. Bytes that are not
// UTF-8 count as one character each.
func recount(text string, from, to Unit, offsets []int) []int {
	order := make([]int, len(offsets))
	for i := range order {
		order[i] = i
	}
	if !slices.IsSorted(offsets) {
		slices.SortStableFunc(order, func(a, b int) int { return offsets[a] - offsets[b] })
	}
	out := make([]int, len(offsets))
	var at position
	for _, i := range order {
		want := offsets[i]
		for at.in(from) < want && at.bytes < len(text) {
			at.step(text)
		}
		if out[i] = -1; at.in(from) == want {
			out[i] = at.in(to)
		}
	}
	return out
}

// A position is one place in a text, counted in each unit.
type position struct{ bytes, runes, utf16 int }

func (p *position) in(u Unit) int {
	switch u {
	case Runes:
		return p.runes
	case UTF16:
		return p.utf16
	}
	return p.bytes
}

// step goes over one character.
func (p *position) step(text string) {
	p.runes++
	p.utf16++
	if text[p.bytes] < utf8.RuneSelf {
		p.bytes++
		return
	}
	r, size := utf8.DecodeRuneInString(text[p.bytes:])
	p.bytes += size
	if r > 0xFFFF {
		p.utf16++
	}
}
