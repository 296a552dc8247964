import type { MoneyMonth } from '#lib/figures/model.ts'
import { formatMoney, type Currency } from '#lib/money.ts'
import type { Magazine } from '#lib/settings/model.ts'
import { DeskCell, DeskRow, DeskTable } from '../_ui/desk-table.tsx'
import { Chart } from './_charts/chart.tsx'
import { inFull } from './in-full.ts'

const monthly = { name: 'Monthly', colour: '--ink-soft' }
const yearly = { name: 'Yearly', colour: '--good' }
const oneOff = { name: 'One-off', colour: '--warn' }
const recurring = { name: 'Recurring, a month', colour: '--accent' }

/** What one currency brought in, month by month, and all together. */
export function MoneyChart({
  currency,
  months,
  money,
  settings,
}: {
  currency: Currency
  months: string[]
  money: MoneyMonth[]
  settings: Magazine
}) {
  const write = (amount: number) => formatMoney({ amount, currency }, settings.locale)
  const short = new Intl.NumberFormat(settings.locale, { style: 'currency', currency, notation: 'compact' })
  const total = (pick: (one: MoneyMonth) => number) => money.reduce((sum, one) => sum + pick(one), 0)
  const gifts = total((one) => one.oneOffCount)
  return (
    <Chart
      title={`Received in ${currency}`}
      sum={`In these ${months.length} months ${write(total((one) => one.monthly + one.yearly))} from regular donations and ${write(total((one) => one.oneOff))} from ${gifts === 1 ? 'one gift' : `${gifts} gifts`} made once, less ${write(total((one) => one.refunded))} refunded: ${write(total((one) => one.net))}.`}
      data={{
        label: `Donations received in ${currency} in each of ${months.length} months, by kind, and what recurs`,
        months,
        locale: settings.locale,
        series: [monthly, yearly, oneOff],
        line: recurring,
        write: (amount) => short.format(amount / 100),
        values: {
          [monthly.name]: money.map((one) => one.monthly),
          [yearly.name]: money.map((one) => one.yearly),
          [oneOff.name]: money.map((one) => one.oneOff),
          [recurring.name]: money.map((one) => one.recurring),
        },
      }}
    >
      <DeskTable
        label={`Donations received in ${currency} in each month`}
        columns={[
          { name: 'Month' },
          ...['Monthly', 'Yearly', 'One-off', 'Refunded', 'Net', 'Recurring, a month'].map((name) => ({
            name,
            figures: true,
          })),
        ]}
      >
        {money
          .map((one, index) => ({ ...one, month: months[index] ?? '' }))
          .toReversed()
          .map((one) => (
            <DeskRow key={one.month}>
              <DeskCell>{inFull(one.month, settings.locale)}</DeskCell>
              {[one.monthly, one.yearly, one.oneOff, one.refunded, one.net, one.recurring].map((amount, index) => (
                <DeskCell key={index} figures>
                  {write(amount)}
                </DeskCell>
              ))}
            </DeskRow>
          ))}
        <DeskRow>
          <DeskCell>Together</DeskCell>
          <DeskCell figures>{write(total((one) => one.monthly))}</DeskCell>
          <DeskCell figures>{write(total((one) => one.yearly))}</DeskCell>
          <DeskCell figures>{write(total((one) => one.oneOff))}</DeskCell>
          <DeskCell figures>{write(total((one) => one.refunded))}</DeskCell>
          <DeskCell figures>{write(total((one) => one.net))}</DeskCell>
          <DeskCell figures />
        </DeskRow>
      </DeskTable>
    </Chart>
  )
}
