-- The impact of a cycle on groups of people, and the agreement of its committee.

create function rungs_api.persons_short(selected bigint, people bigint, best_selected bigint, best_people bigint, parts integer)
returns bigint
language sql immutable strict as $$
    -- Whole numbers, since a rate of exactly four fifths is enough.
    select case when best_people > 0
           then greatest((parts * best_selected * people + 5 * best_people - 1) / (5 * best_people) - selected, 0) end
$$;
comment on function rungs_api.persons_short is
    'How many more of a group would have had to be selected, the best group''s rate being what it is, for a rate of so many fifths of that one: 4 for the four-fifths rule, 5 for parity.';

create function rungs_api.calibrate_impact(only_cycle text, by_what text, as_of date, as_seen_on date)
returns table (
    per text, step text, name text, people bigint, selected bigint, rate float8, ratio float8, below_four_fifths boolean,
    p float8, short_four_fifths bigint, short_parity bigint)
language plpgsql stable as $$
#variable_conflict use_column
declare
    clock record := rungs_api.calibration_clock(only_cycle, as_of, as_seen_on);
    round integer := clock.round;
    by_asked text := coalesce(rungs_api.calibration_by(by_what, round, clock.seen), rungs_api.calibration_by_default(round, clock.seen));
begin
    return query
    with counted as materialized (
        select g.key, g.name, g.rank, count(*) as members, count(g.nomination_id) as nominated, count(g.outcome) as decided,
               count(*) filter (where g.outcome = 'promote') as promoted
        from rungs_api.calibration_grouped(round, by_asked, false, true, clock.day, clock.seen) g
        group by g.key, g.name, g.rank
    ), stepped as (
        select s.position, s.step, c.key, c.name, c.rank, s.people, s.selected,
               count(*) over (partition by s.position) as groups, sum(s.selected) over (partition by s.position) as selected_in_all
        from counted c
        cross join lateral (values
            (1, 'nominated, of everybody', c.members, c.nominated),
            (2, 'promoted, of those decided on', c.decided, c.promoted),
            (3, 'promoted, of everybody', c.members, c.promoted)) s (position, step, people, selected)
        where s.people > 0
          and (s.position < 3 or (select sum(d.decided) from counted d) > 0)
    ), best as (
        select distinct on (s.position) s.position, s.key, s.name, s.people, s.selected
        from stepped s
        order by s.position, s.selected / s.people::float8 desc, s.people desc, s.name
    )
    select by_asked, s.step, s.name, s.people, s.selected, s.selected / s.people::float8,
           s.selected / s.people::float8 / nullif(b.selected / b.people::float8, 0),
           rungs_api.persons_short(s.selected, s.people, b.selected, b.people, 4) > 0,
           case when s.key is distinct from b.key
                then rungs_api.fisher_exact(s.selected, s.people - s.selected, b.selected, b.people - b.selected) end,
           rungs_api.persons_short(s.selected, s.people, b.selected, b.people, 4),
           rungs_api.persons_short(s.selected, s.people, b.selected, b.people, 5)
    from stepped s
    join best b on b.position = s.position
    where s.groups > 1
      and s.selected_in_all > 0
    order by s.position, s.rank, s.name, s.key;
end
$$;
comment on function rungs_api.calibrate_impact is
    'Impact ratio: the rate of each group over that of the group with the highest; below four fifths is evidence of adverse impact (Uniform Guidelines on Employee Selection Procedures, 29 CFR 1607.4 D, 1978), p by Fisher''s exact test. Small groups are pooled; with one group there is nothing to compare.';

create function rungs_api.votes_are_open(round integer, seen timestamptz)
returns table (nomination_id integer)
language sql stable as $$
    select n.id
    from rungs.nomination n
    join rungs.reveal e on e.nomination_id = n.id
    where n.cycle_id = round
      and n.recorded_at <= seen
      and seen < n.superseded_at
      and e.recorded_at <= seen
