/* Options that several commands share. */
#include "rungs/cmd/option_sets.h"

static const char *const formats[] = {"table", "csv", "json", "markdown", NULL};
static const char *const when[] = {"auto", "always", "never", NULL};

static const struct option global_options[] = {
    {.name = "dbname",
     .letter = 'd',
     .kind = OPTION_TEXT,
     .argument = "NAME",
     .help = "database: a name, a URI or a libpq connection string"},
    {.name = "quiet",
     .letter = 'q',
     .kind = OPTION_FLAG,
     .help = "say nothing but the answer and errors"},
    {.name = "verbose", .letter = 'v', .kind = OPTION_FLAG, .help = "say what happens underneath"},
    {.name = "color",
     .kind = OPTION_CHOICE,
     .argument = "WHEN",
     .choices = when,
     .help = "when to use colour (NO_COLOR is heeded)"},
    {0}};
const struct option_set global_set = {"Everywhere", global_options};

static const struct option answer_options[] = {
    {.name = "format",
     .letter = 'f',
     .kind = OPTION_CHOICE,
     .argument = "FORMAT",
     .choices = formats,
     .help = "how it is written"},
    {.name = "output",
     .letter = 'o',
     .kind = OPTION_FILE,
     .argument = "FILE",
     .help = "write the answer to a file that only you can read"},
    {.name = "section",
     .kind = OPTION_TEXT,
     .argument = "NAME",
     .help = "only this part of the answer"},
    {0}};
const struct option_set answer_set = {"How the answer looks", answer_options};

static const struct option clock_options[] = {
    {.name = "as-of",
     .kind = OPTION_DATE,
     .argument = "DATE",
     .help = "what was in force that day, by all that is known now"},
    {.name = "as-seen-on",
     .kind = OPTION_DATE,
     .argument = "DATE",
     .help = "what this command would have answered that day"},
    {0}};
const struct option_set clock_set = {"Which day", clock_options};

static const struct option write_options[] = {{.name = "dry-run",
                                               .letter = 'n',
                                               .kind = OPTION_FLAG,
                                               .help = "say what would happen and write nothing"},
                                              {0}};
const struct option_set write_set = {"Care", write_options};

static const struct option people_options[] = {
    {.name = "person",
     .letter = 'p',
     .kind = OPTION_TEXT,
     .argument = "PERSON",
     .help = "only this person"},
    {.name = "manager",
     .letter = 'm',
     .kind = OPTION_TEXT,
     .argument = "PERSON",
     .help = "only people under this manager"},
    {.name = "org", .kind = OPTION_TEXT, .argument = "NAME", .help = "only this organisation"},
    {.name = "level",
     .letter = 'l',
     .kind = OPTION_TEXT,
     .argument = "LEVEL",
     .help = "only people at this level"},
    {.name = "specialization",
     .kind = OPTION_TEXT,
     .argument = "CODE",
     .help = "only people of this specialization"},
    {0}};
const struct option_set people_set = {"Who", people_options};

static const struct option stages_options[] = {
    {.name = "stages",
     .kind = OPTION_TEXT,
     .argument = "MODEL",
     .help = "stage model instead of the ladder's default"},
    {0}};
const struct option_set stages_set = {"Which stages", stages_options};

const struct option_set *const report_sets[] = {&people_set, &stages_set, &clock_set, &answer_set,
                                                NULL};
const struct option_set *const people_sets[] = {&people_set, &clock_set, &answer_set, NULL};
const struct option_set *const staged_sets[] = {&stages_set, &clock_set, &answer_set, NULL};
const struct option_set *const dated_sets[] = {&clock_set, &answer_set, NULL};
const struct option_set *const answer_sets[] = {&answer_set, NULL};
const struct option_set *const change_sets[] = {&write_set, &answer_set, NULL};

static const struct option cycle_options[] = {
    {.name = "cycle",
     .letter = 'c',
     .kind = OPTION_TEXT,
     .argument = "CYCLE",
     .help = "which cycle (default: the only one that is at this step)"},
    {0}};
const struct option_set cycle_set = {"Which cycle", cycle_options};

const struct option_set *const cycle_change_sets[] = {&cycle_set, &write_set, &answer_set, NULL};
const struct option_set *const cycle_dated_sets[] = {&cycle_set, &clock_set, &answer_set, NULL};
const struct option_set *const cycle_answer_sets[] = {&cycle_set, &answer_set, NULL};

const struct option nominee_argument[] = {
    {.name = "person",
     .kind = OPTION_TEXT,
     .argument = "PERSON",
     .help = "who is nominated: employee id, e-mail address or full name",
     .required = true},
    {0}};

const struct option nominee_rating_arguments[] = {{.name = "person",
                                                   .kind = OPTION_TEXT,
                                                   .argument = "PERSON",
                                                   .help = "who is nominated",
                                                   .required = true},
                                                  {.name = "rating",
                                                   .kind = OPTION_INTEGER,
                                                   .argument = "RATING",
                                                   .help = "a rating of the cycle's scale",
                                                   .required = true},
                                                  {0}};
