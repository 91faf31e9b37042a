-- Evidence: what happened, who saw it, and what became of the entry. Nothing is deleted.
--
-- Reports read one thing of 25 million rows: which entries count. An entry counts from the moment
-- counted_since until it stops counting; then counted_since becomes null and the closed interval moves
-- to evidence_counted, so that --as-seen-on can be answered. The index "what counts" covers all that
-- a score needs.

create table rungs.strength (
    id smallint primary key,
    code text collate "C" not null,
    rule text collate "C" not null references rungs.rule,
    meaning text not null,
    constraint "a strength has a code of its own" unique (code)
);
comment on table rungs.strength is 'How strongly an entry speaks for, or against, an expectation.';
comment on column rungs.strength.id is 'Key.';
comment on column rungs.strength.code is 'contrary, emerging, solid, exemplary.';
comment on column rungs.strength.rule is 'The rule that says how many points it is worth.';
comment on column rungs.strength.meaning is 'What it means, for whoever has to choose.';
insert into rungs.strength values
    (1, 'contrary', 'points_contrary', 'the opposite of what is asked happened'),
    (2, 'emerging', 'points_emerging', 'a first sign, with help or in part'),
    (3, 'solid', 'points_solid', 'done as it is asked'),
    (4, 'exemplary', 'points_exemplary', 'done so that others can learn from it');

create table rungs.relation (
    id smallint primary key,
    code text collate "C" not null,
    name text not null,
    is_self boolean not null,
    is_outside boolean not null,
    constraint "a relation has a code of its own" unique (code),
    constraint "there are at most 31 relations" check (id <= 31)
);
comment on table rungs.relation is 'How an observer stands to the person.';
comment on column rungs.relation.id is 'Key; at most 31, so that a set of them fits an integer.';
comment on column rungs.relation.code is 'Code as typed.';
comment on column rungs.relation.name is 'Name for people.';
comment on column rungs.relation.is_self is 'The person''s own word: counts after somebody else confirmed it.';
comment on column rungs.relation.is_outside is 'A voice that is not on the roster: a customer, a metric.';
insert into rungs.relation values
    (1, 'self', 'the person', true, false),
    (2, 'manager', 'the manager', false, false),
    (3, 'skip_manager', 'the manager''s manager', false, false),
    (4, 'peer', 'a peer', false, false),
    (5, 'manager_peer', 'a peer of the manager', false, false),
    (6, 'direct_report', 'a direct report', false, false),
    (7, 'stakeholder', 'a stakeholder', false, false),
    (8, 'customer', 'a customer', false, true),
    (9, 'metric', 'a metric', false, true);

create table rungs.voice_rule (
    id integer primary key generated always as identity,
    ladder_id integer references rungs.ladder,
    move text not null,
    relation_id smallint not null references rungs.relation,
    recorded_at timestamptz not null default now(),
    superseded_at timestamptz not null default 'infinity',
    constraint "voices are asked for a move within a stage or across a border" check (move in ('within', 'across')),
    constraint "a voice rule is superseded after it was recorded" check (recorded_at <= superseded_at)
);
comment on table rungs.voice_rule is 'Voices that have to be heard before a move; rows for a ladder replace those for all.';
comment on column rungs.voice_rule.id is 'Key.';
comment on column rungs.voice_rule.ladder_id is 'For this ladder only; null: for all.';
comment on column rungs.voice_rule.move is 'within or across.';
comment on column rungs.voice_rule.relation_id is 'Whose voice.';
comment on column rungs.voice_rule.recorded_at is 'Known from this moment.';
comment on column rungs.voice_rule.superseded_at is 'Believed until this moment.';
insert into rungs.voice_rule (move, relation_id, recorded_at) values
    ('within', 2, '-infinity'), ('within', 4, '-infinity'),
    ('across', 2, '-infinity'), ('across', 5, '-infinity');

create table rungs.account_person (
    id integer primary key generated always as identity,
    account_id integer not null references rungs.account,
    person_id integer references rungs.person,
    recorded_at timestamptz not null default now(),
    superseded_at timestamptz not null default 'infinity',
    recorded_by integer not null references rungs.account,
    constraint "a login's person is superseded after it was recorded" check (recorded_at <= superseded_at)
);
comment on table rungs.account_person is 'Which person a login stands for, as it was said over time; what it wrote before keeps the person of that time.';
comment on column rungs.account_person.id is 'Key.';
comment on column rungs.account_person.account_id is 'Which login.';
comment on column rungs.account_person.person_id is 'Who it is; null: nobody any more.';
comment on column rungs.account_person.recorded_at is 'Known from this moment.';
comment on column rungs.account_person.superseded_at is 'Believed until this moment.';
comment on column rungs.account_person.recorded_by is 'Who said so.';
create unique index "a login stands for one person at a time"
    on rungs.account_person (account_id) where superseded_at = 'infinity';
