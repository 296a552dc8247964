'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { requirePoint } from '#lib/limits/limit.ts'
import { acceptInvitation } from '#lib/people/invitations.ts'
import { answerForm, parseFields } from '#app/_server/actions.ts'
import { clientAddress } from '#app/_server/address.ts'
import { signIn } from '#app/_server/auth.ts'
import { requestContext } from '#app/_server/context.ts'
import { currentPerson } from '#app/_server/session.ts'
import type { FormState } from '#app/_ui/form-state.ts'

const triesFromOneAddress = { name: 'invitation', points: 30, seconds: 3600 }

/**
 * Whoever holds the link: accepts it. The roles are the account's of the address it was mailed to; who does not read that
 * mailbox gets in nowhere: a link to sign in is sent there, unless that very account is signed in here.
 */
export async function accept(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('invitation', form, async (typed) => {
    const ctx = await requestContext()
    await requirePoint(ctx, triesFromOneAddress, await clientAddress(), 'Many invitations were tried from here.')
    const { token } = parseFields(z.object({ token: z.string().min(1).max(200) }), typed)
    const { personId, email } = await acceptInvitation(ctx, token)
    if ((await currentPerson())?.id === personId) redirect('/desk')
    await signIn('mail', { email, redirectTo: `/api/me/welcome?to=${encodeURIComponent('/desk')}`, redirect: false })
    redirect(`/sign-in/sent?${new URLSearchParams({ email, to: '/desk' })}`)
  })
}
