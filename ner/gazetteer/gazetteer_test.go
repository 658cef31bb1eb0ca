package gazetteer

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"
)

// TestKnown looks up names that news of several parts of the world needs, each
// with a class that it must have.
func TestKnown(t *testing.T) {
	known := map[Class]string{
		FirstName:  "Hulusi, Ilham, Recep, Chukwuemeka, Gurbanguly, Khvicha, Ngozi, Sigríður, Minh, Wiremu",
		LastName:   "Akar, Aliyev, Mammadov, Erdogan, Erdoğan, Hajiyev, Əliyev, O'Brien, McDonald, Okonjo-Iweala, Nguyễn, Guðmundsson",
		Country:    "Türkiye, Turkey, Azerbaijan, Nagorno-Karabakh, U.S., US, Côte d'Ivoire, Republic of Korea",
		Region:     "South Caucasus, Caucasus, Karabakh, Western Balkans, Kashmir, Lachin corridor, Khyber Pakhtunkhwa",
		City:       "Ankara, Kyiv, Shusha, Khankendi, New York, The Hague, N'Djamena, São Paulo, Sana’a",
		BigCity:    "Ankara, Kyiv, Lagos",
		Geo:        "Black Sea, Gulf of Aden, Mount Ararat, Nile",
		Facility:   "Tahrir Square, Brooklyn Bridge, Heathrow",
		World:      "NATO, European Union, EU, Inter-Parliamentary Union, Organization for Security and Co-operation in Europe",
		Government: "Milli Majlis, Knesset, Lok Sabha, Verkhovna Rada, Bundestag, Pentagon, Federal Bureau of Investigation",
		Company:    "Turkish Airlines, AT&T, Marks & Spencer, Marks and Spencer, Eli Lilly, Saudi Aramco",
		Media:      "Anadolu Agency, Anadolu, AFP, New York Times, Xinhua",
		Team:       "Galatasaray, Juticalpa FC, Chennai Super Kings, All Blacks",
		Party:      "AK Party, Bharatiya Janata Party, CPI(M)",
		Force:      "Hezbollah, PKK, al-Shabaab, Armenian Army, Rapid Support Forces",
		School:     "University of Oxford, Boğaziçi University, Makerere University",
		Org:        "Human Rights Watch, Red Crescent",
		Demonym:    "Turkish, Turks, Azerbaijani, Kemalists, South Korean",
		Other:      "Nagorno-Karabakh War, Victory Day, Shusha Declaration, World Cup",
		Title:      "Minister, Defense Minister, Imam, Gen., prime minister, Foreign minister",
		OrgCue:     "Ministry, bank, Ltd., FC",
		PlaceCue:   "River, province, International Airport",
	}
	for want, names := range known {
		for name := range strings.SplitSeq(names, ", ") {
			words := Split(name)
			got := Find(nil, words)
			if len(got) != 1 || got[0].First != 0 || got[0].End != len(words) || got[0].Class&want == 0 {
				t.Errorf("Find(%q) = %v, want %v throughout", words, got, want)
			}
			if len(words) == 1 && Word(name)&want == 0 {
				t.Errorf("Word(%q) = %v, want %v", name, Word(name), want)
			}
		}
	}
	for _, name := range []string{"", ".", "'", ",", "qzxv", "Qzxvian", "\xff\xfe", "the", "The", "Of"} {
		if c := Word(name) & Names; c != 0 {
			t.Errorf("Word(%q) = %v, want no name", name, c)
		}
	}
}

func TestCase(t *testing.T) {
	for _, test := range []struct {
		word      string
		has, lack Class
	}{
		{"NATO", World, Town | Recased | People},
		{"Nato", 0, World},
		{"nato", 0, Names | Recased},
		{"ANKARA", City | Recased, 0},
		{"TÜRKİYE", Country | Recased, 0},
		{"NAGORNO-KARABAKH", Country | Recased, 0},
		{"AKAR", LastName | Recased, 0},
		{"ankara", 0, Names},
		{"US", Country, Recased},
		{"us", Common, Names},
		{"IS", Force, Recased},
		{"OF", Common, Names | Recased},
		{"Minister", Title | Common, 0},
		{"MINISTER", Title | Common | Recased, 0},
	} {
		if c := Word(test.word); c&test.has != test.has || c&test.lack != 0 {
			t.Errorf("Word(%q) = %v, want %v and not %v", test.word, c, test.has, test.lack)
		}
	}
}

