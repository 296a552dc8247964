import 'server-only'
import { cookies, headers } from 'next/headers'
import { recordConsent } from '#lib/consent/commands.ts'
import {
  consentCookie,
  consentDays,
  readConsent,
  writeConsent,
  type Consent,
  type ConsentChoice,
} from '#lib/consent/model.ts'
import type { Context } from '#lib/context.ts'
import { Refusal } from '#lib/errors.ts'
import { takePoint } from '#lib/limits/limit.ts'
import { clientAddress } from './address.ts'

/** Changing one's mind is free; filling the table is not. */
const choiceLimit = { name: 'ad-choices', points: 60, seconds: 3_600 }

/** Whether the browser refuses for its owner: https://www.w3.org/TR/gpc/ */
export async function globalPrivacyControl(): Promise<boolean> {
  return (await headers()).get('sec-gpc') === '1'
}

/** What this browser has chosen, whether or not it still holds. */
export async function consentOfBrowser(): Promise<Consent | null> {
  return readConsent((await cookies()).get(consentCookie)?.value)
}

/**
 * Notes a choice and has the browser keep it. Only in a route handler or an action.
 * @throws Refusal (too_many)
 */
export async function choose(ctx: Context, choice: ConsentChoice): Promise<Consent> {
  const { allowed } = await takePoint(ctx, choiceLimit, await clientAddress())
  if (!allowed) throw new Refusal('too_many', 'That was changed very often. Please try again in an hour.')
  const consent = await recordConsent(ctx, choice, await globalPrivacyControl())
  ;(await cookies()).set(consentCookie, writeConsent(consent), {
    maxAge: consentDays * 24 * 60 * 60,
    path: '/',
    sameSite: 'lax',
    secure: ctx.config.publicUrl.startsWith('https:'),
    httpOnly: false,
  })
  return consent
}
