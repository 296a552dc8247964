import { and, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { donations } from '#db/schema/donations.ts'
import { mails } from '#db/schema/platform.ts'
import { refundMadeMail } from '#lib/donations/emails/refund-made.tsx'
import { refundDonation } from '#lib/donations/refunds.ts'
import { openTill } from './till.ts'

const till = await openTill()
const { id: administrator } = await till.person('administrator@example.org', 'Ada')

/** A supporter of £5 a month who has paid once. */
async function supporter() {
  const person = await till.person()
  await till.pay((await till.begin({ person })).url)
  await till.handIn()
  const [donation] = await till.ctx().db.select().from(donations).where(eq(donations.personId, person.id))
  return {
    ...person,
    donationId: donation?.id ?? '',
    subscriptionId: donation?.stripeSubscriptionId ?? '',
    async sendBack(amount: number, alsoCancel = false): Promise<string> {
      const order = { requestId: crypto.randomUUID(), donationId: donation?.id ?? '', amount, alsoCancel }
      await refundDonation(till.ctx(), { ...order, reason: 'Asked for it back.', actorId: administrator })
      const [mail] = await till
        .ctx()
        .db.select()
        .from(mails)
        .where(and(eq(mails.recipient, person.email), eq(mails.dedupeKey, `refund-made:${order.requestId}`)))
      return (await refundMadeMail.render(mail?.data)).text.replaceAll(/\s+/g, ' ')
    },
  }
}

test('a gift that goes on is said to, and so is the membership that is kept', async () => {
  const letter = await (await supporter()).sendBack(200)
  expect(letter).toContain('Your regular donation goes on as before. You keep your membership meanwhile.')
})

test('a gift that had ended before is not said to go on, nor a membership that was over to end with it', async () => {
  const { subscriptionId, sendBack } = await supporter()
  await till.dashboard.subscriptions.cancel(subscriptionId)
  await till.handIn()
  // The end must have come by the magazine's clock as well.
  await till.advance(1)
  const letter = await sendBack(500)
  expect(letter).toContain('We have returned £5')
  expect(letter).not.toMatch(/regular donation|membership/)
})

test('a gift on notice is said to end on its day as agreed', async () => {
  const { subscriptionId, sendBack } = await supporter()
  await till.dashboard.subscriptions.update(subscriptionId, { cancel_at_period_end: true })
  await till.handIn()
  const letter = await sendBack(200)
  expect(letter).toMatch(
    /Your regular donation ends on \d+ \w+ \d{4}, as agreed\. You keep your membership meanwhile\./,
  )
  expect(letter).not.toContain('goes on')
})

test('a membership that was in force and ends with the refund is said to have ended with it', async () => {
  const letter = await (await supporter()).sendBack(500, true)
  expect(letter).toContain('has ended: nothing more will be taken. Your membership has ended with it.')
})

test('one that an earlier version posted is sent too, and says nothing of a membership', async () => {
  const mail = await refundMadeMail.render({
    magazine: 'Saltmarsh',
    site: 'https://magazine.example',
    amount: 500,
    currency: 'GBP',
    paidOn: '3 November 2026',
    regular: 'now',
    isMember: false,
  })
  const letter = mail.text.replaceAll(/\s+/g, ' ')
  expect(letter).toContain('Your regular donation has ended: nothing more will be taken.')
  expect(letter).not.toContain('membership')
})
