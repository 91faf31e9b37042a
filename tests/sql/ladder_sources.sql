-- database: ladders
--
-- Every system of the articles is in the ladders that come with Rungs: a test for each, named after what the article says.
-- The first half counts rows by their codes, file, place and author; the second says what they do.

create temporary table piece as
select d.code as ladder, r.file, r.key collate "default" as code, r.cells, r.cells[cardinality(r.cells) - 1] as source, r.cells[cardinality(r.cells)] as author
from rungs.edition e
join rungs.ladder d on d.id = e.ladder_id
cross join lateral rungs_api.ladder_rows(e.id) r
where r.file not in ('measures', 'steps', 'mappings');
create temporary table article (author text, title text);
insert into article values
    ('Jackie Bavaro', 'The 3 Stages of a Product Manager''s Career'),
    ('Aakash Gupta with Ibrahim Bashir', 'From Associate to CPO: Decoding the Product Management Career Ladder'),
    ('Adam Kalsey', 'Product Manager Career Ladder'),
    ('ProductPlan', 'What is the Product Manager Career Path?'),
    ('Adam Fishman and Keya Patel', 'The Growing Specialization of Product Management'),
    ('Scott Judson', 'How to Become a Product Manager, Straight From a HubSpot PM'),
    ('Lenny Rachitsky and Jackie Bavaro', 'Becoming a senior Product Manager'),
    ('Fareed Mosavat and Casey Winters', 'Crossing the Canyon: Product Manager to Product Leader'),
    ('Connie Kwan', 'Kwan''s Hierarchy of Product Needs: The Four Levels of Product Managers');

