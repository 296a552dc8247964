'use client'

import { useState } from 'react'
import { z } from 'zod'
import { Finder } from './finder.tsx'
import { OrderedList } from './ordered-list.tsx'

const foundSchema = z.object({
  found: z.array(z.object({ id: z.string(), headline: z.string(), byline: z.string() })),
})

async function find(typed: string, signal: AbortSignal) {
  const response = await fetch(`/api/desk/published?${new URLSearchParams({ q: typed })}`, { signal })
  if (!response.ok) throw new Error(`published answered ${response.status}`)
  const { found } = foundSchema.parse(await response.json())
  return found.map(({ id, headline, byline }) => ({ id, name: headline, note: byline }))
}

/** What belongs beside it, in order; what is missing to three is found by topic. */
export function RelatedField({
  articleId,
  chosen,
  headlines: known,
  onChange,
}: {
  articleId: string
  chosen: string[]
  /** Of those that were chosen before, by id. */
  headlines: Readonly<Record<string, string>>
  onChange: (chosen: string[]) => void
}) {
  const [headlines, setHeadlines] = useState(known)
  const items = chosen.map((id) => ({ id, name: headlines[id] ?? 'An article chosen elsewhere a moment ago' }))
  return (
    <div>
      <p className="label font-semibold">Related articles</p>
      <p className="label text-soft">Shown under it first; what is missing to three comes from its topics.</p>
      <OrderedList label="Related articles" items={items} onChange={(now) => onChange(now.map(({ id }) => id))} />
      <Finder
        label="Add an article"
        find={find}
        onChoose={({ id, name }) => {
          if (id === articleId || chosen.includes(id)) return
          setHeadlines({ ...headlines, [id]: name })
          onChange([...chosen, id])
        }}
      />
    </div>
  )
}
