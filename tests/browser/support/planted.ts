import { randomInt } from 'node:crypto'
import { eq, sql } from 'drizzle-orm'
import { v7 } from 'uuid'
import { z } from 'zod'
import { connect } from '#db/client.ts'
import { comments } from '#db/schema/comments.ts'
import { people } from '#db/schema/people.ts'
import type { Body, Block } from '#lib/articles/body/document.ts'
import { revisionOf } from '#lib/articles/access.ts'
import { saveArticle, type ArticleInput } from '#lib/articles/commands.ts'
import type { Access } from '#lib/articles/model.ts'
import { readConfig } from '#lib/config.ts'
import type { Context } from '#lib/context.ts'
import { publishCorrection } from '#lib/corrections/publish.ts'
import { openQueue } from '#lib/jobs/queue.ts'
import { createLog } from '#lib/log.ts'
import { become, write } from '#tests/comments/threads.ts'
import { unpublishArticle } from '#tests/support/standing.ts'
import type { Addresses } from './addresses.ts'

export type Restricted = Exclude<Access, 'public'>

export interface Planted {
  /** An article of each access, with markers in every place that is not for everybody. */
  restricted: {
    access: Restricted
    slug: string
    id: string
    markers: string[]
    /** What is said under it, for whoever reads it: text, answers, the names of those who wrote. */
    said: string[]
    /** The comments it is said in. */
    commentIds: string[]
  }[]
  /** What was said there and removed since, or waits for a moderator: for no reader. */
  unsaid: string[]
  /** Articles that are not there for readers at all, whole and with their headlines. */
  hidden: { slug: string; markers: string[] }[]
  /** Stands in everybody's part of each restricted article. */
  open: string
  topic: string
  author: string
}

/** A word that stands nowhere else: letters alone, so that search would find it. */
function marker(): string {
  return `zq${Array.from({ length: 14 }, () => String.fromCodePoint(97 + randomInt(26))).join('')}`
}

function paragraph(text: string): Block {
  return { type: 'paragraph', content: [{ type: 'text', text }] }
}

/** Does something by the product's own commands, on the stack under test. */
export async function onTheStack<Result>(
  addresses: Addresses,
  work: (ctx: Context) => Promise<Result>,
): Promise<Result> {
  const connection = connect(addresses.databaseUrl, 2)
  const queue = openQueue(addresses.databaseUrl)
  const config = readConfig({
    DATABASE_URL: addresses.databaseUrl,
    PUBLIC_URL: addresses.web,
    AUTH_SECRET: 'only-for-planting-only-for-planting',
    STRIPE_SECRET_KEY: 'sk_test_planting',
    STRIPE_WEBHOOK_SECRET: 'whsec_planting',
    SMTP_URL: 'smtp://127.0.0.1:9',
    MAIL_FROM: 'post@magazine.example',
    DESK_EMAIL: 'desk@magazine.example',
    INTERNAL_TOKEN: 'only-for-planting-only-for-planting',
    ADDRESS_KEYS: `planting:${'A'.repeat(43)}=`,
    ENCRYPTION_KEYS: `planting:${'A'.repeat(43)}=`,
  })
  const ctx: Context = { db: connection.db, now: new Date(), queue, config, log: createLog('test', 'silent') }
  try {
    return await work(ctx)
  } finally {
    await queue.close()
    await connection.close()
  }
}

/** Writes articles full of markers by the commands that editors and importers use. */
export function plant(addresses: Addresses): Promise<Planted> {
  return onTheStack(addresses, plantAll)
}

async function plantAll(ctx: Context): Promise<Planted> {
  const mark = marker()
  const open = marker()
  const shared = { authors: [{ name: `Author ${mark}` }], topics: [{ name: `Topic ${mark}` }] }
  const by = { reason: 'Planted', personId: null }
  const [picture] = z
    .array(z.object({ id: z.string() }))
    .parse([...(await ctx.db.execute(sql`select id from pictures limit 1`))])
  const restricted: Planted['restricted'] = []
  const unsaid: string[] = []
  for (const access of ['metered', 'supporters', 'patrons'] as const) {
    const slug = `leak-${access}-${mark}`
    const old = marker()
    const input = (text: Body): ArticleInput => ({
      ...shared,
      slug,
      headline: `For ${access} alone`,
      standfirst: 'What stands behind the gate stays there.',
      body: text,
      access,
      previewBlocks: 2,
      state: 'published',
    })
    const { body, markers } = restrictedBody(open, picture?.id ?? '')
    await saveArticle(ctx, input({ ...body, content: [...body.content.slice(0, 3), paragraph(old)] }), by)
    const { id } = await saveArticle(ctx, input(body), by)
    const corrected = await plantCorrection(ctx, id, markers[3] ?? '')
    const thread = await plantThread(ctx, id)
    unsaid.push(...thread.unsaid)
    const { said, commentIds } = thread
    restricted.push({ access, slug, id, markers: [...markers, corrected, old], said, commentIds })
  }
  const hidden: Planted['hidden'] = []
  for (const state of ['draft', 'scheduled', 'unpublished'] as const) {
    const [head, standfirst, text] = [marker(), marker(), marker()]
    const slug = `leak-${state}-${mark}`
    const { id } = await saveArticle(
      ctx,
      {
        ...shared,
        slug,
        headline: `Not yet ${head}`,
        standfirst,
        body: { type: 'doc', content: [paragraph(text), paragraph(text)] },
        access: 'public',
        state: state === 'draft' ? 'draft' : 'published',
        ...(state === 'scheduled' && { publishedAt: new Date(ctx.now.getTime() + 40 * 86_400_000) }),
      },
      by,
    )
    if (state === 'unpublished') await unpublishArticle(ctx, { articleId: id, personId: null })
    hidden.push({ slug, markers: [head, standfirst, text] })
  }
  return { restricted, unsaid, hidden, open, topic: `topic-${mark}`, author: `author-${mark}` }
}

