import type { AdSlotName } from '#lib/ad-slots/model.ts'
import type { HouseAdState } from '#lib/ads/house-ad.ts'
import { formatDay } from '#lib/clock.ts'
import type { Magazine } from '#lib/settings/model.ts'
import type { Tone } from '../../_ui/desk-state.tsx'

export const stateWords: Record<HouseAdState, { name: string; tone: Tone }> = {
  running: { name: 'Running', tone: 'good' },
  scheduled: { name: 'Scheduled', tone: 'quiet' },
  paused: { name: 'Paused', tone: 'warn' },
  capped_today: { name: 'Full for today', tone: 'warn' },
  capped: { name: 'Cap reached', tone: 'warn' },
  ended: { name: 'Ended', tone: 'quiet' },
}

export const slotWords: Record<AdSlotName, string> = {
  'front.after_lead': 'Front page, under the lead',
  'front.between_topics': 'Front page, between topics',
  'article.in_text': 'Article, in the text',
  'article.after_text': 'Article, after the text',
  'topic.after_lead': 'Topic page, under the lead',
}

/** The days a campaign runs, the last included. */
export function daysInWords({ startsAt, endsAt }: { startsAt: Date; endsAt: Date }, settings: Magazine): string {
  const write = (at: Date) => formatDay(at, settings.timeZone, settings.locale)
  return `${write(startsAt)} to ${write(new Date(endsAt.getTime() - 1))}`
}

/** How many of those who saw it followed it. */
export function rateInWords(clicks: number, impressions: number, locale: string): string {
  if (impressions === 0) return '–'
  return new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 }).format(clicks / impressions)
}
