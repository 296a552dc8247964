'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { makePreviewLink, previewLinkSchema, revokePreviewLink } from '#lib/articles/preview/links.ts'
import { mayOpenDesk } from '#lib/people/policy.ts'
import { answerForm, parseFields } from '#app/_server/actions.ts'
import { requestContext } from '#app/_server/context.ts'
import { requireStaff } from '#app/_server/staff.ts'
import type { FormState } from '#app/_ui/form-state.ts'

/** An article's authors, and editors: makes a secret address, which is said this once. */
export async function makeLink(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('preview-link', form, async (typed) => {
    const { id, roles } = await requireStaff('/desk/articles', mayOpenDesk)
    const { article } = parseFields(z.object({ article: z.uuid() }), typed)
    const ctx = await requestContext()
    const token = await makePreviewLink(ctx, article, parseFields(previewLinkSchema, typed), { personId: id, roles })
    return { message: '', fields: {}, typed: { link: `${ctx.config.publicUrl}/preview/${token}` } }
  })
}

/** The same people: ends one. */
export async function revokeLink(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('preview-revoke', form, async (typed) => {
    const { id, roles } = await requireStaff('/desk/articles', mayOpenDesk)
    const { article, link } = parseFields(z.object({ article: z.uuid(), link: z.uuid() }), typed)
    await revokePreviewLink(await requestContext(), link, { personId: id, roles })
    redirect(`/desk/articles/${article}?done=revoke#previews`)
  })
}
