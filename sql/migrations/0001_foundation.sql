-- The ground that everything stands on: what was migrated, who writes, in which batch, by which rules.
--
-- Two clocks run through the whole schema and are never mixed up:
--   the day a fact is in force     valid_from/valid_to, effective_on, observed_on     (--as-of)
--   the moment it was recorded     recorded_at, until superseded_at                   (--as-seen-on)
-- A believed fact has superseded_at = 'infinity'. A correction never overwrites: it supersedes.

create schema rungs;
comment on schema rungs is 'Ladders, people, evidence, cycles: the tables of Rungs. Programs call functions of rungs_api.';

revoke all on schema rungs from public;

create table rungs.migration (
    number integer primary key,
    name text not null,
    sha256 text not null,
    program text not null,
    applied_at timestamptz not null default now(),
    applied_by name not null default session_user,
    constraint "a migration has a sha256 in hexadecimal" check (sha256 ~ '^[0-9a-f]{64}$')
);
comment on table rungs.migration is 'Migrations applied to this database, one row each, in order.';
comment on column rungs.migration.number is 'Leading digits of the file name.';
comment on column rungs.migration.name is 'File name without .sql.';
comment on column rungs.migration.sha256 is 'Digest of the text as it was applied; a changed file is refused.';
comment on column rungs.migration.program is 'Version of the program that applied it.';
comment on column rungs.migration.applied_at is 'When it was applied.';
comment on column rungs.migration.applied_by is 'Role that applied it.';

create table rungs.logic (
    only_one boolean primary key default true,
    sha256 text not null,
    program text not null,
    built_at timestamptz not null default now(),
    constraint "there is one logic" check (only_one)
);
comment on table rungs.logic is 'Which build of the functions in rungs_api is installed; they are dropped and rebuilt whole.';
comment on column rungs.logic.only_one is 'Keeps the table to one row.';
comment on column rungs.logic.sha256 is 'Digest over all files of sql/logic.';
comment on column rungs.logic.program is 'Version of the program that built it.';
comment on column rungs.logic.built_at is 'When it was built.';

create table rungs.account (
    id integer primary key generated always as identity,
    login text collate "C" not null,
    created_at timestamptz not null default now(),
    constraint "a login has one account" unique (login)
);
comment on table rungs.account is 'Who writes: one row for each login that has changed something, or that stands for a person.';
comment on column rungs.account.id is 'Key.';
comment on column rungs.account.login is 'Name of the database role; on the private server, where all are one role, of the operating-system user.';
comment on column rungs.account.created_at is 'When it first wrote or was named.';

create table rungs.import (
    id integer primary key generated always as identity,
    kind text not null,
    file_name text not null,
    sha256 text not null,
    effective_on date not null,
    summary jsonb not null default '{}',
    recorded_at timestamptz not null default now(),
    recorded_by integer not null references rungs.account,
    undone_at timestamptz,
    constraint "an import has a sha256 in hexadecimal" check (sha256 ~ '^[0-9a-f]{64}$')
);
comment on table rungs.import is 'Numbered batches: every file that changed something.';
comment on column rungs.import.id is 'The number people see.';
comment on column rungs.import.kind is 'roster, evidence, scope, nominations, ladder.';
comment on column rungs.import.file_name is 'Name of the file or folder without its path.';
comment on column rungs.import.sha256 is 'Digest of the bytes that were read.';
comment on column rungs.import.effective_on is 'Day from which its changes are in force.';
comment on column rungs.import.summary is 'The counts of its plan: {"new": 3, "changed": 1, ...}.';
comment on column rungs.import.recorded_at is 'When it was applied.';
comment on column rungs.import.recorded_by is 'Who applied it.';
comment on column rungs.import.undone_at is 'When it was taken back; null while it stands.';
create index "imports by kind" on rungs.import (kind, id desc);

create table rungs.import_mapping (
    kind text not null,
    name text not null,
    header text not null,
    column_name text,
    primary key (kind, name, header)
);
comment on table rungs.import_mapping is 'What the headers of a source mean, kept under a name (--mapping).';
comment on column rungs.import_mapping.kind is 'roster and the like.';
comment on column rungs.import_mapping.name is 'Name of the source.';
comment on column rungs.import_mapping.header is 'Header in the file.';
comment on column rungs.import_mapping.column_name is 'Column it fills; null: left out.';

create table rungs.import_line (
    id bigint primary key generated always as identity,
    import_id integer not null references rungs.import,
    line integer,
    action text not null,
    subject text,
    field text,
    old_value text,
    new_value text
);
comment on table rungs.import_line is 'What a batch changed, as its plan said; new people are found by person.import_id.';
comment on column rungs.import_line.id is 'Key.';
comment on column rungs.import_line.import_id is 'Which batch.';
comment on column rungs.import_line.line is 'Line of the file.';
comment on column rungs.import_line.action is 'changed, left, returned, gone, new.';
comment on column rungs.import_line.subject is 'Whom or what.';
comment on column rungs.import_line.field is 'Which column.';
comment on column rungs.import_line.old_value is 'What was there.';
comment on column rungs.import_line.new_value is 'What is there now.';
create index "lines of an import" on rungs.import_line (import_id);

create table rungs.rule (
    code text collate "C" primary key,
    position integer not null,
    unit text not null,
    minimum float8 not null,
    maximum float8 not null,
    is_whole boolean not null,
    meaning text not null,
    constraint "rules have an order" unique (position),
    constraint "a rule has room between its least and its most" check (minimum < maximum)
);
comment on table rungs.rule is 'The numbers that decide; their values are dated rows of rule_value.';
comment on column rungs.rule.code is 'Name, as typed in rules set.';
comment on column rungs.rule.position is 'Order in which rules are shown.';
comment on column rungs.rule.unit is 'points, months, share, count, factor.';
comment on column rungs.rule.minimum is 'The least value that makes sense.';
comment on column rungs.rule.maximum is 'The most.';
comment on column rungs.rule.is_whole is 'Only whole numbers make sense.';
comment on column rungs.rule.meaning is 'What the number decides, in a sentence.';

