-- Promotion rounds: a cycle, its population, nominations with their frozen packets, ratings and decisions.
--
-- What is said stays: a nomination, a rating or a decision that another takes the place of is superseded. A closed
-- cycle is written to no more.

create table rungs.cycle_state (
    id smallint primary key,
    code text collate "C" not null,
    constraint "a cycle state has a code of its own" unique (code)
);
comment on table rungs.cycle_state is 'Stations of a cycle, in order.';
comment on column rungs.cycle_state.id is 'Key and order.';
comment on column rungs.cycle_state.code is 'collecting, calibrating, decided, closed.';
insert into rungs.cycle_state values (1, 'collecting'), (2, 'calibrating'), (3, 'decided'), (4, 'closed');

create table rungs.cycle (
    id integer primary key generated always as identity,
    code text collate "C" not null,
    state_id smallint not null default 1 references rungs.cycle_state,
    starts_on date not null,
    closes_on date not null,
    effective_on date not null,
    only_organisation_id integer references rungs.organisation,
    only_manager_id integer references rungs.person,
    only_level_id integer references rungs.level,
    only_ladder_id integer references rungs.ladder,
    stages text,
    recorded_at timestamptz not null default now(),
    recorded_by integer not null references rungs.account,
    constraint "a cycle has a code of its own" unique (code),
    constraint "a cycle's code is a word" check (code ~ '^[A-Za-z0-9][A-Za-z0-9_.-]*$'),
    constraint "a cycle starts before it closes" check (starts_on <= closes_on)
);
comment on table rungs.cycle is 'Promotion rounds.';
comment on column rungs.cycle.id is 'Key.';
comment on column rungs.cycle.code is 'Name as typed: 2026-H2.';
comment on column rungs.cycle.state_id is 'collecting, calibrating, decided, closed.';
comment on column rungs.cycle.starts_on is 'First day of collecting.';
comment on column rungs.cycle.closes_on is 'Last day of the round.';
comment on column rungs.cycle.effective_on is 'Day from which its promotions are in force.';
comment on column rungs.cycle.only_organisation_id is 'Its population is of this organisation; null: of any.';
comment on column rungs.cycle.only_manager_id is 'Its population is under this manager; null: under any.';
comment on column rungs.cycle.only_level_id is 'Its population is at this level; null: at any.';
comment on column rungs.cycle.only_ladder_id is 'Its population is on this ladder; null: on any.';
comment on column rungs.cycle.stages is 'Stage model by which its packets are judged; null: the ladder''s default.';
comment on column rungs.cycle.recorded_at is 'When it was opened.';
comment on column rungs.cycle.recorded_by is 'Who opened it.';

create table rungs.cycle_step (
    id integer primary key generated always as identity,
    cycle_id integer not null references rungs.cycle,
    state_id smallint not null references rungs.cycle_state,
    reason text not null default '',
    recorded_at timestamptz not null default now(),
    recorded_by integer not null references rungs.account
);
comment on table rungs.cycle_step is 'The way of a cycle through its states, one row a step; a step back has a reason.';
comment on column rungs.cycle_step.id is 'Key and order.';
comment on column rungs.cycle_step.cycle_id is 'Which cycle.';
comment on column rungs.cycle_step.state_id is 'The state it went to.';
comment on column rungs.cycle_step.reason is 'Why; empty for a step forward that nobody explained.';
comment on column rungs.cycle_step.recorded_at is 'When.';
comment on column rungs.cycle_step.recorded_by is 'By whom.';
create index "steps of a cycle" on rungs.cycle_step (cycle_id, id);

create table rungs.rating_default (
    value smallint primary key,
    words text not null,
    is_for boolean not null
);
comment on table rungs.rating_default is 'The scale of a cycle that is opened without one of its own.';
comment on column rungs.rating_default.value is 'Rating, higher is stronger.';
comment on column rungs.rating_default.words is 'What it says.';
comment on column rungs.rating_default.is_for is 'Speaks for the promotion.';
insert into rungs.rating_default values
    (1, 'far from what the level asks', false), (2, 'below what the level asks', false), (3, 'close to what the level asks', false),
    (4, 'does what the level asks', true), (5, 'does more than the level asks', true);

create table rungs.cycle_rating (
    cycle_id integer not null references rungs.cycle,
    value smallint not null,
    words text not null,
    is_for boolean not null,
    primary key (cycle_id, value),
    constraint "a rating says something" check (words <> '')
);
comment on table rungs.cycle_rating is 'The scale of a cycle, kept as it was at the opening.';
comment on column rungs.cycle_rating.cycle_id is 'Which cycle.';
comment on column rungs.cycle_rating.value is 'Rating, higher is stronger.';
comment on column rungs.cycle_rating.words is 'What it says.';
comment on column rungs.cycle_rating.is_for is 'Speaks for the promotion.';

