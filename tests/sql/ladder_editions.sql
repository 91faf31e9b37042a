-- database: empty
--
-- A changed ladder is an edition: from its day on, and known from the moment it was imported. Old evidence keeps its
-- sentence; what became of a code decides what its evidence counts for. From deck to mate four things of one weight are
-- asked by the first edition: helm, rope, stars, watch.

\i tests/support/imports.sql
\i tests/support/ladder_files.sql
\i tests/support/ladder_people.sql
select plan(63);

create function pg_temp.asking(codes text[], mappings jsonb default '[]') returns jsonb language sql as $$
    select pg_temp.files(jsonb_build_object('mappings', mappings, 'expectations',
        (select jsonb_agg(jsonb_build_object('code', c.code, 'level', 'mate', 'sentence', 'Does ' || c.code || '.')) from unnest(codes) c (code))
        || jsonb '[{"code": "chart", "level": "pilot", "sentence": "Reads charts."}, {"code": "crew", "level": "captain", "sentence": "Leads a crew."},
                   {"code": "fleet", "level": "admiral", "sentence": "Leads a fleet."}]'))
$$;
create function pg_temp.editions() returns text language sql as $$
    select string_agg(concat_ws(' ', e.number, e.effective_on), ', ' order by e.number) from rungs.edition e join rungs.ladder d on d.id = e.ladder_id where d.code = 'sea'
$$;

-- The first one, the same again, a dry run, another order.
create temporary table before as select pg_temp.everything() as state;
select is(pg_temp.tried(pg_temp.asking('{helm,rope,stars,watch}')), 'fine', 'an import that is taken back');
select is(pg_temp.everything(), b.state, 'leaves nothing') from before b;
select alike(pg_temp.take('ladder', null, pg_temp.asking('{helm,rope,stars,watch}')), 'new %', 'the first edition');
select is(pg_temp.editions(), '1 -infinity', 'holds since ever');
update before set state = pg_temp.everything();
select is(pg_temp.take('ladder', null, pg_temp.asking('{helm,rope,stars,watch}')), 'unchanged 39', 'the same files again: unchanged');
select is(pg_temp.take('ladder', '2026-05-01', pg_temp.asking('{helm,rope,stars,watch}')), 'unchanged 39', 'also from another day');
select is(pg_temp.take('ladder', null, pg_temp.turned('stages', pg_temp.turned('advice', pg_temp.asking('{helm,rope,stars,watch}')))), 'unchanged 39', 'rows with a position of their own may stand in any order');
select is(pg_temp.everything(), b.state, 'and not a row is written') from before b;
select is(pg_temp.tried(pg_temp.asking('{helm,rope,watch}'), '2026-05-01'), 'fine', 'a change that is taken back');
select is(pg_temp.everything(), b.state, 'leaves nothing') from before b;
savepoint first;
select is(pg_temp.take('ladder', '2026-05-01', pg_temp.asking('{rope,helm,stars,watch}')), 'changed 1, unchanged 39', 'another order of the expectations alone');
select is(pg_temp.planned(), 'changed order: helm rope stars watch chart crew fleet -> rope helm stars watch chart crew fleet', 'the plan says which');
select is(pg_temp.editions(), '1 -infinity, 2 2026-05-01', 'makes an edition');
rollback to first;
select is(pg_temp.said(pg_temp.turned(f.name, pg_temp.asking('{helm,rope,stars,watch}')), '2026-05-01'), 'changed 1, unchanged 39', 'so does that of ' || f.name)
from unnest('{levels,dimensions,measures,scopes,crossings,shifts,work-types,specializations}'::text[]) f (name);
select is(pg_temp.said(pg_temp.turned('stage-models', pg_temp.asking('{helm,rope,stars,watch}')), '2026-05-01'), 'changed 2, unchanged 39', 'and of stage models, which their stages follow');
rollback to first;

-- Evidence by the first edition.
select pg_temp.comes('mia', 'sea/deck', '2025-01-01');
select pg_temp.meets('mia', 'sea/watch', '2026-03-01'), pg_temp.meets('mia', 'sea/rope', '2026-03-01'), pg_temp.saw('mia', 'sea/helm', 'solid', 'boss', 'manager', '2026-03-01');
select is(pg_temp.asked('mia', '2026-04-30'), 'helm partial 2, rope met 4, stars unknown, watch met 4', 'what the first edition asks');
select results_eq($$ select a.coverage, a.known from pg_temp.answer('mia', '2026-04-30') a $$, $$ values (0.6250, 0.7500) $$, '(0.5 + 1 + 0 + 1) of 4, 3 of 4 known');

-- What has evidence does not go without a word.
update before set state = pg_temp.everything();
select is(pg_temp.tried(pg_temp.asking('{steer,stars,watch}'), '2026-05-01'),
e'mappings from: gone, and 2 entries of evidence were logged against it\nmappings from: gone, and one entry of evidence was logged against it', 'two that have evidence are gone');
select is(pg_temp.explained(pg_temp.asking('{rope,stars,watch}'), '2026-05-01'),
    'helm: gone, and one entry of evidence was logged against it | Give it a row in mappings.csv: what takes its place, or nothing in to when it retires.', 'each is named');
select is(pg_temp.tried(pg_temp.asking('{helm,rope,watch}'), '2026-05-01'), 'fine', 'one without evidence may go');
select is(pg_temp.tried(pg_temp.asking('{rope,stars,watch}', '[{"kind": "expectation", "from": "helm", "to": "watch"}]'), '2026-05-01'), 'fine', 'one that something takes the place of');
select is(pg_temp.tried(pg_temp.asking('{rope,stars,watch}', '[{"kind": "expectation", "from": "sea/helm", "to": ""}]'), '2026-05-01'), 'fine', 'one that retires');
select is(pg_temp.tried(pg_temp.changed('shifts', 4, '{"code": "helm", "crossing": "to_head", "sentence": "Takes the helm."}', pg_temp.asking('{rope,stars,watch}')), '2026-05-01'), 'fine', 'one that is a shift now');
select is(pg_temp.everything(), b.state, 'none of this writes a row') from before b;
create function pg_temp.helm_is(become text) returns text language plpgsql as $$
begin
    update rungs.evidence v set status_id = s.id, counted_since = null from rungs.evidence_status s where s.code = become and v.expectation_id = pg_temp.expectation('sea/helm');
    return pg_temp.tried(pg_temp.asking('{rope,stars,watch}'), '2026-05-01');
end
$$;
select is(pg_temp.helm_is('withdrawn'), 'fine', 'withdrawn evidence does not hold it');
select is(pg_temp.helm_is('superseded'), 'fine', 'nor does superseded');
select is(pg_temp.helm_is('disputed'), 'mappings from: gone, and one entry of evidence was logged against it', 'disputed does');
rollback to first;

-- The second edition, from May on: steer takes the place of helm, rope retires.
select pg_temp.comes('mia', 'sea/deck', '2025-01-01');
select pg_temp.meets('mia', 'sea/watch', '2026-03-01'), pg_temp.meets('mia', 'sea/rope', '2026-03-01'), pg_temp.saw('mia', 'sea/helm', 'solid', 'boss', 'manager', '2026-03-01');
select is(pg_temp.take('ladder', '2026-05-01', pg_temp.changed('expectations', 4, '{"sentence": "Keeps a night watch."}',
    pg_temp.asking('{steer,stars,watch}', '[{"kind": "expectation", "from": "helm", "to": "steer"}, {"kind": "expectation", "from": "rope", "to": ""}]'))),
    'new 3, changed 1, unchanged 36, gone 2', 'one new, two mappings, one changed, two gone');
select is(pg_temp.editions(), '1 -infinity, 2 2026-05-01', 'the second edition, from its day');
select results_eq($$ select c.line, c.action, c.who, c.old_value, c.new_value from rungs_api.import_changes(100) c where c.who like 'expectation _%' or c.who like 'mapping%' order by 2, 3 $$, $$ values
    (4, 'changed', 'expectation watch', 'Does watch.', 'Keeps a night watch.'), (null, 'gone', 'expectation helm', 'Does helm.', null), (null, 'gone', 'expectation rope', 'Does rope.', null),
    (2, 'new', 'expectation steer', null, 'Does steer.'), (2, 'new', 'mapping helm -> steer', null, 'steer'), (3, 'new', 'mapping rope', null, null) $$, 'the plan, old and new');
update before set state = pg_temp.everything();
select is(pg_temp.take('ladder', '2026-05-01', pg_temp.changed('expectations', 4, '{"sentence": "Keeps a night watch."}',
    pg_temp.asking('{steer,stars,watch}', '[{"kind": "expectation", "from": "helm", "to": "steer"}, {"kind": "expectation", "from": "rope", "to": ""}]'))), 'unchanged 40', 'the same files again: unchanged');
select is(pg_temp.everything(), b.state, 'and not a row is written') from before b;
select pg_temp.saw('mia', 'sea/steer', 'solid', 'boss', 'manager', '2026-05-02');
select results_eq($$ select v.observed_on, t.sentence from rungs.evidence v join rungs.expectation_text t on t.edition_id = v.edition_id and t.expectation_id = v.expectation_id
    where v.expectation_id in (pg_temp.expectation('sea/helm'), pg_temp.expectation('sea/steer')) order by 1 $$,
    $$ values (date '2026-03-01', 'Does helm.'), ('2026-05-02', 'Does steer.') $$, 'each entry keeps the sentence it was logged against');
create function pg_temp.hint(word text, day date) returns text language plpgsql as $$
declare
    answer text;
begin
    perform rungs_api.expectation_find(word, pg_temp.person('mia'), day, now());
    return 'found';
exception when sqlstate 'RG003' then
    get stacked diagnostics answer = pg_exception_hint;
    return answer;
end
$$;
select results_eq($$ select pg_temp.hint(w.word, w.day) from (values (1, 'helm', date '2026-04-30'), (2, 'helm', '2026-05-01'), (3, 'sea/helm', '2026-05-01'), (4, 'steer', '2026-05-01')) w (number, word, day) order by w.number $$,
    $$ values ('found'), ('It became steer.'), ('It became steer.'), ('found') $$, 'nothing is logged against a code that is gone: what it became is said');
select alike(pg_temp.hint('rope', '2026-05-01'), '%\ ''rungs ladder show'' lists them.', 'nor against one that retired');
select is(pg_temp.asked('mia', '2026-04-30'), 'helm partial 2, rope met 4, stars unknown, watch met 4', 'as of the last day of the first edition nothing has changed');
select is(pg_temp.asked('mia', '2026-05-10'), 'stars unknown, steer partial 3, watch met 4', 'from its day the second: one observer of helm and steer counts for 3 points together');
select results_eq($$ select a.coverage, a.known from pg_temp.answer('mia', '2026-05-10') a $$, $$ values (0.5833, 0.6667) $$, '(0 + 0.75 + 1) of 3, 2 of 3 known');
select is(pg_temp.idle('mia', '2026-05-10'), 'rope', 'what retired counts for nothing');
select pg_temp.saw('mia', 'sea/helm', 'emerging', 'peer', 'peer', '2026-03-02');
select is(pg_temp.asked('mia', '2026-05-10'), 'stars unknown, steer met 4, watch met 4', 'with a second voice on the old code it is met');
select is(pg_temp.asked('mia', '2026-05-10', 'sea@1'), 'helm partial 3, rope met 4, stars unknown, watch met 4', 'by the first edition, asked for on a later day, it is not');
select is(pg_temp.asked('mia', '2026-04-30', 'sea@2'), 'stars unknown, steer partial 3, watch met 4', 'nor by the second on a day before the entry about steer');
select is(pg_temp.asked('mia', '2026-05-10', seen => now() - interval '1 microsecond'), null, 'before anything was imported nothing was asked');

-- As seen on: the first edition was known since March, the second since 20 April, its mappings since then.
update rungs.edition e set recorded_at = case e.number when 1 then timestamptz '2026-03-01' else '2026-04-20' end;
update rungs.expectation_mapping m set recorded_at = '2026-04-20';
select is(pg_temp.asked('mia', '2026-05-10', seen => '2026-04-19'), 'helm partial 3, rope met 4, stars unknown, watch met 4', 'on the day before the import nobody knew of it');
select is(pg_temp.asked('mia', '2026-05-10', seen => '2026-04-20'), 'stars unknown, steer met 4, watch met 4', 'from then on it was known that May would bring it');
select is(pg_temp.asked('mia', '2026-04-30', seen => '2026-04-20'), 'helm partial 3, rope met 4, stars unknown, watch met 4', 'but April was April');
update rungs.expectation_mapping m set recorded_at = '2026-04-22';
select is(pg_temp.asked('mia', '2026-05-10', seen => '2026-04-21'), 'stars unknown, steer partial 2, watch met 4', 'a mapping that was not known yet did nothing');

-- The third edition: conn takes the place of steer, and so of helm. Named ahead, it does not act before its day.
select is(pg_temp.tried(pg_temp.asking('{conn,stars,watch}'), '2099-01-01'), 'mappings from: gone, and 3 entries of evidence were logged against it',
    'what counts for steer holds it: one entry of its own, two of helm');
select alike(pg_temp.take('ladder', '2099-01-01', pg_temp.asking('{conn,stars,watch}', '[{"kind": "expectation", "from": "steer", "to": "conn"}]')), 'new 2,%', 'the third edition lies ahead');
select is(pg_temp.asked('mia', '2026-05-10'), 'stars unknown, steer met 4, watch met 4', 'today steer is asked');
select results_eq($$ select d.day, string_agg(x.code, ' ' order by x.code) collate "default" from unnest(array[date '2098-12-31', '2099-01-01']) d (day)
    cross join lateral rungs_api.requirement_on(d.day, now(), null, null) r join rungs.expectation x on x.id = r.expectation_id where r.level_id = pg_temp.level('sea/deck') group by d.day order by 1 $$,
    $$ values (date '2098-12-31', 'stars steer watch'), ('2099-01-01', 'conn stars watch') $$, 'until its day');
select is(pg_temp.asked('mia', '2026-05-10', 'sea@3'), 'conn met 4, stars unknown, watch met 4', 'by the third edition all that was about helm and steer counts for conn');
select is(pg_temp.asked('mia', '2026-05-10', 'sea@2'), 'stars unknown, steer met 4, watch met 4', 'by the second it ends at steer');

-- A code that comes back speaks for itself again.
select alike(pg_temp.take('ladder', '2099-02-01', pg_temp.asking('{conn,helm,stars,watch}')), 'new 1,%', 'the fourth edition asks for helm again');
select is(pg_temp.asked('mia', '2026-05-10', 'sea@4'), 'conn partial 2, helm partial 3, stars unknown, watch met 4', 'evidence about helm counts for it, that about steer for conn');
select is(pg_temp.asked('mia', '2026-05-10', 'sea@3'), 'conn met 4, stars unknown, watch met 4', 'the third edition is what it was');

select * from finish();
