-- What else a ladder brings: measures of scope, kinds of work and of people, and what became of old codes.

create table rungs.measure (
    id integer primary key generated always as identity,
    code text collate "C" not null,
    constraint "a measure has a code of its own" unique (code)
);
comment on table rungs.measure is 'Measures of scope: product surface, direct reports, team size, horizon, money. What somebody owns is recorded once, whatever ladder they are on.';
comment on column rungs.measure.id is 'Key.';
comment on column rungs.measure.code is 'Code as typed.';

create table rungs.measure_text (
    edition_id integer not null references rungs.edition,
    measure_id integer not null references rungs.measure,
    position integer not null,
    name text not null,
    unit text not null,
    primary key (edition_id, measure_id)
);
comment on table rungs.measure_text is 'What an edition calls a measure.';
comment on column rungs.measure_text.edition_id is 'Which edition.';
comment on column rungs.measure_text.measure_id is 'Which measure.';
comment on column rungs.measure_text.position is 'Order in the file.';
comment on column rungs.measure_text.name is 'Name for people.';
comment on column rungs.measure_text.unit is 'Unit of its values, singular|plural where they differ; step: it has named steps instead.';

create table rungs.measure_step (
    edition_id integer not null,
    measure_id integer not null,
    rank integer not null,
    code text collate "C" not null,
    name text not null,
    primary key (edition_id, measure_id, rank),
    foreign key (edition_id, measure_id) references rungs.measure_text,
    constraint "a step's code is unique in its measure" unique (edition_id, measure_id, code)
);
comment on table rungs.measure_step is 'Named steps of a measure: feature, feature set, product ...';
comment on column rungs.measure_step.edition_id is 'Which edition.';
comment on column rungs.measure_step.measure_id is 'Which measure.';
comment on column rungs.measure_step.rank is 'Height, smallest first.';
comment on column rungs.measure_step.code is 'Code as typed.';
comment on column rungs.measure_step.name is 'Name for people.';

create table rungs.level_scope (
    edition_id integer not null,
    level_id integer not null,
    measure_id integer not null,
    position integer not null,
    minimum float8,
    step text collate "C",
    source text not null,
    author text not null,
    primary key (edition_id, level_id, measure_id),
    foreign key (edition_id, level_id) references rungs.level_text,
    foreign key (edition_id, measure_id) references rungs.measure_text,
    foreign key (edition_id, measure_id, step) references rungs.measure_step (edition_id, measure_id, code),
    constraint "a least scope is a number or a step" check (num_nonnulls(minimum, step) = 1)
);
comment on table rungs.level_scope is 'Least scope that a level expects.';
comment on column rungs.level_scope.edition_id is 'Which edition.';
comment on column rungs.level_scope.level_id is 'Which level.';
comment on column rungs.level_scope.measure_id is 'Which measure.';
comment on column rungs.level_scope.position is 'Order in the file.';
comment on column rungs.level_scope.minimum is 'At least this much, in the measure''s unit; null for a step.';
comment on column rungs.level_scope.step is 'At least this step; null for a number.';
comment on column rungs.level_scope.source is 'Article it comes from.';
comment on column rungs.level_scope.author is 'Who wrote that article.';

create table rungs.work_type (
    id smallint primary key,
    code text collate "C" not null,
    constraint "a work type has a code of its own" unique (code),
    constraint "there are at most 62 work types" check (id between 1 and 62)
);
comment on table rungs.work_type is 'Kinds of work that evidence can be about; breadth counts them.';
comment on column rungs.work_type.id is 'Key; at most 62, so that a set of them fits a bigint, and given without gaps: a sequence would lose numbers to dry runs.';
comment on column rungs.work_type.code is 'Code as typed.';

create table rungs.work_type_text (
    edition_id integer not null references rungs.edition,
    work_type_id smallint not null references rungs.work_type,
    position integer not null,
    name text not null,
    summary text not null,
    source text not null,
    author text not null,
    primary key (edition_id, work_type_id)
);
comment on table rungs.work_type_text is 'What an edition says of a kind of work.';
comment on column rungs.work_type_text.edition_id is 'Which edition.';
comment on column rungs.work_type_text.work_type_id is 'Which kind of work.';
comment on column rungs.work_type_text.position is 'Order in the file.';
comment on column rungs.work_type_text.name is 'Name for people.';
comment on column rungs.work_type_text.summary is 'What it is.';
comment on column rungs.work_type_text.source is 'Article it comes from.';
comment on column rungs.work_type_text.author is 'Who wrote that article.';

