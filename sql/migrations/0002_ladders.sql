-- Ladders. What never changes its meaning (a level, an expectation) has a row for good; everything that
-- is text, number or order belongs to an edition, so that old assessments keep the old text.

create table rungs.edition (
    id smallint primary key generated always as identity,
    ladder_id smallint not null references rungs.ladder,
    number integer not null,
    name text not null,
    profession text not null,
    summary text not null,
    source text not null,
    author text not null,
    effective_on date not null,
    import_id integer references rungs.import,
    recorded_at timestamptz not null default now(),
    superseded_at timestamptz not null default 'infinity',
    constraint "editions of a ladder are numbered" unique (ladder_id, number)
);
comment on table rungs.edition is 'A ladder as it reads from a day on.';
comment on column rungs.edition.id is 'Key.';
comment on column rungs.edition.ladder_id is 'Whose edition.';
comment on column rungs.edition.number is 'Counted from 1 for each ladder.';
comment on column rungs.edition.name is 'Title for people.';
comment on column rungs.edition.profession is 'Profession it describes.';
comment on column rungs.edition.summary is 'A sentence about it.';
comment on column rungs.edition.source is 'Article it comes from.';
comment on column rungs.edition.author is 'Who wrote that article.';
comment on column rungs.edition.effective_on is 'In force from this day; the first edition from -infinity.';
comment on column rungs.edition.import_id is 'Batch that brought it.';
comment on column rungs.edition.recorded_at is 'Known from this moment.';
comment on column rungs.edition.superseded_at is 'Believed until this moment.';

create table rungs.level (
    id smallint primary key generated always as identity,
    ladder_id smallint not null references rungs.ladder,
    code text collate "C" not null,
    constraint "a level's code is unique in its ladder" unique (ladder_id, code),
    constraint "a level's code is not empty" check (code <> '')
);
comment on table rungs.level is 'Rungs, by the code that stays the same across editions.';
comment on column rungs.level.id is 'Key.';
comment on column rungs.level.ladder_id is 'Which ladder.';
comment on column rungs.level.code is 'Code as typed: senior_pm.';
create index "levels by code" on rungs.level (code);

create table rungs.level_text (
    edition_id smallint not null references rungs.edition,
    level_id smallint not null references rungs.level,
    rank integer not null,
    name text not null,
    track text not null,
    years_min float8,
    years_max float8,
    horizon_months integer,
    summary text not null,
    source text not null,
    author text not null,
    primary key (edition_id, level_id),
    constraint "a track is individual or manager" check (track in ('individual', 'manager')),
    constraint "usual years go up" check (years_min <= years_max)
);
comment on table rungs.level_text is 'What an edition says of a level.';
comment on column rungs.level_text.edition_id is 'Which edition.';
comment on column rungs.level_text.level_id is 'Which level.';
comment on column rungs.level_text.rank is 'Height on the ladder, lowest first; parallel tracks may share one.';
comment on column rungs.level_text.name is 'Name for people.';
comment on column rungs.level_text.track is 'individual or manager.';
comment on column rungs.level_text.years_min is 'Usual experience in years, from.';
comment on column rungs.level_text.years_max is 'Usual experience in years, to.';
comment on column rungs.level_text.horizon_months is 'How far ahead the level plans, in months.';
comment on column rungs.level_text.summary is 'The level in a sentence.';
comment on column rungs.level_text.source is 'Article it comes from.';
comment on column rungs.level_text.author is 'Who wrote that article.';

create table rungs.level_next (
    edition_id smallint not null,
    level_id smallint not null,
    next_id smallint not null,
    position smallint not null,
    primary key (edition_id, level_id, next_id),
    foreign key (edition_id, level_id) references rungs.level_text,
    foreign key (edition_id, next_id) references rungs.level_text,
    constraint "a level is not its own next" check (level_id <> next_id)
);
comment on table rungs.level_next is 'Where one can go from a level: tracks fork and rejoin.';
comment on column rungs.level_next.edition_id is 'Which edition.';
comment on column rungs.level_next.level_id is 'From this level.';
comment on column rungs.level_next.next_id is 'To this one.';
comment on column rungs.level_next.position is '1 is the usual way, taken when no target is named.';

