package ner

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"math"
)

// A model file is read in place:
//
//	magic     8 bytes
//	checksum  8 bytes, the start of the SHA-256 of all that follows
//	header    see below, little endian
//	rows      an open-addressing table of rowBytes each
//
// A row is 24 bits of its feature's hash, 0 for an empty row, and one weight a
// label, as int8.
const (
	magic      = "annoner1"
	headerSize = 512
	rowBytes   = 3 + nLabels
)

// barred is the score of a label that a rule forbids.
const barred = -4000

var slotSalt = [slots]uint64{0x3c6ef372fe94f82b, 0xa54ff53a5f1d36f1, 0, 0x510e527fade682d1, 0x9b05688c2b3e6c1f}

// model is an open model file.
type model struct {
	name   string
	file   string
	second bool // the second pass has features
	rows   uint64
	trans  [nLabels + 1][nLabels + 1]int32
	table  string
}

// openModel reads the header. The checksum was made with the file; it is not
// checked here.
func openModel(file string) (*model, error) {
	if len(file) < headerSize+16 || file[:8] != magic {
		return nil, errors.New("ner: not a model file of this version")
	}
	m := &model{file: file}
	h := []byte(file[16 : 16+headerSize])
	m.second = h[4] != 0
	m.rows = uint64(binary.LittleEndian.Uint32(h))
	at := 8
	for a := range m.trans {
		for b := range m.trans[a] {
			m.trans[a][b] = int32(int16(binary.LittleEndian.Uint16(h[at:])))
			if !legal(a, b) {
				m.trans[a][b] = unlikely
			}
			at += 2
		}
	}
	n := int(h[at])
	m.name = string(h[at+1:at+1+n]) + "-" + hex.EncodeToString([]byte(file[8:11]))
	m.table = file[16+headerSize:]
	if m.rows == 0 || uint64(len(m.table)) != m.rows*rowBytes {
		return nil, errors.New("ner: model file cut short")
	}
	return m, nil
}

// transitions returns the log scores of the transitions.
func (m *model) transitions() (t [nLabels + 1][nLabels + 1]float64) {
	for a := range t {
		for b := range t[a] {
			t[a][b] = float64(m.trans[a][b]) / perUnit
		}
	}
	return t
}

// Verify checks that a model file is of this version and as it was made. Open
// does not, since that would read all of it.
func Verify(file string) error {
	if _, err := openModel(file); err != nil {
		return err
	}
	if sum := sha256.Sum256([]byte(file[16:])); string(sum[:8]) != file[8:16] {
		return errors.New("ner: model file damaged: its checksum differs")
	}
	return nil
}

func fingerprint(h uint64) uint32 {
	f := uint32(h & 0xffffff)
	if f == 0 {
		f = 1
	}
	return f
}

// add adds the weights of a feature to e.
func (m *model) add(e *[nLabels]int32, h uint64) {
	f := fingerprint(h)
	for i := (h >> 32) * m.rows >> 32; ; {
		row := m.table[i*rowBytes:][:rowBytes]
		g := uint32(row[0]) | uint32(row[1])<<8 | uint32(row[2])<<16
		if g == f {
			for k := range e {
				e[k] += int32(int8(row[3+k]))
			}
			return
		}
		if g == 0 {
			return
		}
		if i++; i == m.rows {
			i = 0
		}
	}
}

// wordEmissions sums the features of a word at each offset.
func (m *model) wordEmissions(w *word) *[slots][nLabels]int16 {
	em := new([slots][nLabels]int16)
	for s := range em {
		var sum [nLabels]int32
		atoms := w.self
		switch s {
		case 0, 4:
			atoms = w.far
		case 1, 3:
			atoms = w.near
		}
		for _, h := range atoms {
			m.add(&sum, h^slotSalt[s])
		}
		for k, x := range sum {
			em[s][k] = int16(x) // of some 60 weights of one byte
		}
	}
	if w.flags&isHonorific != 0 {
		em[2][label(Person, partB)] = barred
		em[2][label(Person, partS)] = barred
	}
	return em
}

// builder makes a model file.
type builder struct {
	name   string
	rows   uint64
	table  []byte
	trans  [nLabels + 1][nLabels + 1]int32
	second bool
}

// Weights are kept in steps of 1/perUnit and reach ±127 steps.
const perUnit = 24

func newBuilder(name string, n int) *builder {
	rows := uint64(n)*5/4 + 16
	return &builder{name: name, rows: rows, table: make([]byte, rows*rowBytes)}
}

func quantise(w float64) int32 { return int32(math.RoundToEven(w * perUnit)) }

func (b *builder) transitions(t *[nLabels + 1][nLabels + 1]float64) {
	for i := range t {
		for j := range t[i] {
			b.trans[i][j] = quantise(t[i][j])
		}
	}
}

func (b *builder) add(h uint64, w []float32) {
	f := fingerprint(h)
	for i := (h >> 32) * b.rows >> 32; ; i = (i + 1) % b.rows {
		row := b.table[i*rowBytes:][:rowBytes]
		g := uint32(row[0]) | uint32(row[1])<<8 | uint32(row[2])<<16
		if g == f {
			return
		}
		if g != 0 {
			continue
		}
		row[0], row[1], row[2] = byte(f), byte(f>>8), byte(f>>16)
		for k, x := range w {
			row[3+k] = byte(int8(min(127, max(-127, quantise(float64(x))))))
		}
		return
	}
}

func (b *builder) bytes() ([]byte, error) {
	if len(b.name) > 40 {
		return nil, fmt.Errorf("ner: model name %q too long", b.name)
	}
	file := make([]byte, 16+headerSize, 16+headerSize+len(b.table))
	copy(file, magic)
	h := file[16:]
	binary.LittleEndian.PutUint32(h, uint32(b.rows))
	if b.second {
		h[4] = 1
	}
	at := 8
	for i := range b.trans {
		for j := range b.trans[i] {
			binary.LittleEndian.PutUint16(h[at:], uint16(int16(b.trans[i][j])))
			at += 2
		}
	}
	h[at] = byte(len(b.name))
	copy(h[at+1:], b.name)
	file = append(file, b.table...)
	sum := sha256.Sum256(file[16:])
	copy(file[8:16], sum[:8])
	return file, nil
}
