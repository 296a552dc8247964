import { formatReport, importMarkdown } from '#lib/importers/markdown/import.ts'
import type { Context } from '#lib/context.ts'

export interface Outcome {
  /** For people. */
  report: string
  /** How many files or entries could not be taken. */
  refused: number
}

/** @param folders where pictures are looked for besides beside the files */
export type Importer = (
  ctx: Context,
  paths: string[],
  folders: { pictures?: string; uploads?: string },
) => Promise<Outcome>

/** What can be imported, by the name that is typed. */
export const importers: Record<string, Importer> = {
  markdown: async (ctx, paths, { pictures }) => {
    const report = await importMarkdown(ctx, paths, pictures === undefined ? {} : { pictures })
    return { report: formatReport(report), refused: report.files.filter(({ result }) => result === 'refused').length }
  },
}
