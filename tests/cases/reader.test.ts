import { eq } from 'drizzle-orm'
import { v7 } from 'uuid'
import { describe, expect, it } from 'vitest'
import { ZodError } from 'zod'
import { caseEvents, cases } from '#db/schema/cases.ts'
import { corrections } from '#db/schema/corrections.ts'
import { personRoles } from '#db/schema/people.ts'
import { mails } from '#db/schema/platform.ts'
import { inTransaction } from '#lib/context.ts'
import { changeCase, lockCase, type CaseChange } from '#lib/cases/internal/move.ts'
import { recordEvent, type NewEvent } from '#lib/cases/internal/record.ts'
import { tokenFor } from '#lib/cases/links.ts'
import { answerCase, readerCase } from '#lib/cases/reader.ts'
import { testContext } from '#tests/support/context.ts'
import { makeArticle, makePerson } from '#tests/support/factories.ts'
import { makeCase } from './opened.ts'

const ctx = await testContext({ now: new Date() })
const read = (id: string) => readerCase(ctx, tokenFor(ctx, 'case', id), v7())
const record = (id: string, event: NewEvent) => inTransaction(ctx, (tx) => recordEvent(tx, id, event))
const change = (id: string, to: CaseChange) =>
  inTransaction(ctx, async (tx) =>
    changeCase(tx, await lockCase(tx, id), to, { kind: 'state', actor: 'desk', personId: null, text: 'Secret reason' }),
  )
const letter = (text: string) => ({ text, files: [], submissionId: v7(), network: v7() })
const answer = (id: string, text: string) => answerCase(ctx, tokenFor(ctx, 'case', id), letter(text))
const lettersIn = async (id: string) =>
  (await ctx.db.select().from(caseEvents).where(eq(caseEvents.caseId, id)).orderBy(caseEvents.number)).filter(
    ({ kind }) => kind === 'letter_in',
  )

describe('the page of a case', () => {
  it('shows the letters both ways, and nothing of what the desk keeps to itself', async () => {
    const editor = await makePerson(ctx, { name: 'Wren Castellane', roles: ['managing_editor'] })
    const { id, reference } = await makeCase(ctx, { details: { passage: 'It left at seven.' } })
    await record(id, { kind: 'note', actor: 'desk', personId: editor.id, text: 'Secret: he is right.' })
    await record(id, { kind: 'statement_asked', actor: 'desk', personId: editor.id, text: 'Secret question' })
    await record(id, { kind: 'statement', actor: 'author', personId: null, text: 'Secret: I was not there.' })
    await record(id, { kind: 'letter_out', actor: 'desk', personId: editor.id, text: 'Thank you. Which ferry?' })
    await answer(id, 'The one to the island.')
    await change(id, { severity: 'serious', state: 'investigating' })
    const found = await read(id)
    expect(found).toMatchObject({
      reference,
      state: 'investigating',
      headline: null,
      details: { passage: 'It left at seven.' },
      letters: [
        { from: 'reader', text: 'The ferry left at six, not at seven.' },
        { from: 'magazine', text: 'Thank you. Which ferry?' },
        { from: 'reader', text: 'The one to the island.' },
      ],
    })
    expect(JSON.stringify(found)).not.toMatch(/Secret|serious|Castellane/)
  })

  it('names the article it is about, and none that readers have not seen', async () => {
    const [published, draft] = [await makeArticle(ctx), await makeArticle(ctx, { state: 'draft' })]
    const { id } = await makeCase(ctx, { articleId: published.id })
    expect((await read(id))?.headline).toEqual(expect.any(String))
    await change(id, { articleId: draft.id })
    expect((await read(id))?.headline).toBeNull()
  })

  it('does not show what came from another address', async () => {
    const { id } = await makeCase(ctx)
    await record(id, {
      kind: 'letter_in',
      actor: 'reader',
      personId: null,
      text: 'I am somebody else.',
      details: { via: 'mail', stranger: 'else@example.org' },
    })
    expect((await read(id))?.letters).toHaveLength(1)
  })

  it('says where a case stands that goes on in another, with what came of it', async () => {
    const editor = await makePerson(ctx, { roles: ['managing_editor'] })
    const article = await makeArticle(ctx)
    const { id } = await makeCase(ctx)
    const other = await makeCase(ctx, { name: 'Sorrel Quaife', message: 'It was six o’clock.' })
    await change(id, { mergedInto: other.id, state: 'closed' })
    await change(other.id, { state: 'published' })
    await ctx.db.insert(corrections).values({
      articleId: article.id,
      number: 1,
      kind: 'correction',
      note: 'The ferry left at six.',
      severity: 'minor',
      underHeadline: false,
      prominenceReason: 'A detail.',
      revisionBefore: 1,
      revisionAfter: 1,
      caseId: other.id,
      submissionId: v7(),
      publishedBy: editor.id,
      publishedAt: ctx.now,
      guidance: {},
    })
    const found = await read(id)
    expect(found).toMatchObject({
      state: 'published',
      dueAt: null,
      published: [{ slug: article.slug, headline: 'A headline', correction: 1 }],
    })
    expect(JSON.stringify(found)).not.toMatch(/Sorrel|o’clock/)
  })

  it('is opened by its own token only', async () => {
    const { id } = await makeCase(ctx)
    for (const token of ['', id, `${btoa(id)}.`, tokenFor(ctx, 'case-submission', id), tokenFor(ctx, 'case', v7())])
      expect(await readerCase(ctx, token, v7())).toBeNull()
  })

  it('is not to be tried again and again', async () => {
    const network = v7()
    for (let tries = 0; tries < 300; tries += 1) await readerCase(ctx, 'guess', network)
    await expect(readerCase(ctx, 'guess', network)).rejects.toMatchObject({ kind: 'too_many' })
  })
})

