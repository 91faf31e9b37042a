-- Ratings: what the manager proposes, what members vote before they talk, and where the committee moves a case.

create function rungs_api.scale_words(it rungs.cycle) returns text
language sql stable as $$
    select 'Its ratings: ' || string_agg(r.value || ' ' || r.words, ', ' order by r.value) || '.'
    from rungs.cycle_rating r
    where r.cycle_id = it.id
$$;
comment on function rungs_api.scale_words is 'The scale of a cycle in a sentence.';

create function rungs_api.rating_check(it rungs.cycle, value integer) returns smallint
language plpgsql stable as $$
begin
    if not exists (select from rungs.cycle_rating r where r.cycle_id = it.id and r.value = rating_check.value) then
        perform rungs_api.cycle_refuse(format('%s is no rating of %s', value, it.code), rungs_api.scale_words(it));
    end if;
    return value;
end
$$;
comment on function rungs_api.rating_check is 'A rating of the scale of a cycle, or a refusal.';

create function rungs_api.rating_words(round integer, value integer) returns text
language sql stable as $$
    select r.value || ' ' || r.words from rungs.cycle_rating r where r.cycle_id = round and r.value = rating_words.value
$$;
comment on function rungs_api.rating_words is '4 does what the level asks.';

create function rungs_api.rating_set(nomination integer, of_kind text, rater integer, value smallint, reason text) returns void
language plpgsql volatile as $$
begin
    perform rungs_api.text_check('reason', reason, 2000, false, 'Say it in a few sentences.');
    update rungs.rating r
    set superseded_at = greatest(r.recorded_at, now())
    where r.nomination_id = nomination
      and r.kind = of_kind
      and (of_kind <> 'vote' or r.rated_by = rater)
      and r.superseded_at = 'infinity';
    insert into rungs.rating (nomination_id, kind, rated_by, value, reason, recorded_by)
    values (nomination, of_kind, rater, value, coalesce(btrim(reason), ''), rungs_api.account_id());
end
$$;
comment on function rungs_api.rating_set is 'Writes a rating; the one before stays on record.';

create function rungs_api.calibrate_vote(who text, value integer, for_member text, why text, round text)
returns table (person text, member text, vote integer, words text, votes integer, may_vote integer, needed integer)
language plpgsql volatile as $$
#variable_conflict use_column
declare
    it rungs.cycle := rungs_api.cycle_at(round, '{calibrating}');
    nomination integer := rungs_api.case_lock(it, who);
    me integer := rungs_api.me();
    voter integer := rungs_api.case_say(it, nomination, for_member, 'member');
    rating smallint := rungs_api.rating_check(it, calibrate_vote.value);
    present rungs_api.case_facts;
begin
    if me <> voter and not exists (
        select from rungs.committee_member c
        where c.cycle_id = it.id and c.person_id = me and c.is_chair and c.superseded_at = 'infinity') then
        perform rungs_api.cycle_refuse('nobody votes for somebody else',
            'Leave --member away. Only the chair, or a login that stands for nobody, writes down the votes of others.');
    end if;
    present := rungs_api.case_now(it, nomination);
    if present.set_aside is not null or present.outcome is not null then
        perform rungs_api.cycle_refuse(
            format('the case of %s is %s', present.person, case when present.outcome is null then 'set aside: ' || present.set_aside else 'decided: ' || present.outcome end),
            'There is nothing to vote on.');
    end if;
    if present.is_revealed then
        perform rungs_api.cycle_refuse(format('the votes on %s are revealed', present.person),
            'Votes are cast before the talk. What the talk changed is a move: rungs calibrate move PERSON --to RATING --reason TEXT.');
    end if;
    perform rungs_api.rating_set(nomination, 'vote', voter, rating, why);
    return query
    select c.person, rungs_api.name_on(voter, current_date, now()), rating::integer, r.words, c.votes, c.may_vote, c.needed
    from rungs_api.case_now(it, nomination) c
    join rungs.cycle_rating r on r.cycle_id = it.id and r.value = rating;
end
$$;
comment on function rungs_api.calibrate_vote is
    'rungs calibrate vote: one vote a member and case, changed as often as wanted until it is revealed. The chair, or a login that is no person, writes votes of others down; recorded_by keeps who did.';

create function rungs_api.calibrate_reveal(who text, every boolean, round text, rehearsed boolean default false)
returns table (
    person text, target text, votes integer, may_vote integer, median float8, lowest integer, highest integer, votes_for integer, votes_against integer,
    proposed integer, said text)
language plpgsql volatile as $$
#variable_conflict use_column
declare
    it rungs.cycle := rungs_api.cycle_at(round, '{calibrating}');
    cases integer[];
    one rungs_api.case_facts;
