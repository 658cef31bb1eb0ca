package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"newsannotate/annotate"
	scoring "newsannotate/annotate/compare"
	"newsannotate/annotate/document"
	"newsannotate/annotate/markup"
	"newsannotate/ner"
	"newsannotate/ner/token"
)

func init() { commands["eval-identity"] = evalIdentity }

// evalIdentity scores who is who on a part of the house corpus: given the
// mentions of the gold, and end to end.
func evalIdentity(args []string, out io.Writer) error {
	flags := flag.NewFlagSet("eval-identity", flag.ContinueOnError)
	flags.SetOutput(out)
	dir := flags.String("dir", houseDir, "folder of the corpus")
	part := flags.String("part", "dev", "train, dev or test")
	show := flags.Bool("errors", false, "list what is wrong given the gold mentions")
	if err := flags.Parse(args); err != nil {
		return err
	}
	names, err := articlesOf(*dir, *part)
	if err != nil {
		return err
	}
	a, err := annotate.New(annotate.Options{})
	if err != nil {
		return err
	}
	var s identityScore
	if *show {
		s.report = out
	}
	for _, name := range names {
		article, err := readArticle(filepath.Join(*dir, name+".txt"))
		if err != nil {
			return err
		}
		if err := s.add(a, article); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	s.print(out)
	return nil
}

// articlesOf are the names of the articles in a part of the corpus, as
// split.txt says.
func articlesOf(dir, part string) ([]string, error) {
	lines, err := os.ReadFile(filepath.Join(dir, "split.txt"))
	if err != nil {
		return nil, err
	}
	var names []string
	for line := range strings.Lines(string(lines)) {
		if name, ok := strings.CutSuffix(strings.TrimSpace(line), " "+part); ok {
			names = append(names, name)
		}
	}
	return names, nil
}

// An identityScore counts, over articles.
type identityScore struct {
	articles           int
	given, endToEnd    scoring.Scorer
	countries          struct{ gold, right int } // mentions
	cities             struct{ gold, resolved, right int }
	roles, strictRoles tally
	markedRoles        tally // of the people to whom the gold gives a role
	report             io.Writer
}

func (s *identityScore) add(a *annotate.Annotator, article *markup.Article) error {
	s.articles++
	sentences := token.Split(article.Text)
	token.TagAll(article.Text, sentences)
	var names []ner.Mention
	gold := *article.Document
	gold.Mentions = nil
	for _, m := range article.Mentions {
		if t, ok := nameTypes[m.Type]; ok {
			names = append(names, ner.Mention{Span: token.Span{Start: m.Start, End: m.End}, Type: t, Score: 1})
			gold.Mentions = append(gold.Mentions, m)
		}
	}
	entities, ids := annotate.Identify(article.Text, sentences, names)
	pred := gold
	pred.Entities = entities
	pred.Mentions = slices.Clone(gold.Mentions)
	for i := range pred.Mentions {
		pred.Mentions[i].Entity = ids[i]
	}
	if err := s.given.Add(article.Name, &scoring.Input{Document: &gold, Text: article.Text}, &scoring.Input{Document: &pred, Text: article.Text}); err != nil {
		return err
	}
	s.facts(&gold, &pred, article.Name)
	whole, err := a.Annotate(annotate.Source{Name: article.Name + ".txt", Data: []byte(article.Text)})
	if err != nil {
		return err
	}
	whole.Mentions = slices.DeleteFunc(whole.Mentions, func(m document.Mention) bool { return m.Type == document.Date })
	return s.endToEnd.Add(article.Name, &scoring.Input{Document: &gold, Text: article.Text}, &scoring.Input{Document: whole, Text: article.Text})
}

var nameTypes = map[document.Type]ner.Type{document.Person: ner.Person, document.Place: ner.Place, document.Organisation: ner.Organisation}

// facts scores countries and cities by mention, and roles by entity, of two
// Documents with the same mentions.
func (s *identityScore) facts(gold, pred *document.Document, name string) {
	byID := func(d *document.Document) map[string]*document.Entity {
		m := map[string]*document.Entity{}
		for i := range d.Entities {
			m[d.Entities[i].ID] = &d.Entities[i]
		}
		return m
	}
	g, p := byID(gold), byID(pred)
	goldRoles, predRoles := map[string][]string{}, map[string][]string{}
	twins := map[string]map[string]int{} // gold entity -> predicted, mentions
	seen := map[string]bool{}
	for i, m := range gold.Mentions {
		x, y := g[m.Entity], p[pred.Mentions[i].Entity]
		if twins[x.ID] == nil {
			twins[x.ID] = map[string]int{}
		}
		twins[x.ID][y.ID]++
		if x.Type == document.Person {
			goldRoles[x.ID] = x.Roles
		}
		wrong := ""
		switch {
		case x.Kind == "country" && x.ISO != "":
			s.countries.gold++
			if y.ISO == x.ISO {
				s.countries.right++
			} else {
				wrong = "country"
			}
		case x.Kind == "city" && x.ISO != "":
			s.cities.gold++
			if y.ISO != "" {
				s.cities.resolved++
			}
			if y.ISO == x.ISO {
				s.cities.right++
			} else {
				wrong = "city"
			}
		}
		if wrong != "" && !seen[m.Text] {
			seen[m.Text] = true
			s.printf("%s %s: %q is %s, not %q %s\n", name, wrong, m.Text, x.ISO, y.ISO, y.Kind)
		}
	}
	used := map[string]bool{}
	for _, e := range gold.Entities {
		best, most := "", 0
		for _, q := range pred.Entities {
			if n := twins[e.ID][q.ID]; n > most {
				best, most = q.ID, n
			}
		}
		if len(twins[e.ID]) > 1 {
			s.printf("%s split: %s %q into %d\n", name, e.Type, e.Name, len(twins[e.ID]))
		}
		if best != "" && used[best] {
			s.printf("%s merged: %s %q with others in %q (%q)\n", name, e.Type, e.Name, p[best].Name, p[best].Aliases)
		}
		used[best] = true
		if e.Type == document.Person {
			predRoles[e.ID] = p[best].Roles
		}
	}
	for _, e := range gold.Entities {
		if e.Type != document.Person {
			continue
		}
		a := scoreRoles(goldRoles[e.ID], predRoles[e.ID], func(r string) string { return strings.Join(roleCore(r), " ") })
		s.roles.add(a)
		if a.gold > 0 {
			s.markedRoles.add(a)
		}
		s.strictRoles.add(scoreRoles(goldRoles[e.ID], predRoles[e.ID], strings.ToLower))
		if a.right != a.gold || a.right != a.found {
			s.printf("%s roles: %s: %q, not %q\n", name, e.Name, goldRoles[e.ID], predRoles[e.ID])
		}
	}
}

func (s *identityScore) printf(format string, args ...any) {
	if s.report != nil {
		fmt.Fprintf(s.report, format, args...)
	}
}

// roleCore is what of a role all markings agree on: without article, and without
// what it is the head of. Head of the Drains Maintenance Unit is head.
func roleCore(role string) []string {
	words := strings.Fields(strings.ToLower(role))
	for i, w := range words {
		if i > 0 && (w == "of" || w == "for" || w == "to") {
			words = words[:i]
			break
		}
	}
	if len(words) > 1 && slices.Contains([]string{"a", "an", "the"}, words[0]) {
		words = words[1:]
	}
	for i, w := range words {
		words[i] = strings.TrimSuffix(w, ".")
	}
	return words
}

func scoreRoles(gold, pred []string, key func(string) string) tally {
	t := tally{gold: len(gold), found: len(pred)}
	left := slices.Clone(pred)
	for _, r := range gold {
		if i := slices.IndexFunc(left, func(p string) bool { return key(p) == key(r) }); i >= 0 {
			t.right++
			left = slices.Delete(left, i, i+1)
		}
	}
	return t
}

func (s *identityScore) print(out io.Writer) {
	fmt.Fprintf(out, "%d articles\n", s.articles)
	for _, c := range []struct {
		name   string
		scorer *scoring.Scorer
	}{{"gold mentions", &s.given}, {"end to end", &s.endToEnd}} {
		score := c.scorer.Score()
		fmt.Fprintf(out, "%-14s B-cubed %.4f  MUC %.4f  CEAF-e %.4f  CoNLL %.4f\n", c.name,
			score.BCubed.Rates().F1, score.MUC.Rates().F1, score.CEAFe.Rates().F1, score.CoNLL())
	}
	percent := func(a, b int) float64 { return 100 * float64(a) / float64(max(b, 1)) }
	fmt.Fprintf(out, "country codes  %.1f%% of %d mentions\n", percent(s.countries.right, s.countries.gold), s.countries.gold)
	fmt.Fprintf(out, "city countries %.1f%% resolved, %.1f%% of these right, of %d mentions\n",
		percent(s.cities.resolved, s.cities.gold), percent(s.cities.right, s.cities.resolved), s.cities.gold)
	f1 := func(t tally) float64 { return percent(2*t.right, t.gold+t.found) / 100 }
	fmt.Fprintf(out, "roles          F1 %.4f without their objects, %.4f word for word, of %d; %.4f of the people to whom the gold gives any\n",
		f1(s.roles), f1(s.strictRoles), s.roles.gold, f1(s.markedRoles))
}