func TestFind(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"South Korea said", "South Korea"},
		{"the South Caucasus", "South Caucasus"},
		{"New York Times reporters in New York", "New York Times|New York"},
		{"BANK OF ENGLAND RAISES", "BANK OF ENGLAND"},
		{"BLACK SEA", "BLACK SEA"},
		{"Bank OF ENGLAND", "Bank|ENGLAND"}, // in part in capitals: two names
		{"in ANKARA , Türkiye", "ANKARA|Türkiye"},
		{"European Union Inter-Parliamentary Union", "European Union|Inter-Parliamentary Union"},
		{"black sea", "sea"},
		{"Sea of Sea of Sea of Marmara", "Sea|Sea|Sea of Marmara"},
	} {
		words := strings.Fields(test.text)
		var got []string
		for _, m := range Find(nil, words) {
			if m.Class&^(Common|Recased|FirstName|LastName|NameWord|Town|Person) == 0 {
				continue // Black, Of and Said are somebody's names
			}
			got = append(got, strings.Join(words[m.First:m.End], " "))
		}
		if g := strings.Join(got, "|"); g != test.want {
			t.Errorf("Find(%q) = %s, want %s", test.text, g, test.want)
		}
	}
}

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"Ankara": "Ankara", "": "", "Türkiye": "Turkiye", "İstanbul": "Istanbul", "Diyarbakır": "Diyarbakir",
		"Əliyev": "Aliyev", "Məmmədov": "Mammadov", "Łódź": "Lodz", "Þórdís": "Thordis", "Nguyễn": "Nguyen",
		"Sana’a": "Sana'a", "Māori": "Maori", "Weiß": "Weiss", "Ærø": "AEro", "Erdog\u0306an": "Erdogan",
		"Mainz‑Kastel": "Mainz-Kastel", "Київ": "Київ", "東京": "東京", "a\xffé": "a\xffe", "Șor": "Sor", "ɗan": "dan",
		"soft\u00adly": "softly", "½": "½",
	} {
		if got := Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
	}
	if n := testing.AllocsPerRun(100, func() { Fold("Ankara") }); n != 0 {
		t.Errorf("Fold of ASCII allocates %v times", n)
	}
}

// TestFoldHash holds the two ways to fold against each other.
func TestFoldHash(t *testing.T) {
	for r := rune(1); r < 0x3000; r++ {
		w := "x" + string(r)
		h1, _ := hashName(w, asWritten)
		h2, _ := hashName(Fold(w), asWritten)
		if h1 != h2 || hashWord(w) != hashWord(Fold(w)) {
			t.Fatalf("%q and %q have different hashes", w, Fold(w))
		}
	}
}

func TestClusters(t *testing.T) {
	a, b, rank := Clusters("the")
	if a == 0 || b == 0 || rank != 1 {
		t.Errorf("Clusters(the) = %d, %d, %d", a, b, rank)
	}
	if a, b, rank := Clusters("qzxvqzxv"); a != 0 || b != 0 || rank != 0 {
		t.Errorf("Clusters(qzxvqzxv) = %d, %d, %d, want nothing", a, b, rank)
	}
	// Days of the week are alike to any vectors; a day and a goalkeeper are not.
	_, monday, _ := Clusters("Monday")
	_, tuesday, _ := Clusters("TUESDAY")
	_, keeper, _ := Clusters("goalkeeper")
	if monday != tuesday || monday == keeper {
		t.Errorf("clusters of Monday, Tuesday, goalkeeper: %d, %d, %d", monday, tuesday, keeper)
	}
	x1, y1, r1 := Clusters("Türkiye")
	x2, y2, r2 := Clusters("turkiye")
	if x1 != x2 || y1 != y2 || r1 != r2 || r1 == 0 {
		t.Errorf("Türkiye and turkiye have different clusters")
	}
	seen256, seen1024 := map[uint64]bool{}, map[uint64]bool{}
	for i := range (len(clusterTable.entries) - padding) / clusterTable.width {
		v := le64(clusterTable.entries[i*clusterTable.width:])
		seen256[v&0xff], seen1024[v>>8&0x3ff] = true, true
		if rank := v >> 18 & 31; rank < 1 || rank > Ranks {
			t.Fatalf("entry %d has rank %d", i, rank)
		}
	}
	if len(seen256) != Clusters256 || len(seen1024) != Clusters1024 {
		t.Errorf("%d and %d clusters", len(seen256), len(seen1024))
	}
}

// TestFalsePositives draws words that nobody uses: none may be found.
func TestFalsePositives(t *testing.T) {
	found := 0
	word := []byte("Qxaaaaaaz")
	for range 500_000 {
		for k := 2; ; k++ {
			if word[k]++; word[k] <= 'z' {
				break
			}
			word[k] = 'a'
		}
		if c, _, _ := Clusters(string(word)); c != 0 {
			found++
		}
		if Word(string(word)) != 0 {
			found++
		}
	}
	if found > 3 {
		t.Errorf("%d of 500,000 made-up words are known", found)
	}
}