create table rungs.committee_member (
    id integer primary key generated always as identity,
    cycle_id integer not null references rungs.cycle,
    person_id integer not null references rungs.person,
    is_chair boolean not null default false,
    recorded_at timestamptz not null default now(),
    superseded_at timestamptz not null default 'infinity',
    recorded_by integer not null references rungs.account,
    constraint "a committee member is superseded after being recorded" check (recorded_at <= superseded_at)
);
comment on table rungs.committee_member is 'Who votes and decides in a cycle.';
comment on column rungs.committee_member.id is 'Key.';
comment on column rungs.committee_member.cycle_id is 'Which cycle.';
comment on column rungs.committee_member.person_id is 'Who.';
comment on column rungs.committee_member.is_chair is 'Leads the round, and may write down the votes of others.';
comment on column rungs.committee_member.recorded_at is 'Known from this moment.';
comment on column rungs.committee_member.superseded_at is 'A member until this moment.';
comment on column rungs.committee_member.recorded_by is 'Who recorded it.';
create unique index "a person is in a committee once"
    on rungs.committee_member (cycle_id, person_id) where superseded_at = 'infinity';

create table rungs.cycle_member (
    cycle_id integer not null references rungs.cycle,
    person_id integer not null references rungs.person,
    level_id integer not null references rungs.level,
    manager_id integer references rungs.person,
    organisation_id integer references rungs.organisation,
    specialization_id integer references rungs.specialization,
    is_joiner boolean not null default false,
    location text,
    attributes jsonb,
    recorded_at timestamptz not null default now(),
    primary key (cycle_id, person_id)
);
comment on table rungs.cycle_member is 'Population of a cycle as it was at the opening; joiners as they were when they were taken in.';
comment on column rungs.cycle_member.cycle_id is 'Which cycle.';
comment on column rungs.cycle_member.person_id is 'Who.';
comment on column rungs.cycle_member.level_id is 'Level at the opening.';
comment on column rungs.cycle_member.manager_id is 'Manager at the opening.';
comment on column rungs.cycle_member.organisation_id is 'Organisation at the opening.';
comment on column rungs.cycle_member.specialization_id is 'Specialization at the opening.';
comment on column rungs.cycle_member.is_joiner is 'Was taken in after the opening, to be nominated.';
comment on column rungs.cycle_member.location is 'Place of work at the opening.';
comment on column rungs.cycle_member.attributes is 'Kept columns of the roster at the opening, for statistics.';
comment on column rungs.cycle_member.recorded_at is 'Known from this moment.';

create table rungs.nomination (
    id integer primary key generated always as identity,
    cycle_id integer not null references rungs.cycle,
    person_id integer not null references rungs.person,
    target_id integer not null references rungs.level,
    nominated_by integer not null references rungs.person,
    nominated_on date not null,
    rationale text not null default '',
    recorded_at timestamptz not null default now(),
    superseded_at timestamptz not null default 'infinity',
    import_id integer references rungs.import,
    recorded_by integer not null references rungs.account,
    withdrawn_by integer references rungs.person,
    withdrawn_reason text,
    set_aside text,
    constraint "a nomination that is withdrawn says by whom and why" check ((withdrawn_by is null) = (withdrawn_reason is null)),
    constraint "a nomination is superseded after it was recorded" check (recorded_at <= superseded_at)
);
comment on table rungs.nomination is 'Who is put forward for which level in a cycle.';
comment on column rungs.nomination.id is 'Key.';
comment on column rungs.nomination.cycle_id is 'Which cycle.';
comment on column rungs.nomination.person_id is 'Who is nominated.';
comment on column rungs.nomination.target_id is 'For which level.';
comment on column rungs.nomination.nominated_by is 'By whom; the person for a self-nomination.';
comment on column rungs.nomination.nominated_on is 'On which day.';
comment on column rungs.nomination.rationale is 'Why.';
comment on column rungs.nomination.recorded_at is 'Known from this moment.';
comment on column rungs.nomination.superseded_at is 'Stands until this moment.';
comment on column rungs.nomination.import_id is 'Batch that brought it.';
comment on column rungs.nomination.recorded_by is 'Who recorded it.';
comment on column rungs.nomination.withdrawn_by is 'Who withdrew it, when it ended so.';
comment on column rungs.nomination.withdrawn_reason is 'Why it was withdrawn.';
comment on column rungs.nomination.set_aside is 'Why closing the cycle left it undecided: the person had left; null: it was decided.';
create unique index "a person is nominated once in a cycle"
    on rungs.nomination (cycle_id, person_id) where superseded_at = 'infinity';
