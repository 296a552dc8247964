import { describe, expect, it } from 'vitest'
import { after } from '#lib/clock.ts'
import { newSecret, keyAddress, stepAt, stepOfCode } from '#lib/second-factor/internal/app-codes.ts'
import { newRecoveryCodes } from '#lib/second-factor/internal/recovery.ts'
import { doorFor, inFours, readTypedCode, requiredFrom } from '#lib/second-factor/model.ts'

/** ASCII 12345678901234567890 in base 32: the key of RFC 6238's test vectors. */
const rfcSecret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'

describe('codes of an app', () => {
  // RFC 6238, appendix B, SHA-1: eight figures there, of which an app shows the last six.
  it.each([
    [59, '94287082'],
    [1_111_111_109, '07081804'],
    [1_111_111_111, '14050471'],
    [1_234_567_890, '89005924'],
    [2_000_000_000, '69279037'],
    [20_000_000_000, '65353130'],
  ])('at second %d are as RFC 6238 has them', (second, eight) => {
    const at = new Date(second * 1000)
    expect(stepOfCode(rfcSecret, eight.slice(-6), at)).toBe(Math.floor(second / 30))
    expect(stepOfCode(rfcSecret, eight.slice(-6), at, 0)).toBe(stepAt(at))
  })

  it('may be one step early or late, not two, and say which step they are of', () => {
    const at = new Date(1_111_111_109_000)
    for (const steps of [-1, 0, 1]) expect(stepOfCode(rfcSecret, '081804', after(at, steps * 30_000))).toBe(stepAt(at))
    for (const steps of [-2, 2]) expect(stepOfCode(rfcSecret, '081804', after(at, steps * 30_000))).toBeNull()
    expect(stepOfCode(rfcSecret, '081805', at)).toBeNull()
    expect(stepOfCode(newSecret(), '081804', at)).toBeNull()
  })

  it('come of secrets of 160 bits, none like another, in an address that apps read', () => {
    const secret = newSecret()
    expect(secret).toMatch(/^[A-Z2-7]{32}$/)
    expect(newSecret()).not.toBe(secret)
    expect(keyAddress(secret, { issuer: 'The Salt & Marsh', account: 'ada@example.org' })).toBe(
      `otpauth://totp/The%20Salt%20%26%20Marsh:ada%40example.org?issuer=The%20Salt%20%26%20Marsh&secret=${secret}&algorithm=SHA1&digits=6&period=30`,
    )
  })
})

describe('what is typed', () => {
  it.each([
    ['123456', { kind: 'app', code: '123456' }],
    [' 123 456 ', { kind: 'app', code: '123456' }],
    ['123-456', { kind: 'app', code: '123456' }],
    ['0123-abcd-efgh-jkmn', { kind: 'recovery', code: '0123abcdefghjkmn' }],
    ['O123 ABCD EFGH JKMI', { kind: 'recovery', code: '0123abcdefghjkm1' }],
    ['0123–abcd–efgh–jkmn', { kind: 'recovery', code: '0123abcdefghjkmn' }],
    ['12345', null],
    ['1234567', null],
    ['１２３４５６', null],
    ['uuuu-uuuu-uuuu-uuuu', null],
    ['', null],
    ['1'.repeat(10_000), null],
  ])('as %j is read as %j', (typed, read) => {
    expect(readTypedCode(typed)).toEqual(read)
  })

  it('as any new recovery code, in fours, is read as it was made', () => {
    const codes = newRecoveryCodes()
    expect(codes).toHaveLength(10)
    expect(new Set(codes).size).toBe(10)
    for (const code of codes) {
      expect(inFours(code)).toMatch(/^(?:[0-9a-z]{4}-){3}[0-9a-z]{4}$/)
      expect(readTypedCode(inFours(code).toUpperCase())).toEqual({ kind: 'recovery', code })
    }
  })
})

describe('who needs a second factor, and from when on', () => {
  const at = new Date('2026-12-01T00:00:00Z')
  it.each([
    ['off', ['administrator'], null],
    ['administrators', ['administrator', 'editor'], at],
    ['administrators', ['editor', 'managing_editor'], null],
    ['everybody', ['author'], at],
    ['everybody', [], null],
  ] as const)('%s, of somebody who is %j: %j', (secondFactor, roles, expected) => {
    expect(requiredFrom(roles, { secondFactor, secondFactorFrom: '2026-12-01' }, 'Europe/London')).toEqual(expected)
  })

  it('begins with the day of the magazine’s time zone, or at once', () => {
    const asked = { secondFactor: 'everybody', secondFactorFrom: '2026-12-01' } as const
    expect(requiredFrom(['author'], asked, 'Pacific/Auckland')).toEqual(new Date('2026-11-30T11:00:00Z'))
    expect(requiredFrom(['author'], { ...asked, secondFactorFrom: null }, 'UTC')).toEqual(new Date(0))
  })

  it('lets a session through as it should', () => {
    const staff = { roles: ['editor'], hasFactor: true, shownAt: at, required: null } as const
    expect(doorFor(staff, at)).toBe('open')
    expect(doorFor({ ...staff, shownAt: null }, at)).toBe('ask')
    expect(doorFor({ ...staff, hasFactor: false, shownAt: null }, at)).toBe('open')
    const needy = { roles: ['editor'], hasFactor: false, shownAt: null, required: at } as const
    expect(doorFor(needy, at)).toBe('set_up')
    expect(doorFor(needy, after(at, -1))).toBe('open')
    expect(doorFor({ ...needy, roles: [] }, at)).toBe('open')
  })
})
