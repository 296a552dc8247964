'use server'

import { redirect } from 'next/navigation'
import { showFactor } from '#lib/second-factor/commands.ts'
import { answerForm } from '#app/_server/actions.ts'
import { requestContext } from '#app/_server/context.ts'
import { doorAddress } from '#app/_server/door-address.ts'
import { ownPath } from '#app/_server/paths.ts'
import { requireOwnFactor } from '#app/_server/second-factor.ts'
import type { FormState } from '#app/_ui/form-state.ts'

/** Staff, for the session they are in: a code of their app, or a recovery code, opens the desk. */
export async function passDoor(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('second-factor', form, async ({ to: given, code, recovery }) => {
    const to = ownPath(given, '/desk')
    const { inSession } = await requireOwnFactor(doorAddress('ask', to))
    const ctx = await requestContext()
    await (recovery === undefined
      ? showFactor(ctx, inSession, code ?? '')
      : showFactor(ctx, inSession, recovery, 'recovery'))
    redirect(to)
  })
}
