import { readFileSync } from 'node:fs'
import { z } from 'zod'

export const kinds = ['donations', 'comments', 'articles', 'pictures', 'cases'] as const
export type Kind = (typeof kinds)[number]

const doneSchema = z.object({
  kind: z.enum(kinds),
  /** By what it is found again. */
  ref: z.string(),
  /** When it was answered. */
  at: z.iso.datetime(),
})
/** One thing that somebody did and was told had worked. */
export type Done = z.output<typeof doneSchema>

/** What traffic.ts wrote down; its last line may have been cut. */
export function readDone(file: string): Done[] {
  const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1)
  return lines.map((line) => doneSchema.parse(JSON.parse(line)))
}
