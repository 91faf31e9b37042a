-- People: who they are, what the roster said of them when, their way over the levels, what they own.

create table rungs.employment_status (
    id smallint primary key,
    code text collate "C" not null,
    employed boolean not null,
    constraint "an employment status has a code of its own" unique (code)
);
comment on table rungs.employment_status is 'Whether somebody works here.';
comment on column rungs.employment_status.id is 'Key.';
comment on column rungs.employment_status.code is 'active, leave, left.';
comment on column rungs.employment_status.employed is 'Counts as one of us: active and on leave.';
insert into rungs.employment_status values (1, 'active', true), (2, 'leave', true), (3, 'left', false);

create table rungs.status_word (
    word text not null,
    is_answer boolean not null,
    status_id smallint not null references rungs.employment_status,
    primary key (word, is_answer)
);
comment on table rungs.status_word is 'Words that HR systems use for status, in small letters without punctuation.';
comment on column rungs.status_word.word is 'The word.';
comment on column rungs.status_word.is_answer is 'An answer to the question whether somebody is active.';
comment on column rungs.status_word.status_id is 'What it means.';
insert into rungs.status_word (is_answer, status_id, word)
select w.is_answer, w.status_id, unnest(w.words)
from (values
    (false, 1, '{active,a,aktiv,current,employed,working,full time,part time,probation,onboarding,hired,permanent,fixed term,contractor,temporary,temp,intern,seasonal,notice period}'::text[]),
    (false, 2, '{leave,l,on leave,leave of absence,loa,absent,parental leave,maternity leave,paternity leave,medical leave,sabbatical,beurlaubt,elternzeit,mutterschutz,paid leave,unpaid leave}'),
    (false, 3, '{left,t,terminated,inactive,suspended,deceased,retired,resigned,former,departed,ausgeschieden,inaktiv,gekündigt}'),
    (true, 1, '{yes,y,true,1,ja}'), (true, 3, '{no,n,false,0,nein}')) w (is_answer, status_id, words);

create table rungs.person (
    id integer primary key generated always as identity,
    employee_id text collate "C",
    email text collate "C",
    created_at timestamptz not null default now(),
    import_id integer references rungs.import,
    roster_digest bigint,
    constraint "an employee id belongs to one person" unique (employee_id),
    constraint "an e-mail address belongs to one person" unique (email) deferrable initially immediate,
    constraint "a person has an employee id or an e-mail address" check (num_nonnulls(employee_id, email) > 0),
    constraint "an e-mail address is kept in lower case" check (email = lower(email))
)
-- Room for another digest beside the one before: a person whose row has changed is not indexed anew.
with (fillfactor = 90);
comment on table rungs.person is 'Identity of a person; never deleted. Everything that may change is in roster_entry.';
comment on column rungs.person.id is 'Key.';
comment on column rungs.person.employee_id is 'Identity in the HR system, exact text.';
comment on column rungs.person.email is 'Address by which the person is found now.';
comment on column rungs.person.created_at is 'When first recorded.';
comment on column rungs.person.import_id is 'Batch that brought the person.';
comment on column rungs.person.roster_digest is 'Keyed digest of the roster''s last row about the person, by which the next import leaves it out; null: it will be looked at.';

create index "people by employee id in small letters" on rungs.person (lower(employee_id));

create table rungs.digest_secret (
    only_one boolean primary key default true,
    secret uuid not null default gen_random_uuid(),
    constraint "there is one secret" check (only_one)
);
comment on table rungs.digest_secret is 'What the digests of rows are keyed with, so that nobody can make two rows look alike.';
comment on column rungs.digest_secret.only_one is 'Keeps the table to one row.';
comment on column rungs.digest_secret.secret is 'Made by chance.';
insert into rungs.digest_secret default values;

create table rungs.roster_reading (
    context text collate "C" primary key,
    effective_on date not null,
    day_first boolean,
    by_address boolean not null
);
comment on table rungs.roster_reading is 'How rosters were read whose digests are kept, one row for each way of judging them.';
comment on column rungs.roster_reading.context is 'What they were judged by, and the key of the digests (roster_context).';
comment on column rungs.roster_reading.effective_on is 'Latest day as of which they were judged.';
comment on column rungs.roster_reading.day_first is 'The day stands before the month in its dates; null: no date of theirs can be read in two ways.';
comment on column rungs.roster_reading.by_address is 'Managers were known by e-mail addresses.';

create table rungs.organisation (
    id integer primary key generated always as identity,
    name text collate "C" not null,
    constraint "an organisation has a name of its own" unique (name)
);
comment on table rungs.organisation is 'Parts of the company, as rosters name them.';
comment on column rungs.organisation.id is 'Key.';
comment on column rungs.organisation.name is 'Name.';