create table rungs.dimension (
    edition_id smallint not null references rungs.edition,
    code text collate "C" not null,
    position smallint not null,
    name text not null,
    summary text not null,
    source text not null,
    author text not null,
    primary key (edition_id, code)
);
comment on table rungs.dimension is 'Directions in which a ladder asks: strategy, execution, influence.';
comment on column rungs.dimension.edition_id is 'Which edition.';
comment on column rungs.dimension.code is 'Code as typed.';
comment on column rungs.dimension.position is 'Order in which dimensions are shown.';
comment on column rungs.dimension.name is 'Name for people.';
comment on column rungs.dimension.summary is 'What it is about.';
comment on column rungs.dimension.source is 'Article it comes from.';
comment on column rungs.dimension.author is 'Who wrote that article.';

create table rungs.stage_model (
    id smallint primary key generated always as identity,
    edition_id smallint not null references rungs.edition,
    code text collate "C" not null,
    name text not null,
    is_default boolean not null,
    summary text not null,
    source text not null,
    author text not null,
    constraint "a stage model's code is unique in its edition" unique (edition_id, code)
);
comment on table rungs.stage_model is 'Ways to group levels into stages.';
comment on column rungs.stage_model.id is 'Key.';
comment on column rungs.stage_model.edition_id is 'Which edition.';
comment on column rungs.stage_model.code is 'Code as typed: three-stages.';
comment on column rungs.stage_model.name is 'Name for people.';
comment on column rungs.stage_model.is_default is 'Used when --stages names none.';
comment on column rungs.stage_model.summary is 'What the model is about.';
comment on column rungs.stage_model.source is 'Article it comes from.';
comment on column rungs.stage_model.author is 'Who wrote that article.';
create unique index "an edition has one default stage model"
    on rungs.stage_model (edition_id) where is_default;

create table rungs.stage (
    id smallint primary key generated always as identity,
    stage_model_id smallint not null references rungs.stage_model,
    position smallint not null,
    code text collate "C" not null,
    name text not null,
    great text not null,
    source text not null,
    author text not null,
    constraint "a stage's code is unique in its model" unique (stage_model_id, code),
    constraint "stages of a model are numbered" unique (stage_model_id, position)
);
comment on table rungs.stage is 'Runs of levels in which the job is the same and great means the same.';
comment on column rungs.stage.id is 'Key.';
comment on column rungs.stage.stage_model_id is 'Which model.';
comment on column rungs.stage.position is 'Counted from 1, lowest first.';
comment on column rungs.stage.code is 'Code as typed.';
comment on column rungs.stage.name is 'Name for people.';
comment on column rungs.stage.great is 'What great means in this stage.';
comment on column rungs.stage.source is 'Article it comes from.';
comment on column rungs.stage.author is 'Who wrote that article.';

create table rungs.stage_level (
    stage_model_id smallint not null references rungs.stage_model,
    level_id smallint not null references rungs.level,
    stage_id smallint not null references rungs.stage,
    constraint "a level is in one stage of a model" primary key (stage_model_id, level_id)
);
comment on table rungs.stage_level is 'Which levels make up a stage.';
comment on column rungs.stage_level.stage_model_id is 'Which model.';
comment on column rungs.stage_level.level_id is 'Which level.';
comment on column rungs.stage_level.stage_id is 'Its stage.';

