import { parseArgs } from 'node:util'
import { connect } from '#db/client.ts'
import { readConfig, type Config } from '#lib/config.ts'
import { examine } from '#lib/doctor/examine.ts'
import { fail, type Finding } from '#lib/doctor/model.ts'
import { openQueue } from '#lib/jobs/queue.ts'
import { createLog } from '#lib/log.ts'
import { systemNow } from '#lib/system-time.ts'
import { loadEnvironmentFile } from '#scripts/command-line.ts'
import { CannotRun } from '#scripts/embedded/cannot-run.ts'
import { say } from '#scripts/progress.ts'

const usage = 'npm run doctor [-- --json] [-- --send-to EMAIL]'

/** Looks at everything the magazine needs, and says of each thing how it is and what to do. */
export async function runDoctor(given: string[]): Promise<void> {
  const { json, 'send-to': sendTo } = readArguments(given)
  loadEnvironmentFile()
  const findings = await findAll(process.env, sendTo)
  say(json ? JSON.stringify(findings, null, 2) : describe(findings))
  if (findings.some(({ state }) => state === 'fail')) process.exitCode = 1
}

async function findAll(environment: NodeJS.ProcessEnv, sendTo: string | undefined): Promise<Finding[]> {
  let config
  try {
    config = readConfig(environment)
  } catch (fault) {
    const says = fault instanceof Error ? fault.message : String(fault)
    return [
      fail(
        'configuration',
        says,
        'Set what is named; .env.example has a line on each. The rest can be looked at then.',
      ),
    ]
  }
  return examineWith(config, sendTo, environment.CACHE_REDIS_URL || undefined)
}

async function examineWith(
  config: Config,
  sendTo: string | undefined,
  redisUrl: string | undefined,
): Promise<Finding[]> {
  const { db, close } = connect(config.databaseUrl, 2)
  const queue = openQueue(config.databaseUrl)
  try {
    const log = createLog('doctor', 'silent')
    return await examine({ db, queue, config, now: systemNow(config), log }, { sendTo, redisUrl })
  } finally {
    await queue.close()
    await close()
  }
}

const marks = { ok: ' ok ', warn: 'WARN', fail: 'FAIL' }

function describe(findings: Finding[]): string {
  const lines = findings.flatMap(({ area, state, says, remedy }) => [
    `${marks[state]}  ${area.padEnd(13)}  ${says}`,
    ...(remedy === null ? [] : [`${' '.repeat(21)}→ ${remedy}`]),
  ])
  const count = (state: Finding['state']) => findings.filter((one) => one.state === state).length
  return [...lines, `${count('ok')} as they should be, ${count('warn')} to look at, ${count('fail')} that fail.`].join(
    '\n',
  )
}

function readArguments(given: string[]): { json: boolean; 'send-to'?: string } {
  try {
    const options = { json: { type: 'boolean', default: false }, 'send-to': { type: 'string' } } as const
    return parseArgs({ args: given, options }).values
  } catch {
    throw new CannotRun(`Not understood: ${given.join(' ')}. Possible: ${usage}`)
  }
}
