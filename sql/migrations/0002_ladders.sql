-- Ladders. What never changes its meaning (a level, an expectation) has a row for good; everything that
-- is text, number or order belongs to an edition, so that old assessments keep the old text.

create table rungs.edition (
    id integer primary key generated always as identity,
    ladder_id integer not null references rungs.ladder,
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
    id integer primary key generated always as identity,
    ladder_id integer not null references rungs.ladder,
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
    edition_id integer not null references rungs.edition,
    level_id integer not null references rungs.level,
    position integer not null,
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
comment on column rungs.level_text.position is 'Order in the file.';
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
    edition_id integer not null,
    level_id integer not null,
    next_id integer not null,
    position integer not null,
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

create table rungs.level_include (
    edition_id integer not null,
    level_id integer not null,
    included_id integer not null,
    position integer not null,
    primary key (edition_id, level_id, included_id),
    foreign key (edition_id, level_id) references rungs.level_text,
    foreign key (edition_id, included_id) references rungs.level_text,
    constraint "a level does not include itself" check (level_id <> included_id)
);
comment on table rungs.level_include is 'Levels whose expectations hold at a higher one too: everything below, plus.';
comment on column rungs.level_include.edition_id is 'Which edition.';
comment on column rungs.level_include.level_id is 'The higher level.';
comment on column rungs.level_include.included_id is 'The level it includes, with all that that one includes.';
comment on column rungs.level_include.position is 'Order in the cell.';

create table rungs.dimension (
    edition_id integer not null references rungs.edition,
    code text collate "C" not null,
    position integer not null,
    name text not null,
    is_skill boolean not null,
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
comment on column rungs.dimension.is_skill is 'A skill that every specialization needs; people of one specialization are compared by it.';
comment on column rungs.dimension.summary is 'What it is about.';
comment on column rungs.dimension.source is 'Article it comes from.';
comment on column rungs.dimension.author is 'Who wrote that article.';

create table rungs.stage_model (
    id integer primary key generated always as identity,
    edition_id integer not null references rungs.edition,
    code text collate "C" not null,
    position integer not null,
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
comment on column rungs.stage_model.position is 'Order in the file.';
comment on column rungs.stage_model.name is 'Name for people.';
comment on column rungs.stage_model.is_default is 'Used when --stages names none.';
comment on column rungs.stage_model.summary is 'What the model is about.';
comment on column rungs.stage_model.source is 'Article it comes from.';
comment on column rungs.stage_model.author is 'Who wrote that article.';
create unique index "an edition has one default stage model"
    on rungs.stage_model (edition_id) where is_default;

create table rungs.stage (
    id integer primary key generated always as identity,
    stage_model_id integer not null references rungs.stage_model,
    position integer not null,
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
    stage_model_id integer not null references rungs.stage_model,
    level_id integer not null references rungs.level,
    stage_id integer not null references rungs.stage,
    position integer not null,
    constraint "a level is in one stage of a model" primary key (stage_model_id, level_id)
);
comment on table rungs.stage_level is 'Which levels make up a stage.';
comment on column rungs.stage_level.stage_model_id is 'Which model.';
comment on column rungs.stage_level.level_id is 'Which level.';
comment on column rungs.stage_level.stage_id is 'Its stage.';
comment on column rungs.stage_level.position is 'Order in the cell.';

create table rungs.crossing (
    id integer primary key generated always as identity,
    edition_id integer not null references rungs.edition,
    stage_model_id integer references rungs.stage_model,
    code text collate "C" not null,
    from_stage_id integer references rungs.stage,
    to_stage_id integer references rungs.stage,
    to_level_id integer references rungs.level,
    position integer not null,
    name text not null,
    advice text not null,
    source text not null,
    author text not null,
    constraint "a crossing's code is unique in its edition" unique (edition_id, code),
    constraint "a crossing joins two stages of a model, or is the entry" check (
        (stage_model_id is null) = (from_stage_id is null)
        and (stage_model_id is null) = (to_stage_id is null)
        and (stage_model_id is null) = (to_level_id is not null)),
    constraint "a crossing leads elsewhere" check (from_stage_id <> to_stage_id)
);
comment on table rungs.crossing is 'Borders between two stages; moving across one is a change of job.';
comment on column rungs.crossing.id is 'Key.';
comment on column rungs.crossing.edition_id is 'Which edition.';
comment on column rungs.crossing.stage_model_id is 'Which model; null: the entry onto the ladder.';
comment on column rungs.crossing.code is 'Code as typed.';
comment on column rungs.crossing.from_stage_id is 'The job one leaves.';
comment on column rungs.crossing.to_stage_id is 'The job one takes up.';
comment on column rungs.crossing.to_level_id is 'For the entry: the first level.';
comment on column rungs.crossing.position is 'Order in the file.';
comment on column rungs.crossing.name is 'Name for people.';
comment on column rungs.crossing.advice is 'What helps at this border.';
comment on column rungs.crossing.source is 'Article it comes from.';
comment on column rungs.crossing.author is 'Who wrote that article.';

create table rungs.expectation (
    id integer primary key generated always as identity,
    ladder_id integer not null references rungs.ladder,
    code text collate "C" not null,
    constraint "an expectation's code is unique in its ladder" unique (ladder_id, code),
    constraint "an expectation's code is not empty" check (code <> '')
);
comment on table rungs.expectation is 'Expectations and shifts, by the code that stays the same across editions.';
comment on column rungs.expectation.id is 'Key.';
comment on column rungs.expectation.ladder_id is 'Which ladder.';
comment on column rungs.expectation.code is 'Code as typed.';

create table rungs.expectation_text (
    edition_id integer not null references rungs.edition,
    expectation_id integer not null references rungs.expectation,
    level_id integer,
    crossing_id integer references rungs.crossing,
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

create table rungs.advice (
    edition_id integer not null references rungs.edition,
    code text collate "C" not null,
    move text not null,
    position integer not null,
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
