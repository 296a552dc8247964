import type { MemberMonth, RegularNow } from '#lib/figures/model.ts'
import { formatMoney } from '#lib/money.ts'
import type { Magazine } from '#lib/settings/model.ts'

/** The numbers that matter today; those that can be opened lead to the list of whom they count. */
export function Headline({
  members,
  regular,
  settings,
}: {
  members: MemberMonth
  regular: RegularNow[]
  settings: Magazine
}) {
  const write = (count: number) => new Intl.NumberFormat(settings.locale).format(count)
  const money = (pick: (one: RegularNow) => number) =>
    regular
      .filter((one) => pick(one) > 0)
      .map((one) => formatMoney({ amount: pick(one), currency: one.currency }, settings.locale))
  const atRisk = money(({ atRisk: sum }) => sum)
  return (
    <dl className="figures-now">
      <div>
        <dt>Supporters</dt>
        <dd>
          <a href="/desk/members?tier=supporter">{write(members.byTier.supporter)}</a>
        </dd>
      </div>
      <div>
        <dt>Patrons</dt>
        <dd>
          <a href="/desk/members?tier=patron">{write(members.byTier.patron)}</a>
        </dd>
      </div>
      <div>
        <dt>Recurring, a month</dt>
        {money(({ recurring }) => recurring).map((sum) => (
          <dd key={sum}>{sum}</dd>
        ))}
        {regular.length === 0 && <dd>—</dd>}
      </div>
      <div>
        <dt>New this month</dt>
        <dd>{write(members.new)}</dd>
      </div>
      <div>
        <dt>Recovered this month</dt>
        <dd>
          {write(members.recovered)}
          {members.recovered > 0 && (
            <small>
              {write(members.madeGood)} in grace, {write(members.returned)} after a lapse
            </small>
          )}
        </dd>
      </div>
      <div>
        <dt>Lapsed this month</dt>
        <dd>{write(members.lapsed)}</dd>
      </div>
      <div>
        <dt>Failing now</dt>
        <dd>
          <a href="/desk/members?state=failing">{write(members.failing)}</a>
          {atRisk.length > 0 && <small>{atRisk.join(', ')} at risk</small>}
        </dd>
      </div>
    </dl>
  )
}
