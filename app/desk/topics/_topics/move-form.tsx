'use client'

import { useEffect, useRef } from 'react'
import type { FormState } from '#app/_ui/form-state.ts'
import { useFormAnswer } from '#app/_ui/use-form-answer.ts'
import { move } from '../actions.ts'

const words = { up: 'Up', down: 'Down', in: 'Put into the masthead', out: 'Take out' } as const

/**
 * Moves a topic by one press.
 * @param hasFocus whether it was the last to be pressed: whoever moves a thing by keyboard goes on where it went
 */
export function MoveForm({
  start,
  id,
  name,
  by,
  place,
  isDisabled = false,
  hasFocus,
}: {
  start: FormState
  id: string
  name: string
  by: keyof typeof words
  place: number | null
  isDisabled?: boolean
  hasFocus: boolean
}) {
  const [, action, isPending] = useFormAnswer(move, start)
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (hasFocus) button.current?.focus()
  }, [hasFocus, place])
  return (
    <form action={action}>
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="move" value={by} />
      <button
        ref={button}
        type="submit"
        className="button button-quiet"
        disabled={isPending || isDisabled}
        aria-label={`${words[by]}: ${name}`}
      >
        {words[by]}
      </button>
    </form>
  )
}
