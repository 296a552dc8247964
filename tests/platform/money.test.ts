import { describe, expect, it } from 'vitest'
import { formatMoney, parseAmount } from '#lib/money.ts'

describe('money', () => {
  it.each([
    ['5', 500],
    ['5.5', 550],
    ['5,50', 550],
    ['£5.00', 500],
    ['1,000', 100_000],
    [' 12 ', 1200],
    ['A$20', 2000],
    ['0', 0],
    ['', null],
    ['five', null],
    ['-5', null],
    ['1e3', null],
    ['5.555', null],
    ['99999999999999999999', null],
  ])('reads %s as %s', (typed, minor) => {
    expect(parseAmount(typed)).toBe(minor)
  })

  it('writes whole amounts without decimals', () => {
    expect(formatMoney({ amount: 500, currency: 'GBP' })).toBe('£5')
    expect(formatMoney({ amount: 550, currency: 'GBP' })).toBe('£5.50')
    expect(formatMoney({ amount: 2000, currency: 'USD' })).toBe('US$20')
  })
})
