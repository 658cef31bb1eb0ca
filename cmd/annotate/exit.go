package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"
)

// The exit codes of every command, as the README lists them.
const (
	exitFine        = 0
	exitDifferent   = 1   // differences, findings, or a score below --min
	exitFailed      = 2   // wrong usage, or some input failed
	exitInterrupted = 130 // by Ctrl-C or SIGTERM
)

// A usageError is a command line that has no meaning; the message says what
// would have one.
type usageError struct{ err error }

func (e usageError) Error() string { return e.err.Error() }
func (e usageError) Unwrap() error { return e.err }

func usagef(format string, args ...any) error { return usageError{fmt.Errorf(format, args...)} }

// errDifferent and errFailed set the exit code and say nothing: the command
// has said it already.
var (
	errDifferent = errors.New("differences")
	errFailed    = errors.New("some input failed")
)

// run is the whole program: the arguments after its name, and its streams. It
// returns the exit code.
func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	root := newRoot(streams{stdin, stdout, stderr})
	root.SetArgs(args)
	return exitCode(root.ExecuteContext(ctx), stderr)
}

// exitCode says err on stderr, where there is something to say, and turns it
// into the exit code.
func exitCode(err error, stderr io.Writer) int {
	var usage usageError
	switch {
	case err == nil:
		return exitFine
	case errors.Is(err, syscall.EPIPE):
		return exitFine // the reader has seen enough, as in "| head"
	case errors.Is(err, errDifferent):
		return exitDifferent
	case errors.Is(err, errFailed):
		return exitFailed
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(stderr, "annotate: interrupted")
		return exitInterrupted
	case errors.As(err, &usage):
		fmt.Fprintf(stderr, "annotate: %s\nSee 'annotate --help'.\n", plain(err.Error()))
		return exitFailed
	}
	fmt.Fprintf(stderr, "annotate: %s\n", plain(err.Error()))
	return exitFailed
}

// plain makes s safe to print: control characters in file names and in text
// must not reach the terminal as they are.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if r != '\n' && r != '\t' && (r < ' ' || r >= 0x7f && r < 0xa0 || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069) {
			return '�'
		}
		return r
	}, s)
}
