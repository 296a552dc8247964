import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, expect, test } from 'vitest'
import { moveArticle } from '#lib/articles/workflow/move-article.ts'
import { after } from '#lib/clock.ts'
import { at, countUp, settled, tellTroubles } from './support/counting.ts'
import { openMagazine } from './support/magazine.ts'
import { sitDown } from './support/onlookers.ts'
import { letPeopleWork } from './support/people.ts'
import { tell, tellCounts } from './telling.ts'

const magazine = await openMagazine()
const { stack } = magazine
afterAll(() => stack.stop(), 60_000)

test('the worker is killed in the middle of traffic', async () => {
  const traffic = letPeopleWork(magazine)
  const onlookers = await sitDown(magazine, 0)
  for (let blow = 1; blow <= 6; blow += 1) {
    await wait(3_000)
    tell(`Killing the worker (${blow}); what keeps it alive starts it again.`)
    await stack.worker.kill()
  }
  tell('Killing it once more, and it stays away; an article is to appear meanwhile. People press their buttons.')
  await stack.worker.down()
  const scheduled = await scheduleOne()
  traffic.done.push(...(await onlookers.allAreServed()))
  tell('All of them were served. Waiting until /api/ready speaks of it.')
  await onlookers.close()
  await traffic.end()
  await expect
    .poll(() => at(magazine, '/api/ready'), { timeout: 150_000, interval: 1_000 })
    .toMatchObject({
      status: 200,
      body: {
        status: 'degraded',
        faults: [],
        warnings: [expect.stringContaining('no worker has given a sign of life')],
      },
    })
  expect((await fetch(`${stack.webUrl}/articles/${scheduled.slug}`)).status).toBe(404)

  tell('Starting it again.')
  await stack.worker.up()
  await expect
    .poll(async () => (await fetch(`${stack.webUrl}/articles/${scheduled.slug}`)).status, { timeout: 60_000 })
    .toBe(200)
  tell('The article that was to appear meanwhile is there.')
  tellTroubles(traffic)
  await settled(magazine)
  const offered = stack.smtp.received.map(({ message }) => /^Message-ID: (.+)$/im.exec(message)?.[1])
  tellCounts('Mails', ['taken', 'different'], [['the mail server’s', offered.length, new Set(offered).size]])
  await countUp(magazine, traffic)
  expect(traffic.troubles).toEqual(new Map())
  expect(stack.worker.lastWords()).toEqual([])
})

async function scheduleOne() {
  const draft = magazine.drafts.at(-10)
  if (draft === undefined) throw new Error('too few are there')
  const { id: personId, roles } = magazine.editor
  const ctx = stack.ctx()
  const moving = { articleId: draft.id, move: 'schedule', seen: 'draft', staff: { personId, roles } } as const
  await moveArticle(ctx, { ...moving, at: after(ctx.now, 20_000), confirmed: true })
  return draft
}
