import { runMain } from './command-line.ts'
import { importFiles } from './import/import-files.ts'

/** `npm run import -- <markdown|wordpress> FILE... [--pictures DIR] [--uploads DIR] [--dry-run]` */
await runMain(() => importFiles(process.argv.slice(2)))
