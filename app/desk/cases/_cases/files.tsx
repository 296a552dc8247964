import { sizeOf } from '#lib/cases/attachments.ts'

interface CaseFile {
  id: string
  caseId: string
  name: string
  mediaType: string
  bytes: number
}

/** What came with a letter. */
export function FileLines({ files }: { files: CaseFile[] }) {
  if (files.length === 0) return null
  return (
    <ul className="case-files">
      {files.map(({ id, caseId, name, mediaType, bytes }) => (
        <li key={id}>
          <a href={`/desk/cases/${caseId}/files/${id}`} download>
            {name}
          </a>{' '}
          <span className="text-soft">
            ({mediaType}, {sizeOf(bytes)})
          </span>
        </li>
      ))}
    </ul>
  )
}
