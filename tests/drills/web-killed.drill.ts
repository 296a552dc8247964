import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, expect, test } from 'vitest'
import { countUp, settled, tellTroubles, untilReady } from './support/counting.ts'
import { openMagazine } from './support/magazine.ts'
import { sitDown } from './support/onlookers.ts'
import { letPeopleWork } from './support/people.ts'
import { tell } from './telling.ts'

const magazine = await openMagazine()
const { stack } = magazine
afterAll(() => stack.stop(), 60_000)

test('the web process is killed in the middle of traffic', async () => {
  const traffic = letPeopleWork(magazine)
  const onlookers = await sitDown(magazine, 0)
  for (let blow = 1; blow <= 5; blow += 1) {
    await wait(4_000)
    tell(`Killing the web process (${blow}); what keeps it alive starts it again.`)
    await stack.web.kill()
    await untilReady(magazine)
  }
  tell('Killing it once more, and it stays away: people press their buttons.')
  await stack.web.down()
  await onlookers.allAreTold({
    donor: /could not be reached. Nothing has been charged, and what you chose is kept/,
    commenter: /could not be reached. What you wrote is still here/,
    writer: /could not be reached. What you entered is still here/,
    editor: /Not saved: no connection. Kept in this browser; will be sent when it is back/,
  })
  tell('Starting it again: people press once more.')
  await stack.web.up()
  await untilReady(magazine)
  traffic.done.push(...(await onlookers.allAreServed()))
  await onlookers.close()

  await traffic.end()
  tellTroubles(traffic)
  await settled(magazine)
  await countUp(magazine, traffic)
  expect(stack.web.lastWords()).toEqual([])
})
