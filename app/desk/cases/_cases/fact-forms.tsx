'use client'

import { severities } from '#lib/cases/model.ts'
import { FieldFault, FormMessage, TextArea, TextField } from '#app/_ui/fields.tsx'
import { emptyForm, type FormState } from '#app/_ui/form-state.ts'
import { SubmitButton } from '#app/_ui/submit-button.tsx'
import { useFormAnswer } from '#app/_ui/use-form-answer.ts'
import { give, judge, note, setArticle, setDeadline } from '../actions.ts'
import { Seen, type SeenProps } from './state-forms.tsx'
import { severityNames } from './words.ts'

/** Who looks after the case. */
export function OwnerForm({
  start,
  caseId,
  ownerId,
  workers,
}: {
  start: FormState
  caseId: string
  ownerId: string | null
  workers: { id: string; name: string }[]
}) {
  const [{ message }, action] = useFormAnswer(give, start)
  return (
    <form action={action} className="case-line" key={ownerId}>
      <FormMessage text={message} />
      <input type="hidden" name="caseId" value={caseId} />
      <label htmlFor="owner" className="label font-semibold">
        Owner
      </label>
      <select id="owner" name="owner" className="field" defaultValue={ownerId ?? ''}>
        <option value="">Nobody</option>
        {workers.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
      <SubmitButton waiting="…" quiet>
        Give
      </SubmitButton>
    </form>
  )
}

/** The way back to whoever had it. */
export function OwnerUndoForm({ caseId, before }: { caseId: string; before: string }) {
  const [{ message }, action] = useFormAnswer(give, emptyForm)
  return (
    <form action={action} className="ml-3 inline">
      <input type="hidden" name="caseId" value={caseId} />
      <input type="hidden" name="owner" value={before === 'nobody' ? '' : before} />
      <button type="submit" className="button-plain" data-desk-key="u" data-desk-key-name="Undo what was just done">
        Undo
      </button>
      {message !== '' && <span role="alert"> {message}</span>}
    </form>
  )
}

/** How serious the mistake is. */
export function SeverityForm({ start, caseId, seen, severity }: SeenProps & { severity: string | null }) {
  const [{ message, fields }, action] = useFormAnswer(judge, start)
  return (
    <form action={action} className="case-line" key={severity}>
      {!fields.severity && <FormMessage text={message} />}
      <Seen caseId={caseId} seen={seen} />
      <label htmlFor="severity" className="label font-semibold">
        Severity
      </label>
      <select id="severity" name="severity" className="field" defaultValue={severity ?? ''}>
        <option value="">Not judged</option>
        {severities.map((one) => (
          <option key={one} value={one}>
            {severityNames[one]}
          </option>
        ))}
      </select>
      <SubmitButton waiting="…" quiet>
        Note
      </SubmitButton>
      <FieldFault id="severity-fault" text={fields.severity} />
    </form>
  )
}

/** Which article the case is about. */
export function ArticleForm({ start, caseId, seen, slug }: SeenProps & { slug: string }) {
  const [{ message, fields, typed }, action] = useFormAnswer(setArticle, start)
  return (
    <form action={action} className="desk-fold" noValidate>
      {!fields.article && <FormMessage text={message} />}
      <Seen caseId={caseId} seen={seen} />
      <TextField
        name="article"
        label="Address of the article"
        hint="As the browser shows it. Empty for none."
        defaultValue={typed.article ?? slug}
        fault={fields.article}
      />
      <SubmitButton waiting="Noting …" quiet>
        Note the article
      </SubmitButton>
    </form>
  )
}

/** Until when there is time. */
export function DeadlineForm({ start, caseId, seen, due }: SeenProps & { due: string }) {
  const [{ message, fields, typed }, action] = useFormAnswer(setDeadline, start)
  return (
    <form action={action} className="desk-fold" noValidate>
      {message !== '' && Object.keys(fields).length === 0 && <FormMessage text={message} />}
      <Seen caseId={caseId} seen={seen} />
      <TextField name="due" type="date" label="Until the end of" defaultValue={typed.due ?? due} fault={fields.due} />
      <TextField
        name="reason"
        id="deadline-reason"
        label="Why there is more time, or less"
        defaultValue={typed.reason ?? ''}
        fault={fields.reason}
      />
      <SubmitButton waiting="Moving …" quiet>
        Move the deadline
      </SubmitButton>
    </form>
  )
}

/** Something for whoever works on the case. */
export function NoteForm({ start, caseId }: { start: FormState; caseId: string }) {
  const [{ message, fields, typed }, action] = useFormAnswer(note, start)
  return (
    <form action={action} className="desk-fold" noValidate>
      {!fields.note && <FormMessage text={message} />}
      <input type="hidden" name="caseId" value={caseId} />
      <TextArea
        name="note"
        label="Note for the desk"
        hint="No reader and no author ever sees it."
        rows={3}
        defaultValue={typed.note ?? ''}
        fault={fields.note}
      />
      <SubmitButton waiting="Keeping …" quiet>
        Keep the note
      </SubmitButton>
    </form>
  )
}
