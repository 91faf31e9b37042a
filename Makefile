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
PACKAGES := libpq smartcols jansson popt libmd
WARNINGS := -Wall -Wextra -Wconversion -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wvla \
            -Wformat=2 -Wundef -Wwrite-strings -Werror
OPTIMISE ?= -O2
SANITIZE ?=
CPPFLAGS += -Iinclude -D_GNU_SOURCE -DRUNGS_VERSION='"$(VERSION)"' \
            $(shell pkg-config --cflags $(PACKAGES) 2>/dev/null)
CFLAGS = -std=c11 -g $(OPTIMISE) $(WARNINGS) -fstack-protector-strong $(SANITIZE)
LDLIBS = $(shell pkg-config --libs $(PACKAGES) 2>/dev/null) -lcsv
LDFLAGS += $(SANITIZE)

SQL := $(sort $(wildcard sql/migrations/*.sql sql/logic/*.sql sql/statements/*.sql))
OBJECTS := $(patsubst src/%.c,$(BUILD)/%.o,$(foreach layer,$(LAYERS),$(wildcard src/$(layer)/*.c)))
ARCHIVES := $(foreach layer,$(LAYERS),$(BUILD)/lib$(layer).a)
UNITS := $(patsubst tests/unit/%.c,$(BUILD)/tests/%,$(wildcard tests/unit/test_*.c))

all: $(BUILD)/rungs ## build the program

# One archive per layer, linked from the top down: a call upwards does not link.
$(BUILD)/rungs: $(BUILD)/main.o $(ARCHIVES)
	@echo '  LINK  $@'
	@$(CC) $(LDFLAGS) -o $@ $< $(BUILD)/libcmd.a $(BUILD)/libcli.a $(BUILD)/librender.a \
	    $(BUILD)/libcsv.a $(BUILD)/libdb.a $(BUILD)/libbase.a $(LDLIBS)

define archive
$(BUILD)/lib$(1).a: $(patsubst src/%.c,$(BUILD)/%.o,$(wildcard src/$(1)/*.c)) $(if $(filter db,$(1)),$(BUILD)/gen/statements.o)
	@rm -f $$@
	@ar rcs $$@ $$^
endef
$(foreach layer,$(LAYERS),$(eval $(call archive,$(layer))))

$(BUILD)/%.o: src/%.c
	@mkdir -p $(@D)
	@echo '  CC    $<'
	@$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/sqlpack: tools/sqlpack.c
	@mkdir -p $(@D)
	@echo '  CC    $<'
	@$(CC) -std=c11 -D_GNU_SOURCE -O1 $(WARNINGS) -o $@ $<

$(BUILD)/gen/statements.c: $(BUILD)/sqlpack $(SQL)
	@mkdir -p $(@D)
	@echo '  PACK  $@'
	@$(BUILD)/sqlpack sql "$$(cat sql/logic/*.sql | sha256sum | cut -c 1-64)" > $@

$(BUILD)/gen/statements.o: $(BUILD)/gen/statements.c
	@echo '  CC    $<'
	@$(CC) $(CPPFLAGS) $(CFLAGS) -c -o $@ $<

-include $(OBJECTS:.o=.d) $(BUILD)/main.d
