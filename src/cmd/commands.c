/* The program: its families of commands, put together into one table, and the words around them. */
#include "rungs/cmd/commands.h"

#include "rungs/cmd/option_sets.h"

static const struct family families[] = {
    {"import", "bring in files: rosters, evidence, scope, nominations, decisions, ladders"},
    {"evidence", "what happened, and who saw it"},
    {"scope", "what people own"},
    {"pair", "associates and the seniors they learn from"},
    {"opening", "places to go"},
    {"report", "who is ready, who is about to cross into another job, and why"},
    {"cycle", "promotion rounds"},
    {"nominate", "who is put forward in a round"},
    {"calibrate", "the session of a round: votes, moves, and its summary on one page"},
    {"decide", "what came of it"},
    {"ladder", "what each level asks"},
    {"rules", "the numbers that decide"},
    {"account", "who you are"},
    {"db", "the database behind it all"},
    {"completion", "completion for a shell"},
    {"manual", "the manual"},
    {0}};

static const struct example first_steps[] = {
    {"rungs import ladder DIRECTORY", "what each level asks"},
    {"rungs import roster team.csv --dry-run", "see what would change"},
    {"rungs import roster team.csv", "make it so"},
    {"rungs help evidence add", "how to log what happened"},
    {"rungs report manager PERSON", "how a team stands"},
    {"rungs calibrate summary", "a promotion round on one page"},
    {0}};

static const struct command *const tables[] = {
    import_commands,  evidence_commands,  request_commands, scope_commands,     pair_commands,
    opening_commands, readiness_commands, packet_commands,  report_commands,    company_commands,
    cycle_commands,   nominate_commands,  session_commands, calibrate_commands, ladder_commands,
    account_commands, database_commands,
};

static const char manual[] =
    "WHICH DATABASE\n"
    "With -d (--dbname) the one that it names: a database, a URI or a connection string of libpq. "
    "Else the "
    "one in RUNGS_DATABASE. Else, when PGHOST, PGHOSTADDR, PGPORT, PGSERVICE or PGDATABASE is set, "
    "the one "
    "that libpq's variables point to. Else a private PostgreSQL of your own: made on first use, "
    "reached only by a "
    "Unix socket that only you can open, started when needed and stopped after the last command.\n"
    "\n"
    "ENVIRONMENT\n"
    "RUNGS_DATABASE: like -d. RUNGS_HOME: folder of the private PostgreSQL (default: "
    "$XDG_DATA_HOME/rungs, "
    "~/.local/share/rungs, for root /var/lib/rungs). NO_COLOR: no colour. PG*: as for psql.\n"
    "\n"
    "EXIT CODES\n"
    "0 fine. 2 the command line cannot be understood. 3 the input or a rule says no. 4 no "
    "database. 5 not "
    "permitted. 6 busy: try again. 7 the connection broke while saving: look before you try again. "
    "70 a fault of "
    "the program. 130 interrupted.\n";

const struct program *program_new(arena *pool)
{
    size_t count = 0;
    for (size_t i = 0; i < COUNT_OF(tables); i++)
        for (const struct command *row = tables[i]; row->path != NULL; row++)
            count++;
    struct command *all = arena_array(pool, count + 1, sizeof *all);
    count = 0;
    for (size_t i = 0; i < COUNT_OF(tables); i++)
        for (const struct command *row = tables[i]; row->path != NULL; row++)
            all[count++] = *row;
    struct program *program = arena_alloc(pool, sizeof *program);
    *program = (struct program){.name = "rungs",
                                .version = RUNGS_VERSION,
                                .summary = "career ladders, evidence and promotions of a team",
                                .commands = all,
                                .families = families,
                                .first = first_steps,
                                .global = &global_set,
                                .date = "November 22, 2026",
                                .manual = manual};
    return program;
}