begin
    if rungs_api.me() not in (select c.person_id from rungs.committee_member c where c.cycle_id = it.id and c.superseded_at = 'infinity') then
        perform rungs_api.cycle_refuse(format('%s is not in the committee of %s', rungs_api.name_on(rungs_api.me(), current_date, now()), it.code),
            'Members reveal the votes, or a login that stands for nobody.');
    end if;
    if (who is null) = not every then
        perform rungs_api.cycle_refuse('one case is revealed, or all that have a quorum', 'Name a person, or say --all.');
    end if;
    if who is not null then
        cases := array[rungs_api.case_lock(it, who)];
        one := rungs_api.case_now(it, cases[1]);
        if one.is_revealed then
            perform rungs_api.cycle_refuse(format('the votes on %s are revealed already', one.person), '''rungs nominate show PERSON'' has them.');
        end if;
        if one.set_aside is not null then
            perform rungs_api.cycle_refuse(format('the case of %s is set aside: %s', one.person, one.set_aside), 'Nothing is revealed.');
        end if;
        if one.votes < one.needed then
            perform rungs_api.cycle_refuse(
                format('%s of %s votes that are needed on %s', one.votes, one.needed, one.person),
                coalesce((select 'To vote: ' || string_agg(rungs_api.name_on(v.member_id, current_date, now()), ', ' order by v.member_id) || '. '
                          from rungs_api.vote_on(it, cases, current_date, clock_timestamp()) v
                          where v.is_member and v.conflict is null and not v.has_voted), '')
                || 'Without a quorum a case can be deferred: rungs decide PERSON deferred.');
        end if;
    else
        -- In one order, so that two who do this do not wait for each other.
        perform from rungs.nomination n where n.cycle_id = it.id and n.superseded_at = 'infinity' order by n.id for no key update;
        cases := array(
            select c.nomination_id
            from (select clock_timestamp() as seen) k
            cross join lateral rungs_api.case_on(it, null, current_date, k.seen) c
            where c.state = 'to reveal');
    end if;
    insert into rungs.reveal (nomination_id, recorded_by)
    select n, rungs_api.account_id() from unnest(cases) n;
    return query
    -- What is taken back at once is nothing that everybody may see.
    select r.name, t.code, c.votes, c.may_vote, case when not rehearsed then c.median end, s.lowest::integer, s.highest::integer,
           case when not rehearsed then c.votes_for end, case when not rehearsed then c.votes_against end, c.proposed::integer, s.said
    from (select clock_timestamp() as seen) k
    cross join lateral rungs_api.case_on(it, array(select n.person_id from rungs.nomination n where n.id in (select k.id from unnest(cases) k (id))), current_date, k.seen) c
    join rungs.level t on t.id = c.target_id
    left join rungs_api.roster_on(current_date, now()) r on r.person_id = c.person_id
    cross join lateral (
        select min(v.value) as lowest, max(v.value) as highest,
               string_agg(format('%s %s%s', rungs_api.name_on(v.member_id, current_date, k.seen), v.value, coalesce(': ' || nullif(v.reason, ''), '')), e'\n'
                          order by v.value desc, v.member_id) as said
        from rungs_api.vote_on(it, array[c.nomination_id], current_date, k.seen) v
        where v.has_voted
          and not rehearsed) s
    order by case when not rehearsed then c.spread end desc, r.name, c.person_id;
end
$$;
comment on function rungs_api.calibrate_reveal is 'rungs calibrate reveal: the votes on a case, or on all that have a quorum, are open to everybody from now on; the widest spread first. Rehearsed (--dry-run): which cases, and not what the votes say.';

create function rungs_api.calibrate_move(who text, value integer, why text, by_whom text, round text)
returns table (person text, proposed integer, median float8, was integer, calibrated integer, words text, reason text)
language plpgsql volatile as $$
#variable_conflict use_column
declare
    it rungs.cycle := rungs_api.cycle_at(round, '{calibrating}');
    nomination integer := rungs_api.case_lock(it, who);
    mover integer := rungs_api.case_say(it, nomination, by_whom, 'by');
    rating smallint := rungs_api.rating_check(it, calibrate_move.value);
    before rungs_api.case_facts;
begin
    if coalesce(btrim(why), '') = '' then
        perform rungs_api.cycle_refuse('a move needs a reason', 'Say what the committee heard: --reason TEXT.');
    end if;
    before := rungs_api.case_now(it, nomination);
    if not before.is_revealed then
        perform rungs_api.cycle_refuse(format('the votes on %s are not revealed', before.person), 'First: rungs calibrate reveal PERSON.');
    end if;
    if before.outcome is not null then
        perform rungs_api.cycle_refuse(format('the case of %s is decided: %s', before.person, before.outcome),
            'First: rungs decide reopen PERSON --reason TEXT.');
    end if;
    if before.calibrated = rating then
        perform rungs_api.cycle_refuse(format('%s is at %s already', before.person, rungs_api.rating_words(it.id, rating)), 'There is nothing to move.');
    end if;
    perform rungs_api.rating_set(nomination, 'calibrated', mover, rating, why);
    return query
    select before.person, c.proposed::integer, c.median, before.calibrated::integer, rating::integer, s.words, btrim(why)
    from (select clock_timestamp() as seen) k
    join rungs.nomination n on n.id = nomination
    cross join lateral rungs_api.case_on(it, array[n.person_id], current_date, k.seen) c
    join rungs.cycle_rating s on s.cycle_id = it.id and s.value = rating;
end
$$;
comment on function rungs_api.calibrate_move is 'rungs calibrate move: the calibrated rating of a case with its reason, once the votes are open; every move stays on record.';
