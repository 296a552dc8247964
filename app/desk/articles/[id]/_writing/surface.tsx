'use client'

import { useCallback, useEffect, useRef } from 'react'
import type { Written } from '#lib/articles/written.ts'
import { BodyEditor } from '../../../_editor/body-editor.tsx'
import type { Passage } from '../../../_editor/passage.ts'
import { useMargin } from '../_workflow/margin.tsx'
import type { WritingFacts } from './writing-desk.tsx'
import type { WritingState } from './writing-state.ts'
import type { Writing } from './writing.ts'

/** Headline, standfirst and text, as readers will have them one under the other. */
export function Surface({
  facts,
  writing,
  state,
  onChange,
}: {
  facts: WritingFacts
  writing: Writing
  state: WritingState
  onChange: (patch: Partial<Written>) => void
}) {
  const standfirst = useRef<HTMLTextAreaElement>(null)
  const { written, edition } = state
  const { remarks, active, setActive, setHasText } = useMargin()
  useEffect(() => {
    setHasText(true)
    return () => setHasText(false)
  }, [setHasText])
  const showRemark = useCallback(
    (id: string) => {
      setActive(id)
      document.getElementById(`remark-${id}`)?.scrollIntoView({ block: 'nearest' })
    },
    [setActive],
  )
  return (
    <div className="writing-surface">
      <label htmlFor="headline" className="sr-only">
        Headline
      </label>
      <textarea
        id="headline"
        className="writing-headline"
        rows={1}
        placeholder="Headline"
        maxLength={500}
        value={written.headline}
        onChange={(event) => onChange({ headline: event.target.value.replaceAll(/\s*\n\s*/g, ' ') })}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return
          event.preventDefault()
          standfirst.current?.focus()
        }}
      />
      <label htmlFor="standfirst" className="sr-only">
        Standfirst
      </label>
      <textarea
        id="standfirst"
        ref={standfirst}
        className="writing-standfirst"
        rows={1}
        placeholder="Standfirst: one sentence that says why to read it"
        maxLength={1000}
        value={written.standfirst}
        onChange={(event) => onChange({ standfirst: event.target.value.replaceAll(/\s*\n\s*/g, ' ') })}
      />
      <BodyEditor
        key={edition}
        id="body"
        body={written.body}
        previewBlocks={written.previewBlocks}
        pictures={facts.pictures}
        showsPreviewEnd={!facts.isFree}
        remarks={remarks}
        activeRemark={active}
        onRemark={handToPanel}
        onRemarkClick={showRemark}
        onChange={({ body, previewBlocks }) => writing.change({ body, previewBlocks })}
      />
    </div>
  )
}

/** The panel of remarks takes the passage up, wherever on the page it stands: _workflow/remark-form.tsx. */
function handToPanel(detail: Passage): void {
  dispatchEvent(new CustomEvent('desk-remark', { detail }))
}
