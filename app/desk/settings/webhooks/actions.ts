'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import {
  addEndpoint,
  changeEndpoint,
  removeEndpoint,
  renewSecret,
  sendAgain,
  sendTest,
  switchEndpoint,
} from '#lib/webhooks/commands.ts'
import { endpointInputSchema } from '#lib/webhooks/model.ts'
import { mayManageWebhooks } from '#lib/webhooks/policy.ts'
import { answerForm, parseFields } from '#app/_server/actions.ts'
import { requestContext } from '#app/_server/context.ts'
import { requireStaff } from '#app/_server/staff.ts'
import { emptyForm, type FormState } from '#app/_ui/form-state.ts'

const path = '/desk/settings/webhooks'

/** What begins the name of the box of an event. */
const eventField = 'event.'

function readEndpoint(typed: Record<string, string>) {
  return parseFields(endpointInputSchema, {
    url: typed.url,
    description: typed.description ?? '',
    events: Object.keys(typed)
      .filter((name) => name.startsWith(eventField))
      .map((name) => name.slice(eventField.length)),
  })
}

/** Administrators: makes an endpoint. Its secret is in the answer, and nowhere else ever. */
export async function makeEndpoint(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('webhook', form, async (typed) => {
    const staff = await requireStaff(path, mayManageWebhooks)
    const { id, secret } = await addEndpoint(await requestContext(), readEndpoint(typed), staff.id)
    return { ...emptyForm, typed: { secret, made: id } }
  })
}

const idSchema = z.object({ id: z.uuid() })

/** Administrators: changes what an endpoint is told, and where. */
export async function saveEndpoint(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('webhook', form, async (typed) => {
    const staff = await requireStaff(path, mayManageWebhooks)
    const { id } = idSchema.parse(typed)
    await changeEndpoint(await requestContext(), id, readEndpoint(typed), staff.id)
    redirect(`${path}/${id}?done=saved`)
  })
}

/** Administrators: makes a new secret, which is in the answer. */
export async function makeSecret(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('webhook-secret', form, async (typed) => {
    const staff = await requireStaff(path, mayManageWebhooks)
    const { id } = idSchema.parse(typed)
    return { ...emptyForm, typed: { secret: await renewSecret(await requestContext(), id, staff.id) } }
  })
}

const deedSchema = idSchema.extend({ deed: z.enum(['on', 'off', 'test', 'remove']) })

/** Administrators: turns an endpoint on or off, sends a test event, or takes the endpoint out. */
export async function actOnEndpoint(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('webhook-deed', form, async (typed) => {
    const staff = await requireStaff(path, mayManageWebhooks)
    const { id, deed } = deedSchema.parse(typed)
    const ctx = await requestContext()
    if (deed === 'test') await sendTest(ctx, id, staff.id)
    else if (deed === 'remove') await removeEndpoint(ctx, id, staff.id)
    else await switchEndpoint(ctx, id, deed === 'on', staff.id)
    redirect(
      deed === 'test' ? `${path}/log?endpoint=${id}` : `${path}${deed === 'remove' ? '' : `/${id}`}?done=${deed}`,
    )
  })
}

/** Administrators: sends an event once more. */
export async function resend(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('webhook-again', form, async (typed) => {
    const staff = await requireStaff(path, mayManageWebhooks)
    const { id } = idSchema.parse(typed)
    await sendAgain(await requestContext(), id, staff.id)
    redirect(`${path}/log/${id}?done=again`)
  })
}
