//go:build unix

package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"time"
)

func init() { commands["bench"] = bench }

// bench measures the built command against the budgets, beside a plain program
// that calls prose's own pipeline on the same text, in the same run. Both are
// measured in turn, so that a loaded machine loads both. It fails where a
// budget is missed.
func bench(args []string, out io.Writer) error {
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	annotate := flags.String("annotate", "bin/annotate", "the built command")
	article := flags.String("article", "testdata/articles/akar.txt", "the article of the cold run")
	texts := flags.String("texts", "testdata/house", "folder of marked articles, for ordinary news")
	runs := flags.Int("runs", 15, "how often to start each program cold")
	if err := flags.Parse(args); err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "bench")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	b := benchmark{annotate: *annotate, plain: filepath.Join(dir, "plain"), dir: dir, out: out}
	if b.annotate, err = filepath.Abs(b.annotate); err != nil {
		return err
	}
	if said, err := exec.Command("go", "build", "-o", b.plain, "./ner/token/testdata/plain").CombinedOutput(); err != nil {
		return fmt.Errorf("%w\n%s", err, said)
	}
	for _, step := range []func() error{
		func() error { return b.cold(*article, *runs) },
		func() error { return b.start(*article, *runs) },
		func() error { return b.throughput(*texts) },
		func() error { return b.length(*texts) },
		b.size,
	} {
		if err := step(); err != nil {
			return err
		}
	}
	if b.missed > 0 {
		return fmt.Errorf("%d budgets missed", b.missed)
	}
	return nil
}

type benchmark struct {
	annotate, plain string
	dir             string
	out             io.Writer
	missed          int
}

// report prints one line of the table and counts a miss.
func (b *benchmark) report(what, figure, budget string, held bool) {
	verdict := "held"
	if !held {
		verdict = "MISSED"
		b.missed++
	}
	fmt.Fprintf(b.out, "%-34s %-44s %-14s %s\n", what, figure, budget, verdict)
}

// A measure is what one process took.
type measure struct {
	wall time.Duration
	rss  int64 // peak, in bytes
}

func (b *benchmark) process(name string, args ...string) (measure, error) {
	cmd := exec.Command(name, args...)
	began := time.Now()
	err := cmd.Run()
	m := measure{wall: time.Since(began)}
	if err != nil {
		return m, fmt.Errorf("%s: %w", filepath.Base(name), err)
	}
	usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	if !ok {
		return m, errors.New("no resource usage on this system")
	}
	m.rss = usage.Maxrss << 10
	if runtime.GOOS == "darwin" {
		m.rss = usage.Maxrss
	}
	return m, nil
}

// inTurn runs the commands one after the other, n times, and returns the
// median wall time of each.
func (b *benchmark) inTurn(n int, commands ...[]string) ([]time.Duration, error) {
	walls := make([][]time.Duration, len(commands))
	for range n {
		for i, c := range commands {
			m, err := b.process(c[0], c[1:]...)
			if err != nil {
				return nil, err
			}
			walls[i] = append(walls[i], m.wall)
		}
	}
	medians := make([]time.Duration, len(commands))
	for i := range walls {
		slices.Sort(walls[i])
		medians[i] = walls[i][n/2]
	}
	return medians, nil
}

func (b *benchmark) cold(article string, runs int) error {
	t, err := b.inTurn(runs, []string{b.annotate, "-q", article}, []string{b.plain, article})
	if err != nil {
		return err
	}
	ratio := t[0].Seconds() / t[1].Seconds()
	b.report("one article, cold", fmt.Sprintf("%s; prose %s; ratio 1/%.1f", ms(t[0]), ms(t[1]), 1/ratio), "1/5", ratio <= 1.0/5)
	return nil
}

// maxStart is what a command that needs no model may take to start.
const maxStart = 20 * time.Millisecond

func (b *benchmark) start(article string, runs int) error {
	doc := filepath.Join(b.dir, "start.yaml")
	if _, err := b.process(b.annotate, "-q", article, "-o", doc); err != nil {
		return err
	}
	for _, args := range [][]string{{"version"}, {"schema"}, {"diff", doc, doc}, {"summarise", doc}, {"check", doc}} {
		t, err := b.inTurn(runs, append([]string{b.annotate}, args...))
		if err != nil {
			return err
		}
		b.report("start of "+args[0], ms(t[0]), "20 ms", t[0] <= maxStart)
	}
	return nil
}