create table rungs.crossing (
    id smallint primary key generated always as identity,
    edition_id smallint not null references rungs.edition,
    stage_model_id smallint references rungs.stage_model,
    code text collate "C" not null,
    from_stage_id smallint references rungs.stage,
    to_stage_id smallint references rungs.stage,
    name text not null,
    advice text not null,
    source text not null,
    author text not null,
    constraint "a crossing's code is unique in its edition" unique (edition_id, code),
    constraint "a crossing joins two stages of a model, or is the entry" check (
        (stage_model_id is null) = (from_stage_id is null)
        and (stage_model_id is null) = (to_stage_id is null)),
    constraint "a crossing leads elsewhere" check (from_stage_id <> to_stage_id)
);
comment on table rungs.crossing is 'Borders between two stages; moving across one is a change of job.';
comment on column rungs.crossing.id is 'Key.';
comment on column rungs.crossing.edition_id is 'Which edition.';
comment on column rungs.crossing.stage_model_id is 'Which model; null: the entry onto the ladder.';
comment on column rungs.crossing.code is 'Code as typed.';
comment on column rungs.crossing.from_stage_id is 'The job one leaves.';
comment on column rungs.crossing.to_stage_id is 'The job one takes up.';
comment on column rungs.crossing.name is 'Name for people.';
comment on column rungs.crossing.advice is 'What helps at this border.';
comment on column rungs.crossing.source is 'Article it comes from.';
comment on column rungs.crossing.author is 'Who wrote that article.';

create table rungs.expectation (
    id integer primary key generated always as identity,
    ladder_id smallint not null references rungs.ladder,
    code text collate "C" not null,
    constraint "an expectation's code is unique in its ladder" unique (ladder_id, code),
    constraint "an expectation's code is not empty" check (code <> '')
);
comment on table rungs.expectation is 'Expectations and shifts, by the code that stays the same across editions.';
comment on column rungs.expectation.id is 'Key.';
comment on column rungs.expectation.ladder_id is 'Which ladder.';
comment on column rungs.expectation.code is 'Code as typed.';

create table rungs.expectation_text (
    edition_id smallint not null references rungs.edition,
    expectation_id integer not null references rungs.expectation,
    level_id smallint,
    crossing_id smallint references rungs.crossing,
    dimension text collate "C",
    position integer not null,
    weight float8 not null,
    must boolean not null,
    sentence text not null,
    shift_from text not null default '',
    shift_to text not null default '',
    source text not null,
    author text not null,
    primary key (edition_id, expectation_id),
    foreign key (edition_id, level_id) references rungs.level_text (edition_id, level_id),
    foreign key (edition_id, dimension) references rungs.dimension (edition_id, code),
    constraint "an expectation is asked of a level or at a crossing" check (num_nonnulls(level_id, crossing_id) = 1),
    constraint "a weight is positive" check (weight > 0 and weight < 'infinity')
);
comment on table rungs.expectation_text is 'What an edition asks: of a level, or (a shift) at a crossing.';
comment on column rungs.expectation_text.edition_id is 'Which edition.';
comment on column rungs.expectation_text.expectation_id is 'Which expectation.';
comment on column rungs.expectation_text.level_id is 'Level that asks it; null for a shift.';
comment on column rungs.expectation_text.crossing_id is 'Border that asks it; null unless a shift.';
comment on column rungs.expectation_text.dimension is 'Its dimension; null when the ladder gives none.';
comment on column rungs.expectation_text.position is 'Order in the file.';
comment on column rungs.expectation_text.weight is 'Share in coverage, relative to the others.';
comment on column rungs.expectation_text.must is 'Has to be met whatever the coverage.';
comment on column rungs.expectation_text.sentence is 'What is asked.';
comment on column rungs.expectation_text.shift_from is 'For a shift: what one leaves behind.';
comment on column rungs.expectation_text.shift_to is 'For a shift: what takes its place.';
comment on column rungs.expectation_text.source is 'Article it comes from.';
comment on column rungs.expectation_text.author is 'Who wrote that article.';

create table rungs.measure (
    id smallint primary key generated always as identity,
    code text collate "C" not null,
    name text not null,
    unit text not null,
    constraint "a measure has a code of its own" unique (code)
);
comment on table rungs.measure is 'Measures of scope: product surface, direct reports, team size, horizon, money.';
comment on column rungs.measure.id is 'Key.';
comment on column rungs.measure.code is 'Code as typed.';
comment on column rungs.measure.name is 'Name for people.';
comment on column rungs.measure.unit is 'Unit of its values; a step measure has named steps instead.';

