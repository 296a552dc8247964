import type postgres from 'postgres'
import { writeCases } from './cases.ts'
import type { Size } from './size.ts'

/**
 * Writes people with what they gave and were given. Of every ten four never gave, one was given a membership, one has
 * lapsed; of every hundred one is in grace, one is ending.
 */
export async function writePeople(sql: postgres.Sql, { people }: Size): Promise<void> {
  await sql`
    create unlogged table bench.people as
    select n, bench.person_id(n) as id, bench.person_at(n) as at from generate_series(1, ${people}::int) n`
  await sql`
    insert into people (id, name, email, email_verified, mail_refused_at, created_at)
    select id, bench.made_up(n) || ' ' || bench.made_up(n * 1009), 'person' || n || '@example.org', at, case when n % 400 = 0 then timestamptz '2026-05-01' end, at
    from bench.people`
  await sql`insert into person_roles (person_id, role) select id, 'administrator' from bench.people where n = 1`
  await sql`
    insert into sessions (session_token, person_id, expires, created_at)
    select encode(sha256(convert_to('session ' || n, 'utf8')), 'hex'), id, timestamptz '2099-01-01', at from bench.people where n <= 2 or n % 10 = 0`
  await sql`
    insert into metered_readings (person_id, month, article_id, read_at)
    select id, '2026-11', bench.article_id(1 + (n * 7 + place) % 100), timestamptz '2026-11-20' from bench.people, generate_series(0, 2) place where n % 3 = 0`
  await writeMemberships(sql)
  await writeMoney(sql)
  await writeTraces(sql)
  await writeCases(sql)
}

async function writeMemberships(sql: postgres.Sql): Promise<void> {
  await sql`
    insert into membership_ledger (person_id, source, source_ref, tier, state, valid_from, valid_until, reason)
    select id, case when n % 10 = 1 then 'complimentary' when n % 100 = 2 then 'gift' else 'stripe' end, 'ref_' || n,
      case when n % 3 = 0 then 'patron' else 'supporter' end, state, at + step * interval '1 month',
      case when state in ('grace', 'ending') then timestamptz '2027-09-01' end, 'why'
    from bench.people
    cross join lateral (values (0, 'active'), (1, 'active'), (2, case when n % 10 = 3 then 'lapsed' when n % 100 = 4 then 'grace' when n % 100 = 5 then 'ending' else 'active' end)) history (step, state)
    where n % 10 not in (6, 7, 8, 9)
    order by step, n`
  await sql`
    insert into membership_spells (person_id, began_at, ended_at, tier, in_grace, beginning, lapses)
    select id, at + step * interval '40 days', case when step < 2 then at + (step + 1) * interval '40 days' when n % 10 = 3 then at + interval '150 days' end,
      case when n % 3 = 0 then 'patron' else 'supporter' end, n % 100 = 4 and step = 2, case when step = 0 then 'new' else 'returned' end, true
    from bench.people, generate_series(0, 2) step where n % 10 not in (6, 7, 8, 9)`
}

