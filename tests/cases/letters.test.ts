import { beforeAll, describe, expect, it } from 'vitest'
import { idIn } from '#lib/cases/links.ts'
import { letterFrom, sendLetter } from '#lib/cases/letters.ts'
import { fillTemplate } from '#lib/cases/model.ts'
import { moveCase } from '#lib/cases/working.ts'
import type { Person } from '#lib/people/model.ts'
import { mailTemplates } from '#lib/mail-templates.ts'
import { testContext } from '#tests/support/context.ts'
import { makeArticle, makePerson } from '#tests/support/factories.ts'
import { asSeen, mailsTo, plantCase, seen } from './planted-case.ts'

const ctx = await testContext({ now: new Date() })
let editor: Person
beforeAll(async () => {
  editor = await makePerson(ctx, { name: 'Mathilde Orr', roles: ['managing_editor'] })
})

describe('a letter to the reader', () => {
  it('goes out with the reader’s own link, is on record, and the first one acknowledges', async () => {
    const id = await plantCase(ctx, { email: 'robin@example.org' })
    const text = 'Dear Robin,\n\nwe are <looking> into it.'
    await sendLetter(ctx, editor, { ...(await seen(ctx, id)), text, subject: '' })
    const one = await asSeen(ctx, id)
    expect(one).toMatchObject({ state: 'acknowledged', acknowledgedAt: ctx.now })
    expect(one.record.at(-1)).toMatchObject({ kind: 'letter_out', actor: 'desk', by: 'Mathilde Orr', text })
    const [posted] = await mailsTo(ctx, 'robin@example.org')
    const mail = await mailTemplates.find(({ kind }) => kind === 'case-letter')?.render(posted?.data)
    expect(mail?.subject).toContain(one.reference)
    expect(mail?.text).toContain('we are <looking> into it.')
    expect(mail?.html).not.toContain('<looking>')
    const [, token = ''] = /magazine\.example\/cases\/([\w.-]+)/.exec(mail?.text ?? '') ?? []
    expect(idIn(ctx, 'case', token)).toBe(id)
  })

  it('moves nothing that somebody has moved already', async () => {
    const id = await plantCase(ctx)
    await moveCase(ctx, editor, { ...(await seen(ctx, id)), state: 'awaiting_reader', reason: '' })
    await sendLetter(ctx, editor, { ...(await seen(ctx, id)), text: 'Which ferry?', subject: 'Which?' })
    expect(await asSeen(ctx, id)).toMatchObject({ state: 'awaiting_reader' })
  })

  it.each([
    ['an empty letter', { text: ' \n ', subject: '' }, 'text'],
    ['a subject of two lines', { text: 'Hello.', subject: 'Hello\r\nBcc: all@example.org' }, 'subject'],
    ['a subject without end', { text: 'Hello.', subject: 'a'.repeat(151) }, 'subject'],
    ['characters that no text has', { text: 'Hello\0', subject: '' }, 'text'],
  ])('%s is refused, and nothing is posted', async (_, letter, field) => {
    const id = await plantCase(ctx)
    const { email, version } = await asSeen(ctx, id)
    await expect(sendLetter(ctx, editor, { ...(await seen(ctx, id)), ...letter })).rejects.toMatchObject({
      kind: 'invalid',
      fields: { [field]: expect.any(String) },
    })
    expect(await mailsTo(ctx, email)).toEqual([])
    expect((await asSeen(ctx, id)).version).toBe(version)
  })

  it('sent twice from one page goes out once', async () => {
    const id = await plantCase(ctx)
    const { email } = await asSeen(ctx, id)
    const once = { ...(await seen(ctx, id)), text: 'Thank you.', subject: '' }
    const both = await Promise.allSettled([sendLetter(ctx, editor, once), sendLetter(ctx, editor, once)])
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(await mailsTo(ctx, email)).toHaveLength(1)
  })
})

describe('what a letter begins from', () => {
  it('has its places filled in from the case', async () => {
    const article = await makeArticle(ctx)
    const id = await plantCase(ctx, { articleId: article.id })
    const { reference } = await asSeen(ctx, id)
    expect(await letterFrom(ctx, id, '{name}, {reference}, “{headline}”, {days}, {magazine}')).toBe(
      `Robin Averill, ${reference}, “A headline”, 28, Standfirst`,
    )
  })

  it('fills in nothing of what is filled in, and leaves other braces alone', () => {
    const facts = { name: '{magazine}', reference: 'R', headline: 'H', magazine: 'M', days: '3' }
    expect(fillTemplate('{name} {reference} {email} {constructor} {', facts)).toBe(
      '{magazine} R {email} {constructor} {',
    )
  })
})
