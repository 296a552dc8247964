import 'server-only'
import { cookies } from 'next/headers'
import { browserStorage } from '#lib/browser-storage/model.ts'
import { after, day } from '#lib/clock.ts'
import type { Context } from '#lib/context.ts'
import { payerOf } from '#lib/donations/queries.ts'
import type { BenefitHeld } from '#lib/membership/model.ts'
import { benefitsOf } from '#lib/membership/queries.ts'

/** 30 days: a short life would show advertising to people who paid (see docs/decisions/two-editions.md). */
const editionLife = browserStorage.edition.days * day

/** The checkout that was paid in this browser by somebody who had not signed in. It tells nobody's name and opens nothing else. */
const paidHere = browserStorage.paidHere.name
const edition = browserStorage.edition.name

/**
 * Sets or removes the `edition` cookie to what the ledger says now. Only in a route handler or an action.
 * @param personId null for a visitor, whose edition is the standard one unless a membership was paid for in this browser
 * @returns what the person may do now
 */
export async function refreshEdition(ctx: Context, personId: string | null): Promise<BenefitHeld[]> {
  const held = personId === null ? [] : await benefitsOf(ctx, personId)
  await keepEdition(ctx, personId === null ? await benefitsPaidHere(ctx) : held)
  return held
}

/**
 * Gives a browser the edition that was just paid for in it, before anybody signs in.
 * @param sessionId of a paid checkout at Stripe
 */
export async function startEdition(ctx: Context, sessionId: string): Promise<void> {
  const jar = await cookies()
  jar.set(paidHere, sessionId, { ...cookieShape(ctx, editionLife), httpOnly: true })
  await keepEdition(ctx, await benefitsPaidHere(ctx))
}

/** Whoever signs out reads as a visitor. */
export async function forgetEdition(): Promise<void> {
  const jar = await cookies()
  jar.delete(edition)
  jar.delete(paidHere)
}

async function benefitsPaidHere(ctx: Context): Promise<BenefitHeld[]> {
  const sessionId = (await cookies()).get(paidHere)?.value
  const payer = sessionId === undefined ? null : await payerOf(ctx, sessionId)
  return payer === null ? [] : benefitsOf(ctx, payer)
}

async function keepEdition(ctx: Context, held: BenefitHeld[]): Promise<void> {
  const jar = await cookies()
  const adFree = held.find((one) => one.benefit === 'ad_free')
  if (adFree) {
    // Where the end is known the cookie ends with it, a day later at most: also in browsers without scripts.
    const left = adFree.until === null ? editionLife : after(adFree.until, day).getTime() - ctx.now.getTime()
    jar.set(edition, 'supporter', cookieShape(ctx, Math.min(editionLife, left)))
  } else if (jar.has(edition)) {
    jar.delete(edition)
  }
}

function cookieShape(ctx: Context, life: number) {
  return {
    maxAge: Math.floor(life / 1000),
    path: '/',
    sameSite: 'lax',
    secure: ctx.config.publicUrl.startsWith('https:'),
    httpOnly: false,
  } as const
}