create index "persons of a login" on rungs.account_person (account_id, id);

create table rungs.observer (
    id integer primary key generated always as identity,
    person_id integer references rungs.person,
    name text collate "C",
    constraint "an observer is a person or somebody outside" check (num_nonnulls(person_id, name) = 1),
    constraint "a person is one observer" unique (person_id),
    constraint "an outside voice has a name of its own" unique (name)
);
comment on table rungs.observer is 'Voices: people of the company, and customers or metrics outside it.';
comment on column rungs.observer.id is 'Key.';
comment on column rungs.observer.person_id is 'Who, when it is one of us.';
comment on column rungs.observer.name is 'Name, when it is not.';

create table rungs.evidence_status (
    id smallint primary key,
    code text collate "C" not null,
    meaning text not null,
    constraint "an evidence status has a code of its own" unique (code)
);
comment on table rungs.evidence_status is 'Stations in the life of an entry.';
comment on column rungs.evidence_status.id is 'Key.';
comment on column rungs.evidence_status.code is 'Code as typed.';
comment on column rungs.evidence_status.meaning is 'What it means for the score.';
insert into rungs.evidence_status values
    (1, 'submitted', 'counts, unless it is the person''s own word'),
    (2, 'confirmed', 'somebody other than its observer stands by it: counts'),
    (3, 'disputed', 'somebody says it is wrong: does not count'),
    (4, 'withdrawn', 'taken back by who logged it: does not count'),
    (5, 'superseded', 'a corrected version took its place: does not count');

create table rungs.evidence (
    id bigint primary key generated always as identity,
    recorded_at timestamptz not null default now(),
    counted_since timestamptz default now(),
    person_id integer not null references rungs.person,
    expectation_id integer not null references rungs.expectation,
    observer_id integer not null references rungs.observer,
    observed_on date not null,
    recorded_by integer not null references rungs.account,
    import_id integer references rungs.import,
    supersedes_id bigint references rungs.evidence,
    undone_by integer references rungs.import,
    edition_id integer not null references rungs.edition,
    strength_id smallint not null references rungs.strength,
    relation_id smallint not null references rungs.relation,
    work_type_id smallint references rungs.work_type,
    status_id smallint not null default 1 references rungs.evidence_status,
    external_id text collate "C",
    summary text not null,
    details text,
    links text[],
    constraint "evidence has a summary" check (summary <> ''),
    -- Each has to begin anew: the marks between them are no part of any.
    constraint "a link is a web address" check (
        e'\n' || array_to_string(links, e'\n', '') ~ '^(\nhttps?://[^[:space:]]+)+$'),
    constraint "only a submitted or confirmed entry counts" check (counted_since is null or status_id in (1, 2))
);
comment on table rungs.evidence is 'Dated things that happened, each about one person and one expectation.';
comment on column rungs.evidence.id is 'The number people see.';
comment on column rungs.evidence.recorded_at is 'Known from this moment.';
comment on column rungs.evidence.counted_since is 'Counts from this moment; null while it does not count.';
comment on column rungs.evidence.person_id is 'About whom.';
comment on column rungs.evidence.expectation_id is 'Against which expectation or shift.';
comment on column rungs.evidence.observer_id is 'Who saw it.';
comment on column rungs.evidence.observed_on is 'When it happened.';
comment on column rungs.evidence.recorded_by is 'Who typed it.';
comment on column rungs.evidence.import_id is 'Batch that brought it.';
comment on column rungs.evidence.supersedes_id is 'The entry that it corrects.';
comment on column rungs.evidence.undone_by is 'Batch that brought it and was taken back: what it says is withdrawn, and a later import may bring it anew.';
comment on column rungs.evidence.edition_id is 'Edition by whose text it was judged.';
comment on column rungs.evidence.strength_id is 'contrary, emerging, solid, exemplary.';
comment on column rungs.evidence.relation_id is 'How the observer stood to the person then.';
comment on column rungs.evidence.work_type_id is 'Kind of work it was about.';
comment on column rungs.evidence.status_id is 'Where it is in its life now.';
comment on column rungs.evidence.external_id is 'Identity in the system it came from.';
comment on column rungs.evidence.summary is 'What happened, in a sentence.';
comment on column rungs.evidence.details is 'The rest of the story.';
comment on column rungs.evidence.links is 'Where to read on.';
create index "what counts" on rungs.evidence (person_id, expectation_id)
    include (observed_on, strength_id, observer_id, relation_id, work_type_id, counted_since)
    where counted_since is not null;
