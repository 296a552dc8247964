import { runMain } from './command-line.ts'
import { exportMagazine } from './export/export-magazine.ts'

/** `npm run export -- FOLDER [--revisions] [--addresses]` */
await runMain(() => exportMagazine(process.argv.slice(2)))
