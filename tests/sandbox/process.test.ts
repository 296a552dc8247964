import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readEnvironment } from '../../sandbox/stripe/environment.ts'

const GOOD = { PORT: '0', STATE_FILE: ':memory:' }

describe('the process', () => {
  it('reads its environment once and names what is wrong', () => {
    expect(readEnvironment({ ...GOOD, PUBLIC_ORIGIN: 'http://pay.test/' })).toMatchObject({
      port: 0,
      publicOrigin: 'http://pay.test',
    })
    expect(() => readEnvironment({ STATE_FILE: 'x' })).toThrow(/PORT/)
    expect(() => readEnvironment({ PORT: '1' })).toThrow(/STATE_FILE/)
    expect(() => readEnvironment({ ...GOOD, WEBHOOK_URL: 'http://x.test/' })).toThrow(/go together/)
    expect(() => readEnvironment({ ...GOOD, WEBHOOK_URL: 'http://x.test/', WEBHOOK_SECRET: 'secret' })).toThrow(
      /WEBHOOK_SECRET/,
    )
  })

  it('does not start in production unless the demonstration starts it', () => {
    expect(() => readEnvironment({ ...GOOD, NODE_ENV: 'production' })).toThrow(/does not start in production/)
    expect(readEnvironment({ ...GOOD, NODE_ENV: 'production', ALLOW_PRODUCTION: '1' }).port).toBe(0)
  })

  it('says when it is ready, and leaves when it is asked to', async () => {
    const child = spawn(process.execPath, ['--import', 'tsx', 'sandbox/stripe/main.ts'], {
      cwd: resolve(import.meta.dirname, '../..'),
      env: { ...process.env, ...GOOD, NODE_ENV: 'test' },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const [said]: unknown[] = await once(child.stdout, 'data')
    expect(String(said)).toMatch(/^Stripe sandbox ready on http:\/\/localhost:\d+\n$/)
    child.kill('SIGTERM')
    const [code]: unknown[] = await once(child, 'exit')
    expect(code).toBe(0)
  })
})
