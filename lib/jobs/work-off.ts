import { PgBoss } from 'pg-boss'
import type { Context } from '#lib/context.ts'
import { opened } from './envelope.ts'
import type { JobHandler } from './job.ts'

export interface WorkedOff {
  /** How many jobs were done, of each kind. */
  done: Record<string, number>
  failed: { kind: string; problem: string }[]
}

/**
 * Does every job that is due, one after the other, and what those send, until none is left; for when no worker runs. One that fails
 * waits for its next try.
 * @param context makes what each job is given
 */
export async function workOff(
  databaseUrl: string,
  handlers: readonly JobHandler[],
  context: () => Context,
): Promise<WorkedOff> {
  const boss = new PgBoss({
    connectionString: databaseUrl,
    max: 2,
    supervise: false,
    schedule: false,
    migrate: false,
    createSchema: false,
  })
  boss.on('error', () => undefined)
  await boss.start()
  const worked: WorkedOff = { done: {}, failed: [] }
  try {
    for (let before = -1; before !== count(worked);) {
      before = count(worked)
      for (const handler of handlers) await workOne(boss, handler, context, worked)
    }
  } finally {
    await boss.stop({ graceful: false })
  }
  return worked
}

async function workOne(boss: PgBoss, { job, run }: JobHandler, context: () => Context, worked: WorkedOff) {
  const { name } = job
  for (;;) {
    const [next] = await boss.fetch(name)
    if (!next) return
    try {
      await run(context(), opened(next.data).data)
      await boss.complete(name, next.id)
      worked.done[name] = (worked.done[name] ?? 0) + 1
    } catch (fault) {
      const problem = fault instanceof Error ? fault.message : String(fault)
      await boss.fail(name, next.id, { message: problem })
      worked.failed.push({ kind: name, problem })
    }
  }
}

function count({ done, failed }: WorkedOff): number {
  return Object.values(done).reduce((sum, one) => sum + one, failed.length)
}
