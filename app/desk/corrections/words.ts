import type { Severity } from '#lib/corrections/model.ts'
import type { Tone } from '../_ui/desk-state.tsx'

export const severityNames: Record<Severity, string> = {
  minor: 'Minor',
  significant: 'Significant',
  serious: 'Serious',
}

export const severityTones: Record<Severity, Tone> = { minor: 'quiet', significant: 'warn', serious: 'bad' }

/** Where besides the foot of the article a correction is shown, in words. @param frontPageDays 0: not there */
export function placesOf({ underHeadline, frontPageDays }: { underHeadline: boolean; frontPageDays: number }): string {
  return [
    'at the foot of the article',
    ...(underHeadline ? ['under the headline'] : []),
    ...(frontPageDays > 0 ? [`on the front page for ${frontPageDays} ${frontPageDays === 1 ? 'day' : 'days'}`] : []),
  ].join(', ')
}
