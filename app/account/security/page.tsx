import type { Metadata } from 'next'
import { sessionsOf } from '#lib/people/sessions.ts'
import { factorOf, requiredOf } from '#lib/second-factor/queries.ts'
import { requestContext } from '#app/_server/context.ts'
import { magazine } from '#app/_server/published.ts'
import { ownSessionHash, requirePerson, whoIsHere } from '#app/_server/session.ts'
import { saidOf } from '#app/_ui/said-of.ts'
import { AccountPage, DoneNote } from '../_account/account-page.tsx'
import { OwnFactor } from './_security/own-factor.tsx'
import { OwnSessions } from './_security/own-sessions.tsx'

export const instant = false
export const metadata: Metadata = { title: 'Security', robots: { index: false } }

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

const doneWords: Record<string, string> = {
  ended: 'That browser is signed out.',
  off: 'Your second factor is turned off.',
}

/** Where I am signed in; and, for whoever works here, the second factor. */
export default async function SecurityPage({ searchParams }: Props) {
  const { id } = await requirePerson('/account/security')
  const ctx = await requestContext()
  // What this session holds may be no role yet: who works here is asked of the account.
  const person = (await whoIsHere())?.person
  const isStaff = person !== undefined && person.roles.length > 0
  const [settings, sessions, factor, required, { done }] = await Promise.all([
    magazine(),
    ownSessionHash().then((own) => sessionsOf(ctx, id, own)),
    isStaff ? factorOf(ctx, id) : null,
    isStaff ? requiredOf(ctx, person) : null,
    searchParams,
  ])
  return (
    <AccountPage at="/account/security" title="Security">
      {saidOf(doneWords, done) !== undefined && <DoneNote>{saidOf(doneWords, done)}</DoneNote>}
      {isStaff && <OwnFactor factor={factor} required={required} now={ctx.now} settings={settings} />}
      <OwnSessions sessions={sessions} settings={settings} />
    </AccountPage>
  )
}