-- Which rows by one author stand in a file at a place (a level, a model, a crossing, a kind of advice): these and no others.
create temporary table system (number integer generated always as identity, author text, says text, file text, place text, codes text);
insert into system (author, says, file, place, codes) values
    ('Jackie Bavaro', 'three stages', 'stages', 'three-stages', 'shipping_products product_strategy organization_excellence'),
    ('Jackie Bavaro', 'what shipping products asks of everybody in it', 'expectations', 'pm', 'pm_ship'),
    ('Jackie Bavaro', 'the whole lifecycle, from discovery to debrief', 'expectations', 'apm', 'apm_lifecycle'),
    ('Jackie Bavaro', 'a senior sets the strategy and the goals', 'expectations', 'senior_pm', 'senior_strategy_plan senior_goals'),
    ('Jackie Bavaro', 'the new responsibility across the first border', 'shifts', 'shipping_to_strategy', 'own_opportunities'),
    ('Jackie Bavaro', 'the new responsibilities across the second', 'shifts', 'strategy_to_organization', 'build_team company_advisor company_first'),
    ('Jackie Bavaro', 'within a stage: polish the craft, hear peers', 'advice', 'within', 'polish peer_feedback'),
    ('Jackie Bavaro', 'across: new responsibilities, hand over, the manager and the manager''s peers, a beginner again; Doshi''s matrix', 'advice', 'across', 'new_job hand_over manager_and_peers beginner_again scope_or_impact'),
    ('Aakash Gupta with Ibrahim Bashir', 'three phases', 'stages', 'three-phases', 'progressing_seniority leader_canyon executive'),
    ('Aakash Gupta with Ibrahim Bashir', 'the three demands of phase 1: impact, counterparts, documents', 'expectations', 'pm', 'pm_impact pm_counterparts pm_documents'),
    ('Aakash Gupta with Ibrahim Bashir', 'the same as advice', 'advice', 'within', 'more_impact good_neighbor fine_documents'),
    ('Aakash Gupta with Ibrahim Bashir', 'the five reasons for failing in phase 2', 'shifts', 'seniority_to_canyon', 'judged_by_team up_and_across meeting_days org_design less_context'),
    ('Aakash Gupta with Ibrahim Bashir', 'the three differences of phase 3', 'shifts', 'canyon_to_executive', 'wider_aperture investable_areas top_tenth'),
    ('Adam Kalsey', 'the associate is an apprentice', 'expectations', 'apm', 'apm_apprentice'),
    ('Adam Kalsey', 'the product manager', 'expectations', 'pm', 'pm_fit pm_operations pm_feature_money pm_reporting'),
    ('Adam Kalsey', 'the senior', 'expectations', 'senior_pm', 'senior_unknowns senior_combined_metrics'),
    ('Adam Kalsey', 'the director', 'expectations', 'director', 'director_roadmap director_alignment director_mentoring director_apm_program director_processes'),
    ('Adam Kalsey', 'the VP', 'expectations', 'vp', 'vp_vision vp_company_goals vp_departments vp_go_to_market vp_lifecycle'),
    ('Adam Kalsey', 'the chief product officer', 'expectations', 'cpo', 'cpo_portfolio cpo_money cpo_three_skills'),
    ('Adam Kalsey', 'associates are paired with seniors', 'advice', 'within', 'apprentice_pair'),
    ('Adam Kalsey', 'titles run ahead of the scope, or behind it', 'advice', 'across', 'title_and_scope'),
    ('ProductPlan', 'the associate', 'expectations', 'apm', 'apm_priorities apm_empathy apm_problem apm_listening apm_status apm_balance apm_what_and_why apm_metrics'),
    ('ProductPlan', 'the product manager', 'expectations', 'pm', 'pm_go_to pm_known_by_data pm_prioritize'),
    ('ProductPlan', 'the senior, and what it takes to become one', 'expectations', 'senior_pm', 'senior_benefit senior_operations senior_visible senior_decisions senior_communication senior_market senior_leads_pms'),
    ('ProductPlan', 'what it takes to become a director', 'shifts', 'strategy_to_organization', 'advice_source team_advocate'),
    ('ProductPlan', 'the director', 'expectations', 'director', 'director_consensus director_explains director_executives director_builds_team director_context director_data director_research'),
    ('ProductPlan', 'the VP', 'expectations', 'vp', 'vp_budget vp_shield vp_support vp_team_needs'),
    ('ProductPlan', 'the chief product officer', 'expectations', 'cpo', 'cpo_return cpo_long_view cpo_inspiring_goals cpo_motivation cpo_criteria'),
    ('Adam Fishman and Keya Patel', 'four kinds of work', 'work-types', null, 'feature growth scaling pmf_expansion'),
    ('Adam Fishman and Keya Patel', 'four specializations', 'specializations', null, 'core growth platform innovation'),
    ('Adam Fishman and Keya Patel', 'five skills that all of them need', 'dimensions', null, 'technical_and_data communication problem_solving user_understanding strategic_thinking'),
    ('Adam Fishman and Keya Patel', 'troubles of treating all alike: competing colleagues, focus fatigue', 'advice', 'within', 'like_with_like one_focus'),
    ('Adam Fishman and Keya Patel', 'tools that do not transfer, slow struggle, talent turmoil: five together', 'advice', 'across', 'tools_stay_behind slow_struggle proven_where'),
    ('Scott Judson', 'the entry', 'crossings', null, 'entry'),
    ('Scott Judson', 'four steps from inside', 'shifts', 'entry', 'whole_project side_problem track_record inside_application'),
    ('Lenny Rachitsky and Jackie Bavaro', 'strategy; autonomy and the trust it needs; nuance and the worries it hears', 'shifts', 'shipping_to_strategy', 'strategy_first autonomy earned_trust nuance hears_worries'),
    ('Fareed Mosavat and Casey Winters', 'the four shifts of the canyon', 'shifts', 'seniority_to_canyon', 'breadth train_others allocate create_scope'),
    ('Fareed Mosavat and Casey Winters', 'the trap of the best projects; strengths are the hardest to teach', 'advice', 'across', 'best_projects hard_to_teach'),
    ('Fareed Mosavat and Casey Winters', 'a leader gives the best project away, balances work, allocates, hears of trouble in time', 'expectations', 'lead_pm', 'lead_gives_away lead_mixed_work lead_allocation lead_signals'),
    ('Connie Kwan', 'four needs', 'stages', 'four-needs', 'shipping planning strategic strategic_partnering'),
    ('Connie Kwan', 'shipping', 'expectations', 'pm', 'pm_spec pm_engineers'),
    ('Connie Kwan', 'planning', 'expectations', 'senior_pm', 'senior_vision senior_market_fit senior_real_needs'),
    ('Connie Kwan', 'strategic, up to the VP', 'expectations', 'director', 'director_pathways'),
    ('Connie Kwan', 'strategic', 'expectations', 'vp', 'vp_paths'),
    ('Connie Kwan', 'strategic partnering', 'expectations', 'cpo', 'cpo_culture cpo_partners cpo_story'),
    ('Connie Kwan', 'horizon and risk of planning', 'shifts', 'shipping_to_planning', 'months_ahead fit_risk'),
    ('Connie Kwan', 'horizon and risk of the strategic', 'shifts', 'planning_to_strategic', 'goal_paths path_risk'),
    ('Connie Kwan', 'horizon and risk of partnering', 'shifts', 'strategic_to_partnering', 'funding_story culture_risk');
create function pg_temp.found(s system) returns text language sql as $$
    select string_agg(regexp_replace(p.code, '^.* ', ''), ' ' order by p.code)
    from piece p
    join article a on a.author = p.author and a.title = p.source
    where p.ladder = 'product-management' and p.file = s.file and p.author = s.author and (s.place is null or s.place in (p.cells[1], p.cells[2]))
$$;

