import type { ElementContent } from 'hast'
import { z } from 'zod'
import { markdownHtml } from '#lib/importers/markdown/render.ts'
import { element, fragment, linkLine, words } from './elements.ts'
import { gated } from './gates.ts'

const text = z.string().catch('')

/** All that is read of any card, whatever it is: Ghost's two notations have the same names for it. */
const cardSchema = z.object({
  src: text,
  alt: text,
  title: text,
  caption: text,
  html: text,
  markdown: text,
  code: text,
  url: text,
  metadata: z.object({ title: text }).catch({ title: '' }),
  images: z.array(z.object({ src: text, alt: text, caption: text })).catch([]),
  calloutText: text,
  heading: text,
  header: text,
  subheader: text,
  content: text,
  textValue: text,
  buttonText: text,
  buttonUrl: text,
  fileTitle: text,
  productTitle: text,
  productDescription: text,
  productImageSrc: text,
  productButton: text,
  productUrl: text,
  imageUrl: text,
  visibility: z.unknown().optional(),
})
type Card = z.infer<typeof cardSchema>

/**
 * What an article can hold of each kind of card. Markup within is kept as it is: the allow-list of articles decides, as
 * it does of what Ghost rendered.
 */
const cards: Record<string, (card: Card) => ElementContent[]> = {
  image: ({ src, alt, caption }) => picture(src, alt, caption),
  gallery: ({ images, caption }) => [
    ...images.flatMap((one) => picture(one.src, one.alt, one.caption)),
    ...paragraph(caption),
  ],
  bookmark: ({ url, metadata, caption }) => [...linkLine(url, metadata.title), ...paragraph(caption)],
  // Tweets and the like have no frame, but a quotation that a script replaces: their address is what remains.
  embed: ({ url, html, caption }) => [
    ...(/<iframe/i.test(html) ? fragment(html) : linkLine(url, '')),
    ...paragraph(caption),
  ],
  html: ({ html, visibility }) => gated(fragment(html), visibility),
  markdown: ({ markdown }) => fragment(markdownHtml(markdown)),
  code: ({ code, caption }) => [element('pre', [words(code)]), ...paragraph(caption)],
  hr: () => [element('hr', [])],
  callout: ({ calloutText, visibility }) => gated(paragraph(calloutText), visibility),
  toggle: ({ heading, content }) => [...strong(heading), ...fragment(content)],
  button: ({ buttonUrl, buttonText }) => linkLine(buttonUrl, buttonText),
  'call-to-action': ({ imageUrl, textValue, buttonUrl, buttonText, visibility }) =>
    gated([...picture(imageUrl, '', ''), ...fragment(textValue), ...linkLine(buttonUrl, buttonText)], visibility),
  header: ({ header, heading, subheader, buttonUrl, buttonText }) => [
    ...(header || heading ? [element('h2', fragment(header || heading))] : []),
    ...paragraph(subheader),
    ...linkLine(buttonUrl, buttonText),
  ],
  product: ({ productImageSrc, productTitle, productDescription, productUrl, productButton }) => [
    ...picture(productImageSrc, '', ''),
    ...strong(productTitle),
    ...fragment(productDescription),
    ...linkLine(productUrl, productButton),
  ],
  file: ({ src, title, fileTitle }) => linkLine(src, fileTitle || title),
}

/** The same by another name: older versions, and the older notation. */
const otherNames: Record<string, string> = {
  codeblock: 'code',
  horizontalrule: 'hr',
  'card-markdown': 'markdown',
}

/** Cards of which readers of the site saw nothing, or nothing that is text. */
const unheld: Record<string, string> = {
  email: 'part that was only sent by mail',
  'email-cta': 'part that was only sent by mail',
  signup: 'form',
  audio: 'audio',
  video: 'video',
  transistor: 'audio',
}

/**
 * @param name as Ghost calls the card
 * @param leftOut is told what of it an article cannot hold
 */
export function readCard(name: string, payload: unknown, leftOut: (what: string) => void): ElementContent[] {
  const card = cardSchema.safeParse(payload).data
  const known = cards[otherNames[name] ?? name]
  if (card !== undefined && known !== undefined) return known(card)
  leftOut(unheld[name] ?? `card “${name.slice(0, 40)}”`)
  // A caption is text, whatever it stands under.
  return paragraph(card?.caption ?? '')
}

function picture(src: string, alt: string, caption: string): ElementContent[] {
  if (src === '') return []
  const shown = element('img', [], { src, alt })
  return [element('figure', caption === '' ? [shown] : [shown, element('figcaption', fragment(caption))])]
}

function paragraph(html: string): ElementContent[] {
  return html.trim() === '' ? [] : [element('div', fragment(html))]
}

function strong(html: string): ElementContent[] {
  return html.trim() === '' ? [] : [element('p', [element('strong', fragment(html))])]
}
