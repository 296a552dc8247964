import type { DriftFinding } from '#lib/donations/drift-reports.ts'
import { DeskCell, DeskRow, DeskTable } from '../_ui/desk-table.tsx'

/** What a comparison found, each leading to the person or event it is about. */
export function Findings({
  title,
  findings,
  people,
}: {
  title: string
  findings: DriftFinding[]
  people: ReadonlyMap<string, string>
}) {
  return (
    <>
      <h3 className="mt-4">{title}</h3>
      {findings.length === 0 ? (
        <p className="text-soft">Nothing.</p>
      ) : (
        <DeskTable label={title} columns={[{ name: 'What' }, { name: 'How it differs' }]}>
          {findings.map((finding) => {
            const { what, id, found } = finding
            const href = whereTo(finding, people.get(id))
            return (
              <DeskRow key={`${what} ${id}`}>
                <DeskCell>
                  {href === null ? (
                    `${what} ${id}`
                  ) : (
                    <a href={href}>
                      {what} {id}
                    </a>
                  )}
                </DeskCell>
                <DeskCell>{found}</DeskCell>
              </DeskRow>
            )
          })}
        </DeskTable>
      )}
    </>
  )
}

function whereTo({ what, id }: DriftFinding, personId: string | undefined): string | null {
  if (personId !== undefined) return `/desk/members/${personId}`
  return what === 'event' ? `/desk/inbox/${id}` : null
}
