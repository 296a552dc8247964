import { formatDay } from '#lib/clock.ts'
import type { LicenceView } from '#lib/licences/queries.ts'
import { formatMoney } from '#lib/money.ts'
import type { Magazine } from '#lib/settings/model.ts'

/** What is agreed in a licence, name by name: the same to the licensee and to the desk. */
export function LicenceTerms({
  licence,
  settings,
  className,
}: {
  licence: LicenceView
  settings: Magazine
  className: string
}) {
  const day = (at: Date) => formatDay(at, settings.timeZone, settings.locale)
  const last = licence.validUntil === null ? null : new Date(licence.validUntil.getTime() - 1)
  const facts: [string, string][] = [
    ['Licensee', licence.licensee],
    ['Publication', licence.publication],
    ['Fee', licence.cost === null ? 'None' : formatMoney(licence.cost, settings.locale)],
    ['How much', licence.part === null ? 'The whole text' : partInWords(licence.part)],
    ['Where', licence.territory],
    ['Language', licence.language],
    ['When', last === null ? `From ${day(licence.validFrom)} on` : `From ${day(licence.validFrom)} to ${day(last)}`],
    ['Credit', licence.creditLine],
    ['Link', licence.linkRequired ? 'The credit links to the article' : 'The credit names the article’s address'],
    ['Pictures', 'Not included'],
  ]
  return (
    <dl className={className}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function partInWords({ from, to }: { from: string; to: string }): string {
  const shown = (text: string) => (text.length > 90 ? `${text.slice(0, 90).trimEnd()} …` : text)
  return from === to ? `The paragraph “${shown(from)}”` : `From “${shown(from)}” to “${shown(to)}”`
}
