import { eq } from 'drizzle-orm'
import { v7 } from 'uuid'
import { describe, expect, it } from 'vitest'
import { ZodError } from 'zod'
import { cases } from '#db/schema/cases.ts'
import { mails } from '#db/schema/platform.ts'
import { after, day } from '#lib/clock.ts'
import { openCase } from '#lib/cases/commands.ts'
import { makeArticle } from '#tests/support/factories.ts'
import { testContext } from '#tests/support/context.ts'

// Cases are never dated back: tests of them happen now.
const ctx = await testContext({ now: new Date() })
const fields = {
  name: 'Robin Averill',
  email: 'Robin@Example.org',
  message: 'The ferry left at six, not at seven.',
  passage: 'It left at seven.',
}

describe('a message to the managing editor', () => {
  it('opens a case about its article, due in 28 days, and posts both mails', async () => {
    const article = await makeArticle(ctx)
    const submissionId = v7()
    const reference = await openCase(ctx, { kind: 'correction', articleSlug: article.slug, fields, submissionId })
    expect(reference).toMatch(/^SF-2026-\d{4}$/)
    const [row] = await ctx.db.select().from(cases).where(eq(cases.submissionId, submissionId))
    expect(row).toMatchObject({
      kind: 'correction',
      articleId: article.id,
      email: 'robin@example.org',
      state: 'received',
      details: { passage: 'It left at seven.' },
    })
    expect(row?.dueAt).toEqual(after(ctx.now, 28 * day))
    const posted = await ctx.db.select({ kind: mails.kind, recipient: mails.recipient }).from(mails)
    expect(posted).toEqual(
      expect.arrayContaining([
        { kind: 'case-received', recipient: 'robin@example.org' },
        { kind: 'case-announced', recipient: 'desk@magazine.example' },
      ]),
    )
  })

  it('sent twice is one case with one reference', async () => {
    const submissionId = v7()
    const once = () => openCase(ctx, { kind: 'correction', articleSlug: null, fields, submissionId })
    expect(await once()).toBe(await once())
    expect(await ctx.db.select().from(cases).where(eq(cases.submissionId, submissionId))).toHaveLength(1)
  })

  it('is refused without a message or an address, and nothing is kept', async () => {
    const submissionId = v7()
    await expect(
      openCase(ctx, { kind: 'correction', articleSlug: null, fields: { ...fields, message: '' }, submissionId }),
    ).rejects.toThrow(ZodError)
    await expect(openCase(ctx, { kind: 'right_of_reply', articleSlug: null, fields, submissionId })).rejects.toThrow(
      ZodError,
    )
    expect(await ctx.db.select().from(cases).where(eq(cases.submissionId, submissionId))).toEqual([])
  })

  it('names no article that is not published', async () => {
    const draft = await makeArticle(ctx, { state: 'draft' })
    const submissionId = v7()
    await openCase(ctx, { kind: 'correction', articleSlug: draft.slug, fields, submissionId })
    const [row] = await ctx.db
      .select({ articleId: cases.articleId })
      .from(cases)
      .where(eq(cases.submissionId, submissionId))
    expect(row?.articleId).toBeNull()
  })
})
