package document

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
)

// AppendYAML appends a value that is not a Document, such as a report, as one
// YAML document: what encoding/json makes of v, with the same keys in the same
// order, so one set of struct tags serves both formats. A mapping or list is
// written in block style; an item of a list that holds only scalars and lists
// of them stands on one line, so that a line diff shows one item. Strings are
// quoted as in a Document.
//
// An error means that encoding/json cannot encode v, or that it holds a
// character that YAML does not allow. It may be called from several
// goroutines at once.
func AppendYAML(dst []byte, v any) ([]byte, error) {
	data, err := json.Marshal(v)
	if err != nil {
		return dst, err
	}
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.UseNumber()
	root, err := readValue(dec)
	if err != nil {
		return dst, err
	}
	e := encoder{b: dst, format: YAML}
	if root.short() {
		e.flow(root)
		e.b = append(e.b, '\n')
	} else {
		e.lines(root, 0)
	}
	if e.err != nil {
		return dst, e.err
	}
	return e.b, nil
}

// A value is one JSON value with the order of its keys. For a mapping, keys
// has the name of each item.
type value struct {
	delim  json.Delim // '{', '[', or 0 for a scalar
	scalar any
	keys   []string
	items  []*value
}

func (v *value) isMap() bool { return v.delim == '{' }

// short reports whether v is a scalar, is empty, or is a list of scalars.
func (v *value) short() bool {
	if v.isMap() && len(v.items) > 0 {
		return false
	}
	for _, item := range v.items {
		if item.delim != 0 {
			return false
		}
	}
	return true
}

// row reports whether v stands on one line as an item of a list.
func (v *value) row() bool {
	for _, item := range v.items {
		if !item.short() {
			return false
		}
	}
	return v.isMap() || v.short()
}

func readValue(dec *json.Decoder) (*value, error) {
	t, err := dec.Token()
	if err != nil {
		if err == io.EOF {
			err = io.ErrUnexpectedEOF
		}
		return nil, err
	}
	delim, ok := t.(json.Delim)
	if !ok {
		return &value{scalar: t}, nil
	}
	v := &value{delim: delim}
	for dec.More() {
		if v.isMap() {
			key, err := dec.Token()
			if err != nil {
				return nil, err
			}
			v.keys = append(v.keys, key.(string))
		}
		item, err := readValue(dec)
		if err != nil {
			return nil, err
		}
		v.items = append(v.items, item)
	}
	_, err = dec.Token()
	return v, err
}

// flow writes v on the line that is open.
func (e *encoder) flow(v *value) {
	switch v.delim {
	case 0:
		e.scalar(v.scalar)
	case '[':
		e.open('[')
		for _, item := range v.items {
			e.comma()
			e.flow(item)
		}
		e.close(']')
	default:
		e.open('{')
		for i, item := range v.items {
			e.comma()
			e.text("key", v.keys[i])
			e.b = append(e.b, ": "...)
			e.flow(item)
		}
		e.close('}')
	}
}

// lines writes a mapping or a list that is not empty, from the start of a line
// and to the end of one.
func (e *encoder) lines(v *value, level int) {
	for i, item := range v.items {
		for range level {
			e.b = append(e.b, "  "...)
		}
		oneLine := item.short()
		if v.isMap() {
			e.text("key", v.keys[i])
			e.b = append(e.b, ':')
		} else {
			e.b = append(e.b, '-')
			oneLine = item.row()
		}
		switch {
		case oneLine:
			e.b = append(e.b, ' ')
			e.flow(item)
			e.b = append(e.b, '\n')
		case v.isMap():
			e.b = append(e.b, '\n')
			e.lines(item, level+1)
		default: // it begins on the line of its dash, whose two columns are its indent
			start := len(e.b)
			e.lines(item, level+1)
			e.b = append(e.b[:start], e.b[start+2*level+1:]...)
		}
	}
}

func (e *encoder) scalar(v any) {
	switch v := v.(type) {
	case nil:
		e.b = append(e.b, "null"...)
	case string:
		e.text("value", v)
	default:
		e.b = fmt.Append(e.b, v)
	}
}
