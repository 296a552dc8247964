import { expect, test } from 'vitest'
import { after, day } from '#lib/clock.ts'
import { isTimelyToThank } from '#lib/donations/internal/thanks.ts'

const now = new Date('2026-02-10T12:00:00Z')

test('nobody is thanked for a gift of last week', () => {
  expect(isTimelyToThank(after(now, -2 * day), now)).toBe(true)
  expect(isTimelyToThank(after(now, -4 * day), now)).toBe(false)
})
