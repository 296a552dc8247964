import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import type { Context } from '#lib/context.ts'
import type { Person } from '#lib/people/model.ts'
import { mayOpenDesk } from '#lib/people/policy.ts'
import { requestContext } from '#app/_server/context.ts'
import { requireStaff } from '#app/_server/staff.ts'

export const instant = false
export const metadata: Metadata = { title: 'Desk', robots: { index: false } }

interface DeskBlock {
  name: string
  may: (person: Person) => boolean
  /** Null when there is nothing to do: only what needs somebody is shown. */
  show: (ctx: Context) => Promise<ReactNode>
}

/** What may need somebody today, the most pressing first. */
const blocks: DeskBlock[] = []

/** What needs me today. */
export default async function DeskToday() {
  const person = await requireStaff('/desk', mayOpenDesk)
  const ctx = await requestContext()
  const own = blocks.filter((block) => block.may(person))
  const shown = await Promise.all(own.map(async ({ name, show }) => ({ name, content: await show(ctx) })))
  const needed = shown.filter(({ content }) => content !== null)
  return (
    <>
      <h1>Today</h1>
      {needed.length === 0 && <p className="desk-intro">Nothing needs you. What does will be listed here.</p>}
      {needed.map(({ name, content }) => (
        <section key={name} aria-label={name} className="desk-section">
          <h2>{name}</h2>
          {content}
        </section>
      ))}
    </>
  )
}
