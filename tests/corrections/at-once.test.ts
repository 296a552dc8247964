import { sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { saveArticle } from '#lib/articles/commands.ts'
import { lockCase } from '#lib/cases/internal/move.ts'
import { setCaseArticle } from '#lib/cases/working.ts'
import { inTransaction } from '#lib/context.ts'
import { publishCorrection } from '#lib/corrections/publish.ts'
import { anArticle, byTest } from '#tests/articles/draft-article.ts'
import { asSeen, plantCase, seen } from '#tests/cases/planted-case.ts'
import { testContext } from '#tests/support/context.ts'
import { makePerson } from '#tests/support/factories.ts'
import { correctionOf } from './asked.ts'

const ctx = await testContext({ now: new Date() })

/** Until so many transactions of this database wait for a lock. */
async function waiting(many: number): Promise<void> {
  const found = async () => {
    const rows = await ctx.db.execute(
      sql`select count(*)::int as found from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`,
    )
    return z.array(z.object({ found: z.int() })).parse([...rows])[0]?.found
  }
  await expect.poll(found, { timeout: 20_000 }).toBe(many)
}

it('publishing from a case, and saying that the case is about that article, are both done at once', async () => {
  const editor = await makePerson(ctx, { roles: ['managing_editor'] })
  const { id: articleId } = await saveArticle(ctx, anArticle({ slug: 'at-once' }), byTest)
  const caseId = await plantCase(ctx)
  const before = await seen(ctx, caseId)
  const [locked, release] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const holding = inTransaction(ctx, async (tx) => {
    await lockCase(tx, caseId)
    locked.resolve()
    await release.promise
  })
  await locked.promise
  const about = setCaseArticle(ctx, editor, { ...before, typed: 'at-once' })
  await waiting(1)
  const correction = publishCorrection(ctx, correctionOf(articleId, editor.id, { caseId }))
  await waiting(2)
  release.resolve()
  const [, ...both] = await Promise.allSettled([holding, about, correction])
  expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled'])
  expect(await asSeen(ctx, caseId)).toMatchObject({ state: 'published', article: { id: articleId } })
})
