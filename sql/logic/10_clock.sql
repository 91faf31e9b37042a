-- The ground of the functions: the schema, the two clocks, who is writing, months, and guessing.
--
-- Functions that reports are made of take (day, seen): the day whose facts are in force, and the moment
-- by which they had been recorded. They are plain SQL, so that the planner sees through them.
-- Refusals are raised with SQLSTATE RG003 and friends: the last digits are the program's exit code.

create schema rungs_api;
comment on schema rungs_api is 'The functions that programs call; dropped and rebuilt whole with each version of Rungs.';

create function rungs_api.clock(as_of date, as_seen_on date, out day date, out seen timestamptz)
language sql stable as $$
    select coalesce(as_of, as_seen_on, current_date),
           coalesce(least((as_seen_on + 1)::timestamptz - interval '1 microsecond', now()), now())
$$;
comment on function rungs_api.clock is 'The two clocks from --as-of and --as-seen-on; as seen on a day means at its end.';

-- Of timestamps: age() of days asks for the time zone, and what is not immutable is called for each row instead of planned in.
create function rungs_api.months_between(earlier date, later date) returns integer
language sql immutable as $$
    select (extract(year from age(later::timestamp, earlier::timestamp)) * 12
            + extract(month from age(later::timestamp, earlier::timestamp)))::integer
$$;
comment on function rungs_api.months_between is 'Full months from one day to another.';

create function rungs_api.is_private() returns boolean
language sql stable as $$
    select current_setting('cluster_name') = 'rungs private'
$$;
comment on function rungs_api.is_private is
    'Whether this is a private server: its name is given when it is started, and no session can change it.';

create function rungs_api.login() returns text
language sql stable as $$
    select coalesce(
        case when rungs_api.is_private() then nullif(current_setting('rungs.login', true), '') end,
        session_user)
$$;
comment on function rungs_api.login is
    'Who is connected: the database role; on a private server, where all are one role, the operating-system user that the program names. Any other server takes no session''s word for it.';

create function rungs_api.account_of(login text) returns integer
language plpgsql volatile as $$
declare
    account integer;
begin
    select a.id into account from rungs.account a where a.login = account_of.login;
    if account is null then
        insert into rungs.account (login) values (account_of.login)
        on conflict on constraint "a login has one account" do update set login = excluded.login
        returning id into account;
    end if;
    return account;
end
$$;
comment on function rungs_api.account_of is 'The account of a login; made when it is new.';

create function rungs_api.account_id() returns integer
language sql volatile as $$
    select rungs_api.account_of(rungs_api.login())
$$;
comment on function rungs_api.account_id is 'The account of whoever is connected; made at the first write.';

create function rungs_api.edit_distance(one text, other text) returns integer
language plpgsql immutable as $$
declare
    previous integer[] := array(select generate_series(0, length(other)));
    present integer[];
begin
    for i in 1 .. length(one) loop
        present := array[i];
        for j in 1 .. length(other) loop
            present := present || least(
                previous[j + 1] + 1,
                present[j] + 1,
                previous[j] + (substr(one, i, 1) <> substr(other, j, 1))::integer);
        end loop;
        previous := present;
    end loop;
    return previous[length(other) + 1];
end
$$;
comment on function rungs_api.edit_distance is
    'Levenshtein distance, for "did you mean" over short lists (Levenshtein, Binary codes capable of correcting deletions, insertions, and reversals, 1966).';

create function rungs_api.nearest(word text, candidates text[]) returns text
language sql immutable as $$
    select near.candidate
    from (
        select c.candidate,
               rungs_api.edit_distance(left(lower(word), 40), left(lower(c.candidate), 40)) as wrong
        from unnest(candidates) c (candidate)
    ) near
    where near.wrong <= greatest(1, length(word) / 3)
       or (word <> '' and starts_with(lower(near.candidate), lower(word)))
    order by near.wrong, near.candidate
    limit 1
$$;
comment on function rungs_api.nearest is 'The candidate that was probably meant, or null.';

create function rungs_api.did_you_mean(word text, candidates text[]) returns text
language sql immutable as $$
    select coalesce(
        'Did you mean ''' || rungs_api.nearest(word, candidates) || '''?',
        case when cardinality(candidates) = 0 then 'None is known yet.' end,
        'Known are: ' || array_to_string(candidates[1:12], ', ')
            || case when cardinality(candidates) > 12 then format(', and %s more', cardinality(candidates) - 12) else '' end || '.')
$$;
comment on function rungs_api.did_you_mean is 'A hint for an unknown word: the nearest known one, or what there is.';

create function rungs_api.number_words(value float8) returns text
language sql immutable as $$
    select trim(trailing '.' from trim(trailing '0' from to_char(value, 'FM999999999990.00')))
$$;
comment on function rungs_api.number_words is 'A number for people: at most two decimals, none when whole.';

create function rungs_api.share_words(value float8) returns text
language sql immutable as $$
    select floor(value::numeric * 100 + 1e-9)::text || ' %'
$$;
comment on function rungs_api.share_words is 'A share as a percentage, rounded down: 79.9 % never reads as 80 %.';
