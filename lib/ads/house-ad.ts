import { z } from 'zod'
import { slugSchema } from '#lib/articles/model.ts'

export const houseAdStates = ['running', 'scheduled', 'paused', 'capped_today', 'capped', 'ended'] as const
export const houseAdStateSchema = z.enum(houseAdStates)
export type HouseAdState = z.infer<typeof houseAdStateSchema>

export interface HouseAdFacts {
  startsAt: Date
  endsAt: Date
  pausedAt: Date | null
  endedAt: Date | null
  cap: number | null
  capPerDay: number | null
  impressions: number
  impressionsToday: number
}

/** Where a house campaign stands; readers are shown the running ones only. */
export function stateOf(ad: HouseAdFacts, now: Date): HouseAdState {
  if (ad.endedAt !== null || ad.endsAt <= now) return 'ended'
  if (ad.pausedAt !== null) return 'paused'
  if (ad.startsAt > now) return 'scheduled'
  if (ad.cap !== null && ad.impressions >= ad.cap) return 'capped'
  if (ad.capPerDay !== null && ad.impressionsToday >= ad.capPerDay) return 'capped_today'
  return 'running'
}

const capSchema = z.int('Enter a whole number.').min(1, 'Enter a number above nought.').max(1_000_000_000).nullable()

/** What somebody says a house campaign is to be. */
export const houseAdInputSchema = z
  .object({
    advertiser: z.string().trim().min(1, 'Say whose advertisement it is.').max(80, 'Use at most 80 characters.'),
    headline: z.string().trim().min(1, 'Write a headline.').max(80, 'Use at most 80 characters.'),
    text: z.string().trim().min(1, 'Write a sentence or two.').max(160, 'Use at most 160 characters.'),
    link: z
      .url({ protocol: /^https$/, hostname: z.regexes.domain, error: 'Enter an address that begins with https://.' })
      .max(2_000),
    pictureId: z.uuid().nullable(),
    alt: z.string().trim().max(200, 'Use at most 200 characters.'),
    topicSlugs: z.array(slugSchema).max(100),
    weight: z.int('Enter a whole number from 1 to 100.').min(1, 'From 1 to 100.').max(100, 'From 1 to 100.'),
    startsAt: z.date({ error: 'Choose the first day.' }),
    endsAt: z.date({ error: 'Choose the last day.' }),
    cap: capSchema,
    capPerDay: capSchema,
  })
  .refine(({ startsAt, endsAt }) => endsAt > startsAt, {
    path: ['endsAt'],
    error: 'The last day cannot come before the first.',
  })
export type HouseAdInput = z.infer<typeof houseAdInputSchema>
