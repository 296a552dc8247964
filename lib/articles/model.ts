import { z } from 'zod'
import type { Focus } from '#lib/pictures/model.ts'

export const accessSchema = z.enum(['public', 'metered', 'supporters', 'patrons'])
export type Access = z.infer<typeof accessSchema>

export const articleStateSchema = z.enum([
  'draft',
  'submitted',
  'in_edit',
  'ready',
  'scheduled',
  'published',
  'unpublished',
])
export type ArticleState = z.infer<typeof articleStateSchema>

/** Before it was first published: from its author's draft to what an editor holds to be ready. */
export const statesBeforePublishing = ['draft', 'submitted', 'in_edit', 'ready'] as const

/** Whether readers have not seen it yet, nor are about to. */
export function isBeforePublishing(state: ArticleState): state is (typeof statesBeforePublishing)[number] {
  return statesBeforePublishing.some((one) => one === state)
}

/** Whether readers see it, or are to see it at its hour as it is now. */
export function isForReaders(state: ArticleState): boolean {
  return state === 'published' || state === 'scheduled'
}

/** How often a page says that it is there, in milliseconds. */
export const presenceBeat = 15_000

export const commentSettingSchema = z.enum(['open', 'closed'])
export type CommentSetting = z.infer<typeof commentSettingSchema>

/** The address part of articles, authors and topics; the table refuses others too. */
export const slugSchema = z
  .string()
  .min(1)
  .max(120)
  .regex(
    /^[a-z0-9]+(?:-[a-z0-9]+)*$/,
    'lower-case letters a to z, figures and single hyphens, e.g. the-clock-in-the-mud',
  )

/** An author or a topic as a list shows it. */
export interface Credit {
  name: string
  slug: string
}

/** A picture's facts that a page needs to show it without shifting. */
export interface ShownPicture {
  contentHash: string
  /** Pixels of the original. */
  width: number
  height: number
  /** #rrggbb, shown while the picture loads. */
  colour: string
  alt: string
  caption: string
  credit: string
  /** What stays in sight where it is cropped. */
  focus: Focus
}

/** An article in a list. Holds nothing that only payers may read. */
export interface ArticleCard {
  id: string
  slug: string
  headline: string
  /** For where there is little room; empty where the headline serves. */
  shortHeadline: string
  standfirst: string
  authors: Credit[]
  topics: Credit[]
  picture: ShownPicture | null
  publishedAt: Date
  access: Access
  readingMinutes: number
  commentCount: number
}

/** Where a list goes on: the last card shown. */
export interface Position {
  publishedAt: Date
  id: string
}

/** Words a minute, and never less than one minute. */
const readingPace = 230

/** @returns whole minutes, at least 1 */
export function readingMinutes(words: number): number {
  return Math.max(1, Math.round(words / readingPace))
}

/** Whether readers can see that the article is there at all. Whether they may read its body is a matter of access. */
export function isVisibleAt(article: { state: ArticleState; publishedAt: Date | null }, now: Date): boolean {
  return article.state === 'published' && article.publishedAt !== null && article.publishedAt <= now
}

/** Whether anybody may read the whole of it. */
export function isFreeToRead(access: Access): boolean {
  return access === 'public'
}

export interface Standing {
  state: ArticleState
  publishedAt: Date | null
}

/**
 * What becomes of an article that is saved. To be published later is to be scheduled; what was once published keeps its
 * date unless another is given; what an editor took down, a save does not put back; how far the desk has come with what
 * is a draft still, a save does not undo.
 * @param before null for a new article
 */
export function standingFor(
  wanted: { state: 'draft' | 'published'; publishedAt?: Date | undefined },
  before: Standing | null,
  now: Date,
): Standing {
  const publishedAt = wanted.publishedAt ?? before?.publishedAt ?? null
  if (before?.state === 'unpublished') return { state: 'unpublished', publishedAt }
  if (wanted.state === 'draft') {
    if (before?.state === 'published') return { state: 'unpublished', publishedAt }
    return { state: before !== null && isBeforePublishing(before.state) ? before.state : 'draft', publishedAt }
  }
  const date = publishedAt ?? now
  return { state: date > now ? 'scheduled' : 'published', publishedAt: date }
}

/**
 * Letters that Unicode does not take apart into a plain letter and a mark; Cyrillic and Greek as English-language
 * papers write them.
 */
const transliterations = new Map(
  `ß ss æ ae œ oe ø o ł l đ d ð d þ th ı i ŋ ng ħ h
   а a б b в v г g д d е e ж zh з z и i к k л l м m н n о o п p р r с s т t у u ф f х kh ц ts ч ch ш sh щ shch ъ - ы y ь - э e ю yu я ya
   є ye і i ї i ґ g ў u ә a ғ g қ k ң n ө o ұ u ү u һ h ђ dj ј j љ lj њ nj ћ c џ dz
   α a β v γ g δ d ε e ζ z η i θ th ι i κ k λ l μ m ν n ξ x ο o π p ρ r σ s ς s τ t υ y φ f χ ch ψ ps ω o`
    .match(/\S+ \S+/g)
    ?.map((pair): [string, string] => [pair.charAt(0), pair.slice(2) === '-' ? '' : pair.slice(2)]),
)

/**
 * Makes an address part from a headline or a name: No, Russia hasn’t ‘invaded’ → no-russia-hasnt-invaded.
 * @returns at most 120 characters, cut at a word where there is one; empty when nothing in the text can be written in
 * a to z
 */
export function slugify(text: string): string {
  const inLatin = (letters: string) => [...letters].map((letter) => transliterations.get(letter) ?? letter).join('')
  // Whole letters first, ў say; then what is left of them without their marks, ά say.
  const plain = inLatin(
    inLatin(text.normalize('NFC').toLowerCase())
      .normalize('NFKD')
      .replace(/[\p{M}'’‘ʼ`´]/gu, ''),
  )
  const words = plain.replaceAll('&', ' and ').match(/[a-z0-9]+/g) ?? []
  let slug = ''
  for (const word of words) {
    const longer = slug === '' ? word.slice(0, 120) : `${slug}-${word}`
    if (longer.length > 120) break
    slug = longer
  }
  return slug
}
