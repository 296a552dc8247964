'use client'

import { useActionState } from 'react'
import { unstable_isUnrecognizedActionError, unstable_rethrow } from 'next/navigation'
import { emptyForm, type FormState } from './form-state.ts'

/** Said by a form whose answer never came: what it asked for may have been done, or not. */
const notReached = 'The magazine could not be reached. What you entered is still here; please try again in a moment.'

/** The same, by one that leads to a payment. */
export const notCharged =
  'The magazine could not be reached. Nothing has been charged, and what you chose is kept: please try again in a moment.'

const outdated =
  'The magazine has been renewed since this page was loaded, and cannot take this form any more. Copy what you wrote, load the page again, and send it from there.'

/**
 * React's `useActionState` for a form that can be sent before the page's scripts are there. What the answer starts from
 * then comes from the server (app/_server/refused-forms.ts), so the form must not say that it is one of React's: Next would
 * hand the scripts of the answering page a form state that its HTML knows nothing of, and React would throw the HTML away
 * (error 418). Where no answer comes at all, the form says so and keeps what was typed: an action that throws would put the
 * page for faults in the place of both.
 * @param start what the form shows first: empty, or refused a moment ago
 * @param unreached what it says where no answer comes
 * @returns what it shows now, what its `action` is to be, and whether it is being answered
 */
export function useFormAnswer(
  action: (before: FormState, form: FormData) => Promise<FormState>,
  start: FormState,
  unreached = notReached,
): [state: FormState, action: (form: FormData) => void, isAnswering: boolean] {
  const [state, dispatch, isAnswering] = useActionState(async (before: FormState, form: FormData) => {
    try {
      return await action(before, form)
    } catch (reason) {
      // Where an answer leads elsewhere, Next throws as well.
      unstable_rethrow(reason)
      const message = unstable_isUnrecognizedActionError(reason) ? outdated : unreached
      return { message, fields: forgottenFiles(form), typed: typedIn(form) }
    }
  }, start)
  return [state, typeof window === 'undefined' ? action.bind(null, emptyForm) : dispatch, isAnswering]
}

function typedIn(form: FormData): Record<string, string> {
  const typed: Record<string, string> = {}
  for (const [name, value] of form) if (typeof value === 'string') typed[name] = value
  return typed
}

/** A form that was answered is emptied of them, and whoever is not told sends it without (react.dev: form, `action`). */
function forgottenFiles(form: FormData): Record<string, string> {
  const fields: Record<string, string> = {}
  for (const [name, value] of form)
    if (typeof value !== 'string' && value.size > 0) fields[name] = 'Choose your files once more: they did not arrive.'
  return fields
}
