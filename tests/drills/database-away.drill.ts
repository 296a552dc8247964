import { setTimeout as wait } from 'node:timers/promises'
import { expect as expectOfPage, type BrowserContext } from '@playwright/test'
import { afterAll, expect, test } from 'vitest'
import { openBrowser, wordsOn } from './support/browser.ts'
import { at, countUp, settled, tellTroubles, untilReady } from './support/counting.ts'
import { openMagazine } from './support/magazine.ts'
import { sitDown } from './support/onlookers.ts'
import { letPeopleWork } from './support/people.ts'
import { saidIn, visitor, type Seen } from './support/visitor.ts'
import { tell } from './telling.ts'

const magazine = await openMagazine()
const { stack, article, forMembers, editor, supporters } = magazine
afterAll(() => stack.stop(), 60_000)

const secondsAway = 60
const stranger = visitor(magazine)
const member = visitor(magazine, supporters.at(-20)?.session)
const staff = visitor(magazine, editor.session)

/** Pages that were made before, and stay whatever was cleared since. */
const kept = ['/', `/articles/${article.slug}`, '/topics']

/** Pages made for each request: from what is remembered, or not at all. */
const made = ['/sign-in', '/donate', '/contact/correction', '/corrections']

/** What cannot be made now. */
const gone: [who: typeof stranger, path: string][] = [
  [stranger, '/articles/nobody-has-read-this-yet'],
  [stranger, '/search?q=ferry'],
  [member, '/account'],
  [member, '/account/membership'],
  [member, `/articles/${article.slug}/comment`],
  [staff, '/desk'],
  [staff, '/desk/articles'],
]

test('PostgreSQL is restarted, and then refuses every connection for a minute', async () => {
  for (const path of [...kept, ...made]) expect(await stranger.get(path)).toMatchObject({ status: 200 })
  const traffic = letPeopleWork(magazine)
  for (let time = 1; time <= 3; time += 1) {
    await wait(5_000)
    tell(`Restarting PostgreSQL (${time}).`)
    await stack.restartDatabase()
    await untilReady(magazine)
  }
  const browser = await openBrowser(magazine)
  const reader = await browser.open(supporters.at(-21))
  await reader.goto(`/articles/${article.slug}`)
  await expectOfPage.poll(async () => editionOf(reader.context())).toBe('supporter')
  await reader.goto(`/articles/${article.slug}`)
  await reader.goto(`/articles/${forMembers.slug}`)
  await expectOfPage(reader.getByText('Paragraph 9')).toBeVisible()
  const onlookers = await sitDown(magazine, 0)

  tell(`PostgreSQL is ended and stays away for ${secondsAway} s.`)
  const began = performance.now()
  await stack.databaseDown()
  await wait(500)
  await lookAround()
  await onlookers.allAreTold({
    donor: /out of reach for a moment. Nothing has been charged, and what you chose is kept/,
    commenter: /out of reach for a moment. Nothing was changed/,
    writer: /out of reach for a moment. Nothing was changed/,
    editor: /Not saved: no connection. Kept in this browser; will be sent when it is back/,
  })

  tell('A supporter goes on reading, and stays one.')
  await reader.goto(`/articles/${article.slug}`)
  await expectOfPage(reader.getByRole('heading', { name: article.headline })).toBeVisible()
  expect(await editionOf(reader.context())).toBe('supporter')
  await reader.goto(`/articles/${forMembers.slug}`)
  await expectOfPage(reader.getByText('The rest of this article is out of reach for a moment.')).toBeVisible()
  await expectOfPage(reader.getByText('Paragraph 1')).toBeVisible()
  await expectOfPage(reader.getByText('Paragraph 9')).toHaveCount(0)
  await reader.goto('/account')
  await expectOfPage(reader.getByRole('heading', { name: 'We cannot show this page just now' })).toBeVisible()
  tell(`  The account says: “${await wordsOn(reader)}”`)

  expect(await at(magazine, '/api/health')).toMatchObject({ status: 200 })
  expect(await at(magazine, '/api/ready')).toMatchObject({
    status: 503,
    body: { status: 'unavailable', faults: [expect.stringContaining('the database does not answer')] },
  })
  await wait(Math.max(0, secondsAway * 1_000 - (performance.now() - began)))
  await lookAround()

  tell('PostgreSQL is there again.')
  await stack.databaseUp()
  const back = performance.now()
  await untilReady(magazine)
  tell(`Ready ${((performance.now() - back) / 1_000).toFixed(1)} s after that.`)
  await reader.getByRole('link', { name: 'Try again' }).click()
  await expectOfPage(reader.getByRole('heading', { name: /^Reader \d+$/ })).toBeVisible()
  traffic.done.push(...(await onlookers.allAreServed()))
  await onlookers.close()
  await browser.close()

  await traffic.end()
  tellTroubles(traffic)
  await settled(magazine)
  await countUp(magazine, traffic)
  expect(stack.web.lastWords()).toEqual([])
  expect(stack.worker.lastWords()).toEqual([])
})

/** Looks at pages of every kind without scripts: each is either there or says in words that it is not, and when to come back. */
async function lookAround(): Promise<void> {
  for (const path of kept) {
    const seen = await stranger.get(path)
    expect({ ...told(path, seen), status: seen.status }).toMatchObject({ path, status: 200 })
  }
  for (const path of made) {
    const { status, retryAfter, ...seen } = await stranger.get(path)
    told(path, { status, retryAfter, ...seen })
    expect([
      [200, null],
      [503, '10'],
    ]).toContainEqual([status, retryAfter])
  }
  for (const [who, path] of gone) {
    const seen = await who.get(path)
    const { status, retryAfter } = seen
    expect({ ...told(path, seen), status, retryAfter }).toEqual({
      path,
      status: 503,
      retryAfter: '10',
      said: 'We cannot show this page just now',
    })
  }
  const { status, retryAfter } = await member.get('/api/me')
  expect({ status, retryAfter }).toEqual({ status: 503, retryAfter: '10' })
}

/** Tells what a page says, which is never nothing and never what machines say to each other. */
function told(path: string, seen: Seen): { path: string; said: string } {
  const said = saidIn(seen)
  tell(`  ${seen.status} ${path}: ${said}`)
  expect(said).not.toContain('no heading')
  expect(seen.text).not.toMatch(/ECONNREFUSED|Failed query|\bat \w+ \(/)
  return { path, said }
}

async function editionOf(context: BrowserContext): Promise<string | undefined> {
  return (await context.cookies()).find(({ name }) => name === 'edition')?.value
}
