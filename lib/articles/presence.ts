import { and, asc, eq, gt, lt, ne, or, sql } from 'drizzle-orm'
import { articlePresence } from '#db/schema/writing.ts'
import { people } from '#db/schema/people.ts'
import { after, minute } from '#lib/clock.ts'
import type { Context } from '#lib/context.ts'
import { presenceBeat } from './model.ts'

/** After this long without a word a page is held to be gone: three beats, and the way. */
const goneAfter = 3 * presenceBeat + 5_000

/** Somebody who has the article open, in however many tabs. */
export interface Present {
  personId: string
  name: string
  /** Whoever asks, in another tab. */
  isSelf: boolean
  since: Date
  /** Null while nothing was typed. */
  typedAt: Date | null
}

/**
 * Notes that somebody has an article open in a tab of theirs, and whether they typed since they last said so.
 * @returns who else has it open, those who came first first
 */
export async function notePresence(
  ctx: Context,
  { articleId, tab, personId, hasTyped }: { articleId: string; tab: string; personId: string; hasTyped: boolean },
): Promise<Present[]> {
  const { now } = ctx
  // Other articles' rows that nobody took away go with the next who opens those.
  await ctx.db
    .delete(articlePresence)
    .where(and(eq(articlePresence.articleId, articleId), lt(articlePresence.seenAt, after(now, -10 * minute))))
  const typedAt = hasTyped ? now : null
  await ctx.db
    .insert(articlePresence)
    .values({ articleId, tab, personId, since: now, seenAt: now, typedAt })
    .onConflictDoUpdate({
      target: [articlePresence.articleId, articlePresence.tab],
      set: { seenAt: now, typedAt: typedAt ?? sql`${articlePresence.typedAt}` },
      setWhere: eq(articlePresence.personId, personId),
    })
  return othersIn(ctx, articleId, tab, personId)
}

async function othersIn(ctx: Context, articleId: string, tab: string, personId: string): Promise<Present[]> {
  const rows = await ctx.db
    .select({
      personId: articlePresence.personId,
      name: people.name,
      email: people.email,
      since: articlePresence.since,
      typedAt: articlePresence.typedAt,
    })
    .from(articlePresence)
    .innerJoin(people, eq(people.id, articlePresence.personId))
    .where(
      and(
        eq(articlePresence.articleId, articleId),
        gt(articlePresence.seenAt, after(ctx.now, -goneAfter)),
        or(ne(articlePresence.tab, tab), ne(articlePresence.personId, personId)),
      ),
    )
    .orderBy(asc(articlePresence.since), asc(articlePresence.tab))
    .limit(20)
  const here = new Map<string, Present>()
  for (const { personId: whose, name, email, since, typedAt } of rows) {
    const known = here.get(whose)
    const typed = [known?.typedAt, typedAt].flatMap((at) => at ?? [])
    const latest = typed.toSorted((one, other) => other.getTime() - one.getTime())[0] ?? null
    const first = known?.since ?? since
    here.set(whose, { personId: whose, name: name ?? email, isSelf: whose === personId, since: first, typedAt: latest })
  }
  return [...here.values()]
}

/** The tab was closed. */
export async function leave(ctx: Context, articleId: string, tab: string, personId: string): Promise<void> {
  await ctx.db
    .delete(articlePresence)
    .where(
      and(
        eq(articlePresence.articleId, articleId),
        eq(articlePresence.tab, tab),
        eq(articlePresence.personId, personId),
      ),
    )
}
