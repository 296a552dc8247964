'use client'

import { useEffect, useState } from 'react'
import type { Written } from '#lib/articles/written.ts'
import type { Standing } from './writing-state.ts'
import type { Writing } from './writing.ts'

/** Longest that they wait for what was written to be sent, in milliseconds; it is kept in the browser in any case. */
const patience = 5_000

/** A form that was sent, and waits for what was written or was not sent for it. */
export interface Held {
  form: HTMLFormElement
  /** `met`: it was sent, and what another wrote was put together with it, which nobody has seen yet. */
  why: 'sending' | 'met' | Exclude<Standing, { is: 'saved' }>['is']
}

/** A form that is sent, as it was when it was sent. */
export interface Pressed {
  held: Held | null
  /** What was on the screen when a form was last sent. */
  written: Written
}

/**
 * A link that leads away, and a form that is sent, wait until what was just written is at the server. A form is not sent
 * where that cannot be had, nor with what another wrote and nobody here has seen.
 * @param first what is on the screen before the text is open
 */
export function useLeaving(writing: Writing | null, first: Written): Pressed {
  const [pressed, setPressed] = useState<Pressed>({ held: null, written: first })

  useEffect(() => {
    if (writing === null) return
    const settled = () => Promise.race([writing.settle(), new Promise((resolve) => setTimeout(resolve, patience))])
    const onClick = (event: MouseEvent) => {
      if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return
      const link = event.target instanceof Element ? event.target.closest('a') : null
      if (link === null || link.target !== '' || link.origin !== location.origin || writing.isSettled) return
      if (link.pathname === location.pathname && link.hash !== '') return
      event.preventDefault()
      void settled().then(() => location.assign(link.href))
    }
    const onSubmit = (event: SubmitEvent) => {
      const { target: form, submitter } = event
      if (!(form instanceof HTMLFormElement)) return
      const { written, edition } = writing.snapshot()
      if (writing.isSettled) {
        setPressed({ held: null, written })
        return
      }
      // What a form does with the article, it does with all that is written.
      event.preventDefault()
      event.stopPropagation()
      setPressed({ held: { form, why: 'sending' }, written })
      void settled().then(() => {
        const now = writing.snapshot()
        const isMet = now.edition !== edition
        if (writing.isSettled && !isMet) form.requestSubmit(submitter)
        else setPressed({ held: { form, why: writing.isSettled ? 'met' : whyNot(now.standing) }, written })
      })
    }
    // What is sent names the state of the text that is on the screen now: the page's own was there when it was loaded.
    const onFormData = ({ formData }: FormDataEvent) => {
      if (!formData.has('stamp')) return
      const { stamp, revision } = writing.place
      formData.set('stamp', stamp ?? '')
      formData.set('revision', String(revision))
    }
    document.addEventListener('click', onClick)
    document.addEventListener('submit', onSubmit, { capture: true })
    document.addEventListener('formdata', onFormData)
    return () => {
      document.removeEventListener('click', onClick)
      document.removeEventListener('submit', onSubmit, { capture: true })
      document.removeEventListener('formdata', onFormData)
    }
  }, [writing])
  return pressed
}

function whyNot({ is }: Standing): Held['why'] {
  return is === 'saved' ? 'waiting' : is
}
