import { randomUUID } from 'node:crypto'
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { systemCode } from './cannot-run.ts'
import { isRunning, markOf, processMarkSchema } from './processes.ts'

/**
 * Runs `work` while no other process holds the lock file; a holder that was killed counts as having let go.
 * @param file a path; its folder must exist
 */
export async function withLock<Result>(file: string, work: () => Promise<Result>): Promise<Result> {
  const mine = `${file}.${randomUUID()}`
  await writeFile(mine, JSON.stringify(markOf(process.pid)))
  try {
    while (!(await takeLock(mine, file))) await wait(50)
    try {
      return await work()
    } finally {
      await rm(file, { force: true })
    }
  } finally {
    await rm(mine, { force: true })
  }
}

/** A hard link is made in one step or not at all, and carries its content from the start. */
async function takeLock(mine: string, file: string): Promise<boolean> {
  try {
    await link(mine, file)
    return true
  } catch (error) {
    if (systemCode(error) !== 'EEXIST') throw error
  }
  if (!(await isStale(file))) return false
  // Two may find it stale at once; renaming succeeds for one of them.
  const aside = `${mine}.stale`
  try {
    await rename(file, aside)
    await rm(aside, { force: true })
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error
  }
  return false
}

async function isStale(file: string): Promise<boolean> {
  try {
    const holder = processMarkSchema.safeParse(JSON.parse(await readFile(file, 'utf8')))
    return !holder.success || !isRunning(holder.data)
  } catch (error) {
    return !(systemCode(error) === 'ENOENT')
  }
}