select plan((select count(*)::integer + 38 from system));
select is(pg_temp.found(s), (select string_agg(c.code, ' ' order by case when s.file = 'stages' then s.place || ' ' || c.code else c.code end) from unnest(string_to_array(s.codes, ' ')) c (code)),
    s.author || ': ' || s.says)
from system s order by s.number;

create function pg_temp.cell(of_file text, word text, number integer, of_ladder text default 'product-management') returns text language sql as $$
    select p.cells[number] from piece p where p.ladder = of_ladder and p.file = of_file and p.code = word
$$;
-- Where a model has its borders: the moves along the ladder that are across.
create function pg_temp.borders(model text, of_ladder text default 'product-management') returns text language sql as $$
    select string_agg(f.code || ' ' || t.code, ', ' order by f.id)
    from rungs_api.move_on(current_date, now(), model, null) m
    join rungs.level f on f.id = m.level_id
    join rungs.level t on t.id = m.target_id
    join rungs.ladder d on d.id = f.ladder_id
    where d.code = of_ladder and m.is_across
$$;

-- Stage models.
select results_eq($$ select p.code, p.cells[3], p.author from piece p where p.file = 'stage-models' and p.ladder = 'product-management' order by p.cells[3] desc, p.code $$,
    $$ values ('three-stages', 'yes', 'Jackie Bavaro'), ('four-needs', 'no', 'Connie Kwan'), ('three-phases', 'no', 'Aakash Gupta with Ibrahim Bashir') $$, 'each of the three brings a model; Bavaro''s is the usual one');
select is(pg_temp.borders(b.model), b.moves, b.says)
from (values (1, 'three-stages', 'pm senior_pm, lead_pm director', 'Bavaro: the job changes at senior and at director'), (2, 'three-phases', 'senior_pm lead_pm, director vp', 'Gupta: it changes at leading people, and at the executives'),
             (3, 'four-needs', 'pm senior_pm, lead_pm director, vp cpo', 'Kwan: it changes with each need')) b (number, model, moves, says)
order by b.number;
select ok(pg_temp.cell('stages', g.code, 5) ~* g.words, 'what great means there: ' || g.code)
from (values (1, 'three-stages shipping_products', 'customers'), (2, 'three-stages product_strategy', 'strateg'), (3, 'three-stages organization_excellence', 'advi[cs]e'),
             (4, 'three-phases progressing_seniority', 'impact'), (5, 'three-phases leader_canyon', 'team'), (6, 'three-phases executive', 'invest'),
             (7, 'four-needs shipping', 'customer'), (8, 'four-needs planning', 'vision'), (9, 'four-needs strategic', 'paths'), (10, 'four-needs strategic_partnering', 'culture')) g (number, code, words)
order by g.number;

-- Voices: within a stage the manager and peers, across the manager and the manager's peers (Bavaro).
select results_eq($$ select v.move, string_agg(r.code, ' ' order by r.id) collate "default" from rungs_api.voice_on(now()) v join rungs.relation r on r.id = v.relation_id join rungs.ladder d on d.id = v.ladder_id and d.code = 'product-management' group by 1 order by 1 $$,
    $$ values ('across', 'manager manager_peer'), ('within', 'manager peer') $$, 'Bavaro: those are the voices that a move asks for');
select ok(pg_temp.cell('advice', 'scope_or_impact', 4) ~ 'Doshi' and pg_temp.cell('advice', 'scope_or_impact', 4) ~* 'scope' and pg_temp.cell('advice', 'scope_or_impact', 4) ~* 'impact', 'Bavaro: the matrix is Doshi''s');

-- Shifts: from what to what; the canyon's four have to be met.
select results_eq($$ select count(*), bool_and(p.cells[4]::float8 > 1 and p.cells[5] = 'yes') from piece p where p.file = 'shifts' and p.author = 'Fareed Mosavat and Casey Winters' and p.ladder = 'product-management' $$, $$ values (4::bigint, true) $$,
    'Mosavat and Winters: all four shifts have to be made, and count more than others');
select ok(pg_temp.cell('shifts', s.code, 6) ~* s.before and pg_temp.cell('shifts', s.code, 7) ~* s.after, 'Mosavat and Winters: ' || s.code)
from (values (1, 'breadth', 'depth', 'all|breadth'), (2, 'train_others', 'well|good', '(train|teach)ing others'), (3, 'allocate', 'resources|at hand', 'resources'), (4, 'create_scope', 'scope', 'scope for others')) s (number, code, before, after)
order by s.number;
select is_empty($$ select p.ladder, p.code from piece p where p.file = 'shifts' and p.ladder like 'product%' and num_nulls(p.cells[6], p.cells[7]) > 0 $$, 'every shift says from what to what');
select results_eq($$ select count(*), bool_and(p.cells[5] = 'yes') from piece p where p.file = 'shifts' and p.author = 'Connie Kwan' $$, $$ values (6::bigint, true) $$, 'Kwan: who does not take on horizon and risk does not cross');

