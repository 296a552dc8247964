import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { inventory, leftOut } from '#lib/exports/inventory.ts'
import { writeExport } from '#lib/exports/write-export.ts'
import { ingestPicture } from '#lib/pictures/commands.ts'
import { projectFolder } from '#scripts/embedded/state.ts'
import { testContext } from '#tests/support/context.ts'
import { makeArticle } from '#tests/support/factories.ts'

const ctx = await testContext()
const guide = readFileSync(join(projectFolder, 'docs', 'exporting.md'), 'utf8')

test('every table there is stands in the inventory, and no other', async () => {
  const tables = z
    .array(z.object({ name: z.string() }))
    .parse([
      ...(await ctx.db.execute(
        sql`select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
      )),
    ])
  expect(tables.map(({ name }) => name).toSorted()).toEqual(Object.keys(inventory).toSorted())
})

test('every file that the inventory names is written, and no other', async () => {
  await makeArticle(ctx, { slug: 'the-eel' })
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><rect width="40" height="30"/></svg>'
  await ingestPicture(ctx, { from: { bytes: Buffer.from(svg) }, alt: 'A rectangle', isTrusted: true })
  const written = new Set<string>()
  const sink = {
    async file(name: string, content: string | Uint8Array | AsyncIterable<string | Uint8Array>) {
      if (typeof content !== 'string' && !(content instanceof Uint8Array)) for await (const _ of content);
      written.add(name.replace(/^articles\/.*\./, 'articles/*.').replace(/^pictures\/.*/, 'pictures/*'))
    },
  }
  await writeExport(ctx, sink, { withRevisions: true, withAddresses: true })
  const named = Object.values(inventory).flatMap((leaving) => ('files' in leaving ? leaving.files : []))
  expect([...written].toSorted()).toEqual([...new Set([...named, 'manifest.json'])].toSorted())
})

test('the guide names every file, and says of everything else why it does not leave', () => {
  const named = Object.values(inventory).flatMap((leaving) => ('files' in leaving ? leaving.files : []))
  for (const file of named)
    expect(guide).toContain(`\`${file.replace('articles/*', 'articles/SLUG').replace('/*', '/…')}\``)
  for (const why of Object.values(leftOut)) expect(guide).toContain(`- ${why}`)
})

test('secrets of webhooks stay', async () => {
  await ctx.db.execute(
    sql`insert into webhook_endpoints (id, url, events, secret, created_at) values (gen_random_uuid(), 'https://example.org/hook', '{article.published}', 'sealed-secret', now())`,
  )
  let text = ''
  const sink = {
    async file(name: string, content: string | Uint8Array | AsyncIterable<string | Uint8Array>) {
      if (typeof content === 'string' || content instanceof Uint8Array) return
      for await (const piece of content) text += `${name} ${String(piece)}`
    },
  }
  await writeExport(ctx, sink, { withRevisions: false, withAddresses: false })
  expect(text).toContain('https://example.org/hook')
  expect(text).not.toContain('sealed-secret')
})
