import type { Metadata } from 'next'
import { auditOf, subjectOf } from '#lib/audit/audit.ts'
import { locales, timeZones } from '#lib/settings/magazine-input.ts'
import { mayChangeSettings } from '#lib/settings/policy.ts'
import { magazineSettings } from '#lib/settings/queries.ts'
import { requestContext } from '#app/_server/context.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { requireStaff } from '#app/_server/staff.ts'
import { emptyForm } from '#app/_ui/form-state.ts'
import { AuditLines } from '../../_ui/audit-lines.tsx'
import { DeskDone } from '../../_ui/desk-state.tsx'
import { pictureFields } from '../../_ui/picture-fields.ts'
import { PictureUploadForm } from '../../_ui/picture-upload.tsx'
import { withTakenPicture } from '../../_ui/taken-picture.ts'
import { withWas } from '../was.ts'
import { magazineFields } from './magazine-fields.ts'
import { MagazineForm } from './magazine-form.tsx'

export const instant = false
export const metadata: Metadata = { title: 'The magazine', robots: { index: false } }

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** What the magazine is called, by whom, where and when it is. */
export default async function MagazineSettingsPage({ searchParams }: Props) {
  await requireStaff('/desk/settings/magazine', mayChangeSettings)
  const ctx = await requestContext()
  const [settings, audit, refused, query] = await Promise.all([
    magazineSettings(ctx),
    auditOf(ctx, [subjectOf('settings', 'magazine')]),
    refusedForm('magazine'),
    searchParams,
  ])
  const { timeZone, locale, logo } = settings
  const fresh = { ...emptyForm, typed: { ...withWas(magazineFields(settings)), ...pictureFields(logo) } }
  const zones = [...new Set([timeZone, ...timeZones()])].map((zone) => ({
    value: zone,
    name: `${zone.replaceAll('_', ' ')}, now ${clockIn(zone, locale, ctx.now)}`,
  }))
  const languages = new Intl.DisplayNames('en', { type: 'language' })
  const ways = [...new Set([locale, ...locales])].map((one) => ({
    value: one,
    name: `${languages.of(one) ?? one}: ${new Intl.DateTimeFormat(one, { dateStyle: 'medium', timeZone }).format(ctx.now)}`,
  }))
  return (
    <>
      <p className="desk-crumbs">
        <a href="/desk/settings">Settings</a>
      </p>
      <h1>The magazine</h1>
      {query.done === 'saved' && <DeskDone>Saved. Every page shows it at once.</DeskDone>}
      <PictureUploadForm to="/desk/settings/magazine" />
      <MagazineForm
        start={refused === emptyForm ? await withTakenPicture(ctx, fresh, query) : refused}
        zones={zones}
        locales={ways}
      />
      <AuditLines rows={audit} now={ctx.now} settings={settings} />
    </>
  )
}

/** The time of day there: what a zone means is told by its clock. */
function clockIn(timeZone: string, locale: string, now: Date): string {
  return new Intl.DateTimeFormat(locale, { timeStyle: 'short', timeZone }).format(now)
}