create index "evidence of a person" on rungs.evidence (person_id, observed_on desc);
create index "evidence by observer" on rungs.evidence (observer_id);
create index "evidence by day" on rungs.evidence (observed_on desc, id desc);
create index "evidence that does not count" on rungs.evidence (status_id, person_id) where counted_since is null;
-- An index over the expression, not a stored column: that one doubles the table and takes longer to write. A larger
-- list of what is pending halves what the index costs an import.
create index "words of evidence" on rungs.evidence
    using gin (to_tsvector('english', summary || ' ' || coalesce(details, ''))) with (gin_pending_list_limit = 16384);
create index "what corrects an entry" on rungs.evidence (supersedes_id) where supersedes_id is not null;
create unique index "an external id names one entry" on rungs.evidence (external_id)
    where external_id is not null and status_id <> 5 and undone_by is null;
-- Entries of a batch lie side by side, so a very small index finds them.
create index "evidence by import" on rungs.evidence using brin (import_id);

create table rungs.evidence_counted (
    evidence_id bigint not null references rungs.evidence,
    person_id integer not null references rungs.person,
    counted_since timestamptz not null,
    counted_until timestamptz not null,
    primary key (evidence_id, counted_since),
    constraint "counting begins before it ends" check (counted_since <= counted_until)
);
comment on table rungs.evidence_counted is 'Closed intervals in which an entry counted, for --as-seen-on.';
comment on column rungs.evidence_counted.evidence_id is 'Which entry.';
comment on column rungs.evidence_counted.person_id is 'About whom, as in the entry.';
comment on column rungs.evidence_counted.counted_since is 'Counted from this moment.';
comment on column rungs.evidence_counted.counted_until is 'Counted until this moment.';
create index "closed intervals of a person" on rungs.evidence_counted (person_id);

create table rungs.evidence_digest (
    evidence_id bigint primary key references rungs.evidence,
    external_id text collate "C",
    digest bigint not null
);
comment on table rungs.evidence_digest is 'Keyed digests of the rows of files that entries came from: a row with the same one says nothing new, and is not sent.';
comment on column rungs.evidence_digest.evidence_id is 'Which entry.';
comment on column rungs.evidence_digest.external_id is 'Identity in the file; null: the row as a whole.';
comment on column rungs.evidence_digest.digest is 'Of the row.';

create table rungs.evidence_event (
    id bigint primary key generated always as identity,
    evidence_id bigint not null references rungs.evidence,
    status_id smallint not null references rungs.evidence_status,
    observer_id integer references rungs.observer,
    happened_on date not null,
    reason text not null default '',
    recorded_at timestamptz not null default now(),
    recorded_by integer not null references rungs.account,
    import_id integer references rungs.import
);
comment on table rungs.evidence_event is 'Steps in the life of an entry after it was submitted: who, when, why.';
comment on column rungs.evidence_event.id is 'Key.';
comment on column rungs.evidence_event.evidence_id is 'Which entry.';
comment on column rungs.evidence_event.status_id is 'What it became.';
comment on column rungs.evidence_event.observer_id is 'By whom.';
comment on column rungs.evidence_event.happened_on is 'On which day.';
comment on column rungs.evidence_event.reason is 'Why.';
comment on column rungs.evidence_event.recorded_at is 'Known from this moment.';
comment on column rungs.evidence_event.recorded_by is 'Who typed it.';
comment on column rungs.evidence_event.import_id is 'Batch that brought it.';
create index "events of an entry" on rungs.evidence_event (evidence_id, id);
create index "events by import" on rungs.evidence_event using brin (import_id);

