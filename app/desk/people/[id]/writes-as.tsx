import type { Context } from '#lib/context.ts'
import { authorsOfPerson, authorsWithoutAccount } from '#lib/articles/authors.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { ActForm } from '#app/_ui/act-form.tsx'
import { disconnect, makeOwnAuthor } from '../actions.ts'
import { ConnectForm } from './connect-form.tsx'

/** Under which names somebody writes: drafts credited to those are their own. */
export async function WritesAs({ ctx, person }: { ctx: Context; person: { id: string; name: string | null } }) {
  const [own, free, connecting, making] = await Promise.all([
    authorsOfPerson(ctx, person.id),
    authorsWithoutAccount(ctx),
    refusedForm('connect'),
    refusedForm('make-author'),
  ])
  return (
    <section aria-labelledby="writes-as" className="desk-section">
      <h2 id="writes-as">Writes as</h2>
      {own.length === 0 ? (
        <p className="desk-intro">
          No author is connected to this account. With one, drafts credited to it are their own, and readers’ cases
          about them can be put to them.
        </p>
      ) : (
        <ul className="mt-2">
          {own.map(async ({ id, name, slug }) => (
            <li key={id} className="desk-row justify-between border-b border-rule py-1.5">
              <span>
                <a href={`/desk/authors/${id}`}>{name}</a> <span className="text-soft">/authors/{slug}</span>
              </span>
              <ActForm
                action={disconnect}
                start={await refusedForm(`disconnect-${id}`)}
                hidden={{ id: person.id, author: id }}
                button="Disconnect"
                quiet
              />
            </li>
          ))}
        </ul>
      )}
      <div className="mt-4 flex flex-wrap items-end gap-x-6 gap-y-3">
        <ConnectForm start={connecting} id={person.id} authors={free} />
        {own.length === 0 && person.name !== null && (
          <ActForm
            action={makeOwnAuthor}
            start={making}
            hidden={{ id: person.id }}
            button={`Make an author ${person.name}`}
            quiet
          />
        )}
      </div>
    </section>
  )
}
