package annotate

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"newsannotate/ner"
	"newsannotate/ner/gazetteer"
	"newsannotate/ner/token"
)

// rolesOf finds the roles that stand beside name i, in the words of the
// article: before it ("National Defense Minister Hulusi Akar", "the Health
// Minister, Ivars Eglītis", "ASEC coach Oumar Ben Salah") and behind it ("Hikmet
// Hajiyev, the vice president of Azerbaijan,"). Articles and forms of address are
// left out.
func (w *who) rolesOf(i int) []string {
	var roles []string
	if r := w.roleBefore(i); r != "" {
		roles = append(roles, r)
	}
	if r := w.roleBehind(i); r != "" {
		roles = addRole(roles, r)
	}
	return roles
}

// addRole adds a role that roles do not have yet in other case or without its
// object. Nobody has more roles than there is room for.
func addRole(roles []string, role string) []string {
	for i, r := range roles {
		switch {
		case strings.EqualFold(r, role), hasWords(r, role):
			return roles
		case hasWords(role, r):
			roles[i] = role
			return roles
		}
	}
	if len(roles) == most {
		return roles
	}
	return append(roles, role)
}

// hasWords reports whether a begins or ends with the words of b.
func hasWords(a, b string) bool {
	a, b = strings.ToLower(a), strings.ToLower(b)
	return len(a) > len(b) && (strings.HasPrefix(a, b+" ") || strings.HasSuffix(a, " "+b))
}

// roleHead is the word of a role that says what it is: minister of "Minister of
// Health" and of "former Health Minister".
func roleHead(role string) string {
	for _, p := range []string{" of ", " for ", " to "} {
		role, _, _ = strings.Cut(role, p)
	}
	return role[strings.LastIndexByte(role, ' ')+1:]
}

// farthest bounds the words of a role.
const farthest = 10

// roleBefore finds the role that ends right before name i.
func (w *who) roleBefore(i int) string {
	end := w.at[i]
	start := end
	low := 0 // the first token that may belong to the role
	if i > 0 {
		low = w.endOf(i - 1)
	}
	end = w.skipAddress(end, low)
	// "the Health Minister, X": only behind an article, so that lists are left alone.
	comma := false
	if end > low && w.word(end-1) == "," {
		end--
		comma = true
	}
	start = end
	if start <= low && start > 0 || start > 0 && !w.isRole(start-1) {
		return w.objectBefore(i, end, comma)
	}
	if start == 0 {
		return ""
	}
	start--
	for start > low && end-start < farthest && w.modifies(start-1) {
		start--
	}
	for k := start; k < end-1; k++ { // the city's head of roads
		if word := w.word(k); word == "’s" || word == "'s" {
			start = k + 1
		}
	}
	if comma && !(start > 0 && (isArticle(w.word(start-1)) || w.tokens[start-1].Tag == token.POS || isNation(w.word(start-1)) || start == low && i > 0)) {
		return ""
	}
	start = w.skipConjunction(start, low)
	// The body or place that stands right before it belongs to it: ASEC coach.
	if i > 0 && start == low && w.names[i-1].Type != ner.Person && !w.isParted(low-1) {
		start = w.at[i-1]
	}
	return w.phrase(start, end)
}

// endOf is the first token behind name i.
func (w *who) endOf(i int) int {
	t := w.at[i]
	for t < len(w.tokens) && w.tokens[t].Start < w.names[i].End {
		t++
	}
	return t
}

// skipAddress goes back over Mr, Mrs and their like, which are no roles.
func (w *who) skipAddress(t, low int) int {
	for t > low {
		word := strings.TrimSuffix(w.word(t-1), ".")
		if word == "" && t-1 > low { // the full stop of Mr.
			word = w.word(t - 2)
			if !isAddress(word) {
				return t
			}
			t--
		}
		if !isAddress(word) {
			return t
		}
		t--
	}
	return t
}

// isAddress reports whether word is a form of address, or a short title that
// serves as one.
func isAddress(word string) bool {
	switch strings.TrimSuffix(word, ".") {
	case "Mr", "Mrs", "Ms", "Miss", "Mx", "Messrs", "MR", "MRS", "MS", "Dr", "DR", "Drs", "Prof", "Sir", "Dame", "Gen", "Capt", "Sen", "Rep",
		"Col", "Lt", "Sgt", "Rev", "Revd", "Hon", "Sheikh", "Shaikh", "Hajji", "Haji", "Alhaji", "Madam", "Adm", "Cpl", "Maj", "Cmdr", "Gov", "Pres",
		"St", "Fr", "Sr", "Me", "Engr", "Smt", "Shri", "Datuk", "Majesty", "Highness", "Daw", "H.H", "H.E", "HH", "HE":
		return true
	}
	return false
}

