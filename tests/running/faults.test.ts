import { afterEach, expect, test } from 'vitest'
import { z } from 'zod'
import { tellFault, writeConsoleToLog } from '#app/_server/faults.ts'
import { createLog } from '#lib/log.ts'
import { onTrail, type Trail } from '#lib/trail.ts'

const lines: string[] = []
const log = createLog('web', 'debug', { write: (line: string) => void lines.push(line) })
const { error, warn, log: say, info } = console
afterEach(() => {
  Object.assign(console, { error, warn, log: say, info })
  lines.length = 0
})
const told = () => lines.map((line) => z.record(z.string(), z.unknown()).parse(JSON.parse(line)))

test('what is said on the console is a line of the log, named by its request and without the values of queries', () => {
  writeConsoleToLog(log)
  const fault = new Error('Failed query: select $1\nparams: planted@example.org')
  onTrail({ requestId: 'request-12' }, () => console.error('⨯', fault))
  console.warn('careful')
  // What a stranger wrote makes no line of its own.
  console.log('tag: "a\n{"level":60,"msg":"made up by planted@example.org"}\n" is too long')
  expect(told()).toMatchObject([
    { level: 50, requestId: 'request-12', msg: '⨯', err: { type: 'Error' } },
    { level: 40, msg: 'careful' },
    { level: 20, event: 'console', msg: 'tag: "a\n{"level":60,"msg":"made up by [e-mail]"}\n" is too long' },
  ])
  expect(lines).toHaveLength(3)
  expect(lines.join('')).not.toContain('planted')
})

test('a fault that Next tells of twice is told once', () => {
  writeConsoleToLog(log)
  const fault = new Error('the river ran dry')
  tellFault(log, fault, { digest: '1234', route: '/sign-in' })
  console.error('⨯', fault)
  tellFault(log, fault, {})
  expect(told()).toMatchObject([{ digest: '1234', route: '/sign-in', msg: 'a request failed' }])
})

test('a form that is none, or was broken off, is no fault of ours', async () => {
  const trail: Trail = { requestId: 'request-13' }
  const headers = { 'content-type': 'multipart/form-data; boundary=X' }
  const broken = await new Response('--X\r\nno form', { headers }).formData().catch((reason: unknown) => reason)
  writeConsoleToLog(log)
  onTrail(trail, () => {
    console.error('⨯', broken)
    tellFault(log, broken, { route: '/sign-in' })
  })
  expect(trail.isUnreadable).toBe(true)
  tellFault(log, Object.assign(new Error('aborted'), { code: 'ECONNRESET' }), {})
  tellFault(log, Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }), {})
  expect(told().map(({ level, msg }) => [level, msg])).toEqual([
    [30, 'what was sent could not be read'],
    [30, 'what was sent could not be read'],
    [50, 'a request failed'],
  ])
})
