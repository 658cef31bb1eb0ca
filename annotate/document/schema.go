package document

import _ "embed"

//go:embed schema.json
var schemaJSON []byte

// SchemaJSON gives the JSON Schema (draft 2020-12) of annotate/v1. It says all
// that [Read] demands of a JSON document but what a schema cannot: that spans
// are in order and ids resolve, that offsets fit the text, and that a day is
// in the calendar. The caller owns the bytes.
func SchemaJSON() []byte { return append([]byte(nil), schemaJSON...) }
