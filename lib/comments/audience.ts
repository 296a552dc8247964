import type { Access } from '#lib/articles/model.ts'
import { mayRead } from '#lib/articles/policy.ts'
import type { Context } from '#lib/context.ts'
import { benefitsOf } from '#lib/membership/queries.ts'
import { personById } from '#lib/people/queries.ts'
import { commentSettings } from '#lib/settings/queries.ts'
import { isPublicThread } from './model.ts'
import { mayReadComments } from './policy.ts'

/**
 * Whether somebody may read the comments under an article by right: asked where there is no request, whose meter and
 * links could open more.
 */
export async function mayReadByRight(ctx: Context, personId: string, access: Access): Promise<boolean> {
  const settings = await commentSettings(ctx)
  if (isPublicThread(access, settings)) return true
  const [person, held] = await Promise.all([personById(ctx, personId), benefitsOf(ctx, personId)])
  if (!person) return false
  const reader = { roles: person.roles, benefits: held.map(({ benefit }) => benefit) }
  return mayReadComments({ access, readers: settings.readers }, { ...reader, isTextOpen: mayRead(access, reader) })
}
