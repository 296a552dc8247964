import type { Metadata } from 'next'
import { needsConsent } from '#lib/ad-slots/model.ts'
import { formatDay } from '#lib/clock.ts'
import { consentText, holds, type Consent } from '#lib/consent/model.ts'
import { outsideTime } from '#lib/system-time.ts'
import { consentOfBrowser, globalPrivacyControl } from '#app/_server/consent.ts'
import { requestContext } from '#app/_server/context.ts'
import { advertising, magazine, texts } from '#app/_server/published.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { copy } from '#app/_ui/copy.ts'
import { PlainPage } from '#app/_ui/plain-page.tsx'
import { ChoicesForm } from './choices-form.tsx'

export const instant = false
export const metadata: Metadata = { title: copy.adChoices, robots: { index: false } }

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** Where a choice about advertising from elsewhere is seen and changed, at any time and without JavaScript. */
export default async function AdvertisingChoicesPage({ searchParams }: Props) {
  const ctx = await requestContext()
  const { askLink } = await texts()
  const [settings, ads, consent, isRefusedByBrowser, { done }] = await Promise.all([
    magazine(),
    advertising(),
    consentOfBrowser(),
    globalPrivacyControl(),
    searchParams,
  ])
  const held = holds(consent, outsideTime(ctx)) ? consent : null
  return (
    <PlainPage title={copy.adChoices}>
      {done === 'noted' && (
        <output className="mt-5 block border-l-4 border-good bg-panel px-4 py-3 font-plain text-[0.9375rem] font-semibold">
          Your choice has been noted.
        </output>
      )}
      {!needsConsent(ads) ? (
        <p className="mt-4 text-lg text-pretty">
          {settings.name} shows its own advertising only, which keeps nothing on your device and tells nobody. There is
          nothing to choose.
        </p>
      ) : (
        <>
          <p className="mt-4 text-lg text-pretty">{consentText.body}</p>
          {isRefusedByBrowser ? (
            <p className="mt-4 text-lg text-pretty">
              Your browser refuses for you (Global Privacy Control), so nothing of Google’s is loaded, whatever was
              chosen here.
            </p>
          ) : (
            <>
              <p className="mt-4 text-lg text-pretty">{stateInWords(held, settings)}</p>
              <ChoicesForm
                start={await refusedForm('choices')}
                accept={consentText.accept}
                refuse={consentText.refuse}
              />
            </>
          )}
        </>
      )}
      <p className="mt-6 text-lg text-pretty">
        Whoever supports {settings.name} reads without any advertising. <a href="/donate">{askLink}</a>.
      </p>
    </PlainPage>
  )
}

function stateInWords(held: Consent | null, { locale }: { locale: string }): string {
  if (!held) return 'You have not chosen yet: nothing of Google’s is loaded.'
  const on = formatDay(new Date(`${held.day}T00:00:00Z`), 'UTC', locale)
  return held.choice === 'accepted' ? `You accepted on ${on}.` : `You refused on ${on}. Nothing of Google’s is loaded.`
}