create table rungs.roster_entry (
    id bigint primary key generated always as identity,
    person_id integer not null references rungs.person,
    valid_from date not null,
    valid_to date not null default 'infinity',
    recorded_at timestamptz not null default now(),
    superseded_at timestamptz not null default 'infinity',
    superseded_by integer references rungs.import,
    stated_on date,
    said integer not null default 0,
    manager_id integer references rungs.person,
    organisation_id integer references rungs.organisation,
    import_id integer references rungs.import,
    hired_on date,
    specialization_id integer references rungs.specialization,
    status_id smallint not null references rungs.employment_status,
    employee_id text collate "C",
    name text not null,
    email text collate "C",
    title text,
    location text,
    manager_word text,
    attributes jsonb,
    constraint "a roster entry begins before it ends" check (valid_from < valid_to),
    constraint "nobody manages themselves" check (manager_id <> person_id),
    constraint "a person has a name" check (name <> ''),
    constraint "a roster entry is superseded after it was recorded" check (recorded_at <= superseded_at)
);
comment on table rungs.roster_entry is 'What the roster says of a person in the days from valid_from to the day before valid_to.';
comment on column rungs.roster_entry.id is 'Key.';
comment on column rungs.roster_entry.person_id is 'Of whom.';
comment on column rungs.roster_entry.valid_from is 'In force from this day.';
comment on column rungs.roster_entry.valid_to is 'In force before this day.';
comment on column rungs.roster_entry.recorded_at is 'Known from this moment.';
comment on column rungs.roster_entry.superseded_at is 'Believed until this moment.';
comment on column rungs.roster_entry.superseded_by is 'Batch that superseded it; so that undoing the batch can bring it back.';
comment on column rungs.roster_entry.stated_on is 'Day of the word it rests on, where a first roster was taken to hold since the hire; null: the first day.';
comment on column rungs.roster_entry.said is 'Which columns somebody said something about on the first day; the others are carried on from the entry before (bits: roster_column).';
comment on column rungs.roster_entry.manager_id is 'Who the person reports to.';
comment on column rungs.roster_entry.organisation_id is 'Part of the company.';
comment on column rungs.roster_entry.import_id is 'Batch that wrote this version.';
comment on column rungs.roster_entry.hired_on is 'Day of hire; evidence from before does not count.';
comment on column rungs.roster_entry.specialization_id is 'Specialization.';
comment on column rungs.roster_entry.status_id is 'active, leave, left.';
comment on column rungs.roster_entry.employee_id is 'Identity in the HR system on these days.';
comment on column rungs.roster_entry.name is 'Full name as it is written.';
comment on column rungs.roster_entry.email is 'E-mail address.';
comment on column rungs.roster_entry.title is 'Title, as HR writes it; says nothing about the level.';
comment on column rungs.roster_entry.location is 'Place of work.';
comment on column rungs.roster_entry.manager_word is 'What the file calls a manager whom nobody is known by yet; null when found.';
comment on column rungs.roster_entry.attributes is 'Columns that were kept (--keep) for the statistics of calibration.';
create unique index "a person has one believed roster entry from a day"
    on rungs.roster_entry (person_id, valid_from) where superseded_at = 'infinity';
create index "roster entries of a person" on rungs.roster_entry (person_id);
create index "roster entries by import" on rungs.roster_entry (import_id);
create index "roster entries superseded by import" on rungs.roster_entry (superseded_by) where superseded_by is not null;
create index "roster entries by address" on rungs.roster_entry (email);
create index "managers not found yet" on rungs.roster_entry (manager_word) where manager_word is not null;
create index "roster entries by manager" on rungs.roster_entry (manager_id);
create index "roster entries by name" on rungs.roster_entry (lower(name));

create table rungs.roster_column (
    bit integer primary key,
    code text collate "C" not null,
    constraint "a column of the roster has a code of its own" unique (code),
    constraint "a column of the roster is one bit" check (bit > 0 and bit & (bit - 1) = 0)
);
comment on table rungs.roster_column is 'Columns of a roster entry that are said one by one.';
comment on column rungs.roster_column.bit is 'Its bit in roster_entry.said.';
comment on column rungs.roster_column.code is 'Name in the file.';
insert into rungs.roster_column values
    (1, 'name'), (2, 'email'), (4, 'title'), (8, 'manager'), (16, 'organisation'), (32, 'location'),
    (64, 'specialization'), (128, 'status'), (256, 'employee_id'), (512, 'attributes');

create table rungs.transition_kind (
    id smallint primary key,
    code text collate "C" not null,
    meaning text not null,
    constraint "a kind of transition has a code of its own" unique (code)
);
comment on table rungs.transition_kind is 'Kinds of change of level; which one a transition is follows from what came before (way_of).';
comment on column rungs.transition_kind.id is 'Key.';
comment on column rungs.transition_kind.code is 'Code as typed.';
comment on column rungs.transition_kind.meaning is 'What it is.';
insert into rungs.transition_kind values
    (1, 'hire', 'came in at this level'),
    (2, 'promotion', 'moved up'),
    (3, 'demotion', 'moved down'),
    (4, 'lateral', 'moved to a level of the same rank, or to another ladder'),
    (5, 'leave', 'left the ladder'),
    (6, 'entry', 'came onto a ladder from elsewhere in the company');

