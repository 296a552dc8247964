'use client'

import { useEffect } from 'react'
import type { Writing } from './writing.ts'

/** Longest that they wait for what was written to be sent, in milliseconds; it is kept in the browser in any case. */
const patience = 5_000

/** A link that leads away, and a form that is sent, wait until what was just written is at the server. */
export function useLeaving(writing: Writing): void {
  useEffect(() => {
    const onClick = (event: MouseEvent) => {
      if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return
      const link = event.target instanceof Element ? event.target.closest('a') : null
      if (link === null || link.target !== '' || link.origin !== location.origin || writing.isSettled) return
      if (link.pathname === location.pathname && link.hash !== '') return
      event.preventDefault()
      const waited = new Promise((resolve) => setTimeout(resolve, patience))
      void Promise.race([writing.settle(), waited]).then(() => location.assign(link.href))
    }
    const onSubmit = (event: SubmitEvent) => {
      const { target: form, submitter } = event
      if (writing.isSettled || !(form instanceof HTMLFormElement)) return
      // What a form does with the article, it does with all that is written.
      event.preventDefault()
      event.stopPropagation()
      void Promise.race([writing.settle(), new Promise((resolve) => setTimeout(resolve, patience))]).then(() => {
        if (writing.isSettled) form.requestSubmit(submitter)
      })
    }
    document.addEventListener('click', onClick)
    document.addEventListener('submit', onSubmit, { capture: true })
    return () => {
      document.removeEventListener('click', onClick)
      document.removeEventListener('submit', onSubmit, { capture: true })
    }
  }, [writing])
}
