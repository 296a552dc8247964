import type { Address } from '#lib/books/address/model.ts'
import type { AddressForm } from '#lib/books/address/rules.ts'
import { FieldFault, TextField } from './fields.tsx'

/** The fields of an address, as its country writes them. */
export function AddressFields({
  of,
  form,
  typed,
  faults,
}: {
  /** Makes their ids unique on the page. */
  of: string
  form: AddressForm
  typed: Partial<Address>
  faults: Record<string, string>
}) {
  const field = (name: keyof Address, label: string, autoComplete: string, isNeeded = true) => (
    <TextField
      name={name}
      id={`${name}-${of}`}
      label={isNeeded ? label : `${label} (optional)`}
      autoComplete={autoComplete}
      maxLength={120}
      defaultValue={typed[name]}
      {...(faults[name] ? { fault: faults[name] } : {})}
    />
  )
  return (
    <>
      {field('name', 'Name', 'shipping name')}
      {field('organisation', 'Organisation', 'shipping organization', false)}
      {field('line1', 'Street and number, or house', 'shipping address-line1')}
      {field('line2', 'Second line', 'shipping address-line2', false)}
      {field('city', 'Town or city', 'shipping address-level2')}
      {form.states.length > 0 && (
        <div>
          <label htmlFor={`state-${of}`} className="label text-[0.9375rem] font-semibold">
            State, county or province{form.state === 'required' ? '' : ' (optional)'}
          </label>
          <select
            id={`state-${of}`}
            name="state"
            className="field mt-1.5"
            defaultValue={typed.state ?? ''}
            autoComplete="shipping address-level1"
            aria-invalid={faults.state ? true : undefined}
            aria-describedby={faults.state ? `state-${of}-fault` : undefined}
          >
            <option value="">Choose</option>
            {form.states.map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </select>
          <FieldFault id={`state-${of}-fault`} text={faults.state} />
        </div>
      )}
      {form.postcode !== 'none' && field('postcode', 'Postcode', 'shipping postal-code', form.postcode === 'required')}
    </>
  )
}
