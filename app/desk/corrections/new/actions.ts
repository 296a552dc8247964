'use server'

import { refresh } from 'next/cache'
import { redirect } from 'next/navigation'
import { mayCorrect } from '#lib/cases/policy.ts'
import type { Context } from '#lib/context.ts'
import { previewCorrection, publishCorrection, type CorrectionToPublish } from '#lib/corrections/publish.ts'
import { Refusal } from '#lib/errors.ts'
import { answerForm } from '#app/_server/actions.ts'
import { changed } from '#app/_server/changed.ts'
import { requestContext } from '#app/_server/context.ts'
import { requireStaff } from '#app/_server/staff.ts'
import type { FormState } from '#app/_ui/form-state.ts'
import { readForm, rowsOf, sealOf, withoutEmptyRows } from './read-form.ts'

/** Those who correct: adds a row, shows what a correction would be, or publishes it once that was seen. */
export async function workOnCorrection(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('correction', form, async (given) => {
    const staff = await requireStaff('/desk/corrections/new', mayCorrect)
    const turn = String(Number(given.turn ?? 0) + 1)
    if (given.step === 'more')
      return { message: '', fields: {}, typed: { ...given, turn, rows: String(rowsOf(given) + 1), seen: '' } }
    const typed: Record<string, string> = { ...withoutEmptyRows(given), turn, seen: '' }
    const ctx = await requestContext()
    try {
      const asked = readForm(typed, staff.id)
      if (given.step !== 'publish') return await lookAt(ctx, typed, asked, given.step === 'advice', '')
      if (given.seen !== sealOf(asked))
        return await lookAt(ctx, typed, asked, false, 'Something was changed after the preview. Look at it once more.')
      return await publish(ctx, typed, asked)
    } catch (reason) {
      if (!(reason instanceof Refusal)) throw reason
      return { message: reason.message, fields: reason.fields, typed }
    }
  })
}

async function publish(ctx: Context, typed: Record<string, string>, asked: CorrectionToPublish): Promise<FormState> {
  const outcome = await publishCorrection(ctx, asked).catch((reason: unknown) => {
    if (reason instanceof Refusal && reason.kind === 'conflict') return reason
    throw reason
  })
  if (outcome instanceof Refusal) {
    const again = `${outcome.message} Nothing of yours is lost: here it is against the article as it is now. Look at it once more.`
    return lookAt(ctx, typed, asked, false, again)
  }
  changed(outcome.changed)
  redirect(`/desk/corrections/${outcome.id}?done=published`)
}

/**
 * The state in which the page shows a preview, against the article as it is now.
 * @param advised to take the guide's advice for the places
 */
async function lookAt(
  ctx: Context,
  typed: Record<string, string>,
  asked: CorrectionToPublish,
  advised: boolean,
  message: string,
): Promise<FormState> {
  const { revision, guidance } = await previewCorrection(ctx, asked)
  const advice = advised
    ? { underHeadline: guidance.underHeadline, frontPageDays: guidance.frontPageDays }
    : { underHeadline: asked.facts.underHeadline, frontPageDays: asked.facts.frontPageDays }
  const seen = sealOf({ ...asked, facts: { ...asked.facts, ...advice } })
  // The page shows it, from what was typed.
  refresh()
  return {
    message,
    fields: {},
    typed: {
      ...typed,
      revision: String(revision),
      underHeadline: advice.underHeadline ? 'on' : '',
      frontPageDays: String(advice.frontPageDays),
      seen,
    },
  }
}
