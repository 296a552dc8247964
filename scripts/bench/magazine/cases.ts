import type postgres from 'postgres'

/**
 * Writes what readers sent to the managing editor: every fourth person one case, one of fifty open still, each with four
 * entries in its record; every tenth led to a correction.
 */
export async function writeCases(sql: postgres.Sql): Promise<void> {
  await sql`
    create unlogged table bench.cases as
    select n, bench.id('case', n, at) as id, at, n % 200 = 0 as is_open, bench.article_id(1 + n % 5000) as article_id, bench.made_up(n) as word
    from bench.people where n % 4 = 0`
  await sql`
    insert into cases (id, kind, article_id, name, email, message, details, state, submission_id, received_at, due_at, acknowledged_at, decided_at, closed_at,
      changed_at, unread_since, owner_id, finding, search)
    select id, (array['correction','right_of_reply','republishing'])[1 + n % 3], case when n % 8 = 0 then article_id end, 'A reader', 'person' || n || '@example.org',
      'The bridge at ' || word || ' is older.', '{}', case when is_open then 'investigating' else 'closed' end, bench.id('submission', n, at), at, at + interval '28 days',
      at + interval '1 day', case when not is_open then at + interval '4 days' end, case when not is_open then at + interval '5 days' end, at + interval '5 days',
      case when n % 400 = 0 then at + interval '2 days' end, case when n % 12 = 0 then bench.person_id(1) end,
      case when not is_open then (array['upheld','partly_upheld','not_upheld'])[1 + n % 3] end, to_tsvector('magazine', 'A reader the bridge at ' || word || ' is older')
    from bench.cases`
  await sql`
    insert into case_events (id, case_id, kind, actor, person_id, text, details, at)
    select bench.id('case event', n * 4 + step, at + step * interval '1 day'), id, (array['received','letter_out','statement_asked','statement'])[step + 1],
      (array['reader','desk','desk','author'])[step + 1], case when step in (1, 2) then bench.person_id(1) end, 'The bridge at ' || word || ' is older.',
      case when step = 2 then jsonb_build_object('author', bench.id('author', n % 300, '2016-01-01')) else '{}' end, at + step * interval '1 day'
    from bench.cases, generate_series(0, 3) step order by n, step`
  await sql`
    insert into corrections (id, article_id, number, kind, note, severity, under_headline, prominence_reason, revision_before, revision_after, case_id, submission_id,
      published_by, published_at, guidance)
    select bench.id('correction', n, at), article_id, n, 'correction', 'The bridge is older.', 'minor', false, 'A detail.', 1, 1, id, bench.id('correction sent', n, at),
      bench.person_id(1), at + interval '5 days', '{}'
    from bench.cases where n % 40 = 0`
}
