import type { CSSProperties } from 'react'
import type { Palette, Scheme } from '#lib/colours/model.ts'
import { styleOf } from '#lib/colours/style-sheet.ts'

/** A piece of a page in these colours. It says nothing that is not on every page: hidden from who does not see it. */
export function Sample({ palette, scheme }: { palette: Palette; scheme: Scheme }) {
  const style: CSSProperties = { ...styleOf(palette), colorScheme: scheme }
  return (
    <div
      aria-hidden="true"
      style={style}
      className="border border-rule bg-paper p-5 font-text text-ink [font-size:1rem]"
      inert
    >
      <p className="topic-label">Places</p>
      <p className="mt-1 text-2xl leading-tight font-semibold">The clock in the mud</p>
      <p className="mt-1 text-soft">A standfirst is a sentence in softer ink.</p>
      <p className="mt-3 border-t border-rule pt-3">And this is the text as it is read.</p>
      <div className="mt-3 bg-panel p-3">
        <p>
          Text on a panel, <span className="text-soft">soft text</span>, <span className="text-accent">the accent</span>
          , <span className="font-semibold">✓</span>
        </p>
        <p className="mt-2 flex flex-wrap items-center gap-2">
          <span className="button">Donate</span>
          <span className="button button-quiet">Sign in</span>
          <span className="field !w-40">A field</span>
        </p>
      </div>
      <p className="mt-2">
        <span className="text-good">Paid.</span> <span className="text-warn">Waits for a moderator.</span>
      </p>
    </div>
  )
}
