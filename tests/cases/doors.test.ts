import { v7 } from 'uuid'
import { describe, expect, it } from 'vitest'
import { idIn, tokenFor } from '#lib/cases/links.ts'
import { mayCorrect, mayWorkCases } from '#lib/cases/policy.ts'
import { staffRoles } from '#lib/people/model.ts'
import { testContext } from '#tests/support/context.ts'

const ctx = await testContext()

describe('the secret addresses of a case', () => {
  const id = v7()

  it('open what they were made for, and no other door', () => {
    const token = tokenFor(ctx, 'case', id)
    expect(idIn(ctx, 'case', token)).toBe(id)
    expect(idIn(ctx, 'case-submission', token)).toBeNull()
    expect(idIn(ctx, 'case-statement', token)).toBeNull()
  })

  it('are not to be made by anybody else', () => {
    const [body = '', mac = ''] = tokenFor(ctx, 'case', id).split('.')
    const other = Buffer.from(v7()).toString('base64url')
    for (const forged of [`${other}.${mac}`, body, `${body}.`, '', `${body}.${mac.slice(0, 10)}`])
      expect(idIn(ctx, 'case', forged)).toBeNull()
  })
})

it('only managing editors and administrators work cases and correct', () => {
  const may = staffRoles.filter((role) => mayWorkCases({ roles: [role] }))
  expect(may).toEqual(['managing_editor', 'administrator'])
  expect(staffRoles.filter((role) => mayCorrect({ roles: [role] }))).toEqual(may)
  expect(mayWorkCases({ roles: [] })).toBe(false)
})