// throughput annotates a folder of ordinary news with one worker, with two, and
// with prose.
func (b *benchmark) throughput(texts string) error {
	articles, errs := readArticles(texts)
	if len(errs) > 0 {
		return errs[0]
	}
	const copies = 8
	folder := filepath.Join(b.dir, "news")
	if err := os.Mkdir(folder, 0o777); err != nil {
		return err
	}
	words := 0
	var once []string
	for i := range copies {
		for _, a := range articles {
			path := filepath.Join(folder, fmt.Sprintf("%d-%s.txt", i, a.Name))
			if err := os.WriteFile(path, []byte(a.Text), 0o666); err != nil {
				return err
			}
			words += len(strings.Fields(a.Text))
			if i == 0 {
				once = append(once, path)
			}
		}
	}
	t, err := b.inTurn(3,
		[]string{b.annotate, "-q", "-j", "1", folder},
		[]string{b.annotate, "-q", "-j", "2", folder},
		append([]string{b.plain}, once...))
	if err != nil {
		return err
	}
	one, two := float64(words)/t[0].Seconds(), float64(words)/t[1].Seconds()
	prose := float64(words) / copies / t[2].Seconds()
	b.report("one worker, words a second", fmt.Sprintf("%.0f", one), "100000", one >= 100_000)
	b.report("one worker, against prose", fmt.Sprintf("%.0f; prose %.0f; ratio %.1f", one, prose, one/prose), "5", one >= 5*prose)
	b.report("two workers, against one", fmt.Sprintf("%.0f; ratio %.2f", two, two/one), "1.8", two >= 1.8*one)
	m, err := b.process(b.annotate, "-q", "-j", "2", folder)
	if err != nil {
		return err
	}
	b.memory(fmt.Sprintf("%d articles", copies*len(articles)), m)
	return nil
}

func (b *benchmark) memory(what string, m measure) {
	b.report("resident memory", fmt.Sprintf("%d MB, %s", m.rss>>20, what), "150 MB", m.rss <= 150<<20)
}

// length shows that cost is linear in the length of one input.
func (b *benchmark) length(texts string) error {
	articles, errs := readArticles(texts)
	if len(errs) > 0 {
		return errs[0]
	}
	var all strings.Builder
	for all.Len() < 10<<20 {
		for _, a := range articles {
			all.WriteString(a.Text)
			all.WriteString("\n\n")
		}
	}
	var perMB []float64
	for _, size := range []int{1 << 20, 10 << 20} {
		path := filepath.Join(b.dir, "long.txt")
		if err := os.WriteFile(path, []byte(strings.ToValidUTF8(all.String()[:size], "")), 0o666); err != nil {
			return err
		}
		t, err := b.inTurn(3, []string{b.annotate, "-q", path})
		if err != nil {
			return err
		}
		perMB = append(perMB, t[0].Seconds()/float64(size>>20))
	}
	inputs := []string{"-q", "-j", "2"}
	for i := range 6 {
		path := filepath.Join(b.dir, fmt.Sprintf("long-%d.txt", i))
		if err := os.WriteFile(path, []byte(strings.ToValidUTF8(all.String()[i<<20:(i+1)<<20], "")), 0o666); err != nil {
			return err
		}
		inputs = append(inputs, path)
	}
	m, err := b.process(b.annotate, inputs...)
	if err != nil {
		return err
	}
	b.memory("6 inputs of 1 MB", m)
	growth := perMB[1] / perMB[0]
	b.report("10 MB against 1 MB, each MB", fmt.Sprintf("%.2f s; %.2f s; ratio %.2f", perMB[1], perMB[0], growth), "1.5", growth <= 1.5)
	return nil
}

func (b *benchmark) size() error {
	info, err := os.Stat(b.annotate)
	if err != nil {
		return err
	}
	b.report("binary", fmt.Sprintf("%.1f MB", float64(info.Size())/(1<<20)), "45 MB", info.Size() <= 45<<20)
	return nil
}

func ms(d time.Duration) string { return fmt.Sprintf("%.1f ms", d.Seconds()*1000) }