/** Corrects one marker into another, so that what changed holds both. @returns the new one */
async function plantCorrection(ctx: Context, articleId: string, passage: string): Promise<string> {
  const replacement = marker()
  const [person] = await ctx.db.select({ id: people.id }).from(people).limit(1)
  await publishCorrection(ctx, {
    articleId,
    revision: await revisionOf(ctx, articleId),
    replacements: [{ part: 'text', passage, replacement }],
    facts: {
      kind: 'correction',
      severity: 'serious',
      note: 'A word behind the gate was another.',
      underHeadline: true,
      frontPageDays: 1,
      prominenceReason: 'For a test.',
      onFrontPage: false,
      daysStood: 1,
      readers: null,
    },
    reply: null,
    follows: null,
    caseId: null,
    submissionId: v7(),
    personId: person?.id ?? '',
  })
  return replacement
}

/** A conversation with a marker in every text and name, one comment of it picked out, others removed though answered. */
async function plantThread(ctx: Context, articleId: string) {
  const said = [marker(), marker(), marker(), marker()]
  const unsaid = [marker(), marker(), marker()]
  const [name = '', first = '', second = '', third = ''] = said
  const personId = v7()
  await ctx.db.insert(people).values({ id: personId, email: `${name}@example.org`, name: `Reader ${name}` })
  const by = { articleId, personId }
  const top = await write(ctx, by, { text: `They say ${first}.` })
  await ctx.db.update(comments).set({ pickedAt: ctx.now }).where(eq(comments.id, top))
  const answer = await write(ctx, by, { text: `*And* ${second}`, parentId: top })
  const commentIds = [top, answer]
  for (const [number, state] of (['deleted', 'rejected', 'held'] as const).entries()) {
    const gone = await write(ctx, by, { text: `Not ${unsaid[number]}.` })
    await write(ctx, by, { text: `But ${third}.`, parentId: gone })
    if (state === 'held') commentIds.push(gone)
    await become(ctx, gone, state)
  }
  return { said, unsaid, commentIds }
}

/** Two blocks for everybody, and after them a marker in every place that a text has. */
function restrictedBody(open: string, pictureId: string): { body: Body; markers: string[] } {
  const markers: string[] = []
  const next = () => {
    const made = marker()
    markers.push(made)
    return made
  }
  const noted: Block = {
    type: 'paragraph',
    content: [
      { type: 'text', text: next() },
      { type: 'footnoteReference', attrs: { id: '1' } },
      { type: 'text', text: next(), marks: [{ type: 'link', attrs: { href: `https://example.org/${next()}` } }] },
    ],
  }
  const body: Body = {
    type: 'doc',
    content: [
      paragraph(`Everybody reads ${open}.`),
      paragraph(`And ${open} again.`),
      noted,
      { type: 'heading', attrs: { level: 2 }, content: [{ type: 'text', text: next() }] },
      { type: 'picture', attrs: { pictureId, alt: next(), caption: next(), credit: next() } },
      { type: 'pullQuote', content: [{ type: 'paragraph', content: [{ type: 'text', text: next() }] }] },
      { type: 'bulletList', content: [{ type: 'listItem', content: [paragraph(next())] }] },
      {
        type: 'table',
        content: [
          {
            type: 'tableRow',
            content: [{ type: 'tableCell', attrs: { colspan: 1, rowspan: 1 }, content: [paragraph(next())] }],
          },
        ],
      },
      paragraph(next()),
      { type: 'footnotes', content: [{ type: 'footnote', attrs: { id: '1' }, content: [paragraph(next())] }] },
    ],
  }
  return { body, markers }
}
