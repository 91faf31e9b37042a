-- Asking for feedback. No mail is sent: a request is a text to paste and a link that opens a mail.

create function rungs_api.percent_encoded(value text) returns text
language sql immutable as $$
    select coalesce(string_agg(
        case when get_byte(b.bytes, n) in (45, 46, 95, 126) or chr(nullif(get_byte(b.bytes, n), 0)) ~ '^[0-9A-Za-z]$' and get_byte(b.bytes, n) < 128
             then chr(get_byte(b.bytes, n))
             else '%' || upper(lpad(to_hex(get_byte(b.bytes, n)), 2, '0')) end, '' order by n), '')
    from (select convert_to(replace(replace(value, e'\r', ''), e'\n', e'\r\n'), 'UTF8') as bytes) b
    cross join lateral generate_series(0, length(b.bytes) - 1) n
$$;
comment on function rungs_api.percent_encoded is 'Text in a link (RFC 3986): all but unreserved characters as bytes of UTF-8; a line ends with %0D%0A (RFC 6068).';

create function rungs_api.mailto(address text, subject text, body text) returns text
language sql immutable as $$
    select format('mailto:%s?subject=%s&body=%s',
                  coalesce((select string_agg(rungs_api.percent_encoded(p.part), '@' order by p.n)
                            from unnest(string_to_array(address, '@')) with ordinality p (part, n)), ''),
                  rungs_api.percent_encoded(subject), rungs_api.percent_encoded(body))
$$;
comment on function rungs_api.mailto is 'A link that opens a mail (RFC 6068); without an address the sender fills it in.';

create function rungs_api.shell_word(value text) returns text
language sql immutable as $$
    select case when value ~ '^[A-Za-z0-9_.,@%+=/-]+$' then value else '''' || replace(value, '''', '''\''''') || '''' end
$$;
comment on function rungs_api.shell_word is 'A word as a shell takes it.';

create function rungs_api.request_text(number integer, day date, seen timestamptz)
returns table (address text, subject text, body text)
language sql stable as $$
    select s.email,
           format('Your feedback on %s', r.name),
           array_to_string(array[
               format('Hello %s,', s.name), '',
               format('what have you seen of %s that speaks for this, or against it?', r.name), '',
               format('"%s"', x.sentence), '',
               nullif(q.note, ''), case when q.note <> '' then '' end,
               'One thing that happened is enough: what was done, when, and what came of it.',
               'Answer this message, or log it yourself:', '',
               -- In two lines of a shell, so that a narrow window does not break it elsewhere.
               format(e'    rungs evidence add --person %s --expectation %s \\',
                      rungs_api.shell_word(coalesce(p.employee_id, p.email)), k.code),
               format('        --observer %s --relation %s --strength solid --summary ''...''',
                      rungs_api.shell_word(coalesce(o.employee_id, o.email)),
                      coalesce(l.line, 'stakeholder')), '',
               format('The strength is contrary, emerging, solid or exemplary. (Request %s)', q.id)], e'\n')
    from rungs.request q
    join rungs.person p on p.id = q.person_id
    join rungs.person o on o.id = q.asked_id
    join rungs.expectation k on k.id = q.expectation_id
    join rungs.expectation_text x on x.edition_id = q.edition_id and x.expectation_id = q.expectation_id
    left join rungs_api.roster_on(day, seen) r on r.person_id = q.person_id
    left join rungs_api.roster_on(day, seen) s on s.person_id = q.asked_id
    left join lateral rungs_api.relation_on(q.asked_id, q.person_id, day, seen) l on true
    where q.id = number
$$;
comment on function rungs_api.request_text is 'A request in words, for a mail or a chat.';

create function rungs_api.request_check(person integer, seer integer, expectation integer, note text, day date, seen timestamptz)
returns void
language plpgsql volatile as $$
declare
    missing text;
    twice record;
