import { z } from 'zod'
import { day } from '#lib/clock.ts'
import { plainText } from '#lib/plain-text.ts'

export const caseKinds = ['correction', 'right_of_reply', 'republishing'] as const
export type CaseKind = (typeof caseKinds)[number]

/** The kinds as their addresses write them: /contact/right-of-reply. */
export const caseAddresses = {
  correction: 'correction',
  right_of_reply: 'right-of-reply',
  republishing: 'republishing',
} as const satisfies Record<CaseKind, string>

export const caseStates = [
  'received',
  'acknowledged',
  'investigating',
  'awaiting_reader',
  'awaiting_author',
  'decided',
  'published',
  'declined',
  'closed',
] as const
export type CaseState = (typeof caseStates)[number]

export const findings = ['upheld', 'partly_upheld', 'not_upheld'] as const
export type Finding = (typeof findings)[number]

/** Of the mistake, as the desk judges it. */
export const severities = ['minor', 'significant', 'serious'] as const
export type Severity = (typeof severities)[number]

export type CaseActor = 'reader' | 'desk' | 'author' | 'magazine'

/** What a case's record is made of. */
export const caseEventKinds = [
  'received',
  /**
   * The reader wrote again, from the case's page or by mail: `via`, `messageId`, `subject`, `quoted`, `refused` (names of
   * files). `stranger`: a mail came from that address, which is not the reader's.
   */
  'letter_in',
  /** The desk wrote to the reader: `subject`, `mailKey`. */
  'letter_out',
  'note',
  'owner',
  'state',
  'severity',
  'article',
  'deadline',
  /** The author was asked by mail: `author` (authors.id), `article` (articles.id), `recipient`. */
  'statement_asked',
  /** What the author said: `asked`, the event it answers. */
  'statement',
  /** This case goes on in another: `into`. And the other says so: `from`. */
  'merged',
  'merged_here',
  'finding',
  /** Led to something: `correction`, `reply` or `licence`, an id. */
  'published',
  'reopened',
] as const
export type CaseEventKind = (typeof caseEventKinds)[number]

/** Whether something on record is a letter between the reader and the magazine: the reader may see it, and nothing else. */
export function isLetter(kind: string, details: Record<string, string>): boolean {
  return (kind === 'received' || kind === 'letter_in' || kind === 'letter_out') && details.stranger === undefined
}

/** Whether the case still asks something of the desk. */
export function isOpen(state: CaseState): boolean {
  return state !== 'published' && state !== 'declined' && state !== 'closed'
}

const whileOpen = ['acknowledged', 'investigating', 'awaiting_reader', 'awaiting_author', 'decided'] as const

/**
 * Where the desk may move a case by hand. `published` is reached by publishing only; what is no longer open is reopened,
 * and goes on as being investigated.
 */
export function movesFrom(state: CaseState): CaseState[] {
  if (!isOpen(state)) return ['investigating']
  return [...whileOpen.filter((next) => next !== state), 'declined', 'closed']
}

export interface CaseClock {
  /** `stopped`: the case is no longer open. */
  is: 'in_time' | 'due_soon' | 'late' | 'stopped'
  /** Whole days left, or, when late, whole days over; 0 on the last day. */
  days: number
}

/**
 * How a case stands against its deadline.
 * @param warnDays so many days before it the desk warns (settings)
 */
export function clockOf(one: { state: CaseState; dueAt: Date }, now: Date, warnDays: number): CaseClock {
  if (!isOpen(one.state)) return { is: 'stopped', days: 0 }
  const left = one.dueAt.getTime() - now.getTime()
  const days = Math.floor(Math.abs(left) / day)
  if (left < 0) return { is: 'late', days }
  return { is: left <= warnDays * day ? 'due_soon' : 'in_time', days }
}

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
  plainText.trim().min(least, empty).max(10_000, 'At most 10,000 characters, please.')
const optional = text(0, '').default('')

/** What a reader writes once there is a case. */
export const letterSchema = z.object({ text: text(2, 'Write a sentence or more.') })

/** How much of an article somebody wants to republish. */
export const extents = { whole: 'The whole article', part: 'A part of it' } as const

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
    identity: text(2, 'Say who you are.'),
    interest: text(3, 'Say what this article has to do with you.'),
    passage: optional,
    message: text(10, 'Say what you ask for, in a sentence or more.'),
  }),
  republishing: z.object({
    ...person,
    publication: text(2, 'Name the publication.'),
    reach: text(2, 'Say how many people it reaches, about.'),
    language: text(2, 'Name the language it would appear in.'),
    purpose: text(3, 'Say what it is for.'),
    date: z.union([z.literal(''), z.iso.date('Enter a day of the calendar, or leave this empty.')]).default(''),
    extent: z.enum(['whole', 'part'], 'Choose how much of the article you would like to republish.'),
    message: optional,
  }),
} as const satisfies Record<CaseKind, z.ZodType>

/** What of a case's details is called what, in the order in which it is asked for. */
const detailNames = {
  passage: 'The passage',
  evidence: 'How they know',
  identity: 'Who they are',
  interest: 'What the article has to do with them',
  publication: 'Publication',
  reach: 'Reach',
  language: 'Language',
  purpose: 'Purpose',
  date: 'When',
  extent: 'How much',
} as const

/**
 * What the form asked for besides the message, as far as something was given, in its order.
 * @param names what each is called, where it differs from what it is called at the desk
 */
export function detailLines(
  details: Record<string, string>,
  names: Partial<Record<keyof typeof detailNames, string>> = {},
): { name: string; label: string; text: string }[] {
  return Object.entries({ ...detailNames, ...names }).flatMap(([name, label]) => {
    const text = details[name] ?? ''
    if (text === '') return []
    return [{ name, label, text: name === 'extent' && (text === 'whole' || text === 'part') ? extents[text] : text }]
  })
}

/** Characters of a passage that an address carries to a form. */
export const longestPassage = 1_000

/** The reference people quote: SF-2026-0007. */
export function caseReference(number: number, receivedAt: Date): string {
  return `SF-${receivedAt.getUTCFullYear()}-${String(number).padStart(4, '0')}`
}

/** What letters begin from has places for. */
export type TemplateFacts = Record<'name' | 'reference' | 'headline' | 'magazine' | 'days', string>

/** A template with its places filled in; braces that name no place stay as they are. */
export function fillTemplate(template: string, facts: TemplateFacts): string {
  const known = new Map<string, string>(Object.entries(facts))
  return template.replace(/\{([a-z]+)\}/g, (place, name: string) => known.get(name) ?? place)
}
