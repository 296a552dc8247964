import { diff3MergeRegions } from 'node-diff3'
import type { Block, Body, Footnote } from './body/document.ts'
import { blocksOf, footnotesOf, mapInlines } from './body/rebuild.ts'
import type { Written } from './written.ts'

/** Some blocks of a text that two have written: settled, or changed by both in different ways. */
export type Piece = { kind: 'settled'; blocks: Block[] } | { kind: 'both'; theirs: Block[]; mine: Block[] }

export type WrittenField = Exclude<keyof Written, 'body'>

export interface Merged {
  /** With each side's changes; where both changed the same, with mine. */
  written: Written
  /** What both changed in different ways. */
  fields: WrittenField[]
  pieces: Piece[]
  /** Whether nobody has to decide anything. */
  isSettled: boolean
}

const written: Record<WrittenField, true> = {
  headline: true,
  standfirst: true,
  shortHeadline: true,
  socialHeadline: true,
  searchHeadline: true,
  slug: true,
  authors: true,
  topics: true,
  pictureId: true,
  pictureAlt: true,
  pictureCaption: true,
  pictureCredit: true,
  related: true,
  previewBlocks: true,
}

function isField(name: string): name is WrittenField {
  return name in written
}

/** What of an article is written beside its text, in the order of the page. */
export const writtenFields: readonly WrittenField[] = Object.keys(written).filter(isField)

/** Two things told apart by what they are, in whatever order their keys came: PostgreSQL's JSON has an order of its own. */
export function isSame(one: unknown, other: unknown): boolean {
  return keyOf(one) === keyOf(other)
}

function keyOf(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([one], [other]) => (one < other ? -1 : 1)))
      : inner,
  )
}

/**
 * Puts together what two have made of the same article.
 * @param base what both began from
 */
export function mergeWritten(base: Written, theirs: Written, mine: Written): Merged {
  const fields = writtenFields.filter(
    (field) =>
      field !== 'previewBlocks' &&
      !isSame(base[field], theirs[field]) &&
      !isSame(base[field], mine[field]) &&
      !isSame(theirs[field], mine[field]),
  )
  const taken = Object.fromEntries(
    writtenFields.filter((field) => isSame(base[field], mine[field])).map((field) => [field, theirs[field]]),
  )
  const pieces = mergeBlocks(blocksOf(base.body), blocksOf(theirs.body), blocksOf(mine.body))
  const notes = mergeNotes(base.body, theirs.body, mine.body)
  return {
    written: { ...mine, ...taken, body: bodyFrom(pieces, notes) },
    fields,
    pieces,
    isSettled: fields.length === 0 && pieces.every(({ kind }) => kind === 'settled'),
  }
}

/** Whose of two passages is taken; both, one after the other, where neither is to be lost. */
export type Choice = 'theirs' | 'mine' | 'both'

/**
 * The text, each passage as it was chosen.
 * @param choices by the places of the pieces that both changed, from 0; what is not named is mine
 */
export function settledBody(
  { base, theirs, mine }: { base: Written; theirs: Written; mine: Written },
  choices: Readonly<Record<number, Choice>>,
): Body {
  const pieces = mergeBlocks(blocksOf(base.body), blocksOf(theirs.body), blocksOf(mine.body))
  let place = -1
  const chosen = pieces.map((piece): Piece => {
    if (piece.kind === 'settled') return piece
    place += 1
    const choice = choices[place] ?? 'mine'
    const blocks = choice === 'both' ? [...piece.theirs, ...piece.mine] : piece[choice]
    return { kind: 'settled', blocks }
  })
  return bodyFrom(chosen, mergeNotes(base.body, theirs.body, mine.body))
}

function mergeBlocks(base: Block[], theirs: Block[], mine: Block[]): Piece[] {
  const known = new Map<string, Block>()
  const keys = (blocks: Block[]) =>
    blocks.map((block) => {
      const key = keyOf(block)
      known.set(key, block)
      return key
    })
  const back = (found: string[]) => found.flatMap((key) => known.get(key) ?? [])
  return diff3MergeRegions(keys(theirs), keys(base), keys(mine)).map((region): Piece => {
    if (region.stable) return { kind: 'settled', blocks: back(region.bufferContent) }
    const { aContent, oContent, bContent } = region
    if (isSame(aContent, bContent) || isSame(aContent, oContent)) return { kind: 'settled', blocks: back(bContent) }
    if (isSame(bContent, oContent)) return { kind: 'settled', blocks: back(aContent) }
    return { kind: 'both', theirs: back(aContent), mine: back(bContent) }
  })
}

/** Footnotes by their names; one that both changed says both, one after the other. */
function mergeNotes(base: Body, theirs: Body, mine: Body): Footnote[] {
  const notes = (body: Body) =>
    new Map((footnotesOf(body)?.content ?? []).map((note): [string, Footnote] => [note.attrs.id, note]))
  const [was, other, own] = [notes(base), notes(theirs), notes(mine)]
  return [...new Set([...own.keys(), ...other.keys()])].flatMap((id): Footnote[] => {
    const [before, their, my] = [was.get(id), other.get(id), own.get(id)]
    if (their === undefined || isSame(their, my) || isSame(before, their)) return my ? [my] : their ? [their] : []
    if (my === undefined || isSame(before, my)) return [their]
    return [{ ...my, content: [...their.content, ...my.content] }]
  })
}

function bodyFrom(pieces: Piece[], notes: Footnote[]): Body {
  const blocks = pieces.flatMap((piece) => (piece.kind === 'settled' ? piece.blocks : piece.mine))
  const referred = new Set<string>()
  mapInlines(blocks, (content) => {
    for (const node of content) if (node.type === 'footnoteReference') referred.add(node.attrs.id)
    return content
  })
  const named = notes.filter(({ attrs }) => referred.has(attrs.id))
  return { type: 'doc', content: named.length === 0 ? blocks : [...blocks, { type: 'footnotes', content: named }] }
}
