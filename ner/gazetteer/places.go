package gazetteer

import (
	"cmp"
	_ "embed" // for the compiled places
	"encoding/binary"
	"fmt"
	"math"
	"math/bits"
	"slices"
	"strings"
)

// PlaceKind is what sort of place a Place is.
type PlaceKind uint8

// The kinds. Nation is no place: it is a people or its adjective, which names
// the country without being a mention of it.
const (
	AnyPlace   PlaceKind = iota // listed, without a kind
	Nation                      // Turkish, Turks
	CountryOf                   // a country, or a territory with a code of its own
	RegionOf                    // first or second division of a country, or a part of the world
	CityOf                      // city, town or village
	WaterOf                     // sea, river, lake
	MountainOf                  // mountain or range
	FacilityOf                  // what people built and go to
)

// A Place is one entry of the table of places.
type Place struct {
	Index    int       // of the entry: two names of one place have one Index
	Kind     PlaceKind //
	Country  int       // Index of the country, or -1: none, several or disputed
	Region   int       // Index of a city's first division, or -1
	ISO      string    // ISO 3166-1 alpha-2 of the country, or ""
	GeoNames int       // id, or 0
	Lat, Lon float64   // degrees with four decimals; both 0 are unknown
	Size     int       // eight times the binary logarithm of the population, or 0
	Alias    bool      // the name asked for is not the one it is listed under
}

//go:embed places.bin
var placeData string

// placeTable is places.bin:
//
//	magic      "plc" and the version of the format
//	countries  uint32: number of the countries, which are the first entries
//	entries    uint32: number of all
//	lists      uint32: number of the items of lists
//	iso        2 bytes for each country
//	entries    entrySize bytes each (appendEntry)
//	lists      3 bytes each: index of an entry << 2, plus 2 for an alias, plus 1 at the end
//	names      a table that maps the hash of a name to the first item of its list
type placeTable struct {
	countries           int
	iso, entries, lists string
	names               table
}

const (
	placeMagic  = "plc\x01"
	placeHeader = 16
	entrySize   = 14
	noIndex     = 0xffff
)

var places = openPlaces(placeData)

func openPlaces(data string) placeTable {
	if data == "" {
		return placeTable{}
	}
	if !strings.HasPrefix(data, placeMagic) {
		panic("gazetteer: not a table of places")
	}
	t := placeTable{countries: int(le32(data[4:]))}
	entries, lists := int(le32(data[8:])), int(le32(data[12:]))
	data = data[placeHeader:]
	t.iso, data = data[:2*t.countries], data[2*t.countries:]
	t.entries, data = data[:entrySize*entries], data[entrySize*entries:]
	t.lists, data = data[:3*lists], data[3*lists:]
	t.names = open(data)
	return t
}

// FindPlaces appends to dst the places that have the name: first one that was
// settled by hand, then by population, those last that are better known by
// another name. Case and diacritics do not
// matter, nor do hyphens, full stops and apostrophes. Nothing is allocated when
// dst has room.
func FindPlaces(dst []Place, name string) []Place {
	at, ok := places.names.find(hashPlace(name))
	if !ok {
		return dst
	}
	for ; ; at++ {
		item := places.lists[3*at:]
		v := int(item[0]) | int(item[1])<<8 | int(item[2])<<16
		p := PlaceAt(v >> 2)
		p.Alias = v&2 != 0
		dst = append(dst, p)
		if v&1 != 0 {
			return dst
		}
	}
}

// PlaceAt returns the place with that Index.
func PlaceAt(index int) Place {
	e := places.entries[entrySize*index:]
	p := Place{
		Index:    index,
		Kind:     PlaceKind(e[13]),
		Country:  int(e[9]) | int(e[10]&1)<<8,
		Region:   int(e[11]) | int(e[12])<<8,
		GeoNames: int(e[0]) | int(e[1])<<8 | int(e[2])<<16,
		Size:     int(e[10] >> 1 << 1), // a quarter of a doubling is enough
	}
	if p.Country >= places.countries {
		p.Country = -1
	} else {
		p.ISO = places.iso[2*p.Country : 2*p.Country+2]
	}
	if p.Region == noIndex {
		p.Region = -1
	}
	lat := int(e[3]) | int(e[4])<<8 | int(e[5])<<16
	lon := int(e[6]) | int(e[7])<<8 | int(e[8])<<16
	if lat|lon != 0 {
		p.Lat, p.Lon = float64(lat-90_0000)/1e4, float64(lon-180_0000)/1e4
	}
	return p
}

// hashPlace hashes a name of a place: folded, in lower case, words parted by
// what is neither letter, digit, apostrophe nor full stop. St. and Mt. are
// written out.
func hashPlace(name string) uint64 {
	h := uint64(hashSeed)
	name = Fold(name)
	word, gap := 0, false // where the word begins, and whether one came before
	for i := 0; i <= len(name); i++ {
		if i < len(name) && isPlaceByte(name[i]) {
			continue
		}
		if w := name[word:i]; strings.Trim(w, ".'`") != "" {
			if gap {
				h = (h ^ ' ') * hashPrime
			}
			gap = true
			switch {
			case len(w) <= 3 && strings.EqualFold(strings.Trim(w, "."), "st"):
				w = "saint"
			case len(w) <= 3 && strings.EqualFold(strings.Trim(w, "."), "mt"):
				w = "mount"
			}
			for k := 0; k < len(w); k++ {
				if c := w[k]; c != '.' && c != '\'' && c != '`' {
					h = (h ^ uint64(lowerByte(c))) * hashPrime
				}
			}
		}
		word = i + 1
	}
	return mix(h)
}

