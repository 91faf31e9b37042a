-- Rows of files that need not be sent.
--
-- The client digests each row as it will be sent, with a key that comes from here, and leaves out a row whose digest is the
-- one that is kept for it: the same words were judged before, and nothing that they were judged by has changed since. The
-- digest is a filter and never a judge: when what was left out might matter after all, all rows are asked for.

create function rungs_api.import_filter(kind text, present text[], effective date, date_order text, is_full boolean)
returns table (key text, identity text, by_content boolean, is_usable boolean)
language plpgsql volatile as $$
declare
    judged_by text;
    reading rungs.roster_reading;
begin
    if kind = 'roster' then
        judged_by := rungs_api.roster_context(present, is_full);
        select r.* into reading from rungs.roster_reading r where r.context = judged_by;
        insert into pg_temp.import_reading values (judged_by, reading.day_first, reading.by_address);
        perform set_config('rungs.known_by', case when 'employee_id' = any (present) then 'employee_id' else 'email' end, true);
        return query
        select judged_by, current_setting('rungs.known_by'), false,
               -- What was judged as of a later day says nothing about an earlier one.
               coalesce(reading.effective_on <= coalesce(effective, current_date)
                        and (date_order is null or reading.day_first is null or reading.day_first = (date_order = 'dmy')), false);
    elsif kind = 'evidence' then
        -- A row that says what it said when it was logged says nothing new, whatever has become of the entry.
        perform set_config('rungs.known_by', 'external_id', true);
        return query
        select md5(concat_ws('|', (select s.secret from rungs.digest_secret s), kind, (select array_agg(c order by c) from unnest(present) c))),
               'external_id', true, exists (select from rungs.evidence_digest);
    end if;
end
$$;
comment on function rungs_api.import_filter is 'The key of the digests of a file''s rows, the column that says what they are about (by_content: or else the whole row does), and whether rows may be left out; no row: all are sent.';

create function rungs_api.import_known() returns table (number bigint, identity text, digest bigint)
language sql stable as $$
    select p.id::bigint, case current_setting('rungs.known_by') when 'email' then p.email else p.employee_id end, p.roster_digest
    from rungs.person p
    where p.roster_digest is not null
      and current_setting('rungs.known_by') in ('email', 'employee_id')
    union all
    select d.evidence_id, d.external_id, d.digest
    from rungs.evidence_digest d
    where current_setting('rungs.known_by') = 'external_id'
$$;
comment on function rungs_api.import_known is 'The digests that are kept.';

create function rungs_api.import_all_rows(reason text) returns void
language plpgsql stable as $$
begin
    raise exception using errcode = 'RG006', message = format('all rows are needed: %s', reason), hint = 'Type the command again.';
end
$$;
comment on function rungs_api.import_all_rows is 'Ends an import that was not sent every row and cannot do without; the program begins it anew and sends them.';
