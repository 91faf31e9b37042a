# Builds Rungs. `make help` lists the targets.
MAKEFLAGS += --no-builtin-rules
.DEFAULT_GOAL := all
.DELETE_ON_ERROR:

BUILD ?= build
PREFIX ?= /usr/local
DESTDIR ?=
CC = gcc
VERSION := 0.1.0

LAYERS := base db csv render cli cmd
# libpq is loaded on demand (include/rungs/db/libpq.h), xxHash is compiled in: their headers only.
PACKAGES := smartcols jansson popt libmd
WARNINGS := -Wall -Wextra -Wconversion -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wvla \
            -Wformat=2 -Wundef -Wwrite-strings -Werror
OPTIMISE ?= -O2
SANITIZE ?=
# CPPFLAGS, CFLAGS, LDFLAGS and LDLIBS are the caller's, also on the command line: what the house needs
# has names of its own and comes first.
HOUSE_CPPFLAGS := -Iinclude -D_GNU_SOURCE -DXXH_INLINE_ALL -DRUNGS_VERSION='"$(VERSION)"' \
                  $(shell pkg-config --cflags libpq libxxhash $(PACKAGES) 2>/dev/null)
HOUSE_CFLAGS := -std=c11 -g $(OPTIMISE) $(WARNINGS) -fstack-protector-strong $(SANITIZE)
HOUSE_LDLIBS := $(shell pkg-config --libs $(PACKAGES) 2>/dev/null) -lcsv
COMPILE := $(CC) $(HOUSE_CPPFLAGS) $(CPPFLAGS) $(HOUSE_CFLAGS) $(CFLAGS)
LINK := $(SANITIZE) $(LDFLAGS)
LIBS := $(HOUSE_LDLIBS) $(LDLIBS)