-- Kinds of work and of people, one to one; skills.
select results_eq($$ select p.code, p.cells[3] from piece p where p.file = 'specializations' and p.ladder = 'product-management' order by 1 $$,
    $$ values ('core', 'feature'), ('growth', 'growth'), ('innovation', 'pmf_expansion'), ('platform', 'scaling') $$, 'Fishman and Patel: each specialization has its kind of work');
select results_eq($$ select p.ladder collate "default", string_agg(p.code, ' ' order by p.code) from piece p where p.file = 'dimensions' and p.cells[3] = 'yes' and p.ladder like 'product%' group by 1 order by 1 $$,
    $$ values ('product-management', 'communication problem_solving strategic_thinking technical_and_data user_understanding'), ('product-management-small', 'communication problem_solving strategic_thinking technical_and_data user_understanding') $$,
    'Fishman and Patel: the five skills are skills, and nothing else is');
select is_empty($$ select s.code from piece s where s.file = 'dimensions' and s.cells[3] = 'yes' and s.ladder = 'product-management'
    and (select count(distinct l.cells[2]) from piece l where l.file = 'expectations' and l.ladder = s.ladder and l.cells[3] = s.code) < 3 $$, 'Fishman and Patel: every skill is asked at several levels');

-- Entry.
select results_eq($$ select p.cells[2], p.cells[4] from piece p where p.file = 'crossings' and p.code = 'entry' and p.ladder = 'product-management' $$, $$ values (null, 'apm') $$, 'Judson: the entry leads onto the first rung');
select ok(pg_temp.cell('crossings', 'entry', 6) ~* 'talk to.*course.*side project.*failures.*story.*technical.*associate program.*apply', 'Judson: the seven steps from outside, in their order');

-- Levels: years, horizons, small companies.
select results_eq($$ select p.code, p.cells[5], p.cells[6] from piece p where p.file = 'levels' and p.ladder = 'product-management' and num_nonnulls(p.cells[5], p.cells[6]) > 0 order by p.cells[2] $$,
    $$ values ('apm', '0', null), ('vp', '10', null), ('cpo', '10', '20') $$, 'ProductPlan: usual years of experience');
select results_eq($$ select p.cells[1], p.cells[3] from piece p where p.file = 'scopes' and p.ladder = 'product-management' and p.cells[2] = 'horizon' and p.author = 'Connie Kwan' order by 1 $$, $$ values ('lead_pm', '3'), ('senior_pm', '3') $$,
    'Kwan: who plans decides three to six months ahead');
select results_eq($$ select p.cells[1], p.cells[3] from piece p where p.file = 'scopes' and p.ladder = 'product-management' and p.cells[2] = 'product_surface' order by array_position(array['pm', 'senior_pm', 'lead_pm', 'director', 'vp', 'cpo'], p.cells[1]) $$,
    $$ values ('pm', 'feature'), ('senior_pm', 'feature_set'), ('lead_pm', 'product'), ('director', 'product'), ('vp', 'product_line'), ('cpo', 'portfolio') $$, 'Kalsey: from a feature to the portfolio');
select is((select string_agg(p.code, ' ' order by p.cells[2]) from piece p where p.file = 'levels' and p.ladder = 'product-management'), 'apm pm senior_pm lead_pm director vp cpo', 'Kalsey''s six roles, and the lead whom Gupta adds');
select is((select string_agg(p.code, ' ' order by p.cells[2]) from piece p where p.file = 'levels' and p.ladder = 'product-management-small'), 'product_manager senior_product_manager head_of_product', 'Kalsey: a smaller company has two or three levels');
select is(pg_temp.borders('three-stages', 'product-management-small'), 'product_manager senior_product_manager, senior_product_manager head_of_product', 'each of which is another job');
select is(pg_temp.cell('advice', 'title_and_scope', 6, 'product-management-small'), 'Adam Kalsey', 'Kalsey: and titles that say little');

-- All of it.
select is_empty($$ select p.ladder, p.file, p.code from piece p left join article a on a.author = p.author and a.title = p.source where p.ladder like 'product%' and a.author is null $$, 'every row names an article and its author');
select is_empty($$ select a.author from article a where not exists (select from piece p where p.ladder = 'product-management' and p.author = a.author) $$, 'every article is named');
select is_empty($$ select p.ladder, p.cells[2] from piece p where p.file = 'expectations' group by 1, 2 having count(*) < 6 or not bool_or(p.cells[5] = 'yes') or count(distinct p.cells[3]) < 3 $$,
    'every level of every ladder has at least six expectations, in at least three dimensions, some of which have to be met');

select * from finish();
