import { takeBackup } from './backup/take-backup.ts'
import { runMain } from './command-line.ts'

/** `npm run backup`, `npm run backup -- verify FILE --identity KEYFILE`, `npm run backup -- key` */
await runMain(() => takeBackup(process.argv.slice(2)))
