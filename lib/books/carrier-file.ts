import { stringify } from 'csv-stringify/sync'
import { eq } from 'drizzle-orm'
import { campaigns } from '#db/schema/books.ts'
import { claims } from '#db/schema/claims.ts'
import { recordAudit, subjectOf } from '#lib/audit/audit.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { forSpreadsheets } from '#lib/csv.ts'
import type { Address } from './address/model.ts'
import { addressesFor } from './addresses.ts'

/** A parcel as the carrier is told of it. */
interface Parcel {
  number: number
  address: Address
  campaign: typeof campaigns.$inferSelect
}

/**
 * The columns of Royal Mail Click & Drop's order import, by its published names:
 * https://help.parcel.royalmail.com/hc/en-gb/articles/360000250093-Order-Import-spreadsheet-field-specifications
 * Weights are kilograms, prices pounds. It wants customs data for what leaves the country, and ignores it for what does not.
 */
const columns: Record<string, (parcel: Parcel) => string> = {
  'Order reference': ({ number }) => String(number),
  'Full name': ({ address }) => address.name,
  'Company name': ({ address }) => address.organisation,
  'Address line 1': ({ address }) => address.line1,
  'Address line 2': ({ address }) => address.line2,
  City: ({ address }) => address.city,
  County: ({ address }) => address.state,
  Postcode: ({ address }) => address.postcode,
  Country: ({ address }) => englishName(address.country),
  Weight: ({ campaign }) => kilograms(campaign.weightGrams),
  'Package size': () => 'Parcel',
  'Currency code': () => 'GBP',
  'Product name': ({ campaign }) => campaign.bookTitle,
  Quantity: () => '1',
  'Unit price': ({ campaign }) => pounds(campaign.bookValue.GBP),
  'Unit weight': ({ campaign }) => kilograms(campaign.weightGrams),
  'Customs description': ({ campaign }) => `Printed book: ${campaign.bookTitle}`.slice(0, 50),
  'Customs code': ({ campaign }) => (campaign.hsCode ?? '').replace(/\D/g, ''),
  'Country of origin': ({ campaign }) => (campaign.originCountry === null ? '' : englishName(campaign.originCountry)),
}

const englishNames = new Intl.DisplayNames(['en'], { type: 'region' })

function englishName(country: string): string {
  return englishNames.of(country) ?? country
}

function kilograms(grams: number | null): string {
  return grams === null ? '' : (grams / 1000).toFixed(3)
}

function pounds(pence: number | undefined): string {
  return pence === undefined ? '' : (pence / 100).toFixed(2)
}

/**
 * A batch for the carrier: what is ready or packed, and not sent yet. Each address in it counts as seen by whoever takes the
 * file, which is written down with it.
 */
export async function carrierFile(ctx: Context, batchId: string, viewerId: string): Promise<string> {
  return inTransaction(ctx, async (tx) => {
    const rows = await tx.db
      .select({ claim: claims, campaign: campaigns })
      .from(claims)
      .innerJoin(campaigns, eq(campaigns.id, claims.campaignId))
      .where(eq(claims.batchId, batchId))
      .orderBy(claims.number)
    const toSend = rows.filter(({ claim }) => claim.state === 'earned' || claim.state === 'packed')
    const ids = toSend.map(({ claim }) => claim.id)
    const addresses = await addressesFor(tx, ids, { viewerId, shownOn: 'carrier_file' })
    await recordAudit(tx, {
      actorId: viewerId,
      action: 'took addresses for the carrier',
      subject: subjectOf('batch', batchId),
      details: { parcels: addresses.size },
    })
    const parcels = toSend.flatMap(({ claim, campaign }) => {
      const address = addresses.get(claim.id)
      return address ? [{ number: claim.number, address, campaign }] : []
    })
    return stringify(
      parcels.map((parcel) => Object.values(columns).map((write) => write(parcel))),
      { ...forSpreadsheets, columns: Object.keys(columns) },
    )
  })
}
