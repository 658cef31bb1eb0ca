package summary

import (
	"cmp"
	"maps"
	"slices"

	"newsannotate/annotate/document"
)

// pooled is how many entities of each type are looked at for pairs.
const pooled = 100

// A total is what one entity, after Join, comes to.
type total struct {
	articles, mentions uint32
	first, last        int32
	before, after      uint32
	counted            int32 // the number of the last article that was counted
}

// result turns what a Counter holds into a Summary.
type result struct {
	*Counter
	named  []Named  // by entity
	joined []Joined // by entity
	totals []total  // by entity that stands for others
	ranked [4][]int // by type: those that stand for others, in the order of a list
	since  int32
	Summary
}

// Summary is what has been counted so far.
func (c *Counter) Summary() *Summary {
	r := &result{Counter: c, since: dayNumber(c.options.Since)}
	if c.wanted(slices.Index(document.Types, document.Date)) {
		r.Timeline = new(c.timeline.result())
	}
	r.named = c.named()
	r.joined = Join(r.named)
	r.count()
	for t := range document.Types {
		if c.wanted(t) {
			c.types[t].Entities = len(r.ranked[t])
			r.Types = append(r.Types, c.types[t])
		}
	}
	roles := c.rolesOf(r.joined)
	r.People = r.list(0, roles)
	r.Places = r.list(1, roles)
	r.Organisations = r.list(2, roles)
	r.Countries = r.countries()
	r.Together = r.together()
	r.Groups = r.byGroup()
	r.Changes = r.changes()
	if c.options.Joins {
		r.Joins = r.explain()
	}
	return &r.Summary
}

// named gives each entity its most frequent name, of equals the longest and
// then the last in order, which has the lower case and the marks.
func (c *Counter) named() []Named {
	named := make([]Named, len(c.entities))
	best := make([]uint32, len(c.entities))
	for p, n := range c.forms {
		i, s := p.split()
		name, other := c.names.list[s], named[i].Name
		if cmp.Or(cmp.Compare(n, best[i]), cmp.Compare(len(name), len(other)), cmp.Compare(name, other)) > 0 {
			best[i], named[i].Name = n, name
		}
		if c.entities[i].country {
			named[i].Aliases = append(named[i].Aliases, name)
		}
	}
	for p := range c.aliases {
		i, s := p.split()
		named[i].Aliases = append(named[i].Aliases, c.names.list[s])
	}
	for i, e := range c.entities {
		named[i].Type, named[i].ISO = document.Types[e.typ], e.code()
		if e.country {
			named[i].Kind = "country"
		}
	}
	return named
}

// each calls f with every article and its posts.
func (c *Counter) each(f func(n int, a article, posts []post)) {
	start := uint32(0)
	for n, a := range c.articles {
		f(n, a, c.posts[start:a.end])
		start = a.end
	}
}

// side says whether a is of the earlier set of a comparison, the later, or
// neither.
func (r *result) side(a article) (before, after bool) {
	switch {
	case a.base:
		return true, false
	case r.since == 0:
		return false, true
	case a.day == 0:
		return false, false
	}
	return a.day < r.since, a.day >= r.since
}

// count makes the totals and ranks the entities by them.
func (r *result) count() {
	r.totals = make([]total, len(r.entities))
	var first, last int32
	r.each(func(n int, a article, posts []post) {
		before, after := r.side(a)
		if !a.base {
			r.Articles++
			if a.day == 0 {
				r.Undated++
			}
			first, last = span(first, last, a.day)
		}
		for _, p := range posts {
			t := &r.totals[r.joined[p.entity].Of]
			fresh := t.counted != int32(n+1)
			t.counted = int32(n + 1)
			if fresh && before {
				t.before++
			}
			if fresh && after {
				t.after++
			}
			if a.base {
				continue
			}
			t.mentions += p.mentions
			if fresh {
				t.articles++
				t.first, t.last = span(t.first, t.last, a.day)
			}
		}
	})
	r.First, r.Last = dayName(first), dayName(last)
	for i, t := range r.totals {
		if t.articles > 0 {
			r.ranked[r.entities[i].typ] = append(r.ranked[r.entities[i].typ], i)
		}
	}
	for _, list := range r.ranked {
		slices.SortFunc(list, r.rank)
	}
}

// span is the span of days widened to day.
func span(first, last, day int32) (int32, int32) {
	switch {
	case day == 0:
		return first, last
	case first == 0:
		return day, day
	}
	return min(first, day), max(last, day)
}

