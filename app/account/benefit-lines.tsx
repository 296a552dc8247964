import type { Benefit, Explanation } from '#lib/membership/model.ts'
import type { Magazine } from '#lib/settings/model.ts'
import { formatDay } from '#app/_ui/time.tsx'

const benefitNames: Record<Benefit, string> = {
  ad_free: 'Read without advertising',
  comment: 'Comment',
  supporters_articles: 'Supporters’ articles',
  patrons_articles: 'Patrons’ articles',
}

export const shownBenefits = ['ad_free', 'comment', 'supporters_articles', 'patrons_articles'] as const

/** Each benefit, held or not, and why. */
export function BenefitLines({ explanations, settings }: { explanations: Explanation[]; settings: Magazine }) {
  return (
    <dl className="mt-4 divide-y divide-rule border-y border-rule">
      {explanations.map((explanation) => (
        <div key={explanation.benefit} className="grid gap-x-6 gap-y-0.5 py-3 sm:grid-cols-[14rem_1fr]">
          <dt className="flex items-baseline gap-2 font-semibold">
            <span aria-hidden="true" className={explanation.allowed ? 'text-good' : 'text-soft'}>
              {explanation.allowed ? '✓' : '–'}
            </span>
            {benefitNames[explanation.benefit]}
          </dt>
          <dd className="text-soft">
            {explanation.allowed ? 'Yes. ' : 'No. '}
            {withDates(explanation, settings)}
          </dd>
        </div>
      ))}
    </dl>
  )
}

function withDates({ sentence, dates }: Explanation, settings: Magazine): string {
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const at = dates[name]
    return at ? formatDay(at, settings.timeZone, settings.locale) : whole
  })
}
