import { z } from 'zod'

/** The magazine, as it calls itself. */
export const magazineSchema = z.object({
  name: z.string().min(1).default('Standfirst'),
  tagline: z.string().default('A reader-funded magazine'),
  description: z.string().default('A reader-funded magazine.'),
  /** IANA name; every time a reader sees is in it. */
  timeZone: z.string().default('Europe/London'),
  /** BCP 47. */
  locale: z.string().default('en-GB'),
  /** Who publishes it, for the foot of every page and the imprint of mails. */
  publisher: z.string().default(''),
})
export type Magazine = z.infer<typeof magazineSchema>

/** Which advertising slots pages of each kind carry in the standard edition. */
export const adSlotsSchema = z.object({
  front: z.array(z.enum(['after_lead', 'between_topics'])).default(['after_lead', 'between_topics']),
  article: z.array(z.enum(['in_text', 'after_text'])).default(['in_text', 'after_text']),
  topic: z.array(z.enum(['after_lead'])).default(['after_lead']),
})
export type AdSlots = z.infer<typeof adSlotsSchema>

/** Each group of settings: its key in the table, its schema; an absent row is the schema's defaults. */
export const settingGroups = { magazine: magazineSchema, ad_slots: adSlotsSchema } as const
