'use server'

import { z } from 'zod'
import { slugSchema } from '#lib/articles/model.ts'
import { formatDay } from '#lib/clock.ts'
import { requirePoint } from '#lib/limits/limit.ts'
import { benefitsOf } from '#lib/membership/queries.ts'
import { giveArticle } from '#lib/wall/gift-links.ts'
import { answerForm, parseFields } from '#app/_server/actions.ts'
import { requestContext } from '#app/_server/context.ts'
import { magazine } from '#app/_server/published.ts'
import { requirePerson } from '#app/_server/session.ts'
import { emptyForm, type FormState } from '#app/_ui/form-state.ts'

const givingsOfOnePerson = { name: 'give-article', points: 60, seconds: 3600 }
const formSchema = z.object({ article: slugSchema, gift: z.uuid() })

/** Members who may read the article; lib/wall decides. */
export async function give(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('give', form, async (typed) => {
    const { article: slug, gift: id } = parseFields(formSchema, typed)
    const person = await requirePerson(`/articles/${slug}/give`)
    const ctx = await requestContext()
    await requirePoint(ctx, givingsOfOnePerson, person.id, 'Many articles were given from this account.')
    const benefits = (await benefitsOf(ctx, person.id)).map(({ benefit }) => benefit)
    const made = await giveArticle(ctx, { id, slug, giver: { personId: person.id, roles: person.roles, benefits } })
    const { timeZone, locale } = await magazine()
    const readers = made.most === 1 ? 'one reader' : `${made.most} readers`
    return {
      ...emptyForm,
      typed: {
        link: `${ctx.config.publicUrl}/given/${made.token}`,
        words: `It lets in ${readers}, until ${formatDay(made.expiresAt, timeZone, locale)}.`,
      },
    }
  })
}
