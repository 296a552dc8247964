'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import {
  addRemark,
  answerRemark,
  changeSaid,
  remarkSchema,
  saidSchema,
  settleRemark,
} from '#lib/articles/remarks/commands.ts'
import { mayOpenDesk } from '#lib/people/policy.ts'
import { answerForm, parseFields } from '#app/_server/actions.ts'
import { requestContext } from '#app/_server/context.ts'
import { requireStaff } from '#app/_server/staff.ts'
import type { FormState } from '#app/_ui/form-state.ts'

const articleSchema = z.object({ article: z.uuid() })
const remarkIdSchema = articleSchema.extend({ remark: z.uuid() })

async function asked() {
  const { id, roles } = await requireStaff('/desk/articles', mayOpenDesk)
  return { ctx: await requestContext(), staff: { personId: id, roles } }
}

/** An article's authors, and editors: says something about a passage or about all of it. */
export async function sayRemark(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('remark', form, async (typed) => {
    const { ctx, staff } = await asked()
    const { article } = parseFields(articleSchema, typed)
    const said = parseFields(remarkSchema, { ...typed, block: typed.block === '' ? null : typed.block })
    const id = await addRemark(ctx, article, said, staff)
    redirect(`/desk/articles/${article}?done=remark#remark-${id}`)
  })
}

/** The same people: answers, or puts otherwise what they said themselves a while ago. */
export async function sayAnswer(_: FormState, form: FormData): Promise<FormState> {
  const remark = form.get('remark')
  return answerForm(`answer-${typeof remark === 'string' ? remark : ''}`, form, async (typed) => {
    const { ctx, staff } = await asked()
    const { article, remark: id } = parseFields(remarkIdSchema, typed)
    const said = parseFields(saidSchema, typed)
    await (typed.change === 'yes' ? changeSaid(ctx, id, said, staff) : answerRemark(ctx, id, said, staff))
    redirect(`/desk/articles/${article}?done=remark#remarks`)
  })
}

/** The same people: settles a remark, or opens it again. */
export async function settle(_: FormState, form: FormData): Promise<FormState> {
  const remark = form.get('remark')
  return answerForm(`settle-${typeof remark === 'string' ? remark : ''}`, form, async (typed) => {
    const { ctx, staff } = await asked()
    const { article, remark: id } = parseFields(remarkIdSchema, typed)
    await settleRemark(ctx, id, typed.settled === 'yes', staff)
    redirect(`/desk/articles/${article}?done=settle#remark-${id}`)
  })
}
