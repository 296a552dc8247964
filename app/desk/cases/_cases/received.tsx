import type { CaseAtDesk } from '#lib/cases/desk-case.ts'
import type { CaseKind } from '#lib/cases/model.ts'
import { FileLines } from './files.tsx'

const messageNames: Record<CaseKind, string> = {
  correction: 'What is wrong',
  right_of_reply: 'What they ask for',
  republishing: 'What they write',
}

const detailNames = new Map([
  ['passage', 'The passage'],
  ['evidence', 'How they know'],
  ['identity', 'Who they are'],
  ['interest', 'What the article has to do with them'],
  ['publication', 'Publication'],
  ['reach', 'Reach'],
  ['language', 'Language'],
  ['purpose', 'Purpose'],
  ['date', 'When'],
  ['extent', 'How much'],
])

/** What came, field by field, as it came. */
export function Received({ one }: { one: CaseAtDesk }) {
  const first = one.record.find(({ kind, caseId }) => kind === 'received' && caseId === one.id)
  const fields = Object.entries(one.details).filter(([, text]) => text !== '')
  return (
    <dl className="desk-facts">
      <div>
        <dt>From</dt>
        <dd>
          {one.name}, <a href={`mailto:${one.email}`}>{one.email}</a>
        </dd>
      </div>
      {fields.map(([name, text]) => (
        <div key={name}>
          <dt>{detailNames.get(name) ?? name}</dt>
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
