import { TZDate } from '@date-fns/tz'
import { parse as parseToml, TomlError } from 'smol-toml'
import { isNode, LineCounter, parseDocument, type Document } from 'yaml'
import { z } from 'zod'
import { accessSchema, commentSettingSchema, slugify, slugSchema } from '#lib/articles/model.ts'
import { Fault } from './fault.ts'
import { inOwnWords } from './habits.ts'

const line = (most: number) => z.string().trim().min(1, 'is empty').max(most, `is longer than ${most} characters`)

const authorSchema = z
  .strictObject({ name: line(200), slug: slugSchema.optional(), bio: z.string().trim().optional() })
  .transform(({ name, slug, bio }) => ({ name, ...(slug && { slug }), ...(bio && { biography: bio }) }))

const topicSchema = z
  .strictObject({ name: line(100), slug: slugSchema.optional() })
  .transform(({ name, slug }) => ({ name, ...(slug && { slug }) }))

/** One may be written without the brackets of a list, and an author or a topic as a bare name. */
const listed = (value: unknown) =>
  typeof value === 'string' || (typeof value === 'object' && value !== null && !Array.isArray(value))
    ? [value]
    : (value ?? [])
const named = (value: unknown) => (typeof value === 'string' ? { name: value } : value)

/** What may stand above an article's text, and means what it says in docs of the importer's options. */
const keys = {
  title: line(500),
  standfirst: z.string().trim().max(1000, 'is longer than 1,000 characters').default(''),
  slug: slugSchema.optional(),
  date: z.string().optional(),
  authors: z.preprocess(listed, z.array(z.preprocess(named, authorSchema))),
  topics: z.preprocess(listed, z.array(z.preprocess(named, topicSchema))),
  picture: z
    .strictObject({
      file: line(500).optional(),
      alt: z.string().trim().default(''),
      caption: z.string().trim().max(1000).default(''),
      credit: z.string().trim().max(300).default(''),
    })
    .default({ alt: '', caption: '', credit: '' }),
  access: accessSchema.optional(),
  preview: z.int().min(0).max(500).optional(),
  comments: commentSettingSchema.default('open'),
  /** True keeps an article from being published. */
  draft: z.boolean().default(false),
  /** When it was last changed. */
  updated: z.string().optional(),
  /** Addresses by which it was known elsewhere: paths. */
  aliases: z.preprocess(listed, z.array(z.string())),
  permalink: z.string().optional(),
}
const frontMatterSchema = z.object(keys)

export interface FrontMatter extends Omit<
  z.infer<typeof frontMatterSchema>,
  'slug' | 'date' | 'updated' | 'aliases' | 'permalink'
> {
  slug: string
  /** Absent when the file names no date. */
  date: Date | undefined
  updated: Date | undefined
  /** Paths by which it was known elsewhere. */
  oldAddresses: string[]
  /** Where in the file each key stands, for what turns out to be wrong later. */
  lineOf(...path: (string | number)[]): number
  notes: string[]
}

/** What stands at a file's beginning, between two lines of --- (YAML) or +++ (TOML). */
export interface RawFrontMatter {
  language: 'yaml' | 'toml'
  text: string
  /** The file's line that it begins on. */
  firstLine: number
}

/**
 * Reads it, in our words or in those of Hugo, Jekyll and Eleventy.
 * @param file whose name may say date and address
 * @param timeZone in which a date without one is meant
 * @throws Fault with the line and the reason
 */
export function readFrontMatter(raw: RawFrontMatter, timeZone: string, file: string): FrontMatter {
  const { given, lineOf: lineIn } = raw.language === 'yaml' ? readYaml(raw) : readToml(raw)
  const { value, saidAs } = inOwnWords(given, file)
  const lineOf = ([key = '', ...rest]: (string | number)[]) => lineIn([saidAs.get(String(key)) ?? key, ...rest])
  const parsed = frontMatterSchema.safeParse(value)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    const path = (issue?.path ?? []).map((part) => (typeof part === 'number' ? part : String(part)))
    throw new Fault(lineOf(path), issue === undefined ? 'malformed front matter' : explain(issue, path, value))
  }
  const { aliases, permalink, updated, ...data } = parsed.data
  const slug = data.slug ?? slugify(data.title)
  if (slug === '') throw new Fault(lineOf(['title']), 'no address can be made from this title: give a slug')
  const unknown = Object.keys(value).filter((key) => !(key in keys))
  const dateOf = (said: string | undefined, key: string) =>
    said === undefined ? undefined : readDate(said, timeZone, lineOf([key]))
  return {
    ...data,
    slug,
    date: dateOf(data.date, 'date'),
    updated: dateOf(updated, 'updated'),
    oldAddresses: [...aliases, ...(permalink === undefined ? [] : [permalink])].filter((path) =>
      /^\/(?![/\\])[^\s:]*$/.test(path),
    ),
    lineOf: (...path) => lineOf(path),
    notes: unknown.map((key) => `line ${lineOf([key])}: unknown key ${key}`),
  }
}

