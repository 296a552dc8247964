import type { Metadata } from 'next'
import { mayManageCredits } from '#lib/articles/policy.ts'
import { requestContext } from '#app/_server/context.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { requireStaff } from '#app/_server/staff.ts'
import { emptyForm } from '#app/_ui/form-state.ts'
import { PictureUploadForm } from '../../_ui/picture-upload.tsx'
import { withTakenPicture } from '../../_ui/taken-picture.ts'
import { AuthorForm } from '../_authors/author-form.tsx'

export const instant = false
export const metadata: Metadata = { title: 'New author', robots: { index: false } }

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** Makes an author. */
export default async function NewAuthorPage({ searchParams }: Props) {
  await requireStaff('/desk/authors/new', mayManageCredits)
  const refused = await refusedForm('author')
  const start =
    refused === emptyForm ? await withTakenPicture(await requestContext(), refused, await searchParams) : refused
  return (
    <>
      <p className="desk-crumbs">
        <a href="/desk/authors">Authors</a>
      </p>
      <h1>New author</h1>
      <PictureUploadForm to="/desk/authors/new" />
      <AuthorForm start={start} id={null} />
    </>
  )
}
