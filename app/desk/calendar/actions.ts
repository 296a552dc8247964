'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { maySeeArticlesAtDesk } from '#lib/articles/policy.ts'
import { scheduledAt } from '#lib/articles/workflow/calendar.ts'
import { onAnotherDay } from '#lib/articles/workflow/local-time.ts'
import { moveArticle } from '#lib/articles/workflow/move-article.ts'
import { fieldRefusal, Refusal } from '#lib/errors.ts'
import { answerForm, parseFields } from '#app/_server/actions.ts'
import { changed } from '#app/_server/changed.ts'
import { requestContext } from '#app/_server/context.ts'
import { magazine } from '#app/_server/published.ts'
import { requireStaff } from '#app/_server/staff.ts'
import type { FormState } from '#app/_ui/form-state.ts'

const moveSchema = z.object({ article: z.uuid(), day: z.iso.date('Choose a day of the calendar.') })

/**
 * Editors: moves a scheduled article to another day, at its time of day. What it is warned of was looked at when it was
 * scheduled; what somebody has begun to change in it since is not on the screen here, and is not brought in.
 */
export async function moveToDay(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('calendar', form, async (typed) => {
    const staff = await requireStaff('/desk/calendar', maySeeArticlesAtDesk)
    const { article, day } = parseFields(moveSchema, typed)
    const ctx = await requestContext()
    const was = await scheduledAt(ctx, article)
    if (was === null) throw new Refusal('conflict', 'That article is no longer scheduled. Nothing was moved.')
    const at = onAnotherDay(was, day, (await magazine()).timeZone)
    if (at === null) throw fieldRefusal('day', 'Choose a day of the calendar.')
    const done = await moveArticle(ctx, {
      articleId: article,
      move: 'schedule',
      seen: 'scheduled',
      staff: { personId: staff.id, roles: staff.roles },
      at,
      confirmed: true,
      leavesText: true,
    })
    changed(done.changed)
    redirect(`/desk/calendar?month=${day.slice(0, 7)}&done=moved`)
  })
}