async function writeMoney(sql: postgres.Sql): Promise<void> {
  await sql`
    insert into subscriptions (stripe_subscription_id, person_id, status, tier, interval, amount, currency, current_period_end, collection_paused, grace_until, started_at, ended_at, fetched_at)
    select 'sub_' || n, id, case when n % 10 = 3 then 'canceled' when n % 100 = 4 then 'past_due' else 'active' end, case when n % 3 = 0 then 'patron' else 'supporter' end,
      case when n % 20 = 10 then 'year' else 'month' end, 500 + n % 1000, case when n % 4 = 0 then 'EUR' else 'GBP' end, timestamptz '2026-12-01', n % 1000 = 5,
      case when n % 100 = 4 then timestamptz '2026-12-09' end, at, case when n % 10 = 3 then at + interval '150 days' end, at
    from bench.people where n % 10 in (0, 3, 4, 5)`
  await sql`
    insert into donations (id, person_id, frequency, amount, currency, refunded, stripe_ref, stripe_subscription_id, paid_at)
    select bench.id('donation', n * 20 + month, paid_at), id, case when n % 10 = 2 then 'once' else 'month' end, 500 + n % 1000, case when n % 4 = 0 then 'EUR' else 'GBP' end,
      case when n % 500 = 0 then 500 else 0 end, 'in_' || n || '_' || month, case when n % 10 <> 2 then 'sub_' || n end, paid_at
    from bench.people
    cross join generate_series(0, 11) month
    cross join lateral (select timestamptz '2026-11-01' - month * interval '30 days' - n % 2600000 * interval '1 second' as paid_at) paid
    where n % 10 in (0, 3, 4, 5) or (n % 10 = 2 and month = 0)
    order by paid_at`
  await sql`
    insert into stripe_customers (stripe_customer_id, person_id, created_at) select 'cus_' || n, id, at from bench.people where n % 10 in (0, 2, 3, 4, 5)`
  await sql`
    insert into checkout_attempts (id, person_id, frequency, amount, currency, state, stripe_session_id, created_at, completed_at)
    select bench.id('attempt', n, at), id, 'month', 500, 'GBP', case when n % 10 = 9 then 'expired' else 'completed' end, 'cs_' || n, at, case when n % 10 <> 9 then at end
    from bench.people where n % 10 in (0, 2, 3, 4, 5, 9)`
  await sql`
    insert into gift_memberships (id, attempt_id, buyer_id, tier, months, giver_name, recipient_name, recipient_email, deliver_at, code, state, stripe_ref, paid_at, delivered_at, redeemed_by, redeemed_at, created_at)
    select bench.id('gift', n, at), bench.id('attempt', n, at), id, 'supporter', 12, 'A giver', 'A friend', 'friend' || n || '@example.org', at, 'code-' || n,
      'redeemed', 'pi_gift_' || n, at, at, bench.person_id(n + 2), at, at
    from bench.people where n % 50 = 0 and n % 10 = 0`
  await sql`
    insert into subscription_changes (id, person_id, stripe_subscription_id, kind, details, reason, state, created_at, settled_at)
    select bench.id('change', n, at), id, 'sub_' || n, case when n % 10 = 3 then 'cancel' else 'change' end, '{"amount": 500, "interval": "month", "tier": "supporter"}', 'because', 'done', at, at
    from bench.people where n % 10 in (3, 5)`
  await sql`
    insert into refund_requests (id, donation_id, amount, reason, state, stripe_refund_id, created_at, settled_at)
    select bench.id('refund', row_number() over (order by id), paid_at), id, 500, 'asked', 'done', 're_' || stripe_ref, paid_at, paid_at from donations where refunded > 0`
}

/** What is kept of what happened: mails, Stripe's events, the audit log. */
async function writeTraces(sql: postgres.Sql): Promise<void> {
  await sql`
    insert into mails (id, kind, recipient, data, dedupe_key, created_at, sent_at)
    select bench.id('mail', n, at), 'donation-thanks', 'person' || n || '@example.org', '{}', 'thanks ' || n, at, at from bench.people`
  await sql`
    insert into stripe_events (id, type, payload, state, received_at, settled_at)
    select 'evt_' || n, 'invoice.paid', jsonb_build_object('id', 'evt_' || n, 'data', repeat('x', 900)), case when n % 4000 = 0 then 'failed' when n % 10 = 0 then 'ignored' else 'applied' end, at, at
    from bench.people`
  await sql`
    insert into audit_log (id, actor, action, subject, details, at)
    select bench.id('audit', n, at), bench.person_id(1)::text, case n % 4 when 1 then 'gave a complimentary membership' else 'ended a complimentary membership' end, 'person ' || id, '{}', at
    from bench.people where n % 2 = 1`
}
