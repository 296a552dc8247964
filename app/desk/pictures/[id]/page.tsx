import type { Metadata } from 'next'
import { z } from 'zod'
import { auditOf, subjectOf } from '#lib/audit/audit.ts'
import { pictureAtDesk } from '#lib/pictures/library.ts'
import { mayChangePicture, mayRemovePicture, mayUsePictures } from '#lib/pictures/policy.ts'
import { reasonWords } from '#lib/pictures/usable.ts'
import { usesOf } from '#lib/pictures/uses.ts'
import { requestContext } from '#app/_server/context.ts'
import { magazine } from '#app/_server/published.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { requireStaff } from '#app/_server/staff.ts'
import { ActForm } from '#app/_ui/act-form.tsx'
import { emptyForm } from '#app/_ui/form-state.ts'
import { DrawnPicture } from '#app/_ui/picture.tsx'
import { AuditLines } from '../../_ui/audit-lines.tsx'
import { DeskMissing } from '../../_ui/desk-missing.tsx'
import { DeskDone, DeskState } from '../../_ui/desk-state.tsx'
import { Ago } from '../../_ui/desk-time.tsx'
import { removePictureForGood } from '../actions.ts'
import { FactsForm } from '../_pictures/facts-form.tsx'
import { factFields } from '../_pictures/library-item.ts'
import { UsesOfPicture } from '../_pictures/uses-of-picture.tsx'
import { licenceWords, stateWords } from '../_pictures/words.ts'
import '../_pictures/pictures.css'

export const instant = false
export const metadata: Metadata = { title: 'Picture', robots: { index: false } }

interface Props {
  params: Promise<{ id: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

const querySchema = z.object({ done: z.literal('saved').optional().catch(undefined) })

/** One picture: what it shows, by which right, what of it must stay in sight, and where it is shown. */
export default async function PicturePage({ params, searchParams }: Props) {
  const staff = await requireStaff('/desk/pictures', mayUsePictures)
  const ctx = await requestContext()
  const id = z.uuid().safeParse((await params).id).data
  const picture = id === undefined ? null : await pictureAtDesk(ctx, id)
  if (picture === null) return <DeskMissing what="picture" back="/desk/pictures" backName="All pictures" />
  const [settings, uses, audit, refused, refusedRemoval] = await Promise.all([
    magazine(),
    usesOf(ctx, picture.id),
    auditOf(ctx, [subjectOf('picture', picture.id)]),
    refusedForm('picture'),
    refusedForm('remove-picture'),
  ])
  const { done } = querySchema.parse(await searchParams)
  const { state, reasons } = picture.usability
  return (
    <>
      <p className="desk-crumbs">
        <a href="/desk/pictures">Pictures</a>
      </p>
      <div className="desk-row">
        <h1>{picture.fileName}</h1>
        <DeskState tone={stateWords[state].tone}>{stateWords[state].name}</DeskState>
      </div>
      <p className="desk-intro">
        {picture.width} × {picture.height} pixels, {picture.mediaType.replace('image/', '').toUpperCase()}, came{' '}
        <Ago at={picture.createdAt} now={ctx.now} settings={settings} />.
        {reasons.length > 0 && ` It ${reasons.map((reason) => reasonWords[reason]).join(', ')}.`}
        {state === 'expired' && uses.length > 0 && ' Where it stands it stays until somebody takes it out.'}
        {(state === 'expired' || state === 'facts_missing') && ' It cannot be put anywhere new.'}
        {picture.territories.length > 0 &&
          ` It may be shown in ${picture.territories.join(', ')} only; pages are read everywhere.`}
      </p>
      {done && <DeskDone>Saved. Every page that shows the picture follows.</DeskDone>}
      {mayChangePicture(staff, picture) ? (
        <FactsForm
          start={refused === emptyForm ? { ...emptyForm, typed: { ...factFields(picture), id: picture.id } } : refused}
          picture={{ ...picture, alt: picture.alt || 'The picture' }}
          timeZone={settings.timeZone}
        />
      ) : (
        <div className="picture-shown">
          <DrawnPicture picture={picture} sizes="(min-width: 64rem) 40rem, 90vw" className="h-auto w-full" />
          <p className="mt-2">{picture.caption}</p>
          <p className="text-soft">
            {picture.credit || 'No credit'}.{' '}
            {picture.licence === null ? 'No licence.' : `${licenceWords[picture.licence]}.`} Editors change what others
            brought.
          </p>
        </div>
      )}
      <UsesOfPicture uses={uses} staff={staff} />
      {mayRemovePicture(staff, picture) && (
        <section aria-labelledby="removal" className="desk-section">
          <h2 id="removal">Remove it</h2>
          {uses.length > 0 ? (
            <p className="desk-intro">It is in use. Take it out of the places above first.</p>
          ) : (
            <details open={refusedRemoval !== emptyForm}>
              <summary>Remove this picture</summary>
              <p className="desk-intro mb-2">Its files and all that is said of it are removed, for good.</p>
              <ActForm
                action={removePictureForGood}
                start={refusedRemoval}
                hidden={{ id: picture.id }}
                button="Remove it for good"
                quiet
              />
            </details>
          )}
        </section>
      )}
      <AuditLines rows={audit} now={ctx.now} settings={settings} />
    </>
  )
}