create index "nominations of a cycle" on rungs.nomination (cycle_id);
create index "nominations of a person" on rungs.nomination (person_id);

create table rungs.packet (
    id integer primary key generated always as identity,
    nomination_id integer not null references rungs.nomination,
    moment text not null,
    day date not null,
    level_id integer,
    edition_id integer references rungs.edition,
    since date,
    months integer,
    is_across boolean,
    crossings integer[] not null default '{}',
    coverage float8,
    known float8,
    asked integer,
    met integer,
    shifts_asked integer,
    shifts_met integer,
    sustained integer,
    breadth integer,
    settling_until date,
    is_old_job_only boolean,
    is_still_old_job boolean,
    is_other_work boolean,
    gates jsonb not null default '[]',
    verdict text not null,
    recorded_at timestamptz not null default now(),
    constraint "a packet is of the submission or of the closing" check (moment in ('submission', 'closing')),
    constraint "a nomination has one packet of a moment" unique (nomination_id, moment)
);
comment on table rungs.packet is 'The standing of a nominee as it was when the nomination was submitted, and when the cycle was closed: written once.';
comment on column rungs.packet.id is 'Key.';
comment on column rungs.packet.nomination_id is 'Of which nomination.';
comment on column rungs.packet.moment is 'submission, closing.';
comment on column rungs.packet.day is 'As of which day.';
comment on column rungs.packet.level_id is 'Level on that day; null: on no ladder any more.';
comment on column rungs.packet.edition_id is 'Edition of the ladder it was judged by.';
comment on column rungs.packet.since is 'At that level since.';
comment on column rungs.packet.months is 'Months at that level.';
comment on column rungs.packet.is_across is 'The move leads into another stage.';
comment on column rungs.packet.crossings is 'The borders on the way.';
comment on column rungs.packet.coverage is 'Share of what is asked that is covered; null: unknown.';
comment on column rungs.packet.known is 'Share of what is asked that has evidence.';
comment on column rungs.packet.asked is 'How many expectations and shifts are asked.';
comment on column rungs.packet.met is 'How many are met.';
comment on column rungs.packet.shifts_asked is 'How many shifts are asked.';
comment on column rungs.packet.shifts_met is 'How many shifts are met.';
comment on column rungs.packet.sustained is 'Months above the coverage bar.';
comment on column rungs.packet.breadth is 'Number of work types with evidence.';
comment on column rungs.packet.settling_until is 'Settling until this day.';
comment on column rungs.packet.is_old_job_only is 'Flag of readiness.';
comment on column rungs.packet.is_still_old_job is 'Flag of readiness.';
comment on column rungs.packet.is_other_work is 'Flag of readiness.';
comment on column rungs.packet.gates is 'The open gates, each with its reason.';
comment on column rungs.packet.verdict is 'ready, near, building, unknown; gone: on no ladder any more; top: nothing is above.';
comment on column rungs.packet.recorded_at is 'When it was frozen, and all that was known by then.';

create table rungs.packet_standing (
    packet_id integer not null references rungs.packet,
    expectation_id integer not null references rungs.expectation,
    weight float8 not null,
    must boolean not null,
    is_shift boolean not null,
    points float8,
    entries integer,
    voices integer,
    score float8 not null,
    state text not null,
    evidence_ids bigint[] not null default '{}',
    primary key (packet_id, expectation_id)
);
comment on table rungs.packet_standing is 'How a nominee stood on each thing that the target asks, with the evidence that counted.';
comment on column rungs.packet_standing.packet_id is 'Of which packet.';
comment on column rungs.packet_standing.expectation_id is 'Expectation or shift.';
comment on column rungs.packet_standing.weight is 'Its weight.';
comment on column rungs.packet_standing.must is 'It must be met.';
comment on column rungs.packet_standing.is_shift is 'Asked at a crossing.';
comment on column rungs.packet_standing.points is 'Points; null: nothing counts.';
comment on column rungs.packet_standing.entries is 'Entries that count.';
comment on column rungs.packet_standing.voices is 'Observers within the window.';
comment on column rungs.packet_standing.score is 'What it adds to coverage, from 0 to 1.';
comment on column rungs.packet_standing.state is 'met, partial, contrary, stale, unknown.';
comment on column rungs.packet_standing.evidence_ids is 'The entries that counted for it.';

