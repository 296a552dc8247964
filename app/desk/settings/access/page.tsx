import type { Metadata } from 'next'
import { accessSchema } from '#lib/articles/model.ts'
import { auditOf, subjectOf } from '#lib/audit/audit.ts'
import { mayChangeSettings } from '#lib/settings/policy.ts'
import { wallSettings } from '#lib/settings/queries.ts'
import { requestContext } from '#app/_server/context.ts'
import { magazine } from '#app/_server/published.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { requireStaff } from '#app/_server/staff.ts'
import { accessMeanings, accessNames } from '../../articles/words.ts'
import { AuditLines } from '../../_ui/audit-lines.tsx'
import { DeskDone } from '../../_ui/desk-state.tsx'
import { WallForm } from './wall-form.tsx'

export const instant = false
export const metadata: Metadata = { title: 'Access settings', robots: { index: false } }

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** How the wall stands: for new articles, for the meter, for given articles and for search engines. */
export default async function AccessSettingsPage({ searchParams }: Props) {
  await requireStaff('/desk/settings/access', mayChangeSettings)
  const ctx = await requestContext()
  const [settings, wall, audit, start, { done }] = await Promise.all([
    magazine(),
    wallSettings(ctx),
    auditOf(ctx, [subjectOf('settings', 'wall')]),
    refusedForm('wall'),
    searchParams,
  ])
  return (
    <>
      <p className="desk-crumbs">
        <a href="/desk/settings">Settings</a>
      </p>
      <h1>Access</h1>
      <p className="desk-intro">
        Each article has its own access, chosen at its page. While every article is public there is no wall, and nothing
        of it is sent to anybody.
      </p>
      {done === 'saved' && <DeskDone>The settings are saved and hold at once.</DeskDone>}
      <WallForm
        start={start}
        wall={wall}
        choices={accessSchema.options.map((access) => ({
          access,
          name: accessNames[access],
          meaning: accessMeanings[access],
        }))}
      />
      <AuditLines rows={audit} now={ctx.now} settings={settings} />
    </>
  )
}
