import { expect, test } from 'vitest'
import { jobSeconds } from '#lib/metrics.ts'
import { freePort } from '#scripts/embedded/ports.ts'
import { tellFigures } from '#scripts/worker/tell-figures.ts'

const token = 'only-for-tests-only-for-tests'

test('the worker tells how long its jobs took, to whoever has the token', async () => {
  jobSeconds.observe({ queue: 'mail-send', outcome: 'done' }, 0.2)
  const port = await freePort(24_700)
  const close = await tellFigures({ host: '127.0.0.1', port }, token)
  const ask = (path: string, authorization = '') =>
    fetch(`http://127.0.0.1:${port}${path}`, { headers: { authorization } })
  const told = await ask('/metrics', `Bearer ${token}`)
  expect(told.status).toBe(200)
  expect(await told.text()).toMatch(/standfirst_job_seconds_count\{queue="mail-send",outcome="done"\} [1-9]/)
  for (const [path, authorization] of [
    ['/metrics', ''],
    ['/metrics', 'Bearer wrong'],
    ['/', `Bearer ${token}`],
  ] as const)
    expect((await ask(path, authorization)).status).toBe(404)
  close()
})

test('without a token it answers anybody who can reach it, which is this machine alone', async () => {
  const port = await freePort(24_710)
  const close = await tellFigures({ host: '127.0.0.1', port }, undefined)
  expect((await fetch(`http://127.0.0.1:${port}/metrics`)).status).toBe(200)
  close()
})
