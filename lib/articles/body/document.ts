import { z } from 'zod'
import { isWithinDepth, tooDeep } from './depth.ts'
import { embedUrlSchema } from './embed.ts'

/**
 * What an article's body is: a document in ProseMirror's JSON shape (node names as Tiptap 3 has them), a closed set.
 * What is not named here cannot be stored, so it cannot be shown.
 */
export interface Body {
  type: 'doc'
  /** Footnotes, when there are any, are the last node. */
  content: (Block | Footnotes)[]
}

export type Block =
  | Paragraph
  | Heading
  | { type: 'blockquote'; content: Block[] }
  | { type: 'pullQuote'; content: Paragraph[] }
  | { type: 'bulletList'; content: ListItem[] }
  | { type: 'orderedList'; attrs: { start: number }; content: ListItem[] }
  | { type: 'horizontalRule' }
  | CodeBlock
  | Picture
  | Embed
  | Table

export interface Paragraph {
  type: 'paragraph'
  content?: Inline[]
}

export interface Heading {
  type: 'heading'
  /** The headline is the page's only first-level heading. */
  attrs: { level: 2 | 3 | 4 }
  content?: Inline[]
}

export interface ListItem {
  type: 'listItem'
  content: Block[]
}

export interface CodeBlock {
  type: 'codeBlock'
  content?: PlainText[]
}

export interface Picture {
  type: 'picture'
  attrs: { pictureId: string; alt: string; caption: string; credit: string }
}

/** A video, a recording, a chart of another site: nothing is asked of it before a reader asks for it. */
export interface Embed {
  type: 'embed'
  /** `url` as lib/articles/body/embed.ts writes it; `title` says what it is, for whoever does not load it. */
  attrs: { url: string; title: string }
}

export interface Table {
  type: 'table'
  content: TableRow[]
}

export interface TableRow {
  type: 'tableRow'
  content: TableCell[]
}

export interface TableCell {
  type: 'tableHeader' | 'tableCell'
  attrs: { colspan: number; rowspan: number }
  content: Block[]
}

/** In the order of their first references; several references may share one. */
export interface Footnotes {
  type: 'footnotes'
  content: Footnote[]
}

export interface Footnote {
  type: 'footnote'
  attrs: { id: string }
  content: Block[]
}

export type Inline = Text | { type: 'hardBreak' } | { type: 'footnoteReference'; attrs: { id: string } }

export interface Text {
  type: 'text'
  text: string
  marks?: Mark[]
}

export interface PlainText {
  type: 'text'
  text: string
}

export type Mark = { type: PlainMark } | { type: 'link'; attrs: { href: string } }

export const plainMarks = ['bold', 'italic', 'code', 'strike', 'superscript', 'subscript'] as const
export type PlainMark = (typeof plainMarks)[number]

/**
 * Elsewhere by http, https or mailto, or a path of this site. `//host` is another site in disguise; so is a
 * backslash.
 */
export const hrefSchema = z
  .string()
  .max(2000)
  .regex(
    /^(?:https?:\/\/[^\s/\\]|mailto:[^\s\\]|\/(?![/\\]))[^\s\\]*$/i,
    'an http, https or mailto address, or a path of this site',
  )

const footnoteIdSchema = z.string().regex(/^[\w-]{1,64}$/)

const markSchema: z.ZodType<Mark> = z.discriminatedUnion('type', [
  z.strictObject({ type: z.enum(plainMarks) }),
  z.strictObject({ type: z.literal('link'), attrs: z.strictObject({ href: hrefSchema }) }),
])

/** PostgreSQL's JSON takes neither a NUL nor half of a character. */
const textSchema = z
  .string()
  .min(1)
  .refine((text) => !text.includes('\0') && text.isWellFormed(), 'text in whole characters')

const inlineSchema: z.ZodType<Inline> = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), text: textSchema, marks: z.array(markSchema).optional() }),
  z.strictObject({ type: z.literal('hardBreak') }),
  z.strictObject({ type: z.literal('footnoteReference'), attrs: z.strictObject({ id: footnoteIdSchema }) }),
])

const blocksSchema: z.ZodType<Block[]> = z.lazy(() => z.array(blockSchema).min(1))

const paragraphSchema = z.strictObject({ type: z.literal('paragraph'), content: z.array(inlineSchema).optional() })

const listItemsSchema = z.array(z.strictObject({ type: z.literal('listItem'), content: blocksSchema })).min(1)

const span = z.int().min(1).max(100)

const tableCellSchema = z.strictObject({
  type: z.enum(['tableHeader', 'tableCell']),
  attrs: z.strictObject({ colspan: span, rowspan: span }),
  content: blocksSchema,
})

const blockSchema = z.discriminatedUnion('type', [
  paragraphSchema,
  z.strictObject({
    type: z.literal('heading'),
    attrs: z.strictObject({ level: z.literal([2, 3, 4]) }),
    content: z.array(inlineSchema).optional(),
  }),
  z.strictObject({ type: z.literal('blockquote'), content: blocksSchema }),
  z.strictObject({ type: z.literal('pullQuote'), content: z.array(paragraphSchema).min(1) }),
  z.strictObject({ type: z.literal('bulletList'), content: listItemsSchema }),
  z.strictObject({
    type: z.literal('orderedList'),
    attrs: z.strictObject({ start: z.int().min(0) }),
    content: listItemsSchema,
  }),
  z.strictObject({ type: z.literal('horizontalRule') }),
  z.strictObject({
    type: z.literal('codeBlock'),
    content: z.array(z.strictObject({ type: z.literal('text'), text: textSchema })).optional(),
  }),
  z.strictObject({
    type: z.literal('picture'),
    attrs: z.strictObject({ pictureId: z.uuid(), alt: z.string(), caption: z.string(), credit: z.string() }),
  }),
  z.strictObject({
    type: z.literal('embed'),
    attrs: z.strictObject({ url: embedUrlSchema, title: z.string().max(300) }),
  }),
  z.strictObject({
    type: z.literal('table'),
    content: z.array(z.strictObject({ type: z.literal('tableRow'), content: z.array(tableCellSchema).min(1) })).min(1),
  }),
])

const footnotesSchema = z.strictObject({
  type: z.literal('footnotes'),
  content: z
    .array(
      z.strictObject({
        type: z.literal('footnote'),
        attrs: z.strictObject({ id: footnoteIdSchema }),
        content: blocksSchema,
      }),
    )
    .min(1),
})

const documentSchema = z.strictObject({
  type: z.literal('doc'),
  content: z
    .array(z.union([blockSchema, footnotesSchema]))
    .refine(
      (nodes) => nodes.every((node, place) => node.type !== 'footnotes' || place === nodes.length - 1),
      'footnotes stand once, at the end',
    ),
})

/** A body as it comes from outside: an editor's browser, or the database, which holds what older versions wrote. */
export const bodySchema: z.ZodType<Body> = z.preprocess((given, context) => {
  if (isWithinDepth(given)) return given
  context.addIssue({ code: 'custom', message: tooDeep, params: { isForPeople: true } })
  return z.NEVER
}, documentSchema)
