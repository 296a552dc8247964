import { and, eq } from 'drizzle-orm'
import { knownDevices } from '#db/schema/people.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { postMail } from '#lib/mail/outbox.ts'
import { hashToken, makeToken } from '#lib/secret-token.ts'
import { magazineSettings } from '#lib/settings/queries.ts'
import { deviceOf } from './device.ts'
import { personById } from './queries.ts'

const tokenShape = /^[\w-]{22}$/

/**
 * Notes that somebody has signed in, and tells whoever works for the magazine by mail when it was a browser they have not
 * signed in with before. Nothing is kept of readers.
 * @param signIn.token what the browser's cookie says, if it has one
 * @returns what the cookie is to say; null for a reader
 */
export async function noteDevice(
  ctx: Context,
  signIn: { personId: string; token: string | undefined; userAgent: string | null },
): Promise<string | null> {
  const person = await personById(ctx, signIn.personId)
  if (!person || person.roles.length === 0) return null
  const given = signIn.token !== undefined && tokenShape.test(signIn.token) ? signIn.token : null
  const token = given ?? makeToken(16)
  const tokenHash = hashToken(token)
  await inTransaction(ctx, async (tx) => {
    const [known] = await tx.db
      .insert(knownDevices)
      .values({ personId: person.id, tokenHash, lastSignInAt: tx.now })
      .onConflictDoNothing()
      .returning()
    if (!known) {
      await tx.db
        .update(knownDevices)
        .set({ lastSignInAt: tx.now })
        .where(and(eq(knownDevices.personId, person.id), eq(knownDevices.tokenHash, tokenHash)))
      return
    }
    const { name, timeZone, locale } = await magazineSettings(tx)
    await postMail(tx, {
      kind: 'new-device',
      recipient: person.email,
      data: {
        magazine: name,
        device: deviceOf(signIn.userAgent),
        at: new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'short', timeZone }).format(tx.now),
        link: `${tx.config.publicUrl}/account/security`,
      },
      dedupeKey: `new-device:${person.id}:${tokenHash}`,
    })
  })
  return token
}

/** Forgets what somebody whose account is deleted signed in with. */
export async function forgetDevicesOf(tx: Context, personId: string): Promise<void> {
  await tx.db.delete(knownDevices).where(eq(knownDevices.personId, personId))
}
