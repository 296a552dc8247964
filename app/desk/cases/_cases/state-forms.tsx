'use client'

import { useActionState } from 'react'
import { findings, type CaseState } from '#lib/cases/model.ts'
import { FieldFault, FormMessage, TextArea } from '#app/_ui/fields.tsx'
import type { FormState } from '#app/_ui/form-state.ts'
import { SubmitButton } from '#app/_ui/submit-button.tsx'
import { move, reopen } from '../actions.ts'
import { findingNames, stateNames } from './words.ts'

export interface SeenProps {
  start: FormState
  caseId: string
  seen: number
}

/** What names the case, and what of it whoever decides has before them. */
export function Seen({ caseId, seen }: { caseId: string; seen: number }) {
  return (
    <>
      <input type="hidden" name="caseId" value={caseId} />
      <input type="hidden" name="seen" value={seen} />
    </>
  )
}

/**
 * Where the case stands.
 * @param states where it may be moved by hand from here; declining has a page of its own
 * @param judged whether being decided says what was found
 */
export function MoveForm({
  start,
  caseId,
  seen,
  states,
  judged,
}: SeenProps & { states: CaseState[]; judged: boolean }) {
  const [{ typed, fields, message }, action] = useActionState(move, start)
  return (
    <form action={action} className="desk-fold" noValidate key={JSON.stringify(typed)}>
      {message !== '' && Object.keys(fields).length === 0 && <FormMessage text={message} />}
      <Seen caseId={caseId} seen={seen} />
      <div>
        <label htmlFor="state" className="label font-semibold">
          Move to
        </label>
        <select
          id="state"
          name="state"
          className="field mt-1"
          defaultValue={typed.state ?? ''}
          aria-invalid={fields.state ? true : undefined}
          aria-describedby="state-fault"
        >
          <option value="">Choose</option>
          {states.map((state) => (
            <option key={state} value={state}>
              {stateNames[state].name}
            </option>
          ))}
        </select>
        <FieldFault id="state-fault" text={fields.state} />
      </div>
      {judged && (
        <div>
          <label htmlFor="finding" className="label font-semibold">
            Found, when it is decided
          </label>
          <select
            id="finding"
            name="finding"
            className="field mt-1"
            defaultValue={typed.finding ?? ''}
            aria-invalid={fields.finding ? true : undefined}
            aria-describedby="finding-fault"
          >
            <option value="">Nothing yet</option>
            {findings.map((finding) => (
              <option key={finding} value={finding}>
                {findingNames[finding]}
              </option>
            ))}
          </select>
          <FieldFault id="finding-fault" text={fields.finding} />
        </div>
      )}
      <TextArea
        name="reason"
        label="Why"
        hint="Stays on record. Needed when it is decided or closed."
        rows={2}
        defaultValue={typed.reason ?? ''}
        fault={fields.reason}
      />
      <SubmitButton waiting="Moving …">Move it</SubmitButton>
    </form>
  )
}

/**
 * Declining, on its page.
 * @param told whom a letter goes to, in words
 */
export function DeclineForm({ start, caseId, seen, told }: SeenProps & { told: string }) {
  const [{ typed, fields, message }, action] = useActionState(move, start)
  return (
    <form action={action} className="desk-fold" noValidate>
      {message !== '' && Object.keys(fields).length === 0 && <FormMessage text={message} />}
      <Seen caseId={caseId} seen={seen} />
      <input type="hidden" name="state" value="declined" />
      <TextArea
        name="reason"
        label="Why"
        hint="Stays on record; no reader sees it."
        rows={4}
        defaultValue={typed.reason ?? ''}
        fault={fields.reason}
      />
      <TextArea
        name="text"
        label="Letter"
        hint={`Goes to ${told}. {name} and {reference} stand for each reader’s own. Left empty, nobody is told.`}
        rows={7}
        defaultValue={typed.text ?? ''}
        fault={fields.text}
      />
      <SubmitButton waiting="Declining …">Decline it</SubmitButton>
    </form>
  )
}

/** Opens what is closed again. */
export function ReopenForm({ start, caseId, seen }: SeenProps) {
  const [{ typed, fields, message }, action] = useActionState(reopen, start)
  return (
    <form action={action} className="desk-fold" noValidate>
      {message !== '' && Object.keys(fields).length === 0 && <FormMessage text={message} />}
      <Seen caseId={caseId} seen={seen} />
      <TextArea
        name="reason"
        label="Why it is opened again"
        rows={2}
        defaultValue={typed.reason ?? ''}
        fault={fields.reason}
      />
      <SubmitButton waiting="Opening …">Reopen it</SubmitButton>
    </form>
  )
}