func isPlaceByte(c byte) bool {
	return c >= 0x80 || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '\'' || c == '.' || c == '`'
}

// A PlaceBuilder collects what places.bin is compiled from. The zero value is empty.
type PlaceBuilder struct {
	iso     []string
	entries []Place
	lists   map[uint64][]int // entries << 1, plus 1 for an alias
	settled map[uint64]int   // what Settle said
}

// Country adds a country. All countries come before other places.
func (b *PlaceBuilder) Country(iso string, p Place) int {
	p.Kind, p.Country, p.Region = CountryOf, len(b.iso), -1
	b.iso = append(b.iso, iso)
	return b.Place(p)
}

// Place adds a place and returns its Index.
func (b *PlaceBuilder) Place(p Place) int {
	p.Index = len(b.entries)
	b.entries = append(b.entries, p)
	return p.Index
}

// Name gives a place a name. A name that it has already changes nothing.
func (b *PlaceBuilder) Name(name string, index int, alias bool) {
	if b.lists == nil {
		b.lists = map[uint64][]int{}
	}
	h := hashPlace(name)
	if h == mix(hashSeed) {
		return
	}
	for _, v := range b.lists[h] {
		if v>>1 == index {
			return
		}
	}
	v := index << 1
	if alias {
		v |= 1
	}
	b.lists[h] = append(b.lists[h], v)
}

// Settle gives a place a name by which it goes before all others that have it.
func (b *PlaceBuilder) Settle(name string, index int) {
	b.Name(name, index, false)
	h := hashPlace(name)
	list := b.lists[h]
	i := slices.IndexFunc(list, func(v int) bool { return v>>1 == index })
	list[i] &^= 1
	if b.settled == nil {
		b.settled = map[uint64]int{}
	}
	b.settled[h] = index
}

// Has returns the places that have the name, as Name was called.
func (b *PlaceBuilder) Has(name string) []Place {
	var list []Place
	for _, v := range b.lists[hashPlace(name)] {
		p := b.entries[v>>1]
		p.Alias = v&1 != 0
		list = append(list, p)
	}
	return list
}

// SizeOf is the Size of a population.
func SizeOf(population int) int {
	if population < 2 {
		return 0
	}
	return min(int(math.Log2(float64(population))*8), 255)
}

// Compile returns the file places.bin.
func (b *PlaceBuilder) Compile() ([]byte, error) {
	if len(b.iso) >= 1<<9-1 || len(b.entries) >= 1<<22 {
		return nil, fmt.Errorf("%d countries, %d places: too many", len(b.iso), len(b.entries))
	}
	var lists []byte
	items := 0
	names := make(map[uint64]uint64, len(b.lists))
	for _, h := range sortedKeys(b.lists) {
		list := b.lists[h]
		b.sortList(h, list)
		names[h] = uint64(items)
		for i, v := range list {
			item := v >> 1 << 2
			item |= v & 1 << 1
			if i == len(list)-1 {
				item |= 1
			}
			lists = append(lists, byte(item), byte(item>>8), byte(item>>16))
			items++
		}
	}
	out := []byte(placeMagic)
	out = append32(out, len(b.iso))
	out = append32(out, len(b.entries))
	out = append32(out, items)
	for _, iso := range b.iso {
		out = append(out, iso...)
	}
	for _, p := range b.entries {
		out = appendEntry(out, p)
	}
	out = append(out, lists...)
	table, err := compile(names, nil, 6, uint(bits.Len(uint(items))))
	return append(out, table...), err
}

func appendEntry(out []byte, p Place) []byte {
	lat, lon, country, region := 0, 0, p.Country, p.Region
	if p.Lat != 0 || p.Lon != 0 {
		lat, lon = int(math.Round(p.Lat*1e4))+90_0000, int(math.Round(p.Lon*1e4))+180_0000
	}
	if country < 0 {
		country = 1<<9 - 1
	}
	if region < 0 || region >= noIndex {
		region = noIndex
	}
	for _, v := range []int{p.GeoNames, lat, lon} {
		out = append(out, byte(v), byte(v>>8), byte(v>>16))
	}
	return append(out, byte(country), byte(p.Size&^1|country>>8), byte(region), byte(region>>8), byte(p.Kind))
}

// sortList puts what was settled first, then the largest places first and those known by another name last.
func (b *PlaceBuilder) sortList(h uint64, list []int) {
	first, ok := b.settled[h]
	behind := func(v int) int {
		if ok && v>>1 == first {
			return 0
		}
		return 1
	}
	slices.SortFunc(list, func(v, w int) int {
		x, y := b.entries[v>>1], b.entries[w>>1]
		return cmp.Or(cmp.Compare(behind(v), behind(w)), cmp.Compare(v&1, w&1), cmp.Compare(y.Size, x.Size), cmp.Compare(v, w))
	})
}

func sortedKeys(m map[uint64][]int) []uint64 {
	keys := make([]uint64, 0, len(m))
	for h := range m {
		keys = append(keys, h)
	}
	slices.Sort(keys)
	return keys
}

func append32(out []byte, v int) []byte { return binary.LittleEndian.AppendUint32(out, uint32(v)) }
