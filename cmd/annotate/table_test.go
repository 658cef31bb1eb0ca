package main

import "testing"

func TestTable(t *testing.T) {
	tab := table{head: []string{"name", "n", "where"}, text: []int{2}}
	tab.add("Åsa", "7", "a | b")
	tab.add("東京都", "1,024", "line\nbreak and more words than fit")
	want := "name        n  where\n" +
		"Åsa         7  a | b\n" +
		"東京都  1,024  line break …\n"
	if got := string(tab.append(nil, 27)); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	want = "| name | n | where |\n|---|--:|---|\n| Åsa | 7 | a \\| b |\n| 東京都 | 1,024 | line break and more words than fit |\n"
	if got := string(tab.appendMarkdown(nil)); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	if got := string((&table{rows: [][]string{{"a\x1b[31m", "1"}}}).append(nil, 0)); got != "a�[31m  1\n" {
		t.Errorf("got %q", got)
	}
}
