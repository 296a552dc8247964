import { z } from 'zod'
import { bodySchema } from '../body/document.ts'
import { accessSchema, articleStateSchema, commentSettingSchema, slugSchema } from '../model.ts'

const creditSchema = z.object({ id: z.uuid(), slug: z.string(), name: z.string() })

/** All that an article is at one moment: what a revision keeps. */
export const contentSchema = z.object({
  slug: slugSchema,
  headline: z.string(),
  // Revisions from before these were kept say nothing of them.
  shortHeadline: z.string().default(''),
  socialHeadline: z.string().default(''),
  searchHeadline: z.string().default(''),
  standfirst: z.string(),
  body: bodySchema,
  access: accessSchema,
  previewBlocks: z.int(),
  comments: commentSettingSchema,
  state: articleStateSchema,
  publishedAt: z.iso.datetime().nullable(),
  pictureId: z.uuid().nullable(),
  pictureAlt: z.string().default(''),
  pictureCaption: z.string(),
  pictureCredit: z.string(),
  authors: z.array(creditSchema),
  topics: z.array(creditSchema),
  /** Ids of what an editor says belongs beside it, in order. */
  related: z.array(z.uuid()).default([]),
})
export type Content = z.infer<typeof contentSchema>
