/* The words for the columns of the reports. Which report has which, the statements say. */
#include "rungs/cmd/column_words.h"

#include <string.h>

const struct column_words column_words[] = {
    {"about", "what a line is about: an expectation, a gate, a voice, a kind of move"},
    {"advice", "what helps"},
    {"asked", "what is asked: how many expectations, the minimum of a measure, whether a voice is"},
    {"associate", "who learns beside a senior"},
    {"author", "who wrote the source"},
    {"became", "what it is from then on; empty when it ended"},
    {"beyond", "months in level beyond those that the gate asks"},
    {"building", "how many have the verdict building"},
    {"change", "what is different since the last packet"},
    {"code", "the code of a piece of advice"},
    {"coverage",
     "weighted share of what the target asks that evidence covers, 0 to 1; empty when nothing is "
     "known"},
    {"crossing", "the border on the way, by name or code"},
    {"day", "from when it holds, or when it happened"},
    {"depth", "how far below the manager, 0 for who reports to them"},
    {"email", "e-mail address"},
    {"employee_id", "employee id, the key to join on"},
    {"entries", "how many entries of evidence count"},
    {"expectation", "the code of an expectation or shift"},
    {"fact", "what is so"},
    {"flags", "what has to be known beside the verdict: settling until, old job only, still doing "
              "the old job"},
    {"gate", "coverage, must, scope, months, voices, sustained"},
    {"gone", "how many have left since the cycle was opened"},
    {"group_coverage", "coverage of all people of the same specialization"},
    {"heard", "whether a voice was heard"},
    {"item", "which fact of a case"},
    {"kind", "expectation or shift"},
    {"known", "weighted share of what the target asks of which anything is known, 0 to 1"},
    {"ladder", "code of the ladder"},
    {"last_on", "day of the latest entry"},
    {"level", "code of the present level"},
    {"link", "where to read on; several with a space between them"},
    {"manager", "whose people they are"},
    {"matter", "why a case is to be talked about"},
    {"measure", "a measure of scope"},
    {"met", "how many of the expectations asked are met"},
    {"months", "full months in the level"},
    {"move", "within a stage, or across a border"},
    {"must", "whether the target cannot be reached without it"},
    {"name", "the level, organisation or manager that a row counts"},
    {"near", "how many have the verdict near"},
    {"needed", "points with which an expectation is met"},
    {"no", "order of advice"},
    {"nominated", "how many are nominated"},
    {"nominated_not_ready", "how many are nominated and not ready"},
    {"note", "what was said with it"},
    {"number", "number of the entry, or order within a part"},
    {"observed_on", "day on which it happened"},
    {"observer", "who saw it"},
    {"open", "what is open: request, pair, nomination, unconfirmed, disputed"},
    {"open_gates", "codes of the gates that are open, with commas"},
    {"owned", "what the person owns, in the words of the ladder"},
    {"part", "standing, fact, gap, next step, ask"},
    {"people", "how many people"},
    {"per", "what a row counts: all, level, org, manager"},
    {"person", "name of the person on that day"},
    {"points", "strength times age; of an expectation, of all voices together"},
    {"ready", "how many have the verdict ready"},
    {"ready_not_nominated", "how many are ready and not nominated"},
    {"reason", "why a gate is open or passed, in words"},
    {"recorded", "when it was recorded"},
    {"recorded_by", "login that recorded it, and the import that brought it"},
    {"relation", "how the observer stands to the person"},
    {"seen_by", "observer and relation"},
    {"senior", "beside whom an associate learns"},
    {"sentence", "what the ladder asks"},
    {"settling", "how many are settling after a crossing"},
    {"shift", "code of the shift beside which a pair is shown"},
    {"shift_state", "how the senior stands on that shift"},
    {"shifts", "shifts met of those asked"},
    {"shifts_asked", "how many shifts the border asks"},
    {"shifts_met", "how many of them are met"},
    {"since", "first day of it"},
    {"skill", "a dimension that every specialization needs"},
    {"source", "where the advice is from"},
    {"specialization", "code of the specialization"},
    {"state",
     "of an expectation or a measure: met, partial, contrary, stale, unknown, below; of a gate: "
     "passed, open; of a pair: paired, no pair, senior left"},
    {"status", "submitted or confirmed"},
    {"step", "from what to what, in a line"},
    {"strength", "contrary, emerging, solid, exemplary"},
    {"summary", "what happened, in a sentence"},
    {"target", "code of the level to be ready for"},
    {"title", "title on the roster"},
    {"top", "how many have no level above"},
    {"unknown", "how many of whom too little is known"},
    {"verdict", "ready, near, building, unknown, top"},
    {"voices", "how many observers are behind it"},
    {"voices_missing", "voices that the move asks for and nobody has heard"},
    {"was", "what it was before; empty when there was nothing"},
    {"weight", "how much an expectation weighs"},
    {"what", "kind of step: hire, level, manager, title, scope, evidence, decision ..."},
    {"who", "who it is or was: asked, senior, nominator, observer"},
    {"why", "the reasons of a case, in words"},
    {"words", "the line in words"},
    {"work_types", "how many kinds of work evidence is about"},
    {"worth", "share of coverage that closing a gap adds, 0 to 1"},
    {0}};

const char *column_meaning(const char *name)
{
    for (const struct column_words *row = column_words; row->name != NULL; row++)
        if (strcmp(row->name, name) == 0)
            return row->meaning;
    return NULL;
}

bool columns_promised(const struct command *command)
{
    return strncmp(command->path, "report ", 7) == 0 ||
           strncmp(command->path, "calibrate ", 10) == 0;
}
