import { beforeAll, describe, expect, it } from 'vitest'
import { after, day } from '#lib/clock.ts'
import { warnOfDeadlines } from '#lib/cases/deadlines.ts'
import { caseDeadlineMail } from '#lib/cases/emails/desk-mails.tsx'
import { giveCase, moveCase, moveDeadline } from '#lib/cases/working.ts'
import type { Person } from '#lib/people/model.ts'
import { testContext } from '#tests/support/context.ts'
import { makePerson } from '#tests/support/factories.ts'
import { asSeen, mailsTo, plantCase, seen } from './planted-case.ts'

const ctx = await testContext({ now: new Date() })
const desk = ctx.config.deskEmail
let editor: Person
beforeAll(async () => {
  editor = await makePerson(ctx, { name: 'Mathilde Orr', roles: ['managing_editor'] })
})

/** Runs the morning's job so many days from now. */
function morning(days: number) {
  return warnOfDeadlines.run({ ...ctx, now: after(ctx.now, days * day) }, {})
}

async function subjectsTo(recipient: string): Promise<string[]> {
  const posted = await mailsTo(ctx, recipient)
  const rendered = await Promise.all(posted.map(({ data }) => caseDeadlineMail.render(data)))
  return rendered.map(({ subject }) => subject)
}

describe('a deadline', () => {
  it('is warned of once before it and once after it, however often the job runs', async () => {
    const id = await plantCase(ctx)
    const { reference } = await asSeen(ctx, id)
    for (const days of [10, 22.9]) await morning(days)
    expect(await subjectsTo(desk)).toEqual([])
    for (const days of [23.1, 24, 27.9]) await morning(days)
    expect(await subjectsTo(desk)).toEqual([expect.stringContaining(`${reference} is due on`)])
    for (const days of [28.1, 29, 40]) await morning(days)
    expect(await subjectsTo(desk)).toEqual([expect.anything(), `${reference} is late`])
    await moveCase(ctx, editor, { ...(await seen(ctx, id)), state: 'closed', reason: 'Withdrawn.' })
  })

  it('that was moved counts anew, and the mail that was on its way is not sent', async () => {
    const id = await plantCase(ctx)
    await giveCase(ctx, editor, { caseId: id, ownerId: editor.id })
    await morning(24)
    const [first] = await mailsTo(ctx, editor.email)
    expect(await caseDeadlineMail.stillDue(ctx, first?.data)).toBe(true)
    const dueAt = after(ctx.now, 60 * day)
    await moveDeadline(ctx, editor, { ...(await seen(ctx, id)), dueAt, reason: 'The author is at sea.' })
    expect(await caseDeadlineMail.stillDue(ctx, first?.data)).toBe(false)
    await morning(25)
    expect(await mailsTo(ctx, editor.email)).toHaveLength(1)
    await morning(58)
    expect(await mailsTo(ctx, editor.email)).toHaveLength(2)
    await moveCase(ctx, editor, { ...(await seen(ctx, id)), state: 'declined', reason: 'No.' })
    const [, second] = await mailsTo(ctx, editor.email)
    expect(await caseDeadlineMail.stillDue(ctx, second?.data)).toBe(false)
    await morning(70)
    expect(await mailsTo(ctx, editor.email)).toHaveLength(2)
  })
})
