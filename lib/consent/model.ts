import { z } from 'zod'
import { browserStorage } from '#lib/browser-storage/model.ts'

/**
 * What people are asked. Whoever changes a word that matters raises the version: everybody is asked again, and the
 * record says to which text they answered. A test holds the two together.
 */
export const consentText = {
  version: 1,
  title: 'Advertising from Google',
  body: 'Beside its own advertising this magazine would like to show some that Google delivers. To do so, Google keeps cookies and identifiers on your device, and learns your address on the internet and which of our pages you read. If you refuse, you read everything just the same, with our own advertising, which keeps nothing and tells nobody.',
  accept: 'Accept',
  refuse: 'Refuse',
} as const

export const consentChoiceSchema = z.enum(['accepted', 'refused'])
export type ConsentChoice = z.infer<typeof consentChoiceSchema>

/** The first-party cookie that keeps the choice; public/reading/slots.js reads it, too. */
export const consentCookie = browserStorage.adChoice.name

/** Then it is asked again. */
export const consentDays = browserStorage.adChoice.days

export interface Consent {
  choice: ConsentChoice
  /** Of the text that was answered. */
  version: number
  /** The day of the choice, in UTC: 2026-03-31. */
  day: string
  /** Names the record; only kept of what was accepted, which alone needs proof. */
  id: string | null
}

/** As the cookie holds it: accepted.1.2026-03-31.0b0e… or refused.1.2026-03-31 */
export function writeConsent({ choice, version, day, id }: Consent): string {
  return [choice, version, day, ...(id === null ? [] : [id])].join('.')
}

/** @returns null for what no cookie of ours says */
export function readConsent(value: string | undefined): Consent | null {
  const [choice, version, day, id = null, ...more] = (value ?? '').split('.')
  const parsed = z
    .object({
      choice: consentChoiceSchema,
      version: z.coerce.number().int(),
      day: z.iso.date(),
      id: z.uuid().nullable(),
    })
    .safeParse({ choice, version, day, id })
  return parsed.success && more.length === 0 ? parsed.data : null
}

/** Rule: a choice holds for the text it was made to, for a year. Anything else is no choice: nothing is loaded, and we ask. */
export function holds(consent: Consent | null, now: Date): consent is Consent {
  if (consent === null || consent.version !== consentText.version) return false
  const age = now.getTime() - Date.parse(`${consent.day}T00:00:00Z`)
  return age < consentDays * 24 * 60 * 60 * 1000
}

/** Rule: Google is asked for advertising only by whoever accepted, and whose browser does not refuse for them. */
export function allowsGoogle(consent: Consent | null, globalPrivacyControl: boolean, now: Date): boolean {
  return !globalPrivacyControl && holds(consent, now) && consent.choice === 'accepted'
}
