import { exportedClaims } from '#lib/books/export.ts'
import type { Context } from '#lib/context.ts'
import type { Line } from '../csv-file.ts'
import { inBatches } from '../in-batches.ts'

const bookColumns = [
  'number',
  'campaign',
  'book',
  'person_id',
  'state',
  'dedication',
  'copy_number',
  'country',
  'carrier',
  'tracking_number',
  'created_at',
  'dispatched_at',
  'delivered_at',
] as const

const addressColumns = [
  'address_name',
  'address_organisation',
  'address_line1',
  'address_line2',
  'address_city',
  'address_state',
  'address_postcode',
] as const

/** What the file has; where books went only if it was asked for. */
export function bookColumnsWith(withAddresses: boolean): readonly BookColumn[] {
  return withAddresses ? [...bookColumns, ...addressColumns] : bookColumns
}

type BookColumn = (typeof bookColumns)[number] | (typeof addressColumns)[number]

/** Every copy that somebody took, or was to have. */
export async function* bookLines(ctx: Context, withAddresses: boolean): AsyncGenerator<Line<BookColumn>> {
  const rows = inBatches(
    (after: string | undefined, most) => exportedClaims(ctx, { after, most, withAddresses }),
    ({ claim }) => claim.id,
  )
  for await (const { claim, campaign, bookTitle, address } of rows) {
    yield {
      number: String(claim.number),
      campaign,
      book: bookTitle,
      person_id: claim.personId ?? '',
      state: claim.state,
      dedication: claim.dedication,
      copy_number: claim.copyNumber === null ? '' : String(claim.copyNumber),
      country: claim.country ?? '',
      carrier: claim.carrier ?? '',
      tracking_number: claim.trackingNumber ?? '',
      created_at: claim.createdAt.toISOString(),
      dispatched_at: claim.dispatchedAt?.toISOString() ?? '',
      delivered_at: claim.deliveredAt?.toISOString() ?? '',
      address_name: address?.name ?? '',
      address_organisation: address?.organisation ?? '',
      address_line1: address?.line1 ?? '',
      address_line2: address?.line2 ?? '',
      address_city: address?.city ?? '',
      address_state: address?.state ?? '',
      address_postcode: address?.postcode ?? '',
    }
  }
}
