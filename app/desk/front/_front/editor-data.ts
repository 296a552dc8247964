import { z } from 'zod'
import { arrangementSchema, type Placeable } from '#lib/front-page/model.ts'

/** An article as the editor of the front page shows it. */
export const editorCardSchema = z.object({
  id: z.string(),
  headline: z.string(),
  picture: z.boolean().nullable(),
  topics: z.array(z.object({ slug: z.string() })),
  /** Whether readers see it at the time that is arranged. */
  isVisible: z.boolean(),
  /** What the desk must know: when it will appear, or that it is taken down. */
  note: z.string(),
})
export type EditorCard = z.infer<typeof editorCardSchema> & Placeable

export interface EditorTopic {
  id: string
  slug: string
  name: string
}

/** What somebody else put there meanwhile. */
export const theirsSchema = z.object({ plan: arrangementSchema, who: z.string(), cards: z.array(editorCardSchema) })
export type Theirs = z.infer<typeof theirsSchema>

export interface EditorFields {
  /** The change to come that is edited; empty for the page as it stands. */
  id: string
  basis: string
  name: string
  when: string
  startsAt: string
  endsAt: string
}

/** Everything the editor begins with. */
export interface EditorData {
  fields: EditorFields
  plan: z.infer<typeof arrangementSchema>
  pool: { latest: EditorCard[]; byTopic: { topic: EditorTopic; articles: EditorCard[] }[] }
  /** Cards of what is pinned, in whatever state. */
  cards: EditorCard[]
  /** All that can have a strip. */
  topics: EditorTopic[]
  timeZone: string
}

/** @returns what a hidden field holds; undefined when it is empty, or no more what it should be */
export function unpacked<Schema extends z.ZodType>(
  schema: Schema,
  json: string | undefined,
): z.output<Schema> | undefined {
  if (!json) return undefined
  try {
    return schema.safeParse(JSON.parse(json)).data
  } catch {
    return undefined
  }
}
