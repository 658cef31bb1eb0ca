package main

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"path"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"newsannotate/annotate/document"
	"newsannotate/annotate/summary"
)

// summariseOptions are the flags of summarise.
type summariseOptions struct {
	streams
	summary.Options
	types    []string
	timeline string
	by       string
	against  []string
	format   string
}

var summaryFormats = []string{"table", "yaml", "json", "csv", "markdown"}

func newSummarise(s streams) *cobra.Command {
	o := summariseOptions{streams: s}
	cmd := &cobra.Command{
		Use:     "summarise [flags] PATH...",
		Aliases: []string{"summarize"},
		Short:   "Count who, where and when over many documents",
		Long: `summarise counts over documents: files, folders of them, or - for standard input.

It lists the people, places and organisations that most articles name, the
countries, who appears with whom, and the dates that the articles speak of beside
the days on which they were published. Names of one thing in several articles are
joined; --explain-joins says which, and why.

Pairs and changes carry G², the log-likelihood ratio (Dunning 1993), which grows
with the evidence that something is no chance: 3.8 is one in twenty, 10.8 one in
a thousand.

The documents are read one at a time. What is kept are about 200 bytes for each
different name, and 16 for each article with 8 for each of its entities.`,
		Example: `  annotate summarise annotations                 a folder
  annotate summarise --top 3 --types person annotations
  annotate summarise --by month --timeline day annotations
  annotate summarise --since 2022-11-08 annotations
  annotate summarise --against earlier annotations
  annotate summarise --format yaml annotations   a summary that can be diffed`,
		Args: needPath,
		RunE: func(_ *cobra.Command, args []string) error {
			if err := o.complete(); err != nil {
				return err
			}
			return o.run(args)
		},
	}
	f := cmd.Flags()
	f.SortFlags = false
	f.IntVar(&o.Top, "top", 10, "list `N` of each; 0 lists all")
	f.StringSliceVar(&o.types, "types", nil, "count only these `TYPES`: person, place, organisation, date")
	f.StringVar(&o.timeline, "timeline", "month", "a timeline by `PERIOD`: day, month or year")
	f.StringVar(&o.by, "by", "", "count each `GROUP` too: folder, or month of publication")
	f.StringVar(&o.Since, "since", "", "compare the articles published from `DAY` on with those before")
	f.StringSliceVar(&o.against, "against", nil, "compare with the documents in `PATH`")
	f.BoolVar(&o.Joins, "explain-joins", false, "list which names were joined, and why")
	f.StringVar(&o.format, "format", "table", "`FORMAT`: "+strings.Join(summaryFormats, ", "))
	for name, values := range map[string][]string{
		"types": names(document.Types), "timeline": names(summary.Periods), "by": {"folder", "month"}, "format": summaryFormats,
	} {
		_ = cmd.RegisterFlagCompletionFunc(name, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp))
	}
	return cmd
}

// needPath wants one argument or more.
func needPath(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return usagef("%s needs a PATH: a file or folder of documents, or - for standard input", cmd.CommandPath())
	}
	return nil
}

// oneOf checks the value of a flag that has a vocabulary.
func oneOf(flag, value string, known []string) error {
	if !slices.Contains(known, value) {
		return usagef("--%s %q: want %s", flag, value, strings.Join(known, ", "))
	}
	return nil
}

// typesOf checks the values of --types and gives them in the order of reports.
func typesOf(values []string) ([]document.Type, error) {
	var types []document.Type
	for _, name := range values {
		if err := oneOf("types", name, names(document.Types)); err != nil {
			return nil, err
		}
	}
	for _, t := range document.Types {
		if slices.Contains(values, string(t)) {
			types = append(types, t)
		}
	}
	return types, nil
}

// checkDay checks the value of a flag that is a day, or empty.
func checkDay(flag, value string) error {
	if _, err := time.Parse(time.DateOnly, value); err != nil && value != "" {
		return usagef("--%s %q: want a day such as 2022-11-07", flag, value)
	}
	return nil
}

// complete checks the flags and gives them their meaning.
func (o *summariseOptions) complete() (err error) {
	if o.Types, err = typesOf(o.types); err != nil {
		return err
	}
	if err := oneOf("format", o.format, summaryFormats); err != nil {
		return err
	}
	if err := oneOf("timeline", o.timeline, names(summary.Periods)); err != nil {
		return err
	}
	o.Timeline = summary.Period(o.timeline)
	if o.by != "" {
		if err := oneOf("by", o.by, []string{"folder", "month"}); err != nil {
			return err
		}
	}
	if err := checkDay("since", o.Since); err != nil {
		return err
	}
	switch {
	case o.Top < 0:
		return usagef("--top %d: want 0 or more", o.Top)
	case o.Since != "" && len(o.against) > 0:
		return usagef("--since and --against are two ways to compare: give one")
	}
	return nil
}

