import postgres from 'postgres'
import { z } from 'zod'
import { defaultPlans } from '#lib/membership/default-plans.ts'
import { writeArticles } from './articles.ts'
import { createChance, dropChance } from './chance.ts'
import { writeComments } from './comments.ts'
import { writePeople } from './people.ts'
import { writePictures } from './pictures.ts'
import type { Size } from './size.ts'

const indexesSchema = z.array(z.object({ schema: z.string(), name: z.string(), definition: z.string() }))

/**
 * Fills a migrated, empty database with a made-up magazine: the same one for the same size, whenever it is made. At full
 * size it takes some minutes.
 */
export async function generateMagazine(databaseUrl: string, size: Size): Promise<void> {
  const connect = () =>
    postgres(databaseUrl, {
      max: 1,
      onnotice: () => undefined,
      // What is written refers to what exists: the checks of foreign keys would take most of the time.
      connection: { session_replication_role: 'replica', synchronous_commit: 'off', maintenance_work_mem: '512MB' },
    })
  const [one, other] = [connect(), connect()]
  try {
    await createChance(one)
    const indexes = await dropIndexes(one)
    await writeOffers(one)
    await writePictures(one, size)
    // Two at once, for two cores. Comments count themselves by article, so they come after those.
    await Promise.all([writeArticles(one, size), writePeople(other, size)])
    const half = Math.ceil(indexes.length / 2)
    await writeComments(other, size)
    await dropChance(one)
    await Promise.all([createIndexes(one, indexes.slice(0, half)), createIndexes(other, indexes.slice(half))])
    // What autovacuum does in its own time.
    await one`vacuum analyze`
  } finally {
    await Promise.all([one.end({ timeout: 5 }), other.end({ timeout: 5 })])
  }
}

/** Making an index of a full table is much quicker than adding to it row by row; what guards uniqueness stays. */
async function dropIndexes(sql: postgres.Sql): Promise<string[]> {
  const indexes = indexesSchema.parse(
    await sql`
    select schemaname as schema, indexname as name, indexdef as definition
    from pg_indexes
    where schemaname = 'public' and not exists (select from pg_constraint where conname = indexname)
    order by indexname`,
  )
  for (const { schema, name } of indexes) await sql`drop index ${sql(schema)}.${sql(name)}`
  return indexes.map(({ definition }) => definition)
}

async function createIndexes(sql: postgres.Sql, definitions: string[]): Promise<void> {
  for (const definition of definitions) await sql.unsafe(definition)
}

/** What every magazine has: its name, what it sells, what it advertises. */
async function writeOffers(sql: postgres.Sql): Promise<void> {
  await sql`
    insert into settings (key, value) values ('magazine', ${sql.json({ name: 'Saltmarsh', tagline: 'A made-up weekly', publisher: 'The Saltmarsh Press' })})`
  for (const [index, { tier, interval, currency, minimum, suggested }] of defaultPlans.entries())
    await sql`
      insert into plans (id, tier, interval, currency, minimum, suggested)
      values (bench.id('plan', ${index}, '2016-01-01'), ${tier}, ${interval}, ${currency}, ${minimum}, ${suggested}::integer[])`
  await sql`
    insert into house_ads (id, advertiser, headline, text, link, starts_at, ends_at)
    select bench.id('ad', n, '2016-01-01'), 'Advertiser ' || n, 'Buy ' || bench.made_up(n), 'It is good and lasts.', 'https://example.org/' || n, '2016-01-01', '2099-01-01'
    from generate_series(1, 12) n`
}
