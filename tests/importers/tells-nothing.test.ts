import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { articles } from '#db/schema/articles.ts'
import { importMarkdown } from '#lib/importers/markdown/import.ts'
import { stackWithoutValues } from '#lib/log.ts'
import { projectFolder } from '#scripts/embedded/state.ts'
import { newFolder } from './new-folder.ts'

const { ctx, folder } = await newFolder()
const secret = 'zqbehindthegate'

/** A patrons' article with the secret in every kind of place, and with faults that are told of. */
const text = `---
title: For patrons alone
access: patrons
preview: 1
colour: none
---

Everybody reads this.

The ${secret} in a paragraph, <blink>${secret}</blink> and a note.[^1] One note is missing.[^2]

    ${secret} in code,
        at a line that looks like a stack

![${secret}](https://elsewhere.example/${secret.slice(2)}.jpg "${secret} | ${secret}")

The end of it, ${secret}.

[^1]: The ${secret} in a note.
[^3]: The ${secret} in a note that nothing refers to.
`

async function file(name: string, content = text): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, content)
  return path
}

/** Runs the command as it is typed, and takes what it prints. */
function imported(path: string): Promise<string> {
  const environment = {
    ...process.env,
    DATABASE_URL: ctx.config.databaseUrl,
    PUBLIC_URL: ctx.config.publicUrl,
    AUTH_SECRET: ctx.config.authSecret,
    ADDRESS_KEYS: `only:${randomBytes(32).toString('base64')}`,
    ENCRYPTION_KEYS: `only:${randomBytes(32).toString('base64')}`,
    STRIPE_SECRET_KEY: ctx.config.stripe.secretKey,
    STRIPE_WEBHOOK_SECRET: 'whsec_standfirst',
    SMTP_URL: ctx.config.smtpUrl,
    MAIL_FROM: ctx.config.mailFrom,
    DESK_EMAIL: ctx.config.deskEmail,
    INTERNAL_TOKEN: ctx.config.internalToken,
    PICTURES_DIR: ctx.config.picturesDir,
  }
  const typed = ['--import', 'tsx', 'scripts/import.ts', 'markdown', path]
  return new Promise((resolve) => {
    execFile(process.execPath, typed, { cwd: projectFolder, env: environment }, (_, out, err) => resolve(out + err))
  })
}

test('an import tells of what is wrong without a word of the text, also when the database fails', async () => {
  const good = await imported(await file('good.md'))
  expect(good).toContain('left out')
  expect(good).not.toContain(secret)
  expect(await ctx.db.select({ access: articles.access }).from(articles)).toEqual([{ access: 'patrons' }])

  await ctx.db.execute(
    sql`alter table articles add constraint articles_fail_today check (headline <> 'For patrons too') not valid`,
  )
  const failing = await file('failing.md', text.replace('For patrons alone', 'For patrons too'))
  const bad = await imported(failing)
  expect(bad).toContain('articles_fail_today')
  expect(bad).not.toContain(secret)
  // The fault itself knows every word, which is why the report says of it what is the matter, and nothing else.
  const report = await importMarkdown(ctx, [failing])
  expect(report.refused).toEqual([
    { what: failing, why: 'The database would not take it: 23514 (articles_fail_today).' },
  ])
  expect(JSON.stringify(report)).not.toContain(secret)
  const fault: unknown = await ctx.db
    .insert(articles)
    .values({ slug: 'too', headline: 'For patrons too', standfirst: secret, body: {} })
    .catch((reason: unknown) => reason)
  expect(String(fault)).toContain(secret)
  expect(stackWithoutValues(fault)).not.toContain(secret)
  await ctx.db.execute(sql`alter table articles drop constraint articles_fail_today`)
}, 60_000)
