import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { CannotRun } from '#scripts/embedded/cannot-run.ts'
import { importers, type Importer } from './importers.ts'

const usage =
  'npm run import -- <markdown|wordpress|ghost> FILE... [--attachments FOLDER] [--dry-run] [--overwrite] [--stripe] [--report FILE]... [--pages drafts|articles|none] [--kinds KIND,...]'

export interface Arguments {
  importer: Importer
  paths: string[]
  attachments?: string | undefined
  isTrial: boolean
  overwrite: boolean
  /** Whether regular gifts at Stripe are taken over. */
  stripe: boolean
  /** Where the report is written: as JSON where the name ends so, else as text. */
  reports: string[]
  /** What becomes of WordPress's pages, and which other kinds of its posts are articles. */
  pages: 'drafts' | 'articles' | 'none'
  kinds: string[]
}

const path = z.string().transform((typed) => resolve(typedIn(), typed))
const valuesSchema = z.object({
  attachments: path.optional(),
  'dry-run': z.boolean().default(false),
  overwrite: z.boolean().default(false),
  stripe: z.boolean().default(false),
  report: z.array(path).default([]),
  pages: z.enum(['drafts', 'articles', 'none']).default('drafts'),
  kinds: z
    .string()
    .default('')
    .transform((typed) => typed.split(',').flatMap((kind) => kind.trim() || [])),
})

/** @throws CannotRun when what was typed is not understood */
export function readArguments(given: string[]): Arguments {
  try {
    const options = {
      attachments: { type: 'string' },
      'dry-run': { type: 'boolean' },
      overwrite: { type: 'boolean' },
      stripe: { type: 'boolean' },
      report: { type: 'string', multiple: true },
      pages: { type: 'string' },
      kinds: { type: 'string' },
    } as const
    const { values, positionals } = parseArgs({ args: given, allowPositionals: true, options })
    const [source = '', ...files] = positionals
    const importer = importers[source]
    const { 'dry-run': isTrial, report: reports, ...others } = valuesSchema.parse(values)
    const paths = files.map((file) => resolve(typedIn(), file))
    if (importer && paths.length > 0) return { importer, paths, isTrial, reports, ...others }
  } catch {
    // Said below.
  }
  throw new CannotRun(`Not understood: ${given.join(' ')}. Possible: ${usage}`)
}

/** npm runs commands in the project's folder; paths were typed in another, perhaps. */
function typedIn(): string {
  return process.env.INIT_CWD ?? process.cwd()
}