$$;
comment on function rungs_api.votes_are_open is
    'The nominations whose votes everybody may see: those that were revealed. A case that is decided without that keeps its votes.';

create function rungs_api.calibration_vote(round integer, day date, seen timestamptz)
returns table (nomination_id integer, rated_by integer, value smallint)
language sql stable as $$
    select n.id, r.rated_by, r.value
    from rungs_api.votes_are_open(round, seen) o
    join rungs.nomination n on n.id = o.nomination_id and n.nominated_on <= day
    join rungs.rating r
      on r.nomination_id = n.id
     and r.kind = 'vote'
     and r.recorded_at <= seen
     and seen < r.superseded_at
$$;
comment on function rungs_api.calibration_vote is 'The votes on the cases of a cycle, as far as they are open to everybody.';

create function rungs_api.calibrate_agreement(only_cycle text, as_of date, as_seen_on date)
returns table (
    per text, name text, cases bigint, votes bigint, members bigint, ordinal_alpha float8, interval_alpha float8, reading text)
language plpgsql stable as $$
#variable_conflict use_column
declare
    clock record := rungs_api.calibration_clock(only_cycle, as_of, as_seen_on);
    round integer := clock.round;
begin
    return query
    with vote as (
        select g.per, g.name, v.nomination_id, v.rated_by, v.value, count(*) over (partition by g.per, g.name, v.nomination_id) as voices
        from rungs_api.calibration_vote(round, clock.day, clock.seen) v
        join rungs.nomination n on n.id = v.nomination_id
        join rungs.level t on t.id = n.target_id
        cross join lateral (values ('all', 'the whole cycle'), ('target', t.code)) g (per, name)
    ), gathered as (
        select v.per, v.name, count(distinct v.nomination_id) as cases, count(*) as votes, count(distinct v.rated_by) as members,
               array_agg(v.nomination_id) filter (where v.voices > 1) as units, array_agg(v.value::float8) filter (where v.voices > 1) as ratings
        from vote v
        group by v.per, v.name
    )
    select g.per, g.name, g.cases, g.votes, g.members, a.alpha, rungs_api.krippendorff_alpha(g.units, g.ratings, 'interval'),
           coalesce(rungs_api.alpha_words(a.alpha), 'nothing to compare')
    from gathered g
    cross join lateral (select rungs_api.krippendorff_alpha(g.units, g.ratings, 'ordinal') as alpha) a
    order by g.per, a.alpha nulls last, g.name;
end
$$;
comment on function rungs_api.calibrate_agreement is
    'How far the private votes agree: Krippendorff''s alpha over all cases and over those for one level; null when there is nothing to compare.';

create function rungs_api.calibrate_votes(only_cycle text, as_of date, as_seen_on date)
returns table (
    person text, employee_id text, target text, votes bigint, ratings text, lowest smallint, highest smallint, spread integer, deviation float8)
language plpgsql stable as $$
#variable_conflict use_column
declare
    clock record := rungs_api.calibration_clock(only_cycle, as_of, as_seen_on);
    round integer := clock.round;
begin
    return query
    select r.name, k.employee_id, t.code, v.votes, v.ratings, v.lowest, v.highest, (v.highest - v.lowest)::integer, v.deviation
    from (
        select x.nomination_id, count(*) as votes, string_agg(x.value::text, ' ' order by x.value) as ratings,
               min(x.value) as lowest, max(x.value) as highest, stddev_samp(x.value::float8) as deviation
        from rungs_api.calibration_vote(round, clock.day, clock.seen) x
        group by x.nomination_id
    ) v
    join rungs.nomination n on n.id = v.nomination_id
    join rungs.person k on k.id = n.person_id
    join rungs.level t on t.id = n.target_id
    left join rungs_api.roster_on(clock.day, clock.seen) r on r.person_id = n.person_id
    order by v.highest - v.lowest desc, v.deviation desc nulls last, r.name, n.person_id;
end
$$;
comment on function rungs_api.calibrate_votes is 'The votes on each case without the names of those who voted, the widest spread first.';
