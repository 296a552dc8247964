import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { errorsLogged } from '#scripts/bench/soak/left-behind.ts'

const folder = mkdtempSync(join(tmpdir(), 'standfirst-soak-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function logOf(...lines: string[]): string {
  const file = join(folder, `${crypto.randomUUID()}.log`)
  writeFileSync(file, `${lines.join('\n')}\n`)
  return file
}

test('errors of the log are faults, and so is whatever was written past it; a warning is none', () => {
  const error = JSON.stringify({ level: 50, msg: 'job failed' })
  const file = logOf(
    'Debugger listening on ws://127.0.0.1:9240/x',
    '▲ Next.js 16.4.6',
    JSON.stringify({ level: 30, msg: 'request' }),
    JSON.stringify({ level: 40, msg: 'a webhook was refused' }),
    'Debugger attached.',
    error,
    '⨯ unhandledRejection: Error: gone',
  )
  expect(errorsLogged(file)).toEqual([`logged: ${error}`, 'logged: ⨯ unhandledRejection: Error: gone'])
})

test('of a log that was never begun nothing is called quiet', () => {
  expect(errorsLogged(logOf('Error: The configuration is incomplete'))).not.toEqual([])
})
