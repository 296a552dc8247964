import { replyAddressFor } from '#lib/cases/links.ts'
import type { Context } from '#lib/context.ts'
import { formatDay } from '#lib/clock.ts'
import { currencySchema } from '#lib/money-schema.ts'
import { formatMoney, type Money } from '#lib/money.ts'
import { postMail } from '#lib/mail/outbox.ts'
import { magazineSettings } from '#lib/settings/queries.ts'
import { licenceAddress } from '../links.ts'
import { licenceReference } from '../model.ts'
import type { LicenceRow } from './record.ts'

/** What a licence costs; null when it is free. */
export function costOf(row: Pick<LicenceRow, 'fee' | 'currency'>): Money | null {
  const currency = currencySchema.safeParse(row.currency).data
  return row.fee === null || currency === undefined ? null : { amount: row.fee, currency }
}

/**
 * Posts a mail of a licence to its licensee, once for each key.
 * @param mail.key what it is about, besides the licence; the same one twice is one mail
 * @param mail.more what this kind of mail says besides what every one does
 */
export async function postToLicensee(
  tx: Context,
  row: LicenceRow,
  headline: string,
  mail: { kind: string; key?: string; more?: object },
): Promise<void> {
  const { name: magazine, timeZone, locale } = await magazineSettings(tx)
  const cost = costOf(row)
  const day = (at: Date | null) => (at === null ? '' : formatDay(at, timeZone, locale))
  await postMail(tx, {
    kind: mail.kind,
    recipient: row.email,
    data: {
      magazine,
      reference: licenceReference(row.number, row.offeredAt),
      contactName: row.contactName,
      headline,
      publication: row.publication,
      cost: cost === null ? '' : formatMoney(cost, locale),
      until: day(row.expiresAt),
      due: day(row.invoiceDueAt),
      link: licenceAddress(tx, row.id),
      replyTo: row.caseId === null ? null : replyAddressFor(tx, row.caseId),
      ...mail.more,
    },
    dedupeKey: `${mail.kind}:${row.id}${mail.key === undefined ? '' : `:${mail.key}`}`,
  })
}