func isArticle(word string) bool {
	switch word {
	case "the", "The", "a", "A", "an", "An", "its", "his", "her", "their", "our", "my", "Its", "His", "Her", "Their":
		return true
	}
	return false
}

// objectBefore finds a role with its object before a name: "Vice President of
// Azerbaijan", "Minister of Agriculture and Co-operatives". The role has a
// capital, for "a summit of Azerbaijan" is none.
func (w *who) objectBefore(i, end int, comma bool) string {
	if end == 0 || w.isParted(end-1) {
		return ""
	}
	links := 0
	for t := end - 1; t > 0 && end-t < farthest+2; t-- {
		word := w.word(t)
		switch {
		case isLink(word):
			links++
			if isUpper(w.word(t-1)) && w.isRole(t-1) && !w.inPerson(t-1, i-1) {
				// Ambassador of Azerbaijan to Ankara: on to the first link
				start := t - 1
				for start > 0 && t-start < farthest && w.modifies(start-1) && !w.inPerson(start-1, i-1) {
					start--
				}
				if comma && start > 0 && !isArticle(w.word(start-1)) {
					return ""
				}
				return w.phrase(w.skipConjunction(start, 0), end)
			}
		case isUpper(word) || word == "and" || word == "the" || word == "&" || word == ",":
			if word == "," && (links > 0 || t == end-1) {
				return ""
			}
		default:
			return ""
		}
	}
	return ""
}

// inPerson reports whether token t is part of the name of a person, name n or
// one before it.
func (w *who) inPerson(t, n int) bool {
	for ; n >= 0 && w.names[n].End > w.tokens[t].Start; n-- {
		if w.names[n].Start <= w.tokens[t].Start {
			return w.names[n].Type == ner.Person
		}
	}
	return false
}

// isLink reports whether word joins a role to its object.
func isLink(word string) bool { return word == "of" || word == "for" || word == "to" || word == "at" }

func isUpper(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(r)
}

// isRole reports whether token t is a word for what a person is.
func (w *who) isRole(t int) bool {
	word := w.word(t)
	if kin[strings.ToLower(word)] {
		return false
	}
	if len(word) < 2 || t+1 < len(w.tokens) && w.tokens[t+1].Tag == token.POS { // a miner's widow
		return false
	}
	c := gazetteer.Word(word) | gazetteer.Word(strings.TrimSuffix(word, "."))
	if c&(gazetteer.Title|gazetteer.Role) != 0 {
		return !isAddress(strings.TrimSuffix(word, "."))
	}
	lower := strings.ToLower(word)
	if roleWords[lower] {
		return true
	}
	if i := strings.LastIndexByte(lower, '-'); i >= 0 { // vice-president, secretary-general
		lower = lower[i+1:]
		if gazetteer.Word(lower)&(gazetteer.Title|gazetteer.Role) != 0 || lower == "general" {
			return true
		}
	}
	if gazetteer.Word(lower)&gazetteer.Role != 0 {
		return true
	}
	if roleWords[lower] {
		return true
	}
	tag := w.tokens[t].Tag
	if tag != token.NN && tag != token.NNP {
		return false
	}
	return slices.ContainsFunc(roleEndings, func(s string) bool { return strings.HasSuffix(lower, s) })
}

// roleEndings are what many words for occupations end in.
var roleEndings = []string{"ologist", "ographer", "woman", "keeper", "officer", "maker", "worker", "owner", "player", "holder", "leader", "economist",
	"ician", "monger", "spinner", "chairman", "chancellor", "master", "mistress", "hunter", "grower", "iatrist", "ementist"}

