import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { after, day } from '#lib/clock.ts'
import { beginSession } from '#lib/people/sessions.ts'
import { hashToken } from '#lib/secret-token.ts'
import { judgeAtDeskDoor } from '#app/_server/desk-door.ts'
import { testContext } from '#tests/support/context.ts'
import { makePerson } from '#tests/support/factories.ts'

const folder = mkdtempSync(join(tmpdir(), 'standfirst-door-'))
const clockOffsetFile = join(folder, 'clock.json')
const ctx = await testContext({ config: { clockOffsetFile } })
// What every request of a process shares: app/_server/platform.ts.
Object.assign(globalThis, { standfirst: { ...ctx, connection: { db: ctx.db } } })

afterAll(() => {
  Object.assign(globalThis, { standfirst: undefined })
  rmSync(folder, { recursive: true })
})

async function sessionUntil(expires: Date): Promise<(name: string) => string | undefined> {
  const { id: personId } = await makePerson(ctx, { roles: ['editor'] })
  const token = crypto.randomUUID()
  await beginSession(ctx.db, { tokenHash: hashToken(token), personId, expires, userAgent: null })
  return (name) => (name === 'authjs.session-token' ? token : undefined)
}

test('a session is judged by the clock that dated it, however far ahead the magazine’s is', async () => {
  const live = await sessionUntil(after(new Date(), 30 * day))
  const over = await sessionUntil(after(new Date(), -day))
  for (const days of [0, 62]) {
    writeFileSync(clockOffsetFile, JSON.stringify({ aheadSeconds: days * 86_400 }))
    expect(await judgeAtDeskDoor('/desk', live)).toBe('enter')
    expect(await judgeAtDeskDoor('/desk', over)).toBe('sign_in')
  }
})
