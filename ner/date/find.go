package date

// Options steer [Find]. The zero Options find everything but vague words and
// leave values open.
type Options struct {
	// Published is the publication date; unknown leaves values open.
	Published Day
	// Vague also finds now, recently, soon and their like.
	Vague bool
	// DMY reads 7/11/2022 as 7 November.
	DMY bool
	// Taken reports whether text[start:end] belongs to something that wins
	// over a date, such as a person called May.
	Taken func(start, end int) bool
}

// Find returns the date expressions of a text in text order, without overlap,
// resolved as far as the publication date allows.
func Find(text string, opts Options) []Expression {
	p := parser{text: text, opts: opts}
	s := scanner{text: text, words: lexicon()}
	for s.paragraph() {
		p.toks = s.toks
		p.paragraph()
	}
	return Resolve(p.found, opts.Published)
}

// beforeAttacks reports whether the text is older than 11 September 2001.
func (o *Options) beforeAttacks() bool {
	return !o.Published.IsZero() && o.Published.Before(Day{2001, 9, 11})
}

// A parser finds the expressions of one paragraph after another.
type parser struct {
	text  string
	opts  Options
	toks  []token
	found []Expression
	last  int // token after the last expression found in this paragraph
	first int // and its first token

	sentence int32
	counted  int // tokens whose sentence is counted
	steps    int // tokens looked at, a measure of work
}

// A match is what a rule found: nothing when to is 0.
type match struct {
	from, to int // tokens
	open     open
	class    Class
	rule     string
	fiscal   bool
	invalid  bool
}

const starters = isMonth | isWeekday | isUnit | isCount | isVague | isOrdinal | isDaypart | isSeason | isDeictic |
	isStage | isNarrow | isEach | isRate | isDayWord | isAdverb | isHoliday | isArticle | isPeriod | isFiscal | isTens | isEra | isEdge

func (p *parser) paragraph() {
	p.first, p.last, p.counted = -1, -1, 0
	for i := 0; i < len(p.toks); {
		t := &p.toks[i]
		if t.kind != number && t.class&starters == 0 && t.kind != punct && t.kind != possessive {
			i++
			continue
		}
		m := p.match(i)
		if m.to == 0 || p.taken(m) {
			i++
			continue
		}
		p.emit(m)
		i = p.list(m)
	}
}

// taken reports whether the match is part of a name.
func (p *parser) taken(m match) bool {
	return p.opts.Taken != nil && p.opts.Taken(p.toks[m.from].start, p.toks[m.to-1].end)
}

// emit adds the expression of a match, linked with the one before.
func (p *parser) emit(m match) {
	e := Expression{
		Start: p.toks[m.from].start, End: p.toks[m.to-1].end,
		Timex: m.class, Mod: modNames[m.open.mod], Fiscal: m.fiscal, Rule: m.rule, open: m.open,
	}
	if e.Timex == "" {
		e.Timex = Date
		if m.open.value.clock != noClock {
			e.Timex = Time
		}
	}
	if e.Timex == Date || e.Timex == Time {
		ahead := m.open.value.part != months || p.t(m.from).has(opens) || p.t(m.from-1).has(opens)
		e.open.tense = p.tense(m.from, m.to, ahead)
	}
	for ; p.counted <= m.from; p.counted++ {
		if p.toks[p.counted].has(opens) {
			p.sentence++
		}
	}
	e.open.sentence = p.sentence
	e.open.impossible = m.invalid
	p.found = append(p.found, e)
	if p.last > 0 && p.last+1 == m.from {
		p.join(&p.found[len(p.found)-2], &p.found[len(p.found)-1])
	}
	p.first, p.last = m.from, m.to
}

// join links two neighbours with one word or mark between them: "from April to
// June 2017" shares its year backwards and is a range.
func (p *parser) join(a, b *Expression) {
	between := p.last
	isRange := p.t(between).kind == dash || p.is(between, "to") || p.is(between, "through") || p.is(between, "until") ||
		p.is(between, "and") && p.is(p.first-1, "between")
	if !isRange && !p.is(between, "and") && !p.is(between, "or") && p.text[p.toks[between].start] != ',' && p.text[p.toks[between].start] != '/' {
		return
	}
	ao, bo := &a.open, &b.open
	if ao.kind == ofYear && ao.year == nearest && bo.value.form == formCalendar && ao.value.part == bo.value.part {
		switch {
		case bo.kind == fixed && bo.value.length == 4 && (isRange || p.is(between, "and") || p.is(between, "or")):
			ao.kind, ao.value = fixed, ao.value.inYear(bo.value)
			if isRange && ao.value.num > bo.value.num {
				ao.value.year--
			}
		case bo.kind == ofYear && bo.year != nearest && isRange:
			ao.year, ao.n = bo.year, bo.n
		}
	}
	if isRange && calendar(ao) && calendar(bo) && a.Timex == b.Timex && ao.link != from {
		ao.link, bo.link = from, until
	}
}

func calendar(o *open) bool { return o.kind != fixed || o.value.form == formCalendar }

