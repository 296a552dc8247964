import { setTimeout as wait } from 'node:timers/promises'
import { expect as expectOfPage } from '@playwright/test'
import { afterAll, expect, test } from 'vitest'
import { appearsSoon } from './support/appearing.ts'
import { openBrowser } from './support/browser.ts'
import { at, countUp, mailsTo, settled, tellTroubles } from './support/counting.ts'
import { openMagazine } from './support/magazine.ts'
import { letPeopleWork } from './support/people.ts'
import { tell, tellCounts } from './telling.ts'

const magazine = await openMagazine()
const { stack } = magazine
const { smtp } = stack
afterAll(() => stack.stop(), 60_000)

/** Longer than senders who are in a hurry wait (RFC 5321 §4.5.3.2 has them wait ten minutes). */
const slowMs = 45_000

test('the mail server is out of reach, full, and slow', async () => {
  const traffic = letPeopleWork(magazine)
  await wait(5_000)
  const browser = await openBrowser(magazine)
  const reader = await browser.open()

  tell('The mail server is gone for 15 s. Somebody wants to sign in.')
  await smtp.down()
  // Whoever was cut off before it heard that a mail was taken sends it again, under the same Message-ID.
  const cutOff = new Set(idsTaken())
  await reader.goto('/sign-in')
  await reader.getByLabel('E-mail address').fill('patient@example.org')
  await reader.getByRole('button', { name: 'Send me a link' }).click()
  await expectOfPage(reader.getByRole('heading', { name: 'Check your mail' })).toBeVisible()
  expect(await at(magazine, '/api/ready')).toMatchObject({ status: 200, body: { faults: [] } })
  await wait(15_000)
  tell('It is there again, and takes nothing for 10 s: “452 insufficient storage”.')
  smtp.verdict = '452 4.3.1 insufficient system storage'
  await smtp.up()
  await wait(10_000)

  tell(`It takes everything, and thinks about each for ${slowMs / 1_000} s.`)
  smtp.verdict = '250 accepted'
  smtp.slowMs = slowMs
  await wait(5_000)
  const doneBefore = traffic.done.length
  await appearsSoon(magazine, -5)
  await wait(slowMs)
  expect(traffic.done.length, 'people went on').toBeGreaterThan(doneBefore)

  tell('It is quick again.')
  smtp.slowMs = 0
  await traffic.end()
  await browser.close()
  tellTroubles(traffic)
  expect(traffic.troubles).toEqual(new Map())
  await settled(magazine)
  const ids = idsTaken()
  tellCounts('Mails', ['taken', 'different'], [['the mail server’s', ids.length, new Set(ids).size]])
  expect(ids.filter((id, index) => ids.indexOf(id) !== index && !cutOff.has(id))).toEqual([])
  expect(mailsTo(stack, /sign in/i).get('patient@example.org')).toBe(1)
  await countUp(magazine, traffic)
  expect(stack.worker.lastWords()).toEqual([])
})

function idsTaken(): string[] {
  return smtp.received.map(({ message }) => /^Message-ID: (.+)$/im.exec(message)?.[1]?.trim() ?? '')
}
