import type { Archive } from '#lib/exports/archives.ts'
import type { Magazine } from '#lib/settings/model.ts'
import { DeskState } from '../../_ui/desk-state.tsx'
import { DeskCell, DeskRow, DeskTable } from '../../_ui/desk-table.tsx'
import { Ago } from '../../_ui/desk-time.tsx'

interface Props {
  archives: Archive[]
  names: ReadonlyMap<string, string>
  now: Date
  settings: Magazine
}

export function ArchiveTable({ archives, names, now, settings }: Props) {
  return (
    <DeskTable
      label="Archives, the newest first"
      columns={[
        { name: 'Asked for' },
        { name: 'By', minor: true },
        { name: 'State' },
        { name: 'Size', figures: true },
        { name: 'Kept until', minor: true },
        { name: 'File' },
      ]}
    >
      {archives.map((archive) => (
        <DeskRow key={archive.id}>
          <DeskCell>
            <Ago at={archive.requestedAt} now={now} settings={settings} />
            {contents(archive)}
          </DeskCell>
          <DeskCell minor>{names.get(archive.requestedBy ?? '') ?? '–'}</DeskCell>
          <DeskCell>
            <StateOf archive={archive} locale={settings.locale} />
          </DeskCell>
          <DeskCell figures>{archive.bytes === null ? '–' : inMegabytes(archive.bytes, settings.locale)}</DeskCell>
          <DeskCell minor>
            {archive.state === 'done' && archive.expiresAt ? (
              <Ago at={archive.expiresAt} now={now} settings={settings} />
            ) : (
              '–'
            )}
          </DeskCell>
          <DeskCell>
            {archive.state === 'done' ? (
              // A file, not a page: Next must not fetch it ahead.
              <a href={`/desk/settings/export/${archive.id}/archive.zip`} download>
                Download
              </a>
            ) : (
              '–'
            )}
          </DeskCell>
        </DeskRow>
      ))}
    </DeskTable>
  )
}

function contents({ withRevisions, withAddresses }: Archive): string {
  const extra = [...(withRevisions ? ['revisions'] : []), ...(withAddresses ? ['addresses'] : [])]
  return extra.length === 0 ? '' : `, with ${extra.join(' and ')}`
}

function StateOf({ archive, locale }: { archive: Archive; locale: string }) {
  const { state, written, total, problem } = archive
  switch (state) {
    case 'waiting':
      return <DeskState tone="quiet">Waiting for the worker</DeskState>
    case 'running': {
      const share = total === 0 ? 0 : written / total
      const percent = new Intl.NumberFormat(locale, { style: 'percent' }).format(share)
      return (
        <DeskState tone="warn">
          Being written, <progress value={written} max={Math.max(1, total)} aria-label="Written" /> {percent}
        </DeskState>
      )
    }
    case 'done':
      return <DeskState tone="good">Ready</DeskState>
    case 'failed':
      return <DeskState tone="bad">Failed: {problem}</DeskState>
    case 'removed':
      return <DeskState tone="quiet">Removed</DeskState>
  }
}

function inMegabytes(bytes: number, locale: string): string {
  return `${new Intl.NumberFormat(locale, { maximumFractionDigits: 1, minimumFractionDigits: 1 }).format(bytes / 1_000_000)} MB`
}
