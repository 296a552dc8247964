'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useEffectEvent, useState } from 'react'
import type { Deed } from '#lib/articles/workflow/sight.ts'
import { AskOnce, UpdateDialog } from './update-dialog.tsx'
import { doDeed } from './sends.ts'
import type { PresentAnswer } from './shown-copy.ts'
import { StandingLine } from './standing-line.tsx'
import { WhoElse } from './who-else.tsx'
import type { WritingFacts } from './writing-desk.tsx'
import type { WritingState } from './writing-state.ts'
import type { Writing } from './writing.ts'
import { WrittenDifference } from './written-difference.tsx'

interface Props {
  facts: WritingFacts
  writing: Writing
  state: WritingState
  others: PresentAnswer['others']
}

const lookFirst = 'It is shown here now, and nothing was done: look at it, then press again.'

/** What is kept and where, who else is here, and the buttons that make of it the article's next revision or nothing. */
export function SaveBar({ facts, writing, state, others }: Props) {
  const [asked, setAsked] = useState<'update' | 'discard' | null>(null)
  const [said, setSaid] = useState('')
  const router = useRouter()
  const { articleId, site } = facts
  const isHidden = facts.state === 'hidden'
  const clock = (instant: string) =>
    new Intl.DateTimeFormat(site.locale, { hour: '2-digit', minute: '2-digit', timeZone: site.timeZone }).format(
      new Date(instant),
    )

  /** @returns why it was not done; empty when it was */
  async function carryOut(deed: Deed): Promise<string> {
    const { edition } = state
    if (!(await writing.settle())) return 'What is written has not reached the server yet. See above, and try again.'
    // Before the writer has seen what another put into it, nothing is made of it.
    if (writing.snapshot().edition !== edition) return `Meanwhile another wrote here, too. ${lookFirst}`
    const { stamp, revision } = writing.place
    if (stamp === null) return ''
    const answer = await doDeed(articleId, deed, { seen: facts.state, stamp, revision })
    if ('message' in answer) {
      const { onScreen, ...fields } = answer.fields
      if (onScreen === undefined) return Object.values(fields)[0] ?? answer.message
      await writing.catchUp()
      return `Meanwhile ${onScreen} wrote here. ${lookFirst}`
    }
    // What the server draws beside the text, the history say, is another now.
    router.refresh()
    writing.adopt(answer.copy, deed === 'discard' ? 'The changes are discarded.' : null)
    return ''
  }

  async function save(): Promise<void> {
    if (!isHidden) {
      if (state.hasWorkingCopy || !writing.isSettled) setAsked('update')
      return
    }
    setSaid('')
    setSaid((await carryOut('save')) || 'Saved as a revision.')
  }

  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== 's') return
    event.preventDefault()
    if (asked === null && state.conflict === null) void save()
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event)
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [])

  const hasChanges = state.hasWorkingCopy || state.standing.is !== 'saved'
  return (
    <>
      <div className="writing-bar">
        <StandingLine standing={state.standing} isKeptHere={state.isKeptHere} clock={clock} />
        {state.conflict === null && (
          <span className="writing-bar-deeds">
            {hasChanges && (
              <button type="button" className="button-plain" onClick={() => setAsked('discard')}>
                Discard changes
              </button>
            )}
            <button
              type="button"
              className="button"
              disabled={!hasChanges}
              aria-keyshortcuts="Control+S"
              {...(!isHidden && { 'data-desk-key': 'u', 'data-desk-key-name': 'Update' })}
              onClick={() => void save()}
            >
              {isHidden ? 'Save' : 'Update …'}
            </button>
          </span>
        )}
      </div>
      {hasChanges && !isHidden && state.conflict === null && (
        <p className="text-soft">
          {facts.state === 'published'
            ? 'Readers do not see these changes'
            : 'These changes are not part of what is scheduled'}{' '}
          until you update the article.
        </p>
      )}
      <WhoElse others={others} clock={clock} />
      <output className="block">
        {state.notice !== null && <span className="writing-notice block">{state.notice}</span>}
        {said !== '' && <span className="writing-notice block">{said}</span>}
      </output>
      {asked === 'update' && (
        <UpdateDialog
          before={state.article}
          after={state.written}
          mayCorrect={facts.mayCorrect}
          slug={state.article.slug}
          isScheduled={facts.state === 'scheduled'}
          onUpdate={async (isQuiet) => {
            const why = await carryOut(isQuiet ? 'update-quietly' : 'update')
            if (why === '') setSaid(facts.state === 'published' ? 'Updated. Readers see it now.' : 'Updated.')
            return why
          }}
          onClose={() => setAsked(null)}
        />
      )}
      {asked === 'discard' && (
        <AskOnce
          title="Discard what is not saved?"
          button="Discard it"
          onYes={() => carryOut('discard')}
          onClose={() => setAsked(null)}
        >
          <p className="mt-2">
            The article goes back to how it was last {isHidden ? 'saved as a revision' : 'updated'}. What you discard is
            kept for thirty days under “Revisions”, set aside.
          </p>
          <div className="writing-changes">
            <WrittenDifference before={state.article} after={state.written} />
          </div>
        </AskOnce>
      )}
    </>
  )
}
