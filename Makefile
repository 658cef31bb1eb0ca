# Everything here is a short name for a go command. Only lint, race and fuzz
# need more than Go and make.

STATICCHECK = go run honnef.co/go/tools/cmd/staticcheck@v0.8.2
FUZZTIME ?= 30s
SHARED ?= ../shared

.PHONY: build run test lint race fuzz bench update generate install lists model eval eval-dates eval-identity corpus-check

build:
	CGO_ENABLED=0 go build -trimpath -o bin/annotate ./cmd/annotate

run: build
	bin/annotate testdata/articles/akar.txt

test:
	go test ./...

lint:
	@test -z "$$(gofmt -l .)" || { gofmt -l .; echo 'gofmt: the files above are not formatted'; exit 1; }
	go vet ./...
	$(STATICCHECK) ./...

race:
	go test -race ./...

# Every fuzz target of every package, one after the other.
fuzz:
	@set -e; for package in $$(go list ./...); do \
		for target in $$(go test -list '^Fuzz' $$package | grep '^Fuzz' || true); do \
			go test -run '^$$' -fuzz "^$$target$$" -fuzztime $(FUZZTIME) $$package; \
		done; \
	done

# Prints each figure of the budgets beside prose's own pipeline and fails where
# a ratio is missed.
bench: build
	go run ./cmd/nertrain bench -annotate bin/annotate

# Writes the golden files again from what the program does now.
update:
	go test ./cmd/annotate ./annotate/... -update

generate:
	go generate ./...

install:
	CGO_ENABLED=0 go install -trimpath ./cmd/annotate

# Rebuild what is embedded. They need the network, for packages by name, and
# the corpora under $(SHARED); see ner/MODEL.md and ner/gazetteer/README.md.
lists:
	go run ./cmd/nertrain lists

model: lists
	go run ./cmd/nertrain train -corpora $(SHARED)/corpora

eval:
	go run ./cmd/nertrain eval -corpora $(SHARED)/corpora

eval-dates:
	go run ./cmd/nertrain eval-dates -temporal $(SHARED)/temporal

eval-identity:
	go run ./cmd/nertrain eval-identity

corpus-check:
	go run ./cmd/nertrain house check
