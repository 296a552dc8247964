import type { CaseAtDesk } from '#lib/cases/desk-case.ts'
import { detailLines, type CaseKind } from '#lib/cases/model.ts'
import type { Magazine } from '#lib/settings/model.ts'
import { Day } from '#app/_ui/time.tsx'
import { FileLines } from './files.tsx'

const messageNames: Record<CaseKind, string> = {
  correction: 'What is wrong',
  right_of_reply: 'What they ask for',
  republishing: 'What they write',
}

/** What came, field by field, as it came. */
export function Received({ one, settings }: { one: CaseAtDesk; settings: Magazine }) {
  if (one.forgottenAt !== null)
    return (
      <p>
        Name, address, letters and files were removed on{' '}
        <Day at={one.forgottenAt} timeZone={settings.timeZone} locale={settings.locale} />, so long after the case was
        closed. What is left is what happened, and when.
      </p>
    )
  const first = one.record.find(({ kind, caseId }) => kind === 'received' && caseId === one.id)
  return (
    <dl className="desk-facts">
      <div>
        <dt>From</dt>
        <dd>
          {one.name}, <a href={`mailto:${one.email}`}>{one.email}</a>
        </dd>
      </div>
      {detailLines(one.details).map(({ name, label, text }) => (
        <div key={name}>
          <dt>{label}</dt>
          <dd className="case-text">{text}</dd>
        </div>
      ))}
      {one.message !== '' && (
        <div>
          <dt>{messageNames[one.kind]}</dt>
          <dd className="case-text">{one.message}</dd>
        </div>
      )}
      {first && first.files.length > 0 && (
        <div>
          <dt>Files</dt>
          <dd>
            <FileLines files={first.files} />
          </dd>
        </div>
      )}
    </dl>
  )
}
