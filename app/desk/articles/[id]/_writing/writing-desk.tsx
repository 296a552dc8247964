'use client'

import { useMemo, useState, type ReactNode } from 'react'
import { slugify, type ShownPicture } from '#lib/articles/model.ts'
import type { Sight } from '#lib/articles/workflow/sight.ts'
import type { Written } from '#lib/articles/written.ts'
import { ConflictView } from './conflict-view.tsx'
import { FieldsPanel } from './fields-panel.tsx'
import { followsHeadline } from './address-field.tsx'
import { HeldForm } from './held-form.tsx'
import { WritingHereContext } from './here.ts'
import { SaveBar } from './save-bar.tsx'
import type { ShownCopy } from './shown-copy.ts'
import { Surface } from './surface.tsx'
import { useLeaving } from './use-leaving-page.ts'
import { usePresence } from './use-presence.ts'
import { useWriting } from './use-writing.ts'
import type { WritingState } from './writing-state.ts'
import type { Writing } from './writing.ts'
import './writing.css'

export interface WritingFacts {
  articleId: string
  personId: string
  state: Sight
  /** Whether readers may know its address. */
  isKnown: boolean
  isFree: boolean
  mayMakeCredits: boolean
  mayCorrect: boolean
  site: { name: string; host: string; timeZone: string; locale: string }
  pictures: Readonly<Record<string, ShownPicture>>
  /** Of related articles, by id. */
  headlines: Readonly<Record<string, string>>
}

interface Props {
  facts: WritingFacts
  copy: ShownCopy
  /** Panels that the server draws: those above the fields, and those below. */
  above: ReactNode
  below: ReactNode
}

/** The writing surface with its fields: what is written here is kept here and at the server as it is written. */
export function WritingDesk({ facts, copy, above, below }: Props) {
  const opened = useWriting(facts.articleId, facts.personId, copy)
  const writing = opened?.writing ?? null
  const { held, written } = useLeaving(writing, copy.written)
  const here = useMemo(() => writing && { writing, pressedWith: written }, [writing, written])
  return (
    <WritingHereContext value={here}>
      <div className="writing">
        {opened === null ? (
          <div className="writing-main" aria-busy="true">
            <noscript>
              <p className="desk-intro">Writing needs scripts. What else is decided of the article works without.</p>
            </noscript>
          </div>
        ) : (
          <Open facts={facts} {...opened} />
        )}
        <aside className="writing-side-column" aria-label="About the article">
          {above}
          {opened && opened.state.conflict === null && <Fields facts={facts} {...opened} />}
          {below}
        </aside>
        {held && here && <HeldForm held={held} here={here} />}
      </div>
    </WritingHereContext>
  )
}

interface Opened {
  facts: WritingFacts
  writing: Writing
  state: WritingState
}

function Open({ facts, writing, state }: Opened) {
  const others = usePresence(facts.articleId, writing)
  return (
    <div className="writing-main">
      <SaveBar facts={facts} writing={writing} state={state} others={others} />
      {state.conflict === null ? (
        <Surface
          facts={facts}
          writing={writing}
          state={state}
          onChange={(patch) => change(writing, state, facts, patch)}
        />
      ) : (
        <ConflictView conflict={state.conflict} onDecide={(chosen) => writing.decide(chosen)} />
      )}
    </div>
  )
}

/** The address goes with the headline until somebody types it, or readers know it. */
function change(writing: Writing, { written }: WritingState, facts: WritingFacts, patch: Partial<Written>): void {
  const headline = patch.headline
  if (headline === undefined || facts.isKnown || !followsHeadline(written.slug, written.headline)) {
    writing.change(patch)
    return
  }
  const slug = slugify(headline)
  writing.change({ ...patch, slug: slug === '' ? written.slug : slug })
}

function Fields({ facts, writing, state }: Opened) {
  const [isTyped, setTyped] = useState(false)
  const { written } = state
  return (
    <FieldsPanel
      facts={facts}
      written={written}
      follows={!facts.isKnown && !isTyped && followsHeadline(written.slug, written.headline)}
      onAddress={(slug, byHand) => {
        if (byHand) setTyped(true)
        writing.change({ slug })
      }}
      onChange={(patch) => writing.change(patch)}
    />
  )
}