create table rungs.measure_step (
    measure_id smallint not null references rungs.measure,
    rank integer not null,
    code text collate "C" not null,
    name text not null,
    primary key (measure_id, rank),
    constraint "a step's code is unique in its measure" unique (measure_id, code)
);
comment on table rungs.measure_step is 'Named steps of a measure: feature, feature set, product ... The value of a scope entry is the rank.';
comment on column rungs.measure_step.measure_id is 'Which measure.';
comment on column rungs.measure_step.rank is 'Height, smallest first.';
comment on column rungs.measure_step.code is 'Code as typed.';
comment on column rungs.measure_step.name is 'Name for people.';

create table rungs.level_scope (
    edition_id smallint not null,
    level_id smallint not null,
    measure_id smallint not null references rungs.measure,
    minimum float8 not null,
    source text not null,
    author text not null,
    primary key (edition_id, level_id, measure_id),
    foreign key (edition_id, level_id) references rungs.level_text
);
comment on table rungs.level_scope is 'Least scope that a level expects.';
comment on column rungs.level_scope.edition_id is 'Which edition.';
comment on column rungs.level_scope.level_id is 'Which level.';
comment on column rungs.level_scope.measure_id is 'Which measure.';
comment on column rungs.level_scope.minimum is 'At least this much, in the measure''s unit or as a step''s rank.';
comment on column rungs.level_scope.source is 'Article it comes from.';
comment on column rungs.level_scope.author is 'Who wrote that article.';

create table rungs.work_type (
    id smallint primary key,
    code text collate "C" not null,
    name text not null,
    summary text not null,
    source text not null,
    author text not null,
    constraint "a work type has a code of its own" unique (code),
    constraint "there are at most 31 work types" check (id <= 31)
);
comment on table rungs.work_type is 'Kinds of work that evidence can be about; breadth counts them.';
comment on column rungs.work_type.id is 'Key; at most 31, so that a set of them fits an integer, and given without gaps: a sequence would lose numbers to dry runs.';
comment on column rungs.work_type.code is 'Code as typed.';
comment on column rungs.work_type.name is 'Name for people.';
comment on column rungs.work_type.summary is 'What it is.';
comment on column rungs.work_type.source is 'Article it comes from.';
comment on column rungs.work_type.author is 'Who wrote that article.';

create table rungs.specialization (
    id smallint primary key generated always as identity,
    code text collate "C" not null,
    name text not null,
    work_type_id smallint references rungs.work_type,
    summary text not null,
    source text not null,
    author text not null,
    constraint "a specialization has a code of its own" unique (code)
);
comment on table rungs.specialization is 'What a person is specialized in; one maps to one work type.';
comment on column rungs.specialization.id is 'Key.';
comment on column rungs.specialization.code is 'Code as typed.';
comment on column rungs.specialization.name is 'Name for people.';
comment on column rungs.specialization.work_type_id is 'The work that belongs to it.';
comment on column rungs.specialization.summary is 'What it is.';
comment on column rungs.specialization.source is 'Article it comes from.';
comment on column rungs.specialization.author is 'Who wrote that article.';

create table rungs.advice (
    edition_id smallint not null references rungs.edition,
    code text collate "C" not null,
    move text not null,
    position smallint not null,
    text text not null,
    source text not null,
    author text not null,
    primary key (edition_id, code),
    constraint "advice is for a move within a stage or across a border" check (move in ('within', 'across'))
);
comment on table rungs.advice is 'What helps with the next step, within a stage and across a border.';
comment on column rungs.advice.edition_id is 'Which edition.';
comment on column rungs.advice.code is 'Code.';
comment on column rungs.advice.move is 'within or across.';
comment on column rungs.advice.position is 'Order in which it is given.';
comment on column rungs.advice.text is 'The advice.';
comment on column rungs.advice.source is 'Article it comes from.';
comment on column rungs.advice.author is 'Who wrote that article.';
