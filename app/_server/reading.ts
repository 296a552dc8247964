import 'server-only'
import { mayRead } from '#lib/articles/policy.ts'
import { articleBody, type BodyPictures } from '#lib/articles/queries.ts'
import type { Access } from '#lib/articles/model.ts'
import type { Body } from '#lib/articles/body/document.ts'
import { benefitsOf } from '#lib/membership/queries.ts'
import { requestContext } from './context.ts'
import { currentPerson } from './session.ts'

export type Reading =
  | { allowed: true; text: { body: Body; pictures: BodyPictures } }
  | { allowed: false; signedIn: boolean }

/** The whole text, for whoever the ledger says may read it now. */
export async function readBody(articleId: string, access: Access): Promise<Reading> {
  const ctx = await requestContext()
  const person = await currentPerson()
  const benefits = person ? (await benefitsOf(ctx, person.id)).map((held) => held.benefit) : []
  if (!mayRead(access, person && { roles: person.roles, benefits }))
    return { allowed: false, signedIn: person !== null }
  const text = await articleBody(ctx, articleId)
  return text ? { allowed: true, text } : { allowed: false, signedIn: person !== null }
}
