import { and, desc, eq, isNotNull } from 'drizzle-orm'
import { comments } from '#db/schema/comments.ts'
import { people } from '#db/schema/people.ts'
import { after, day } from '#lib/clock.ts'
import { fileAppeal } from '#lib/comments/moderation/appeals.ts'
import { commentsAtDesk } from '#lib/comments/moderation/at-desk.ts'
import { decide } from '#lib/comments/moderation/decide.ts'
import { keepFindings } from '#lib/comments/moderation/findings.ts'
import { judge } from '#lib/comments/moderation/judge.ts'
import type { ReportReason } from '#lib/comments/moderation/model.ts'
import { pickComment } from '#lib/comments/moderation/pick.ts'
import { reportComment } from '#lib/comments/moderation/reports.ts'
import { imposeSanction } from '#lib/comments/moderation/sanctions.ts'
import type { Context } from '#lib/context.ts'
import type { Person } from '#lib/people/model.ts'
import { personById } from '#lib/people/queries.ts'

const newcomer = {
  phase: 'newcomer',
  verdict: 'hold',
  reason: 'Its writer is new here: the first comment waits for a moderator.',
} as const

/** What readers said of each other's comments, and what moderators did: so much that the desk shows how it works. */
export async function seedModeration(ctx: Context): Promise<void> {
  const moderator = await personOf(ctx, 'moderator@saltmarsh.example')
  await giveReasons(ctx)
  await seedReports(ctx)
  const [praised] = await commentsBy(ctx, 'Barnaby Osei-Wragg')
  if (praised) await pickComment(ctx, moderator, { commentId: praised.id, picked: true })
  await seedAppeal(ctx, moderator)
}

/** Every comment that waits says why. */
async function giveReasons(ctx: Context): Promise<void> {
  const held = await ctx.db
    .select({ id: comments.id, articleId: comments.articleId, personId: comments.personId, text: comments.text })
    .from(comments)
    .where(and(eq(comments.state, 'held'), isNotNull(comments.personId)))
  for (const { id, articleId, personId, text } of held) {
    if (personId === null) continue
    const { findings } = await judge(ctx, {
      articleId,
      person: { id: personId, isStaff: false },
      commentId: id,
      text,
      waits: false,
    })
    await keepFindings(ctx, { commentId: id, revision: 1, findings: findings.length > 0 ? findings : [newcomer] })
  }
}

const reports: { by: string; of: string; reason: ReportReason; explanation: string }[] = [
  {
    by: 'reader@saltmarsh.example',
    of: 'Eero Blenkinsop-Das',
    reason: 'off_topic',
    explanation: 'A lesson in Finnish. Some of us came for the subtitles.',
  },
  {
    by: 'patron@saltmarsh.example',
    of: 'Alasdair Quennell',
    reason: 'legal',
    explanation: 'A presiding officer is sworn to secrecy, and here he talks of what was in the heap.',
  },
  { by: 'grace@saltmarsh.example', of: 'Alasdair Quennell', reason: 'false', explanation: '' },
]

async function seedReports(ctx: Context): Promise<void> {
  for (const { by, of, reason, explanation } of reports) {
    const [comment] = await commentsBy(ctx, of)
    const reporter = await personOf(ctx, by)
    if (comment)
      await reportComment(ctx, reporter, {
        commentId: comment.id,
        articleId: comment.articleId,
        reason,
        explanation,
        readsThread: true,
      })
  }
}

/** One who went too far: rejected, suspended, and asking for another look. */
async function seedAppeal(ctx: Context, moderator: Person): Promise<void> {
  const [comment] = await commentsBy(ctx, 'Ferdinand Ashplant', 'held')
  if (!comment?.personId) return
  const writer = await personById(ctx, comment.personId)
  const [asSeen] = await commentsAtDesk(ctx, [comment.id])
  if (!writer) return
  await decide(ctx, moderator, {
    commentId: comment.id,
    seen: { state: 'held', revision: 1, decision: asSeen?.lastDecision?.id ?? null },
    verdict: 'reject',
    reason: 'abuse',
    note: 'Say what you think of the plan, by all means; leave out what you think of whoever drew it.',
  })
  await imposeSanction(ctx, moderator, {
    personId: writer.id,
    kind: 'suspension',
    until: after(ctx.now, 12 * day),
    reason: 'The third insult this month, after two warnings by mail.',
    note: 'Two weeks to cool down.',
    commentId: comment.id,
  })
  await fileAppeal(ctx, writer, {
    id: comment.id,
    text: 'I have driven that road for eleven years. “So-and-so” is no insult where I come from, and the rest is true.',
  })
}

async function personOf(ctx: Context, email: string): Promise<Person> {
  const [row] = await ctx.db.select({ id: people.id }).from(people).where(eq(people.email, email))
  const person = row && (await personById(ctx, row.id))
  if (!person) throw new Error(`${email} is not among the people`)
  return person
}

function commentsBy(ctx: Context, name: string, state: 'published' | 'held' = 'published') {
  return ctx.db
    .select({ id: comments.id, articleId: comments.articleId, personId: comments.personId })
    .from(comments)
    .innerJoin(people, eq(people.id, comments.personId))
    .where(and(eq(people.name, name), eq(comments.state, state)))
    .orderBy(desc(comments.createdAt), desc(comments.id))
    .limit(1)
}
