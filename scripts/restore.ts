import { restoreMagazine } from './backup/restore-magazine.ts'
import { runMain } from './command-line.ts'

/** `npm run restore -- FILE --identity KEYFILE [--replace]`, `npm run restore -- finish` */
await runMain(() => restoreMagazine(process.argv.slice(2)))
