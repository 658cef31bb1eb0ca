package main

import (
	"bufio"
	"cmp"
	"errors"
	"flag"
	"fmt"
	"hash/fnv"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"newsannotate/annotate/document"
	"newsannotate/annotate/markup"
	"newsannotate/ner"
)

func init() { commands["gmb"] = gmb }

// gmb works on the news of the Groningen Meaning Bank, whose text is public
// domain and whose labels we leave alone. Sentences are marked by us; only the
// marks are kept, as a list keyed by the number of the sentence and the hash of
// its text.
//
//	gmb pick   print the sentences that teach most
//	gmb draft  print picked sentences with the marks of a model, for correction
//	gmb keep   read marked sentences and print the list of their marks
func gmb(args []string, out io.Writer) error {
	if len(args) == 0 {
		return errors.New("want pick or keep")
	}
	flags := flag.NewFlagSet("gmb "+args[0], flag.ContinueOnError)
	root := flags.String("corpora", "../shared/corpora", "folder of the corpora")
	model := flags.String("model", "ner/model.bin", "the model whose doubts count, and whose marks are corrected")
	n := flags.Int("n", 4000, "pick: how many sentences")
	picked := flags.String("picked", "", "draft: what pick printed")
	if err := flags.Parse(args[1:]); err != nil {
		return err
	}
	sentences, err := gmbSentences(*root)
	if err != nil {
		return err
	}
	switch args[0] {
	case "pick", "draft":
		file, err := os.ReadFile(*model)
		if err != nil {
			return err
		}
		r, err := ner.Open(string(file))
		if err != nil {
			return err
		}
		if args[0] == "draft" {
			return draftGMB(r, *picked, out)
		}
		return pickGMB(r, sentences, *n, out)
	case "keep":
		return keepGMB(flags.Args(), sentences, out)
	}
	return fmt.Errorf("unknown verb %q", args[0])
}

// gmbFile is the part of the corpus that may be trained on.
const gmbFile = "gmb/train"

// gmbMarks is the list of our marks on it.
const gmbMarks = houseDir + "/gmb.tsv"

// gmbSentences reads the sentences as text; their labels are gmb's own.
func gmbSentences(root string) ([]corpusDoc, error) {
	f, err := os.Open(corpusPath(root, "train", gmbFile))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var sentences []corpusDoc
	var j joiner
	scan := bufio.NewScanner(f)
	for scan.Scan() {
		word, tag, _ := strings.Cut(scan.Text(), "\t")
		switch {
		case word == "" && j.open():
			sentences = append(sentences, j.doc())
			j = joiner{}
		case word != "" && word != "-DOCSTART-":
			j.token(word, tag)
		}
	}
	if j.open() {
		sentences = append(sentences, j.doc())
	}
	return sentences, scan.Err()
}

func textHash(text string) uint32 {
	h := fnv.New32a()
	_, _ = io.WriteString(h, text)
	return h.Sum32()
}

// chunk is how many sentences in a row are marked, so that a model sees some of
// the article.
const chunk = 5

// pickGMB prints the number, a tab and the text of n sentences: nine tenths from
// the chunks where the model doubts or differs from gmb's labels most,
// organisations first, and a tenth from chunks drawn by the hash of their text,
// as a check on the choice.
func pickGMB(r ner.Recogniser, sentences []corpusDoc, n int, out io.Writer) error {
	type scored struct {
		first int
		doubt float64
		draw  uint32
	}
	var chunks []scored
	for first := 0; first+chunk <= len(sentences); first += chunk {
		c := scored{first: first}
		var text strings.Builder
		var gold []ner.Mention
		for _, s := range sentences[first : first+chunk] {
			for _, m := range s.gold {
				m.Start += text.Len()
				m.End += text.Len()
				gold = append(gold, m)
			}
			text.WriteString(s.text + " ")
		}
		c.draw = textHash(text.String())
		found := recognise(r, text.String())
		for _, m := range found {
			c.doubt += weight(m) * 2 * math.Min(m.Score, 1-m.Score)
			if !slices.ContainsFunc(gold, func(g ner.Mention) bool { return g.Span == m.Span && g.Type == m.Type }) {
				c.doubt += weight(m)
			}
		}
		for _, g := range gold {
			if !slices.ContainsFunc(found, func(m ner.Mention) bool { return g.Span == m.Span && g.Type == m.Type }) {
				c.doubt += weight(g)
			}
		}
		chunks = append(chunks, c)
	}
	slices.SortStableFunc(chunks, func(a, b scored) int { return cmp.Compare(b.doubt, a.doubt) })
	taken := chunks[:min(len(chunks), n/chunk*9/10)]
	rest := slices.Clone(chunks[len(taken):])
	slices.SortStableFunc(rest, func(a, b scored) int { return cmp.Compare(a.draw, b.draw) })
	taken = append(slices.Clone(taken), rest[:min(len(rest), n/chunk-len(taken))]...)
	slices.SortFunc(taken, func(a, b scored) int { return cmp.Compare(a.first, b.first) })
	w := bufio.NewWriter(out)
	for _, c := range taken {
		for i, s := range sentences[c.first : c.first+chunk] {
			fmt.Fprintf(w, "%d\t%s\n", c.first+i, s.text)
		}
	}
	return w.Flush()
}

