import { eq } from 'drizzle-orm'
import { articles } from '#db/schema/articles.ts'
import { recordAudit, subjectOf } from '#lib/audit/audit.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { fieldRefusal, Refusal } from '#lib/errors.ts'
import type { Content } from '../internal/content-schema.ts'
import { lockContent } from '../internal/content.ts'
import { changeStanding } from '../internal/standing.ts'
import { tagsOf } from '../internal/write.ts'
import type { ArticleState } from '../model.ts'
import { requireOnScreen, type OnScreen } from '../on-screen.ts'
import type { StaffMember } from '../policy.ts'
import { commitWorkingCopy } from '../working-copy.ts'
import { checklistOf } from './checklist-of.ts'
import type { ChecklistItem } from './checklist.ts'
import { noteStep, stepsOf, wasEverPublished } from './history.ts'
import { blocksHold, mayMove, rules, type Move } from './moves.ts'
import { articleAtWork, authorsOf, colleagues, type ArticleAtWork } from './people.ts'
import { tell } from './tell.ts'
import { stateWords } from './words.ts'

export interface Moving {
  articleId: string
  move: Move
  /** How the article stood on the page of whoever asks: when it no longer does, nothing is done. */
  seen: ArticleState
  staff: StaffMember
  note?: string
  /** When it is to appear; for `schedule` alone. */
  at?: Date
  /** Whether whoever asks has seen what the checklist warns of. */
  confirmed?: boolean
  /** Asked from where the text is not on the screen: what was written and not brought in stays beside the article. */
  leavesText?: boolean
  /** What whoever asks has on the screen: where anything else was written since, nothing is done. Left out: not asked. */
  onScreen?: OnScreen
  /** Of an update: readers are not told that the article was changed. */
  keepsDate?: boolean
}

/**
 * Makes one move with an article: what has been written becomes part of it where the rule says so, it stands where the
 * rule says, and its history, the audit log and those concerned are told, all or nothing.
 * @returns how it stands now, and the cache tags of what shows it
 * @throws Refusal: not_found; conflict when it stands elsewhere by now, was thrown away, or its text was changed beside the working copy;
 * as `requireOnScreen`; forbidden; invalid with a fault for `note` (asked for), `at` (past), `checklist` (something is missing) or `confirmed`
 * (something is warned of)
 */
export function moveArticle(ctx: Context, moving: Moving): Promise<{ state: ArticleState; changed: string[] }> {
  const { articleId, move, staff, note = '', at } = moving
  const rule = rules[move]
  return inTransaction(ctx, async (tx) => {
    const before = await lockContent(tx, articleId)
    const article = await articleAtWork(tx, articleId)
    if (before === null || article === null) throw new Refusal('not_found', 'That article is no longer here.')
    if (article.isThrownAway) throw new Refusal('conflict', 'This article was thrown away. Take it back first.')
    if (before.state !== moving.seen) throw await overtaken(tx, articleId, before.state)
    if (!mayMove(move, staff, article)) throw new Refusal('forbidden', rule.sentence)
    if (isTaken(moving) && moving.onScreen) await requireOnScreen(tx, articleId, moving.onScreen, staff.personId)
    if (rule.note === 'required' && note.trim() === '') throw fieldRefusal('note', 'Say why, in a sentence or two.')
    if (move === 'schedule' && at === undefined) throw fieldRefusal('at', 'Choose a day and a time.')
    const appearsAt = move === 'schedule' && at !== undefined ? at : null
    if (rule.isChecked) await refuseUnready(tx, moving, appearsAt)
    const reason = revisionReasons[move]
    if (isTaken(moving))
      await commitWorkingCopy(tx, { articleId, personId: staff.personId, reason, keepsDate: moving.keepsDate ?? false })
    const wasPublished = move === 'publish' && (await wasEverPublished(tx, articleId))
    await changeStanding(tx, articleId, staff.personId, reason, (content) =>
      standingAfter(content, move, { appearsAt, wasPublished, now: tx.now }),
    )
    const assignedTo = move === 'take_into_edit' ? staff.personId : article.assignedTo
    if (assignedTo !== article.assignedTo)
      await tx.db.update(articles).set({ assignedTo }).where(eq(articles.id, articleId))
    const after = (await lockContent(tx, articleId)) ?? before
    const step = await noteStep(tx, {
      articleId,
      kind: move,
      fromState: before.state,
      toState: after.state,
      note: note.trim(),
      plannedAt: appearsAt,
      assignedTo,
      personId: staff.personId,
    })
    // That its text was changed, the log has from whoever took it in.
    if (move !== 'update')
      await recordAudit(tx, {
        actorId: staff.personId,
        action: auditWords[move],
        subject: subjectOf('article', articleId),
        details: { from: before.state, to: after.state, ...(appearsAt && { at: appearsAt.toISOString() }) },
      })
    await tellOfMove(tx, article, move, { by: staff.personId, note: note.trim(), headline: after.headline, step })
    return { state: after.state, changed: [...tagsOf(articleId, before), ...tagsOf(articleId, after)] }
  })
}

