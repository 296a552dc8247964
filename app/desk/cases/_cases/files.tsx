interface CaseFile {
  id: string
  name: string
  mediaType: string
  bytes: number
}

/** What came with a letter. */
export function FileLines({ files }: { files: CaseFile[] }) {
  if (files.length === 0) return null
  return (
    <ul className="case-files">
      {files.map(({ id, name, mediaType, bytes }) => (
        <li key={id}>
          {name}{' '}
          <span className="text-soft">
            ({mediaType}, {sizeOf(bytes)})
          </span>
        </li>
      ))}
    </ul>
  )
}

function sizeOf(bytes: number): string {
  return bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`
}
