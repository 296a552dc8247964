import type { FormState } from '#app/_ui/form-state.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { ActForm } from '#app/_ui/act-form.tsx'
import { DeskSearch } from './desk-search.tsx'

interface One {
  id: string
  slug: string
  name: string
  articles: number
}

/** Makes one of two: first the other is found and chosen, then it is asked for, with what becomes of both. */
export async function MergePage({
  kind,
  from,
  others,
  into,
  q,
  action,
}: {
  kind: 'author' | 'topic'
  from: One
  /** Those to choose from. */
  others: One[]
  /** The one chosen. */
  into: One | null
  q: string
  action: (state: FormState, form: FormData) => Promise<FormState>
}) {
  const own = `/desk/${kind}s/${from.id}`
  const most = 50
  const shown = others.filter(({ id }) => id !== from.id)
  return (
    <>
      <p className="desk-crumbs">
        <a href={`/desk/${kind}s`}>{kind === 'author' ? 'Authors' : 'Topics'}</a> / <a href={own}>{from.name}</a>
      </p>
      <h1>Make {from.name} one with another</h1>
      {into === null ? (
        <>
          <p className="desk-intro">Choose the {kind} that stays.</p>
          <DeskSearch path={`${own}/merge`} q={q} asked={`The other ${kind}’s name or address`} kept={{}} />
          {shown.length === 0 ? (
            <p className="desk-intro mt-4">No other {kind} is called that.</p>
          ) : (
            <ul className="mt-3">
              {shown.slice(0, most).map((one) => (
                <li key={one.id} className="border-b border-rule py-1.5">
                  <a href={`${own}/merge?into=${one.id}`}>{one.name}</a>{' '}
                  <span className="text-soft">
                    /{kind}s/{one.slug}, {one.articles === 1 ? 'one article' : `${one.articles} articles`}
                  </span>
                </li>
              ))}
            </ul>
          )}
          {shown.length > most && <p className="desk-intro mt-3">There are more: search for the one you mean.</p>}
        </>
      ) : (
        <>
          <p className="desk-intro">
            {from.articles === 1 ? 'One article' : `All ${from.articles} articles`} of {from.name} will be{' '}
            <strong>{into.name}</strong>’s, and /{kind}s/{from.slug} leads to /{kind}s/{into.slug} from then on. Imports
            that are run again find {into.name}, too. It cannot be undone by a button.
          </p>
          <div className="desk-row mt-4">
            <ActForm
              action={action}
              start={await refusedForm('merge')}
              hidden={{ id: from.id, into: into.id }}
              button={`Yes, make them ${into.name}`}
            />
            <a href={own}>Leave both as they are</a>
          </div>
        </>
      )}
    </>
  )
}
