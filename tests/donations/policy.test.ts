import { expect, test } from 'vitest'
import * as donationsPolicy from '#lib/donations/policy.ts'
import { mayGrantMembership } from '#lib/membership/policy.ts'
import { staffRoles } from '#lib/people/model.ts'
import { mayOpenDesk } from '#lib/people/policy.ts'

const rights = { ...donationsPolicy, mayGrantMembership }

test.each(Object.entries(rights))('%s: an administrator, and nobody else', (_, may) => {
  expect(staffRoles.filter((role) => may({ roles: [role] }))).toEqual(['administrator'])
  expect(may({ roles: [] })).toBe(false)
  expect(may({ roles: staffRoles.filter((role) => role !== 'administrator') })).toBe(false)
})

test('whoever works here has a desk', () => {
  expect(staffRoles.every((role) => mayOpenDesk({ roles: [role] }))).toBe(true)
  expect(mayOpenDesk({ roles: [] })).toBe(false)
})
