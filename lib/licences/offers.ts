import { eq } from 'drizzle-orm'
import { v5, v7 } from 'uuid'
import { licences, type LicensedPart } from '#db/schema/licences.ts'
import { isFreeToRead } from '#lib/articles/model.ts'
import { after, minute } from '#lib/clock.ts'
import { recordDeclined, recordOffered } from '#lib/cases/outcomes.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { licenceInvoiceJob } from '#lib/donations/licence-invoices.ts'
import { fieldRefusal, Refusal } from '#lib/errors.ts'
import { articleAt, articleById, type LicensedArticle } from './internal/article.ts'
import { textsOf } from './internal/part.ts'
import { postToLicensee } from './internal/post.ts'
import { changeLicence, lockLicence, recordLicence, type LicenceRow } from './internal/record.ts'
import { refuseWhileOffered } from './internal/standing-offers.ts'
import { expiryOf, licenceReference, usualOfferDays, type Offer, type RefusedEnquiry } from './model.ts'
import { settleNow } from './settling.ts'

interface ForWhat {
  articleSlug: string
  /** The enquiry it answers. */
  caseId: string | null
  /** Made by the form (a UUID): the same under the same one, twice, is one licence. */
  submissionId: string
  personId: string
}

/**
 * Offers terms: posts them to the licensee, and puts them on the record of the case they answer.
 * @returns the licence's id
 * @throws Refusal: not_found; conflict when the article is not published or the case is closed; invalid with the field
 *   `notPublicAnyway` when it is not for everybody and nobody said that it may be licensed all the same, `partTo` when it has
 *   fewer blocks, `validUntil` when that day has passed
 */
export async function offerLicence(ctx: Context, wanted: ForWhat, offer: Offer): Promise<string> {
  return inTransaction(ctx, async (tx) => {
    // Whoever goes back to a form that was sent, and changes it, offers something else.
    const submissionId = v5(JSON.stringify([wanted.articleSlug, wanted.caseId, offer]), wanted.submissionId)
    const known = await madeBefore(tx, submissionId)
    if (known !== null) return known
    const article = await publishedArticle(tx, wanted.articleSlug)
    if (!isFreeToRead(article.access) && !offer.notPublicAnyway)
      throw fieldRefusal(
        'notPublicAnyway',
        'This article is not for everybody. Say that it is to be licensed all the same.',
      )
    const expiry = expiryOf(tx.now, offer.offerDays)
    const { validUntil } = offer
    if (validUntil !== null && validUntil <= tx.now)
      throw fieldRefusal('validUntil', 'Choose a day that is still to come.')
    const { partFrom, partTo, offerDays: _, fee, currency, ...terms } = offer
    const isFree = offer.terms === 'free'
    const [row] = await tx.db
      .insert(licences)
      .values({
        ...terms,
        id: v7(),
        caseId: wanted.caseId,
        articleId: article.id,
        submissionId,
        fee: isFree ? null : fee,
        currency: isFree ? null : currency,
        part: offer.scope === 'part' ? partOf(article, partFrom ?? 1, partTo ?? 1) : null,
        state: 'offered',
        offeredAt: tx.now,
        offeredBy: wanted.personId,
        // Nobody accepts, and pays for, what is over already.
        expiresAt: validUntil !== null && validUntil < expiry ? validUntil : expiry,
      })
      .returning()
    if (row === undefined) throw new Error('a licence was not written')
    await recordLicence(tx, row.id, { kind: 'offered', actor: 'desk', personId: wanted.personId, text: offer.message })
    if (wanted.caseId !== null)
      await recordOffered(tx, wanted.caseId, {
        personId: wanted.personId,
        text: `Terms were offered for “${article.headline}” (${licenceReference(row.number, row.offeredAt)}).`,
        licenceId: row.id,
      })
    await postToLicensee(tx, row, article.headline, { kind: 'licence-offered', more: { message: offer.message } })
    return row.id
  })
}

/**
 * Refuses an enquiry: the letter goes to whoever enquired, and the case is declined.
 * @returns the id of the licence that stands for the refusal
 * @throws Refusal: not_found; conflict when the case is closed, or terms offered for it can still be accepted; invalid
 */
