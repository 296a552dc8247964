'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { placedArticles } from '#lib/articles/foreseen.ts'
import { tags } from '#lib/cache/tags.ts'
import { timeIn } from '#lib/clock.ts'
import type { Context } from '#lib/context.ts'
import { fieldRefusal } from '#lib/errors.ts'
import { arrangeFront, cancelArrangement } from '#lib/front-page/commands.ts'
import { arrangementSchema, basisOf, pinnedIn } from '#lib/front-page/model.ts'
import { afterMove } from '#lib/front-page/moves.ts'
import { mayArrangeFront } from '#lib/front-page/policy.ts'
import { byAgeAlone, findForFront, type StoredArrangement } from '#lib/front-page/queries.ts'
import { peopleNamed } from '#lib/people/queries.ts'
import type { Magazine } from '#lib/settings/model.ts'
import { answerForm } from '#app/_server/actions.ts'
import { changed } from '#app/_server/changed.ts'
import { requestContext } from '#app/_server/context.ts'
import { magazine } from '#app/_server/published.ts'
import { requireStaff } from '#app/_server/staff.ts'
import { emptyForm, type FormState } from '#app/_ui/form-state.ts'
import { theirsSchema, unpacked, type Theirs } from './_front/editor-data.ts'
import { toEditorCard } from './_front/load-editor.ts'

const formSchema = z.object({
  deed: z.string().default('search'),
  plan: z.string().transform((json, context) => {
    const plan = unpacked(arrangementSchema, json)
    if (plan) return plan
    context.addIssue('Something of the arrangement was lost on the way. Open the page again.')
    return z.NEVER
  }),
  id: z.uuid().or(z.literal('')),
  basis: z.string(),
  name: z.string().default(''),
  when: z.enum(['once', 'later']),
  startsAt: z.string().default(''),
  endsAt: z.string().default(''),
  q: z.string().max(200).default(''),
  target: z.string().default(''),
})

/**
 * Editors: puts what is arranged on the front page, or schedules it. What a button asks for that only moves something about, finds
 * articles or takes over what somebody else arranged changes nothing yet: with a script the page does the moving itself.
 */
export async function arrange(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('front', form, async (typed) => {
    const staff = await requireStaff('/desk/front', mayArrangeFront)
    const { deed, plan, q, target, ...fields } = formSchema.parse(typed)
    const [ctx, settings] = [await requestContext(), await magazine()]
    if (deed === 'search') {
      const found = await findForFront(ctx, q)
      const at = (fields.when === 'later' && timeIn(fields.startsAt, settings.timeZone)) || ctx.now
      const cards = found.map((article) => toEditorCard(article, at, settings))
      return { ...emptyForm, typed: { ...typed, found: JSON.stringify(cards) } }
    }
    if (deed === 'theirs') {
      const theirs = unpacked(theirsSchema, typed.theirs)
      return { ...emptyForm, typed: { ...typed, theirs: '', plan: JSON.stringify(theirs?.plan ?? plan) } }
    }
    if (deed !== 'save') {
      // What was found goes to the place that is chosen beside it.
      const asked = /^put \S+$/.test(deed) ? `${deed} ${target}` : deed
      return { ...emptyForm, typed: { ...typed, plan: JSON.stringify(afterMove(plan, asked)) } }
    }

    const outcome = await arrangeFront(ctx, {
      plan,
      name: fields.name,
      id: fields.id || null,
      basis: fields.basis,
      startsAt: fields.when === 'once' ? null : readTime('startsAt', fields.startsAt, settings),
      endsAt: fields.endsAt === '' ? null : readTime('endsAt', fields.endsAt, settings),
      personId: staff.id,
    })
    if (outcome.state === 'overtaken') return overtaken(ctx, typed, outcome.now, settings)
    if (outcome.at === 'once') changed([tags.front])
    redirect(`/desk/front?done=${outcome.at}`)
  })
}

/** @throws Refusal for what is no time in the magazine's zone */
function readTime(field: string, local: string, { timeZone }: Magazine): Date {
  if (local === '') throw fieldRefusal(field, 'Say from when: a day and a time.')
  const at = timeIn(local, timeZone)
  if (at === null)
    throw fieldRefusal(field, `There is no such time in ${timeZone}. Where clocks go forward, they leave an hour out.`)
  return at
}

/** What is shown to whoever was overtaken. From here on their form begins from what is there: saving again replaces it. */
async function overtaken(
  ctx: Context,
  typed: Record<string, string>,
  now: StoredArrangement | null,
  settings: Magazine,
): Promise<FormState> {
  const who = now?.changedBy ? (await peopleNamed(ctx, [now.changedBy])).get(now.changedBy) : undefined
  const plan = now?.plan ?? (await byAgeAlone(ctx))
  const cards = await placedArticles(ctx, pinnedIn(plan))
  const theirs: Theirs = {
    plan,
    who: who ?? 'Somebody',
    cards: cards.map((article) => toEditorCard(article, ctx.now, settings)),
  }
  return {
    message: `${theirs.who} changed the front page while you worked. Nothing was saved, and nothing of yours is lost: compare both below.`,
    fields: {},
    typed: { ...typed, basis: basisOf(now), theirs: JSON.stringify(theirs) },
  }
}

const cancelSchema = z.object({ id: z.uuid(), basis: z.string() })

/** Editors: calls off a change to come. */
export async function callOff(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('call-off', form, async (typed) => {
    const staff = await requireStaff('/desk/front', mayArrangeFront)
    const { id, basis } = cancelSchema.parse(typed)
    await cancelArrangement(await requestContext(), id, basis, staff.id)
    redirect('/desk/front?done=called-off')
  })
}
