import type { Context } from '#lib/context.ts'
import { commentSettings } from '#lib/settings/queries.ts'
import type { CommentSettings } from '#lib/settings/model.ts'
import type { CommentState } from '../model.ts'
import { hold, type Candidate, type Finding, type Phase } from './phase.ts'
import { classifier } from './phases/classifier.ts'
import { history } from './phases/history.ts'
import { length } from './phases/length.ts'
import { links } from './phases/links.ts'
import { newcomer } from './phases/newcomer.ts'
import { preModeration } from './phases/pre-moderation.ts'
import { rate } from './phases/rate.ts'
import { repetition } from './phases/repetition.ts'
import { words } from './phases/words.ts'

export interface Judgement {
  state: Extract<CommentState, 'published' | 'held' | 'rejected'>
  findings: Finding[]
}

/** All of them are asked, and everything they say is kept. */
const phases: Phase[] = [preModeration, length, repetition, links, words, rate, newcomer, history, classifier]

/** A phase that has said nothing by then has failed. */
const patienceMs = 5_000

/**
 * What becomes of a text: published, held for a moderator, or rejected. Asked before the transaction that writes it,
 * because a phase may ask somebody outside. What staff write is published: they answer for it to the magazine
 * (docs/decisions/moderation.md).
 */
export async function judge(ctx: Context, candidate: Candidate): Promise<Judgement> {
  if (candidate.person.isStaff) return { state: 'published', findings: [] }
  return judgeBy(phases, ctx, candidate)
}

/** What was judged, when its writer has come under pre-moderation meanwhile: it waits, too. */
export function alsoWaiting(judged: Judgement): Judgement {
  if (judged.state !== 'published') return judged
  const reason = 'Everything this person writes waits for a moderator.'
  return { state: 'held', findings: [...judged.findings, { phase: preModeration.name, ...hold(reason) }] }
}

/** The same by phases of the caller's choice. */
export async function judgeBy(all: readonly Phase[], ctx: Context, candidate: Candidate): Promise<Judgement> {
  const settings = await commentSettings(ctx)
  const findings = (await Promise.all(all.map((phase) => ask(phase, ctx, candidate, settings)))).flat()
  const isRejected = findings.some(({ verdict }) => verdict === 'reject')
  return { state: isRejected ? 'rejected' : findings.length > 0 ? 'held' : 'published', findings }
}

/** A phase that fails, or takes too long, holds: nobody has said that the text is harmless. */
async function ask(phase: Phase, ctx: Context, candidate: Candidate, settings: CommentSettings): Promise<Finding[]> {
  const { name } = phase
  let timer: NodeJS.Timeout | undefined
  try {
    const late = new Promise<never>((_, refuse) => {
      timer = setTimeout(() => refuse(new Error('it took too long')), patienceMs)
    })
    const found = await Promise.race([phase.examine(ctx, candidate, settings), late])
    return found.map((one) => ({ phase: name, ...one }))
  } catch (reason) {
    ctx.log.warn({ err: reason, phase: name }, 'a phase of moderation failed')
    return [{ phase: name, verdict: 'hold', reason: 'This check failed, so it was not made.' }]
  } finally {
    clearTimeout(timer)
  }
}
