import { eq, sql } from 'drizzle-orm'
import { v7 } from 'uuid'
import { describe, expect, it } from 'vitest'
import { articles } from '#db/schema/articles.ts'
import { caseEvents, cases } from '#db/schema/cases.ts'
import { licenceEvents, licences } from '#db/schema/licences.ts'
import { after, day, hour } from '#lib/clock.ts'
import { inTransaction } from '#lib/context.ts'
import { acceptLicence, declineLicence } from '#lib/licences/answers.ts'
import { recordLicence } from '#lib/licences/internal/record.ts'
import { licenceAddress, licenceIdIn } from '#lib/licences/links.ts'
import { closeLicence, offerLicence, refuseLicence } from '#lib/licences/offers.ts'
import { mayLicense } from '#lib/licences/policy.ts'
import { licenceById, licencesOfCase, listLicences, mailsAbout, recordOf } from '#lib/licences/queries.ts'
import { licensedText } from '#lib/licences/text.ts'
import { staffRoles } from '#lib/people/model.ts'
import { testContext } from '#tests/support/context.ts'
import { makeArticle, makePerson } from '#tests/support/factories.ts'
import { articleOf, enquire, forFee, offered, postedTo, termsOf, textOf } from './enquiries.ts'

// Licences are never dated back: tests of them happen now.
const ctx = await testContext({ now: new Date() })

async function caseOf(id: string) {
  const [row] = await ctx.db.select().from(cases).where(eq(cases.id, id))
  return row
}

const kindsOf = async (id: string) => (await recordOf(ctx, id)).map(({ kind }) => kind)

describe('an offer', () => {
  it('is posted to the licensee, and the case waits for them', async () => {
    const { slug } = await makeArticle(ctx)
    const caseId = await enquire(ctx, slug)
    const id = await offered(ctx, { slug, caseId })
    expect(await postedTo(ctx, id)).toEqual(['licence-offered'])
    expect(await kindsOf(id)).toEqual(['offered'])
    expect(await caseOf(caseId)).toMatchObject({ state: 'awaiting_reader' })
    expect(await licencesOfCase(ctx, caseId)).toMatchObject([{ id, standing: 'offered', cost: null }])
  })

  it('sent twice is one', async () => {
    const { slug } = await makeArticle(ctx)
    const wanted = { articleSlug: slug, caseId: null, submissionId: v7(), personId: (await makePerson(ctx)).id }
    const terms = termsOf(ctx)
    const id = await offerLicence(ctx, wanted, terms)
    expect(await offerLicence(ctx, wanted, terms)).toBe(id)
    expect(await kindsOf(id)).toEqual(['offered'])
    const toAnother = await offerLicence(ctx, wanted, { ...terms, licensee: 'Another Paper', email: 'a@example.org' })
    expect(await licenceById(ctx, toAnother)).toMatchObject({ licensee: 'Another Paper', standing: 'offered' })
  })

  it('is made of published articles alone', async () => {
    const draft = await makeArticle(ctx, { state: 'draft' })
    await expect(offered(ctx, { slug: draft.slug })).rejects.toMatchObject({ kind: 'conflict' })
    await expect(offered(ctx, { slug: 'no-such-article' })).rejects.toMatchObject({ kind: 'not_found' })
  })

  it.each(['metered', 'supporters', 'patrons'] as const)(
    'of an article for %s readers is made only when somebody says so',
    async (access) => {
      const { slug } = await articleOf(ctx, textOf('Theirs.'), access)
      await expect(offered(ctx, { slug })).rejects.toMatchObject({
        fields: { notPublicAnyway: expect.stringContaining('not for everybody') },
      })
      const id = await offered(ctx, { slug, notPublicAnyway: true })
      expect(await licenceById(ctx, id)).toMatchObject({ standing: 'offered', notPublicAnyway: true })
    },
  )

  it('of a part has no more blocks than the article', async () => {
    const { slug } = await articleOf(ctx, textOf('One.', 'Two.'))
    const part = { slug, scope: 'part', partFrom: 2 } as const
    await expect(offered(ctx, { ...part, partTo: 3 })).rejects.toMatchObject({
      fields: { partTo: expect.any(String) },
    })
    expect(await licenceById(ctx, await offered(ctx, { ...part, partTo: 2 }))).toMatchObject({
      part: { from: 'Two.', to: 'Two.' },
    })
  })

  it('cannot be accepted when what it offers is over, and is not made then', async () => {
    const id = await offered(ctx, {
      ...forFee,
      validFrom: after(ctx.now, -2 * day),
      validUntil: after(ctx.now, 3 * day),
    })
    const then = { ...ctx, now: after(ctx.now, 4 * day) }
    expect(await licenceById(then, id)).toMatchObject({ standing: 'lapsed' })
    await expect(acceptLicence(then, { licenceId: id, name: 'Ines Corrigan' })).rejects.toMatchObject({
      kind: 'conflict',
    })
    const past = { validFrom: after(ctx.now, -2 * day), validUntil: after(ctx.now, -day) }
    await expect(offered(ctx, past)).rejects.toMatchObject({ fields: { validUntil: expect.any(String) } })
  })

  it('for a closed case is refused, and nothing is kept', async () => {
    const { slug } = await makeArticle(ctx)
    const caseId = await enquire(ctx, slug)
    await acceptLicence(ctx, { licenceId: await offered(ctx, { slug, caseId }), name: 'Ines Corrigan' })
    await expect(offered(ctx, { slug, caseId })).rejects.toMatchObject({ kind: 'conflict' })
    expect(await licencesOfCase(ctx, caseId)).toHaveLength(1)
  })
})

