# atlas-build: everything a person or CI does with this repository.
#
#   make run        set up, build the program, build this repository's own library in docs/
#   make test       set up, run every test
#   make build      set up, leave the program at .build/release/atlas-build
#   make install    put program, manual and completions below PREFIX (default /usr/local)
#   make bench      measure, beside ninja and git, and print ratios
#   make instructions   count what a clean run takes, by stage, with valgrind
#   make fuzz       feed the parsers with made-up inputs for a minute; FUZZ="600" for longer
#   make differential   compare the parsers with mermaid.js itself; needs ../shared/oracle
#   make lint       check the layout of the sources
#   make format     lay the sources out
#   make generated  write what is made from the code: schemas, rule pages
#   make clean      remove everything that was built

PREFIX ?= /usr/local
# The Swift runtime goes into the program; Package.swift does the same with the C libraries.
# Memory comes from jemalloc, an object that Scripts/setup makes: a clean run takes a fifth less time than with glibc's.
# Across modules, generic code is made for the types it is used with. That no two parts of the program hold the same variable at
# once is checked by the tests, which are built without these flags.
RELEASE = -c release --static-swift-stdlib -Xswiftc -cross-module-optimization -Xswiftc -enforce-exclusivity=unchecked \
  -Xlinker $(CURDIR)/.build/static/jemalloc.o
TESTS = -c release -Xswiftc -enable-testing --scratch-path .build/tests
STRICT = --explicit-target-dependency-import-check error
SOURCES = Package.swift Plugins Sources Tests
PROGRAM = .build/release/atlas-build
MAINTAINER = .build/release/atlas-dev

.PHONY: run test build install bench instructions fuzz differential lint format generated clean setup

run: build
	@$(PROGRAM) run || test $$? -eq 1

setup:
	@Scripts/setup

build: setup
	swift build $(RELEASE) $(STRICT) --product atlas-build

test: build
	swift build $(TESTS) $(STRICT) --build-tests
	swift test $(TESTS) --skip-build $(TEST_FLAGS)

install: build
	swift build $(RELEASE) --product atlas-dev
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/man/man1 \
	  $(DESTDIR)$(PREFIX)/share/bash-completion/completions $(DESTDIR)$(PREFIX)/share/zsh/site-functions \
	  $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d
	install -m 755 $(PROGRAM) $(DESTDIR)$(PREFIX)/bin/atlas-build
	$(MAINTAINER) man > $(DESTDIR)$(PREFIX)/share/man/man1/atlas-build.1
	$(PROGRAM) completions bash > $(DESTDIR)$(PREFIX)/share/bash-completion/completions/atlas-build
	$(PROGRAM) completions zsh > $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_atlas-build
	$(PROGRAM) completions fish > $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/atlas-build.fish

bench: build
	swift build $(RELEASE) --product atlas-dev
	$(MAINTAINER) bench $(BENCH)

instructions: build
	@Scripts/instructions

fuzz: setup
	Scripts/fuzz $(FUZZ)

differential: build
	swift build $(RELEASE) --product atlas-dev
	$(MAINTAINER) differential $(DIFFERENTIAL)

lint:
	swift format lint --strict -r $(SOURCES)

format:
	swift format -i -r $(SOURCES)

generated: build
	swift build $(RELEASE) --product atlas-dev
	$(MAINTAINER) rule-pages docs/engineering/rules
	$(PROGRAM) schema > docs/schema/pipeline.schema.json
	for section in effort gates lint metrics planes taxonomy; do \
	  $(PROGRAM) schema $$section > docs/schema/spec-$$section.schema.json; done

clean:
	rm -rf .build
