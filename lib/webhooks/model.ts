import { z } from 'zod'
import { hour, minute } from '#lib/clock.ts'

const link = z.url().describe('Its page for readers')
const credit = z.object({ name: z.string(), slug: z.string() })

const articleSchema = z.object({
  id: z.uuid(),
  slug: z.string(),
  url: link,
  headline: z.string(),
  standfirst: z.string(),
  authors: z.array(credit),
  topics: z.array(credit),
  access: z.enum(['public', 'metered', 'supporters', 'patrons']),
  publishedAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
})

const memberId = z.uuid().describe('Says that two events are of one person, and nothing else of them')

/**
 * What each kind of event tells. Of articles nothing that not everybody may read, of members an id without a name: what is
 * sent lies in logs and queues of others, whom no reader has heard of.
 */
export const eventData = {
  'article.published': articleSchema,
  'article.updated': articleSchema,
  'article.corrected': z.object({
    article: z.object({ id: z.uuid(), slug: z.string(), url: link, headline: z.string() }),
    number: z.int().positive().describe('Counts the corrections of the article'),
    kind: z.string(),
    note: z.string(),
    url: z.url().describe('The correction on the article’s page'),
    publishedAt: z.iso.datetime(),
  }),
  'article.unpublished': z.object({ id: z.uuid(), slug: z.string(), url: link }),
  'member.joined': z.object({
    member: memberId,
    tier: z.enum(['supporter', 'patron']),
    returned: z.boolean().describe('Whether they had been a member before'),
    since: z.iso.datetime(),
  }),
  'member.lapsed': z.object({ member: memberId, tier: z.enum(['supporter', 'patron']), at: z.iso.datetime() }),
} as const

export type EventType = keyof typeof eventData
export const eventTypes = [
  'article.published',
  'article.updated',
  'article.corrected',
  'article.unpublished',
  'member.joined',
  'member.lapsed',
] as const satisfies readonly EventType[]

export const eventNames: Record<EventType, string> = {
  'article.published': 'An article appears',
  'article.updated': 'A published article changes',
  'article.corrected': 'A correction is published',
  'article.unpublished': 'An article is taken down',
  'member.joined': 'Somebody becomes a member',
  'member.lapsed': 'A membership is over',
}

/** What is sent on request, to see whether the other side understands. */
export const testEvent = 'test'

export const endpointInputSchema = z.object({
  url: z
    .url('Enter an address that begins with https://.')
    .max(500, 'Enter an address of at most 500 characters.')
    .refine((url) => !URL.canParse(url) || (new URL(url).username === '' && new URL(url).password === ''), {
      message: 'Leave name and password out of the address: what is sent is signed.',
    }),
  description: z.string().trim().max(200, 'Write at most 200 characters.'),
  events: z.array(z.enum(eventTypes)).min(1, 'Choose at least one event.'),
})
export type EndpointInput = z.input<typeof endpointInputSchema>

/** Waits before the second try, the third, and so on: the schedule that Standard Webhooks proposes, three days in all. */
const waits = [5_000, 5 * minute, 30 * minute, 2 * hour, 5 * hour, 10 * hour, 14 * hour, 20 * hour, 24 * hour]

/** @returns milliseconds until the next try after so many; null when that was the last */
export function waitAfter(tries: number): number | null {
  return waits[tries - 1] ?? null
}

/** An endpoint that takes nothing for so many days is turned off. */
export const daysOfFailure = 5
/** How long the secret before a new one still signs beside it. */
export const hoursOfOverlap = 24
/** Characters of an answer that are kept. */
export const longestAnswer = 2048
/** Days for which the log keeps what was sent. */
export const daysInLog = 30
