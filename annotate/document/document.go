// Package document holds the Document: what annotate writes for one article
// and what every later command reads. It knows no model, no prose and no
// command line.
//
// A Document is plain data. Values may be read from several goroutines at
// once and must not be changed while they are. [Read] and [Parse] take YAML and
// JSON, strictly; [Append] and the functions on it write, the same bytes for
// the same Document. Comments in a YAML input are not kept.
//
// yaml.v3 is behind [ParseYAML], which also serves configuration and front
// matter; [Decoder] reads its Nodes strictly and reports faults with their
// places.
package document

// Schema is the name and version of the format that this package reads and
// writes.
const Schema = "annotate/v1"

// Type says what a mention or an entity is.
type Type string

// The four types. Dates have mentions but no entities.
const (
	Person       Type = "person"
	Place        Type = "place"
	Organisation Type = "organisation"
	Date         Type = "date"
)

// Types lists the types in the order in which reports show them.
var Types = []Type{Person, Place, Organisation, Date}

// Unit is what the offsets of one Document count.
type Unit string

// The units. Bytes is the default; Runes counts code points, UTF16 counts
// UTF-16 code units.
const (
	Bytes Unit = "bytes"
	Runes Unit = "runes"
	UTF16 Unit = "utf16"
)

// Timex is the TIMEX3 class of a date mention.
type Timex string

// The TIMEX3 classes.
const (
	TimexDate     Timex = "DATE"
	TimexTime     Timex = "TIME"
	TimexDuration Timex = "DURATION"
	TimexSet      Timex = "SET"
)

// ByHand is the value of Mention.By for what a person added or changed.
const ByHand = "hand"

// A Document is the annotation of one article. Absent fields are unknown.
type Document struct {
	Schema    string // always Schema
	Source    Source
	Title     string
	Byline    string
	Published Published
	Offsets   Unit   // empty in a value built by hand means Bytes
	Text      string // the annotated text itself, only where it is not the file
	Generator Generator
	Entities  []Entity  // sorted by first mention
	Mentions  []Mention // in text order, without overlap
	Rejected  []Rejected
	Warnings  []string
}

// A Source names what was annotated. Path has forward slashes and is relative
// to the folder of the YAML file, or as given where the Document went to
// standard output.
type Source struct {
	Path   string
	Record string // the id of a JSON Lines record
	SHA256 string // lower-case hex of the bytes as given
	Bytes  int
}

// Published is the day of publication as ISO 8601 and how it was found: flag,
// metadata, filename, url, dateline, dateline-year, byline, caption or weekday.
type Published struct {
	Value string
	From  string
}

// Generator says what wrote a Document: the tool and its version, the model
// with the start of its hash, the hash of the options that change output, and
// the digest of the content as it was written, which tells a later edit.
type Generator struct {
	Tool    string
	Version string
	Model   string
	Options string
	Digest  string
}

// An Entity is one real thing that mentions refer to. Its ID has the form that
// Slug gives. Kind, ISO, Lat, Lon and GeoNames are of places; Lat and Lon both
// 0 are unknown.
type Entity struct {
	ID       string
	Type     Type
	Name     string
	Aliases  []string
	Roles    []string
	Kind     string // of a place: country, region, city, water, mountain, facility or other
	ISO      string // ISO 3166-1 alpha-2; of a city or region its country's
	Lat, Lon float64
	GeoNames int
	Note     string
}

// A Mention is one span of text. Start and End are half open, 0-based and in
// the Document's unit. A mention that a person added may have neither: both
// are then 0, and Placed is false.
type Mention struct {
	Start, End int
	Type       Type
	Text       string
	Entity     string // an Entity.ID
	Timex      Timex
	Value      string // ISO 8601 or TIMEX3
	Mod        string // TIMEX3 mod: START MID END APPROX LESS_THAN …
	Range      string // begin/end, on each end of a range
	Fiscal     bool
	Invalid    bool    // an impossible date such as Feb. 30
	Score      float64 // a probability in (0, 1] with two decimals; 0 is unknown
	Evidence   []string
	By         string
}

// Placed reports whether m has offsets.
func (m Mention) Placed() bool { return m.End > m.Start }

// Rejected is a span that a person has refused: it is not proposed again for
// the same text. Like a Mention it may lack offsets. Rejected spans stand in
// any order and may overlap.
type Rejected struct {
	Start, End int
	Type       Type
	Text       string
}

// Placed reports whether r has offsets.
func (r Rejected) Placed() bool { return r.End > r.Start }