// list adds what follows a day or a year and shares its month: "Oct. 3-5",
// "April 24 and 25", "3 and 5 May" come as one expression each. It returns the
// token to go on with.
func (p *parser) list(m match) int {
	i := m.to
	o := m.open
	if k := p.shortYear(i - 1); m.rule == "year" && k > 0 && p.t(k).digits == 2 {
		p.emit(match{from: k, to: k + 1, rule: "year", open: open{value: yearValue(p.secondYear(i-1, k))}})
		return k + 1
	}
	if o.value.part != months || o.value.day <= 0 || o.kind != ofYear && o.kind != fixed || o.value.clock != noClock {
		return i
	}
	if last := p.t(i - 1); last.kind != number || last.digits > 2 || p.t(i-2).is(isMeridiem) {
		return i
	}
	first := len(p.found) - 1
	for range 8 {
		j := i + 1
		isRange := p.t(i).kind == dash || p.is(i, "to") || p.is(i, "through")
		if !isRange && !p.is(i, "and") && !p.is(i, "or") && !(p.mark(i, ',') && p.t(j).digits <= 2 && (p.is(j+1, "and") || p.mark(j+1, ','))) {
			return i
		}
		d := p.t(j)
		if d.kind != number || d.digits > 2 || d.n < 1 || d.n > 31 || d.flags&(grouped|decimal|plural) != 0 || p.t(j+1).is(isUnit|isCounted|isMeridiem|isMonth) ||
			p.mark(j+1, '%') || p.mark(j+1, ':') || isRange && d.n <= int32(o.value.day) || p.t(j+1).kind == dash && p.t(j+2).kind == word {
			return i
		}
		next := o
		next.value.day = int8(d.n)
		n := match{from: j, to: j + 1, open: next, rule: "day in list"}
		if k, year := p.trailingYear(j + 1); k > 0 {
			n.to = k
			n.open.kind, n.open.value = fixed, next.value.inYear(year)
			for e := first; e < len(p.found); e++ { // the year is theirs too
				if day := &p.found[e].open; day.kind == ofYear {
					day.kind, day.value = fixed, day.value.inYear(year)
				}
			}
		}
		if !n.open.value.dayExists() {
			n.open = open{}
			n.invalid = true
		}
		if p.taken(n) {
			return i
		}
		p.emit(n)
		i = n.to
		if n.to > j+1 {
			return i
		}
	}
	return i
}

var nothing token

// t returns a token, and an empty one outside the paragraph.
func (p *parser) t(i int) *token {
	p.steps++
	if uint(i) < uint(len(p.toks)) {
		return &p.toks[i]
	}
	return &nothing
}

// is compares a token with a word in lower case.
func (p *parser) is(i int, w string) bool {
	t := p.t(i)
	if t.end-t.start != len(w) {
		return false
	}
	for k := range len(w) {
		c := p.text[t.start+k]
		if c >= 'A' && c <= 'Z' {
			c |= 0x20
		}
		if c != w[k] {
			return false
		}
	}
	return true
}

// isAny compares a token with several words.
func (p *parser) isAny(i int, words ...string) bool {
	for _, w := range words {
		if p.is(i, w) {
			return true
		}
	}
	return false
}

// mark reports whether a token is that character.
func (p *parser) mark(i int, c byte) bool {
	t := p.t(i)
	return t.kind == punct && t.end-t.start == 1 && p.text[t.start] == c
}

// adjoins reports whether no space stands before a token.
func (p *parser) adjoins(i int) bool { t := p.t(i); return t.kind != noToken && !t.has(spaced) }

// hyphen reports whether a dash stands there with no space around.
func (p *parser) hyphen(i int) bool {
	return p.t(i).kind == dash && p.adjoins(i) && p.adjoins(i+1)
}

// starts reports whether a token begins a sentence, quotes aside.
func (p *parser) starts(i int) bool {
	if i <= 0 || p.t(i).has(opens) {
		return true
	}
	prev := p.t(i - 1)
	return prev.kind == punct && prev.has(opens) || p.mark(i-1, '"') || p.mark(i-1, '`') || p.mark(i-1, '\'')
}

// reach bounds how far a rule looks for a verb or a month.
const reach = 14

// tense looks for the nearest verb of the sentence that tells past from
// future, to the left and, where ahead, then to the right.
func (p *parser) tense(from, to int, ahead bool) int8 {
	switch {
	case p.is(from-1, "until"):
		return 1
	case p.is(from-1, "ended"):
		return -certain
	case p.is(from-1, "ending"):
		return certain
	}
	if from < len(p.toks) && !p.toks[from].has(opens) {
		for i := from - 1; i >= 0 && i > from-reach; i-- {
			if cue := p.cue(i); cue != 0 {
				return cue
			}
			if p.toks[i].has(opens) || p.mark(i, ';') {
				break
			}
		}
	}
	for i := to; ahead && i < len(p.toks) && i < to+reach; i++ {
		if p.toks[i].has(opens) || p.mark(i, ';') {
			break
		}
		if cue := p.cue(i); cue != 0 {
			return cue
		}
	}
	return 0
}

// certain is the tense of what has an end: "the year ended March 31".
const certain = 7

// cue tells past (-1) from future (1) verbs. In "will be held" the participle
// says nothing, and what had been planned is past.
func (p *parser) cue(i int) int8 {
	t := &p.toks[i]
	switch {
	case t.kind != word:
	case p.is(i-1, "be"):
	case p.is(i, "be") && p.is(i-1, "to"):
		return 1
	case t.is(isFuture) && p.is(i-1, "been"):
		return -1
	case t.is(isFuture):
		return 1
	case p.is(i, "to") && p.isAny(i-1, "is", "are"):
		return 1
	case p.isAny(i, "early", "soon") && p.is(i+1, "as") && p.is(i-1, "as"):
		return 1
	case t.is(isPast):
		return -1
	case t.class == 0 && !t.has(capital) && t.end-t.start > 4 && p.text[t.end-1] == 'd' && p.text[t.end-2] == 'e':
		return -1
	}
	return 0
}
