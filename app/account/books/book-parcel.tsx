import { ownAddress } from '#lib/books/addresses.ts'
import type { ClaimView } from '#lib/books/claim-queries.ts'
import type { Context } from '#lib/context.ts'
import type { Magazine } from '#lib/settings/model.ts'
import type { FormState } from '#app/_ui/form-state.ts'
import { AddressSection } from './address-section.tsx'
import { ParcelForm } from './parcel-form.tsx'

/** Where somebody's own book goes, how to follow it, and the donor's word on what became of it. */
export async function BookParcel({
  ctx,
  book,
  personId,
  addressing,
  telling,
  settings,
}: {
  ctx: Context
  book: ClaimView
  personId: string
  addressing: FormState
  telling: FormState
  settings: Magazine
}) {
  const own = await ownAddress(ctx, book.id, personId)
  if (!own) return null
  const { carrier, trackingNumber, trackingUrl } = own
  const wasSent = book.standing === 'dispatched' || book.standing === 'delivered'
  return (
    <>
      {trackingNumber !== null && (
        <p className="label mt-3">
          {carrier} {trackingUrl === null ? trackingNumber : <a href={trackingUrl}>{trackingNumber}</a>}
        </p>
      )}
      <AddressSection id={book.id} own={own} start={addressing} settings={settings} />
      {wasSent && <ParcelForm start={telling} id={book.id} hasArrived={book.standing === 'delivered'} />}
    </>
  )
}
