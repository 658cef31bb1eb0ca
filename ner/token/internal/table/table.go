// Package table holds read-only hash tables that are used where they lie, as an
// embedded string, without decoding. Keys are 64-bit hashes: a table stores the
// upper half of each and finds a slot by the lower half, so that a string that
// is not a key is mistaken for one about once in four thousand million times.
package table

import (
	"encoding/binary"
	"fmt"
)

// Hash returns the hash of s (FNV-1a).
func Hash(s string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return h
}

// Lower returns the hash of s with its ASCII letters in lower case.
func Lower(s string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(s) {
		c := s[i]
		if c-'A' < 26 {
			c |= 0x20
		}
		h = (h ^ uint64(c)) * 1099511628211
	}
	return h
}

// Key returns the key of the strings with hashes a and b in the role kind. The
// order of a and b matters; b is 0 where there is one string.
func Key(kind int, a, b uint64) uint64 {
	h := (a ^ b*0x9e3779b97f4a7c15 ^ uint64(kind)<<56) * 0xd6e8feb86659fd93
	return h ^ h>>32
}

const slotSize = 8

// Find returns the value of key in a table made by [Build], or 0.
func Find(table string, key uint64) uint32 {
	mask := uint64(len(table)/slotSize - 1)
	for i := key & mask; ; i = (i + 1) & mask {
		slot := Uint64(table, int(i)*slotSize)
		if slot == 0 || slot>>32 == key>>32 {
			return uint32(slot)
		}
	}
}

// Uint64 returns the little-endian number at byte i of s.
func Uint64(s string, i int) uint64 {
	s = s[i : i+8]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

// Uint32 returns the little-endian number at byte i of s.
func Uint32(s string, i int) uint32 {
	s = s[i : i+4]
	return uint32(s[0]) | uint32(s[1])<<8 | uint32(s[2])<<16 | uint32(s[3])<<24
}

// An Entry is a key with a value that is not 0.
type Entry struct {
	Key   uint64
	Value uint32
}

// Build lays out entries as a table of 1<<bits slots, which must leave room. The
// same entries in the same order give the same bytes. It fails if [Find] could
// not tell two keys apart.
func Build(entries []Entry, bits int) ([]byte, error) {
	n := 1 << bits
	if len(entries) > n*3/4 {
		return nil, fmt.Errorf("%d entries in %d slots", len(entries), n)
	}
	table := make([]byte, n*slotSize)
	for _, e := range entries {
		if e.Value == 0 {
			return nil, fmt.Errorf("key %x without a value", e.Key)
		}
		i := e.Key & uint64(n-1)
		for {
			slot := table[i*slotSize:]
			if old := binary.LittleEndian.Uint64(slot); old == 0 {
				break
			} else if old>>32 == e.Key>>32 {
				return nil, fmt.Errorf("key %x stands for two strings", e.Key)
			}
			i = (i + 1) & uint64(n-1)
		}
		binary.LittleEndian.PutUint64(table[i*slotSize:], e.Key>>32<<32|uint64(e.Value))
	}
	return table, nil
}
