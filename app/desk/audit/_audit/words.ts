import { z } from 'zod'
import { maySeeArticlesAtDesk } from '#lib/articles/policy.ts'
import { mayArrangeFront } from '#lib/front-page/policy.ts'
import type { Person } from '#lib/people/model.ts'
import { mayUsePictures } from '#lib/pictures/policy.ts'

interface Kind {
  /** One of them. */
  name: string
  /** Its page at the desk. @param id what the log has after the kind */
  page?: (id: string) => string
  /** Who may open it, where administrators may not. */
  may?: (reader: Reader) => boolean
}

type Reader = Pick<Person, 'roles'>

const kinds: Record<string, Kind> = {
  article: { name: 'Article', page: (id) => `/desk/articles/${id}`, may: maySeeArticlesAtDesk },
  archive: { name: 'Personal data', page: () => '/desk/settings/data-requests' },
  author: { name: 'Author', page: (id) => `/desk/authors/${id}` },
  audit: { name: 'Audit log', page: () => '/desk/audit' },
  batch: { name: 'Batch of books', page: (id) => `/desk/books/batches/${id}` },
  books: { name: 'Books to send', page: () => '/desk/books' },
  campaign: { name: 'Book campaign', page: (id) => `/desk/books/campaigns/${id}` },
  cases: { name: 'Cases', page: () => '/desk/cases/figures' },
  claim: { name: 'Claim of a book', page: (id) => `/desk/books/${id}` },
  donations: { name: 'Donations', page: () => '/desk/figures' },
  event: { name: 'Event from Stripe', page: (id) => `/desk/inbox/${id}` },
  front: { name: 'Front page', page: () => '/desk/front/history', may: mayArrangeFront },
  export: { name: 'Export', page: () => '/desk/settings/export' },
  house: { name: 'House ad', page: (id) => `/desk/ads/${id}` },
  invitation: { name: 'Invitation', page: () => '/desk/people' },
  job: { name: 'Job' },
  jobs: { name: 'Jobs' },
  person: { name: 'Person', page: (id) => `/desk/members/${id}` },
  picture: { name: 'Picture', page: (id) => `/desk/pictures/${id}`, may: mayUsePictures },
  plans: { name: 'Plans', page: (currency) => `/desk/settings/giving/${currency}` },
  settings: { name: 'Settings', page: (group) => settingsPages[group] ?? '/desk/settings' },
  stripe: { name: 'Stripe', page: () => '/desk/drift' },
  topic: { name: 'Topic', page: (id) => `/desk/topics/${id}` },
  webhook: { name: 'Webhook endpoint', page: (id) => `/desk/settings/webhooks/${id}` },
}

const settingsPages: Record<string, string> = {
  advertising: '/desk/settings/advertising',
  books: '/desk/settings/books',
  cases: '/desk/settings/cases',
  staff: '/desk/settings/staff',
  comments: '/desk/settings/comments',
  donations: '/desk/settings/giving',
  magazine: '/desk/settings/magazine',
  privacy: '/desk/settings/privacy',
  texts: '/desk/settings/texts',
  wall: '/desk/settings/access',
}

/** What staff call a kind of thing. */
export function kindName(kind: string): string {
  return kinds[kind]?.name ?? kind
}

/** A thing as the log names it, for the eye. */
export interface Subject {
  kind: string
  /** Empty for what there is but one of. */
  id: string
  /** What it is, and which one where that is a word. */
  name: string
  href: string | undefined
}

const idSchema = z.union([z.uuid(), z.string().regex(/^evt_/)])

/**
 * @param subject as `subjectOf` writes it: a kind of one or two words, then an id or a word
 * @param reader to whom only pages are named that they may open
 */
export function readSubject(subject: string, reader: Reader): Subject {
  const [kind = '', ...rest] = subject.split(' ')
  const id = (kind === 'house' ? rest.slice(1) : rest).join(' ')
  const isWord = kind !== 'audit' && kind !== 'books' && id !== '' && !idSchema.safeParse(id).success
  const { page, may = () => true } = kinds[kind] ?? {}
  const href = may(reader) ? page?.(id) : undefined
  return { kind, id, name: isWord ? `${kindName(kind)}: ${id}` : kindName(kind), href }
}

export interface Detail {
  name: string
  /** What it was, where that is known apart from what it became. */
  before?: string
  value: string
}

const instantSchema = z.iso.datetime()
const detailsSchema = z.record(z.string(), z.unknown()).catch({})

/**
 * What else was noted, in plain words; of settings, what each was and became.
 * @param inMagazineTime writes an instant, which the log has in UTC as ISO 8601 has it
 */
export function readDetails(kind: string, details: unknown, inMagazineTime: (at: Date) => string): Detail[] {
  return Object.entries(detailsSchema.parse(details)).map(([key, value]) => {
    const name = key.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
    const change = kind === 'settings' && typeof value === 'string' ? readChange(value) : null
    if (change) return { name, ...change }
    const instant = instantSchema.safeParse(value)
    return { name, value: instant.success ? inMagazineTime(new Date(instant.data)) : inWords(value) }
  })
}

/** Settings are noted as two values in JSON with “ to ” between, a word that may stand in either of them, too. */
function readChange(text: string): { before: string; value: string } | null {
  for (let at = text.indexOf(' to '); at !== -1; at = text.indexOf(' to ', at + 1)) {
    const before = fromJson(text.slice(0, at))
    const value = fromJson(text.slice(at + 4))
    if (before !== null && value !== null) return { before, value }
  }
  return null
}

function fromJson(text: string): string | null {
  if (text === 'undefined') return 'nothing'
  try {
    return inWords(JSON.parse(text))
  } catch {
    return null
  }
}

function inWords(value: unknown): string {
  if (value === null || value === '' || (Array.isArray(value) && value.length === 0)) return 'nothing'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (Array.isArray(value)) return value.map(inWords).join(', ')
  return typeof value === 'string' ? value : JSON.stringify(value)
}
