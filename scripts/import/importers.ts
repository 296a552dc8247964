import type { Context } from '#lib/context.ts'
import { Refusal } from '#lib/errors.ts'
import { formatReport, importMarkdown } from '#lib/importers/markdown/import.ts'
import { importWordPress } from '#lib/importers/wordpress/import.ts'
import { formatReport as formatTable } from '#lib/importers/wordpress/report.ts'

export interface Outcome {
  /** For people. */
  report: string
  /** How many files or entries could not be taken. */
  refused: number
}

/** Where pictures are looked for besides beside the files. */
export interface PictureFolders {
  pictures?: string | undefined
  uploads?: string | undefined
}

export type Importer = (ctx: Context, paths: string[], folders: PictureFolders) => Promise<Outcome>

/** What can be imported, by the name that is typed. */
export const importers: Record<string, Importer> = {
  markdown: async (ctx, paths, { pictures }) => {
    const report = await importMarkdown(ctx, paths, pictures === undefined ? {} : { pictures })
    return { report: formatReport(report), refused: report.files.filter(({ result }) => result === 'refused').length }
  },
  wordpress: async (ctx, paths, { uploads }) => {
    const outcomes: Outcome[] = []
    for (const path of paths) outcomes.push(await importExport(ctx, path, uploads))
    return {
      report: outcomes.map(({ report }) => report).join('\n'),
      refused: outcomes.reduce((sum, { refused }) => sum + refused, 0),
    }
  },
}

async function importExport(ctx: Context, path: string, uploads: string | undefined): Promise<Outcome> {
  try {
    const report = await importWordPress(ctx, path, uploads === undefined ? {} : { uploads })
    return { report: `${path}\n${formatTable(report)}`, refused: report.refused.length }
  } catch (error) {
    if (error instanceof Refusal) return { report: `${path}\n${error.message}`, refused: 1 }
    throw error
  }
}
