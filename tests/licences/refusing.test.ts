import { eq } from 'drizzle-orm'
import { v7 } from 'uuid'
import { describe, expect, it } from 'vitest'
import { cases } from '#db/schema/cases.ts'
import { moveEnquiry } from '#lib/licences/enquiries.ts'
import { closeLicence, refuseLicence } from '#lib/licences/offers.ts'
import { seen } from '#tests/cases/planted-case.ts'
import { testContext } from '#tests/support/context.ts'
import { makeArticle, makePerson } from '#tests/support/factories.ts'
import { enquire, offered } from './enquiries.ts'

const ctx = await testContext({ now: new Date() })

async function caseOf(id: string) {
  const [row] = await ctx.db.select().from(cases).where(eq(cases.id, id))
  return row
}

describe('a refusal after an offer', () => {
  it('is made once the offer cannot be accepted any more', async () => {
    const { slug } = await makeArticle(ctx)
    const caseId = await enquire(ctx, slug)
    const id = await offered(ctx, { slug, caseId })
    const { id: personId } = await makePerson(ctx)
    const refuse = () =>
      refuseLicence(
        ctx,
        { articleSlug: slug, caseId, submissionId: v7(), personId },
        {
          licensee: 'Observer',
          publication: 'Observer',
          contactName: 'Ines Corrigan',
          email: 'ines@example.org',
          letter: 'We have thought better of it.',
        },
      )
    await expect(refuse()).rejects.toMatchObject({ kind: 'conflict' })
    expect(await caseOf(caseId)).toMatchObject({ state: 'awaiting_reader' })
    await closeLicence(ctx, { licenceId: id, reason: 'We have thought better of it.', personId })
    await refuse()
    expect(await caseOf(caseId)).toMatchObject({ state: 'declined' })
  })
})

describe.each(['declined', 'closed'] as const)('moving a case to %s by hand', (state) => {
  it('is refused while its terms can still be accepted, and anything else is not', async () => {
    const { slug } = await makeArticle(ctx)
    const caseId = await enquire(ctx, slug)
    const id = await offered(ctx, { slug, caseId })
    const staff = await makePerson(ctx)
    const move = async (to: typeof state | 'investigating') =>
      moveEnquiry(ctx, staff, { ...(await seen(ctx, caseId)), state: to, reason: 'We have thought better of it.' })
    await move('investigating')
    await expect(move(state)).rejects.toMatchObject({
      kind: 'conflict',
      message: expect.stringContaining('can still be accepted'),
    })
    expect(await caseOf(caseId)).toMatchObject({ state: 'investigating' })
    await closeLicence(ctx, { licenceId: id, reason: 'We have thought better of it.', personId: staff.id })
    await move(state)
    expect(await caseOf(caseId)).toMatchObject({ state })
  })
})