interface ReadRaw {
  given: Record<string, unknown>
  lineOf(path: (string | number)[]): number
}

function readToml({ text, firstLine }: RawFrontMatter): ReadRaw {
  try {
    return { given: { ...parseToml(text) }, lineOf: () => firstLine }
  } catch (fault) {
    if (!(fault instanceof TomlError)) throw fault
    throw new Fault(fault.line + firstLine - 1, `malformed front matter: ${firstSentence(fault.message)}`)
  }
}

function readYaml({ text: yaml, firstLine }: RawFrontMatter): ReadRaw {
  const counter = new LineCounter()
  const document = parseDocument(yaml, { lineCounter: counter, prettyErrors: false })
  const [error] = document.errors
  if (error !== undefined)
    throw new Fault(
      counter.linePos(error.pos[0]).line + firstLine - 1,
      `malformed front matter: ${firstSentence(error.message)}`,
    )
  const value: unknown = document.toJS({ maxAliasCount: 20 })
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Fault(firstLine, 'malformed front matter: it must be keys and values, e.g. title: The clock in the mud')
  return {
    given: Object.fromEntries(Object.entries(value)),
    lineOf: (path) => lineAt(document, path, counter) + firstLine - 1,
  }
}

/** Line of a key, or of the nearest thing around it that is there. */
function lineAt(document: Document, path: (string | number)[], counter: LineCounter): number {
  for (let length = path.length; length > 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true)
    if (isNode(node) && node.range) return counter.linePos(node.range[0]).line
  }
  return 1
}

function explain(issue: z.core.$ZodIssue, path: (string | number)[], value: object): string {
  const name = path.join('.')
  const given: unknown = path.reduce<unknown>(
    (inner, part) =>
      typeof inner === 'object' && inner !== null
        ? Object.entries(inner).find(([key]) => key === String(part))?.[1]
        : undefined,
    value,
  )
  if (given === undefined) return `missing ${name}`
  if (name === 'access')
    return `unknown access level ${JSON.stringify(given)}: ${accessSchema.options.join(', ')} are known`
  if (name === 'slug') return `bad slug ${JSON.stringify(given)}: it must be ${issue.message}`
  if (issue.code === 'unrecognized_keys') return `unknown key ${[...path, issue.keys[0] ?? ''].join('.')}`
  return `bad ${name} ${JSON.stringify(given).slice(0, 80)}: ${issue.code === 'custom' || issue.code === 'too_small' || issue.code === 'too_big' ? issue.message : firstSentence(issue.message)}`
}

function firstSentence(message: string): string {
  return message.split('\n')[0] ?? message
}

/** A day, or a day and a time, with a zone or meant in the magazine's. */
function readDate(typed: string, timeZone: string, at: number): Date {
  const match = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(\.\d+)?)?\s*(Z|[+-]\d\d:?\d\d)?)?$/.exec(
    typed.trim(),
  )
  const bad = new Fault(at, `bad date ${JSON.stringify(typed)}: write it like 2026-10-12 or 2026-10-12T10:05:00Z`)
  if (match === null) throw bad
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map((part) => Number(part ?? 0))
  const milliseconds = Math.round(Number(`0${match[7] ?? ''}`) * 1000) % 1000
  const asUtc = new Date(Date.UTC(year, month - 1, day, hour, minute, second, milliseconds))
  const isReal =
    asUtc.getUTCMonth() === month - 1 && asUtc.getUTCDate() === day && hour < 24 && minute < 60 && second < 60
  if (!isReal) throw bad
  const zone = match[8]
  if (zone === undefined) return new Date(new TZDate(year, month - 1, day, hour, minute, second, timeZone).getTime())
  if (zone === 'Z') return asUtc
  const offset = (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2))) * 60_000
  return new Date(asUtc.getTime() - (zone.startsWith('-') ? -offset : offset))
}
