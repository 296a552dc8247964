import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { startSandbox } from '../../sandbox/stripe/start.ts'
import { clientFor, runSandbox, visit } from './running.ts'

describe('the front page', () => {
  it('shows what happened, and lets time pass for whoever has it open', async () => {
    const running = await runSandbox()
    try {
      const { subscription } = await running.subscribe('pm_card_visa')
      const page = await visit(`${running.address}/`)
      expect(page.text).toContain('£5.00 a month')
      expect(page.text).toContain('customer.subscription.created')
      const press = (origin: string) =>
        fetch(`${running.address}/`, {
          method: 'POST',
          headers: { origin },
          body: new URLSearchParams({ seconds: '3456000' }),
          redirect: 'manual',
        })
      expect((await press('https://elsewhere.test')).status).toBe(403)
      expect((await press(running.sandbox.origin)).status).toBe(303)
      const renewed = await running.stripe.subscriptions.retrieve(subscription.id)
      expect(renewed.items.data[0]?.current_period_start).toBe(subscription.items.data[0]?.current_period_end)
    } finally {
      await running.stop()
    }
  })
})

describe('a clock', () => {
  it('goes on after a restart where it was', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sandbox-'))
    const options = { port: 0, stateFile: join(folder, 'state.sqlite') }
    try {
      const first = await startSandbox(options)
      const clock = await clientFor(first.port).testHelpers.testClocks.create({ frozen_time: 1_700_000_000 })
      const advancing = await clientFor(first.port).testHelpers.testClocks.advance(clock.id, {
        frozen_time: 1_800_000_000,
      })
      expect(advancing.status).toBe('advancing')
      await first.stop()
      const second = await startSandbox(options)
      const read = () => clientFor(second.port).testHelpers.testClocks.retrieve(clock.id)
      await expect.poll(async () => (await read()).status).toBe('ready')
      expect((await read()).frozen_time).toBe(1_800_000_000)
      await second.stop()
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})
