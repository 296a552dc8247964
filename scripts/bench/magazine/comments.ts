import type postgres from 'postgres'
import { places, type Size } from './size.ts'

/**
 * Writes comments in tens, seven that answer the article and three that answer one of those: a hundredth of all in
 * one thread, ten in another, the rest under the other articles, more under the newer.
 */
export async function writeComments(sql: postgres.Sql, { articles, comments, people }: Size): Promise<void> {
  const tens = Math.ceil(comments / 10)
  const longTens = Math.ceil(comments / 1_000)
  await sql`
    create unlogged table bench.tens as
    select ten, article, bench.article_id(article) as article_id,
      bench.article_at(article) + ten % 1000 * interval '50 minutes' as at
    from generate_series(0, ${tens - 1}::int) ten
    cross join lateral (
      select case when ten = 0 then ${places.shortThread.number}::bigint
        when ten <= ${longTens}::int then ${places.longThread.number}::bigint
        else 101 + floor(greatest(1, ${articles}::int - 100) * bench.chance('thread', ten) ^ 2)::bigint end as article
    ) under`
  await sql`
    insert into comments (id, article_id, person_id, parent_id, attached_to, depth, text, state, badge, likes, submission_id, created_at)
    select bench.id('comment', ten * 10 + n, at + n * interval '5 minutes'), article_id,
      bench.person_id(1 + floor(bench.chance('writer', ten * 10 + n) * ${people}::int)::bigint),
      case when n >= 7 then bench.id('comment', ten * 10 + (ten + n) % 7, at + (ten + n) % 7 * interval '5 minutes') end,
      case when n >= 7 then bench.id('comment', ten * 10 + (ten + n) % 7, at + (ten + n) % 7 * interval '5 minutes') end,
      case when n >= 7 then 1 else 0 end,
      repeat('A reader of ' || bench.made_up(ten * 10 + n) || ' has read this twice and would add something to it. ', 1 + (ten + n * 3) % 7),
      case when article < 100 or n < 7 or ten % 25 > 2 then 'published' else (array['held','rejected','deleted'])[1 + ten % 25] end,
      case when n % 4 = 0 then 'patron' else 'supporter' end,
      floor(bench.chance('likes', ten * 10 + n) ^ 3 * 40),
      md5('submission ' || (ten * 10 + n))::uuid, at + n * interval '5 minutes'
    from bench.tens, generate_series(0, 9) n`
  await sql`
    update comments set replies = answered.shown from (
      select attached_to as id, count(*) as shown from comments where state = 'published' and attached_to is not null group by 1
    ) answered where comments.id = answered.id`
  await sql`
    insert into comment_counts (article_id, published, held)
    select article.id, coalesce(published, 0), coalesce(held, 0)
    from articles article
    left join (
      select article_id, count(*) filter (where state = 'published') as published, count(*) filter (where state = 'held') as held
      from comments group by article_id
    ) counted on counted.article_id = article.id`
  // Of forty comments one was reported, some of those wait; of twenty one was decided on; of a hundred one is a newcomer's.
  await sql`
    insert into comment_reports (id, comment_id, revision, person_id, reason, explanation, reported_at, decided_at, outcome)
    select gen_random_uuid(), id, 1, bench.person_id(1 + (n % ${people}::int)), 'abuse', '', created_at + interval '1 hour',
      case when n % 400 = 0 then null else created_at + interval '2 hours' end, case when n % 400 = 0 then null else 'declined' end
    from (select id, created_at, row_number() over (order by id) as n from comments) numbered where n % 40 = 0`
  await sql`
    insert into moderation_log (id, comment_id, person_id, actor_id, action, revision, at)
    select gen_random_uuid(), id, person_id, bench.person_id(1 + (n % 5)), 'approved', 1, created_at + interval '2 hours'
    from (select id, person_id, created_at, row_number() over (order by id) as n from comments) numbered where n % 20 = 0`
  await sql`
    insert into newcomer_comments (comment_id, at)
    select id, created_at from (select id, created_at, row_number() over (order by id) as n from comments) numbered where n % 100 = 0`
}
