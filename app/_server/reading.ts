import 'server-only'
import { cache } from 'react'
import { cacheLife, cacheTag } from 'next/cache'
import { cookies } from 'next/headers'
import type { Access } from '#lib/articles/model.ts'
import { mayGive, mayRead } from '#lib/articles/policy.ts'
import { articleBody, type WholeText } from '#lib/articles/whole-text.ts'
import { tags } from '#lib/cache/tags.ts'
import { calendarMonth, type CalendarMonth } from '#lib/clock.ts'
import type { Context } from '#lib/context.ts'
import { hashToken } from '#lib/secret-token.ts'
import type { Wall } from '#lib/settings/model.ts'
import { mergeReadings } from '#lib/wall/commands.ts'
import { isStillGiven } from '#lib/wall/gift-links.ts'
import { judgeReading, type Meter, type Verdict } from '#lib/wall/model.ts'
import { openPass, passCookie, sealPass, type Pass } from '#lib/wall/pass.ts'
import { readerOf, type SignedInReader } from '#lib/wall/queries.ts'
import { currentContext, requestContext } from './context.ts'
import { isVerifiedCrawler } from './crawler.ts'
import { magazine, wall } from './published.ts'
import { sessionTokenIn } from './session-adapter.ts'

/** Whoever asks at this request, and how far their meter has gone. */
export interface Asking {
  ctx: Context
  terms: Wall
  month: CalendarMonth
  /** Null for a visitor. */
  reader: SignedInReader | null
  /** What the browser carries itself. */
  pass: Pass
}

/** At most one statement: none for a visitor. Asked once a page, however many of its parts ask. */
export const whoAsks = cache(async (): Promise<Asking> => {
  const ctx = await requestContext()
  const jar = await cookies()
  const [terms, { timeZone }] = await Promise.all([wall(), magazine()])
  const month = calendarMonth(ctx.now, timeZone)
  const token = sessionTokenIn((name) => jar.get(name)?.value)
  const [reader, pass] = await Promise.all([
    token === undefined ? null : readerOf(ctx, hashToken(token), month.name),
    openPass(jar.get(passCookie.name)?.value, ctx.config.authSecret, month.name, ctx.now),
  ])
  return { ctx, terms, month, reader, pass }
})

/** Whether the one who asks is sent the whole of an article. */
export async function judge(
  asking: Asking,
  article: { id: string; access: Access },
): Promise<{ verdict: Verdict; meter: Meter }> {
  const { ctx, terms, reader, pass } = asking
  const read = reader ? reader.read : pass.read
  const meter = { used: read.length, free: terms.freeArticles, opened: read.includes(article.id) }
  const facts = { access: article.access, mayRead: mayRead(article.access, reader), meter }
  const verdict = judgeReading({ ...facts, isGiven: false, isCrawler: false })
  // The rest costs a question each, and is asked of those alone for whom it could change the answer.
  if (verdict.open) return { verdict, meter }
  const gift = pass.gifts.find(({ articleId }) => articleId === article.id)
  const isGiven = gift !== undefined && (await isStillGiven(ctx, gift.linkId))
  const isCrawler = !isGiven && reader === null && terms.crawlersRead === 'whole' && (await isVerifiedCrawler())
  return { verdict: judgeReading({ ...facts, isGiven, isCrawler }), meter }
}

export type Reading = { asking: Asking; meter: Meter } & (
  | { verdict: Extract<Verdict, { open: true }>; text: WholeText; mayGive: boolean }
  | { verdict: Extract<Verdict, { open: false }>; text: null }
)

/**
 * The whole text of an article, for whoever may read it at this request. Rendered per request: reading the cookies comes
 * first, so that nothing of it is ever made before somebody has asked.
 */
export async function readArticle(article: { id: string; access: Access }): Promise<Reading> {
  const asking = await whoAsks()
  const { verdict, meter } = await judge(asking, article)
  if (!verdict.open) return { asking, meter, verdict, text: null }
  const text = await wholeText(article.id)
  if (text === null) return { asking, meter, verdict: { open: false, rule: 'members_only' }, text: null }
  const { reader, terms } = asking
  return { asking, meter, verdict, text, mayGive: terms.giftLinksPerMonth > 0 && mayGive(article.access, reader) }
}

/** Kept in this server's memory, and in the one that servers share where there is one; called by nothing but the above. */
async function wholeText(articleId: string): Promise<WholeText | null> {
  'use cache'
  cacheLife('published')
  cacheTag(tags.article(articleId))
  return articleBody(currentContext(), articleId)
}

/** Gives the browser a pass; one with nothing in it is taken away. Only in a route handler or an action. */
export async function keepPass({ ctx, month }: Pick<Asking, 'ctx' | 'month'>, pass: Pass): Promise<void> {
  const jar = await cookies()
  if (pass.read.length === 0 && pass.gifts.length === 0) {
    if (jar.has(passCookie.name)) jar.delete(passCookie.name)
    return
  }
  jar.set(passCookie.name, await sealPass(pass, ctx.config.authSecret, month.name, ctx.now), {
    maxAge: passCookie.days * 86_400,
    path: '/',
    sameSite: 'lax',
    httpOnly: true,
    secure: ctx.config.publicUrl.startsWith('https:'),
  })
}

/** What was read as a visitor counts from now on for the person. Only in a route handler or an action. */
export async function mergePass(asking: Asking): Promise<void> {
  const { ctx, reader, pass, month } = asking
  if (reader === null || pass.read.length === 0) return
  await mergeReadings(ctx, { personId: reader.personId, month: month.name, articleIds: pass.read })
  await keepPass(asking, { ...pass, read: [] })
}
