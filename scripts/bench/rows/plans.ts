import { connect } from '#db/client.ts'
import { readConfig } from '#lib/config.ts'
import { countMonths } from '#lib/figures/commands.ts'
import { openQueue } from '#lib/jobs/queue.ts'
import { createLog } from '#lib/log.ts'
import { localEnvironment } from '#scripts/stack/surroundings.ts'
import { questions } from '../plans/all.ts'
import { openExplainer } from '../plans/explain.ts'
import type { Row } from '../row.ts'

/** Explains at full size what tests/bench/plans.test.ts explains at a tenth of it. */
export const plans: Row = {
  name: 'plans',
  does: 'the query plans of everything that pages and the desk ask, at full size',
  async measure(parts) {
    const databaseUrl = await parts.magazine('full')
    const config = readConfig(localEnvironment(parts.state, databaseUrl, 'http://localhost'))
    const { db, close } = connect(databaseUrl, 2)
    const queue = openQueue(databaseUrl)
    const now = new Date('2026-11-25T10:00:00Z')
    const base = { db, now, queue, config, log: createLog('bench', 'silent') }
    await countMonths(base)
    const explainer = await openExplainer(base)
    const faults: string[] = []
    try {
      for (const [name, ask] of questions)
        for (const { what } of await explainer.faultsOf(ask)) faults.push(`${name} ${what}`)
    } finally {
      await explainer.close()
      await queue.close()
      await close()
    }
    return [
      {
        row: 'plans',
        what: 'queries that read a large table from end to end, full size',
        value: faults.length,
        unit: 'faults',
        target: 0,
        direction: 'at most',
        raw: [`${questions.length} questions`, ...faults].join('; '),
      },
    ]
  },
}