create table rungs.rating (
    id bigint primary key generated always as identity,
    nomination_id integer not null references rungs.nomination,
    kind text not null,
    rated_by integer not null references rungs.person,
    value smallint not null,
    reason text not null default '',
    recorded_at timestamptz not null default now(),
    superseded_at timestamptz not null default 'infinity',
    recorded_by integer not null references rungs.account,
    constraint "a rating is proposed, a vote, or calibrated" check (kind in ('proposed', 'vote', 'calibrated')),
    constraint "a rating is superseded after it was recorded" check (recorded_at <= superseded_at)
);
comment on table rungs.rating is 'Ratings of a nomination before, during and after calibration.';
comment on column rungs.rating.id is 'Key.';
comment on column rungs.rating.nomination_id is 'Which nomination.';
comment on column rungs.rating.kind is 'proposed by the manager, vote of a member, calibrated by the committee.';
comment on column rungs.rating.rated_by is 'Who rates.';
comment on column rungs.rating.value is 'Rating, higher is stronger.';
comment on column rungs.rating.reason is 'Why.';
comment on column rungs.rating.recorded_at is 'Known from this moment.';
comment on column rungs.rating.superseded_at is 'Stands until this moment.';
comment on column rungs.rating.recorded_by is 'Who recorded it.';
create index "ratings of a nomination" on rungs.rating (nomination_id);
create unique index "a rater has one standing rating of a kind for a nomination"
    on rungs.rating (nomination_id, kind, rated_by) where superseded_at = 'infinity';
create unique index "a nomination has one proposed and one calibrated rating"
    on rungs.rating (nomination_id, kind) where superseded_at = 'infinity' and kind <> 'vote';

create table rungs.reveal (
    nomination_id integer primary key references rungs.nomination,
    recorded_at timestamptz not null default now(),
    recorded_by integer not null references rungs.account
);
comment on table rungs.reveal is 'Cases whose votes are open to the committee; from then on nobody votes on them.';
comment on column rungs.reveal.nomination_id is 'Which case.';
comment on column rungs.reveal.recorded_at is 'Since when.';
comment on column rungs.reveal.recorded_by is 'Who opened them.';

create table rungs.decision (
    id integer primary key generated always as identity,
    nomination_id integer not null references rungs.nomination,
    outcome text not null,
    rationale text not null default '',
    feedback text not null default '',
    decided_on date not null,
    decided_by integer references rungs.person,
    transition_id bigint references rungs.transition,
    skipped text,
    reopened_reason text,
    import_id integer references rungs.import,
    recorded_at timestamptz not null default now(),
    superseded_at timestamptz not null default 'infinity',
    recorded_by integer not null references rungs.account,
    constraint "a decision promotes, waits or defers" check (outcome in ('promote', 'not_yet', 'deferred')),
    constraint "a decision is superseded after it was recorded" check (recorded_at <= superseded_at)
);
comment on table rungs.decision is 'What the committee decided on a nomination.';
comment on column rungs.decision.id is 'Key.';
comment on column rungs.decision.nomination_id is 'Which nomination.';
comment on column rungs.decision.outcome is 'promote, not_yet, deferred.';
comment on column rungs.decision.rationale is 'Why.';
comment on column rungs.decision.feedback is 'What the person is told.';
comment on column rungs.decision.decided_on is 'On which day.';
comment on column rungs.decision.decided_by is 'Who spoke for the committee.';
comment on column rungs.decision.skipped is 'Why closing the cycle wrote no transition for a promotion: the person had left, or had the level.';
comment on column rungs.decision.import_id is 'Batch that brought it.';
comment on column rungs.decision.reopened_reason is 'Why it was taken up again, when it ended so.';
comment on column rungs.decision.transition_id is 'The transition that closing the cycle wrote.';
comment on column rungs.decision.recorded_at is 'Known from this moment.';
comment on column rungs.decision.superseded_at is 'Stands until this moment.';
comment on column rungs.decision.recorded_by is 'Who recorded it.';
create index "decisions of a nomination" on rungs.decision (nomination_id);
create unique index "a nomination has one standing decision"
    on rungs.decision (nomination_id) where superseded_at = 'infinity';

insert into rungs.rule (position, code, unit, minimum, maximum, is_whole, meaning) values
    (30, 'quorum_votes', 'count', 1, 100, true, 'the fewest votes on a case that are revealed and decided on'),
    (31, 'quorum_share', 'share', 0, 1, false, 'share of the committee members who may vote on a case that have to have voted'),
    (32, 'conflict_levels', 'count', 0, 100, true, 'a committee member neither votes nor decides on people this many levels down the own line, or fewer');
insert into rungs.rule_value (rule, effective_on, recorded_at, value) values
    ('quorum_votes', '-infinity', '-infinity', 2), ('quorum_share', '-infinity', '-infinity', 0.5),
    ('conflict_levels', '-infinity', '-infinity', 100);
