import type { Metadata } from 'next'
import { authorList } from '#lib/articles/authors.ts'
import { mayManageCredits } from '#lib/articles/policy.ts'
import { requestContext } from '#app/_server/context.ts'
import { requireStaff } from '#app/_server/staff.ts'
import { DeskSearch } from '../_ui/desk-search.tsx'
import { DeskCell, DeskRow, DeskTable } from '../_ui/desk-table.tsx'

export const instant = false
export const metadata: Metadata = { title: 'Authors', robots: { index: false } }

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

const columns = [
  { name: 'Name' },
  { name: 'Articles', figures: true },
  { name: 'Biography', minor: true },
  { name: 'Portrait', minor: true },
  { name: 'Account', minor: true },
]

/** Whom articles are credited to. */
export default async function AuthorsPage({ searchParams }: Props) {
  await requireStaff('/desk/authors', mayManageCredits)
  const { q: given } = await searchParams
  const q = typeof given === 'string' ? given.trim().slice(0, 200) : ''
  const authors = await authorList(await requestContext(), q)
  return (
    <>
      <div className="desk-row justify-between">
        <h1>Authors</h1>
        <a href="/desk/authors/new" className="button">
          New author
        </a>
      </div>
      <p className="desk-intro">
        Whom articles are credited to. They need no account; staff who write under their own name have one connected to
        theirs.
      </p>
      <DeskSearch path="/desk/authors" q={q} asked="Name or address" kept={{}} />
      {authors.length === 0 ? (
        <p className="desk-intro mt-4">
          {q === '' ? 'Nobody yet. Authors also come with imported articles.' : 'No author is called that.'}
        </p>
      ) : (
        <DeskTable label="Authors" columns={columns}>
          {authors.map(({ id, name, articles, hasBiography, hasPortrait, hasAccount }) => (
            <DeskRow key={id}>
              <DeskCell>
                <a href={`/desk/authors/${id}`}>{name}</a>
              </DeskCell>
              <DeskCell figures>{articles}</DeskCell>
              <DeskCell minor>{hasBiography ? 'yes' : <span className="text-soft">none</span>}</DeskCell>
              <DeskCell minor>{hasPortrait ? 'yes' : <span className="text-soft">none</span>}</DeskCell>
              <DeskCell minor>{hasAccount ? 'yes' : <span className="text-soft">none</span>}</DeskCell>
            </DeskRow>
          ))}
        </DeskTable>
      )}
      {authors.length >= 200 && <p className="desk-intro mt-3">These are the first 200: search for others.</p>}
    </>
  )
}
