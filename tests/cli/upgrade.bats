# Old databases walk the same way as new ones: from after each migration to the present, by `rungs db migrate`.
bats_require_minimum_version 1.5.0
load ../support/common.bash

setup_file() { database_make empty; }
teardown_file() { database_drop; }

# What a schema looks like: its columns, constraints and indexes, without what differs from run to run.
shape() {
    psql -XqAt -d "$1" <<'SQL'
select table_name, column_name, data_type, is_nullable, coalesce(column_default, '')
from information_schema.columns where table_schema = 'rungs' order by 1, 2;
select conrelid::regclass, conname, pg_get_constraintdef(oid)
from pg_constraint where connamespace = 'rungs'::regnamespace order by 1, 2;
select indexdef from pg_indexes where schemaname = 'rungs' order by 1;
select number, name, sha256 from rungs.migration order by 1;
select sha256 from rungs.logic;
SQL
}

@test "a database that stopped after any migration is brought to the present" {
    local files=(sql/migrations/*.sql) done
    local old=${RUNGS_DATABASE}_old
    for ((done = 1; done < ${#files[@]}; done++)); do
        createdb "$old"
        for file in "${files[@]:0:done}"; do
            local name=${file##*/}
            psql -XqAt -v ON_ERROR_STOP=1 -1 -d "$old" -f "$file"
            psql -XqAt -v ON_ERROR_STOP=1 -d "$old" -c "insert into rungs.migration (number, name, sha256, program)
                values ($((10#${name%%_*})), '${name%.sql}', '$(sha256sum <"$file" | cut -c 1-64)', 'test')"
        done
        run -3 rungs -d "$old" cycle list
        expect_in 'rungs db migrate' "$output"
        run -0 rungs -d "$old" db migrate
        diff <(shape "$old" | grep -v '|test$') <(shape "$RUNGS_DATABASE")
        run -0 rungs -d "$old" cycle list
        dropdb --force "$old"
    done
}

@test "a migration that was changed after it was applied is refused" {
    local old=${RUNGS_DATABASE}_changed
    createdb -T "$RUNGS_DATABASE" "$old"
    psql -XqAt -d "$old" -c "update rungs.migration set sha256 = repeat('0', 64) where number = 2"
    run -3 rungs -d "$old" db migrate
    expect_in '0002_ladders' "$output"
    dropdb --force "$old"
}

@test "two programs that migrate at once do it once" {
    local old=${RUNGS_DATABASE}_twice
    createdb "$old"
    rungs -d "$old" db init --quiet &
    rungs -d "$old" db migrate --quiet 2>/dev/null || : &
    wait
    run -0 rungs -d "$old" db migrate
    diff <(shape "$old") <(shape "$RUNGS_DATABASE")
    dropdb --force "$old"
}
