import type { ReactNode } from 'react'

export interface DeskColumn {
  name: string
  /** Figures stand right, so that their places align. */
  figures?: boolean
  /** Left out where the screen is narrow. */
  minor?: boolean
  /** Orders the list by this column; the list is so ordered now when `sorted` is given. */
  href?: string
  sorted?: 'ascending' | 'descending'
}

/**
 * A table of the desk: a head that stays in sight, and rows to move through by `j` and `k`. Its rows are `DeskRow`s with
 * as many cells as there are columns.
 * @param label said to whoever does not see it
 */
export function DeskTable({ label, columns, children }: { label: string; columns: DeskColumn[]; children: ReactNode }) {
  return (
    // Wider than a phone it scrolls by itself, which a keyboard must be able to do too.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className="desk-scroll" aria-label={label} tabIndex={0}>
      <table className="desk-table">
        <caption className="sr-only">{label}</caption>
        <thead>
          <tr>
            {columns.map(({ name, figures, minor, href, sorted }) => (
              <th key={name} scope="col" className={classOf({ figures, minor })} aria-sort={sorted}>
                {href === undefined ? name : <a href={href}>{name}</a>}
                {sorted !== undefined && <span aria-hidden="true">{sorted === 'ascending' ? ' ↑' : ' ↓'}</span>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </section>
  )
}

export function DeskRow({ children }: { children: ReactNode }) {
  return <tr data-desk-row>{children}</tr>
}

export function DeskCell({
  children,
  figures = false,
  minor = false,
}: {
  children?: ReactNode
  figures?: boolean
  minor?: boolean
}) {
  return <td className={classOf({ figures, minor })}>{children}</td>
}

function classOf({ figures = false, minor = false }: { figures?: boolean | undefined; minor?: boolean | undefined }) {
  return [figures ? 'desk-figures' : '', minor ? 'desk-minor' : ''].filter(Boolean).join(' ') || undefined
}
