-- Promotion rounds: a cycle, its population, nominations, ratings and decisions.

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
comment on column rungs.cycle.recorded_at is 'When it was opened.';
comment on column rungs.cycle.recorded_by is 'Who opened it.';

create table rungs.cycle_member (
    cycle_id integer not null references rungs.cycle,
    person_id integer not null references rungs.person,
    level_id integer not null references rungs.level,
    manager_id integer references rungs.person,
    organisation_id integer references rungs.organisation,
    primary key (cycle_id, person_id)
);
comment on table rungs.cycle_member is 'Population of a cycle as it was at the opening.';
comment on column rungs.cycle_member.cycle_id is 'Which cycle.';
comment on column rungs.cycle_member.person_id is 'Who.';
comment on column rungs.cycle_member.level_id is 'Level at the opening.';
comment on column rungs.cycle_member.manager_id is 'Manager at the opening.';
comment on column rungs.cycle_member.organisation_id is 'Organisation at the opening.';

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
create unique index "a person is nominated once in a cycle"
    on rungs.nomination (cycle_id, person_id) where superseded_at = 'infinity';

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
create unique index "a rater has one standing rating of a kind for a nomination"
    on rungs.rating (nomination_id, kind, rated_by) where superseded_at = 'infinity';

create table rungs.decision (
    id integer primary key generated always as identity,
    nomination_id integer not null references rungs.nomination,
    outcome text not null,
    rationale text not null default '',
    feedback text not null default '',
    decided_on date not null,
    transition_id bigint references rungs.transition,
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
comment on column rungs.decision.transition_id is 'The transition that closing the cycle wrote.';
comment on column rungs.decision.recorded_at is 'Known from this moment.';
comment on column rungs.decision.superseded_at is 'Stands until this moment.';
comment on column rungs.decision.recorded_by is 'Who recorded it.';
create unique index "a nomination has one standing decision"
    on rungs.decision (nomination_id) where superseded_at = 'infinity';
