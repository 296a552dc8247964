'use client'

import { useEffect, useState } from 'react'
import { z } from 'zod'
import { slugify, slugSchema } from '#lib/articles/model.ts'

const answerSchema = z.object({ isFree: z.boolean(), suggestion: z.string() })

/** Typing rests this long before an address is asked about, in milliseconds. */
const rest = 400

/** Whether an address follows the headline still: it is what the headline makes of itself, or made up when there was none. */
export function followsHeadline(slug: string, headline: string): boolean {
  const made = slugify(headline)
  return slug.startsWith('untitled-') || (made !== '' && new RegExp(`^${made}(?:-\\d+)?$`).test(slug))
}

/**
 * The article's address: what the headline makes of itself until it is typed by hand or readers know it. One that another
 * article has is told beside it, with one that is free; where it only follows the headline, that is taken.
 */
export function AddressField({
  articleId,
  slug,
  follows,
  isKnown,
  onChange,
}: {
  articleId: string
  slug: string
  follows: boolean
  /** Whether readers may have it: then the old one leads to the new. */
  isKnown: boolean
  onChange: (slug: string, isTyped: boolean) => void
}) {
  const [typed, setTyped] = useState<string | null>(null)
  const [answer, setAnswer] = useState<{ slug: string; isFree: boolean; suggestion: string } | null>(null)
  const shown = typed ?? slug
  const isAddress = slugSchema.safeParse(shown).success

  useEffect(() => {
    const ask = new AbortController()
    const timer = setTimeout(() => {
      void free(articleId, slug, ask.signal).then((found) => {
        if (found === null) return
        setAnswer({ slug, ...found })
        if (!found.isFree && follows) onChange(found.suggestion, false)
      })
    }, rest)
    return () => {
      clearTimeout(timer)
      ask.abort()
    }
    // Asked again for another address, not because the page is drawn again.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [articleId, slug])

  const isTaken = isAddress && answer?.slug === slug && !answer.isFree
  const fault = !isAddress
    ? 'Lower-case letters a to z, figures and single hyphens, such as the-clock-in-the-mud. Until it is one, the last stays.'
    : isTaken
      ? 'Another article has this address, or had it: readers are led from it.'
      : ''
  return (
    <div>
      <label htmlFor="slug" className="label font-semibold">
        Address
      </label>
      <p id="slug-hint" className="label text-soft">
        {isKnown
          ? 'Readers know it: the old address will lead to a new one.'
          : follows
            ? 'Follows the headline until you change it.'
            : 'Typed by hand.'}
      </p>
      <div className="writing-address mt-1">
        <span className="text-soft">/articles/</span>
        <input
          id="slug"
          className="field"
          autoComplete="off"
          spellCheck={false}
          value={shown}
          maxLength={120}
          aria-invalid={fault !== '' || undefined}
          aria-describedby={fault === '' ? 'slug-hint' : 'slug-hint slug-fault'}
          onChange={(event) => {
            const now = event.target.value
            const isOne = slugSchema.safeParse(now).success
            setTyped(isOne ? null : now)
            if (isOne) onChange(now, true)
          }}
          onBlur={() => {
            const made = typed === null ? '' : slugify(typed)
            if (made !== '') onChange(made, true)
            setTyped(null)
          }}
        />
      </div>
      <output className="block">
        {fault !== '' && (
          <span id="slug-fault" className="field-error block">
            {fault}{' '}
            {isTaken && (
              <button type="button" className="button-plain" onClick={() => onChange(answer.suggestion, true)}>
                Take {answer.suggestion}
              </button>
            )}
          </span>
        )}
      </output>
    </div>
  )
}

async function free(articleId: string, wanted: string, signal: AbortSignal) {
  try {
    const response = await fetch(`/api/desk/articles/${articleId}/address?${new URLSearchParams({ wanted })}`, {
      signal,
    })
    return response.ok ? answerSchema.parse(await response.json()) : null
  } catch {
    // Asked again when it is saved as the next revision, which no other address survives.
    return null
  }
}
