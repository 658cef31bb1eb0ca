package annotate

import (
	"fmt"
	"slices"
	"strings"

	"newsannotate/annotate/document"
	"newsannotate/ner"
	"newsannotate/ner/token"
)

// identify says which mentions name the same thing. It returns the entities in
// order of first mention, and for each mention the id of its entity.
func identify(text string, _ []token.Sentence, names []ner.Mention) ([]document.Entity, []string) {
	var entities []document.Entity
	taken := map[string]bool{}
	find := func(t document.Type, name string) int {
		return slices.IndexFunc(entities, func(e document.Entity) bool {
			return e.Type == t && (e.Name == name || slices.Contains(e.Aliases, name))
		})
	}
	ids := make([]string, len(names))
	// Full names come first, so that a surname in the headline finds its owner.
	for pass := range 2 {
		for i, n := range names {
			name, t := strings.Join(strings.Fields(n.Of(text)), " "), types[n.Type]
			short := t == document.Person && !strings.Contains(name, " ")
			if short != (pass == 1) {
				continue
			}
			at := find(t, name)
			if at < 0 && short {
				at = slices.IndexFunc(entities, func(e document.Entity) bool {
					return e.Type == t && strings.HasSuffix(e.Name, " "+name)
				})
				if at >= 0 {
					entities[at].Aliases = append(entities[at].Aliases, name)
				}
			}
			if at < 0 {
				id := document.Slug(name)
				for n := 2; taken[id]; n++ {
					id = fmt.Sprintf("%s-%d", document.Slug(name), n)
				}
				taken[id] = true
				at = len(entities)
				entities = append(entities, document.Entity{ID: id, Type: t, Name: name})
			}
			ids[i] = entities[at].ID
		}
	}
	slices.SortStableFunc(entities, func(a, b document.Entity) int {
		return slices.Index(ids, a.ID) - slices.Index(ids, b.ID)
	})
	return entities, ids
}