func (o *summariseOptions) run(args []string) error {
	c := summary.NewCounter(o.Options)
	failed := false
	read := func(args []string, add func(filed)) {
		for doc, err := range documents(o.in, args) {
			if err != nil {
				failed = true
				fmt.Fprintln(o.err, plain(err.Error()))
				continue
			}
			add(doc)
		}
	}
	read(o.against, func(d filed) { c.AddEarlier(d.Document) })
	read(args, func(d filed) { c.Add(d.Document, o.group(d)) })
	// A summary takes some memory beside what was counted, and no time that
	// collecting garbage more often would cost.
	defer debug.SetGCPercent(debug.SetGCPercent(20))
	s := c.Summary()
	out, err := o.render(s)
	if err != nil {
		return err
	}
	if _, err := o.out.Write(out); err != nil {
		return err
	}
	if failed {
		return errFailed
	}
	return nil
}

// group is the group that d is counted with.
func (o *summariseOptions) group(d filed) string {
	switch o.by {
	case "folder":
		return path.Dir(d.path)
	case "month":
		if day := d.Published.Value; len(day) == len(time.DateOnly) {
			return day[:len("2022-11")]
		}
		return "undated"
	}
	return ""
}

func (o *summariseOptions) render(s *summary.Summary) ([]byte, error) {
	switch o.format {
	case "yaml":
		return document.AppendYAML(nil, s)
	case "json":
		return indentJSON(s)
	case "csv":
		return summaryCSV(s)
	}
	var out []byte
	out = append(out, headline(s)...)
	out = append(out, '\n')
	for _, t := range o.tables(s) {
		if len(t.rows) == 0 {
			continue
		}
		out = append(out, '\n')
		if o.format == "markdown" {
			out = t.appendMarkdown(out)
		} else {
			out = t.append(out, terminalWidth(o.out))
		}
	}
	return out, nil
}

// indentJSON is v as JSON for people, with a line end.
func indentJSON(v any) ([]byte, error) {
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	err := enc.Encode(v)
	return out.Bytes(), err
}

// headline says what a summary is of.
func headline(s *summary.Summary) string {
	line := fmt.Sprintf("%d articles", s.Articles)
	if s.Articles == 1 {
		line = "1 article"
	}
	switch {
	case s.First == "":
	case s.First == s.Last:
		line += ", published " + s.First
	default:
		line += ", published " + s.First + " to " + s.Last
	}
	if s.Undated > 0 {
		line += fmt.Sprintf(", %d without a day of publication", s.Undated)
	}
	return line
}

// tables are the parts of a summary as people read them.
func (o *summariseOptions) tables(s *summary.Summary) []*table {
	n := strconv.Itoa
	types := &table{head: []string{"type", "mentions", "articles", "entities"}}
	for _, t := range s.Types {
		entities := n(t.Entities)
		if t.Type == document.Date {
			entities = ""
		}
		types.add(string(t.Type), n(t.Mentions), n(t.Articles), entities)
	}
	all := []*table{types}
	for _, list := range []struct {
		name     string
		entities []summary.Entity
	}{{"people", s.People}, {"places", s.Places}, {"organisations", s.Organisations}} {
		last, text := "roles", []int{5}
		if list.name == "places" {
			last = "in"
		}
		t := &table{head: []string{list.name, "articles", "mentions", "first", "last", last}, text: text}
		if list.name == "organisations" {
			t.head = t.head[:5]
		}
		for _, e := range list.entities {
			t.add([]string{e.Name, n(e.Articles), n(e.Mentions), e.First, e.Last, e.ISO + strings.Join(e.Roles, "; ")}[:len(t.head)]...)
		}
		all = append(all, t)
	}
	countries := &table{head: []string{"countries", "articles", "mentions"}}
	for _, c := range s.Countries {
		countries.add(strings.TrimSpace(c.ISO+" "+c.Name), n(c.Articles), n(c.Mentions))
	}
	together := &table{head: []string{"together", "with", "articles", "G²"}, text: []int{1}}
	for _, p := range s.Together {
		together.add(p.A, p.B, n(p.Articles), tenths(p.G2))
	}
	all = append(all, countries, together, o.timelineTable(s.Timeline))
	groups := &table{head: []string{o.by, "articles", "people", "places", "organisations", "dates", "most named"}, text: []int{6}}
	for _, g := range s.Groups {
		groups.add(g.Name, n(g.Articles), n(g.People), n(g.Places), n(g.Organisations), n(g.Dates), strings.Join(g.Top, "; "))
	}
	all = append(all, groups)
	if ch := s.Changes; ch != nil {
		for _, list := range []struct {
			name    string
			changes []summary.Change
		}{{"rose", ch.Rose}, {"fell", ch.Fell}} {
			t := &table{head: []string{list.name, "type", fmt.Sprintf("before (%d)", ch.Before), fmt.Sprintf("after (%d)", ch.After), "G²", ""}, text: []int{1, 5}}
			for _, c := range list.changes {
				remark := ""
				switch {
				case c.New:
					remark = "new"
				case c.Gone:
					remark = "gone"
				}
				t.add(c.Name, string(c.Type), n(c.Before), n(c.After), tenths(c.G2), remark)
			}
			all = append(all, t)
		}
	}
	joins := &table{head: []string{"name", "type", "articles", "counted as", "why"}, text: []int{1, 3, 4}}
	for _, j := range s.Joins {
		joins.add(j.Name, string(j.Type), n(j.Articles), j.Of, j.Why)
	}
	return append(all, joins)
}

