package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"newsannotate/annotate"
	"newsannotate/annotate/document"
)

// configName is the file that a folder and those below it are annotated with.
const configName = ".annotate.yaml"

// A config is a configuration file: what the user knows, and defaults for the
// flags of the main command. The zero config is that of no file.
type config struct {
	path     string // as messages name it; empty: no file
	lexicon  annotate.Lexicon
	defaults []flagDefault // in the order of the file
}

// A flagDefault is the value that a flag has where the command line says
// nothing.
type flagDefault struct {
	name, value  string
	line, column int
}

// configurable are the flags that a configuration can set.
var configurable = []string{"format", "published", "types", "min-score", "offsets", "vague", "dmy", "explain", "jobs", "quiet"}

// findConfig reads the configuration of the inputs that args name: the file at
// explicit where that is given, else the nearest configName in the folder of
// the input or one above it. Standard input is in the working folder. Inputs
// with different configurations are an error.
func findConfig(args []string, explicit string) (*config, error) {
	if explicit != "" {
		return readConfig(explicit)
	}
	if len(args) == 0 {
		args = []string{"-"}
	}
	path, of := "", ""
	for i, arg := range args {
		found, err := configAbove(arg)
		if err != nil {
			return nil, err
		}
		if i > 0 && found != path {
			return nil, usagef("%s and %s have different configurations (%s and %s): annotate them apart, or give --config",
				of, arg, orNone(path), orNone(found))
		}
		path, of = found, arg
	}
	if path == "" {
		return &config{}, nil
	}
	return readConfig(path)
}

func orNone(path string) string {
	if path == "" {
		return "none"
	}
	return filepath.ToSlash(path)
}

// configAbove is the path of the nearest configuration of an input, relative to
// the working folder where it lies in or below it; "" where there is none.
func configAbove(arg string) (string, error) {
	folder := "."
	if arg != "-" {
		folder = arg
		if info, err := os.Stat(arg); err != nil || !info.IsDir() {
			folder = filepath.Dir(arg)
		}
	}
	folder, err := filepath.Abs(folder)
	if err != nil {
		return "", err
	}
	for {
		path := filepath.Join(folder, configName)
		if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() {
			return short(path), nil
		} else if err != nil && !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, fs.ErrPermission) {
			return "", inputError(path, err)
		}
		parent := filepath.Dir(folder)
		if parent == folder {
			return "", nil
		}
		folder = parent
	}
}

// short is path relative to the working folder, where it lies in or below it.
func short(path string) string {
	here, err := os.Getwd()
	if err != nil {
		return path
	}
	if rel, err := filepath.Rel(here, path); err == nil && filepath.IsLocal(rel) {
		return rel
	}
	return path
}

func readConfig(path string) (*config, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, inputError(path, err)
	}
	return parseConfig(filepath.ToSlash(path), data)
}

// parseConfig reads a configuration strictly. All that is wrong with it is
// reported, each with file, line and column.
func parseConfig(name string, data []byte) (*config, error) {
	root, err := document.ParseYAML(name, data)
	if err != nil {
		return nil, err
	}
	c := &config{path: name}
	if root.Kind == document.Null {
		return c, nil
	}
	d := document.NewDecoder(name)
	p := configParser{d, c, map[string]*document.Node{}, nil, nil}
	for _, pair := range d.Pairs(root, "the configuration") {
		switch pair.Key {
		case "defaults":
			p.defaults(pair.Value)
		case "lexicon":
			for _, item := range d.List(pair.Value, "lexicon") {
				p.entry(item)
			}
		case "never":
			for _, item := range d.List(pair.Value, "never") {
				p.never = append(p.never, item)
				c.lexicon.Never = append(c.lexicon.Never, annotate.Never{Text: d.String(item, "an item of never"), Line: item.Line})
			}
		default:
			d.Unknown(pair, "the configuration", "defaults", "lexicon", "never")
		}
	}
	if err := d.Err(); err != nil {
		return nil, err
	}
	var conflict *annotate.Conflict
	if err := c.lexicon.Check(); errors.As(err, &conflict) {
		at := p.place(conflict)
		d.Failf(at.Line, at.Column, "%s", conflict.Msg)
	}
	return c, d.Err()
}

