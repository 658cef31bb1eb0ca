package token_test

import (
	"fmt"

	"newsannotate/ner/token"
)

func Example() {
	text := "Gen. Akar left the U.S. He didn't return."
	sentences := token.Split(text)
	token.TagAll(text, sentences)
	for _, s := range sentences {
		fmt.Println(s.Start, s.End)
		for _, t := range s.Tokens {
			fmt.Printf("\t%d\t%s\t%s\n", t.Start, t.Of(text), t.Tag)
		}
	}
	// Output:
	// 0 23
	// 	0	Gen.	NNP
	// 	5	Akar	NNP
	// 	10	left	VBD
	// 	15	the	DT
	// 	19	U.S.	NNP
	// 24 41
	// 	24	He	PRP
	// 	27	did	VBD
	// 	30	n't	RB
	// 	34	return	VB
	// 	40	.	.
}