/** Whether what is written becomes part of the article by it. */
function isTaken({ move, leavesText = false }: Moving): boolean {
  return rules[move].text === 'taken' && !leavesText
}

function standingAfter(
  content: Content,
  move: Move,
  { appearsAt, wasPublished, now }: { appearsAt: Date | null; wasPublished: boolean; now: Date },
): Content {
  const state = rules[move].to ?? content.state
  if (move === 'schedule') return { ...content, state, publishedAt: appearsAt?.toISOString() ?? null }
  // The day that was planned is no day it was published on.
  if (move === 'unschedule') return { ...content, state, publishedAt: null }
  if (move !== 'publish') return { ...content, state }
  // What readers have seen before keeps the day they first saw it.
  const first = content.publishedAt === null ? null : new Date(content.publishedAt)
  const publishedAt = wasPublished && first !== null && first <= now ? first : now
  return { ...content, state, publishedAt: publishedAt.toISOString() }
}

async function overtaken(ctx: Context, articleId: string, state: ArticleState): Promise<Refusal> {
  const [latest] = await stepsOf(ctx, articleId, 1)
  const who = latest === undefined ? 'somebody' : (latest.by ?? 'the schedule')
  return new Refusal(
    'conflict',
    `Meanwhile ${who} moved this article: it is now “${stateWords[state]}”. Nothing was changed by you.`,
  )
}

type Checked = Pick<Moving, 'articleId' | 'move' | 'seen' | 'confirmed' | 'leavesText'>

async function refuseUnready(ctx: Context, moving: Checked, at: Date | null): Promise<void> {
  const { articleId, move, seen, confirmed = false, leavesText = false } = moving
  const items = (await checklistOf(ctx, articleId, at, leavesText ? 'article' : 'written')) ?? []
  const faults = items.filter(({ state }) => state !== 'ok')
  const late = faults.find(({ where, state }) => where === 'at' && state === 'block')
  if (late) throw fieldRefusal('at', late.why)
  const held = blocksHold(move, seen) ? faults.filter(({ state }) => state === 'block') : []
  if (held.length > 0)
    throw new Refusal('invalid', `Readers cannot see it yet. ${inASentence(held)}`, { checklist: inASentence(held) })
  if (faults.length > 0 && !confirmed)
    throw new Refusal('invalid', 'The checklist warns of something. Look at it, and confirm that it may go out so.', {
      confirmed: inASentence(faults),
    })
}

function inASentence(items: readonly ChecklistItem[]): string {
  return items.map(({ name, why }) => `${name}: ${why}`).join(' ')
}

async function tellOfMove(
  ctx: Context,
  article: ArticleAtWork,
  move: Move,
  done: { by: string; note: string; headline: string; step: string },
): Promise<void> {
  const happening = mailOf[move]
  if (happening === undefined) return
  const [by = null] = await colleagues(ctx, [done.by])
  const assigned = article.assignedTo === null ? [] : await colleagues(ctx, [article.assignedTo])
  const to =
    move === 'submit'
      ? assigned.length > 0
        ? assigned
        : [{ id: 'desk', email: ctx.config.deskEmail }]
      : await authorsOf(ctx, article.id)
  await tell(ctx, to, {
    happening,
    articleId: article.id,
    headline: done.headline,
    by,
    notes: done.note === '' ? [] : [{ by: by?.name ?? '', about: '', text: done.note }],
    event: done.step,
  })
}

const mailOf = {
  submit: 'submitted',
  send_back: 'sent_back',
  publish: 'published',
  unpublish: 'taken_down',
  take_back: undefined,
  take_into_edit: undefined,
  mark_ready: undefined,
  schedule: undefined,
  unschedule: undefined,
  update: undefined,
} as const

/** Why, in an article's revisions. */
const revisionReasons: Record<Move, string> = {
  submit: 'Submitted',
  take_back: 'Taken back',
  take_into_edit: 'Taken into edit',
  send_back: 'Sent back',
  mark_ready: 'Marked ready',
  schedule: 'Scheduled',
  unschedule: 'Taken off the schedule',
  publish: 'Published',
  update: 'Updated',
  unpublish: 'Taken down',
}

const auditWords: Record<Exclude<Move, 'update'>, string> = {
  submit: 'submitted an article',
  take_back: 'took an article back',
  take_into_edit: 'took an article into edit',
  send_back: 'sent an article back',
  mark_ready: 'marked an article ready',
  schedule: 'scheduled an article',
  unschedule: 'took an article off the schedule',
  publish: 'published an article',
  unpublish: 'took an article down',
}
