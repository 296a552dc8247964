import { spawn } from 'node:child_process'
import { openSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { CannotRun } from '#scripts/embedded/cannot-run.ts'
import { freePort } from '#scripts/embedded/ports.ts'
import { respondsAt } from '#scripts/embedded/responds.ts'
import { openState, projectFolder, type State } from '#scripts/embedded/state.ts'
import { runningOn } from '#scripts/embedded/supervisor.ts'
import { step } from '#scripts/progress.ts'
import { median } from '../result.ts'
import type { Row } from '../row.ts'
import { demoArticles } from './articles.ts'

/** `npm run demo`, on what earlier starts left, until it answers with an article. */
export const demoStart: Row = {
  name: 'demo',
  does: 'the second start of the demonstration, until the first article is there',
  async measure({ state }) {
    if (runningOn(openState('demo'))) throw new CannotRun('the demonstration is running: stop it first')
    await step('The first start of the demonstration', () => secondsToArticle(state))
    const seconds = [await secondsToArticle(state), await secondsToArticle(state), await secondsToArticle(state)]
    return [
      {
        row: 'demo',
        what: 'second start of the demonstration, to its first article',
        value: median(seconds),
        unit: 's',
        target: 10,
        direction: 'at most',
        raw: seconds.map((each) => `${each.toFixed(1)} s`).join(', '),
      },
    ]
  },
}

async function secondsToArticle(state: State): Promise<number> {
  const port = await freePort(3_700)
  const log = openSync(join(state.logs, 'demo-start.log'), 'w')
  const began = performance.now()
  const demo = spawn('node', [join(projectFolder, 'scripts', 'bootstrap.mjs'), 'demo', '--port', String(port)], {
    cwd: projectFolder,
    stdio: ['ignore', log, log],
  })
  let ended = false
  const exited = new Promise<void>((resolve) =>
    demo.once('exit', () => {
      ended = true
      resolve()
    }),
  )
  try {
    while (!(await respondsAt(`http://127.0.0.1:${port}${demoArticles.public}`))) {
      if (ended) throw new Error('the demonstration ended by itself')
      await wait(20)
    }
    return (performance.now() - began) / 1_000
  } finally {
    demo.kill('SIGTERM')
    await exited
  }
}
