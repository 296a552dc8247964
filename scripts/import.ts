import { runMain } from './command-line.ts'
import { importFiles } from './import/import-files.ts'

/** `npm run import -- <markdown|wordpress|ghost> FILE... [--attachments FOLDER] [--dry-run] [--overwrite] [--report FILE]` */
await runMain(() => importFiles(process.argv.slice(2)))
