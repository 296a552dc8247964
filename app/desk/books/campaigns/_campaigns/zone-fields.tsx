import type { Currency } from '#lib/money.ts'
import { FieldFault, TextField } from '#app/_ui/fields.tsx'
import { mostZones } from './most-zones.ts'

/** Where the book is sent, and for how much. Two empty zones are always there to fill in. */
export function ZoneFields({
  currencies,
  typed,
  fields,
}: {
  currencies: readonly Currency[]
  typed: Record<string, string>
  fields: Record<string, string>
}) {
  const places = Array.from({ length: mostZones }, (_, place) => place)
  const last = places.findLast((place) => typed[`zone.${place}.name`] || typed[`zone.${place}.countries`]) ?? -1
  return (
    <fieldset className="min-w-0 space-y-4">
      <legend className="text-lg font-semibold">Where it is sent</legend>
      <p className="label text-soft">
        Countries by their two letters, such as GB IE FR. Postage is charged once, beside the gift; empty: included.
      </p>
      <FieldFault id="zones-fault" text={fields.zones} />
      {places.slice(0, Math.max(last + 2, 2)).map((place) => {
        const name = (part: string) => `zone.${place}.${part}`
        const fault = (part: string) => fields[`zones.${place}.${part}`]
        const countryFault = Object.entries(fields).find(([key]) => key.startsWith(`zones.${place}.countries`))?.[1]
        return (
          <fieldset key={place} className="border-l-2 border-rule pl-4">
            <legend className="label font-semibold">Zone {place + 1}</legend>
            <input type="hidden" name={name('id')} value={typed[name('id')] ?? ''} />
            <div className="desk-row items-start">
              <TextField
                name={name('name')}
                label="Name"
                hint="Europe"
                defaultValue={typed[name('name')]}
                {...(fault('name') ? { fault: fault('name') ?? '' } : {})}
              />
              <TextField
                name={name('countries')}
                label="Countries"
                hint="FR DE NL"
                className="grow"
                defaultValue={typed[name('countries')]}
                {...(countryFault ? { fault: countryFault } : {})}
              />
            </div>
            <div className="desk-row mt-2 items-start">
              {currencies.map((currency) => (
                <TextField
                  key={currency}
                  name={name(`postage.${currency}`)}
                  label={`Postage, ${currency}`}
                  inputMode="decimal"
                  className="w-32"
                  defaultValue={typed[name(`postage.${currency}`)]}
                  {...(fault(`postage.${currency}`) ? { fault: fault(`postage.${currency}`) ?? '' } : {})}
                />
              ))}
            </div>
          </fieldset>
        )
      })}
    </fieldset>
  )
}
