import { and, eq } from 'drizzle-orm'
import { v7 } from 'uuid'
import { describe, expect, it } from 'vitest'
import { ZodError } from 'zod'
import { caseEvents, cases, caseSubmissions } from '#db/schema/cases.ts'
import { mails } from '#db/schema/platform.ts'
import { after, day, minute } from '#lib/clock.ts'
import { confirmSubmission, waitingSubmission } from '#lib/cases/confirm.ts'
import { forgetBy } from '#tests/privacy/forgetting.ts'
import { idIn } from '#lib/cases/links.ts'
import { startForm, submitCase, type SentForm } from '#lib/cases/submit.ts'
import { makeArticle } from '#tests/support/factories.ts'
import { testContext } from '#tests/support/context.ts'

// Cases are never dated back: tests of them happen now.
const ctx = await testContext({ now: new Date() })
const startedWith = startForm({ ...ctx, now: after(ctx.now, -minute) })

/** A form as somebody nobody has seen before sends it. */
function filledIn(given: Partial<SentForm> = {}): SentForm & { email: string } {
  const email = `${v7()}@example.org`
  return {
    kind: 'correction',
    articleSlug: null,
    fields: { name: 'Robin Averill', email, message: 'The ferry left at six, not at seven.', passage: 'At seven.' },
    files: [],
    submissionId: v7(),
    startedWith,
    unseen: '',
    network: v7(),
    ownAddress: null,
    email,
    ...given,
  }
}

const mailsTo = (recipient: string, kind: string) =>
  ctx.db
    .select()
    .from(mails)
    .where(and(eq(mails.recipient, recipient), eq(mails.kind, kind)))

