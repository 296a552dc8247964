import { z } from 'zod'
import { deeds, sights } from '#lib/articles/workflow/sight.ts'
import { writtenSchema } from '#lib/articles/written.ts'

/** A working copy as the server tells of it to the page that writes in it. */
export const shownCopySchema = z.object({
  written: writtenSchema,
  /** The article itself: what readers see, if they see it. */
  article: writtenSchema,
  stamp: z.string().nullable(),
  baseRevision: z.int(),
  revision: z.int(),
  /** Who saved it last. */
  by: z.string().nullable(),
  savedAt: z.iso.datetime().nullable(),
  /** What the article was when the copy was made, where it was changed beside it. */
  movedFrom: writtenSchema.nullable(),
})
export type ShownCopy = z.infer<typeof shownCopySchema>

/** What a page sends to have it kept. */
export const savingSchema = z.object({
  written: writtenSchema,
  stamp: z.uuid().nullable(),
  unanswered: z.array(z.uuid()).max(200),
  as: z.uuid(),
  baseRevision: z.int().nonnegative(),
  settles: writtenSchema.optional(),
  /** Who is writing: in one browser another may have signed in meanwhile. */
  personId: z.uuid(),
})
export type SentSaving = z.infer<typeof savingSchema>

export const savedSchema = z.object({ state: z.enum(['saved', 'overtaken']), copy: shownCopySchema })

/** What is asked of a working copy as a whole. */
export const deedSchema = z.object({
  deed: z.enum(deeds),
  /** For whom the article is on the page of whoever asks, and which state of its text stands there. */
  seen: z.enum(sights),
  stamp: z.uuid(),
  revision: z.int().nonnegative(),
})

export const presentSchema = z.object({
  others: z.array(
    z.object({
      personId: z.string(),
      name: z.string(),
      isSelf: z.boolean(),
      since: z.iso.datetime(),
      typedAt: z.iso.datetime().nullable(),
    }),
  ),
  /** The working copy and the article as they are now. */
  stamp: z.string().nullable(),
  revision: z.int(),
})
export type PresentAnswer = z.infer<typeof presentSchema>
