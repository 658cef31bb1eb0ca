package main

import (
	"cmp"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"newsannotate/annotate/document"
	"newsannotate/annotate/markup"
)

func init() { commands["house"] = house }

// house works on the corpus that is ours:
//
//	house check  check every article and print the counts, and the agreement of its two markings
//	house blank  write the articles without their marks, for a second marking
//	house marks  print the marks of a folder of articles, one a line
//	house agree  compare two such lists: the agreement of two markings
//	house split  print which articles are for training, development and test
func house(args []string, out io.Writer) error {
	verb := "check"
	if len(args) > 0 && !strings.HasPrefix(args[0], "-") {
		verb, args = args[0], args[1:]
	}
	flags := flag.NewFlagSet("house "+verb, flag.ContinueOnError)
	dir := flags.String("dir", houseDir, "folder of marked articles")
	quiet := flags.Bool("q", false, "check: print problems only")
	to := flags.String("o", "", "blank: folder to write to")
	list := flags.Bool("list", false, "agree: print every disagreement")
	if err := flags.Parse(args); err != nil {
		return err
	}
	switch verb {
	case "check":
		return checkHouse(*dir, *quiet, out)
	case "blank":
		return blankHouse(*dir, *to)
	case "marks":
		return printMarks(*dir, out)
	case "agree":
		if flags.NArg() != 2 {
			return errors.New("agree wants two lists of marks")
		}
		return agree(flags.Arg(0), flags.Arg(1), *list, out)
	case "split":
		return splitHouse(*dir, out)
	}
	return fmt.Errorf("unknown verb %q", verb)
}

// houseDir is where the corpus lies, as seen from the top of the repository.
const houseDir = "testdata/house"

// checkHouse prints what is wrong with the corpus, and its counts. It fails
// where an article cannot be read or breaks a rule.
func checkHouse(dir string, quiet bool, out io.Writer) error {
	articles, errs := readArticles(dir)
	var problems []string
	for _, err := range errs {
		problems = append(problems, err.Error())
	}
	for _, a := range articles {
		problems = append(problems, checkArticle(a)...)
	}
	problems = append(problems, repeatedSentences(articles)...)
	problems = append(problems, repeatedPersons(articles)...)
	for _, p := range problems {
		fmt.Fprintln(out, p)
	}
	if !quiet {
		counts(out, articles)
		first, second := filepath.Join(dir, "marking-1.tsv"), filepath.Join(dir, "marking-2.tsv")
		if _, err := os.Stat(second); err == nil {
			if err := agree(first, second, false, out); err != nil {
				return err
			}
		}
	}
	if len(problems) > 0 {
		return fmt.Errorf("%d problems", len(problems))
	}
	return nil
}

// splitHouse prints the split: in the order of desk, country and the hash of
// the name, one article in ten is for development and one for test, so that
// both have every desk and region.
func splitHouse(dir string, out io.Writer) error {
	articles, errs := readArticles(dir)
	if len(errs) > 0 {
		return errs[0]
	}
	slices.SortFunc(articles, func(a, b *markup.Article) int {
		return cmp.Or(strings.Compare(a.Desk, b.Desk), strings.Compare(a.Country, b.Country), cmp.Compare(textHash(a.Name), textHash(b.Name)))
	})
	lines := make([]string, len(articles))
	for i, a := range articles {
		part := "train"
		switch i % 10 {
		case 3:
			part = "dev"
		case 8:
			part = "test"
		}
		lines[i] = a.Name + " " + part
	}
	slices.Sort(lines)
	_, err := fmt.Fprintln(out, strings.Join(lines, "\n"))
	return err
}

