import { administer } from './admin/administer.ts'
import { runMain } from './command-line.ts'

/** `npm run admin -- list | invite EMAIL [--role ROLE]… [--name NAME] | reset-factor EMAIL | sign-in-link EMAIL` */
await runMain(() => administer(process.argv.slice(2)))
