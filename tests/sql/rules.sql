-- database: empty
--
-- The golden file of the rules: numbers, voices, strengths, relations, as design.md has them. Whoever changes
-- a rule changes a line here, and the line is seen in review.

select plan(6);

insert into rungs.ladder (code) values ('any');

select results_eq($$
    select r.position, r.code, r.unit, v.value
    from rungs.rule r
    left join rungs.rule_value v on v.rule = r.code
    order by r.position
$$, $$ values
    (1, 'points_contrary' collate "C", 'points', -2::float8),
    (2, 'points_emerging', 'points', 1),
    (3, 'points_solid', 'points', 2),
    (4, 'points_exemplary', 'points', 3),
    (5, 'full_months', 'months', 12),
    (6, 'window_months', 'months', 24),
    (7, 'aged_factor', 'factor', 0.5),
    (8, 'observer_cap', 'points', 3),
    (9, 'met_points', 'points', 4),
    (10, 'coverage_bar', 'share', 0.8),
    (11, 'near_coverage', 'share', 0.6),
    (12, 'near_gates', 'count', 2),
    (13, 'known_floor', 'share', 0.25),
    (14, 'level_months', 'months', 12),
    (15, 'sustained_within', 'months', 3),
    (16, 'sustained_across', 'months', 6),
    (17, 'settling_months', 'months', 6),
    (18, 'old_job_present', 'share', 0.6),
    (19, 'old_job_target', 'share', 0.2),
    (20, 'old_work_share', 'share', 0.8),
    (21, 'old_work_entries', 'count', 3),
    (22, 'group_floor', 'count', 4),
    (30, 'quorum_votes', 'count', 2),
    (31, 'quorum_share', 'share', 0.5),
    (32, 'conflict_levels', 'count', 100),
    (42, 'rating_1_least', 'share', 0),
    (43, 'rating_1_most', 'share', 1),
    (44, 'rating_2_least', 'share', 0),
    (45, 'rating_2_most', 'share', 1),
    (46, 'rating_3_least', 'share', 0),
    (47, 'rating_3_most', 'share', 1),
    (48, 'rating_4_least', 'share', 0),
    (49, 'rating_4_most', 'share', 1),
    (50, 'rating_5_least', 'share', 0),
    (51, 'rating_5_most', 'share', 1),
    (52, 'rating_6_least', 'share', 0),
    (53, 'rating_6_most', 'share', 1),
    (54, 'rating_7_least', 'share', 0),
    (55, 'rating_7_most', 'share', 1)
$$, 'the numbers that decide');

select is_empty($$
    select v.rule
    from rungs.rule_value v
    where v.ladder_id is not null
       or v.effective_on <> '-infinity'
       or v.recorded_at <> '-infinity'
       or v.superseded_at <> 'infinity'
$$, 'they hold for every ladder, since ever');

select results_eq($$
    select v.move, r.code
    from rungs.voice_rule v
    join rungs.relation r on r.id = v.relation_id
    where v.ladder_id is null and v.superseded_at = 'infinity'
    order by v.move desc, r.id
$$, $$ values
    ('within', 'manager' collate "C"),
    ('within', 'peer'),
    ('across', 'manager'),
    ('across', 'manager_peer')
$$, 'voices that have to be heard');

select results_eq($$
    select s.id::integer, s.code, s.rule from rungs.strength s order by s.id
$$, $$ values
    (1, 'contrary' collate "C", 'points_contrary' collate "C"),
    (2, 'emerging', 'points_emerging'),
    (3, 'solid', 'points_solid'),
    (4, 'exemplary', 'points_exemplary')
$$, 'strengths and the rule that values them');

select results_eq($$
    select r.code, r.is_self, r.is_outside from rungs.relation r order by r.id
$$, $$ values
    ('self' collate "C", true, false),
    ('manager', false, false),
    ('skip_manager', false, false),
    ('peer', false, false),
    ('manager_peer', false, false),
    ('direct_report', false, false),
    ('stakeholder', false, false),
    ('customer', false, true),
    ('metric', false, true)
$$, 'observers and how they stand to the person');

select results_eq($$
    select s.rule, s.value from rungs_api.rules_show('2026-06-15', null) s where s.unit = 'share'
$$, $$ values
    ('coverage_bar', 0.8::float8),
    ('near_coverage', 0.6),
    ('known_floor', 0.25),
    ('old_job_present', 0.6),
    ('old_job_target', 0.2),
    ('old_work_share', 0.8),
    ('quorum_share', 0.5),
    ('rating_1_least', 0),
    ('rating_1_most', 1),
    ('rating_2_least', 0),
    ('rating_2_most', 1),
    ('rating_3_least', 0),
    ('rating_3_most', 1),
    ('rating_4_least', 0),
    ('rating_4_most', 1),
    ('rating_5_least', 0),
    ('rating_5_most', 1),
    ('rating_6_least', 0),
    ('rating_6_most', 1),
    ('rating_7_least', 0),
    ('rating_7_most', 1)
$$, 'rules show says the same');

select * from finish();
