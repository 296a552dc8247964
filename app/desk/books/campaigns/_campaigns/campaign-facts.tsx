import type { CampaignRecord } from '#lib/books/desk-queries.ts'
import { conditionInWords, type Amounts } from '#lib/books/model.ts'
import { formatDay } from '#lib/clock.ts'
import { currencies, formatMoney } from '#lib/money.ts'
import type { Magazine } from '#lib/settings/model.ts'
import { signingWords } from './words.ts'

/** What was set for a campaign. */
export function CampaignFacts({ campaign, settings }: { campaign: CampaignRecord; settings: Magazine }) {
  const { locale, timeZone } = settings
  const dayOf = (at: Date) => formatDay(at, timeZone, locale)
  const sums = (amounts: Amounts) =>
    currencies
      .flatMap((currency) => {
        const amount = amounts[currency]
        return amount === undefined ? [] : [formatMoney({ amount, currency }, locale)]
      })
      .join(', ')
  const offered = currencies
    .map((currency) => conditionInWords(campaign, currency, locale))
    .filter((words) => words.startsWith('Give'))
  const customs = [
    campaign.hsCode && `HS ${campaign.hsCode}`,
    campaign.originCountry && `from ${campaign.originCountry}`,
    campaign.weightGrams && `${campaign.weightGrams} g`,
  ].filter(Boolean)
  const lines: [string, string][] = [
    ['Book', [campaign.bookTitle, campaign.bookAuthor, campaign.format, campaign.isbn].filter(Boolean).join(', ')],
    ['Copies are', signingWords[campaign.signing]],
    ['Days', `${dayOf(campaign.startsAt)} to ${dayOf(new Date(campaign.endsAt.getTime() - 1))}`],
    ['Which gifts bring it', offered.join(' ') || 'None yet'],
    ['For each donor', String(campaign.perDonor)],
    ['Value', sums(campaign.bookValue) || 'Not set'],
    ...campaign.zones.map((zone): [string, string] => [
      zone.name,
      `${zone.countries.join(' ')}; postage ${zone.postage === null ? 'included' : sums(zone.postage)}`,
    ]),
    ['Customs', customs.join(', ') || 'Not set'],
    ['Banner in', campaign.bannerEditions.join(' and ') || 'No edition'],
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