SQL := $(sort $(wildcard sql/migrations/*.sql sql/logic/*.sql sql/statements/*.sql))
OBJECTS := $(patsubst src/%.c,$(BUILD)/%.o,$(foreach layer,$(LAYERS),$(wildcard src/$(layer)/*.c)))
# From the top down: a call upwards does not link.
ARCHIVES := $(foreach layer,cmd cli render csv db base,$(BUILD)/lib$(layer).a)
UNITS := $(patsubst tests/unit/%.c,$(BUILD)/tests/%,$(wildcard tests/unit/test_*.c))

REPLAYS := $(patsubst tests/fuzz/fuzz_%.c,$(BUILD)/tests/replay_%,$(wildcard tests/fuzz/fuzz_*.c))
FUZZERS := $(REPLAYS:$(BUILD)/tests/replay_%=$(BUILD)/tests/fuzz_%)

all: $(BUILD)/rungs ## build the program

# What everything is made with and of: other flags, another compiler, a file that came or went make all
# of it anew. Written only when it differs, so that most often nothing is newer.
INGREDIENTS := $(COMPILE) $(LINK) $(LIBS) $(SQL) $(OBJECTS)
quoted = '$(subst ','\'',$(1))'
$(BUILD)/flags: FORCE
	@pkg-config --print-errors --exists libpq libxxhash $(PACKAGES) || \
	    { echo "what is missing is installed by: tools/prepare build" >&2; exit 1; }
	@mkdir -p $(@D)
	@printf '%s\n' $(call quoted,$(INGREDIENTS)) | cmp -s - $@ || \
	    printf '%s\n' $(call quoted,$(INGREDIENTS)) > $@

$(BUILD)/rungs: $(BUILD)/main.o $(ARCHIVES)
	@echo '  LINK  $@'
	@$(CC) $(LINK) -o $@ $< $(ARCHIVES) $(LIBS)

define archive
$(BUILD)/lib$(1).a: $(patsubst src/%.c,$(BUILD)/%.o,$(wildcard src/$(1)/*.c)) $(if $(filter db,$(1)),$(BUILD)/gen/statements.o) $(if $(filter cmd,$(1)),$(BUILD)/gen/aliases.o) $(BUILD)/flags
	@rm -f $$@
	@ar rcs $$@ $$(filter %.o,$$^)
endef
$(foreach layer,$(LAYERS),$(eval $(call archive,$(layer))))

$(BUILD)/%.o: src/%.c $(BUILD)/flags
	@mkdir -p $(@D)
	@echo '  CC    $<'
	@$(COMPILE) -MMD -MP -c -o $@ $<

$(BUILD)/sqlpack: tools/sqlpack.c $(BUILD)/flags
	@mkdir -p $(@D)
	@echo '  CC    $<'
	@$(CC) -std=c11 -D_GNU_SOURCE -O1 $(WARNINGS) -o $@ $<

$(BUILD)/gen/statements.c: $(BUILD)/sqlpack $(SQL) $(BUILD)/flags
	@mkdir -p $(@D)
	@echo '  PACK  $@'
	@$(BUILD)/sqlpack sql "$$(cat sql/logic/*.sql | sha256sum | cut -c 1-64)" > $@

ALIASES := $(wildcard import/*/aliases.csv)
$(BUILD)/aliaspack: tools/aliaspack.c $(BUILD)/flags
	@mkdir -p $(@D)
	@echo '  CC    $<'
	@$(CC) -std=c11 -D_GNU_SOURCE -O1 $(WARNINGS) -o $@ $< -lcsv

$(BUILD)/gen/aliases.c: $(BUILD)/aliaspack $(ALIASES) $(BUILD)/flags
	@mkdir -p $(@D)
	@echo '  PACK  $@'
	@$(BUILD)/aliaspack $(foreach file,$(ALIASES),$(notdir $(patsubst %/,%,$(dir $(file)))) $(file)) > $@

$(BUILD)/gen/aliases.o: $(BUILD)/gen/aliases.c $(BUILD)/flags
	@echo '  CC    $<'
	@$(COMPILE) -MMD -MP -c -o $@ $<

$(BUILD)/gen/statements.o: $(BUILD)/gen/statements.c $(BUILD)/flags
	@echo '  CC    $<'
	@$(COMPILE) -MMD -MP -c -o $@ $<

-include $(OBJECTS:.o=.d) $(BUILD)/main.d $(BUILD)/gen/statements.d $(BUILD)/gen/aliases.d

# Tests: units are cmocka programs, one for each file of tests/unit; replays run the fuzz targets over
# the files kept for them; all run under one summary.
CHECKS ?= $(UNITS) $(REPLAYS) $(sort $(wildcard tests/sql/*.sql)) $(sort $(wildcard tests/cli/*.bats))

$(BUILD)/tests/%: tests/unit/%.c $(ARCHIVES)
	@mkdir -p $(@D)
	@echo '  CC    $<'
	@$(COMPILE) -Itests/unit -MMD -MP -MF $@.d -MT $@ -o $@ $< $(LINK) $(ARCHIVES) $(LIBS) -lcmocka
-include $(UNITS:=.d)

$(BUILD)/tests/replay_%: tests/fuzz/replay.c tests/fuzz/fuzz_%.c tests/unit/pool.h $(ARCHIVES)
	@mkdir -p $(@D)
	@echo '  CC    tests/fuzz/fuzz_$*.c'
	@$(COMPILE) -Itests/unit -o $@ $(filter %.c,$^) $(LINK) $(ARCHIVES) $(LIBS)

$(BUILD)/tests/fuzz_%: tests/fuzz/fuzz_%.c tests/unit/pool.h $(ARCHIVES)
	@mkdir -p $(@D)
	@echo '  CC    $<'
	@$(COMPILE) -Itests/unit -fsanitize=fuzzer -o $@ $< $(LINK) $(ARCHIVES) $(LIBS)

check: lint $(BUILD)/rungs $(UNITS) $(REPLAYS) docs-check ## run every test and check
	@BUILD=$(BUILD) tests/support/with-server tests/support/run-all $(CHECKS)

units: $(BUILD)/rungs $(UNITS) $(REPLAYS) ## run the C unit tests only
	@BUILD=$(BUILD) tests/support/with-server tests/support/run-all $(UNITS) $(REPLAYS)

lint: $(BUILD)/main.o $(ARCHIVES) ## layers, style, format, shell scripts
	@tools/check-layers
	@BUILD=$(BUILD) tools/check-style
	@clang-format --dry-run --Werror $$(git ls-files '*.c' '*.h' 2>/dev/null || find src include tests tools -name '*.[ch]')
	@shellcheck tools/prepare tools/demo tools/check tools/check-layers tools/check-style .ci/run \
	    $(filter-out %.sql %.py %.pl,$(wildcard tests/support/* tests/fault/*))

asan: ## the tests with address and undefined behaviour sanitizers
	@$(MAKE) --quiet BUILD=build/asan OPTIMISE=-O1 \
	    SANITIZE='-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer' \
	    check-only

check-only: $(BUILD)/rungs $(UNITS) $(REPLAYS)
	@BUILD=$(BUILD) tests/support/with-server tests/support/run-all $(CHECKS)

clang: ## compile everything with clang
	@$(MAKE) --quiet BUILD=build/clang CC=clang all build/clang/units-built
$(BUILD)/units-built: $(UNITS) $(REPLAYS)
	@touch $@

coverage: ## the tests with coverage; the report is build/coverage/summary.txt
	@$(MAKE) --quiet BUILD=build/coverage OPTIMISE=-O0 SANITIZE=--coverage check-only
	@gcovr --root . --filter src/ --exclude-unreachable-branches build/coverage \
	    --txt build/coverage/summary.txt --html-details build/coverage/index.html && tail -n 5 build/coverage/summary.txt

fault: $(BUILD)/rungs ## kill the program at each write to the network
	@BUILD=$(BUILD) tests/support/with-server tests/support/run-all tests/fault/kill-at-each-write

FUZZ_SECONDS ?= 60
fuzz: ## FUZZ_SECONDS (60) of random input for each fuzz target
	@$(MAKE) --quiet BUILD=build/fuzz CC=clang OPTIMISE=-O1 \
	    SANITIZE='-fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all' fuzz-only

fuzz-only: $(FUZZERS)
	@for target in $(FUZZERS); do \
	    corpus=corpus/$${target##*fuzz_}; mkdir -p $(BUILD)/$$corpus; \
	    $$target -max_total_time=$(FUZZ_SECONDS) -max_len=4096 -artifact_prefix=$(BUILD)/ -print_final_stats=1 \
	        $(BUILD)/$$corpus tests/fuzz/$$corpus || exit 1; \
	done

bench: $(BUILD)/rungs ## ratios against plain PostgreSQL
	@BUILD=$(BUILD) tests/support/with-server tests/bench/run

docs: $(BUILD)/rungs ## write docs/manual from the command table
	@mkdir -p docs/manual
	@$(BUILD)/rungs manual markdown > docs/manual/commands.md
	@$(BUILD)/rungs manual columns > docs/manual/columns.md

docs-check: $(BUILD)/rungs
	@$(BUILD)/rungs manual markdown | diff -u docs/manual/commands.md - && \
	    $(BUILD)/rungs manual columns | diff -u docs/manual/columns.md - || \
	    { echo "docs/manual is not what the command table says: make docs" >&2; exit 1; }

install: all ## install to PREFIX (/usr/local), below DESTDIR
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/man/man1 \
	    $(DESTDIR)$(PREFIX)/share/bash-completion/completions $(DESTDIR)$(PREFIX)/share/zsh/site-functions \
	    $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d $(DESTDIR)$(PREFIX)/share/rungs
	install -m 755 $(BUILD)/rungs $(DESTDIR)$(PREFIX)/bin/rungs
	$(BUILD)/rungs manual page > $(DESTDIR)$(PREFIX)/share/man/man1/rungs.1
	$(BUILD)/rungs completion bash > $(DESTDIR)$(PREFIX)/share/bash-completion/completions/rungs
	$(BUILD)/rungs completion zsh > $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_rungs
	$(BUILD)/rungs completion fish > $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/rungs.fish
	cp -R import $(DESTDIR)$(PREFIX)/share/rungs/

clean: ## remove everything that was built
	rm -rf $(BUILD)

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

FORCE:
.PHONY: FORCE all check check-only units lint asan clang coverage fault fuzz fuzz-only bench docs docs-check install \
    clean help
