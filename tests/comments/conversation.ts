import { v7 } from 'uuid'
import type { Context } from '#lib/context.ts'
import { postComment } from '#lib/comments/commands.ts'
import type { Tier } from '#lib/membership/model.ts'
import type { Person } from '#lib/people/model.ts'
import { makeMember, makePerson } from '#tests/support/factories.ts'

/** Somebody who may comment. */
export async function makeCommenter(ctx: Context, name = 'Robin Averill', tier: Tier = 'supporter'): Promise<Person> {
  const person = await makePerson(ctx, { name })
  await makeMember(ctx, person, tier)
  return person
}

/** What the form sends. */
export function written(articleSlug: string, text = 'I was there, and it rained.') {
  return { articleSlug, text, submissionId: v7() }
}

/** Posts a comment. @returns its id */
export async function write(
  ctx: Context,
  person: Person,
  articleSlug: string,
  given: { text?: string; parentId?: string } = {},
): Promise<string> {
  const { text, ...place } = given
  const posted = await postComment(ctx, person, { ...written(articleSlug, text), ...place })
  return posted.id
}