type configParser struct {
	*document.Decoder
	config  *config
	names   map[string]*document.Node // of an entry and a name: where it stands
	entries []*document.Node
	never   []*document.Node
}

// place is where a conflict stands.
func (p *configParser) place(c *annotate.Conflict) *document.Node {
	if c.Never >= 0 {
		return p.never[c.Never]
	}
	if at := p.names[strconv.Itoa(c.Entry)+" "+c.Text]; at != nil && c.Text != "" {
		return at
	}
	return p.entries[c.Entry]
}

var entryKeys = []string{"name", "aliases", "type", "id", "role", "roles", "kind", "iso", "note"}

// entry reads one entry of the lexicon.
func (p *configParser) entry(n *document.Node) {
	e := annotate.Entry{Line: n.Line}
	key := strconv.Itoa(len(p.entries)) + " "
	p.entries = append(p.entries, n)
	pairs := p.Pairs(n, "an entry of the lexicon")
	for _, pair := range pairs {
		v := pair.Value
		switch pair.Key {
		case "name":
			e.Name = p.Text(v, "name")
			p.names[key+e.Name] = v
		case "aliases":
			for _, item := range p.List(v, "aliases") {
				alias := p.Text(item, "an item of aliases")
				e.Aliases = append(e.Aliases, alias)
				p.names[key+alias] = item
			}
		case "type":
			e.Type = document.Type(p.String(v, "type"))
		case "id":
			e.ID = p.Text(v, "id")
		case "role":
			e.Roles = append(e.Roles, p.String(v, "role"))
		case "roles":
			e.Roles = append(e.Roles, p.Strings(v, "roles")...)
		case "kind":
			e.Kind = p.String(v, "kind")
		case "iso":
			e.ISO = p.String(v, "iso")
		case "note":
			e.Note = p.String(v, "note")
		default:
			p.Unknown(pair, "an entry of the lexicon", entryKeys...)
		}
	}
	for _, need := range []string{"name", "type"} {
		if n.Kind == document.Map && n.Get(need) == nil {
			p.Failf(n.Line, n.Column, "this entry of the lexicon has no %s", need)
		}
	}
	p.config.lexicon.Entries = append(p.config.lexicon.Entries, e)
}

// defaults reads the defaults of the flags.
func (p *configParser) defaults(n *document.Node) {
	for _, pair := range p.Pairs(n, "defaults") {
		v := pair.Value
		value := ""
		switch pair.Key {
		case "format", "published", "offsets":
			value = p.String(v, pair.Key)
		case "types":
			value = strings.Join(p.Strings(v, pair.Key), ",")
		case "min-score":
			value = strconv.FormatFloat(p.Float(v, pair.Key), 'g', -1, 64)
		case "jobs":
			value = strconv.Itoa(p.Int(v, pair.Key))
		case "vague", "dmy", "explain", "quiet":
			value = strconv.FormatBool(p.Bool(v, pair.Key))
		default:
			p.Unknown(pair, "defaults", configurable...)
			continue
		}
		p.config.defaults = append(p.config.defaults, flagDefault{pair.Key, value, v.Line, v.Column})
	}
}

// apply gives the flags of cmd that the command line does not set the values
// of the configuration. Flags that cmd lacks are passed over.
func (c *config) apply(cmd *cobra.Command) error {
	for _, d := range c.defaults {
		f := cmd.Flags().Lookup(d.name)
		if f == nil || f.Changed {
			continue
		}
		if err := f.Value.Set(d.value); err != nil {
			return &document.Error{File: c.path, Line: d.line, Column: d.column, Msg: fmt.Sprintf("%s %q: %v", d.name, d.value, err)}
		}
	}
	return nil
}

// source says where the value of a flag is from.
func (c *config) source(name string) string {
	for _, d := range c.defaults {
		if d.name == name {
			return fmt.Sprintf("%s:%d", c.path, d.line)
		}
	}
	return "default"
}

