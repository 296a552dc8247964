import { describe, expect, it } from 'vitest'
import { saveArticle } from '#lib/articles/commands.ts'
import { after, day } from '#lib/clock.ts'
import { publishCorrection } from '#lib/corrections/publish.ts'
import { allCorrections, correctionsOnFrontPage, spanOfCorrections } from '#lib/corrections/queries.ts'
import { anArticle, byTest } from '#tests/articles/draft-article.ts'
import { testContext } from '#tests/support/context.ts'
import { makePerson } from '#tests/support/factories.ts'
import { unpublishArticle } from '#tests/support/standing.ts'
import { correctionOf, facts } from './asked.ts'

// Nothing is dated back: these happen now.
const ctx = await testContext({ now: new Date() })
const personId = (await makePerson(ctx, { roles: ['managing_editor'] })).id

describe('the list of corrections', () => {
  it('goes on where a page ended, within a span, and names no article that was taken down', async () => {
    const { id: front } = await saveArticle(ctx, anArticle({ slug: 'front' }), byTest)
    const { id: other } = await saveArticle(ctx, anArticle({ slug: 'other' }), byTest)
    await publishCorrection(ctx, correctionOf(front, personId, { facts: { ...facts, frontPageDays: 2 } }))
    await publishCorrection(ctx, correctionOf(other, personId))
    for (let more = 0; more < 3; more += 1)
      await publishCorrection(ctx, correctionOf(other, personId, { revision: 2, replacements: [] }))
    const whole = await allCorrections(ctx, { limit: 100 })
    expect(whole).toHaveLength(5)
    expect(await correctionsOnFrontPage(ctx)).toHaveLength(1)
    const paged = []
    for (let last = whole[-1]; ;) {
      const page = await allCorrections(ctx, { limit: 2, before: last && { at: last.publishedAt, id: last.id } })
      if (page.length === 0) break
      paged.push(...page)
      last = page.at(-1)
    }
    expect(paged.map(({ id }) => id)).toEqual(whole.map(({ id }) => id))
    const none = { start: after(ctx.now, -2 * day), end: after(ctx.now, -day) }
    expect(await allCorrections(ctx, { limit: 5, span: none })).toEqual([])
    expect(await spanOfCorrections(ctx)).toEqual({ first: ctx.now, latest: ctx.now })
    await unpublishArticle(ctx, { articleId: front, personId })
    expect((await allCorrections(ctx, { limit: 100 })).filter(({ article }) => article === null)).toHaveLength(1)
    expect(await correctionsOnFrontPage(ctx)).toEqual([])
  })
})
