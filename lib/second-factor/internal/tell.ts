import { eq } from 'drizzle-orm'
import { v7 } from 'uuid'
import { people } from '#db/schema/people.ts'
import type { Context } from '#lib/context.ts'
import { postMail } from '#lib/mail/outbox.ts'
import { magazineSettings } from '#lib/settings/queries.ts'
import type { FactorNews } from '../emails/factor-mail.tsx'

/**
 * Tells somebody by mail what became of their second factor: whoever did it, it is their account.
 * @param once a key under which it is told no second time
 */
export async function tellOfFactor(
  tx: Context,
  personId: string,
  news: FactorNews,
  once: string = v7(),
): Promise<void> {
  const [person] = await tx.db.select({ email: people.email }).from(people).where(eq(people.id, personId))
  if (!person) return
  const { name, timeZone, locale } = await magazineSettings(tx)
  const at = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'short', timeZone }).format(tx.now)
  await postMail(tx, {
    kind: 'second-factor',
    recipient: person.email,
    data: { magazine: name, at, link: `${tx.config.publicUrl}/account/security`, news },
    dedupeKey: `second-factor:${personId}:${news.what}:${once}`,
  })
}