// draftGMB prints the picked sentences with the marks of r, which sees the
// sentences of a chunk together.
func draftGMB(r ner.Recogniser, picked string, out io.Writer) error {
	data, err := os.ReadFile(picked)
	if err != nil {
		return err
	}
	w := bufio.NewWriter(out)
	for lines := range slices.Chunk(strings.Split(strings.TrimRight(string(data), "\n"), "\n"), chunk) {
		var text strings.Builder
		starts := make([]int, len(lines))
		for i, line := range lines {
			starts[i] = text.Len()
			_, sentence, _ := strings.Cut(line, "\t")
			text.WriteString(sentence + "\n\n")
		}
		found := recognise(r, text.String())
		for i, line := range lines {
			number, sentence, _ := strings.Cut(line, "\t")
			a := markup.Article{Document: &document.Document{Text: sentence}}
			for _, m := range found {
				if m.Start >= starts[i] && m.End <= starts[i]+len(sentence) {
					a.Mentions = append(a.Mentions, document.Mention{Start: m.Start - starts[i], End: m.End - starts[i], Entity: m.Type.String()})
				}
			}
			var b strings.Builder
			if err := markup.Write(&b, &a); err != nil {
				return err
			}
			_, body, _ := strings.Cut(b.String(), "\n---\n")
			fmt.Fprintf(w, "%s\t%s\n", number, body)
		}
	}
	return w.Flush()
}

// weight is how much a doubt about m counts: organisations are the weak class.
func weight(m ner.Mention) float64 {
	if m.Type == ner.Organisation {
		return 2
	}
	return 1
}

// keepGMB reads files of marked sentences, "number, tab, text" with marks such
// as [Ankara](place), and prints number, hash, start, end and type of each mark.
// A sentence without marks has a line of its own, so that it counts as read.
func keepGMB(paths []string, sentences []corpusDoc, out io.Writer) error {
	lines := map[int]string{}
	var wrong []error
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for i, line := range strings.Split(strings.TrimRight(string(data), "\n"), "\n") {
			marked, number, err := gmbLine(line, sentences)
			if err != nil {
				wrong = append(wrong, fmt.Errorf("%s:%d: %w", filepath.Base(path), i+1, err))
				continue
			}
			var b strings.Builder
			hash := textHash(marked.Text)
			for _, m := range marked.Mentions {
				if m.Type != document.Date {
					fmt.Fprintf(&b, "%d\t%08x\t%d\t%d\t%s\n", number, hash, m.Start, m.End, m.Type)
				}
			}
			if b.Len() == 0 {
				fmt.Fprintf(&b, "%d\t%08x\n", number, hash)
			}
			lines[number] = b.String()
		}
	}
	numbers := make([]int, 0, len(lines))
	for n := range lines {
		numbers = append(numbers, n)
	}
	slices.Sort(numbers)
	for _, n := range numbers {
		if _, err := io.WriteString(out, lines[n]); err != nil {
			return err
		}
	}
	return errors.Join(wrong...)
}

// gmbLine reads one marked sentence and holds that it is the sentence of that
// number.
func gmbLine(line string, sentences []corpusDoc) (*markup.Article, int, error) {
	head, text, ok := strings.Cut(line, "\t")
	var number int
	if _, err := fmt.Sscan(head, &number); err != nil || number < 0 || number >= len(sentences) {
		return nil, 0, fmt.Errorf("want a sentence's number, a tab and its text, not %q", line)
	}
	if !ok { // read, and nothing to mark
		return &markup.Article{Document: &document.Document{Text: sentences[number].text}}, number, nil
	}
	const header = "desk: gmb\ncountry: US\npublished: 2000-01-01\nperson person = P\nplace place = P | other\norganisation organisation = O\n\n---\n"
	a, err := markup.Read("sentence", strings.NewReader(header+text))
	if err != nil {
		return nil, number, err
	}
	if want := sentences[number].text; a.Text != want {
		return nil, number, fmt.Errorf("without its marks the text is %q, want %q", a.Text, want)
	}
	return a, number, nil
}

// markedGMB joins the marks that we keep to gmb's text: one document for each
// run of sentences. It fails where a sentence is not the one that was marked.
func markedGMB(root, marks string) ([]corpusDoc, error) {
	data, err := os.ReadFile(marks)
	if err != nil {
		return nil, err
	}
	sentences, err := gmbSentences(root)
	if err != nil {
		return nil, err
	}
	var docs []corpusDoc
	last, start := -2, 0 // the sentence before, and where it began
	for i, line := range strings.Split(strings.TrimRight(string(data), "\n"), "\n") {
		fields := strings.Split(line, "\t")
		var number int
		var hash uint32
		_, err := fmt.Sscanf(line, "%d\t%x", &number, &hash)
		if err != nil || number < last || number >= len(sentences) || textHash(sentences[number].text) != hash {
			return nil, fmt.Errorf("%s:%d: %q is not about the text of %s", marks, i+1, line, gmbFile)
		}
		if number > last+1 {
			docs = append(docs, corpusDoc{whole: true})
		}
		d := &docs[len(docs)-1]
		if number != last {
			if d.text != "" {
				d.text += " "
			}
			start = len(d.text)
			d.text += sentences[number].text
		}
		last = number
		if len(fields) == 5 {
			var m ner.Mention
			if _, err := fmt.Sscan(fields[2]+" "+fields[3], &m.Start, &m.End); err != nil {
				return nil, fmt.Errorf("%s:%d: %w", marks, i+1, err)
			}
			m.Start += start
			m.End += start
			m.Type = nameTypes[document.Type(fields[4])]
			d.gold = append(d.gold, m)
		}
	}
	return docs, nil
}
