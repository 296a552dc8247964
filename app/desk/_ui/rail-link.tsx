'use client'

import { usePathname } from 'next/navigation'

/** A link of the rail, marked while its page, or one under it, is open. */
export function RailLink({ href, name }: { href: string; name: string }) {
  const path = usePathname()
  const here = path === href || (href !== '/desk' && path.startsWith(`${href}/`))
  return (
    <a href={href} className="desk-rail-link" aria-current={here ? 'page' : undefined}>
      {name}
    </a>
  )
}