begin
    select coalesce(r.name, e.email, e.employee_id) into missing
    from unnest(array[person, seer]) with ordinality w (id, n)
    join rungs.person e on e.id = w.id
    left join rungs_api.roster_on(day, seen) r on r.person_id = w.id
    where not exists (select from rungs_api.employed_on(day, seen) h where h.person_id = w.id)
    order by w.n
    limit 1;
    if missing is not null then
        raise exception using errcode = 'RG003', message = format('%s does not work here', missing),
            hint = 'Feedback is asked about people who work here, of people who do.';
    end if;
    if person = seer then
        raise exception using errcode = 'RG003',
            message = format('%s would be asked about themselves', (select r.name from rungs_api.roster_on(day, seen) r where r.person_id = person)),
            hint = 'Ask somebody else: ''rungs evidence gaps'' names a few.';
    end if;
    perform rungs_api.text_check('note', note, 1000, false, 'Say it shorter, so that it fits into a link: --note ''...''');
    perform rungs_api.evidence_ladder_check(expectation, person, day, seen);
    -- By the clock on the wall: somebody may have asked since this transaction began, while it waited.
    select q.request_id, q.asked_on into twice
    from rungs_api.request_on(day, clock_timestamp()) q
    where q.person_id = person
      and q.asked_id = seer
      and q.expectation_id = expectation
      and q.state = 'open'
    limit 1;
    if twice.request_id is not null then
        raise exception using errcode = 'RG003', message = format('request %s asks that since %s', twice.request_id, twice.asked_on),
            hint = format('It is open: rungs evidence request close %s --reason ''...'' gives it up.', twice.request_id);
    end if;
end
$$;
comment on function rungs_api.request_check is 'Refuses a request that makes no sense: of oneself, of or about leavers, for another ladder, twice.';

create function rungs_api.request_add(about text, asked text, against text, note text)
returns table (
    request integer, person text, asked_person text, email text, expectation text, asked_on date, text text, mailto text)
language plpgsql volatile as $$
#variable_conflict use_column
declare
    clock record := rungs_api.clock(null, null);
    who integer := rungs_api.person_find(about, clock.day, clock.seen);
    seer integer := rungs_api.person_find(asked, clock.day, clock.seen);
    what integer := rungs_api.expectation_find(against, who, clock.day, clock.seen);
    said text := btrim(coalesce(note, ''), e' \t\r\n');
    number integer;
begin
    -- Two who ask the same at once wait for each other here.
    perform from rungs.person p where p.id = seer for no key update;
    perform rungs_api.request_check(who, seer, what, said, clock.day, clock.seen);
    insert into rungs.request (person_id, asked_id, expectation_id, edition_id, asked_on, recorded_by, note)
    select who, seer, what, e.edition_id, clock.day, rungs_api.account_id(), said
    from rungs.expectation x
    join rungs_api.edition_on(clock.day, clock.seen) e on e.ladder_id = x.ladder_id
    where x.id = what
    returning id into number;
    return query
    select number, r.name, s.name, s.email, x.code, clock.day, t.body, rungs_api.mailto(t.address, t.subject, t.body)
    from rungs_api.request_text(number, clock.day, clock.seen) t
    join rungs.expectation x on x.id = what
    left join rungs_api.roster_on(clock.day, clock.seen) r on r.person_id = who
    left join rungs_api.roster_on(clock.day, clock.seen) s on s.person_id = seer;
end
$$;
comment on function rungs_api.request_add is 'rungs evidence request: asks a named person for feedback on an expectation, and gives the text to send.';

create function rungs_api.request_list(
    only_asked text, only_person text, only_manager text, only_number bigint, is_open boolean, is_all boolean, as_of date, as_seen_on date)
returns table (
    request integer, asked_on date, person text, employee_id text, asked text, email text, expectation text, state text,
    days integer, evidence bigint, reason text, note text, sentence text, text text, mailto text)
language plpgsql stable as $$
#variable_conflict use_column
declare
    clock record := rungs_api.clock(as_of, as_seen_on);
    one integer := case when only_person is not null then rungs_api.person_find(only_person, clock.day, clock.seen) end;
    seer integer := case when only_asked is not null then rungs_api.person_find(only_asked, clock.day, clock.seen) end;
    team integer[] := case when only_manager is not null then rungs_api.people_asked(null, only_manager, null, null, clock.day, clock.seen) end;
