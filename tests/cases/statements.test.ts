import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { caseEvents } from '#db/schema/cases.ts'
import { idIn } from '#lib/cases/links.ts'
import { askForStatement, giveStatement, statementAsked, statementsAskedOf } from '#lib/cases/statements.ts'
import { moveCase, setCaseArticle } from '#lib/cases/working.ts'
import { mailTemplates } from '#lib/mail-templates.ts'
import type { Person } from '#lib/people/model.ts'
import { testContext } from '#tests/support/context.ts'
import { makeArticle, makePerson } from '#tests/support/factories.ts'
import { asSeen, creditAuthor, mailsTo, plantCase, seen } from './planted-case.ts'

const ctx = await testContext({ now: new Date() })
/** What no author may ever be shown. */
const secrets = ['Hesper Vane', 'hesper@example.org', 'I was aboard', 'my employer']

let editor: Person
let writer: Person
let article: { id: string }
let authorId: string
beforeAll(async () => {
  editor = await makePerson(ctx, { name: 'Mathilde Orr', roles: ['managing_editor'] })
  writer = await makePerson(ctx, { name: 'Tamsin Okoro-Pell', roles: ['author'] })
  article = await makeArticle(ctx)
  authorId = await creditAuthor(ctx, article.id, 'Tamsin Okoro-Pell', writer.id)
})

function newCase(): Promise<string> {
  return plantCase(ctx, {
    articleId: article.id,
    name: 'Hesper Vane',
    email: 'hesper@example.org',
    message: 'I was aboard, and it was six.',
    details: { passage: 'It left at seven.', evidence: 'Ask my employer.' },
  })
}

async function ask(id: string, given: { authorId?: string | null; email?: string; question?: string } = {}) {
  const { authorId: author = authorId, email = '', question = 'How do you know?' } = given
  const passage = 'It left at seven.'
  await askForStatement(ctx, editor, { ...(await seen(ctx, id)), authorId: author, email, passage, question })
  const asked = (await asSeen(ctx, id)).record.findLast(({ kind }) => kind === 'statement_asked')
  if (asked === undefined) throw new Error('nobody was asked')
  return asked.id
}

describe('an author who is asked', () => {
  it('is mailed the question and the passage, and nothing of who wrote or what', async () => {
    const id = await newCase()
    const askedId = await ask(id)
    expect(await asSeen(ctx, id)).toMatchObject({ state: 'awaiting_author' })
    const [posted] = await mailsTo(ctx, writer.email)
    const mail = await mailTemplates.find(({ kind }) => kind === 'case-statement-asked')?.render(posted?.data)
    const [, token = ''] = /magazine\.example\/statements\/([\w.-]+)/.exec(mail?.text ?? '') ?? []
    expect(idIn(ctx, 'case-statement', token)).toBe(askedId)
    expect(idIn(ctx, 'case', token)).toBeNull()
    const shown = await statementAsked(ctx, askedId)
    expect(shown).toMatchObject({ passage: 'It left at seven.', question: 'How do you know?', statements: [] })
    for (const told of [JSON.stringify(posted), mail?.text, mail?.html, JSON.stringify(shown)])
      for (const secret of secrets) expect(told).not.toContain(secret)
  })

  it('is shown their own article, whichever the case is said to be about afterwards', async () => {
    const id = await newCase()
    const askedId = await ask(id)
    const before = await statementAsked(ctx, askedId)
    const draft = await makeArticle(ctx, { state: 'draft' })
    await setCaseArticle(ctx, editor, { ...(await seen(ctx, id)), typed: draft.slug })
    expect(before?.article).toMatchObject({ isPublished: true })
    expect(await statementAsked(ctx, askedId)).toEqual(before)
  })

  it('answers once or more, the case goes on and is unread, and what is sent twice is one statement', async () => {
    const id = await newCase()
    const askedId = await ask(id)
    await giveStatement(ctx, askedId, 'The harbour master told me.')
    await giveStatement(ctx, askedId, 'The harbour master told me.')
    await giveStatement(ctx, askedId, 'He may have meant the other ferry.')
    const one = await asSeen(ctx, id)
    expect(one).toMatchObject({ state: 'investigating', isUnread: true })
    expect(one.record.filter(({ kind }) => kind === 'statement')).toMatchObject([
      { actor: 'author', by: 'Tamsin Okoro-Pell', text: 'The harbour master told me.', details: { asked: askedId } },
      { text: 'He may have meant the other ferry.' },
    ])
    expect((await statementAsked(ctx, askedId))?.statements.map(({ text }) => text)).toEqual([
      'The harbour master told me.',
      'He may have meant the other ferry.',
    ])
  })

  it('opens nothing that has been decided', async () => {
    const id = await newCase()
    const askedId = await ask(id)
    await moveCase(ctx, editor, { ...(await seen(ctx, id)), state: 'closed', reason: 'Withdrawn.' })
    await giveStatement(ctx, askedId, 'For what it is worth.')
    expect(await asSeen(ctx, id)).toMatchObject({ state: 'closed', isUnread: true })
  })

  it('finds at the desk what concerns their own articles, and nobody else does', async () => {
    const id = await newCase()
    const askedId = await ask(id, { question: 'Which ferry was it?' })
    const own = await statementsAskedOf(ctx, writer.id)
    expect(own[0]).toMatchObject({ id: askedId, question: 'Which ferry was it?' })
    for (const secret of secrets) expect(JSON.stringify(own)).not.toContain(secret)
    const other = await makePerson(ctx, { roles: ['author'] })
    expect(await statementsAskedOf(ctx, other.id)).toEqual([])
    const elsewhere = await makeArticle(ctx)
    await creditAuthor(ctx, elsewhere.id, 'Bram Askew', other.id)
    expect(await statementsAskedOf(ctx, other.id)).toEqual([])
  })

  it('is asked at an address that was typed, when there is no account', async () => {
    const id = await newCase()
    await ask(id, { authorId: null, email: 'Guest@Example.org' })
    expect(await mailsTo(ctx, 'guest@example.org')).toHaveLength(1)
    const asked = (await asSeen(ctx, id)).record.at(-1)
    expect(asked?.details).toEqual({
      from: 'received',
      to: 'awaiting_author',
      article: article.id,
      recipient: 'guest@example.org',
      passage: 'It left at seven.',
    })
  })

  it('is not asked without a question, an address, or as the author of something else', async () => {
    const id = await newCase()
    const elsewhere = await creditAuthor(ctx, (await makeArticle(ctx)).id, 'Bram Askew')
    const refusals: [Parameters<typeof ask>[1], string][] = [
      [{ question: ' ' }, 'question'],
      [{ authorId: null }, 'email'],
      [{ email: 'nowhere' }, 'email'],
      [{ authorId: elsewhere }, 'author'],
    ]
    for (const [given, field] of refusals)
      await expect(ask(id, given)).rejects.toMatchObject({ kind: 'invalid', fields: { [field]: expect.any(String) } })
    expect(await asSeen(ctx, id)).toMatchObject({ state: 'received' })
  })

  it('no other event is a question', async () => {
    const id = await newCase()
    const [received] = await ctx.db.select({ id: caseEvents.id }).from(caseEvents).where(eq(caseEvents.caseId, id))
    expect(await statementAsked(ctx, received?.id ?? '')).toBeNull()
    await expect(giveStatement(ctx, received?.id ?? '', 'Hello.')).rejects.toMatchObject({ kind: 'not_found' })
  })
})
