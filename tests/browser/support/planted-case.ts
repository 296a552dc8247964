import { newAddress } from './acts.ts'
import { withDatabase } from './desk.ts'

/** Sixteen letters: a word that nobody else has written. */
function ownWord(): string {
  return String.fromCodePoint(...[...crypto.getRandomValues(new Uint8Array(16))].map((byte) => 97 + (byte % 26)))
}

export interface PlantedCase {
  id: string
  reference: string
  /** Whoever wrote. */
  name: string
  email: string
  message: string
}

/**
 * A case whose address was confirmed just now, about an article of the demonstration.
 * @param given.dueDays days from now to its deadline
 */
export async function plantCase(
  databaseUrl: string,
  name: string,
  given: { dueDays?: number; slug?: string } = {},
): Promise<PlantedCase> {
  const { dueDays = 28, slug = 'the-lift-engineers-theory-of-growth' } = given
  const [id, event] = [crypto.randomUUID(), crypto.randomUUID()]
  const email = newAddress(name.toLowerCase().replace(/\W/g, ''))
  const message = `The lift was built in 2013, not in 2014: ${ownWord()}.`
  const reference = await withDatabase(databaseUrl, async (sql) => {
    const [row] = await sql`
      insert into cases (id, kind, article_id, name, email, message, details, submission_id, received_at, due_at, changed_at, unread_since, search)
      select ${id}, 'correction', (select id from articles where slug = ${slug}), ${name}, ${email}, ${message},
        ${sql.json({ passage: 'The lift was built in 2014.', evidence: 'My mother built it.' })}, ${crypto.randomUUID()},
        now(), now() + ${`${dueDays} days`}::interval, now(), now(), to_tsvector('magazine', ${`${name} ${message}`})
      returning number, extract(year from received_at at time zone 'UTC')::int as year`
    await sql`insert into case_events (id, case_id, kind, actor, text, at) values (${event}, ${id}, 'received', 'reader', ${message}, now())`
    return `SF-${row?.year}-${String(row?.number).padStart(4, '0')}`
  })
  return { id, reference, name, email, message }
}