// rank is the order of a list of entities.
func (r *result) rank(a, b int) int {
	x, y := &r.totals[a], &r.totals[b]
	return cmp.Or(cmp.Compare(y.articles, x.articles), cmp.Compare(y.mentions, x.mentions), r.byName(a, b))
}

func (r *result) byName(a, b int) int {
	x, y := &r.named[a], &r.named[b]
	if x.Name != y.Name {
		return cmp.Compare(x.Name, y.Name)
	}
	return cmp.Or(cmp.Compare(r.entities[a].typ, r.entities[b].typ), cmp.Compare(key(x), key(y)))
}

// top is the part of a list that is shown.
func top[T any](r *result, list []T) []T {
	if n := r.options.Top; n > 0 && n < len(list) {
		return list[:n]
	}
	return list
}

func (r *result) list(t int, roles map[int][]string) []Entity {
	var out []Entity
	for _, i := range top(r, r.ranked[t]) {
		e, n := &r.named[i], &r.totals[i]
		out = append(out, Entity{
			Name: e.Name, ISO: e.ISO, Articles: int(n.articles), Mentions: int(n.mentions),
			First: dayName(n.first), Last: dayName(n.last), Roles: roles[i],
		})
	}
	return out
}

// rolesOf gives the three most frequent roles of each entity.
func (c *Counter) rolesOf(joined []Joined) map[int][]string {
	type role struct {
		name     string
		articles uint32
	}
	count := map[int]map[string]uint32{}
	for p, n := range c.roles {
		i, s := p.split()
		of := joined[i].Of
		if count[of] == nil {
			count[of] = map[string]uint32{}
		}
		count[of][c.names.list[s]] += n
	}
	out := make(map[int][]string, len(count))
	for i, names := range count {
		var list []role
		for name, n := range names {
			list = append(list, role{name, n})
		}
		slices.SortFunc(list, func(a, b role) int {
			return cmp.Or(cmp.Compare(b.articles, a.articles), cmp.Compare(a.name, b.name))
		})
		for _, role := range list[:min(3, len(list))] {
			out[i] = append(out[i], role.name)
		}
	}
	return out
}

func (r *result) countries() []Country {
	type place struct {
		Country
		counted int
	}
	byISO := map[[2]byte]*place{}
	r.each(func(n int, a article, posts []post) {
		for _, p := range posts {
			// A place without a code lies where the one it was joined to does.
			iso := r.entities[r.joined[p.entity].Of].iso
			if a.base || iso == [2]byte{} {
				continue
			}
			c := byISO[iso]
			if c == nil {
				c = &place{Country: Country{ISO: string(iso[:])}}
				byISO[iso] = c
			}
			c.Mentions += int(p.mentions)
			if c.counted != n+1 {
				c.counted = n + 1
				c.Articles++
			}
		}
	})
	for i, e := range r.entities {
		if c := byISO[e.iso]; c != nil && e.country {
			c.Name = r.named[i].Name
		}
	}
	list := make([]Country, 0, len(byISO))
	for _, c := range byISO {
		list = append(list, c.Country)
	}
	slices.SortFunc(list, func(a, b Country) int {
		return cmp.Or(cmp.Compare(b.Articles, a.Articles), cmp.Compare(b.Mentions, a.Mentions), cmp.Compare(a.ISO, b.ISO))
	})
	return top(r, list)
}

// together counts the pairs of the most frequent entities.
func (r *result) together() []Pair {
	var pool []int
	for t := range r.ranked {
		pool = append(pool, r.ranked[t][:min(pooled, len(r.ranked[t]))]...)
	}
	slices.SortFunc(pool, r.rank)
	place := make(map[int]int, len(pool))
	for at, i := range pool {
		place[i] = at
	}
	both := make([]int, len(pool)*len(pool))
	r.each(func(_ int, a article, posts []post) {
		if a.base {
			return
		}
		var in []int
		for _, p := range posts {
			if at, ok := place[r.joined[p.entity].Of]; ok {
				in = append(in, at)
			}
		}
		slices.Sort(in)
		in = slices.Compact(in)
		for k, x := range in {
			for _, y := range in[k+1:] {
				both[x*len(pool)+y]++
			}
		}
	})
	var pairs []Pair
	for x, i := range pool {
		for y, k := range pool {
			if n := both[x*len(pool)+y]; n > 1 {
				if g2 := logRatio(n, int(r.totals[i].articles), int(r.totals[k].articles), r.Articles); g2 > 0 {
					pairs = append(pairs, Pair{r.named[i].Name, r.named[k].Name, n, g2})
				}
			}
		}
	}
	slices.SortStableFunc(pairs, func(a, b Pair) int {
		return cmp.Or(cmp.Compare(b.G2, a.G2), cmp.Compare(b.Articles, a.Articles))
	})
	return top(r, pairs)
}

