-- Openings: a crossing needs a place to go. What was opened and which of its places were closed are dated facts; how
-- many are left on a day is reckoned from them (opening_on).

create table rungs.opening (
    id integer primary key generated always as identity,
    level_id integer not null references rungs.level,
    organisation_id integer references rungs.organisation,
    manager_id integer references rungs.person,
    places integer not null,
    opens_on date not null,
    recorded_at timestamptz not null default now(),
    recorded_by integer not null references rungs.account,
    note text not null default '',
    constraint "an opening has at least one place" check (places > 0)
);
comment on table rungs.opening is 'Places to go at a level, from a day on.';
comment on column rungs.opening.id is 'The number people see.';
comment on column rungs.opening.level_id is 'At which level.';
comment on column rungs.opening.organisation_id is 'In which part of the company; null: in any.';
comment on column rungs.opening.manager_id is 'Under which manager; null: under any.';
comment on column rungs.opening.places is 'How many places.';
comment on column rungs.opening.opens_on is 'Open from this day; may lie ahead.';
comment on column rungs.opening.recorded_at is 'Known from this moment.';
comment on column rungs.opening.recorded_by is 'Who recorded it.';
comment on column rungs.opening.note is 'Anything to add.';
create index "openings by level" on rungs.opening (level_id);

create table rungs.opening_closing (
    id integer primary key generated always as identity,
    opening_id integer not null references rungs.opening,
    closed_on date not null,
    places integer not null,
    filled_by integer references rungs.person,
    recorded_at timestamptz not null default now(),
    superseded_at timestamptz not null default 'infinity',
    recorded_by integer not null references rungs.account,
    reason text not null default '',
    constraint "a closing takes at least one place" check (places > 0),
    constraint "a person fills one place" check (filled_by is null or places = 1),
    constraint "a closing is superseded after it was recorded" check (recorded_at <= superseded_at)
);
comment on table rungs.opening_closing is 'Places of an opening that are none any more: filled by somebody, or withdrawn.';
comment on column rungs.opening_closing.id is 'Key.';
comment on column rungs.opening_closing.opening_id is 'Of which opening.';
comment on column rungs.opening_closing.closed_on is 'First day without them.';
comment on column rungs.opening_closing.places is 'How many places.';
comment on column rungs.opening_closing.filled_by is 'Who took the place; null: withdrawn.';
comment on column rungs.opening_closing.recorded_at is 'Known from this moment.';
comment on column rungs.opening_closing.superseded_at is 'Believed until this moment.';
comment on column rungs.opening_closing.recorded_by is 'Who recorded it.';
comment on column rungs.opening_closing.reason is 'Why.';
create unique index "a person fills an opening once"
    on rungs.opening_closing (opening_id, filled_by) where superseded_at = 'infinity';
create index "closings of an opening" on rungs.opening_closing (opening_id);
