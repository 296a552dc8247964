import 'server-only'
import { cookies } from 'next/headers'
import type { Context } from '#lib/context.ts'
import type { BenefitHeld } from '#lib/membership/model.ts'
import { benefitsOf } from '#lib/membership/queries.ts'

/** 30 days: a short life would show advertising to people who paid (see docs/decisions/two-editions.md). */
const editionLife = 30 * 24 * 60 * 60

/**
 * Sets or removes the `edition` cookie to what the ledger says now. Only in a route handler or an action.
 * @param personId null for a visitor, whose edition is the standard one
 * @returns what the person may do now
 */
export async function refreshEdition(ctx: Context, personId: string | null): Promise<BenefitHeld[]> {
  const held = personId === null ? [] : await benefitsOf(ctx, personId)
  const jar = await cookies()
  if (held.some((one) => one.benefit === 'ad_free')) {
    jar.set('edition', 'supporter', {
      maxAge: editionLife,
      path: '/',
      sameSite: 'lax',
      secure: ctx.config.publicUrl.startsWith('https:'),
      httpOnly: false,
    })
  } else if (jar.has('edition')) {
    jar.delete('edition')
  }
  return held
}
