import { randomInt } from 'node:crypto'
import { and, desc, eq, gt, sql } from 'drizzle-orm'
import { people, sessions } from '#db/schema/people.ts'
import { signInCodes } from '#db/schema/sign-in.ts'
import { after, minute } from '#lib/clock.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { fieldRefusal } from '#lib/errors.ts'
import { takePoint, requirePoint } from '#lib/limits/limit.ts'
import { postMail } from '#lib/mail/outbox.ts'
import { magazineSettings } from '#lib/settings/queries.ts'
import { outsideTime } from '#lib/system-time.ts'
import { open, seal } from './internal/sealing.ts'
import { displayNameSchema, signInRules } from './model.ts'

/** So many from one client: a stranger who asks in somebody's name does not use up theirs. */
const mailsToOneAddress = { name: 'sign-in-mail', points: 5, seconds: 3600 }
const mailsToOneAddressInAll = { name: 'sign-in-mail-in-all', points: 20, seconds: 3600 }
const codesFromOneAddress = { name: 'sign-in-code', points: 20, seconds: 3600 }
/**
 * By whomever, from wherever: new mails bring new tries, 2,400 a day without it, of a million. NIST SP 800-63B, 5.2.2, allows
 * a hundred.
 */
const codesForOneAccount = { name: 'sign-in-code-for', points: 50, seconds: 86_400 }

/**
 * Posts the mail with link and code for a token that next-auth has made. Beyond five an hour from one client to one
 * address nothing is posted and nothing is said: the answer is the same for every address.
 * @param input.address the client's
 * @param input.link the page whose button signs in; opening it uses nothing up
 */
export async function postSignInMail(
  ctx: Context,
  input: { email: string; address: string; token: string; link: string },
): Promise<void> {
  const one = await takePoint(ctx, mailsToOneAddress, `${input.email} ${input.address}`)
  const all = await takePoint(ctx, mailsToOneAddressInAll, input.email)
  if (!one.allowed || !all.allowed) {
    ctx.log.warn({ event: 'sign-in mail withheld' }, 'too many sign-in mails to one address')
    return
  }
  const code = String(randomInt(0, 1_000_000)).padStart(6, '0')
  const magazine = await magazineSettings(ctx)
  const expiresAt = after(outsideTime(ctx), signInRules.linkMinutes * minute)
  await inTransaction(ctx, async (tx) => {
    const [row] = await tx.db
      .insert(signInCodes)
      .values({
        email: input.email,
        sealedToken: seal(input.token, tx.config.authSecret, input.email, code),
        expiresAt,
        createdAt: tx.now,
      })
      .returning({ id: signInCodes.id })
    if (!row) throw new Error('the sign-in code was not kept')
    await postMail(tx, {
      kind: 'sign-in',
      recipient: input.email,
      data: {
        magazine: magazine.name,
        link: input.link,
        code,
        minutes: signInRules.linkMinutes,
        until: expiresAt.toISOString(),
      },
      dedupeKey: `sign-in:${row.id}`,
    })
  })
}

/**
 * Exchanges a typed code for the token of the link sent beside it. Only the newest code of an address counts, and
 * five wrong tries end it.
 * @throws Refusal when the code is wrong, old or tried too often; which of these it was is not said
 */
export async function redeemCode(
  ctx: Context,
  input: { email: string; code: string; address: string },
): Promise<string> {
  await requirePoint(ctx, codesFromOneAddress, input.address, 'Too many codes were tried from here.')
  const many = 'Too many codes were tried for this address. The link in the mail signs you in all the same.'
  await requirePoint(ctx, codesForOneAccount, input.email, many)
  const token = await inTransaction(ctx, async (tx) => {
    const [row] = await tx.db
      .select()
      .from(signInCodes)
      .where(and(eq(signInCodes.email, input.email), gt(signInCodes.expiresAt, outsideTime(tx))))
      .orderBy(desc(signInCodes.createdAt))
      .limit(1)
      .for('update')
    if (!row || row.attempts >= signInRules.codeAttempts) return null
    const opened = open(row.sealedToken, tx.config.authSecret, input.email, input.code)
    if (opened === null) {
      await tx.db
        .update(signInCodes)
        .set({ attempts: sql`${signInCodes.attempts} + 1` })
        .where(eq(signInCodes.id, row.id))
      return null
    }
    await tx.db.delete(signInCodes).where(eq(signInCodes.id, row.id))
    return opened
  })
  if (token === null) {
    const message = 'That code is not right, or no longer valid. Check the newest mail, or ask for another.'
    throw fieldRefusal('code', message)
  }
  return token
}

/** Ends every session of a person, this one included. @returns how many there were */
export async function signOutEverywhere(ctx: Context, personId: string): Promise<number> {
  const ended = await ctx.db
    .delete(sessions)
    .where(eq(sessions.userId, personId))
    .returning({ token: sessions.sessionToken })
  return ended.length
}

/** @throws ZodError when the name is not one that can be shown */
export async function changeName(ctx: Context, personId: string, name: string): Promise<void> {
  await ctx.db
    .update(people)
    .set({ name: displayNameSchema.parse(name) })
    .where(eq(people.id, personId))
}
