-- Guidance ranges of ratings: the share of a group that a rating should have, at least and at most. They are rules
-- like the others: dated, for a ladder or for all. As they come, nothing is asked. There is one for each rating that a
-- scale may have: more than seven steps people do not tell apart (G. A. Miller, The Magical Number Seven, Plus or Minus
-- Two, Psychological Review 63, 1956).

insert into rungs.rule (position, code, unit, minimum, maximum, is_whole, meaning)
select 40 + 2 * r.rating + w.place, format('rating_%s_%s', r.rating, w.word), 'share', 0, 1, false,
       format('guidance: at %s this share of those rated get a %s', w.word, r.rating)
from generate_series(1, 7) r (rating)
cross join (values (0, 'least'), (1, 'most')) w (place, word);
insert into rungs.rule_value (rule, effective_on, recorded_at, value)
select r.code, '-infinity', '-infinity', (r.code like '%most')::integer
from rungs.rule r
where r.code ~ '^rating_[0-9]_';

-- A closed cycle is not changed any more, by whoever may write to the tables: functions refuse it with the way out, and
-- these triggers whatever comes past them. They look once at all rows that a statement has touched; a foreign key per row
-- would cost an import more. A later migration that has to, disables them.

create function rungs.cycle_is_frozen() returns trigger
language plpgsql as $$
declare
    closed text;
begin
    case tg_argv[0]
    when 'this' then
        closed := old.code;
    when 'any' then
        select min(c.code) into closed from rungs.cycle c where c.state_id = 4;
    when 'cycle' then
        select min(c.code) into closed
        from rungs.cycle c
        where c.state_id = 4
          and c.id in (select t.cycle_id from touched t);
    when 'nomination' then
        select min(c.code) into closed
        from rungs.cycle c
        join rungs.nomination n on n.cycle_id = c.id
        where c.state_id = 4
          and n.id in (select t.nomination_id from touched t);
    when 'packet' then
        select min(c.code) into closed
        from rungs.cycle c
        join rungs.nomination n on n.cycle_id = c.id
        join rungs.packet k on k.nomination_id = n.id
        where c.state_id = 4
          and k.id in (select t.packet_id from touched t);
    end case;
    if closed is not null then
        raise exception using errcode = 'RG003', message = format('the cycle ''%s'' is closed', closed),
            hint = 'A closed cycle is not changed any more; what comes late goes into the next one.';
    end if;
    return null;
end
$$;
comment on function rungs.cycle_is_frozen is
    'Refuses a statement that has touched rows of a closed cycle. The argument says how rows lead to it: they are the cycle (this), name it, or name a nomination or a packet of it; any: the whole table is emptied.';
revoke execute on function rungs.cycle_is_frozen() from public;

create trigger "a closed cycle stays as it is" before update or delete on rungs.cycle
    for each row when (old.state_id = 4) execute function rungs.cycle_is_frozen('this');
comment on trigger "a closed cycle stays as it is" on rungs.cycle is 'Its last step is the closing.';
create trigger "a closed cycle is not emptied" before truncate on rungs.cycle
    for each statement execute function rungs.cycle_is_frozen('any');
comment on trigger "a closed cycle is not emptied" on rungs.cycle is 'Nor is the table.';
do $$
declare
    part record;
    way record;
begin
    for part in
        select p.*
        from (values ('cycle_step', 'cycle'), ('cycle_rating', 'cycle'), ('committee_member', 'cycle'), ('cycle_member', 'cycle'),
                     ('nomination', 'cycle'), ('packet', 'nomination'), ('packet_standing', 'packet'), ('rating', 'nomination'),
                     ('reveal', 'nomination'), ('decision', 'nomination')) p (name, leads)
    loop
        for way in
            select w.*
            from (values ('insert', 'new', 'a closed cycle gets nothing new'), ('update', 'old', 'a closed cycle keeps what it has'),
                         ('update', 'new', 'nothing moves into a closed cycle'), ('delete', 'old', 'a closed cycle loses nothing')) w (event, rows, name)
        loop
            execute format(
                'create trigger %I after %s on rungs.%I referencing %s table as touched for each statement execute function rungs.cycle_is_frozen(%L)',
                way.name, way.event, part.name, way.rows, part.leads);
            execute format('comment on trigger %I on rungs.%I is %L', way.name, part.name, 'Whoever writes: see cycle_is_frozen().');
        end loop;
        execute format('create trigger "a closed cycle is not emptied" before truncate on rungs.%I for each statement execute function rungs.cycle_is_frozen(''any'')', part.name);
        execute format('comment on trigger "a closed cycle is not emptied" on rungs.%I is ''Nor is the table.''', part.name);
    end loop;
end
$$;