// byGroup makes the Groups, one after the other.
func (r *result) byGroup() []Group {
	articles := make([][]int, len(r.groups.list)) // of each group
	starts := make([]uint32, len(r.articles))
	start := uint32(0)
	for n, a := range r.articles {
		if a.group >= 0 {
			articles[a.group] = append(articles[a.group], n)
		}
		starts[n], start = start, a.end
	}
	var groups []Group
	for g, name := range r.groups.list {
		n := r.perGroup[g]
		group := Group{name, len(articles[g]), int(n[0]), int(n[1]), int(n[2]), int(n[3]), nil}
		count := map[int]int{}
		for _, at := range articles[g] {
			seen := map[int]bool{}
			for _, p := range r.posts[starts[at]:r.articles[at].end] {
				if of := r.joined[p.entity].Of; !seen[of] {
					seen[of] = true
					count[of]++
				}
			}
		}
		most := slices.SortedFunc(maps.Keys(count), func(a, b int) int {
			return cmp.Or(cmp.Compare(count[b], count[a]), r.rank(a, b))
		})
		for _, i := range most[:min(3, len(most))] {
			group.Top = append(group.Top, r.named[i].Name)
		}
		groups = append(groups, group)
	}
	slices.SortFunc(groups, func(a, b Group) int { return cmp.Compare(a.Name, b.Name) })
	return groups
}

// changes compares the earlier set with the later one, where there is one.
func (r *result) changes() *Changes {
	ch := &Changes{}
	compare := r.since != 0
	for _, a := range r.articles {
		before, after := r.side(a)
		if before {
			ch.Before++
		}
		if after {
			ch.After++
		}
		compare = compare || a.base
	}
	if !compare {
		return nil
	}
	var all []int
	for i, t := range r.totals {
		if t.before+t.after > 0 {
			all = append(all, i)
		}
	}
	slices.SortFunc(all, r.byName)
	for _, i := range all {
		before, after := int(r.totals[i].before), int(r.totals[i].after)
		c := Change{r.named[i].Name, r.named[i].Type, before, after, 0, before == 0, after == 0}
		n, found := ch.Before+ch.After, before+after
		if c.G2 = logRatio(after, found, ch.After, n); c.G2 > 0 {
			ch.Rose = append(ch.Rose, c)
		} else if c.G2 = logRatio(before, found, ch.Before, n); c.G2 > 0 {
			ch.Fell = append(ch.Fell, c)
		}
	}
	for _, list := range []*[]Change{&ch.Rose, &ch.Fell} {
		slices.SortStableFunc(*list, func(a, b Change) int {
			return cmp.Or(cmp.Compare(b.G2, a.G2), cmp.Compare(b.Before+b.After, a.Before+a.After))
		})
		*list = top(r, *list)
	}
	return ch
}

// explain lists the names that were counted as those of the lists.
func (r *result) explain() []JoinedAs {
	shown := map[int]bool{}
	for t := range r.ranked {
		for _, i := range top(r, r.ranked[t]) {
			shown[i] = true
		}
	}
	var out []JoinedAs
	for p, n := range r.forms {
		i, s := p.split()
		of := r.joined[i].Of
		name := r.names.list[s]
		j := JoinedAs{name, r.named[i].Type, r.named[of].Name, int(n), r.joined[i].Why}
		switch {
		case !shown[of] || n == 0 || name == j.Of && j.Why == "":
			continue
		case of == int(i) && name == j.Of:
			j.Of, j.Why = "", "not joined: "+j.Why
		case of == int(i):
			j.Why = sameKey(&r.named[i])
		}
		out = append(out, j)
	}
	slices.SortFunc(out, func(a, b JoinedAs) int {
		return cmp.Or(cmp.Compare(a.Of, b.Of), cmp.Compare(b.Articles, a.Articles), cmp.Compare(a.Name, b.Name),
			cmp.Compare(a.Type, b.Type), cmp.Compare(a.Why, b.Why))
	})
	return out
}
