'use client'

import { useState } from 'react'
import type { ArticleState } from '#lib/articles/model.ts'
import type { OnScreen } from '#lib/articles/on-screen.ts'
import { formatExactly, readWallTime } from '#lib/articles/workflow/local-time.ts'
import { FieldFault, TextField } from '#app/_ui/fields.tsx'
import type { FormState } from '#app/_ui/form-state.ts'
import { MoveForm, type OfferedMove } from './move-form.tsx'

interface Zone {
  timeZone: string
  locale: string
}

/** Publishing at a time: the field is in the magazine's time zone, and what it names is said in full below it. */
export function ScheduleMove({
  start,
  articleId,
  seen,
  onScreen,
  offered,
  isNext,
  at,
  zone,
}: {
  start: FormState
  articleId: string
  seen: ArticleState
  onScreen: OnScreen
  offered: OfferedMove
  isNext: boolean
  /** What the field holds at first. */
  at: string
  zone: Zone
}) {
  return (
    <MoveForm start={start} articleId={articleId} seen={seen} onScreen={onScreen} offered={offered} isNext={isNext}>
      {(state) => <WhenFields key={state.typed.at ?? at} state={state} at={at} zone={zone} />}
    </MoveForm>
  )
}

function WhenFields({ state, at, zone }: { state: FormState; at: string; zone: Zone }) {
  const [typed, setTyped] = useState(state.typed.at ?? at)
  const read = readWallTime(typed, zone.timeZone)
  const exactly = (instant: Date) => formatExactly(instant, zone.timeZone, zone.locale)
  return (
    <>
      <TextField
        type="datetime-local"
        name="at"
        id="schedule-at"
        label="When readers are to see it"
        hint={`In the magazine’s time zone, ${zone.timeZone.replaceAll('_', ' ')}.`}
        fault={state.fields.at ?? ''}
        defaultValue={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      {read?.kind === 'once' && <p className="label text-soft">{exactly(read.at)}</p>}
      {read?.kind === 'never' && !state.fields.at && (
        <p className="label text-soft">
          There is no such time: the clocks go from {exactly(read.before)} to {exactly(read.after)}.
        </p>
      )}
      {(read?.kind === 'twice' || state.fields.which) && <Which read={read} state={state} exactly={exactly} />}
    </>
  )
}

function Which({
  read,
  state,
  exactly,
}: {
  read: ReturnType<typeof readWallTime>
  state: FormState
  exactly: (at: Date) => string
}) {
  return (
    <fieldset aria-describedby={state.fields.which ? 'which-fault' : undefined}>
      <legend className="label font-semibold">The clocks show that time twice</legend>
      {(['first', 'second'] as const).map((one) => (
        <label key={one} className="desk-choice">
          <input type="radio" name="which" value={one} defaultChecked={state.typed.which === one} />
          <span>
            The {one}
            {read?.kind === 'twice' && `: ${exactly(read[one])}`}
          </span>
        </label>
      ))}
      <FieldFault id="which-fault" text={state.fields.which} />
    </fieldset>
  )
}
