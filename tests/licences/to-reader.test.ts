import { eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { cases } from '#db/schema/cases.ts'
import { licenceAddress } from '#lib/licences/links.ts'
import { termsForReader } from '#lib/licences/to-reader.ts'
import { testContext } from '#tests/support/context.ts'
import { makeArticle } from '#tests/support/factories.ts'
import { enquire, offered } from './enquiries.ts'

const ctx = await testContext({ now: new Date() })

it('whoever enquired finds on their page what was offered to them, and nothing that was offered to another', async () => {
  const { slug } = await makeArticle(ctx)
  const caseId = await enquire(ctx, slug)
  const [enquiry] = await ctx.db.select().from(cases).where(eq(cases.id, caseId))
  await offered(ctx, { slug, caseId, email: 'rights@elsewhere.example' })
  expect(await termsForReader(ctx, caseId)).toEqual([])
  const id = await offered(ctx, { slug, caseId, email: enquiry?.email ?? '' })
  expect(await termsForReader(ctx, caseId)).toMatchObject([{ address: licenceAddress(ctx, id) }])
})
