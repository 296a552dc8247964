import { join } from 'node:path'
import { runMain } from './command-line.ts'
import { drills } from './drill/drills.ts'
import { CannotRun } from './embedded/cannot-run.ts'
import { ChildFailed, describeExit, spawnChild, terminal } from './embedded/child.ts'
import { projectFolder } from './embedded/state.ts'
import { say } from './progress.ts'

/** `npm run drill -- NAME …`: rehearses a disaster with a magazine of its own; `-- all` each of them. Exit status 0 when all went well. */
await runMain(async () => {
  const wanted = process.argv.slice(2)
  const chosen = wanted.includes('all') ? drills : drills.filter(({ name }) => wanted.includes(name))
  const unknown = wanted.filter((name) => name !== 'all' && !drills.some((drill) => drill.name === name))
  if (chosen.length === 0 || unknown.length > 0) {
    const width = Math.max(...drills.map(({ name }) => name.length))
    const list = drills.map(({ name, does }) => `  ${name.padEnd(width)}  ${does}`)
    throw new CannotRun(['Say which: npm run drill -- NAME …, or all.', ...list].join('\n'))
  }
  for (const { name, does } of chosen) {
    say(`Drill “${name}”: ${does}.`)
    await runOne(name)
  }
})

async function runOne(name: string): Promise<void> {
  const child = await spawnChild({
    name: `The drill “${name}”`,
    command: process.execPath,
    args: [
      join(projectFolder, 'node_modules', 'vitest', 'vitest.mjs'),
      'run',
      '--config',
      'vitest.drill.config.ts',
      `tests/drills/${name}.drill.ts`,
    ],
    env: process.env,
    cwd: projectFolder,
    output: terminal,
    stopWithinMs: 30_000,
  })
  const stop = () => void child.stop()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, stop)
  const exit = await child.exited
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.removeListener(signal, stop)
  if (exit.code !== 0) throw new ChildFailed(child, `${describeExit(exit)}.`)
}