// readArticles reads every article below dir, by name, and what cannot be read.
func readArticles(dir string) ([]*markup.Article, []error) {
	paths, _ := filepath.Glob(filepath.Join(dir, "*.txt"))
	if len(paths) == 0 {
		return nil, []error{errors.New(dir + ": no articles")}
	}
	var articles []*markup.Article
	var errs []error
	for _, path := range paths {
		if filepath.Base(path) == "split.txt" {
			continue
		}
		a, err := readArticle(path)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		articles = append(articles, a)
	}
	return articles, errs
}

// readArticle reads one article.
func readArticle(path string) (*markup.Article, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return markup.Read(filepath.Base(path), f)
}

// checkArticle lists what is wrong within one article.
func checkArticle(a *markup.Article) []string {
	var problems []string
	report := func(offset int, format string, args ...any) {
		line := 1 + strings.Count(a.Text[:offset], "\n")
		problems = append(problems, fmt.Sprintf("%s.txt: body line %d: %s", a.Name, line, fmt.Sprintf(format, args...)))
	}
	published, err := time.Parse(time.DateOnly, a.Published.Value)
	if err != nil {
		report(0, "published %q is no ISO day", a.Published.Value)
	}
	if !utf8.ValidString(a.Text) {
		report(0, "not UTF-8")
	}
	mentioned := map[string]bool{}
	for _, m := range a.Mentions {
		mentioned[m.Entity] = true
		if m.Type == document.Date {
			if why := checkDate(m, published); why != "" {
				report(m.Start, "%q: %s", m.Text, why)
			}
		}
	}
	for _, e := range a.Entities {
		if !mentioned[e.ID] {
			report(0, "entity %q has no mention", e.ID)
		}
	}
	for _, gap := range unmarked(a) {
		report(gap.start, "%q is marked elsewhere in the article but not here", gap.text)
	}
	return problems
}

// checkDate says what is wrong with a date's value: a weekday that is none, or
// one that lies more than a week from the day of publication.
func checkDate(m document.Mention, published time.Time) string {
	day, err := time.Parse(time.DateOnly, m.Value)
	if len(m.Value) == len(time.DateOnly) && err != nil && !strings.ContainsAny(m.Value, "XWQHSPT") {
		return fmt.Sprintf("value %q is no day", m.Value)
	}
	if err != nil {
		return ""
	}
	for w := time.Sunday; w <= time.Saturday; w++ {
		if strings.EqualFold(m.Text, w.String()) {
			if day.Weekday() != w {
				return fmt.Sprintf("%s is a %s", m.Value, day.Weekday())
			}
			if d := day.Sub(published).Hours() / 24; d < -7 || d > 7 {
				return fmt.Sprintf("%s is %.0f days from %s", m.Value, d, published.Format(time.DateOnly))
			}
		}
	}
	return ""
}

type gap struct {
	start int
	text  string
}

// unmarked finds the texts of marked names that also stand unmarked, as whole
// words in the same case.
func unmarked(a *markup.Article) []gap {
	covered := make([]bool, len(a.Text)+1)
	names := map[string]bool{}
	for _, m := range a.Mentions {
		for i := m.Start; i < m.End; i++ {
			covered[i] = true
		}
		first, _ := utf8.DecodeRuneInString(m.Text)
		if m.Type != document.Date && unicode.IsUpper(first) && utf8.RuneCountInString(m.Text) > 2 {
			names[m.Text] = true
		}
	}
	var gaps []gap
	for name := range names {
		for from := 0; ; {
			i := strings.Index(a.Text[from:], name)
			if i < 0 {
				break
			}
			start, end := from+i, from+i+len(name)
			from = end
			before, _ := utf8.DecodeLastRuneInString(a.Text[:start])
			after, _ := utf8.DecodeRuneInString(a.Text[end:])
			if !covered[start] && !covered[end-1] && !wordRune(before) && !wordRune(after) && !insideName(a.Text, start, end) {
				gaps = append(gaps, gap{start, name})
			}
		}
	}
	slices.SortFunc(gaps, func(a, b gap) int { return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(a.text, b.text)) })
	return gaps
}

func wordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || r == '-' }