// roleWords are words for what a person is or does that the lists of titles and
// occupations lack.
var roleWords = wordSet(`accountant actor administrator adviser advisor advocate agronomist aide announcer anthropologist apprentice arbitrator
	archaeologist archivist arbiter artisan astronomer attorney auctioneer auditor author bailiff baker banker bargeman barber barrister beekeeper
	blacksmith boatman bookseller botanist breeder broker builder bursar butcher buyer campaigner captain caretaker carpenter cartoonist cashier
	caterer catcher cellist chairperson chef chemist churchwarden clerk cleaner clockmaker coach cobbler collector columnist commentator commissioner
	comptroller conductor conservationist conservator constable consultant contractor controller convener convenor cook coordinator co-ordinator coroner
	councillor councilman councilmember councilwoman counsel counsellor counselor courier critic curator custodian cutter cyclist dealer dean
	defender delegate demographer dentist deputy designer developer diplomat director diver docker doctor driver ecologist editor electrician
	elder engineer entomologist envoy epidemiologist examiner executive exporter farmer fielder filmmaker fisher fisherman fitter fly-half fireman
	flanker forecaster foreman forester forward founder fullback full-back geologist glazier goalkeeper goaltender governor grazier
	guard guide gunner halfback hairdresser headman headmaster headteacher herder historian hooker hydrologist imam importer inspector instructor
	interpreter investigator janitor jeweller journalist judge juror keeper labourer lawyer lecturer librarian lifeguard linguist lobbyist
	lock logistician magistrate manager marshal mason mathematician mayor mechanic mediator member merchant meteorologist midfielder
	midwife miller miner minister moderator monk motorist musician musicologist naturalist negotiator neurologist notary novelist nun nurse observer
	oceanographer official ombudsman opener operator organiser organizer orderly paediatrician painter paleontologist palaeontologist paramedic
	pastor pathologist patron pediatrician pensioner pharmacist philanthropist philosopher photographer physician physicist physio physiotherapist
	pilot pitcher planner planter playwright plumber poet policeman policewoman porter postman potter preacher prefect president priest principal
	printer producer professor programmer promoter prosecutor psychiatrist psychologist publicist publisher rabbi ranger rapporteur receiver reeve
	referee registrar reporter researcher restorer retailer rider rookie sacristan sailor salesman scientist scorer sculptor
	secretary secretary-general senator sergeant shepherd sheriff shopkeeper shortstop singer skipper smuggler sociologist solicitor soprano speaker
	specialist spokesman spokesperson spokeswoman statistician steward stockbroker strategist striker student substitute supervisor surgeon surveyor
	surveyor-general tailor teacher technician teller tenor therapist trader trainer translator treasurer trustee tutor umpire unionist
	veterinarian vet vicar violinist volcanologist volunteer waiter warden watchman weaver welder whip winemaker winger wrestler writer zoologist
	cllr cr coun cathaoirleach taoiseach tánaiste cardinal archbishop metropolitan patriarch mufti ayatollah emir sultan king queen prince princess
	colonel brigadier admiral commodore commander general lieutenant major corporal private superintendent ambassador consul chargé commandant
	chancellor premier candidate incumbent lawmaker legislator parliamentarian mp mla mna mca mep congressman congresswoman ministerial
	co-founder cofounder chief head leader boss ceo cfo coo cto owner partner proprietor landlord
	left-back right-back centre-half scrum-half prop winger wicketkeeper all-rounder batsman bowler seamer leg-spinner off-spinner shortstop
	baseman outfielder quarterback linebacker center guard goalscorer defenseman closer reliever infielder slugger sprinter hurdler swimmer
	setter stroke centre kicker tutor grower catcher harbourmaster rower jockey boxer golfer gymnast skier skater coxswain helmsman
	patrolman milkmaid alto correspondent stationmaster beekeeper qc kc san`)

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		set[w] = true
	}
	return set
}

// kin are words for people that are no roles.
var kin = wordSet(`wife husband son daughter brother sister father mother nephew niece uncle aunt cousin grandson granddaughter grandfather grandmother
	widow widower colleague counterpart neighbour neighbor friend fiancée fiancé plaintiff defendant victim resident twin partner successor
	predecessor rival opponent opposite man woman girl boy stepson stepfather mate`)

// modifies reports whether token t belongs to the role that goes on with
// token t+1: an adjective or noun, "and" between two of them.
func (w *who) modifies(t int) bool {
	if t+1 == len(w.tokens) || w.isParted(t) {
		return false
	}
	word := w.word(t)
	lower := strings.ToLower(word)
	if isArticle(word) || isAddress(word) || stops[lower] || bodyWords[lower] || isNation(word) {
		return false
	}
	if r, _ := utf8.DecodeRuneInString(word); !unicode.IsLetter(r) && w.tokens[t].Tag != token.POS {
		return word == "&"
	}
	switch w.tokens[t].Tag {
	case token.JJ, token.NN, token.NNP, token.NNPS, token.VBG:
		return !kin[lower]
	case token.VBN, token.VBD:
		return participles[lower]
	case token.POS: // farmers' leader
		return w.word(t) == "'" || w.word(t) == "’"
	case token.CC:
		return lower == "and"
	}
	return isUpper(word) && isUpper(w.word(t+1)) && !w.startsSentence(t)
}

// stops are words that the tagger takes for parts of a role, and are not.
var stops = wordSet("but when then while where meanwhile earlier later also both said says told asked monday tuesday wednesday thursday friday " +
	"saturday sunday yesterday today tomorrow last next this that these those other fellow own")

// bodyWords stand before a role for the body that it is held in, and are left out.
var bodyWords = wordSet("court committee federation commission council board company club team union group party prosecution")