/** The token in the one confirmation mail for an address. */
async function tokenFor(email: string): Promise<string> {
  const posted = await mailsTo(email, 'case-confirm')
  expect(posted).toHaveLength(1)
  return /confirm\/([^"]+)/.exec(JSON.stringify(posted[0]?.data))?.[1] ?? ''
}

const casesOf = (email: string) => ctx.db.select().from(cases).where(eq(cases.email, email))
const submissionsOf = (email: string) => ctx.db.select().from(caseSubmissions).where(eq(caseSubmissions.email, email))

describe('a message from an address that nobody has confirmed', () => {
  it('is no case, nobody at the desk hears of it, and its mail says nothing that was typed', async () => {
    const article = await makeArticle(ctx)
    const form = filledIn({ articleSlug: article.slug })
    expect(await submitCase(ctx, form)).toEqual({ is: 'confirm' })
    expect(await casesOf(form.email)).toEqual([])
    expect(await submissionsOf(form.email)).toMatchObject([{ articleId: article.id }])
    const [mail] = await mailsTo(form.email, 'case-confirm')
    expect(JSON.stringify(mail?.data)).not.toMatch(/Averill|ferry|seven/)
    expect(await waitingSubmission(ctx, await tokenFor(form.email))).toEqual({
      is: 'waiting',
      kind: 'correction',
      headline: 'A headline',
    })
  })

  it('is a case due in 28 days once it is confirmed, and both hear of it', async () => {
    const article = await makeArticle(ctx)
    const form = filledIn({ articleSlug: article.slug })
    await submitCase(ctx, form)
    const token = await tokenFor(form.email)
    const id = await confirmSubmission(ctx, token)
    const [row] = await casesOf(form.email)
    expect(row).toMatchObject({
      id,
      kind: 'correction',
      articleId: article.id,
      state: 'received',
      details: { passage: 'At seven.', evidence: '' },
      dueAt: after(ctx.now, 28 * day),
    })
    const [received] = await mailsTo(form.email, 'case-received')
    const link = /cases\/([^"]+)/.exec(JSON.stringify(received?.data))?.[1] ?? ''
    expect(idIn(ctx, 'case', link)).toBe(id)
    expect(JSON.stringify(await mailsTo('desk@magazine.example', 'case-announced'))).toContain(`/desk/cases/${id}`)
    expect(await submissionsOf(form.email)).toEqual([])
    expect(await waitingSubmission(ctx, token)).toEqual({ is: 'opened', caseId: id })
  })

  it('confirmed ten times at once is one case with one record', async () => {
    const form = filledIn()
    await submitCase(ctx, form)
    const token = await tokenFor(form.email)
    const ids = await Promise.all(Array.from({ length: 10 }, () => confirmSubmission(ctx, token)))
    expect(new Set(ids).size).toBe(1)
    const [row, ...more] = await casesOf(form.email)
    expect(more).toEqual([])
    expect(
      await ctx.db
        .select()
        .from(caseEvents)
        .where(eq(caseEvents.caseId, row?.id ?? '')),
    ).toHaveLength(1)
    expect(await mailsTo(form.email, 'case-received')).toHaveLength(1)
  })

  it('sent twice is one; what was corrected before it was sent again is another', async () => {
    const form = filledIn()
    await Promise.all([submitCase(ctx, form), submitCase(ctx, form)])
    expect(await submissionsOf(form.email)).toHaveLength(1)
    const email = `${v7()}@example.org`
    await submitCase(ctx, { ...form, fields: { ...form.fields, email } })
    expect(await submissionsOf(email)).toHaveLength(1)
    await tokenFor(email)
  })

  it('is removed after seven days, and cannot be confirmed then', async () => {
    const old = filledIn()
    await submitCase(ctx, old)
    const token = await tokenFor(old.email)
    await forgetBy({ ...ctx, now: after(ctx.now, 7 * day) }, 'unconfirmed-forms')
    expect(await submissionsOf(old.email)).toHaveLength(1)
    await forgetBy({ ...ctx, now: after(ctx.now, 7 * day + minute) }, 'unconfirmed-forms')
    expect(await submissionsOf(old.email)).toEqual([])
    expect(await confirmSubmission(ctx, token)).toBeNull()
    expect(await waitingSubmission(ctx, token)).toEqual({ is: 'gone' })
    expect(await casesOf(old.email)).toEqual([])
  })

  it('names no article that is not published', async () => {
    const draft = await makeArticle(ctx, { state: 'draft' })
    const form = filledIn({ articleSlug: draft.slug })
    await submitCase(ctx, form)
    expect(await submissionsOf(form.email)).toMatchObject([{ articleId: null }])
  })
})

describe('a message of somebody signed in', () => {
  it('from their own address is a case at once', async () => {
    const form = filledIn()
    const sent = await submitCase(ctx, { ...form, ownAddress: form.email })
    expect(sent.is).toBe('opened')
    expect(await casesOf(form.email)).toHaveLength(1)
    expect(await mailsTo(form.email, 'case-confirm')).toEqual([])
  })

  it('from another address is to be confirmed like anybody’s', async () => {
    const form = filledIn({ ownAddress: 'somebody-else@example.org' })
    expect(await submitCase(ctx, form)).toEqual({ is: 'confirm' })
    expect(await casesOf(form.email)).toEqual([])
  })

  it('sent twice is one case', async () => {
    const form = filledIn()
    const own = { ...form, ownAddress: form.email }
    expect(await submitCase(ctx, own)).toEqual(await submitCase(ctx, own))
    expect(await casesOf(form.email)).toHaveLength(1)
  })
})

describe('what nobody wrote by hand', () => {
  it.each([
    ['fills in what is not seen', { unseen: 'Cheap watches' }],
    ['comes as soon as the form was shown', { startedWith: startForm(ctx) }],
    ['comes without the form', { startedWith: '' }],
    ['claims a time of its own', { startedWith: `${btoa(new Date(0).toISOString())}.forged` }],
  ])('%s: it is refused, and nothing is kept', async (_, given) => {
    const form = filledIn(given)
    await expect(submitCase(ctx, form)).rejects.toMatchObject({ kind: 'invalid' })
    expect(await submissionsOf(form.email)).toEqual([])
    expect(await mailsTo(form.email, 'case-confirm')).toEqual([])
  })

  it('a form from before the clock was put back is not taken for one that was sent at once', async () => {
    const startedWith = startForm({ ...ctx, now: after(ctx.now, 10 * minute) })
    expect(await submitCase(ctx, filledIn({ startedWith }))).toEqual({ is: 'confirm' })
  })

  it('no address gets more than three such mails an hour, wherever they come from', async () => {
    const { email, fields } = filledIn()
    for (let sent = 0; sent < 3; sent += 1) await submitCase(ctx, filledIn({ fields }))
    await expect(submitCase(ctx, filledIn({ fields }))).rejects.toMatchObject({ kind: 'too_many' })
    expect(await mailsTo(email, 'case-confirm')).toHaveLength(3)
  })

  it('nobody sends more than ten messages an hour, whatever addresses they type', async () => {
    const network = v7()
    for (let sent = 0; sent < 10; sent += 1) await submitCase(ctx, filledIn({ network }))
    await expect(submitCase(ctx, filledIn({ network }))).rejects.toMatchObject({ kind: 'too_many' })
  })
})

describe('a form', () => {
  it.each([
    ['correction', { passage: 'At seven.' }, ['message']],
    ['right_of_reply', { message: 'I would like to answer that.' }, ['identity', 'interest']],
    ['republishing', { date: '31 June' }, ['publication', 'reach', 'language', 'purpose', 'date', 'extent']],
  ] as const)('of kind %s says which fields it lacks, and nothing is kept', async (kind, fields, missing) => {
    const form = filledIn()
    const { name = '', email } = form.fields
    const refused = await submitCase(ctx, { ...form, kind, fields: { name, email: `${email}`, ...fields } }).catch(
      (reason: unknown) => reason,
    )
    expect(refused).toBeInstanceOf(ZodError)
    expect(refused instanceof ZodError && refused.issues.map(({ path }) => path[0])).toEqual(missing)
    expect(await submissionsOf(form.email)).toEqual([])
  })
})
