package token

// A Tag is a part of speech in the Penn Treebank's set. The zero Tag means that
// the token has not been tagged.
type Tag uint8

// The tags, in an order that is part of the embedded tables.
const (
	_ Tag = iota
	CC
	CD
	DT
	EX
	FW
	IN
	JJ
	JJR
	JJS
	LS
	MD
	NN
	NNP
	NNPS
	NNS
	PDT
	POS
	PRP
	PRPS // PRP$
	RB
	RBR
	RBS
	RP
	SYM
	TO
	UH
	VB
	VBD
	VBG
	VBN
	VBP
	VBZ
	WDT
	WP
	WPS // WP$
	WRB
	Dollar     // $
	Hash       // #
	OpenQuote  // ``
	CloseQuote // ''
	OpenParen  // (
	CloseParen // )
	Comma      // ,
	Period     // . ? !
	Colon      // : ; ... - --
	tagCount
)

var tagNames = [tagCount]string{
	"", "CC", "CD", "DT", "EX", "FW", "IN", "JJ", "JJR", "JJS", "LS", "MD",
	"NN", "NNP", "NNPS", "NNS", "PDT", "POS", "PRP", "PRP$", "RB", "RBR",
	"RBS", "RP", "SYM", "TO", "UH", "VB", "VBD", "VBG", "VBN", "VBP", "VBZ",
	"WDT", "WP", "WP$", "WRB", "$", "#", "``", "''", "(", ")", ",", ".", ":",
}

// String returns the tag as the Penn Treebank writes it, and "" for the zero Tag.
func (t Tag) String() string {
	if t < tagCount {
		return tagNames[t]
	}
	return ""
}