// timelineTable shows the busiest periods, in the order of time; the formats
// for programs have them all. Of equally busy ones it shows the later.
func (o *summariseOptions) timelineTable(line *summary.Timeline) *table {
	if line == nil {
		return &table{}
	}
	busy := func(i int) int { return line.Rows[i].Mentions + line.Rows[i].Published }
	shown := make([]int, len(line.Rows))
	for i := range shown {
		shown[i] = i
	}
	if o.Top > 0 && len(shown) > o.Top {
		slices.SortFunc(shown, func(a, b int) int { return cmp.Or(cmp.Compare(busy(b), busy(a)), cmp.Compare(b, a)) })
		shown = shown[:o.Top]
		slices.Sort(shown)
	}
	most := 1
	for _, i := range shown {
		most = max(most, line.Rows[i].Mentions)
	}
	t := &table{head: []string{o.timeline, "published", "spoken of", "in articles", ""}, text: []int{4}}
	for _, i := range shown {
		row, n := line.Rows[i], strconv.Itoa
		const bar = 20
		t.add(row.When, n(row.Published), n(row.Mentions), n(row.Articles), strings.Repeat("█", (row.Mentions*bar+most-1)/most))
	}
	if more := len(line.Rows) - len(shown); more > 0 {
		t.add(fmt.Sprintf("and %d others", more), "", "", "", "")
	}
	for _, rest := range []struct {
		name string
		n    int
	}{{"longer than a " + string(line.Period), line.Coarse}, {"without a value", line.Open}} {
		if rest.n > 0 {
			t.add(rest.name, "", strconv.Itoa(rest.n), "", "")
		}
	}
	return t
}

func tenths(v float64) string { return strconv.FormatFloat(v, 'f', 1, 64) }

// summaryCSV is a summary as one table, with a line for each entry of each
// list; a column that an entry does not have is empty.
func summaryCSV(s *summary.Summary) ([]byte, error) {
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	columns := []string{"list", "name", "type", "with", "articles", "mentions", "published", "first", "last", "before", "after", "g2", "note"}
	_ = w.Write(columns) // a Buffer takes all
	row := func(list, name string, more map[string]any) {
		cells := make([]string, len(columns))
		cells[0], cells[1] = list, name
		for i, column := range columns {
			if v, ok := more[column]; ok {
				cells[i] = fmt.Sprint(v)
			}
		}
		_ = w.Write(cells)
	}
	type cells = map[string]any
	row("articles", "", cells{"articles": s.Articles, "first": s.First, "last": s.Last})
	for _, t := range s.Types {
		row("types", string(t.Type), cells{"articles": t.Articles, "mentions": t.Mentions})
	}
	for _, list := range []struct {
		name     string
		t        document.Type
		entities []summary.Entity
	}{{"people", document.Person, s.People}, {"places", document.Place, s.Places}, {"organisations", document.Organisation, s.Organisations}} {
		for _, e := range list.entities {
			row(list.name, e.Name, cells{"type": list.t, "articles": e.Articles, "mentions": e.Mentions,
				"first": e.First, "last": e.Last, "note": e.ISO + strings.Join(e.Roles, "; ")})
		}
	}
	for _, c := range s.Countries {
		row("countries", c.Name, cells{"articles": c.Articles, "mentions": c.Mentions, "note": c.ISO})
	}
	for _, p := range s.Together {
		row("together", p.A, cells{"with": p.B, "articles": p.Articles, "g2": tenths(p.G2)})
	}
	if s.Timeline != nil {
		for _, t := range s.Timeline.Rows {
			row("timeline", t.When, cells{"articles": t.Articles, "mentions": t.Mentions, "published": t.Published})
		}
	}
	for _, g := range s.Groups {
		row("groups", g.Name, cells{"articles": g.Articles, "mentions": g.People + g.Places + g.Organisations + g.Dates, "note": strings.Join(g.Top, "; ")})
	}
	if ch := s.Changes; ch != nil {
		for _, c := range ch.Rose {
			row("rose", c.Name, cells{"type": c.Type, "before": c.Before, "after": c.After, "g2": tenths(c.G2)})
		}
		for _, c := range ch.Fell {
			row("fell", c.Name, cells{"type": c.Type, "before": c.Before, "after": c.After, "g2": tenths(c.G2)})
		}
	}
	for _, j := range s.Joins {
		row("joins", j.Name, cells{"type": j.Type, "with": j.Of, "articles": j.Articles, "note": j.Why})
	}
	w.Flush()
	return out.Bytes(), w.Error()
}
