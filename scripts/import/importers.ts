import type { Context } from '#lib/context.ts'
import { importGhost } from '#lib/importers/ghost/import.ts'
import { importMarkdown } from '#lib/importers/markdown/import.ts'
import type { ImportReport } from '#lib/importers/run/report.ts'
import type { RunOptions } from '#lib/importers/run/run.ts'
import { importWordPress } from '#lib/importers/wordpress/import.ts'

export interface ImportOptions extends RunOptions {
  /** A folder in which pictures and other files are looked for. */
  attachments?: string | undefined
  /** Regular gifts that the former system began at Stripe go on here. */
  stripe?: boolean
}

/** @throws Refusal when a file cannot be read at all */
export type Importer = (ctx: Context, paths: string[], options: ImportOptions) => Promise<ImportReport>

/** What can be imported, by the name that is typed. */
export const importers: Record<string, Importer> = {
  ghost: importGhost,
  markdown: importMarkdown,
  wordpress: importWordPress,
}
