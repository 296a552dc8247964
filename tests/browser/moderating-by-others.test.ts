import type { Page } from '@playwright/test'
import type postgres from 'postgres'
import { administrator, enter, withDatabase } from './support/desk.ts'
import { expect, test } from './support/journey.ts'
import { plant } from './support/planted-comment.ts'

test('nobody without the right moderates, by whatever form and at whatever page', async ({
  browser,
  addresses,
  baseURL,
}) => {
  test.setTimeout(180_000)
  const held = await plant(addresses.databaseUrl, 'Idris Fallow', 'held')
  const published = await plant(addresses.databaseUrl, 'Nell Orchard')
  const moderator = await browser.newContext({ baseURL, javaScriptEnabled: false })
  await enter(moderator, addresses, administrator)
  const desk = await moderator.newPage()
  const forms: Record<string, string>[] = []
  for (const path of [`/desk/comments/${held.id}`, `/desk/comments/${published.id}`, '/desk/settings/comments']) {
    await desk.goto(path)
    forms.push(...(await formsOf(desk)))
  }
  expect(forms.length).toBeGreaterThan(6)
  const standing = () => withDatabase(addresses.databaseUrl, (sql) => moderated(sql, [held.id, published.id]))
  const before = await standing()
  for (const name of ['reader', 'supporter', 'editor', 'managing-editor', 'fulfilment']) {
    const context = await browser.newContext({ baseURL })
    await enter(context, addresses, `${name}@saltmarsh.example`)
    for (const form of forms)
      for (const path of [`/desk/comments/${held.id}`, '/account/comments'])
        await context.request.post(path, {
          multipart: { ...form, reason: form.reason ?? 'abuse', note: 'By the wrong hand.' },
          maxRedirects: 0,
          headers: { origin: `${baseURL}` },
        })
    await context.close()
  }
  expect(await standing()).toEqual(before)
  await moderator.close()
})

/** What every form of a page with an action would send, picks left out: editors may. */
async function formsOf(page: Page): Promise<Record<string, string>[]> {
  const all = await page.locator('form').evaluateAll((forms) =>
    forms.map((form) => {
      if (!(form instanceof HTMLFormElement) || /\bpick/i.test(form.textContent ?? '')) return {}
      const entries = [...new FormData(form)].map(([name, value]) => [name, typeof value === 'string' ? value : ''])
      return Object.fromEntries(entries)
    }),
  )
  return all.filter((fields) => Object.keys(fields).some((name) => name.startsWith('$ACTION')))
}

/** All that the forms could change of these comments, their thread and their writers. */
async function moderated(sql: postgres.Sql, ids: string[]) {
  const [all] = await sql`
    with these as (select id, article_id, person_id from comments where id in ${sql(ids)})
    select
    (select md5(string_agg(id::text || state || coalesce(picked_at::text, ''), '|' order by id)) from comments where id in (select id from these)) as states,
    (select md5(string_agg(concat(comments, comments_close_at, moderation), '|')) from articles where id in (select article_id from these)) as threads,
    (select count(*)::integer from moderation_log where comment_id in (select id from these) or person_id in (select person_id from these)) as log,
    (select count(*)::integer from sanctions where person_id in (select person_id from these)) as sanctions,
    (select count(*)::integer from taken_comments where comment_id in (select id from these)) as taken,
    (select value::text from settings where key = 'comments') as settings`
  return all
}
