import type { OwnAddress } from '#lib/books/addresses.ts'
import { addressFormOf, addressLines } from '#lib/books/address/rules.ts'
import type { Magazine } from '#lib/settings/model.ts'
import type { FormState } from '#app/_ui/form-state.ts'
import { GiveAddressForm } from './give-address-form.tsx'

/** Where a book goes: for its donor's eyes, and changeable until it is locked. */
export function AddressSection({
  id,
  own,
  start,
  settings,
}: {
  id: string
  own: OwnAddress
  start: FormState
  settings: Magazine
}) {
  const { address, mayChange, locksAt, removedAt, country } = own
  const { locale, timeZone } = settings
  const inFull = (at: Date) =>
    new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'short', timeZone }).format(at)
  return (
    <div className="mt-3">
      {address && (
        <>
          <h3 className="label text-soft">Address</h3>
          <address className="not-italic">
            {addressLines(address, '').map((line, index) => (
              <span key={`${index} ${line}`} className="block">
                {line}
              </span>
            ))}
          </address>
          {locksAt && (
            <p className="label mt-1 text-soft">
              You may change it until <time dateTime={locksAt.toISOString()}>{inFull(locksAt)}</time>.
            </p>
          )}
        </>
      )}
      {removedAt && <p className="label text-soft">The address has been removed here, since the book is with you.</p>}
      {mayChange && country !== null && (
        <GiveAddressForm
          start={start}
          id={id}
          address={address}
          form={addressFormOf(country)}
          country={new Intl.DisplayNames([locale], { type: 'region' }).of(country) ?? country}
        />
      )}
    </div>
  )
}
