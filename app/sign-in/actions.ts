'use server'

import { redirect } from 'next/navigation'
import { Refusal } from '#lib/errors.ts'
import { requirePoint } from '#lib/limits/limit.ts'
import { redeemCode } from '#lib/people/commands.ts'
import { emailSchema, parseCode } from '#lib/people/model.ts'
import { z } from 'zod'
import { answerForm, parseFields } from '#app/_server/actions.ts'
import { emptyForm, type FormState } from '#app/_ui/form-state.ts'
import { clientAddress } from '#app/_server/address.ts'
import { signIn } from '#app/_server/auth.ts'
import { requestContext } from '#app/_server/context.ts'
import { ownPath } from '#app/_server/paths.ts'

const requestsFromOneAddress = { name: 'sign-in-request', points: 30, seconds: 3600 }

function welcome(to: string): string {
  return `/api/me/welcome?to=${encodeURIComponent(to)}`
}

/** Anybody may ask. The answer is the same for an address we know and one we do not. */
export async function sendLink(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('sign-in', form, async (typed) => {
    const { email } = parseFields(z.object({ email: emailSchema }), typed)
    const to = ownPath(typed.to, '/account')
    await requirePoint(
      await requestContext(),
      requestsFromOneAddress,
      await clientAddress(),
      'Many sign-in mails were asked for from here.',
    )
    const leads: string = await signIn('mail', { email, redirectTo: welcome(to), redirect: false })
    // next-auth tells of a fault by where it would lead: whoever reads "check your mail" must be able to rely on it.
    if (/[?&]error=/.test(leads)) throw new Error('a sign-in mail could not be asked for')
    redirect(`/sign-in/sent?${new URLSearchParams({ email, to })}`)
  })
}

/** Anybody may try; few tries, see lib/people. A right code goes on to the link it stands for. */
export async function enterCode(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('code', form, async (typed) => {
    const { email } = parseFields(z.object({ email: emailSchema }), typed)
    const code = parseCode(typed.code ?? '')
    if (code === null) {
      const message = 'Enter the six figures from the mail.'
      throw new Refusal('invalid', message, { code: message })
    }
    const to = ownPath(typed.to, '/account')
    const token = await redeemCode(await requestContext(), { email, code, address: await clientAddress() })
    // Not by a redirect: Next would fetch its target for the form and use the token up before the browser comes.
    return {
      ...emptyForm,
      goOn: `/api/auth/callback/mail?${new URLSearchParams({ callbackUrl: welcome(to), token, email })}`,
    }
  })
}