export async function refuseLicence(
  ctx: Context,
  wanted: ForWhat & { caseId: string },
  given: RefusedEnquiry,
): Promise<string> {
  return inTransaction(ctx, async (tx) => {
    const known = await madeBefore(tx, wanted.submissionId)
    if (known !== null) return known
    const article = await articleAt(tx, wanted.articleSlug)
    if (article === null) throw new Refusal('not_found', 'There is no article of that address.')
    await refuseWhileOffered(tx, wanted.caseId)
    const { letter, ...licensee } = given
    const id = v7()
    await tx.db.insert(licences).values({
      ...licensee,
      id,
      caseId: wanted.caseId,
      articleId: article.id,
      submissionId: wanted.submissionId,
      terms: 'free',
      scope: 'whole',
      territory: '',
      language: '',
      validFrom: tx.now,
      creditLine: '',
      linkRequired: true,
      message: letter,
      state: 'refused',
      offeredAt: tx.now,
      offeredBy: wanted.personId,
      expiresAt: expiryOf(tx.now, usualOfferDays),
      closedAt: tx.now,
    })
    await recordLicence(tx, id, { kind: 'refused', actor: 'desk', personId: wanted.personId, text: letter })
    await recordDeclined(tx, wanted.caseId, { personId: wanted.personId, letter, reason: 'Republishing was refused.' })
    return id
  })
}

/**
 * Takes an offer back, or ends a licence before its time, and tells the licensee. An invoice that waits to be paid is
 * withdrawn at Stripe, at once or as soon as Stripe answers.
 * @throws Refusal: not_found; conflict when there is nothing to take back; invalid with field `reason`
 */
export async function closeLicence(
  ctx: Context,
  input: { licenceId: string; reason: string; personId: string },
): Promise<void> {
  const reason = input.reason.trim()
  if (reason === '') throw fieldRefusal('reason', 'Say why: the licensee is told, and it stays on record.')
  if (reason.length > 2_000) throw fieldRefusal('reason', 'Write at most 2,000 characters.')
  const closed = await inTransaction(ctx, async (tx) => {
    const row = await lockLicence(tx, input.licenceId)
    if (row.state !== 'offered' && row.state !== 'accepted')
      throw new Refusal('conflict', 'This licence is over already: there is nothing to take back.')
    const ends = row.settledAt !== null
    const changed = await changeLicence(
      tx,
      row,
      { state: ends ? 'ended' : 'withdrawn', closedAt: tx.now },
      { kind: ends ? 'ended' : 'withdrawn', actor: 'desk', personId: input.personId, text: reason },
    )
    await tellWithdrawn(tx, changed, reason)
    if (row.state === 'accepted' && row.terms === 'fee' && !ends)
      await tx.queue.send(tx.db, licenceInvoiceJob, { licenceId: row.id }, { startAfter: after(tx.now, minute) })
    return changed
  })
  if (closed.state === 'withdrawn' && closed.acceptedName !== null && closed.terms === 'fee')
    await settleNow(ctx, closed.id)
}

async function tellWithdrawn(tx: Context, row: LicenceRow, reason: string): Promise<void> {
  const article = await articleById(tx, row.articleId)
  await postToLicensee(tx, row, article?.headline ?? '', {
    kind: 'licence-withdrawn',
    more: { reason, ended: row.state === 'ended' },
  })
}

async function madeBefore(tx: Context, submissionId: string): Promise<string | null> {
  const [row] = await tx.db.select({ id: licences.id }).from(licences).where(eq(licences.submissionId, submissionId))
  return row?.id ?? null
}

async function publishedArticle(tx: Context, slug: string): Promise<LicensedArticle> {
  const article = await articleAt(tx, slug)
  if (article === null) throw new Refusal('not_found', 'There is no article of that address.')
  if (!article.isPublished)
    throw new Refusal('conflict', 'Only an article that readers can see is licensed. Nothing was offered.')
  return article
}

function partOf(article: LicensedArticle, first: number, last: number): LicensedPart {
  const blocks = textsOf(article.body)
  if (last > blocks.length) throw fieldRefusal('partTo', `The article has ${blocks.length} paragraphs.`)
  return { blocks, from: first - 1, to: last - 1 }
}
