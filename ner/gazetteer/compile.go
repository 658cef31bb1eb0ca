package gazetteer

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"math/bits"
	"slices"
	"strings"
)

// A Builder collects words and names and compiles them into the files that this
// package embeds. The zero Builder is empty. It is not safe for concurrent use.
type Builder struct {
	words map[uint64]uint64
	names map[uint64]name
}

type name struct {
	class     Class
	continues bool // is the beginning of a longer name
}

// AddWord records a word's clusters and rank, all from 1, as Clusters returns
// them. The first record of a word holds.
func (b *Builder) AddWord(word string, c256, c1024 uint16, rank uint8) {
	if b.words == nil {
		b.words = map[uint64]uint64{}
	}
	h := hashWord(word)
	if _, ok := b.words[h]; !ok {
		b.words[h] = uint64(rank)<<18 | uint64(c1024-1)<<8 | uint64(c256-1)
	}
}

// AddCommon records that English writes word in lower case. It returns false for
// a word that AddWord has not recorded, and when it was known.
func (b *Builder) AddCommon(word string) bool {
	h := hashWord(word)
	v, ok := b.words[h]
	if !ok || v&common != 0 {
		return false
	}
	b.words[h] = v | common
	return true
}

const common = 1 << 23 // above rank, c1024 and c256 in the value of a word

// AddName records classes of a name. It returns false for what cannot be
// found again: an empty name, one of more than twelve words, or one with a word
// that has nothing but full stops and apostrophes.
func (b *Builder) AddName(s string, c Class) bool {
	prefixes := prefixHashes(s)
	if len(prefixes) == 0 {
		return false
	}
	if b.names == nil {
		b.names = map[uint64]name{}
	}
	for i, h := range prefixes {
		n := b.names[h]
		if i == len(prefixes)-1 {
			n.class |= c
		} else {
			n.continues = true
		}
		b.names[h] = n
	}
	return true
}

// Class returns the classes that AddName has recorded of a name.
func (b *Builder) Class(s string) Class {
	prefixes := prefixHashes(s)
	if len(prefixes) == 0 {
		return 0
	}
	return b.names[prefixes[len(prefixes)-1]].class
}

// prefixHashes returns the hashes of the first word of a name, of its first two
// words, and so on; none when it cannot be kept.
func prefixHashes(s string) []uint64 {
	words := Split(s)
	if len(words) > maxWords {
		return nil
	}
	var prefixes []uint64
	var prefix uint64
	for _, w := range words {
		h, _ := hashName(w, asWritten)
		if h == 0 {
			return nil
		}
		prefix = join(prefix, h)
		prefixes = append(prefixes, prefix)
	}
	return prefixes
}

// Split cuts a name into words as the tokeniser cuts text: at spaces, with
// commas, brackets, quotes and 's apart.
func Split(s string) []string {
	s = apart.Replace(s)
	s = strings.ReplaceAll(s+" ", "'s ", " 's ")
	return strings.Fields(s)
}

var apart = strings.NewReplacer("’", "'", ",", " , ", ";", " ; ", ":", " : ",
	"(", " ( ", ")", " ) ", "[", " [ ", "]", " ] ", `"`, ` " `, "“", ` " `, "”", ` " `, "!", " ! ", "?", " ? ")

// Words compiles what AddWord and AddCommon recorded: the file clusters.bin.
func (b *Builder) Words() ([]byte, error) { return compile(b.words, nil, 6, 24) }

// Names compiles what AddName recorded: the file names.bin.
func (b *Builder) Names() ([]byte, error) {
	seen := map[Class]bool{0: true}
	for _, n := range b.names {
		seen[n.class] = true
	}
	var list []Class
	for c := range seen {
		list = append(list, c)
	}
	slices.Sort(list)
	if len(list) > 1<<11 {
		return nil, fmt.Errorf("%d sets of classes, want at most %d", len(list), 1<<11)
	}
	values := make(map[uint64]uint64, len(b.names))
	for h, n := range b.names {
		i, _ := slices.BinarySearch(list, n.class)
		v := uint64(i) << 1
		if n.continues {
			v |= 1
		}
		values[h] = v
	}
	return compile(values, list, 5, 12)
}

// compile lays out a table of entries of width bytes.
func compile(values map[uint64]uint64, list []Class, width int, valueBits uint) ([]byte, error) {
	hashes := make([]uint64, 0, len(values))
	for h := range values {
		hashes = append(hashes, h)
	}
	bucketBits := max(1, bits.Len(uint(len(hashes)))-3) // four to eight entries in each
	shift := 64 - bucketBits
	fingerprint := uint64(1)<<(uint(width)*8-valueBits) - 1
	slices.SortFunc(hashes, func(x, y uint64) int {
		if x>>shift != y>>shift {
			return cmp.Compare(x>>shift, y>>shift)
		}
		return cmp.Compare(x&fingerprint, y&fingerprint)
	})

	out := append([]byte(magic), byte(width), byte(valueBits), byte(bucketBits), 0)
	out = binary.LittleEndian.AppendUint32(out, uint32(len(hashes)))
	out = binary.LittleEndian.AppendUint32(out, uint32(len(list)))
	next := 0
	for bucket := range uint64(1) << bucketBits {
		out = binary.LittleEndian.AppendUint32(out, uint32(next))
		for next < len(hashes) && hashes[next]>>shift == bucket {
			next++
		}
	}
	out = binary.LittleEndian.AppendUint32(out, uint32(next))
	for _, c := range list {
		out = binary.LittleEndian.AppendUint32(out, uint32(c))
	}
	for i, h := range hashes {
		if i > 0 && hashes[i-1]>>shift == h>>shift && hashes[i-1]&fingerprint == h&fingerprint {
			return nil, fmt.Errorf("two names have the hash %x", h&fingerprint)
		}
		var e [8]byte
		binary.LittleEndian.PutUint64(e[:], h&fingerprint<<valueBits|values[h])
		out = append(out, e[:width]...)
	}
	return append(out, make([]byte, padding)...), nil
}