// isNation reports whether word is a demonym such as Portuguese.
func isNation(word string) bool {
	places := gazetteer.FindPlaces(nil, word)
	return len(places) > 0 && places[0].Kind == gazetteer.Nation
}

// participles are those that are part of a role.
var participles = wordSet("retired elected appointed assistant accredited qualified registered certified deposed exiled jailed ousted associated combined united")

func (w *who) startsSentence(t int) bool {
	return t == 0 || strings.ContainsAny(w.word(t-1), ".!?:") || strings.ContainsRune(w.text[w.tokens[t-1].End:w.tokens[t].Start], '\n')
}

// skipConjunction leaves out an "and" that a role would begin with.
func (w *who) skipConjunction(start, low int) int {
	for start > low && start < len(w.tokens) && strings.EqualFold(w.word(start), "and") {
		start++
	}
	return start
}

// phrase is the text of tokens start to end, white space as one space.
func (w *who) phrase(start, end int) string {
	if start >= end {
		return ""
	}
	return strings.Join(strings.Fields(w.text[w.tokens[start].Start:w.tokens[end-1].End]), " ")
}

// roleBehind finds the role in apposition behind name i: between a comma and
// the next comma, full stop or relative clause.
func (w *who) roleBehind(i int) string {
	t := w.endOf(i)
	if t+2 >= len(w.tokens) || w.word(t) != "," && w.word(t) != "(" {
		return ""
	}
	limit := len(w.tokens)
	t++
	// Hikmet Hajiyev, 43, the vice president
	if r := w.word(t); strings.Trim(r, "0123456789") == "" && t+2 < limit && w.word(t+1) == "," {
		t += 2
	}
	article := false
	for t < limit && isArticle(w.word(t)) {
		article = true
		t++
	}
	start := t
	for t < limit && t-start < farthest && !w.isEnd(t) {
		t++
	}
	// The head is the last role in the phrase.
	head := -1
	for start+1 < t && isNation(w.word(start)) {
		start++
	}
	for k := start; k < t; k++ {
		if w.isRole(k) {
			head = k
		} else if bodyWords[strings.ToLower(w.word(k))] {
			continue
		} else if !w.modifies(k) && w.word(k) != "and" && w.tokens[k].Tag != token.POS && w.tokens[k].Tag != token.CD {
			break
		}
	}
	if head < 0 || head+1 < t && !w.isEnd(head+1) && !article && w.tokens[head+1].Tag == token.NNP {
		return ""
	}
	for k := start; k < head; k++ {
		if w.inName(k, i+1) {
			start = k + 1
		}
	}
	end := head + 1
	if end < limit && isLink(w.word(end)) {
		end = w.objectBehind(i, end)
	}
	// In a list it may be the role of the name that follows: "Ambassador of
	// Azerbaijan to Ankara Rashad Mammadov".
	for next := i + 1; next < len(w.names) && w.at[next] <= t; next++ {
		if w.names[next].Type == ner.Person && w.at[next] > head {
			return ""
		}
	}
	return w.phrase(start, end)
}

// inName reports whether token t is part of name n or of one behind it.
func (w *who) inName(t, n int) bool {
	for ; n < len(w.names) && w.names[n].Start <= w.tokens[t].Start; n++ {
		if w.tokens[t].Start < w.names[n].End {
			return true
		}
	}
	return false
}

// isEnd reports whether a role cannot go on over token t.
func (w *who) isEnd(t int) bool {
	word := w.word(t)
	switch word {
	case ",", ".", ";", ":", ")", "(", "—", "–", "who", "which", "whose", "that", "said", "told", "\"", "”", "“":
		return true
	}
	return t > 0 && w.isParted(t-1)
}

// isParted reports whether a blank line stands between tokens t and t+1.
func (w *who) isParted(t int) bool {
	return strings.Count(w.text[w.tokens[t].End:w.tokens[t+1].Start], "\n") > 1
}

// objectBehind gives the end of a role with its object, which begins at token
// t: "of Azerbaijan", "of the traffic office".
func (w *who) objectBehind(i, t int) int {
	end := t + 1
	for n := i + 1; n < len(w.names) && w.names[n].Start < w.tokens[min(t+3, len(w.tokens)-1)].End; n++ {
		if from := w.at[n]; from == t+1 || from == t+2 && isArticle(w.word(t+1)) {
			return w.endOf(n)
		}
	}
	for end < len(w.tokens) && end-t < 7 && !w.isEnd(end) {
		switch w.tokens[end].Tag {
		case token.JJ, token.NN, token.NNS, token.NNP, token.NNPS, token.DT, token.CC:
			end++
			continue
		}
		break
	}
	for end > t && slices.Contains([]string{"and", "the", "a", "of", "for"}, w.word(end-1)) {
		end--
	}
	return end
}
