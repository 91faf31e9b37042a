/* Statements as the server sees them: for tests that hold against it what the packer and the
 * command table say of one. */
#ifndef RUNGS_TESTS_PREPARED_H
#define RUNGS_TESTS_PREPARED_H

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "database.h"
#include "rungs/base/text.h"
#include "rungs/cmd/commands.h"
#include "rungs/db/statement.h"

struct fixture {
    arena *pool;
    db *db;
};

static int fixture_open(void **state)
{
    arena *pool = arena_new(NULL);
    struct fixture *fixture = arena_alloc(pool, sizeof *fixture);
    *fixture = (struct fixture){.pool = pool, .db = database_open(pool, "rungs_sample")};
    *state = fixture;
    return 0;
}

static int fixture_close(void **state)
{
    arena_free(((struct fixture *)*state)->pool);
    return 0;
}

static size_t count_of(const struct statement *statement)
{
    size_t count = 0;
    while (statement->parameters[count] != NULL)
        count++;
    return count;
}

/* PREPARE takes these and nothing else. */
static bool can_be_prepared(const struct statement *statement)
{
    static const char *const words[] = {"select", "insert", "update", "delete", "with"};
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (strncmp(statement->text, words[i], strlen(words[i])) == 0)
            return strchr(statement->text, ';') == NULL;
    return false;
}

static void prepare(struct fixture *fixture, const struct statement *statement)
{
    database_run(
        fixture->pool, fixture->db,
        arena_printf(fixture->pool, "prepare \"%s\" as %s", statement->name, statement->text));
    const char *found =
        database_ask(fixture->pool, fixture->db,
                     arena_printf(fixture->pool,
                                  "select cardinality(parameter_types) from pg_prepared_statements"
                                  " where name = '%s'",
                                  statement->name));
    if (strtoul(found, NULL, 10) != count_of(statement))
        fail_msg("'%s' names %zu parameters and has %s", statement->name, count_of(statement),
                 found);
}

/* The columns of a prepared statement, as those of a table that is made of it without running it.
 */
static const PGresult *columns_of(struct fixture *fixture, const struct statement *statement)
{
    struct text call = text_new(fixture->pool);
    text_addf(&call, "create temporary table looked as execute \"%s\"", statement->name);
    for (size_t i = 0; i < count_of(statement); i++)
        text_addf(&call, "%snull", i == 0 ? "(" : ", ");
    text_addf(&call, "%s with no data", count_of(statement) > 0 ? ")" : "");
    database_run(fixture->pool, fixture->db, text_string(&call));
    const PGresult *columns = database_run(fixture->pool, fixture->db, "select * from looked");
    database_run(fixture->pool, fixture->db, "drop table looked");
    return columns;
}

/* The sections of an action, then those of the others; NULL behind the last one. */
static const struct section *part_at(const struct action *action, size_t index)
{
    size_t count = 0;
    while (action->sections[count].statement != NULL)
        count++;
    if (index < count)
        return &action->sections[index];
    index -= count;
    for (const struct action *const *other = action->others; other != NULL && *other != NULL;
         other++) {
        for (size_t at = 0; part_at(*other, at) != NULL; at++, index--)
            if (index == 0)
                return part_at(*other, at);
    }
    return NULL;
}

#endif
