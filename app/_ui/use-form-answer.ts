'use client'

import { useActionState } from 'react'
import { emptyForm, type FormState } from './form-state.ts'

/**
 * React's `useActionState` for a form that can be sent before the page's scripts are there. What the answer starts from
 * then comes from the server (app/_server/refused-forms.ts), so the form must not say that it is one of React's: Next would
 * hand the scripts of the answering page a form state that its HTML knows nothing of, and React would throw the HTML away
 * (error 418).
 * @param start what the form shows first: empty, or refused a moment ago
 * @returns what it shows now, what its `action` is to be, and whether it is being answered
 */
export function useFormAnswer(
  action: (before: FormState, form: FormData) => Promise<FormState>,
  start: FormState,
): [state: FormState, action: (form: FormData) => void, isAnswering: boolean] {
  const [state, dispatch, isAnswering] = useActionState(action, start)
  return [state, typeof window === 'undefined' ? action.bind(null, emptyForm) : dispatch, isAnswering]
}