// insideName reports whether the name at [start, end) has a capitalised word
// beside it: it may then be part of an event, a law or a work, which are not
// mentions.
func insideName(text string, start, end int) bool {
	before := strings.Fields(text[max(0, start-40):start])
	after := strings.Fields(text[end:min(len(text), end+40)])
	capital := func(s string) bool {
		r, _ := utf8.DecodeRuneInString(strings.TrimLeft(s, `"'“‘(`))
		return unicode.IsUpper(r)
	}
	return len(before) > 0 && start > 0 && text[start-1] == ' ' && capital(before[len(before)-1]) ||
		len(after) > 0 && end < len(text) && text[end] == ' ' && capital(after[0])
}

// repeatedSentences finds sentences that share more than half of their word
// 4-grams with a sentence of another article: prose made from templates.
func repeatedSentences(articles []*markup.Article) []string {
	type sentence struct{ article, line, grams int }
	var sentences []sentence
	index := map[string][]int{}
	var problems []string
	for ai, a := range articles {
		for li, line := range strings.Split(a.Text, "\n") {
			for _, s := range strings.SplitAfter(line, ". ") {
				words := strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !wordRune(r) })
				if len(words) < 8 {
					continue
				}
				id := len(sentences)
				shared := map[int]int{}
				sentences = append(sentences, sentence{ai, li + 1, len(words) - 3})
				for i := 0; i+4 <= len(words); i++ {
					gram := strings.Join(words[i:i+4], " ")
					for _, other := range index[gram] {
						shared[other]++
					}
					index[gram] = append(index[gram], id)
				}
				for other, n := range shared {
					if o := sentences[other]; o.article != ai && 2*n > min(o.grams, len(words)-3) {
						problems = append(problems, fmt.Sprintf("%s.txt: body line %d: %q is much like body line %d of %s.txt",
							a.Name, li+1, strings.TrimSpace(s), o.line, articles[o.article].Name))
					}
				}
			}
		}
	}
	slices.Sort(problems)
	return problems
}

// maxShared is the number of articles in which one person may occur: real
// public figures recur, invented people should not.
const maxShared = 4

func repeatedPersons(articles []*markup.Article) []string {
	in := map[string][]string{}
	for _, a := range articles {
		for _, e := range a.Entities {
			if e.Type == document.Person && strings.Contains(e.Name, " ") {
				in[e.Name] = append(in[e.Name], a.Name)
			}
		}
	}
	var problems []string
	for name, where := range in {
		if len(where) > maxShared {
			problems = append(problems, fmt.Sprintf("person %q is in %d articles (limit %d): %s", name, len(where), maxShared, strings.Join(where, ", ")))
		}
	}
	slices.Sort(problems)
	return problems
}

// counts prints how much there is of everything.
func counts(out io.Writer, articles []*markup.Article) {
	words := 0
	types, desks, countries := map[string]int{}, map[string]int{}, map[string]int{}
	for _, a := range articles {
		words += len(strings.Fields(a.Text))
		desks[a.Desk]++
		countries[a.Country]++
		for _, m := range a.Mentions {
			types[string(m.Type)]++
		}
	}
	fmt.Fprintf(out, "articles %d, words %d, countries %d\n", len(articles), words, len(countries))
	for _, table := range []struct {
		name   string
		counts map[string]int
	}{{"mentions", types}, {"desks", desks}, {"countries", countries}} {
		keys := make([]string, 0, len(table.counts))
		for k := range table.counts {
			keys = append(keys, k)
		}
		slices.SortFunc(keys, func(a, b string) int {
			return cmp.Or(-cmp.Compare(table.counts[a], table.counts[b]), strings.Compare(a, b))
		})
		fmt.Fprintf(out, "%s:", table.name)
		for _, k := range keys {
			fmt.Fprintf(out, " %s %d", k, table.counts[k])
		}
		fmt.Fprintln(out)
	}
}
