import type { Metadata } from 'next'
import { invitationBy, type Invitation } from '#lib/people/invitations.ts'
import { staffRoles, staffRoleWords } from '#lib/people/model.ts'
import { requestContext } from '#app/_server/context.ts'
import { magazine } from '#app/_server/published.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { currentPerson } from '#app/_server/session.ts'
import { ActForm } from '#app/_ui/act-form.tsx'
import { PlainPage } from '#app/_ui/plain-page.tsx'
import { Day } from '#app/_ui/time.tsx'
import { accept } from './actions.ts'

export const instant = false
// Its address is a secret. Under `no-referrer` browsers would not say where its form comes from, and it would be refused.
export const metadata: Metadata = {
  title: 'Invitation',
  robots: { index: false, follow: false },
  referrer: 'same-origin',
}

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

const ended = {
  accepted: ['This invitation was accepted', 'Its link has done its work: sign in with the address it was mailed to.'],
  withdrawn: ['This invitation was withdrawn', 'Ask whoever invited you, if you think that this is a mistake.'],
  expired: ['This invitation has expired', 'Ask whoever invited you to send it again: that takes them a moment.'],
  unknown: ['This link leads nowhere', 'A newer mail may have replaced it, or it lost a letter on its way here.'],
} as const

/** Where the mail's link leads. Opening it does nothing; the button does. */
export default async function InvitationPage({ searchParams }: Props) {
  const { token: given } = await searchParams
  const token = typeof given === 'string' ? given.slice(0, 200) : ''
  const ctx = await requestContext()
  const invitation = token === '' ? null : await invitationBy(ctx, token)
  if (invitation?.state === 'open') return <OpenInvitation invitation={invitation} token={token} />
  const [title, text] = ended[invitation?.state ?? 'unknown']
  return (
    <PlainPage title={title}>
      <p className="mt-3 text-lg text-pretty text-soft">{text}</p>
      <p className="mt-7">
        <a href="/sign-in?to=/desk" className="button button-quiet">
          Sign in
        </a>
      </p>
    </PlainPage>
  )
}

async function OpenInvitation({ invitation, token }: { invitation: Invitation; token: string }) {
  const { name, email, roles, invitedBy, expiresAt } = invitation
  const [settings, person, start] = await Promise.all([magazine(), currentPerson(), refusedForm('invitation')])
  return (
    <PlainPage title={`Work at ${settings.name}`}>
      <p className="mt-3 text-lg text-pretty text-soft">
        {invitedBy} invites {name} to the staff, as <strong className="text-ink">{email}</strong>.
      </p>
      <dl className="mt-6 border-t border-strong">
        {staffRoles
          .filter((role) => roles.includes(role))
          .map((role) => (
            <div key={role} className="border-b border-rule py-3">
              <dt className="font-semibold">{staffRoleWords[role].name}</dt>
              <dd className="text-soft">{staffRoleWords[role].may}</dd>
            </div>
          ))}
      </dl>
      {person !== null && person.email !== email && (
        <p className="mt-5">
          You are signed in as {person.email}. The roles belong to {email}; with that address you sign in next.
        </p>
      )}
      <div className="mt-7">
        <ActForm action={accept} start={start} hidden={{ token }} button="Accept the invitation" />
      </div>
      <p className="mt-5 text-soft">
        {person?.email === email ? 'It takes you to the desk.' : `A link to sign in is then mailed to ${email}.`} The
        invitation is valid until <Day at={expiresAt} timeZone={settings.timeZone} locale={settings.locale} />.
      </p>
    </PlainPage>
  )
}
