import type postgres from 'postgres'

const someonesDraft = `(select id from articles a where state in ('draft', 'in_edit') and thrown_away_at is null and not exists
  (select 1 from article_authors w join authors u on u.id = w.author_id where w.article_id = a.id and u.person_id is not null)
  order by id limit 1)`

/** Whom or what most articles are by or about, which other journeys neither rename nor leave without a published one. */
const busiest = (table: 'authors' | 'topics', column: 'id' | 'slug') => {
  const [links, key] = table === 'authors' ? ['article_authors', 'author_id'] : ['article_topics', 'topic_id']
  return `select t.${column} from ${table} t join ${links} l on l.${key} = t.id join articles a on a.id = l.article_id
    where a.state = 'published' and t.merged_into is null group by t.id order by count(*) desc, t.slug limit 1`
}

/**
 * What addresses of tests/access name in braces, found in the demonstration. What is somebody's belongs to none of those
 * who ask.
 */
const found = {
  article: `select a.slug from articles a join comments c on c.article_id = a.id
    where a.state = 'published' and a.access = 'public' and a.comments = 'open' and c.state = 'published'
    order by a.slug, c.id limit 1`,
  comment: `select c.id from articles a join comments c on c.article_id = a.id
    where a.state = 'published' and a.access = 'public' and a.comments = 'open' and c.state = 'published'
    order by a.slug, c.id limit 1`,
  commenter: `select person_id from comments where person_id is not null order by id limit 1`,
  'supporters-article': `select slug from articles where state = 'published' and access = 'supporters' limit 1`,
  'someones-draft': someonesDraft,
  author: busiest('authors', 'slug'),
  'author-id': busiest('authors', 'id'),
  topic: busiest('topics', 'slug'),
  'topic-id': busiest('topics', 'id'),
  campaign: `select slug from campaigns where published_at is not null and ended_at is null limit 1`,
  'campaign-id': `select id from campaigns where published_at is not null and ended_at is null limit 1`,
  claim: `select id from claims order by id limit 1`,
  picture: `select id from pictures where created_by is null order by id limit 1`,
  'picture-hash': `select p.content_hash from pictures p join picture_uses u on u.picture_id = p.id
    join articles a on a.id = u.subject_id and a.state = 'published' where u.place = 'article_lead' limit 1`,
  'someones-donation': `select id from donations where person_id not in (select id from people where email like '%@saltmarsh.example')
    and refunded = 0 order by id limit 1`,
  giver: `select person_id from donations where person_id not in (select id from people where email like '%@saltmarsh.example')
    and refunded = 0 order by id limit 1`,
  'someones-sanction': `select id from sanctions limit 1`,
  case: `select id from cases order by number limit 1`,
  'open-case': `select id from cases where state not in ('closed', 'declined', 'merged') and kind = 'correction' order by number limit 1`,
  'open-enquiry': `select id from cases where state not in ('closed', 'declined', 'merged') and kind = 'republishing' order by number limit 1`,
  'case-with-file': `select case_id from case_files limit 1`,
  'case-file': `select id from case_files limit 1`,
  correction: `select id from corrections order by id limit 1`,
  licence: `select id from licences order by id limit 1`,
  archive: `select id from export_archives where state = 'done' limit 1`,
  ad: `select id from house_ads limit 1`,
  'inbox-event': `select id from stripe_events limit 1`,
  member: `select id from people where email = 'supporter@saltmarsh.example'`,
  colleague: `select id from people where email = 'moderator@saltmarsh.example'`,
} satisfies Record<string, string>

/**
 * Things the demonstration has none of, made far away in time, switched off or empty, so that no other journey meets them.
 * In this order: one may name another.
 */
