import { runMain } from './command-line.ts'
import { runDoctor } from './doctor/run-doctor.ts'

/** `npm run doctor [-- --json] [-- --send-to EMAIL]`: exit status 1 when something fails. */
await runMain(() => runDoctor(process.argv.slice(2)))