// TestBuilder compiles a small table and reads it back.
func TestBuilder(t *testing.T) {
	var b Builder
	b.AddWord("the", 256, 1024, 1)
	b.AddWord("Sea", 7, 8, 9)
	b.AddWord("sea", 1, 1, 1) // the first holds
	if !b.AddCommon("sea") || b.AddCommon("sea") || b.AddCommon("ocean") {
		t.Error("AddCommon does not tell what is new")
	}
	for name, c := range map[string]Class{"Black Sea": Geo, "Black": LastName, "Black Sea Fleet": Force} {
		if !b.AddName(name, c) {
			t.Errorf("AddName(%q) is refused", name)
		}
	}
	if !b.AddName("Black", FirstName) {
		t.Error("a second class is refused")
	}
	for _, name := range []string{"", " ", "...", "a b c d e f g h i j k l m", "Corp . Ltd"} {
		if b.AddName(name, Org) {
			t.Errorf("AddName(%q) is not refused", name)
		}
	}
	data, err := b.Words()
	if err != nil {
		t.Fatal(err)
	}
	words := open(string(data))
	if v, ok := words.find(hashWord("SEA")); !ok || v != common|9<<18|7<<8|6 {
		t.Errorf("sea: %x, %v", v, ok)
	}
	if v, ok := words.find(hashWord("the")); !ok || v != 1<<18|1023<<8|255 {
		t.Errorf("the: %x, %v", v, ok)
	}
	if _, ok := words.find(hashWord("ocean")); ok {
		t.Error("ocean is found")
	}
	data, err = b.Names()
	if err != nil {
		t.Fatal(err)
	}
	names := open(string(data))
	black, _ := hashName("Black", asWritten)
	sea, _ := hashName("Sea", asWritten)
	if got := names.class(black); got != FirstName|LastName {
		t.Errorf("Black is %v", got)
	}
	if got := names.class(join(black, sea)); got != Geo {
		t.Errorf("Black Sea is %v", got)
	}
	if got := names.class(sea); got != 0 {
		t.Errorf("Sea is %v", got)
	}
	again, err := b.Names()
	if err != nil || !slices.Equal(data, again) {
		t.Errorf("the same names give other bytes, or %v", err)
	}
	empty := open("")
	if _, ok := empty.find(1); ok {
		t.Error("an empty table finds something")
	}
}

func TestParseClass(t *testing.T) {
	for i := range classNames {
		c := Class(1) << i
		if got, ok := ParseClass(c.String()); !ok || got != c {
			t.Errorf("ParseClass(%q) = %v, %v", c.String(), got, ok)
		}
	}
	if Recased != 1<<(len(classNames)-1) {
		t.Error("classNames and the classes differ in number")
	}
	if _, ok := ParseClass("nonsense"); ok {
		t.Error("nonsense is a class")
	}
}

// TestChecksums holds the compiled files against the README, which states what
// a rebuild must give.
func TestChecksums(t *testing.T) {
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string]string{"clusters.bin": clusterData, "names.bin": nameData, "places.bin": placeData} {
		sum := sha256.Sum256([]byte(data))
		if !strings.Contains(string(readme), hex.EncodeToString(sum[:])) {
			t.Errorf("README.md does not state the sha256 of %s, %x", name, sum)
		}
	}
	if n := len(clusterData) + len(nameData); n > 5<<20 {
		t.Errorf("the lists take %d bytes, want at most 5 MB", n)
	}
	if n := len(placeData); n > 5<<20 {
		t.Errorf("the places take %d bytes, want at most 5 MB", n)
	}
}

func TestConcurrent(t *testing.T) {
	words := strings.Fields("Türkiye and the European Union met in ANKARA near the Black Sea")
	want := Find(nil, words)
	var wait sync.WaitGroup
	for range 4 {
		wait.Go(func() {
			var got []Match
			for range 200 {
				if got = Find(got[:0], words); !slices.Equal(got, want) {
					t.Errorf("Find gives %v and %v", got, want)
					return
				}
			}
		})
	}
	wait.Wait()
}

func FuzzFind(f *testing.F) {
	f.Add("the Organization for Security and Co-operation in Europe ( OSCE )")
	f.Add("BANK OF ENGLAND \xff U.S. 's Saint İ ə")
	f.Fuzz(func(t *testing.T, text string) {
		words := strings.Fields(text)
		at := 0
		for _, m := range Find(nil, words) {
			if m.First < at || m.End <= m.First || m.End > len(words) || m.End-m.First > maxWords || m.Class == 0 {
				t.Fatalf("Find(%q) has %v after %d", words, m, at)
			}
			at = m.End
		}
		for _, w := range words {
			if utf8.ValidString(w) && Word(w) != Word(Fold(w)) {
				t.Fatalf("Word(%q) = %v, of its folding %v", w, Word(w), Word(Fold(w)))
			}
			if utf8.ValidString(w) && Fold(Fold(w)) != Fold(w) {
				t.Fatalf("Fold(%q) = %q, folds to %q", w, Fold(w), Fold(Fold(w)))
			}
		}
	})
}

// sentence is for the benchmarks: 25 tokens.
var sentence = strings.Fields("Foreign Minister Mevlüt Çavuşoğlu said on Monday that the European Union and NATO " +
	"should do more in the South Caucasus , the Anadolu Agency reported .")

func BenchmarkFind(b *testing.B) {
	var dst []Match
	b.ReportAllocs()
	for b.Loop() {
		dst = Find(dst[:0], sentence)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(sentence)), "ns/token")
}

func BenchmarkWord(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		for _, w := range sentence {
			Word(w)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(sentence)), "ns/token")
}

func BenchmarkClusters(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		for _, w := range sentence {
			Clusters(w)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(sentence)), "ns/token")
}
