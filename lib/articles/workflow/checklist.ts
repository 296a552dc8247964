import { blocksOf, footnotesOf } from '../body/rebuild.ts'
import { wordCount } from '../body/word-count.ts'
import { isFreeToRead, type Access } from '../model.ts'
import type { Written } from '../written.ts'
import { footnoteReferencesIn } from './in-the-text.ts'

/** What is known of one picture: what the library says of it, and whether it may be used today. */
export interface PictureFacts {
  alt: string
  credit: string
  /** What keeps it from being used, or will soon; empty where nothing does. */
  licence: { state: 'ok' | 'warn' | 'block'; why: string }
}

export interface ChecklistFacts {
  written: Written
  access: Access
  /** Whether another article has this one's address, or readers are led from it elsewhere. */
  slugTaken: boolean
  /** By id; those of the lead and of the text. */
  pictures: ReadonlyMap<string, PictureFacts>
  /** Paths of this site that the text links to and that lead nowhere. */
  deadPaths: readonly string[]
  openRemarks: number
  /** When it is to appear, if that is being asked for. */
  at: Date | null
  now: Date
}

/** Where on the page a thing is put right. */
export type Field =
  | 'headline'
  | 'standfirst'
  | 'slug'
  | 'authors'
  | 'topics'
  | 'picture'
  | 'body'
  | 'access'
  | 'socialHeadline'
  | 'searchHeadline'
  | 'remarks'
  | 'at'

export interface ChecklistItem {
  /** What is looked at; the same in every state. */
  name: string
  state: 'ok' | 'warn' | 'block'
  /** What is wrong, in words; empty where nothing is. */
  why: string
  where: Field
}

/** Characters after which search engines and networks cut a headline (Google about 70, Open Graph cards about 100). */
const headlineLengths = { search: 70, social: 100 } as const

/** All that is looked at before readers see an article, what is in order included. Blocks keep it back; warnings ask once. */
export function checklist(facts: ChecklistFacts): ChecklistItem[] {
  return [...ofHead(facts), ...ofPictures(facts), ...ofText(facts), ...ofCompany(facts)]
}

function item(name: string, where: Field, fault: { state: 'warn' | 'block'; why: string } | null): ChecklistItem {
  return { name, where, state: fault?.state ?? 'ok', why: fault?.why ?? '' }
}

function blocked(when: boolean, why: string) {
  return when ? { state: 'block' as const, why } : null
}

function warned(when: boolean, why: string) {
  return when ? { state: 'warn' as const, why } : null
}

function ofHead({ written, slugTaken }: ChecklistFacts): ChecklistItem[] {
  const { headline, standfirst, slug, authors, topics, socialHeadline, searchHeadline } = written
  const tooLong = (text: string, most: number, place: string) =>
    warned(text.length > most, `${text.length} characters: ${place} cuts it after about ${most}. Give a shorter one.`)
  return [
    item('Headline', 'headline', blocked(headline.trim() === '', 'It has no headline.')),
    item('Standfirst', 'standfirst', warned(standfirst.trim() === '', 'It has no standfirst: lists show none either.')),
    item(
      'Address',
      'slug',
      blocked(slugTaken, `The address /articles/${slug} is another article’s, or was: readers are led from it.`) ??
        warned(/^(?:untitled|draft|new-article|article)(?:-|$)/.test(slug), 'The address says nothing of the article.'),
    ),
    item('Author', 'authors', blocked(authors.length === 0, 'It has no author.')),
    item('Topic', 'topics', warned(topics.length === 0, 'It is in no topic, so no topic’s page lists it.')),
    item(
      'Headline for search',
      'searchHeadline',
      tooLong(searchHeadline || headline, headlineLengths.search, 'a search engine'),
    ),
    item(
      'Headline when shared',
      'socialHeadline',
      tooLong(socialHeadline || headline, headlineLengths.social, 'a network'),
    ),
  ]
}

function ofPictures({ written, pictures }: ChecklistFacts): ChecklistItem[] {
  const shown = [
    ...(written.pictureId === null
      ? []
      : [{ id: written.pictureId, alt: written.pictureAlt, credit: written.pictureCredit, where: 'picture' as const }]),
    ...blocksOf(written.body).flatMap((block) =>
      block.type === 'picture'
        ? [{ id: block.attrs.pictureId, alt: block.attrs.alt, credit: block.attrs.credit, where: 'body' as const }]
        : [],
    ),
  ]
  const lead = item(
    'Lead picture',
    'picture',
    warned(written.pictureId === null, 'It has no picture: the headline stands alone.'),
  )
  return [
    lead,
    ...shown.flatMap(({ id, alt, credit, where }, index) => {
      const facts = pictures.get(id)
      const of =
        where === 'picture' ? 'lead picture' : `picture ${index + (written.pictureId === null ? 1 : 0)} in the text`
      return [
        item(
          `Alternative text, ${of}`,
          where,
          blocked((alt || facts?.alt || '') === '', 'Nobody who does not see it learns what it shows.'),
        ),
        item(
          `Credit, ${of}`,
          where,
          blocked((credit || facts?.credit || '') === '', 'It says not whose picture it is.'),
        ),
        item(`Licence, ${of}`, where, licenceFault(facts)),
      ]
    }),
  ]
}

function licenceFault(facts: PictureFacts | undefined): { state: 'warn' | 'block'; why: string } | null {
  if (facts === undefined) return { state: 'block', why: 'The picture is no longer there.' }
  const { state, why } = facts.licence
  return state === 'ok' ? null : { state, why }
}

function ofText({ written, access, deadPaths }: ChecklistFacts): ChecklistItem[] {
  const { body, previewBlocks } = written
  const blocks = blocksOf(body).length
  const notes = new Set((footnotesOf(body)?.content ?? []).map(({ attrs }) => attrs.id))
  const references = footnoteReferencesIn(body)
  const astray = [...references].filter((id) => !notes.has(id)).length
  const unnamed = [...notes].filter((id) => !references.has(id)).length
  return [
    item('Text', 'body', blocked(wordCount(body) === 0, 'It has no text.')),
    item(
      'Links to this site',
      'body',
      warned(
        deadPaths.length > 0,
        `Nothing is at ${deadPaths.slice(0, 3).join(', ')}${deadPaths.length > 3 ? ' and others' : ''}.`,
      ),
    ),
    item(
      'Footnotes',
      'body',
      warned(astray > 0, 'A reference in the text leads to no footnote.') ??
        warned(unnamed > 0, 'A footnote has no place in the text that refers to it.'),
    ),
    item(
      'Where the preview ends',
      'access',
      isFreeToRead(access)
        ? null
        : (warned(previewBlocks === 0, 'Whoever does not give sees the headline and the standfirst alone.') ??
            warned(blocks < 2, 'The text has one block: there is no preview.') ??
            warned(
              previewBlocks >= blocks,
              'The preview is set to end after the text does: the last block stays behind the gate.',
            )),
    ),
  ]
}

function ofCompany({ openRemarks, at, now }: ChecklistFacts): ChecklistItem[] {
  return [
    item(
      'Remarks',
      'remarks',
      warned(openRemarks > 0, openRemarks === 1 ? 'One remark is open.' : `${openRemarks} remarks are open.`),
    ),
    ...(at === null
      ? []
      : [item('Time', 'at', blocked(at <= now, 'That time is past. Choose a later one, or publish it now.'))]),
  ]
}