describe('a refusal', () => {
  it('goes to whoever enquired by letter, declines the case, and is no licence to anything', async () => {
    const { slug } = await makeArticle(ctx)
    const caseId = await enquire(ctx, slug)
    const { email } = (await caseOf(caseId)) ?? { email: '' }
    const { id: personId } = await makePerson(ctx)
    const wanted = { articleSlug: slug, caseId, submissionId: v7(), personId }
    const letter = 'Thank you for asking. We keep this article to ourselves.'
    const given = { licensee: 'Observer', publication: 'Observer', contactName: 'Ines Corrigan', email, letter }
    const id = await refuseLicence(ctx, wanted, given)
    expect(await refuseLicence(ctx, wanted, given)).toBe(id)
    expect(await licenceById(ctx, id)).toMatchObject({ standing: 'refused' })
    expect(await caseOf(caseId)).toMatchObject({ state: 'declined', finding: null })
    const letters = await ctx.db.select().from(caseEvents).where(eq(caseEvents.caseId, caseId))
    expect(letters.filter(({ kind }) => kind === 'letter_out').map(({ text }) => text)).toEqual([letter])
    expect(await licensedText(ctx, id)).toEqual({ state: 'withheld', because: 'no_licence' })
    await expect(acceptLicence(ctx, { licenceId: id, name: 'Ines Corrigan' })).rejects.toMatchObject({
      kind: 'conflict',
    })
  })
})

describe('the answer', () => {
  it('to free terms gives the text at once, and is the outcome of the case', async () => {
    const { slug } = await makeArticle(ctx)
    const caseId = await enquire(ctx, slug)
    const id = await offered(ctx, { slug, caseId })
    expect(await licensedText(ctx, id)).toEqual({ state: 'withheld', because: 'no_licence' })
    await acceptLicence(ctx, { licenceId: id, name: 'Ines Corrigan' })
    await acceptLicence(ctx, { licenceId: id, name: 'Somebody Else' })
    expect(await licenceById(ctx, id)).toMatchObject({ standing: 'in_force', acceptedName: 'Ines Corrigan' })
    expect(await kindsOf(id)).toEqual(['offered', 'accepted'])
    expect(await postedTo(ctx, id)).toEqual(['licence-offered', 'licence-ready'])
    const view = await licenceById(ctx, id)
    const seen = view === null ? [] : await mailsAbout(ctx, view)
    expect(seen.map(({ kind, sentAt }) => [kind, sentAt])).toEqual([
      ['licence-offered', null],
      ['licence-ready', null],
    ])
    expect(await caseOf(caseId)).toMatchObject({ state: 'published', finding: null })
    const events = await ctx.db.select().from(caseEvents).where(eq(caseEvents.caseId, caseId))
    expect(events.filter(({ kind }) => kind === 'published')).toMatchObject([{ details: { licence: id } }])
    expect(await licensedText(ctx, id)).toMatchObject({ state: 'given' })
  })

  it('may be no, and then the case is the desk’s again', async () => {
    const { slug } = await makeArticle(ctx)
    const caseId = await enquire(ctx, slug)
    const id = await offered(ctx, { slug, caseId, ...forFee })
    await declineLicence(ctx, { licenceId: id, reason: 'That is more than we have.' })
    expect(await licenceById(ctx, id)).toMatchObject({ standing: 'declined' })
    expect(await caseOf(caseId)).toMatchObject({ state: 'investigating', unreadSince: ctx.now })
    await expect(acceptLicence(ctx, { licenceId: id, name: 'Ines Corrigan' })).rejects.toMatchObject({
      kind: 'conflict',
    })
  })

  it('comes too late when the offer has lapsed, was withdrawn, or the article is gone', async () => {
    const lapsed = await offered(ctx, { offerDays: 3 })
    const later = { ...ctx, now: after(ctx.now, 3 * day) }
    await expect(acceptLicence(later, { licenceId: lapsed, name: 'Ines Corrigan' })).rejects.toMatchObject({
      message: expect.stringContaining('has passed'),
    })
    const withdrawn = await offered(ctx)
    const { id: personId } = await makePerson(ctx)
    await closeLicence(ctx, { licenceId: withdrawn, reason: 'A mistake.', personId })
    await expect(acceptLicence(ctx, { licenceId: withdrawn, name: 'Ines Corrigan' })).rejects.toMatchObject({
      kind: 'conflict',
    })
    const { slug } = await makeArticle(ctx)
    const gone = await offered(ctx, { slug })
    await ctx.db.update(articles).set({ state: 'unpublished' }).where(eq(articles.slug, slug))
    await expect(acceptLicence(ctx, { licenceId: gone, name: 'Ines Corrigan' })).rejects.toMatchObject({
      kind: 'conflict',
    })
  })

  it('accepting and withdrawing at once come to one of the two', async () => {
    const id = await offered(ctx)
    const { id: personId } = await makePerson(ctx)
    await Promise.allSettled([
      acceptLicence(ctx, { licenceId: id, name: 'Ines Corrigan' }),
      closeLicence(ctx, { licenceId: id, reason: 'A mistake.', personId }),
    ])
    const kinds = await kindsOf(id)
    const view = await licenceById(ctx, id)
    expect([
      ['withdrawn', ['offered', 'withdrawn']],
      ['ended', ['offered', 'accepted', 'ended']],
    ]).toContainEqual([view?.standing, kinds])
  })
})

