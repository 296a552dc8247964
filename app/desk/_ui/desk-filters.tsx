export interface DeskFilter {
  name: string
  href: string
  here: boolean
}

/** Ways to see a list, each an address of its own: a filter kept is a bookmark. */
export function DeskFilters({ label, filters }: { label: string; filters: DeskFilter[] }) {
  return (
    <nav aria-label={label} className="desk-filters">
      <ul>
        {filters.map(({ name, href, here }) => (
          <li key={href}>
            <a href={href} aria-current={here ? 'true' : undefined}>
              {name}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