begin
    if is_open and is_all then
        raise exception using errcode = 'RG002', message = '--open and --all contradict each other', hint = 'Say one of them.';
    end if;
    if only_number is not null and not exists (select from rungs.request q where q.id = only_number) then
        raise exception using errcode = 'RG003', message = format('there is no request %s', only_number),
            hint = '''rungs evidence requests'' shows the numbers.';
    end if;
    return query
    select q.request_id, q.asked_on, r.name, p.employee_id, s.name, s.email, x.code, q.state,
           case when q.state = 'open' then clock.day - q.asked_on end, q.evidence_id, q.reason, q.note, j.sentence,
           t.body, case when t.body is not null then rungs_api.mailto(t.address, t.subject, t.body) end
    from rungs_api.request_on(clock.day, clock.seen) q
    join rungs.person p on p.id = q.person_id
    join rungs.expectation x on x.id = q.expectation_id
    join rungs.expectation_text j on j.edition_id = q.edition_id and j.expectation_id = q.expectation_id
    -- Texts are for the few that somebody looks at.
    left join lateral rungs_api.request_text(q.request_id, clock.day, clock.seen) t
           on q.state = 'open' and coalesce(one, seer, only_number) is not null
    left join rungs_api.roster_on(clock.day, clock.seen) r on r.person_id = q.person_id
    left join rungs_api.roster_on(clock.day, clock.seen) s on s.person_id = q.asked_id
    where (one is null or q.person_id = one)
      and (seer is null or q.asked_id = seer)
      and (team is null or q.person_id = any (team))
      and (only_number is null or q.request_id = only_number)
      and (is_all or only_number is not null or q.state = 'open')
    order by s.name, q.asked_on, q.request_id;
end
$$;
comment on function rungs_api.request_list is 'rungs evidence requests: who is asked what, the longest waiting first for each observer; with text and link where a person, an observer or a request is named.';

create function rungs_api.request_close(number bigint, why text)
returns table (request integer, person text, asked text, expectation text, state text, reason text)
language plpgsql volatile as $$
#variable_conflict use_column
declare
    clock record := rungs_api.clock(null, null);
    it record;
begin
    perform from rungs.request q where q.id = number for update;
    select q.request_id, q.state, q.evidence_id, q.closed_on into it
    from rungs_api.request_on(clock.day, clock_timestamp()) q
    where q.request_id = number;
    if it.request_id is null then
        raise exception using errcode = 'RG003', message = format('there is no request %s', number),
            hint = '''rungs evidence requests'' shows the numbers.';
    end if;
    if it.state = 'answered' then
        raise exception using errcode = 'RG003', message = format('request %s was answered by evidence %s', number, it.evidence_id),
            hint = 'There is nothing to close.';
    end if;
    if it.state = 'closed' then
        raise exception using errcode = 'RG003', message = format('request %s was closed on %s', number, it.closed_on),
            hint = 'Ask again when an answer is wanted after all: rungs evidence request.';
    end if;
    if coalesce(btrim(why), '') = '' then
        raise exception using errcode = 'RG003', message = 'closing a request needs a reason', hint = 'Say why: --reason ''...''';
    end if;
    perform rungs_api.text_check('reason', why, 1000, false, 'Say it in a few sentences.');
    update rungs.request q
    set closed_on = clock.day, closed_at = greatest(q.recorded_at, now()), closed_by = rungs_api.account_id(), reason = btrim(why)
    where q.id = number;
    return query
    select q.request_id, r.name, s.name, x.code, q.state, q.reason
    from rungs_api.request_on(clock.day, clock.seen) q
    join rungs.expectation x on x.id = q.expectation_id
    left join rungs_api.roster_on(clock.day, clock.seen) r on r.person_id = q.person_id
    left join rungs_api.roster_on(clock.day, clock.seen) s on s.person_id = q.asked_id
    where q.request_id = number;
end
$$;
comment on function rungs_api.request_close is 'rungs evidence request close: gives a request up, with the reason.';

create function rungs_api.request_lines(about text, asked text, against text, number bigint) returns table (line text)
language plpgsql volatile as $$
#variable_conflict use_column
declare
    clock record := rungs_api.clock(null, null);
    who integer := case when number is null then rungs_api.person_find(about, clock.day, clock.seen) end;
    seer integer := case when number is null then rungs_api.person_find(asked, clock.day, clock.seen) end;
    what integer := case when number is null then rungs_api.expectation_find(against, who, clock.day, clock.seen) end;
begin
    return query
    select l.line
    from (
        select max(q.request_id) as id
        from rungs_api.request_on(clock.day, clock.seen) q
        where q.state = 'open'
          and (q.request_id = number
           or (number is null and q.person_id = who and q.asked_id = seer and q.expectation_id = what))
    ) q
    cross join lateral rungs_api.request_text(q.id, clock.day, clock.seen) t
    cross join lateral unnest(string_to_array(t.body, e'\n')) with ordinality l (line, n)
    order by l.n;
end
$$;
comment on function rungs_api.request_lines is 'The text of an open request line by line, to be pasted.';
