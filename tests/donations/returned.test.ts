import { describe, expect, test } from 'vitest'
import { amountReturned, holdsTheMoney } from '#lib/donations/internal/returned.ts'

describe('money that went back', () => {
  test.each([
    ['needs_response', true],
    ['under_review', true],
    ['lost', true],
    ['appeal_under_review', true],
    ['won', false],
    ['prevented', false],
    ['warning_needs_response', false],
    ['warning_closed', false],
  ])('a dispute that is %s holds the money: %s', (status, holds) => {
    expect(holdsTheMoney({ status })).toBe(holds)
  })

  test('refunds and disputes add up, to the whole at most', () => {
    expect(amountReturned({ amount: 1000, amountRefunded: 300 }, [])).toBe(300)
    expect(amountReturned({ amount: 1000, amountRefunded: 300 }, [{ amount: 500, status: 'lost' }])).toBe(800)
    expect(amountReturned({ amount: 1000, amountRefunded: 300 }, [{ amount: 1000, status: 'needs_response' }])).toBe(
      1000,
    )
    expect(amountReturned({ amount: 1000, amountRefunded: 0 }, [{ amount: 1000, status: 'won' }])).toBe(0)
  })
})
