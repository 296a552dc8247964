import type { LicenceMail } from '#lib/licences/queries.ts'
import type { Magazine } from '#lib/settings/model.ts'
import { DeskState } from '../../_ui/desk-state.tsx'
import { Ago } from '../../_ui/desk-time.tsx'
import { mailWords } from './words.ts'

/** Whether the licensee's mails went: one that did not is to be told otherwise. */
export function MailLines({ mails, now, settings }: { mails: LicenceMail[]; now: Date; settings: Magazine }) {
  return (
    <ul className="mt-2 space-y-1.5">
      {mails.map((mail) => (
        <li key={mail.id} className="desk-row">
          <span>
            {mailWords[mail.kind] ?? mail.kind},{' '}
            <Ago at={mail.sentAt ?? mail.refusedAt ?? mail.postedAt} now={now} settings={settings} />
          </span>
          {mail.sentAt !== null ? (
            <DeskState tone="good">Sent</DeskState>
          ) : mail.refusedAt !== null ? (
            <DeskState tone="bad">Not sent</DeskState>
          ) : (
            <DeskState tone="warn">On its way</DeskState>
          )}
          {mail.problem !== null && <span className="text-soft">{mail.problem}</span>}
        </li>
      ))}
    </ul>
  )
}
