import type { Metadata } from 'next'
import { adSlotNames } from '#lib/ad-slots/model.ts'
import { mayManageAds } from '#lib/ads/policy.ts'
import { topicsForAds } from '#lib/articles/ad-free.ts'
import { auditOf, subjectOf } from '#lib/audit/audit.ts'
import { advertisingSettings } from '#lib/settings/queries.ts'
import { requestContext } from '#app/_server/context.ts'
import { magazine } from '#app/_server/published.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { requireStaff } from '#app/_server/staff.ts'
import { emptyForm } from '#app/_ui/form-state.ts'
import { AuditLines } from '../../_ui/audit-lines.tsx'
import { DeskDone } from '../../_ui/desk-state.tsx'
import { slotWords } from '../../ads/_ads/words.ts'
import { AdvertisingForm } from './advertising-form.tsx'
import { fieldsOf } from './read-form.ts'
import { TopicsForm } from './topics-form.tsx'

export const instant = false
export const metadata: Metadata = { title: 'Advertising settings', robots: { index: false } }

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** Where the standard edition carries advertising, and whose. */
export default async function AdvertisingSettingsPage({ searchParams }: Props) {
  await requireStaff('/desk/settings/advertising', mayManageAds)
  const ctx = await requestContext()
  const [settings, current, topics, audit, refused, refusedTopics, { done }] = await Promise.all([
    magazine(),
    advertisingSettings(ctx),
    topicsForAds(ctx),
    auditOf(ctx, [subjectOf('settings', 'advertising')]),
    refusedForm('advertising'),
    refusedForm('ad-free-topics'),
    searchParams,
  ])
  return (
    <>
      <p className="desk-crumbs">
        <a href="/desk/settings">Settings</a>
      </p>
      <h1>Advertising</h1>
      <p className="desk-intro">
        What the slots show is managed under <a href="/desk/ads">Advertising</a>. Whoever supports the magazine sees
        none of it.
      </p>
      {done === 'saved' && <DeskDone>The settings are on the pages now.</DeskDone>}
      {done === 'topics' && <DeskDone>The topics are noted, and their pages follow now.</DeskDone>}
      <AdvertisingForm
        start={refused === emptyForm ? { ...emptyForm, typed: fieldsOf(current) } : refused}
        slots={adSlotNames.map((name) => ({ name, words: slotWords[name] }))}
      />
      <section aria-labelledby="topics" className="desk-section">
        <h2 id="topics">Topics free of advertising</h2>
        <p className="desk-intro">
          Neither the page of such a topic nor any article on it carries advertising, whoever reads it. A single article
          is marked on its own page of the desk.
        </p>
        <TopicsForm start={refusedTopics} topics={topics} />
      </section>
      <AuditLines rows={audit} now={ctx.now} settings={settings} />
    </>
  )
}
