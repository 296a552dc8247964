import { and, count, eq, gte, inArray, isNull, lt, sql } from 'drizzle-orm'
import { articleAuthors, articles, authors } from '#db/schema/articles.ts'
import { articleMoves } from '#db/schema/newsroom.ts'
import type { Context } from '#lib/context.ts'

/** How many articles wait for somebody, and why. */
export interface Waiting {
  /** Assigned to them, and not before readers yet. */
  mine: number
  /** Submitted, and taken by nobody. */
  submitted: number
  /** Their own drafts that came back to them. */
  sentBack: number
  /** To appear today. */
  today: number
}

/** @param day the magazine's today */
export async function waitingFor(ctx: Context, personId: string, day: { start: Date; end: Date }): Promise<Waiting> {
  const latestMove = sql`(select ${articleMoves.kind} from ${articleMoves} where ${articleMoves.articleId} = "articles"."id" order by ${articleMoves.number} desc limit 1)`
  const isOwn = sql`exists (select 1 from ${articleAuthors} credited join ${authors} author on author.id = credited.author_id where credited.article_id = "articles"."id" and author.person_id = ${personId})`
  const isKept = isNull(articles.thrownAwayAt)
  const number = { number: count() }
  const [[mine], [submitted], [sentBack], [today]] = await Promise.all([
    ctx.db
      .select(number)
      .from(articles)
      .where(
        and(isKept, eq(articles.assignedTo, personId), inArray(articles.state, ['submitted', 'in_edit', 'ready'])),
      ),
    ctx.db
      .select(number)
      .from(articles)
      .where(and(isKept, eq(articles.state, 'submitted'), isNull(articles.assignedTo))),
    ctx.db
      .select(number)
      .from(articles)
      .where(and(isKept, eq(articles.state, 'draft'), isOwn, sql`${latestMove} = 'send_back'`)),
    ctx.db
      .select(number)
      .from(articles)
      .where(
        and(eq(articles.state, 'scheduled'), gte(articles.publishedAt, day.start), lt(articles.publishedAt, day.end)),
      ),
  ])
  return {
    mine: mine?.number ?? 0,
    submitted: submitted?.number ?? 0,
    sentBack: sentBack?.number ?? 0,
    today: today?.number ?? 0,
  }
}