create table rungs.specialization (
    id integer primary key generated always as identity,
    code text collate "C" not null,
    constraint "a specialization has a code of its own" unique (code)
);
comment on table rungs.specialization is 'What a person is specialized in.';
comment on column rungs.specialization.id is 'Key.';
comment on column rungs.specialization.code is 'Code as typed.';

create table rungs.specialization_text (
    edition_id integer not null references rungs.edition,
    specialization_id integer not null references rungs.specialization,
    position integer not null,
    work_type_id smallint,
    name text not null,
    summary text not null,
    source text not null,
    author text not null,
    primary key (edition_id, specialization_id),
    foreign key (edition_id, work_type_id) references rungs.work_type_text,
    constraint "a kind of work belongs to one specialization" unique (edition_id, work_type_id)
);
comment on table rungs.specialization_text is 'What an edition says of a specialization; one maps to one kind of work.';
comment on column rungs.specialization_text.edition_id is 'Which edition.';
comment on column rungs.specialization_text.specialization_id is 'Which specialization.';
comment on column rungs.specialization_text.position is 'Order in the file.';
comment on column rungs.specialization_text.work_type_id is 'The work that belongs to it.';
comment on column rungs.specialization_text.name is 'Name for people.';
comment on column rungs.specialization_text.summary is 'What it is.';
comment on column rungs.specialization_text.source is 'Article it comes from.';
comment on column rungs.specialization_text.author is 'Who wrote that article.';

create table rungs.mapping (
    edition_id integer not null references rungs.edition,
    position integer not null,
    kind text not null,
    from_word text collate "C" not null,
    to_word text collate "C",
    reason text not null,
    source text not null,
    author text not null,
    primary key (edition_id, position),
    constraint "a level or an expectation is mapped" check (kind in ('level', 'expectation')),
    constraint "only an expectation retires" check (kind = 'expectation' or to_word is not null)
);
comment on table rungs.mapping is 'What an edition says became of a code, as it stands in the file: the other side may be a ladder that comes later.';
comment on column rungs.mapping.edition_id is 'Which edition.';
comment on column rungs.mapping.position is 'Order in the file.';
comment on column rungs.mapping.kind is 'level or expectation.';
comment on column rungs.mapping.from_word is 'Code, or ladder/code.';
comment on column rungs.mapping.to_word is 'Code or ladder/code that takes its place; null: retired.';
comment on column rungs.mapping.reason is 'Why.';
comment on column rungs.mapping.source is 'Article it comes from.';
comment on column rungs.mapping.author is 'Who wrote that article.';

create table rungs.expectation_mapping (
    edition_id integer not null references rungs.edition,
    from_id integer not null references rungs.expectation,
    to_id integer not null references rungs.expectation,
    recorded_at timestamptz not null default now(),
    superseded_at timestamptz not null default 'infinity',
    primary key (edition_id, from_id, to_id, recorded_at),
    constraint "an expectation is not mapped to itself" check (from_id <> to_id)
);
comment on table rungs.expectation_mapping is 'What the mappings come to, step by step to the end: evidence for one expectation counts for another by this edition.';
comment on column rungs.expectation_mapping.edition_id is 'Edition that people are measured by.';
comment on column rungs.expectation_mapping.from_id is 'Evidence was logged against this one, of an earlier edition or another ladder.';
comment on column rungs.expectation_mapping.to_id is 'It counts for this one, which the edition has.';
comment on column rungs.expectation_mapping.recorded_at is 'Known from this moment.';
comment on column rungs.expectation_mapping.superseded_at is 'Believed until this moment.';

create table rungs.level_mapping (
    from_id integer not null references rungs.level,
    to_id integer not null references rungs.level,
    position integer not null,
    recorded_at timestamptz not null default now(),
    superseded_at timestamptz not null default 'infinity',
    primary key (from_id, to_id, recorded_at),
    constraint "a level is not mapped to itself" check (from_id <> to_id)
);
comment on table rungs.level_mapping is 'Levels that are the same rung: who moves from one to the other keeps the months in level.';
comment on column rungs.level_mapping.from_id is 'The level left.';
comment on column rungs.level_mapping.to_id is 'The level taken up.';
comment on column rungs.level_mapping.position is 'The usual one first.';
comment on column rungs.level_mapping.recorded_at is 'Known from this moment.';
comment on column rungs.level_mapping.superseded_at is 'Believed until this moment.';
