package gazetteer

import (
	"slices"
	"testing"
)

// TestFindPlaces holds the first place of a name.
func TestFindPlaces(t *testing.T) {
	for _, test := range []struct {
		name string
		kind PlaceKind
		iso  string
	}{
		{"Türkiye", CountryOf, "TR"}, {"Turkey", CountryOf, "TR"}, {"TURKEY", CountryOf, "TR"}, {"U.S.", CountryOf, "US"}, {"US", CountryOf, "US"},
		{"Kyiv", CityOf, "UA"}, {"Kiev", CityOf, "UA"}, {"St. Petersburg", CityOf, "RU"}, {"Saint Petersburg", CityOf, "RU"},
		{"Shusha", CityOf, "AZ"}, {"Côte d’Ivoire", CountryOf, "CI"}, {"Cote d'Ivoire", CountryOf, "CI"},
		{"Karabakh", RegionOf, ""}, {"Crimea", RegionOf, ""}, {"Jerusalem", CityOf, ""}, {"Texas", RegionOf, "US"}, {"Calif.", RegionOf, "US"},
		{"Black Sea", WaterOf, ""}, {"Bosphorus", WaterOf, "TR"}, {"Alps", MountainOf, ""}, {"Turkish", Nation, "TR"}, {"Azerbaijani", Nation, "AZ"},
	} {
		list := FindPlaces(nil, test.name)
		if test.name == "Shusha" { // the district of the name is larger
			list = slices.DeleteFunc(list, func(p Place) bool { return p.Kind != CityOf })
		}
		if len(list) == 0 || list[0].Kind != test.kind || list[0].ISO != test.iso {
			t.Errorf("%s: %+v, want kind %d in %q first", test.name, list, test.kind, test.iso)
		}
	}
	for _, name := range []string{"", " ", "'", "Xyzzyburg", "of the"} {
		if list := FindPlaces(nil, name); len(list) > 0 {
			t.Errorf("%q: %+v", name, list)
		}
	}
	paris := FindPlaces(nil, "Paris")
	if p := paris[0]; p.ISO != "FR" || p.GeoNames != 2988507 || p.Lat < 48.8 || p.Lat > 48.9 || p.Lon < 2.3 || p.Lon > 2.4 {
		t.Errorf("Paris: %+v", p)
	}
	texas := FindPlaces(nil, "Texas")[0]
	if !slices.ContainsFunc(paris, func(p Place) bool { return p.Region == texas.Index }) {
		t.Errorf("no Paris in Texas (%+v)", texas)
	}
}

// TestPlaceBuilder holds that what is compiled is found again, in its order.
func TestPlaceBuilder(t *testing.T) {
	var b PlaceBuilder
	x := b.Country("XX", Place{GeoNames: 1, Size: SizeOf(5_000_000)})
	b.Name("Xland", x, false)
	r := b.Place(Place{Kind: RegionOf, Country: x, Region: -1})
	b.Name("North", r, false)
	small := b.Place(Place{Kind: CityOf, Country: x, Region: r, GeoNames: 13_000_000, Lat: -89.9999, Lon: 179.9999, Size: SizeOf(2_000)})
	large := b.Place(Place{Kind: CityOf, Country: -1, Region: -1, Size: SizeOf(2_000_000)})
	b.Name("Town", small, false)
	b.Name("town", large, true)
	b.Name("Town", small, true) // it has the name already
	data, err := b.Compile()
	if err != nil {
		t.Fatal(err)
	}
	defer func(old placeTable) { places = old }(places)
	places = openPlaces(string(data))
	list := FindPlaces(nil, "TOWN")
	if len(list) != 2 || list[0].Index != small || list[0].Alias || !list[1].Alias || list[1].Country != -1 || list[1].ISO != "" {
		t.Fatalf("%+v", list)
	}
	if p := list[0]; p.Lat != -89.9999 || p.Lon != 179.9999 || p.GeoNames != 13_000_000 || p.ISO != "XX" || p.Region != r {
		t.Errorf("%+v", p)
	}
	if p := FindPlaces(nil, "xland"); len(p) != 1 || p[0].Kind != CountryOf || p[0].Size != SizeOf(5_000_000)&^1 {
		t.Errorf("%+v", p)
	}
}

func BenchmarkFindPlaces(b *testing.B) {
	var buf []Place
	b.ReportAllocs()
	for b.Loop() {
		buf = FindPlaces(buf[:0], "Türkiye")
		buf = FindPlaces(buf[:0], "Springfield")
	}
}
