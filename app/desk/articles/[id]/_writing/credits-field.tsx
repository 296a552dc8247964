'use client'

import { useCallback, useState } from 'react'
import { z } from 'zod'
import type { Written } from '#lib/articles/written.ts'
import { FieldFault } from '#app/_ui/fields.tsx'
import { Finder } from './finder.tsx'
import { OrderedList } from './ordered-list.tsx'

const creditSchema = z.object({ id: z.string(), slug: z.string(), name: z.string() })
const foundSchema = z.object({ found: z.array(creditSchema) })

const words = {
  authors: { label: 'Authors, in the order of the byline', find: 'Add an author', one: 'author' },
  topics: { label: 'Topics, the main one first', find: 'Add a topic', one: 'topic' },
}

/** Who wrote it, or what it is about, in order. */
export function CreditsField({
  kind,
  chosen,
  onChange,
  mayMake,
}: {
  kind: 'authors' | 'topics'
  chosen: Written['authors']
  onChange: (chosen: Written['authors']) => void
  mayMake: boolean
}) {
  const [fault, setFault] = useState('')
  const find = useCallback(
    async (typed: string, signal: AbortSignal) => {
      const response = await fetch(`/api/desk/credits?${new URLSearchParams({ kind, q: typed })}`, { signal })
      if (!response.ok) throw new Error(`credits answered ${response.status}`)
      return foundSchema.parse(await response.json()).found
    },
    [kind],
  )
  const add = (credit: Written['authors'][number]) => {
    setFault('')
    if (!chosen.some(({ id }) => id === credit.id)) onChange([...chosen, credit])
  }
  const make = async (name: string) => {
    const headers = { 'content-type': 'application/json' }
    const body = JSON.stringify({ kind, name })
    const response = await fetch('/api/desk/credits', { method: 'POST', headers, body }).catch(() => null)
    const made = creditSchema.safeParse(response?.ok ? await response.json() : null)
    if (made.success) add(made.data)
    else setFault(`The new ${words[kind].one} could not be made just now. Try again.`)
  }
  return (
    <div>
      <p className="label font-semibold">{words[kind].label}</p>
      {chosen.length === 0 && <p className="text-soft">None yet.</p>}
      <OrderedList label={words[kind].label} items={chosen} onChange={onChange} />
      <Finder
        id={kind}
        label={words[kind].find}
        find={find}
        onChoose={add}
        make={mayMake ? { name: (typed) => `New ${words[kind].one}: ${typed}`, now: make } : undefined}
      />
      <FieldFault id={`${kind}-fault`} text={fault} />
    </div>
  )
}
