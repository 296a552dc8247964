import { execFile } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { projectFolder } from '#scripts/embedded/state.ts'
import { typescript } from '#scripts/embedded/typescript.ts'
import { testContext } from '#tests/support/context.ts'
import { makePerson } from '#tests/support/factories.ts'
import { key, someFolder } from './support.ts'

const ctx = await testContext({ now: new Date() })
const dir = someFolder()
const run = promisify(execFile)

/** `npm run backup`, as the timer and an operator type it. */
const backup = () =>
  run(process.execPath, [...typescript, join(projectFolder, 'scripts', 'backup.ts'), '--keep', '5'], {
    cwd: projectFolder,
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'test',
      DATABASE_URL: ctx.config.databaseUrl,
      PUBLIC_URL: 'https://magazine.example',
      AUTH_SECRET: 'only-for-tests-only-for-tests-only-for-tests',
      STRIPE_SECRET_KEY: 'sk_test_standfirst',
      STRIPE_WEBHOOK_SECRET: 'whsec_standfirst',
      SMTP_URL: 'smtp://127.0.0.1:9',
      MAIL_FROM: 'Magazine <post@magazine.example>',
      DESK_EMAIL: 'desk@magazine.example',
      INTERNAL_TOKEN: 'only-for-tests-only-for-tests',
      ADDRESS_KEYS: `tests:${'A'.repeat(43)}=`,
      ENCRYPTION_KEYS: `tests:${'A'.repeat(43)}=`,
      PICTURES_DIR: ctx.config.picturesDir,
      CASE_FILES_DIR: ctx.config.caseFilesDir,
      BACKUP_DIR: dir,
      BACKUP_RECIPIENTS: key.recipient,
    },
  })

test('of two backups at once each is whole', async () => {
  await makePerson(ctx)
  const first = backup()
  while (!readdirSync(dir).some((name) => name.endsWith('.unfinished'))) await wait(20)
  const both = await Promise.allSettled([first, backup()])
  expect(both.map((one) => (one.status === 'rejected' ? String(one.reason) : one.status))).toEqual([
    'fulfilled',
    'fulfilled',
  ])
  expect(readdirSync(dir).filter((name) => name.endsWith('.tar.age'))).toHaveLength(2)
  expect(readdirSync(dir).filter((name) => !/[.]tar[.]age([.]json)?$/.test(name))).toEqual([])
}, 120_000)
