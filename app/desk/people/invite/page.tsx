import type { Metadata } from 'next'
import { invitationRules } from '#lib/people/model.ts'
import { mayManagePeople } from '#lib/people/policy.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { requireStaff } from '#app/_server/staff.ts'
import { InviteForm } from './invite-form.tsx'

export const instant = false
export const metadata: Metadata = { title: 'Invite somebody', robots: { index: false } }

/** Invites somebody to the staff. */
export default async function InvitePage() {
  await requireStaff('/desk/people/invite', mayManagePeople)
  return (
    <>
      <p className="desk-crumbs">
        <a href="/desk/people">People</a>
      </p>
      <h1>Invite somebody</h1>
      <p className="desk-intro">
        They get a mail with a link, good for {invitationRules.days} days and once, and have the roles as soon as they
        accept. Somebody who reads the magazine with this address already keeps the account, and what they give: the
        roles come beside it, also when they accept.
      </p>
      <InviteForm start={await refusedForm('invite')} />
    </>
  )
}
