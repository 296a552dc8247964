import type { ReactNode } from 'react'
import type { Context } from '#lib/context.ts'
import type { Person } from '#lib/people/model.ts'

/** One kind of thing that may need somebody today. */
export interface TodayBlock {
  name: string
  may: (person: Person) => boolean
  /** Null when there is nothing to do: only what needs somebody is shown. */
  show: (ctx: Context, person: Person) => Promise<ReactNode>
}
