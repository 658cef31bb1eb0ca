package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

func TestExitCode(t *testing.T) {
	for _, test := range []struct {
		err  error
		code int
		says string
	}{
		{nil, exitFine, ""},
		{fmt.Errorf("write: %w", syscall.EPIPE), exitFine, ""},
		{errDifferent, exitDifferent, ""},
		{errFailed, exitFailed, ""},
		{usagef("--jobs %d", 0), exitFailed, "annotate: --jobs 0\nSee 'annotate --help'.\n"},
		{errors.New("disk full"), exitFailed, "annotate: disk full\n"},
		{context.Canceled, exitInterrupted, "annotate: interrupted\n"},
	} {
		var said bytes.Buffer
		if code := exitCode(test.err, &said); code != test.code || said.String() != test.says {
			t.Errorf("%v: exit %d and %q, want %d and %q", test.err, code, said.String(), test.code, test.says)
		}
	}
}

func TestPlain(t *testing.T) {
	in := "no\x1b[31m\u202egnp.txt é\n"
	if got, want := plain(in), "no�[31m�gnp.txt é\n"; got != want {
		t.Errorf("plain(%q) = %q, want %q", in, got, want)
	}
}

// TestInOrder holds that results come in order whatever the time they take,
// that no more than jobs run at once, and that work in hand is finished when
// the context ends.
func TestInOrder(t *testing.T) {
	for _, jobs := range []int{1, 2, 7} {
		running := make(chan struct{}, jobs)
		var got []int
		for v := range inOrder(t.Context(), jobs, 50, func(i int) int {
			select {
			case running <- struct{}{}:
			default:
				t.Errorf("more than %d at once", jobs)
			}
			time.Sleep(time.Duration(i%3) * time.Millisecond)
			<-running
			return i
		}) {
			got = append(got, v)
		}
		if len(got) != 50 || !slices.IsSorted(got) {
			t.Errorf("jobs %d: %v", jobs, got)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	begun := make(chan int, 100)
	for v := range inOrder(ctx, 2, 100, func(i int) int { begun <- i; return i }) {
		if v == 3 {
			cancel()
		}
	}
	if n := len(begun); n < 4 || n == 100 {
		t.Errorf("%d begun after an end at 3", n)
	}
}

// TestNoTerminalNoArgument holds that a run needs an input.
func TestStdinIsRead(t *testing.T) {
	var out, said bytes.Buffer
	if code := run(nil, strings.NewReader("Snow fell in 1991."), &out, &said); code != exitFine {
		t.Fatalf("exit %d: %s", code, said.String())
	}
	if !strings.Contains(out.String(), "1991") {
		t.Errorf("no 1991 in\n%s", out.String())
	}
}
