/**
 * A process like the demo, with parts that only sleep: `node small-stack.ts PROJECT`. Once all of them are up it writes
 * their numbers to standard output; it ends as the demo does.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { runMain } from '#scripts/command-line.ts'
import { openState } from '#scripts/embedded/state.ts'
import { stopOnSignals } from '#scripts/embedded/stop-on-signals.ts'
import { openSupervisor } from '#scripts/embedded/supervisor.ts'

await runMain(async () => {
  const state = openState('small', process.argv[2])
  const supervisor = await openSupervisor(state)
  stopOnSignals(supervisor, 0)
  try {
    const pids = []
    // The second starts a process of its own, which must not be left behind; the third pays no heed to being asked.
    for (const [name, script] of [
      ['first', "console.log('up'); setInterval(() => {}, 1000)"],
      [
        'second',
        "require('child_process').spawn('sleep', ['1000'], { stdio: 'ignore' }).on('spawn', () => console.log('up')); setInterval(() => {}, 1000)",
      ],
      ['third', "process.on('SIGTERM', () => {}); console.log('up, last words'); setInterval(() => {}, 1000)"],
    ] as const) {
      const output = join(state.logs, `${name}.log`)
      const child = await supervisor.start(
        {
          name,
          command: process.execPath,
          args: ['-e', script],
          env: process.env,
          cwd: state.folder,
          output,
          stopWithinMs: 300,
        },
        () => Promise.resolve(readFileSync(output, 'utf8').includes('up')),
        20_000,
      )
      pids.push(child.mark.pid)
    }
    process.stdout.write(`${pids.join(' ')}\n`)
    throw await supervisor.failure
  } finally {
    await supervisor.stop()
  }
})
