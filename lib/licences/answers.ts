import { isFreeToRead } from '#lib/articles/model.ts'
import { recordPublished, recordTermsDeclined } from '#lib/cases/outcomes.ts'
import { after, minute } from '#lib/clock.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { licenceInvoiceJob } from '#lib/donations/licence-invoices.ts'
import { Refusal } from '#lib/errors.ts'
import { articleById } from './internal/article.ts'
import { postToLicensee } from './internal/post.ts'
import { changeLicence, lockLicence, type LicenceRow } from './internal/record.ts'
import { licenceReference, standingOf } from './model.ts'
import { settleNow } from './settling.ts'

/**
 * The licensee accepts the terms. What is free they may have at once; what costs something when it is paid, by an invoice
 * that is made now, or as soon as Stripe answers. Accepted twice, it is accepted once.
 * @param given.name typed under the terms
 * @throws Refusal: not_found; conflict when the offer is no longer there to be accepted, or the article is not, or not for
 *   everybody any more although nothing was said of that when it was offered
 */
export async function acceptLicence(ctx: Context, given: { licenceId: string; name: string }): Promise<void> {
  const accepted = await inTransaction(ctx, async (tx) => {
    const row = await lockLicence(tx, given.licenceId)
    if (row.state === 'accepted') return row
    refuseUnlessOffered(tx, row)
    const article = await articleById(tx, row.articleId)
    if (!article?.isPublished)
      throw new Refusal(
        'conflict',
        'The article is not published any more, so it cannot be licensed. Please write to us.',
      )
    if (!isFreeToRead(article.access) && !row.notPublicAnyway)
      throw new Refusal(
        'conflict',
        'The article is not for everybody any more, so these terms cannot be accepted now. Please write to us: we may offer others.',
      )
    const isFree = row.terms === 'free'
    const changed = await changeLicence(
      tx,
      row,
      { state: 'accepted', answeredAt: tx.now, acceptedName: given.name, settledAt: isFree ? tx.now : null },
      { kind: 'accepted', actor: 'licensee', text: given.name },
    )
    if (row.caseId !== null)
      await recordPublished(tx, row.caseId, {
        personId: null,
        text: `The terms of ${licenceReference(row.number, row.offeredAt)} were accepted.`,
        details: { licence: row.id },
      })
    if (isFree) await postToLicensee(tx, changed, article.headline, { kind: 'licence-ready' })
    else
      // Whoever accepted waits in front of a page and has it made at once; the job is for when that comes to nothing.
      await tx.queue.send(tx.db, licenceInvoiceJob, { licenceId: row.id }, { startAfter: after(tx.now, minute) })
    return changed
  })
  if (accepted.terms === 'fee' && accepted.invoiceState === 'none') await settleNow(ctx, accepted.id)
}

/**
 * The licensee declines the terms; the case they answered is the desk's again.
 * @throws Refusal: not_found; conflict when the offer is no longer there
 */
export async function declineLicence(ctx: Context, given: { licenceId: string; reason: string }): Promise<void> {
  const reason = given.reason.trim().slice(0, 2_000)
  await inTransaction(ctx, async (tx) => {
    const row = await lockLicence(tx, given.licenceId)
    if (row.state === 'declined') return
    refuseUnlessOffered(tx, row)
    await changeLicence(
      tx,
      row,
      { state: 'declined', answeredAt: tx.now },
      { kind: 'declined', actor: 'licensee', text: reason },
    )
    if (row.caseId !== null)
      await recordTermsDeclined(tx, row.caseId, {
        text: `The terms of ${licenceReference(row.number, row.offeredAt)} were declined.${reason === '' ? '' : ` ${reason}`}`,
      })
  })
}

function refuseUnlessOffered(tx: Context, row: LicenceRow): void {
  const standing = standingOf(row, tx.now)
  if (standing === 'lapsed')
    throw new Refusal('conflict', 'The time to accept this offer has passed. Please write to us for a new one.')
  if (standing !== 'offered') throw new Refusal('conflict', 'This offer is no longer open.')
}
