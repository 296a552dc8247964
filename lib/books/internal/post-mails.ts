import { eq } from 'drizzle-orm'
import { campaigns } from '#db/schema/books.ts'
import { claims, waitingList } from '#db/schema/claims.ts'
import { people } from '#db/schema/people.ts'
import { formatDay } from '#lib/clock.ts'
import type { Context } from '#lib/context.ts'
import { postMail } from '#lib/mail/outbox.ts'
import { magazineSettings } from '#lib/settings/queries.ts'

type Claim = typeof claims.$inferSelect

/** Endings nobody is written to about: what was never paid, and whoever is gone. */
const silentEndings: readonly string[] = ['checkout_expired', 'checkout_failed', 'account_deleted']

/** Writes to the donor, or to the desk, when a claim has come to something they should know. */
export async function tellOfClaim(tx: Context, before: Claim, after: Claim): Promise<void> {
  const { id: claimId, state, ending, trouble } = after
  if ((trouble === 'refunded' || trouble === 'disputed') && trouble !== before.trouble) {
    const data = { ...(await bookOf(tx, after.campaignId)), claimId, trouble }
    await postMail(tx, {
      kind: 'book-trouble',
      recipient: tx.config.deskEmail,
      data,
      dedupeKey: `book-trouble:${claimId}:${trouble}`,
    })
  }
  if (state === before.state || after.personId === null) return
  if (before.state === 'ended') return tellOfReturn(tx, before, state === 'earned' ? 'earned' : 'promised')
  if (state === 'promised') await tellDonor(tx, after, 'book-promised', { needed: after.paymentsNeeded })
  // One that is unpacked was earned before.
  if (state === 'earned' && before.state !== 'packed') await tellDonor(tx, after, 'book-earned', {})
  if (state === 'ended' && ending !== null && !silentEndings.includes(ending))
    await tellDonor(tx, after, 'book-ended', { how: ending }, `:${tx.now.getTime()}`)
}

/** To the donor: the money that the claim ended with is kept after all, and what becomes of the book. @param ended as it stood until then */
export async function tellOfReturn(
  tx: Context,
  ended: Claim,
  standing: 'promised' | 'earned' | 'waiting',
): Promise<void> {
  const more = { after: ended.ending, standing, needed: ended.paymentsNeeded }
  await tellDonor(tx, ended, 'book-back', more, `:${ended.endedAt?.getTime() ?? 0}`)
}

/** To the donor: a copy is kept for the payments to come of a gift that they give already. */
export async function tellOfPromiseAhead(tx: Context, claimId: string): Promise<void> {
  const [claim] = await tx.db.select().from(claims).where(eq(claims.id, claimId))
  if (claim) await tellDonor(tx, claim, 'book-promised', { needed: claim.paymentsNeeded, ahead: true })
}

/** @param time tells apart what may come more than once to one claim */
async function tellDonor(tx: Context, claim: Claim, kind: string, more: object, time = ''): Promise<void> {
  const recipient = claim.personId === null ? null : await addressOf(tx, claim.personId)
  if (recipient === null) return
  const data = { ...(await bookOf(tx, claim.campaignId)), ...more }
  await postMail(tx, { kind, recipient, data, dedupeKey: `${kind}:${claim.id}${time}` })
}

/** To the donor: what they wished to have written will not be. One mail for each text. */
export async function tellOfDedication(tx: Context, claim: Claim, note: string): Promise<void> {
  const recipient = claim.personId === null ? null : await addressOf(tx, claim.personId)
  if (recipient === null) return
  await postMail(tx, {
    kind: 'book-dedication-refused',
    recipient,
    data: { ...(await bookOf(tx, claim.campaignId)), dedication: claim.dedication, note },
    dedupeKey: `book-dedication-refused:${claim.id}:${claim.dedication}`,
  })
}

/** From when on the address cannot be changed. */
export async function tellOfLock(tx: Context, claim: Claim, lockedAt: Date): Promise<void> {
  const { locale, timeZone } = await magazineSettings(tx)
  const at = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'short', timeZone }).format(lockedAt)
  await tellDonor(tx, claim, 'book-address-locks', { at })
}

/** On its way, and where one can follow it. */
export async function tellOfDispatch(tx: Context, claim: Claim): Promise<void> {
  const { carrier, trackingNumber, trackingUrl } = claim
  await tellDonor(tx, claim, 'book-dispatched', { number: claim.number, carrier, trackingNumber, trackingUrl })
}

/** To the desk: the donor says that something is wrong. */
export async function tellOfComplaint(tx: Context, claim: Claim, of: 'damaged' | 'never_came'): Promise<void> {
  const { id: claimId, number } = claim
  await postMail(tx, {
    kind: 'book-complaint',
    recipient: tx.config.deskEmail,
    data: { ...(await bookOf(tx, claim.campaignId)), claimId, number, of },
    dedupeKey: `book-complaint:${claimId}:${of}:${tx.now.toISOString()}`,
  })
}

/** To whoever waited: a copy is held for them. */
export async function tellOfHeldCopy(tx: Context, entryId: string): Promise<void> {
  const [entry] = await tx.db.select().from(waitingList).where(eq(waitingList.id, entryId))
  const recipient = entry && (await addressOf(tx, entry.personId))
  if (!entry?.heldUntil || !recipient) return
  const { locale, timeZone } = await magazineSettings(tx)
  const { slug, ...book } = await slugAndBookOf(tx, entry.campaignId)
  const data = {
    ...book,
    slug,
    until: formatDay(entry.heldUntil, timeZone, locale),
    paid: entry.giftId !== null,
  }
  await postMail(tx, { kind: 'book-copy-held', recipient, data, dedupeKey: `book-copy-held:${entryId}` })
}

async function bookOf(tx: Context, campaignId: string) {
  const { slug: _, ...book } = await slugAndBookOf(tx, campaignId)
  return book
}

async function slugAndBookOf(tx: Context, campaignId: string) {
  const [campaign] = await tx.db
    .select({ title: campaigns.bookTitle, author: campaigns.bookAuthor, slug: campaigns.slug })
    .from(campaigns)
    .where(eq(campaigns.id, campaignId))
  if (!campaign) throw new Error(`campaign ${campaignId} vanished`)
  const { name } = await magazineSettings(tx)
  return { magazine: name, site: tx.config.publicUrl, ...campaign }
}

async function addressOf(tx: Context, personId: string): Promise<string | null> {
  const [person] = await tx.db.select({ email: people.email }).from(people).where(eq(people.id, personId))
  return person?.email ?? null
}
