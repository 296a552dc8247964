import type { CampaignRecord } from '#lib/books/desk-queries.ts'
import type { CampaignFigures } from '#lib/books/figures.ts'
import { currencySchema } from '#lib/money-schema.ts'
import { formatMoney, type Money } from '#lib/money.ts'

/** What a campaign has brought, what it costs, and how many of those who saw it gave. */
export function FigureList({
  campaign,
  figures,
  locale,
}: {
  campaign: CampaignRecord
  figures: CampaignFigures
  locale: string
}) {
  const { raised, paid, newMembers, banner, begun, copies, byGiftsBefore, sent, waiting } = figures
  const money = (sum: Money) => formatMoney(sum, locale)
  const number = (count: number) => count.toLocaleString(locale)
  const cost = campaign.copyCost === null ? null : currencySchema.parse(campaign.copyCostCurrency)
  const worth = currencySchema.options.find((currency) => campaign.bookValue[currency] !== undefined)
  const lines: [string, string][] = [
    [
      'Raised',
      raised.length === 0
        ? 'Nothing yet'
        : raised.map((sum) => `${money(sum)} by ${number(sum.gifts)} ${sum.gifts === 1 ? 'gift' : 'gifts'}`).join('; '),
    ],
    [
      'Average',
      raised.length === 0
        ? '–'
        : raised.map(({ average, currency }) => money({ amount: average, currency })).join('; '),
    ],
    ['New members through it', number(newMembers)],
    ['Copies', `${number(campaign.stock)}, of which ${number(copies)} promised or gone and ${number(sent)} sent`],
    ['Taken with gifts given before', `${number(byGiftsBefore)}, which are not counted as raised`],
    ['Waiting', number(waiting)],
    [
      'Cost of the books',
      campaign.copyCost === null || cost === null
        ? 'Not known: what a copy costs is not set'
        : `${money({ amount: campaign.copyCost * copies, currency: cost })} (${money({ amount: campaign.copyCost, currency: cost })} each)`,
    ],
    [
      'Value of the books',
      worth === undefined
        ? '–'
        : `${money({ amount: (campaign.bookValue[worth] ?? 0) * copies, currency: worth })} to those who have them`,
    ],
    ['Banner seen', `${number(banner.seen)} times`],
    [
      'Banner followed',
      told(`${number(banner.followed)} times`, [share(banner.followed, banner.seen, 'of those seen', locale)]),
    ],
    ['Payments begun', number(begun)],
    [
      'Payments made',
      told(number(paid), [
        share(paid, begun, 'of those begun', locale),
        share(paid, banner.seen, 'of banners seen', locale),
      ]),
    ],
  ]
  return (
    <dl className="desk-facts">
      {lines.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** Of nothing there is no share. */
function share(part: number, whole: number, ofWhat: string, locale: string): string | null {
  if (whole === 0) return null
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumSignificantDigits: 2 })
  return `${percent.format(part / whole)} ${ofWhat}`
}

function told(count: string, shares: (string | null)[]): string {
  const known = shares.filter((one) => one !== null)
  return known.length === 0 ? count : `${count} (${known.join('; ')})`
}
