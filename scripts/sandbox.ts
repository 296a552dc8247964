import { runMain } from './command-line.ts'
import { sandboxCommand } from './sandbox/commands.ts'

/** `npm run sandbox -- advance 40d`: what can be done to the running demonstration's money and time; `help` lists it. */
await runMain(() => sandboxCommand(process.argv.slice(2)))
