-- A ladder as files, small enough to be seen at once, and ways to change them: \i tests/support/ladder_files.sql
-- Needs tests/support/imports.sql.
--
-- Ladder sea: deck < mate < pilot (individual) and mate < captain < admiral (manager); pilot and captain share
-- rank 3, admiral includes captain. Default stage model ranks (hand: deck, mate; head: pilot, captain; fleet:
-- admiral), the other one is wages (paid: deck, mate; sworn: all others).

create function pg_temp.files(more jsonb default '{}') returns jsonb language sql as $$
    select jsonb '{
        "ladder": [{"code": "sea", "name": "Sea ladder", "profession": "sailing"}],
        "levels": [
            {"code": "deck", "rank": "1", "name": "Deckhand", "track": "individual", "next": "mate", "years_min": "0", "years_max": "2"},
            {"code": "mate", "rank": "2", "name": "Mate", "track": "individual", "next": "captain pilot"},
            {"code": "pilot", "rank": "3", "name": "Pilot", "track": "individual"},
            {"code": "captain", "rank": "3", "name": "Captain", "track": "manager", "horizon_months": "12", "next": "admiral"},
            {"code": "admiral", "rank": "4", "name": "Admiral", "track": "manager", "includes": "captain"}],
        "dimensions": [{"code": "craft", "name": "Craft"}, {"code": "people", "name": "People", "skill": "yes"}],
        "expectations": [
            {"code": "knots", "level": "deck", "dimension": "craft", "weight": "1", "must": "yes", "sentence": "Ties knots."},
            {"code": "watch", "level": "mate", "dimension": "craft", "weight": "2.5", "must": "no", "sentence": "Keeps a watch."},
            {"code": "chart", "level": "pilot", "dimension": "craft", "sentence": "Reads charts."},
            {"code": "crew", "level": "captain", "dimension": "people", "sentence": "Leads a crew."},
            {"code": "fleet", "level": "admiral", "sentence": "Leads a fleet."}],
        "measures": [{"code": "ship", "name": "Ship", "unit": "step"}, {"code": "hands", "name": "Hands", "unit": "people"}],
        "steps": [{"measure": "ship", "rank": "1", "code": "boat", "name": "Boat"}, {"measure": "ship", "rank": "2", "code": "brig", "name": "Brig"}],
        "scopes": [{"level": "captain", "measure": "ship", "minimum": "brig"}, {"level": "captain", "measure": "hands", "minimum": "12"}],
        "stage-models": [{"code": "ranks", "name": "Ranks", "default": "yes"}, {"code": "wages", "name": "Wages", "default": "no"}],
        "stages": [
            {"model": "ranks", "position": "1", "code": "hand", "name": "Hand", "great": "Works.", "levels": "deck mate"},
            {"model": "ranks", "position": "2", "code": "head", "name": "Head", "great": "Leads.", "levels": "pilot captain"},
            {"model": "ranks", "position": "3", "code": "fleet", "name": "Fleet", "great": "Plans.", "levels": "admiral"},
            {"model": "wages", "position": "1", "code": "paid", "name": "Paid", "great": "Is paid.", "levels": "deck mate"},
            {"model": "wages", "position": "2", "code": "sworn", "name": "Sworn", "great": "Is sworn.", "levels": "pilot captain admiral"}],
        "crossings": [
            {"code": "to_head", "model": "ranks", "from": "hand", "to": "head", "name": "To the helm"},
            {"code": "to_fleet", "model": "ranks", "from": "head", "to": "fleet", "name": "To the fleet"},
            {"code": "aboard", "model": "", "from": "", "to": "deck", "name": "Aboard"}],
        "shifts": [
            {"code": "trust", "crossing": "to_head", "weight": "", "must": "YES", "from": "own hands", "to": "other hands", "sentence": "Trusts."},
            {"code": "swim", "crossing": "aboard", "sentence": "Swims."}],
        "work-types": [{"code": "sail", "name": "Sail"}, {"code": "row", "name": "Row"}],
        "specializations": [{"code": "sailor", "name": "Sailor", "work_type": "sail"}, {"code": "rower", "name": "Rower", "work_type": "row"}],
        "advice": [{"code": "a1", "kind": "across", "position": "1", "text": "Let go."}, {"code": "a2", "kind": "across", "position": "2", "text": "Wait."}]}'
        || more
$$;

-- A row of a file with other cells, or one behind the last: changed('levels', 2, '{"rank": "5"}').
create function pg_temp.changed(file text, line integer, more jsonb, files jsonb default pg_temp.files()) returns jsonb language sql as $$
    select files || jsonb_build_object(file, jsonb_set(f.rows, array[(line - 2)::text], coalesce(f.rows -> (line - 2), '{}') || more))
    from (select coalesce(files -> file, '[]') as rows) f
$$;
-- A file without a row.
create function pg_temp.less(file text, line integer, files jsonb default pg_temp.files()) returns jsonb language sql as $$
    select files || jsonb_build_object(file, (files -> file) - (line - 2))
$$;
-- A file with its rows the other way round.
create function pg_temp.turned(file text, files jsonb default pg_temp.files()) returns jsonb language sql as $$
    select files || jsonb_build_object(file, (select jsonb_agg(r.value order by r.number desc) from jsonb_array_elements(files -> file) with ordinality r (value, number)))
$$;

-- What an import of these files would say; it is taken back.
create function pg_temp.said(files jsonb, effective date default null) returns text language plpgsql as $$
declare
    answer text;
begin
    answer := pg_temp.take('ladder', effective, files);
    raise exception using errcode = 'RG998';
exception when sqlstate 'RG998' then
    return answer;
end
$$;
-- The same, 'fine' when nothing is wrong.
create function pg_temp.tried(files jsonb, effective date default null) returns text language sql as $$
    select case when s.answer ~ '^(new|changed|unchanged|gone) [0-9]' then 'fine' else s.answer end
    from (select pg_temp.said(files, effective) as answer) s
$$;
-- What is wrong with these files, with the value and the hint: take() gives neither.
create function pg_temp.explained(files jsonb, effective date default null) returns text language plpgsql as $$
declare
    answer text;
begin
    perform pg_temp.tidy();
    perform rungs_api.import_begin('ladder');
    perform pg_temp.stage(k.key, k.value) from jsonb_each(files) k;
    perform rungs_api.import_ladder('ladder', repeat('0', 64), effective, '{}');
    select string_agg(format('%s: %s | %s', coalesce(p.value, '(empty)'), p.problem, p.hint), e'\n' order by p.file, p.line, p.column_name, p.problem)
    into answer
    from pg_temp.import_problem p;
    raise exception using errcode = 'RG998';
exception when sqlstate 'RG998' then
    return answer;
end
$$;

-- Rows of a test: files as they would be wrong, what is said, and files beside them that are right.
create temporary table tell (number integer generated always as identity, rule text, wrong jsonb, words text, fine jsonb);
