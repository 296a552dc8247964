import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { runSandbox } from './running.ts'

const DAY = 86_400
const fileSchema = z.strictObject({ aheadSeconds: z.int() })

/** A second may pass between one look at the real clock and the next. */
const near = (told: number, wanted: number) => Math.abs(told - wanted) <= 5

describe('the sandbox’s own clock', () => {
  const cleanups: (() => Promise<void> | void)[] = []
  afterEach(async () => {
    for (const clean of cleanups.splice(0)) await clean()
  })

  async function run() {
    const folder = mkdtempSync(join(tmpdir(), 'sandbox-clock-'))
    const clockFile = join(folder, 'clock.json')
    const running = await runSandbox({ clockFile })
    cleanups.push(running.stop, () => rmSync(folder, { recursive: true }))
    const told = () => fileSchema.parse(JSON.parse(readFileSync(clockFile, 'utf8'))).aheadSeconds
    return { ...running, told }
  }

  it('tells others how far it is ahead, from the start', async () => {
    const { told, advance } = await run()
    expect(told()).toBe(0)
    await advance(40)
    expect(near(told(), 40 * DAY)).toBe(true)
  })

  it('begins in the past while nothing has happened, and goes on to the present', async () => {
    const { stripe, switchTo, subscribe, told } = await run()
    const year = Math.floor(Date.now() / 1000) - 365 * DAY
    await switchTo('clock/begin', { at: year })
    expect(near(told(), -365 * DAY)).toBe(true)
    const { subscription, customer } = await subscribe('pm_card_visa')
    expect(subscription.start_date).toBeLessThan(year + DAY)
    await switchTo('clock/advance', { to: 'present' })
    expect(told()).toBe(0)
    const invoices = await stripe.invoices.list({ customer: customer.id, limit: 100 })
    expect(invoices.data.length).toBeGreaterThanOrEqual(12)
  })

  it('does not begin again, nor go back', async () => {
    const { stripe, switchTo } = await run()
    await stripe.customers.create({})
    const yesterday = Math.floor(Date.now() / 1000) - DAY
    await expect(switchTo('clock/begin', { at: yesterday })).rejects.toThrow('Something has happened here already')
    await expect(switchTo('clock/advance', { to: yesterday })).rejects.toThrow('Time does not go back')
  })
})
