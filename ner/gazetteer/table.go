package gazetteer

import "strings"

// A table maps 64-bit hashes to small values. It lies in a string as the file
// was written, integers little-endian:
//
//	magic    4 bytes: "gaz" and the version of the format
//	width    1 byte: bytes of an entry, 5 or 6
//	value    1 byte: bits of an entry's value
//	bits     1 byte: 2^bits buckets
//	-        1 byte: 0
//	entries  uint32: their number
//	masks    uint32: number of class masks
//	buckets  (2^bits + 1) × uint32: index of each bucket's first entry
//	masks    uint32 each
//	entries  width bytes each: fingerprint above value; sorted in a bucket
//	padding  8 bytes: so that an entry can be read as one uint64
//
// The top bits of a hash choose the bucket, its bottom bits are the
// fingerprint. The strings themselves are not kept: a string that is in no list
// is taken for a listed one with a chance of (entries in a bucket) × 2^-(bits of
// the fingerprint), about 3e-7 with 24 bits and 2e-8 with 28.
type table struct {
	buckets, entries string
	masks            masks
	width            int
	valueBits        uint
	shift            uint
	fingerprint      uint64 // mask of the bits that are kept
}

const (
	magic   = "gaz\x01"
	header  = 16
	padding = 8
)

// maxWords is the number of words in the longest name that is kept.
const maxWords = 12

// open reads the header of a compiled table. An empty string is an empty table;
// any other that is no table panics: the files are ours.
func open(data string) table {
	if data == "" {
		return table{}
	}
	if !strings.HasPrefix(data, magic) {
		panic("gazetteer: not a compiled table")
	}
	t := table{width: int(data[4]), valueBits: uint(data[5]), shift: 64 - uint(data[6])}
	t.fingerprint = 1<<(uint(t.width)*8-t.valueBits) - 1
	entries, classes := int(le32(data[8:])), int(le32(data[12:]))
	size := 4 * (1<<data[6] + 1)
	data = data[header:]
	t.buckets, data = data[:size], data[size:]
	t.masks, data = masks(data[:4*classes]), data[4*classes:]
	t.entries = data[:entries*t.width+padding]
	return t
}

// find returns the value of hash.
func (t *table) find(hash uint64) (value uint64, ok bool) {
	if t.entries == "" {
		return 0, false
	}
	bucket := t.buckets[hash>>t.shift*4:]
	next, end := int(le32(bucket)), int(le32(bucket[4:]))
	want := hash & t.fingerprint
	for ; next < end; next++ {
		e := le64(t.entries[next*t.width:])
		if e>>t.valueBits&t.fingerprint == want {
			return e & (1<<t.valueBits - 1), true
		}
	}
	return 0, false
}

// class returns the classes that hash has in a table of names, or 0.
func (t *table) class(hash uint64) Class {
	v, ok := t.find(hash)
	if !ok {
		return 0
	}
	return t.masks.at(v >> 1)
}

// masks are the sets of classes that occur, which a table of names points to.
type masks string

func (m masks) at(i uint64) Class { return Class(le32(string(m[4*i:]))) }

func le32(s string) uint32 {
	return uint32(s[0]) | uint32(s[1])<<8 | uint32(s[2])<<16 | uint32(s[3])<<24
}

func le64(s string) uint64 {
	return uint64(le32(s)) | uint64(le32(s[4:]))<<32
}
