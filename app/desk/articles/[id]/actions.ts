'use server'

import { refresh } from 'next/cache'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { setAccess } from '#lib/articles/access.ts'
import { markArticleAdFree } from '#lib/articles/ad-free.ts'
import { accessSchema } from '#lib/articles/model.ts'
import { mayMarkAdFree, maySetAccess } from '#lib/articles/policy.ts'
import { answerForm, parseFields } from '#app/_server/actions.ts'
import { changed } from '#app/_server/changed.ts'
import { requestContext } from '#app/_server/context.ts'
import { requireStaff } from '#app/_server/staff.ts'
import type { FormState } from '#app/_ui/form-state.ts'
import { accessNames } from '../words.ts'

const accessFormSchema = z.object({
  article: z.uuid(),
  revision: z.coerce.number().int().nonnegative(),
  access: accessSchema,
  previewBlocks: z.coerce.number().int().nonnegative().max(10_000),
})

/** Editors: sets who may read an article and where its preview ends. */
export async function saveAccess(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('access', form, async (typed) => {
    const staff = await requireStaff('/desk/articles', maySetAccess)
    const { article, ...asked } = parseFields(accessFormSchema, typed)
    const outcome = await setAccess(await requestContext(), { ...asked, articleId: article, personId: staff.id })
    if (outcome.state === 'overtaken') {
      // The text may be another, too: the page shows what it is now, beside what was chosen here.
      refresh()
      return {
        message: `Somebody else changed this article while you had it open. It is now: ${accessNames[outcome.access]}, with ${
          outcome.previewBlocks === 0 ? 'no preview' : `a preview of ${outcome.previewBlocks} blocks`
        }. Nothing of yours is lost: your choice is still below. Save it to replace theirs, or leave the page to keep theirs.`,
        fields: {},
        typed: { ...typed, revision: String(outcome.revision) },
      }
    }
    changed(outcome.changed)
    redirect(`/desk/articles/${article}?done=access`)
  })
}

/** Editors: says whether an article carries advertising. */
export async function saveAdFree(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('ad-free', form, async (typed) => {
    const staff = await requireStaff('/desk/articles', mayMarkAdFree)
    const { article } = parseFields(z.object({ article: z.uuid() }), typed)
    changed(await markArticleAdFree(await requestContext(), article, typed.adFree === 'on', staff.id))
    redirect(`/desk/articles/${article}?done=ad-free`)
  })
}