insert into rungs.rule (position, code, unit, minimum, maximum, is_whole, meaning) values
    (1, 'points_contrary', 'points', -100, 0, false, 'what a contrary entry is worth'),
    (2, 'points_emerging', 'points', 0, 100, false, 'what an emerging entry is worth'),
    (3, 'points_solid', 'points', 0, 100, false, 'what a solid entry is worth'),
    (4, 'points_exemplary', 'points', 0, 100, false, 'what an exemplary entry is worth'),
    (5, 'full_months', 'months', 1, 120, true, 'an entry counts fully up to this age'),
    (6, 'window_months', 'months', 1, 240, true, 'an entry counts in part up to this age, not at all when older'),
    (7, 'aged_factor', 'factor', 0, 1, false, 'what an entry between full_months and window_months is multiplied by'),
    (8, 'observer_cap', 'points', 0.5, 1000, false, 'the most, up or down, that one observer''s entries for one expectation count together'),
    (9, 'met_points', 'points', 0.5, 1000, false, 'an expectation with this many points is met'),
    (10, 'coverage_bar', 'share', 0, 1, false, 'coverage that the gate asks'),
    (11, 'near_coverage', 'share', 0, 1, false, 'coverage from which somebody can be near'),
    (12, 'near_gates', 'count', 0, 10, true, 'the most open gates with which somebody can be near'),
    (13, 'known_floor', 'share', 0, 1, false, 'below this known share the verdict is unknown'),
    (14, 'level_months', 'months', 0, 120, true, 'time in level that the gate asks'),
    (15, 'sustained_within', 'months', 0, 36, true, 'months above the coverage bar asked within a stage'),
    (16, 'sustained_across', 'months', 0, 36, true, 'months above the coverage bar asked across a border'),
    (17, 'settling_months', 'months', 0, 60, true, 'how long somebody is settling after a crossing or a change of specialization'),
    (18, 'old_job_present', 'share', 0, 1, false, 'old job only: coverage of the present level is at least this'),
    (19, 'old_job_target', 'share', 0, 1, false, 'old job only: coverage of the target is at most this'),
    (20, 'old_work_share', 'share', 0, 1, false, 'still doing the old job: at least this share of entries since the crossing is about earlier stages'),
    (21, 'old_work_entries', 'count', 1, 1000, true, 'still doing the old job: said only with at least this many entries since the crossing'),
    (22, 'group_floor', 'count', 1, 1000, true, 'groups smaller than this are hidden in statistics');

create table rungs.ladder (
    id integer primary key generated always as identity,
    code text collate "C" not null,
    recorded_at timestamptz not null default now(),
    constraint "a ladder has a code of its own" unique (code),
    constraint "a ladder's code is a word" check (code ~ '^[a-z0-9][a-z0-9_.-]*$')
);
comment on table rungs.ladder is 'Professions that have a ladder. All else about a ladder depends on its edition.';
comment on column rungs.ladder.id is 'Key.';
comment on column rungs.ladder.code is 'Name as typed: product-management.';
comment on column rungs.ladder.recorded_at is 'When it first came in.';

create table rungs.rule_value (
    id integer primary key generated always as identity,
    rule text collate "C" not null references rungs.rule,
    ladder_id integer references rungs.ladder,
    effective_on date not null,
    value float8 not null,
    reason text not null default '',
    recorded_at timestamptz not null default now(),
    superseded_at timestamptz not null default 'infinity',
    recorded_by integer references rungs.account,
    constraint "a rule value is superseded after it was recorded" check (recorded_at <= superseded_at)
);
comment on table rungs.rule_value is 'Dated values of rules; a value for a ladder goes before the value for all.';
comment on column rungs.rule_value.id is 'Key.';
comment on column rungs.rule_value.rule is 'Which rule.';
comment on column rungs.rule_value.ladder_id is 'For this ladder only; null: for all.';
comment on column rungs.rule_value.effective_on is 'In force from this day.';
comment on column rungs.rule_value.value is 'The number, in the rule''s unit.';
comment on column rungs.rule_value.reason is 'Why it was set.';
comment on column rungs.rule_value.recorded_at is 'Known from this moment.';
comment on column rungs.rule_value.superseded_at is 'Believed until this moment.';
comment on column rungs.rule_value.recorded_by is 'Who set it; null for the values Rungs comes with.';
create unique index "a rule has one believed value per day and ladder"
    on rungs.rule_value (rule, coalesce(ladder_id, 0), effective_on) where superseded_at = 'infinity';

insert into rungs.rule_value (rule, effective_on, recorded_at, value)
select v.rule, '-infinity', '-infinity', v.value
from (values
    ('points_contrary', -2), ('points_emerging', 1), ('points_solid', 2), ('points_exemplary', 3),
    ('full_months', 12), ('window_months', 24), ('aged_factor', 0.5), ('observer_cap', 3),
    ('met_points', 4), ('coverage_bar', 0.8), ('near_coverage', 0.6), ('near_gates', 2),
    ('known_floor', 0.25), ('level_months', 12), ('sustained_within', 3), ('sustained_across', 6),
    ('settling_months', 6), ('old_job_present', 0.6), ('old_job_target', 0.2),
    ('old_work_share', 0.8), ('old_work_entries', 3), ('group_floor', 4)) v (rule, value);