describe('a letter on that page', () => {
  it('is told to whoever works on the case, or else to the desk', async () => {
    const editor = await makePerson(ctx, { roles: ['managing_editor'] })
    const { id, reference } = await makeCase(ctx)
    await answer(id, 'I forgot the year.')
    await change(id, { ownerId: editor.id })
    await answer(id, 'It was 1968.')
    await ctx.db.delete(personRoles).where(eq(personRoles.personId, editor.id))
    await answer(id, 'It was in spring.')
    const told = await ctx.db.select().from(mails).where(eq(mails.kind, 'case-answered')).orderBy(mails.createdAt)
    expect(told.filter(({ data }) => JSON.stringify(data).includes(reference))).toMatchObject([
      { recipient: 'desk@magazine.example', data: { text: 'I forgot the year.' } },
      { recipient: editor.email, data: { text: 'It was 1968.' } },
      { recipient: 'desk@magazine.example', data: { text: 'It was in spring.' } },
    ])
    const [row] = await ctx.db.select().from(cases).where(eq(cases.id, id))
    expect(row).toMatchObject({ state: 'received', unreadSince: ctx.now })
  })

  it('to a case that was merged is told to whoever works on the other', async () => {
    const editor = await makePerson(ctx, { roles: ['managing_editor'] })
    const [one, other] = [await makeCase(ctx), await makeCase(ctx)]
    await change(other.id, { ownerId: editor.id })
    await change(one.id, { mergedInto: other.id, state: 'closed' })
    await answer(one.id, 'I was there as well.')
    const told = await ctx.db.select().from(mails).where(eq(mails.recipient, editor.email))
    expect(told).toMatchObject([{ kind: 'case-answered', data: { reference: one.reference } }])
    expect(JSON.stringify(told)).toContain(`/desk/cases/${other.id}`)
  })

  it('goes on with a case that waited for it', async () => {
    const { id } = await makeCase(ctx)
    await change(id, { state: 'awaiting_reader' })
    await answer(id, 'The one to the island.')
    expect(await lettersIn(id)).toMatchObject([{ details: { from: 'awaiting_reader', to: 'investigating' } }])
    expect(await read(id)).toMatchObject({ state: 'investigating' })
  })

  it('opens no case that is closed', async () => {
    const { id } = await makeCase(ctx)
    await change(id, { state: 'declined' })
    await answer(id, 'I do not agree.')
    expect(await read(id)).toMatchObject({ state: 'declined' })
    expect(await lettersIn(id)).toHaveLength(1)
  })

  it('sent twice, also at once, is one', async () => {
    const { id } = await makeCase(ctx)
    const token = tokenFor(ctx, 'case', id)
    const same = letter('Only once, please.')
    await Promise.all([answerCase(ctx, token, same), answerCase(ctx, token, same)])
    await answerCase(ctx, token, { ...same, text: 'And this besides.' })
    expect((await lettersIn(id)).map(({ text }) => text)).toEqual(['Only once, please.', 'And this besides.'])
  })

  it('is refused when there is nothing in it, when there is no such case, and when they are too many', async () => {
    const { id } = await makeCase(ctx)
    await expect(answer(id, ' \n ')).rejects.toBeInstanceOf(ZodError)
    await expect(answerCase(ctx, 'guess', letter('Hello there'))).rejects.toMatchObject({ kind: 'not_found' })
    for (let sent = 0; sent < 20; sent += 1) await answer(id, 'Again and again.')
    await expect(answer(id, 'And again.')).rejects.toMatchObject({ kind: 'too_many' })
    expect(await lettersIn(id)).toHaveLength(20)
  })
})