create table rungs.transition (
    id bigint primary key generated always as identity,
    person_id integer not null references rungs.person,
    effective_on date not null,
    recorded_at timestamptz not null default now(),
    superseded_at timestamptz not null default 'infinity',
    import_id integer references rungs.import,
    recorded_by integer references rungs.account,
    level_id integer references rungs.level,
    superseded_by integer references rungs.import,
    stated_on date,
    note text not null default '',
    constraint "a transition is superseded after it was recorded" check (recorded_at <= superseded_at)
);
comment on table rungs.transition is 'Dated changes of level; the level of a day is that of the latest transition up to it.';
comment on column rungs.transition.id is 'Key.';
comment on column rungs.transition.person_id is 'Whose.';
comment on column rungs.transition.effective_on is 'First day at the level; may lie ahead.';
comment on column rungs.transition.recorded_at is 'Known from this moment.';
comment on column rungs.transition.superseded_at is 'Believed until this moment.';
comment on column rungs.transition.import_id is 'Batch that brought it.';
comment on column rungs.transition.recorded_by is 'Who recorded it.';
comment on column rungs.transition.level_id is 'Level from that day on; null after leaving the ladder.';
comment on column rungs.transition.superseded_by is 'Batch that superseded it; so that undoing the batch can bring it back.';
comment on column rungs.transition.stated_on is 'Day of the word it rests on, where a level was taken to hold since the hire; null: the first day.';
comment on column rungs.transition.note is 'Anything to add.';
create unique index "a person has one believed transition on a day"
    on rungs.transition (person_id, effective_on) where superseded_at = 'infinity';
create index "transitions by import" on rungs.transition (import_id);
create index "transitions superseded by import" on rungs.transition (superseded_by) where superseded_by is not null;
create index "transitions of a person" on rungs.transition (person_id, effective_on);

create table rungs.title_level (
    id integer primary key generated always as identity,
    key text not null,
    title text not null,
    level_id integer references rungs.level,
    import_id integer references rungs.import,
    recorded_at timestamptz not null default now(),
    superseded_at timestamptz not null default 'infinity'
);
comment on table rungs.title_level is 'Titles that stand for a level, for rosters that have titles only.';
comment on column rungs.title_level.id is 'Key.';
comment on column rungs.title_level.key is 'The title in small letters, without punctuation.';
comment on column rungs.title_level.title is 'The title as it was written.';
comment on column rungs.title_level.level_id is 'Its level; null: on no ladder.';
comment on column rungs.title_level.import_id is 'Batch that brought it.';
comment on column rungs.title_level.recorded_at is 'Known from this moment.';
comment on column rungs.title_level.superseded_at is 'Believed until this moment.';
create unique index "a title stands for one believed level" on rungs.title_level (key) where superseded_at = 'infinity';

create table rungs.scope_entry (
    id bigint primary key generated always as identity,
    person_id integer not null references rungs.person,
    measure_id integer not null references rungs.measure,
    effective_on date not null,
    value float8,
    step text collate "C",
    note text not null default '',
    recorded_at timestamptz not null default now(),
    superseded_at timestamptz not null default 'infinity',
    import_id integer references rungs.import,
    superseded_by integer references rungs.import,
    recorded_by integer references rungs.account,
    constraint "scope is a number or a step, or ends" check (num_nonnulls(value, step) <= 1),
    constraint "scope is not negative" check (value >= 0 and value < 'infinity'),
    constraint "a scope entry is superseded after it was recorded" check (recorded_at <= superseded_at)
);
comment on table rungs.scope_entry is 'Dated measures of what somebody owns; the latest up to a day is in force.';
comment on column rungs.scope_entry.id is 'Key.';
comment on column rungs.scope_entry.person_id is 'Whose.';
comment on column rungs.scope_entry.measure_id is 'Which measure.';
comment on column rungs.scope_entry.effective_on is 'In force from this day.';
comment on column rungs.scope_entry.value is 'In the measure''s unit; null for a step. Neither: from this day on nothing is on record.';
comment on column rungs.scope_entry.step is 'Code of a step, whose height the person''s ladder gives; null for a number.';
comment on column rungs.scope_entry.note is 'What it is about.';
comment on column rungs.scope_entry.recorded_at is 'Known from this moment.';
comment on column rungs.scope_entry.superseded_at is 'Believed until this moment.';
comment on column rungs.scope_entry.import_id is 'Batch that brought it.';
comment on column rungs.scope_entry.superseded_by is 'Batch that superseded it; so that undoing the batch can bring it back.';
comment on column rungs.scope_entry.recorded_by is 'Who recorded it.';
create unique index "a person has one believed value of a measure from a day"
    on rungs.scope_entry (person_id, measure_id, effective_on) where superseded_at = 'infinity';
create index "scope entries by import" on rungs.scope_entry (import_id) where import_id is not null;
create index "scope entries superseded by import" on rungs.scope_entry (superseded_by) where superseded_by is not null;
create index "scope entries of a person" on rungs.scope_entry (person_id, measure_id, effective_on);
