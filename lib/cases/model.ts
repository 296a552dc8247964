import { z } from 'zod'

export const caseKinds = ['correction', 'right_of_reply', 'republishing'] as const
export type CaseKind = (typeof caseKinds)[number]

/** The kinds as their addresses write them: /contact/right-of-reply. */
export const caseAddresses = {
  correction: 'correction',
  right_of_reply: 'right-of-reply',
  republishing: 'republishing',
} as const satisfies Record<CaseKind, string>

/** Days the managing editor has for a case. */
export const caseDays = 28

const person = {
  name: z
    .string()
    .trim()
    .min(2, 'Enter your name.')
    .max(120, 'Enter a name of at most 120 characters.')
    .regex(/^[^\p{Cc}]*$/u, 'Enter the name on one line.'),
  email: z.string().trim().toLowerCase().max(254).pipe(z.email('Enter an e-mail address like name@example.org.')),
}

const text = (least: number, empty: string) =>
  z
    .string()
    .trim()
    .min(least, empty)
    .max(10_000, 'At most 10,000 characters, please.')
    .regex(/^[^\0]*$/, 'Some characters in this text cannot be kept. Paste it as plain text.')
const optional = text(0, '').default('')

/** What each kind's form asks for. */
export const caseForms = {
  correction: z.object({
    ...person,
    passage: optional,
    message: text(10, 'Say what is wrong, in a sentence or more.'),
    evidence: optional,
  }),
  right_of_reply: z.object({
    ...person,
    interest: text(3, 'Say who you are to this story.'),
    passage: optional,
    message: text(10, 'Say what you would like to reply.'),
  }),
  republishing: z.object({
    ...person,
    publication: text(2, 'Name the publication.'),
    message: text(10, 'Say what you would like to republish, where and when.'),
  }),
} as const satisfies Record<CaseKind, z.ZodType>

/** The reference people quote: SF-2026-0007. */
export function caseReference(number: number, receivedAt: Date): string {
  return `SF-${receivedAt.getUTCFullYear()}-${String(number).padStart(4, '0')}`
}
