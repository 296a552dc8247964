import type { Element, ElementContent, Root } from 'hast'
import { z } from 'zod'
import { Refusal } from '#lib/errors.ts'
import { readCard } from './cards.ts'
import { element, words } from './elements.ts'
import { fromJson } from './lexical.ts'

/** Text or an atom, the markups that open before it, how many close after it. */
const markerSchema = z.tuple([z.number(), z.array(z.number()), z.number(), z.unknown()]).rest(z.unknown())
const markersSchema = z.array(markerSchema)

/** Mobiledoc 0.3 (bustle/mobiledoc-kit, MOBILEDOC.md), which Ghost wrote from 1 to 5. */
const mobiledocSchema = z.object({
  atoms: z.array(z.tuple([z.string()]).rest(z.unknown())).default([]),
  cards: z.array(z.tuple([z.string()]).rest(z.unknown())).default([]),
  markups: z.array(z.tuple([z.string()]).rest(z.unknown())).default([]),
  sections: z.array(z.array(z.unknown())),
})
type Mobiledoc = z.infer<typeof mobiledocSchema>

const markupSection = z.tuple([z.literal(1), z.string(), markersSchema]).rest(z.unknown())
const pictureSection = z.tuple([z.literal(2), z.string()]).rest(z.unknown())
const listSection = z.tuple([z.literal(3), z.string(), z.array(markersSchema)]).rest(z.unknown())
const cardSection = z.tuple([z.literal(10), z.number()]).rest(z.unknown())

/**
 * Reads a post in Ghost's older notation.
 * @param leftOut is told what an article cannot hold
 * @throws Refusal (invalid) when it is none
 */
export function readMobiledoc(source: string, leftOut: (what: string) => void): Root {
  const parsed = mobiledocSchema.safeParse(fromJson(source))
  if (!parsed.success) throw new Refusal('invalid', 'Its text cannot be read: it is not as Ghost’s editor wrote it.')
  const { data } = parsed
  return { type: 'root', children: data.sections.flatMap((section) => readSection(section, data, leftOut)) }
}

function readSection(section: unknown[], whole: Mobiledoc, leftOut: (what: string) => void): ElementContent[] {
  const markup = markupSection.safeParse(section).data
  if (markup !== undefined) {
    const [, tagName, markers] = markup
    return [element(tagName === 'aside' ? 'blockquote' : tagName, inline(markers, whole))]
  }
  const list = listSection.safeParse(section).data
  if (list !== undefined)
    return [
      element(
        list[1] === 'ol' ? 'ol' : 'ul',
        list[2].map((markers) => element('li', inline(markers, whole))),
      ),
    ]
  const picture = pictureSection.safeParse(section).data
  if (picture !== undefined) return [element('img', [], { src: picture[1] })]
  const card = whole.cards[cardSection.safeParse(section).data?.[1] ?? -1]
  if (card === undefined) {
    leftOut('part that cannot be read')
    return []
  }
  if (card[0] === 'paywall') return [{ type: 'comment', value: 'members-only' }]
  return readCard(card[0], card[1], leftOut)
}

function inline(markers: z.infer<typeof markersSchema>, { markups, atoms }: Mobiledoc): ElementContent[] {
  const outer = element('span', [])
  const open: Element[] = [outer]
  for (const [kind, opened, closed, value] of markers) {
    for (const place of opened) {
      const made = markupElement(markups[place])
      open.at(-1)?.children.push(made)
      open.push(made)
    }
    open.at(-1)?.children.push(kind === 0 ? words(String(value)) : atom(atoms[Number(value)]))
    for (let left = closed; left > 0 && open.length > 1; left -= 1) open.pop()
  }
  return outer.children
}

function markupElement(markup: [string, ...unknown[]] | undefined): Element {
  if (markup === undefined) return element('span', [])
  const [tagName, attributes] = markup
  const pairs = z.array(z.string()).catch([]).parse(attributes)
  const href = pairs[pairs.indexOf('href') + 1]
  return element(tagName, [], tagName === 'a' && pairs.includes('href') && href !== undefined ? { href } : {})
}

/** A line break within a paragraph; of any other atom, its words. */
function atom(given: [string, ...unknown[]] | undefined): ElementContent {
  if (given?.[0] === 'soft-return') return element('br', [])
  return words(typeof given?.[1] === 'string' ? given[1] : '')
}
