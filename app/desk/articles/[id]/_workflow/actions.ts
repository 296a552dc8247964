'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { articleStateSchema } from '#lib/articles/model.ts'
import { mayPublish } from '#lib/articles/policy.ts'
import { assignArticle, planArticle } from '#lib/articles/workflow/assign.ts'
import { moveArticle } from '#lib/articles/workflow/move-article.ts'
import { moves } from '#lib/articles/workflow/moves.ts'
import { readSchedule } from '#lib/articles/workflow/schedule-form.ts'
import { mayOpenDesk } from '#lib/people/policy.ts'
import { answerForm, parseFields } from '#app/_server/actions.ts'
import { changed } from '#app/_server/changed.ts'
import { requestContext } from '#app/_server/context.ts'
import { magazine } from '#app/_server/published.ts'
import { requireStaff } from '#app/_server/staff.ts'
import type { FormState } from '#app/_ui/form-state.ts'

const articleSchema = z.object({ article: z.uuid() })

const moveSchema = articleSchema.extend({
  move: z.enum(moves),
  seen: articleStateSchema,
  stamp: z.uuid().or(z.literal('')),
  revision: z.coerce.number().int().nonnegative(),
  note: z.string().trim().max(2000, 'Write at most 2,000 characters.').default(''),
  confirmed: z.literal('on').optional(),
  at: z.string().max(40).optional(),
  which: z.enum(['first', 'second']).optional().catch(undefined),
})

/** Authors and editors: makes one move with an article. Who may make which, its rules say. */
export async function makeMove(_: FormState, form: FormData): Promise<FormState> {
  const move = z.enum(moves).safeParse(form.get('move')).data
  return answerForm(`move-${move}`, form, async (typed) => {
    const staff = await requireStaff('/desk/articles', mayOpenDesk)
    const asked = parseFields(moveSchema, typed)
    const at = asked.move === 'schedule' ? readSchedule(asked.at ?? '', asked.which, await magazine()) : undefined
    const done = await moveArticle(await requestContext(), {
      articleId: asked.article,
      move: asked.move,
      seen: asked.seen,
      onScreen: { stamp: asked.stamp === '' ? null : asked.stamp, revision: asked.revision },
      staff: { personId: staff.id, roles: staff.roles },
      note: asked.note,
      confirmed: asked.confirmed === 'on',
      ...(at && { at }),
    })
    changed(done.changed)
    redirect(`/desk/articles/${asked.article}?done=${asked.move}`)
  })
}

/** Editors: says whom an article waits for. */
export async function assign(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('assign', form, async (typed) => {
    const staff = await requireStaff('/desk/articles', isEditor)
    const { article, assignedTo } = parseFields(articleSchema.extend({ assignedTo: z.uuid().or(z.literal('')) }), typed)
    await assignArticle(await requestContext(), article, assignedTo === '' ? null : assignedTo, staff.id)
    redirect(`/desk/articles/${article}?done=assign`)
  })
}

/** Editors: says on which day an article is meant to appear. */
export async function plan(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('plan', form, async (typed) => {
    const staff = await requireStaff('/desk/articles', isEditor)
    const { article, plannedFor } = parseFields(
      articleSchema.extend({ plannedFor: z.iso.date('Choose a day of the calendar.').or(z.literal('')) }),
      typed,
    )
    await planArticle(await requestContext(), article, plannedFor === '' ? null : plannedFor, staff.id)
    redirect(`/desk/articles/${article}?done=plan`)
  })
}

function isEditor(person: { id: string; roles: Parameters<typeof mayPublish>[0]['roles'] }): boolean {
  return mayPublish({ personId: person.id, roles: person.roles })
}
