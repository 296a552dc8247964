'use client'

import { findings, type CaseState } from '#lib/cases/model.ts'
import { FormMessage, SelectField, TextArea } from '#app/_ui/fields.tsx'
import type { FormState } from '#app/_ui/form-state.ts'
import { SubmitButton } from '#app/_ui/submit-button.tsx'
import { useFormAnswer } from '#app/_ui/use-form-answer.ts'
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
  const [{ typed, fields, message }, action] = useFormAnswer(move, start)
  return (
    <form action={action} className="desk-fold" noValidate key={JSON.stringify(typed)}>
      {message !== '' && Object.keys(fields).length === 0 && <FormMessage text={message} />}
      <Seen caseId={caseId} seen={seen} />
      <SelectField
        name="state"
        label="Move to"
        chosen={typed.state ?? ''}
        options={[
          { value: '', name: 'Choose' },
          ...states.map((state) => ({ value: state, name: stateNames[state].name })),
        ]}
        fault={fields.state}
      />
      {judged && (
        <SelectField
          name="finding"
          label="Found, when it is decided"
          chosen={typed.finding ?? ''}
          options={[
            { value: '', name: 'Nothing yet' },
            ...findings.map((finding) => ({ value: finding, name: findingNames[finding] })),
          ]}
          fault={fields.finding}
        />
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
  const [{ typed, fields, message }, action] = useFormAnswer(move, start)
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
  const [{ typed, fields, message }, action] = useFormAnswer(reopen, start)
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
