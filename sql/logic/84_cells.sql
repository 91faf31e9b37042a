-- What a cell of a spreadsheet says: blanks, days in all the ways they are written, names, words.

create function rungs_api.cell(value text) returns text
language sql immutable as $$
    select nullif(btrim(value, E' \t\r\n' || chr(160) || chr(8203)), '')
$$;
comment on function rungs_api.cell is 'A cell without the blanks around it; null when nothing is left.';

create function rungs_api.date_read(value text) returns date
language sql immutable as $$
    select case
        when value ~ '^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])$'
          or value ~ '^(19|20|21)[0-9]{2}-((0[13-9]|1[0-2])-(29|30)|(0[13578]|1[02])-31)$'
          or value ~ '^(19|20|21)([02468][048]|[13579][26])-02-29$' and value not in ('1900-02-29', '2100-02-29')
        then make_date(substr(value, 1, 4)::integer, substr(value, 6, 2)::integer, substr(value, 9, 2)::integer)
    end
$$;
comment on function rungs_api.date_read is 'A day written YYYY-MM-DD, null for anything else: the server itself would also take 01/02/2025 and tomorrow.';

create function rungs_api.name_turned(value text) returns text
language sql immutable as $$
    -- 'Ruiz, Ana' is Ana Ruiz; 'King, Martin, Jr.' and 'King Jr., Martin' are Martin King Jr.; 'King, Jr.' is left alone.
    select case
        when n.word !~ ',' then n.word
        when n.parts[2] ~* n.suffix and cardinality(n.parts) = 2 then n.word
        when cardinality(n.parts) = 2 then btrim(n.parts[2]) || ' ' || btrim(n.parts[1])
        when cardinality(n.parts) = 3 and n.parts[3] ~* n.suffix then btrim(n.parts[2]) || ' ' || btrim(n.parts[1]) || ' ' || btrim(n.parts[3])
        when cardinality(n.parts) = 3 and n.parts[2] ~* n.suffix then btrim(n.parts[3]) || ' ' || btrim(n.parts[1]) || ' ' || btrim(n.parts[2])
        else n.word end
    from (
        select w.word, string_to_array(w.word, ',') as parts, '^ *(jr|sr|ii|iii|iv|phd|md)[.]? *$' as suffix
        from (select regexp_replace(btrim(value), '[[:space:]]+', ' ', 'g') as word) w
    ) n
$$;
comment on function rungs_api.name_turned is 'A name with commas in it, in the order it is spoken.';

create function rungs_api.name_read(value text) returns text
language sql immutable as $$
    select case when value ~ ',|[[:space:]][[:space:]]' then rungs_api.name_turned(value) else value end
$$;
comment on function rungs_api.name_read is 'A name in the order it is spoken.';

create function rungs_api.id_in_name(value text) returns text
language sql immutable as $$
    select case when strpos(value, '(') > 0 then (regexp_match(value, '^.*[^[:space:]][[:space:]]*[(]([^()]*[0-9][^()]*)[)][[:space:]]*$'))[1] end
$$;
comment on function rungs_api.id_in_name is 'The employee id behind a name, as in Ana Ruiz (1001); null when there is none.';

create function rungs_api.name_without_id(value text) returns text
language sql immutable as $$
    select case when strpos(value, '(') = 0 or rungs_api.id_in_name(value) is null then value
           else regexp_replace(value, '[[:space:]]*[(][^()]*[)][[:space:]]*$', '') end
$$;
comment on function rungs_api.name_without_id is 'The name before an employee id in brackets.';

create function rungs_api.word_key(value text) returns text
language sql immutable as $$
    select btrim(regexp_replace(lower(value), '[^[:alnum:]]+', ' ', 'g'))
$$;
comment on function rungs_api.word_key is 'A word without letter case and punctuation.';

create function rungs_api.year_read(value text) returns integer
language sql immutable as $$
    select case when length(value) = 4 then value::integer
                when value::integer < 70 then 2000 + value::integer
                else 1900 + value::integer end
$$;
comment on function rungs_api.year_read is 'A year of four digits, or of two: 70 to 99 are of the last century.';

create function rungs_api.day_make(year integer, month integer, day integer) returns date
language sql immutable as $$
    select case when year between 1900 and 2199 and month between 1 and 12 and day between 1
                     and extract(day from make_date(greatest(1900, least(2199, year)), greatest(1, least(12, month)), 1) + interval '1 month' - interval '1 day')
           then make_date(year, month, day) end
$$;
comment on function rungs_api.day_make is 'A day of these numbers, null when there is none.';

create function rungs_api.date_parse(value text, day_first boolean) returns date
language plpgsql immutable as $$
declare
    part text[];
begin
    if value is null or value ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' then
        return rungs_api.date_read(value);
    end if;
    part := regexp_match(value, '^([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})([T ][0-9:.]+(Z|[+-][0-9:]+)?)?$');
    if part is not null then
        return rungs_api.day_make(part[1]::integer, part[3]::integer, part[4]::integer);
    end if;
    part := regexp_match(value, '^((?:19|20|21)[0-9]{2})([0-9]{2})([0-9]{2})$');
    if part is not null then
        return rungs_api.day_make(part[1]::integer, part[2]::integer, part[3]::integer);
    end if;
    part := regexp_match(value, '^([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})( [0-9:]+( ?[AaPp][Mm])?)?$');
    if part is not null then
        return rungs_api.day_make(rungs_api.year_read(part[4]),
            case when day_first then part[3] else part[1] end::integer, case when day_first then part[1] else part[3] end::integer);
    end if;
    part := regexp_match(lower(value), '^([0-9]{1,2})[. -]+([[:alpha:]]{3})[[:alpha:]]*[.]?[ ,-]+([0-9]{4}|[0-9]{2})$');
    if part is null then
        part := regexp_match(lower(value), '^([[:alpha:]]{3})[[:alpha:]]*[.]?[ -]+([0-9]{1,2})[ ,-]+([0-9]{4}|[0-9]{2})$');
        part := array[part[2], part[1], part[3]];
    end if;
    return rungs_api.day_make(rungs_api.year_read(part[3]), rungs_api.month_read(part[2]), part[1]::integer);
end
$$;
comment on function rungs_api.date_parse is
    'A day as HR systems write it: 2021-03-15 (also with a time), 2021/3/15, 20210315, 15.03.2021, 03/15/21, 15-Mar-2021, Mar 15, 2021; null for anything else.';

create function rungs_api.month_read(word text) returns integer
language sql immutable as $$
    select (array_position('{jan,feb,mar,apr,may,jun,jul,aug,sep,oct,nov,dec}'::text[],
        case word when 'mär' then 'mar' when 'mrz' then 'mar' when 'mai' then 'may' when 'okt' then 'oct' when 'dez' then 'dec' else word end))
$$;
comment on function rungs_api.month_read is 'The number of a month by its first three letters, English or German.';
