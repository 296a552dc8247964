import { newAddress } from './acts.ts'
import { withDatabase } from './desk.ts'

interface Planted {
  id: string
  article: string
  writer: string
  text: string
}

/** A comment that is published and asks nothing of anybody, by a supporter of its own. */
export async function plant(
  databaseUrl: string,
  name: string,
  state: 'published' | 'held' = 'published',
): Promise<Planted> {
  const writer = newAddress(name.toLowerCase().replace(/\W/g, ''))
  const text = `A word about the lift, ${crypto.randomUUID()}.`
  const [id, person] = [crypto.randomUUID(), crypto.randomUUID()]
  const article = await withDatabase(databaseUrl, async (sql) => {
    await sql`insert into people (id, email, name, email_verified, created_at) values (${person}, ${writer}, ${name}, now(), now())`
    await sql`insert into membership_ledger (person_id, source, source_ref, tier, state, valid_from, reason)
      values (${person}, 'complimentary', 'tests', 'supporter', 'active', now() - interval '1 day', 'For a test.')`
    const [row] = await sql`select id, slug from articles where slug = 'the-lift-engineers-theory-of-growth'`
    await sql`insert into comments (id, article_id, person_id, depth, text, state, badge, submission_id, created_at)
      values (${id}, ${row?.id}, ${person}, 0, ${text}, ${state}, 'supporter', ${crypto.randomUUID()}, now())`
    await sql`insert into comment_counts (article_id, published, held) values (${row?.id}, ${state === 'published' ? 1 : 0}, ${state === 'held' ? 1 : 0})
      on conflict (article_id) do update set published = comment_counts.published + excluded.published, held = comment_counts.held + excluded.held`
    return String(row?.slug)
  })
  return { id, article, writer, text }
}