-- Asking for feedback.
create table rungs.request (
    id integer primary key generated always as identity,
    person_id integer not null references rungs.person,
    asked_id integer not null references rungs.person,
    expectation_id integer not null references rungs.expectation,
    edition_id integer not null references rungs.edition,
    asked_on date not null,
    recorded_at timestamptz not null default now(),
    recorded_by integer not null references rungs.account,
    closed_on date,
    closed_at timestamptz not null default 'infinity',
    closed_by integer references rungs.account,
    note text not null default '',
    reason text,
    constraint "nobody is asked about themselves" check (person_id <> asked_id),
    constraint "a request that is closed says when, by whom and why" check (
        (closed_at = 'infinity') = (num_nonnulls(closed_on, closed_by, reason) = 0)
        and num_nonnulls(closed_on, closed_by, reason) in (0, 3)),
    constraint "a request is closed after it was recorded" check (recorded_at <= closed_at)
);
comment on table rungs.request is 'Named people asked for feedback on an expectation. Whether one is answered follows from the evidence that came later (request_on).';
comment on column rungs.request.id is 'The number people see.';
comment on column rungs.request.person_id is 'About whom.';
comment on column rungs.request.asked_id is 'Who is asked.';
comment on column rungs.request.expectation_id is 'On which expectation or shift.';
comment on column rungs.request.edition_id is 'Edition whose text was sent.';
comment on column rungs.request.asked_on is 'Day of asking.';
comment on column rungs.request.recorded_at is 'Known from this moment.';
comment on column rungs.request.recorded_by is 'Who asks.';
comment on column rungs.request.closed_on is 'Day on which it was given up; null while it was not.';
comment on column rungs.request.closed_at is 'Given up at this moment.';
comment on column rungs.request.closed_by is 'Who gave it up.';
comment on column rungs.request.note is 'What to look at in particular.';
comment on column rungs.request.reason is 'Why it was given up.';
create index "requests about a person" on rungs.request (person_id);
create index "requests to an observer" on rungs.request (asked_id);

-- Associates and the seniors they learn from.
create table rungs.level_pair (
    edition_id integer not null,
    level_id integer not null,
    with_id integer not null,
    expectation_id integer,
    primary key (edition_id, level_id),
    foreign key (edition_id, level_id) references rungs.level_text,
    foreign key (edition_id, with_id) references rungs.level_text (edition_id, level_id),
    foreign key (edition_id, expectation_id) references rungs.expectation_text (edition_id, expectation_id),
    constraint "a level is not paired with itself" check (level_id <> with_id)
);
comment on table rungs.level_pair is 'Levels whose people learn beside a senior: an apprenticeship.';
comment on column rungs.level_pair.edition_id is 'Which edition.';
comment on column rungs.level_pair.level_id is 'The level of the associates.';
comment on column rungs.level_pair.with_id is 'Lowest level of their seniors.';
comment on column rungs.level_pair.expectation_id is 'Shift or expectation of the senior beside which a pair is shown; it never scores.';

create table rungs.pair (
    id integer primary key generated always as identity,
    associate_id integer not null references rungs.person,
    senior_id integer not null references rungs.person,
    valid_from date not null,
    valid_to date not null default 'infinity',
    recorded_at timestamptz not null default now(),
    superseded_at timestamptz not null default 'infinity',
    recorded_by integer not null references rungs.account,
    reason text not null default '',
    constraint "nobody is paired with themselves" check (associate_id <> senior_id),
    constraint "a pair begins before it ends" check (valid_from < valid_to),
    constraint "a pair is superseded after it was recorded" check (recorded_at <= superseded_at)
);
comment on table rungs.pair is 'Which senior an associate learns beside, in the days from valid_from to the day before valid_to.';
comment on column rungs.pair.id is 'Key.';
comment on column rungs.pair.associate_id is 'Who learns.';
comment on column rungs.pair.senior_id is 'Beside whom.';
comment on column rungs.pair.valid_from is 'In force from this day.';
comment on column rungs.pair.valid_to is 'In force before this day.';
comment on column rungs.pair.recorded_at is 'Known from this moment.';
comment on column rungs.pair.superseded_at is 'Believed until this moment.';
comment on column rungs.pair.recorded_by is 'Who recorded it.';
comment on column rungs.pair.reason is 'Why it ended.';
create unique index "an associate has one believed pair from a day"
    on rungs.pair (associate_id, valid_from) where superseded_at = 'infinity';
create index "pairs of a senior" on rungs.pair (senior_id);

-- Measures of scope that the roster tells, too.
create table rungs.measure_count (
    code text collate "C" primary key,
    counts text not null,
    constraint "reports or the whole team are counted" check (counts in ('reports', 'team'))
);
comment on table rungs.measure_count is 'Measures, by their code in any ladder, that can be counted on the roster and compared with what was said.';
comment on column rungs.measure_count.code is 'Code of the measure.';
comment on column rungs.measure_count.counts is 'reports: who reports to the person; team: with the reports of reports.';
insert into rungs.measure_count values ('direct_reports', 'reports'), ('team_size', 'team');
