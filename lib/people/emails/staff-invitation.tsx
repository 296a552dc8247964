import { z } from 'zod'
import { Action, Letter, Paragraph } from '#lib/mail/emails/letter.tsx'
import { defineMail } from '#lib/mail/template.ts'
import { isInvitationOpen } from '../invitations.ts'
import { rolesInWords, staffRoleSchema, staffRoleWords } from '../model.ts'

const schema = z.object({
  magazine: z.string(),
  name: z.string(),
  roles: z.array(staffRoleSchema).min(1),
  invitedBy: z.string(),
  token: z.string(),
  link: z.url(),
  days: z.int().positive(),
})

/** Invites somebody to work for the magazine. */
export const staffInvitationMail = defineMail<z.infer<typeof schema>>({
  kind: 'staff-invitation',
  schema,
  sample: {
    magazine: 'Saltmarsh',
    name: 'Imogen Vale',
    roles: ['author', 'editor'],
    invitedBy: 'Ada Kirkbride',
    token: 'Zm9yLXRlc3Rz',
    link: 'https://magazine.example/invitation?token=Zm9yLXRlc3Rz',
    days: 7,
  },
  purpose: 'sign_in',
  // One that was withdrawn or sent again meanwhile leads nowhere.
  stillDue: (ctx, { token }) => isInvitationOpen(ctx, token),
  subject: ({ magazine }) => `You are invited to work at ${magazine}`,
  letter: ({ magazine, name, roles, invitedBy, link, days }) => (
    <Letter
      magazine={magazine}
      preview={`${invitedBy} invites you to the staff as ${rolesInWords(roles)}.`}
      title={`Work at ${magazine}`}
      footer={<>You do not know what this is about? Do nothing: without you nothing happens.</>}
    >
      <Paragraph>Dear {name},</Paragraph>
      <Paragraph>
        {invitedBy} invites you to the staff of {magazine}, as:
      </Paragraph>
      {roles.map((role) => (
        <Paragraph key={role}>
          <strong>{staffRoleWords[role].name}.</strong> {staffRoleWords[role].may}
        </Paragraph>
      ))}
      <Action href={link}>Look at the invitation</Action>
      <Paragraph>
        You sign in with this address, by a link we mail you each time; there is no password. The invitation is valid
        for {days} days, and once only.
      </Paragraph>
    </Letter>
  ),
})
