import type { Metadata } from 'next'
import { z } from 'zod'
import { authorOnFile } from '#lib/articles/authors.ts'
import { mayManageCredits } from '#lib/articles/policy.ts'
import { auditOf, subjectOf } from '#lib/audit/audit.ts'
import { mayManagePeople } from '#lib/people/policy.ts'
import { requestContext } from '#app/_server/context.ts'
import { magazine } from '#app/_server/published.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { requireStaff } from '#app/_server/staff.ts'
import { emptyForm } from '#app/_ui/form-state.ts'
import { saidOf } from '#app/_ui/said-of.ts'
import { AuditLines } from '../../_ui/audit-lines.tsx'
import { DeskMissing } from '../../_ui/desk-missing.tsx'
import { DeskDone } from '../../_ui/desk-state.tsx'
import { pictureFields } from '../../_ui/picture-fields.ts'
import { PictureUploadForm } from '../../_ui/picture-upload.tsx'
import { withTakenPicture } from '../../_ui/taken-picture.ts'
import { AuthorForm } from '../_authors/author-form.tsx'

export const instant = false
export const metadata: Metadata = { title: 'Author', robots: { index: false } }

interface Props {
  params: Promise<{ id: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

const doneWords: Record<string, string> = {
  saved: 'Saved. Readers see it at once.',
  merged: 'The two are one. The address of the other leads here.',
}

/** One credited writer. */
export default async function AuthorPage({ params, searchParams }: Props) {
  const { id } = await params
  const staff = await requireStaff(`/desk/authors/${encodeURIComponent(id)}`, mayManageCredits)
  const ctx = await requestContext()
  const author = z.uuid().safeParse(id).success ? await authorOnFile(ctx, id) : null
  if (!author) return <DeskMissing what="author" back="/desk/authors" backName="Authors" />
  const [settings, audit, refused, query] = await Promise.all([
    magazine(),
    auditOf(ctx, [subjectOf('author', id)]),
    refusedForm('author'),
    searchParams,
  ])
  const { slug, name, biography, picture, person, articles } = author
  const fresh = { ...emptyForm, typed: { name, slug, biography, ...pictureFields(picture) } }
  const { done } = query
  return (
    <>
      <p className="desk-crumbs">
        <a href="/desk/authors">Authors</a>
      </p>
      <h1>{name}</h1>
      <p className="mt-1 text-soft">
        <a href={`/authors/${slug}`}>{articles === 1 ? 'One article' : `${articles} articles`}</a>
        {person !== null && (
          <>
            , written by{' '}
            {mayManagePeople(staff) ? <a href={`/desk/people/${person.id}`}>{person.name}</a> : person.name}, whose
            account is connected
          </>
        )}
      </p>
      {saidOf(doneWords, done) !== undefined && <DeskDone>{saidOf(doneWords, done)}</DeskDone>}
      <PictureUploadForm to={`/desk/authors/${id}`} />
      <AuthorForm start={refused === emptyForm ? await withTakenPicture(ctx, fresh, query) : refused} id={id} />
      <section aria-labelledby="twice" className="desk-section">
        <h2 id="twice">Here twice?</h2>
        <p className="desk-intro">
          Imports bring the same writer under two spellings.{' '}
          <a href={`/desk/authors/${id}/merge`}>Make this author one with another</a>: the articles of both are then the
          other’s.
        </p>
      </section>
      <AuditLines rows={audit} now={ctx.now} settings={settings} />
    </>
  )
}
