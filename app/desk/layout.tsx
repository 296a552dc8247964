import type { ReactNode } from 'react'
import { mayOpenDesk } from '#lib/people/policy.ts'
import { magazine } from '#app/_server/published.ts'
import { requireStaff } from '#app/_server/staff.ts'
import { OwnColours } from '#app/_ui/own-colours.tsx'
import { DeskKeys } from './_ui/desk-keys.tsx'
import { deskPages } from './_ui/pages.ts'
import { FactorReminder } from './_ui/factor-reminder.tsx'
import { RailLink } from './_ui/rail-link.tsx'
import './desk.css'

export const instant = false

/** The desk: a rail with what this person may open, and beside it one page. */
export default async function DeskLayout({ children }: { children: ReactNode }) {
  const person = await requireStaff('/desk', mayOpenDesk)
  const settings = await magazine()
  return (
    <div className="desk">
      <OwnColours colours={settings.colours} />
      <a href="#content" className="sr-only focus:not-sr-only focus:absolute focus:z-10 focus:bg-paper focus:p-3">
        Skip to the page
      </a>
      <header className="desk-rail">
        <p className="desk-name">
          <a href="/">{settings.name}</a>
        </p>
        <nav aria-label="Desk">
          <ul>
            {deskPages
              .filter((page) => page.inRail !== false && page.may(person))
              .map(({ href, name }) => (
                <li key={href}>
                  <RailLink href={href} name={name} />
                </li>
              ))}
          </ul>
        </nav>
        <div className="desk-who">
          <a href="/account">{person.name ?? person.email}</a>
          <span>{person.roles.map((role) => role.replace('_', ' ')).join(', ')}</span>
          <DeskKeys />
        </div>
      </header>
      <main id="content" className="desk-main">
        <FactorReminder person={person} settings={settings} />
        {children}
      </main>
    </div>
  )
}
