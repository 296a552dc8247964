import { startTransition, useEffect, useState, type FormEvent } from 'react'
import type { FormState } from './form-state.ts'

/**
 * Goes where an accepted form leads (`leaveFor`).
 * @param remember what the page's address should be, should the browser come back to it without having kept it
 * @returns whether the browser is on its way; not any more when the back button has brought the page back as it was
 *   (https://web.dev/articles/bfcache)
 */
export function useLeaving(state: FormState, remember?: string): boolean {
  const [backFrom, setBackFrom] = useState<FormState | null>(null)
  const { goOn } = state
  useEffect(() => {
    if (goOn === undefined) return
    if (remember !== undefined) history.replaceState(null, '', remember)
    location.assign(goOn)
    const comeBack = (event: PageTransitionEvent) => {
      if (event.persisted) setBackFrom(state)
    }
    addEventListener('pageshow', comeBack)
    return () => removeEventListener('pageshow', comeBack)
    // The state is a new one for each answer, also when it leads to the same page again.
  }, [state, goOn, remember])
  return goOn !== undefined && backFrom !== state
}

/**
 * Sends a form by script and leaves what is typed in it as it is: React empties a form that its action has answered
 * (https://react.dev/reference/react-dom/components/form), and the back button would bring it back empty.
 */
export function sendKeeping(send: (form: FormData) => void): (event: FormEvent<HTMLFormElement>) => void {
  return (event) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    startTransition(() => send(form))
  }
}