func newConfig(s streams) *cobra.Command {
	explicit := ""
	cmd := &cobra.Command{
		Use:   "config [--config FILE] [FILE | DIR | -]...",
		Short: "Show the configuration that is in force, and where it is from",
		Long: `config shows what annotate would use for the given inputs, and where each value
is from: the command line, then the file given with --config or else the nearest
.annotate.yaml in the input's folder or one above it, then the defaults.

  defaults:                    # for flags; the command line wins
    types: [person, place]
    min-score: 0.5
  lexicon:                     # always tagged, whatever the model says
    - name: Hulusi Akar
      type: person             # person, place or organisation
      aliases: [Akar, General Akar]
      role: National Defense Minister
      id: hulusi-akar          # default: the name in the form of an id
      note: minister since 2018
    - {name: Shusha, type: place, kind: city, iso: AZ}
  never:                       # nothing that overlaps these is tagged, no date either
    - Victory Day of Nov. 8

Names are whole words as they are written; white space may be of any length. A
name in small letters only is found in any case, and one of four letters or more
in capitals throughout too (AKAR). Where names overlap the one that begins first
wins, then the longest. Priority: never, lexicon, dates, model. Unknown keys, and
entries that contradict each other, are errors.`,
		Example: `  annotate config                           for the working folder
  annotate config articles                  for what lies in a folder`,
		RunE: func(_ *cobra.Command, args []string) error {
			c, err := findConfig(args, explicit)
			if err != nil {
				return err
			}
			return c.show(s)
		},
	}
	cmd.Flags().StringVar(&explicit, "config", "", "read this `FILE` instead of the nearest "+configName)
	return cmd
}

// show prints the configuration as YAML, with where it is from in comments.
func (c *config) show(s streams) error {
	main := newRoot(s)
	if err := c.apply(main); err != nil {
		return err
	}
	var b strings.Builder
	if c.path == "" {
		b.WriteString("# no " + configName + " found\n")
	} else {
		fmt.Fprintf(&b, "# %s\n", plain(c.path))
	}
	b.WriteString("defaults:\n")
	for _, name := range configurable {
		value := main.Flags().Lookup(name).Value.String()
		switch from := c.source(name); {
		case name == "jobs" && from == "default":
			fmt.Fprintf(&b, "  # jobs: one for each processor\n")
		case value == "" || value == "[]":
			fmt.Fprintf(&b, "  # %s: not set\n", name)
		default:
			fmt.Fprintf(&b, "  %s: %s  # %s\n", name, value, from)
		}
	}
	if len(c.lexicon.Entries) > 0 {
		b.WriteString("lexicon:\n")
	}
	for _, e := range c.lexicon.Entries {
		fmt.Fprintf(&b, "  - {name: %s", yamlText(e.Name))
		for _, f := range []struct {
			key  string
			list []string
		}{{"aliases", e.Aliases}, {"roles", e.Roles}} {
			if len(f.list) > 0 {
				list := slices.Clone(f.list)
				for i := range list {
					list[i] = yamlText(list[i])
				}
				fmt.Fprintf(&b, ", %s: [%s]", f.key, strings.Join(list, ", "))
			}
		}
		for _, f := range []struct{ key, value string }{{"type", string(e.Type)}, {"id", e.ID}, {"kind", e.Kind}, {"iso", e.ISO}, {"note", e.Note}} {
			if f.value != "" {
				fmt.Fprintf(&b, ", %s: %s", f.key, yamlText(f.value))
			}
		}
		fmt.Fprintf(&b, "}  # %s:%d\n", c.path, e.Line)
	}
	if len(c.lexicon.Never) > 0 {
		b.WriteString("never:\n")
	}
	for _, n := range c.lexicon.Never {
		fmt.Fprintf(&b, "  - %s  # %s:%d\n", yamlText(n.Text), c.path, n.Line)
	}
	_, err := fmt.Fprint(s.out, b.String())
	return err
}

// yamlText writes a text as YAML reads it back.
func yamlText(s string) string { return strconv.Quote(s) }
