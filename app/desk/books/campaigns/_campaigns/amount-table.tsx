import type { Currency } from '#lib/money.ts'
import { FieldFault } from '#app/_ui/fields.tsx'

/** Amounts to type, a row for each currency. A fault stands under the row of its field. */
export function AmountTable({
  currencies,
  columns,
  typed,
  fields,
}: {
  currencies: readonly Currency[]
  /** Field and heading. */
  columns: readonly (readonly [field: string, heading: string])[]
  typed: Record<string, string>
  fields: Record<string, string>
}) {
  return (
    <div className="desk-scroll">
      <table className="desk-table w-full min-w-lg">
        <thead>
          <tr>
            <th scope="col">Currency</th>
            {columns.map(([name, heading]) => (
              <th key={name} scope="col">
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {currencies.map((currency) => (
            <tr key={currency}>
              <th scope="row">{currency}</th>
              {columns.map(([column, heading]) => {
                const name = `${column}.${currency}`
                const fault = fields[name]
                return (
                  <td key={name}>
                    <input
                      name={name}
                      aria-label={`${heading}, ${currency}`}
                      inputMode="decimal"
                      className="field"
                      defaultValue={typed[name]}
                      aria-invalid={fault ? true : undefined}
                      aria-describedby={fault ? `${name}-fault` : undefined}
                    />
                    <FieldFault id={`${name}-fault`} text={fault} />
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