describe('the end', () => {
  it('before its time takes the text away, says why, and is no matter of Stripe’s', async () => {
    const id = await offered(ctx)
    const { id: personId } = await makePerson(ctx)
    await acceptLicence(ctx, { licenceId: id, name: 'Ines Corrigan' })
    await expect(closeLicence(ctx, { licenceId: id, reason: ' ', personId })).rejects.toMatchObject({
      fields: { reason: expect.any(String) },
    })
    await closeLicence(ctx, { licenceId: id, reason: 'The credit was left out.', personId })
    expect(await licensedText(ctx, id)).toEqual({ state: 'withheld', because: 'no_licence' })
    expect(await postedTo(ctx, id)).toContain('licence-withdrawn')
    await expect(closeLicence(ctx, { licenceId: id, reason: 'Again.', personId })).rejects.toMatchObject({
      kind: 'conflict',
    })
  })

  it('of an article that is unpublished: the text is withheld', async () => {
    const { slug } = await makeArticle(ctx)
    const id = await offered(ctx, { slug })
    await acceptLicence(ctx, { licenceId: id, name: 'Ines Corrigan' })
    await ctx.db.update(articles).set({ state: 'unpublished' }).where(eq(articles.slug, slug))
    expect(await licensedText(ctx, id)).toEqual({ state: 'withheld', because: 'unpublished' })
  })
})

describe('the record of licences', async () => {
  const refused = expect.objectContaining({ cause: expect.objectContaining({ code: '23001' }) })
  const id = await offered(ctx)

  it.each(['licences', 'licence_events'])('%s: nothing is deleted', async (table) => {
    await expect(ctx.db.execute(sql`delete from ${sql.identifier(table)}`)).rejects.toEqual(refused)
    await expect(ctx.db.execute(sql`truncate ${sql.identifier(table)} cascade`)).rejects.toEqual(refused)
  })

  it('what was offered and what was done never change', async () => {
    const change = (given: Partial<typeof licences.$inferInsert>) =>
      ctx.db.update(licences).set(given).where(eq(licences.id, id))
    await expect(change({ creditLine: 'Anybody.' })).rejects.toEqual(refused)
    await expect(change({ territory: 'Nowhere' })).rejects.toEqual(refused)
    await expect(change({ offeredAt: after(ctx.now, -day) })).rejects.toEqual(refused)
    await expect(change({ validUntil: null })).rejects.toEqual(refused)
    await expect(ctx.db.update(licenceEvents).set({ text: 'Never mind.' })).rejects.toEqual(refused)
  })

  it('nothing is dated back', async () => {
    const before = { ...ctx, now: after(ctx.now, -hour) }
    await expect(offered(before)).rejects.toEqual(refused)
    await expect(
      inTransaction(before, (tx) => recordLicence(tx, id, { kind: 'accepted', actor: 'licensee' })),
    ).rejects.toEqual(refused)
  })
})

describe('who and by which address', () => {
  it('only those who work cases license', () => {
    expect(staffRoles.filter((role) => mayLicense({ roles: [role] }))).toEqual(['managing_editor', 'administrator'])
  })

  it('an address opens its own licence', () => {
    const id = v7()
    const token = licenceAddress(ctx, id).split('/').at(-1) ?? ''
    expect(licenceIdIn(ctx, token)).toBe(id)
    const [, mac = ''] = token.split('.')
    expect(licenceIdIn(ctx, `${Buffer.from(v7()).toString('base64url')}.${mac}`)).toBeNull()
    expect(licenceIdIn(ctx, '')).toBeNull()
  })

  it('the list has each kind, and goes on', async () => {
    const all = await listLicences(ctx, undefined)
    const [newest] = all.lines
    expect((await listLicences(ctx, undefined, newest?.number)).lines.map(({ id }) => id)).toEqual(
      all.lines.slice(1).map(({ id }) => id),
    )
    for (const [filter, standings] of [
      ['waiting', ['offered']],
      ['in_force', ['in_force']],
      ['past', ['declined', 'refused', 'withdrawn', 'ended']],
    ] as const) {
      const found = new Set((await listLicences(ctx, filter)).lines.map(({ standing }) => standing))
      expect([...found].toSorted()).toEqual([...standings].toSorted())
    }
  })
})
