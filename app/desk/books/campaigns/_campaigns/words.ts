import type { CampaignState } from '#lib/books/model.ts'
import type { Tone } from '../../../_ui/desk-state.tsx'

export const stateWords: Record<CampaignState, { name: string; tone: Tone }> = {
  draft: { name: 'Draft', tone: 'warn' },
  scheduled: { name: 'Scheduled', tone: 'quiet' },
  live: { name: 'Live', tone: 'good' },
  sold_out: { name: 'Sold out', tone: 'warn' },
  ended: { name: 'Ended', tone: 'quiet' },
}

export const signingWords = {
  signed: 'Signed',
  dedicated: 'Signed and dedicated',
  numbered: 'Signed and numbered',
} as const
