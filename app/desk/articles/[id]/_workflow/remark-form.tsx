'use client'

import { useEffect, useRef, useState } from 'react'
import { FormMessage, TextArea } from '#app/_ui/fields.tsx'
import type { FormState } from '#app/_ui/form-state.ts'
import { SubmitButton } from '#app/_ui/submit-button.tsx'
import { useFormAnswer } from '#app/_ui/use-form-answer.ts'
import { sayRemark } from './remark-actions.ts'

interface Passage {
  quote: string
  block: string
}

/**
 * Says something about the article, or about a passage: one marked on the page, or one that an editor's text hands over by
 * the event `desk-remark` ({ quote, block }).
 */
export function RemarkForm({ articleId, start }: { articleId: string; start: FormState }) {
  const [{ message, fields, typed }, act, isAnswering] = useFormAnswer(sayRemark, start)
  const [passage, setPassage] = useState<Passage>({ quote: typed.quote ?? '', block: typed.block ?? '' })
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    const take = (event: Event) => {
      const handed = event instanceof CustomEvent ? readPassage(event.detail) : null
      if (handed === null) return
      setPassage(handed)
      form.current?.querySelector('textarea')?.focus()
    }
    addEventListener('desk-remark', take)
    return () => removeEventListener('desk-remark', take)
  }, [])
  // What was said is said: the next remark begins anew.
  const wasAnswering = useRef(false)
  useEffect(() => {
    if (wasAnswering.current && !isAnswering && message === '') setPassage({ quote: '', block: '' })
    wasAnswering.current = isAnswering
  }, [isAnswering, message])
  return (
    <form action={act} ref={form} noValidate className="workflow-move remark-form" aria-label="A new remark">
      <FormMessage text={fields.text ? '' : message} />
      <input type="hidden" name="article" value={articleId} />
      <input type="hidden" name="quote" value={passage.quote} />
      <input type="hidden" name="block" value={passage.block} />
      {passage.quote !== '' && (
        <p>
          About <q>{passage.quote}</q>{' '}
          <button type="button" className="button-plain" onClick={() => setPassage({ quote: '', block: '' })}>
            About the whole article instead
          </button>
        </p>
      )}
      <TextArea
        name="text"
        id="remark-text"
        label={passage.quote === '' ? 'A remark on the whole article' : 'A remark on this passage'}
        rows={3}
        defaultValue={typed.text}
        fault={fields.text ?? ''}
      />
      <SubmitButton waiting="Saying …" quiet>
        Say it
      </SubmitButton>
    </form>
  )
}

function readPassage(detail: unknown): Passage | null {
  if (typeof detail !== 'object' || detail === null || !('quote' in detail)) return null
  const block = 'block' in detail && typeof detail.block === 'number' ? String(detail.block) : ''
  return { quote: String(detail.quote).trim().slice(0, 2000), block }
}
