import { ActForm } from '#app/_ui/act-form.tsx'
import { emptyForm, type FormState } from '#app/_ui/form-state.ts'
import { actOnBook } from './actions.ts'

/** One button that does one thing about one book. */
export function DeedForm({
  start,
  deed,
  id,
  name,
  quiet = true,
}: {
  start: FormState
  deed: 'give_up' | 'leave' | 'wait'
  /** The claim's, the entry's, or the campaign's. */
  id: string
  name: string
  quiet?: boolean
}) {
  const isMine = start.typed.id === id
  return (
    <ActForm action={actOnBook} start={isMine ? start : emptyForm} hidden={{ id, deed }} button={name} quiet={quiet} />
  )
}
