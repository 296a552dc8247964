import type { Metadata } from 'next'
import { v7 } from 'uuid'
import { mayBegin } from '#lib/articles/policy.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { requireStaff } from '#app/_server/staff.ts'
import { ActForm } from '#app/_ui/act-form.tsx'
import { beginNew } from '../[id]/actions.ts'

export const instant = false
export const metadata: Metadata = { title: 'New article', robots: { index: false } }

/** Begins an article. By a button, and not by being opened: what a browser loads ahead, or again, makes nothing. */
export default async function NewArticlePage() {
  await requireStaff('/desk/articles/new', ({ id, roles }) => mayBegin({ personId: id, roles }))
  return (
    <>
      <p className="desk-crumbs">
        <a href="/desk/articles">Articles</a>
      </p>
      <h1>New article</h1>
      <p className="desk-intro mb-4">
        It begins as a draft that nobody but the desk sees, and is kept while you write. Nothing is published before an
        editor says so.
      </p>
      <ActForm
        action={beginNew}
        start={await refusedForm('new-article')}
        hidden={{ id: v7() }}
        button="Begin to write"
        waiting="Opening …"
      />
    </>
  )
}
