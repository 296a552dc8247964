import type { Metadata } from 'next'
import { z } from 'zod'
import { articleAtDesk } from '#lib/articles/desk.ts'
import { revisionsOf } from '#lib/articles/history.ts'
import { mayEdit, mayFindArticles, mayOpen } from '#lib/articles/policy.ts'
import { daysSetAside, setAsideOf } from '#lib/articles/set-aside.ts'
import { workingCopyOf } from '#lib/articles/working-copy.ts'
import { peopleNamed } from '#lib/people/queries.ts'
import { requestContext } from '#app/_server/context.ts'
import { magazine } from '#app/_server/published.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { requireStaff } from '#app/_server/staff.ts'
import { ActForm } from '#app/_ui/act-form.tsx'
import { DeskMissing } from '../../../_ui/desk-missing.tsx'
import { DeskCell, DeskRow, DeskTable } from '../../../_ui/desk-table.tsx'
import { Ago } from '../../../_ui/desk-time.tsx'
import { listAddress } from '../../../_ui/list-address.ts'
import { restoreVersion } from '../actions.ts'
import { Compared, findVersion, versionIn } from './compared.tsx'
import '../_writing/writing.css'

export const instant = false
export const metadata: Metadata = { title: 'Revisions', robots: { index: false } }

interface Props {
  params: Promise<{ id: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

const pageLength = 50

const querySchema = z.object({
  before: z.coerce.number().int().positive().optional().catch(undefined),
  from: versionIn,
  to: versionIn,
})

/** Every change of an article: who, when and why; what differs between any two, and either to be worked on again. */
export default async function RevisionsPage({ params, searchParams }: Props) {
  const { id } = await params
  const path = `/desk/articles/${encodeURIComponent(id)}`
  const staff = await requireStaff(`${path}/revisions`, mayFindArticles)
  const ctx = await requestContext()
  const article = z.uuid().safeParse(id).success ? await articleAtDesk(ctx, id) : null
  const member = { personId: staff.id, roles: staff.roles }
  if (!article || !mayOpen(member, article))
    return <DeskMissing what="article" back="/desk/articles" backName="Articles" />
  const isOpen = mayEdit(member, article)
  const { before, from, to } = querySchema.parse(await searchParams)
  const [settings, lines, aside, copy, start] = await Promise.all([
    magazine(),
    revisionsOf(ctx, id, { before, limit: pageLength }),
    setAsideOf(ctx, id),
    workingCopyOf(ctx, id),
    refusedForm('restore'),
  ])
  const whose = [...lines, ...aside, ...(copy ? [copy] : [])].flatMap(({ personId }) => personId ?? [])
  const names = await peopleNamed(ctx, [...new Set(whose)])
  const nameOf = (personId: string | null) => (personId === null ? '' : (names.get(personId) ?? 'somebody who left'))
  const rows = [
    ...(copy?.stamp && copy.savedAt && before === undefined
      ? [{ key: 'now', what: 'Being worked on, not saved', personId: copy.personId, at: copy.savedAt, hidden: null }]
      : []),
    ...lines.map(({ number, reason, personId, createdAt }) => ({
      key: String(number),
      what: `${number}. ${reason}`,
      personId,
      at: createdAt,
      hidden: { article: id, revision: String(number) },
    })),
  ]
  const [older, newer] = [from ?? rows[1]?.key, to ?? rows[0]?.key]
  const compared =
    from !== undefined && to !== undefined
      ? { from: await findVersion(ctx, id, from), to: await findVersion(ctx, id, to) }
      : null
  const last = lines.at(-1)
  return (
    <>
      <p className="desk-crumbs">
        <a href="/desk/articles">Articles</a> › <a href={path}>{article.headline || 'Untitled'}</a>
      </p>
      <h1>Revisions</h1>
      <p className="desk-intro">
        Every change is kept. Choose two to see what differs; restore one to work on from it.
      </p>
      {compared && <Compared {...compared} names={{ from: from ?? '', to: to ?? '' }} />}
      <form method="get" id="compare" className="mt-4">
        <button type="submit" className="button button-quiet">
          Compare the two
        </button>
      </form>
      <DeskTable
        label="Revisions"
        columns={[
          { name: 'Older' },
          { name: 'Newer' },
          { name: 'What' },
          { name: 'Who', minor: true },
          { name: 'When', minor: true },
          { name: 'Restore' },
        ]}
      >
        {rows.map(({ key, what, personId, at, hidden }) => (
          <DeskRow key={key}>
            {(['from', 'to'] as const).map((side) => (
              <DeskCell key={side}>
                <input
                  type="radio"
                  form="compare"
                  name={side}
                  value={key}
                  aria-label={`${side === 'from' ? 'Older' : 'Newer'}: ${what}`}
                  defaultChecked={key === (side === 'from' ? older : newer)}
                />
              </DeskCell>
            ))}
            <DeskCell>
              {what}
              <span className="block text-soft md:hidden">
                {personId !== null && `${nameOf(personId)}, `}
                <Ago at={at} now={ctx.now} settings={settings} />
              </span>
            </DeskCell>
            <DeskCell minor>{nameOf(personId)}</DeskCell>
            <DeskCell minor>
              <Ago at={at} now={ctx.now} settings={settings} />
            </DeskCell>
            <DeskCell>
              {isOpen && hidden && (
                <ActForm action={restoreVersion} start={start} hidden={hidden} button={`Restore ${key}`} quiet />
              )}
            </DeskCell>
          </DeskRow>
        ))}
      </DeskTable>
      {last && lines.length === pageLength && (
        <p className="mt-3">
          <a href={listAddress(`${path}/revisions`, { before: String(last.number) })}>Earlier revisions</a>
        </p>
      )}
      {aside.length > 0 && (
        <section aria-labelledby="aside" className="desk-section">
          <h2 id="aside">Set aside</h2>
          <p className="desk-intro">
            Written, and not taken: discarded, replaced, or not chosen where two had written. Kept for {daysSetAside}{' '}
            days.
          </p>
          <ul className="mt-2 space-y-2">
            {aside.map(({ id: copyId, reason, personId, setAsideAt }) => (
              <li key={copyId} className="desk-row">
                <span>
                  {reason}
                  {personId !== null && `, by ${nameOf(personId)}`},{' '}
                  <Ago at={setAsideAt} now={ctx.now} settings={settings} />
                </span>
                <a href={listAddress(`${path}/revisions`, { from: newer, to: copyId })}>What it says</a>
                {isOpen && (
                  <ActForm
                    action={restoreVersion}
                    start={start}
                    hidden={{ article: id, copy: copyId }}
                    button="Work on it again"
                    quiet
                  />
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}