const made = {
  'scheduled-front': `insert into front_arrangements (id, name, plan, starts_at, changed_at)
    select gen_random_uuid(), 'In a hundred years', plan, now() + interval '100 years', now() from front_arrangements limit 1
    returning id`,
  batch: `insert into book_batches (id, campaign_id, name, created_at, closed_at)
    select gen_random_uuid(), id, 'An empty batch', now(), now() from campaigns limit 1 returning id`,
  endpoint: `insert into webhook_endpoints (id, url, events, secret, off_since, off_because, created_at)
    values (gen_random_uuid(), 'https://nobody.example/hook', '{article.published}', '', now(), 'by_hand', now()) returning id`,
  event: `insert into webhook_events (id, type, body, dedupe_key, at)
    values (gen_random_uuid(), 'article.published', '{}', gen_random_uuid(), now()) returning id`,
  delivery: `insert into webhook_deliveries (id, event_id, endpoint_id, state, created_at)
    select gen_random_uuid(), e.id, p.id, 'failed', now() from webhook_events e, webhook_endpoints p
    where p.url = 'https://nobody.example/hook' order by e.at desc limit 1 returning id`,
  'someones-place': `insert into waiting_list (id, campaign_id, person_id, state, joined_at)
    select gen_random_uuid(), c.campaign_id, c.person_id, 'waiting', now() from claims c
    where not exists (select 1 from waiting_list w where w.person_id = c.person_id and w.campaign_id = c.campaign_id)
    order by c.id limit 1 returning id`,
  'someones-gift-link': `insert into gift_links (id, article_id, person_id, token_hash, most, created_at, expires_at)
    select gen_random_uuid(), a.id, p.id, gen_random_uuid(), 5, now(), now() + interval '1 day'
    from articles a, people p where a.access = 'supporters' and p.email = 'leaving@saltmarsh.example' limit 1 returning id`,
  'someones-preview-link': `insert into preview_links (id, article_id, token_hash, created_at, expires_at)
    values (gen_random_uuid(), ${someonesDraft}, gen_random_uuid(), now(), now() + interval '1 day') returning id`,
  'someones-remark': `insert into remarks (id, article_id, quote, text, person_id, created_at)
    select gen_random_uuid(), ${someonesDraft}, '', 'Is that so?', id, now() from people
    where email = 'leaving@saltmarsh.example' returning id`,
  'someones-comment-draft': `insert into comment_drafts (id, person_id, article_id, text, saved_at)
    select gen_random_uuid(), p.id, a.id, 'Not said yet.', now() from articles a, people p
    where a.state = 'published' and p.email = 'leaving@saltmarsh.example'
      and not exists (select 1 from comment_drafts d where d.article_id = a.id and d.person_id = p.id) limit 1 returning id`,
  'unused-picture': `insert into pictures (id, content_hash, file_name, media_type, width, height, colour, created_at, updated_at)
    values (gen_random_uuid(), md5(random()::text) || md5(random()::text), 'unused.png', 'image/png', 10, 10, '#777777', now(), now())
    returning id`,
} satisfies Record<string, string>

export type Examples = ReadonlyMap<string, string>

/** @throws when the demonstration has none of something */
export async function findExamples(sql: postgres.Sql): Promise<Examples> {
  const examples = new Map<string, string>()
  for (const [name, query] of [...Object.entries(made), ...Object.entries(found)]) {
    const [row] = await sql.unsafe(query).values()
    if (typeof row?.[0] !== 'string') throw new Error(`the demonstration has no ${name}`)
    examples.set(name, row[0])
  }
  // Of the shape of a signed one, by nobody.
  const id = crypto.randomUUID()
  return examples.set('forged', Buffer.from(`${id}.${id}`).toString('base64url'))
}

/** @param text with names in braces; `{new}` is another one each time. @throws when there is no such example */
export function fillIn(text: string, examples: Examples): string {
  return text.replace(/\{([a-z-]+)\}/g, (_, name: string) => {
    const value = name === 'new' ? crypto.randomUUID() : examples.get(name)
    if (value === undefined) throw new Error(`there is no example ${name}`)
    return value
  })
}
