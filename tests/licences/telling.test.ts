import { like } from 'drizzle-orm'
import { v7 } from 'uuid'
import { describe, expect, it } from 'vitest'
import { mails } from '#db/schema/platform.ts'
import { saveArticle } from '#lib/articles/commands.ts'
import { publishCorrection } from '#lib/corrections/publish.ts'
import { licensedText } from '#lib/licences/text.ts'
import { anArticle, byTest } from '#tests/articles/draft-article.ts'
import { acceptLicence } from '#lib/licences/answers.ts'
import { after, day } from '#lib/clock.ts'
import { inTransaction } from '#lib/context.ts'
import { closeLicence } from '#lib/licences/offers.ts'
import { recordOf } from '#lib/licences/queries.ts'
import { tellLicensees } from '#lib/licences/tell-licensees.ts'
import { testContext } from '#tests/support/context.ts'
import { makeArticle, makePerson } from '#tests/support/factories.ts'
import { forFee, offered, postedTo } from './enquiries.ts'

const ctx = await testContext({ now: new Date() })

async function inForce(slug: string, given: Parameters<typeof offered>[1] = {}): Promise<string> {
  const id = await offered(ctx, { slug, ...given })
  await acceptLicence(ctx, { licenceId: id, name: 'Ines Corrigan' })
  return id
}

const changes = [{ before: 'It left at seven.', after: 'It left at six.' }]

describe('a correction is told', () => {
  it('to everybody who has the text, once, and to nobody else', async () => {
    const article = await makeArticle(ctx)
    const other = await makeArticle(ctx)
    const told = [await inForce(article.slug), await inForce(article.slug, { validUntil: after(ctx.now, day) })]
    const untold = [
      await offered(ctx, { slug: article.slug }),
      await inForce(article.slug, forFee),
      await inForce(other.slug),
      await inForce(article.slug),
    ]
    const { id: personId } = await makePerson(ctx)
    await closeLicence(ctx, { licenceId: untold.at(-1) ?? '', reason: 'No credit.', personId })
    const correction = { id: v7(), articleId: article.id, name: 'Correction', note: 'It left at six.', changes }
    // What is printed stays printed: also to the one whose time is over by then.
    const later = { ...ctx, now: after(ctx.now, 2 * day) }
    expect(await inTransaction(later, (tx) => tellLicensees(tx, correction))).toBe(2)
    for (const id of told) {
      expect(await postedTo(ctx, id)).toContain('licence-corrected')
      expect((await recordOf(ctx, id)).at(-1)).toMatchObject({ kind: 'told', details: { correction: correction.id } })
    }
    for (const id of untold) expect(await postedTo(ctx, id)).not.toContain('licence-corrected')
    const [mail] = await ctx.db
      .select()
      .from(mails)
      .where(like(mails.dedupeKey, `licence-corrected:${told[0]}%`))
    expect(mail?.data).toMatchObject({
      what: 'Correction',
      note: 'It left at six.',
      changes,
      article: `https://magazine.example/articles/${article.slug}`,
      link: expect.stringContaining('https://magazine.example/republish/'),
    })
  })

  it('each of several, and none when it is not published after all', async () => {
    const article = await makeArticle(ctx)
    const id = await inForce(article.slug)
    const tell = () =>
      inTransaction(ctx, (tx) =>
        tellLicensees(tx, { id: v7(), articleId: article.id, name: 'Update', note: 'Once more.', changes: [] }),
      )
    await tell()
    await tell()
    await expect(
      inTransaction(ctx, async (tx) => {
        await tellLicensees(tx, { id: v7(), articleId: article.id, name: 'Update', note: 'Never.', changes: [] })
        throw new Error('not after all')
      }),
    ).rejects.toThrow('not after all')
    expect((await postedTo(ctx, id)).filter((kind) => kind === 'licence-corrected')).toHaveLength(2)
  })

  it('without the words of the rest to whoever has a part', async () => {
    const article = await makeArticle(ctx)
    const id = await inForce(article.slug, { scope: 'part', partFrom: 1, partTo: 1 })
    await inTransaction(ctx, (tx) =>
      tellLicensees(tx, { id: v7(), articleId: article.id, name: 'Correction', note: 'It left at six.', changes }),
    )
    const [mail] = await ctx.db
      .select()
      .from(mails)
      .where(like(mails.dedupeKey, `licence-corrected:${id}%`))
    expect(mail?.data).toMatchObject({ note: 'It left at six.', changes: [] })
  })

  it('in the transaction that publishes it, with what it said and says', async () => {
    const { id: articleId } = await saveArticle(ctx, anArticle({ slug: 'told' }), byTest)
    const id = await inForce('told')
    const asked = {
      articleId,
      revision: 1,
      replacements: [{ part: 'text' as const, passage: 'The second paragraph', replacement: 'The other paragraph' }],
      facts: {
        kind: 'correction' as const,
        severity: 'minor' as const,
        note: 'An earlier version named the wrong paragraph.',
        underHeadline: false,
        frontPageDays: 0,
        prominenceReason: 'A detail.',
        onFrontPage: false,
        daysStood: 3,
        readers: null,
      },
      reply: null,
      follows: null,
      caseId: null,
      submissionId: v7(),
      personId: (await makePerson(ctx, { roles: ['managing_editor'] })).id,
    }
    await publishCorrection(ctx, asked)
    await publishCorrection(ctx, asked)
    const posted = await ctx.db
      .select()
      .from(mails)
      .where(like(mails.dedupeKey, `licence-corrected:${id}%`))
    expect(posted.map(({ data }) => data)).toMatchObject([
      {
        note: 'An earlier version named the wrong paragraph.',
        changes: [
          {
            before: expect.stringContaining('The second paragraph'),
            after: expect.stringContaining('The other paragraph'),
          },
        ],
      },
    ])
    const found = await licensedText(ctx, id)
    expect(found.state === 'given' && found.text.plain).toContain('The other paragraph')
    expect(found.state === 'given' && found.text.plain).toContain('An earlier version named the wrong paragraph.')
  })
})
