import type { Person } from '#lib/people/model.ts'
import { factorOf, requiredOf } from '#lib/second-factor/queries.ts'
import type { Magazine } from '#lib/settings/model.ts'
import { requestContext } from '#app/_server/context.ts'
import { Day } from '#app/_ui/time.tsx'

/** Over every page of whoever will need a second factor and has none, until they need it. */
export async function FactorReminder({
  person,
  settings: { timeZone, locale },
}: {
  person: Person
  settings: Magazine
}) {
  const ctx = await requestContext()
  const required = await requiredOf(ctx, person)
  if (required === null || (await factorOf(ctx, person.id)) !== null) return null
  return (
    <aside aria-label="Second factor" className="desk-done desk-not-done mb-4">
      From <Day at={required} timeZone={timeZone} locale={locale} /> on the desk asks you for a second factor.{' '}
      <a href="/account/security/authenticator?to=/desk">Set it up now</a>: it takes two minutes.
    </aside>
  )
}
