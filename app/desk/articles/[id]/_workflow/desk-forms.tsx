'use client'

import { FormMessage, SelectField, TextField } from '#app/_ui/fields.tsx'
import type { FormState } from '#app/_ui/form-state.ts'
import { SubmitButton } from '#app/_ui/submit-button.tsx'
import { useFormAnswer } from '#app/_ui/use-form-answer.ts'
import { assign, plan } from './actions.ts'

/** Whom it waits for. */
export function AssignForm({
  start,
  articleId,
  assignedTo,
  editors,
}: {
  start: FormState
  articleId: string
  assignedTo: string | null
  editors: { id: string; name: string }[]
}) {
  const [{ message, fields, typed }, act] = useFormAnswer(assign, start)
  return (
    <form action={act} noValidate className="workflow-line">
      <input type="hidden" name="article" value={articleId} />
      <SelectField
        name="assignedTo"
        label="Waits for"
        chosen={typed.assignedTo ?? assignedTo ?? ''}
        options={[{ value: '', name: 'Nobody' }, ...editors.map(({ id, name }) => ({ value: id, name }))]}
        fault={fields.assignedTo ?? message}
      />
      <SubmitButton waiting="Noting …" quiet>
        Assign
      </SubmitButton>
    </form>
  )
}

/** The day the desk means it for. */
export function PlanForm({
  start,
  articleId,
  plannedFor,
}: {
  start: FormState
  articleId: string
  plannedFor: string | null
}) {
  const [{ message, fields, typed }, act] = useFormAnswer(plan, start)
  return (
    <form action={act} noValidate className="workflow-line">
      <FormMessage text={fields.plannedFor ? '' : message} />
      <input type="hidden" name="article" value={articleId} />
      <TextField
        type="date"
        name="plannedFor"
        label="Planned for"
        defaultValue={typed.plannedFor ?? plannedFor ?? ''}
        fault={fields.plannedFor ?? ''}
      />
      <SubmitButton waiting="Noting …" quiet>
        Plan
      </SubmitButton>
    </form>
  )
}
