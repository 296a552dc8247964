'use server'

import { refresh } from 'next/cache'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { endOwnSession } from '#lib/people/sessions.ts'
import { beginSetUp, confirmSetUp, renewRecoveryCodes, turnOffFactor } from '#lib/second-factor/commands.ts'
import { answerForm, parseFields } from '#app/_server/actions.ts'
import { requestContext } from '#app/_server/context.ts'
import { ownPath } from '#app/_server/paths.ts'
import { requireOwnFactor } from '#app/_server/second-factor.ts'
import { requirePerson } from '#app/_server/session.ts'
import { emptyForm, type FormState } from '#app/_ui/form-state.ts'

const security = '/account/security'

/** Where the address stays as it was the browser would keep the page it has. */
function anew(path: string): never {
  refresh()
  redirect(path)
}

/** The person signed in, of their own browsers. */
export async function endOwn(_: FormState, form: FormData): Promise<FormState> {
  const which = z.string().catch('').parse(form.get('session'))
  return answerForm(`end-${which}`, form, async (typed) => {
    const person = await requirePerson(security)
    const { session } = parseFields(z.object({ session: z.uuid() }), typed)
    await endOwnSession(await requestContext(), { sessionId: session, personId: person.id })
    anew(`${security}?done=ended`)
  })
}

/** Staff, for themselves: makes a secret to be shown; whoever has a second factor types a code of it. */
export async function beginAuthenticator(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('begin-authenticator', form, async ({ code = '', to }) => {
    const page = `${security}/authenticator?${new URLSearchParams({ to: ownPath(to, security) })}`
    const { inSession } = await requireOwnFactor(page)
    await beginSetUp(await requestContext(), inSession, code)
    anew(page)
  })
}

/** Staff, for themselves: the first code of the app makes it their second factor. */
export async function confirmAuthenticator(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('confirm-authenticator', form, async ({ code = '' }) => {
    const { inSession } = await requireOwnFactor(`${security}/authenticator`)
    return { ...emptyForm, codes: await confirmSetUp(await requestContext(), inSession, code) }
  })
}

/** Staff, for themselves: ten new recovery codes in place of the old. */
export async function newRecoveryCodes(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('recovery-codes', form, async ({ code = '' }) => {
    const { person } = await requireOwnFactor(`${security}/recovery-codes`)
    return { ...emptyForm, codes: await renewRecoveryCodes(await requestContext(), person.id, code) }
  })
}

/** Staff, for themselves: no second factor any more. */
export async function turnOff(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('turn-off', form, async ({ code = '' }) => {
    const { person } = await requireOwnFactor(`${security}/turn-off`)
    await turnOffFactor(await requestContext(), person, code)
    redirect(`${security}?done=off`)
  })
}
