'use client'

import type { ReactNode } from 'react'
import type { QueueState } from '#lib/books/queue.ts'
import { FormMessage, TextField } from '#app/_ui/fields.tsx'
import { emptyForm, type FormState } from '#app/_ui/form-state.ts'
import { SubmitButton } from '#app/_ui/submit-button.tsx'
import { useFormAnswer } from '#app/_ui/use-form-answer.ts'
import { actOnClaim } from '../actions.ts'

/** What can be done with a claim where it stands. */
export function ClaimDeeds({
  start,
  id,
  standing,
  hasTrouble,
}: {
  start: FormState
  id: string
  standing: QueueState
  hasTrouble: boolean
}) {
  const isOver = standing === 'ended' || standing === 'replaced'
  const wasSent = standing === 'dispatched' || standing === 'delivered' || standing === 'returned'
  const deed = { start, id }
  return (
    <section aria-labelledby="deeds" className="desk-section">
      <h2 id="deeds">What to do</h2>
      <div className="mt-3 space-y-3">
        {standing === 'ready' && <Deed {...deed} deed="packed" name="Pack it" />}
        {standing === 'packed' && (
          <Deed {...deed} deed="dispatched" name="It is sent">
            <TextField name="carrier" label="Carrier" defaultValue="Royal Mail" maxLength={60} />
            <TextField name="trackingNumber" label="Tracking number, if it has one" maxLength={50} />
          </Deed>
        )}
        {standing === 'packed' && <Deed {...deed} deed="unpacked" name="Unpack it" quiet />}
        {standing === 'dispatched' && <Deed {...deed} deed="delivered" name="It arrived" />}
        {(standing === 'dispatched' || standing === 'delivered') && (
          <Deed {...deed} deed="returned" name="It came back" folded="It came back in the post">
            <Why label="Why, if it says so" />
          </Deed>
        )}
        {hasTrouble && (
          <Deed {...deed} deed="trouble_settled" name="It is settled" folded="Settle what was to look into">
            <Why label="How" />
          </Deed>
        )}
        {wasSent && (
          <Deed {...deed} deed="replaced" name="Send another copy" folded="Send another copy in its place">
            <CopyIsBack />
            <Why label="Why" />
          </Deed>
        )}
        {!isOver && (
          <Deed {...deed} deed="ended_by_desk" name="End the claim" folded="End the claim">
            {wasSent && <CopyIsBack />}
            <Why label="Why" />
          </Deed>
        )}
        <Deed {...deed} deed="noted" name="Keep the note" folded="Write a note">
          <Why label="Note, for whoever works on this next" />
        </Deed>
      </div>
    </section>
  )
}

function Deed({
  start,
  id,
  deed,
  name,
  folded,
  quiet = folded !== undefined,
  children,
}: {
  start: FormState
  id: string
  deed: string
  name: string
  folded?: string
  quiet?: boolean
  children?: ReactNode
}) {
  const isMine = start.typed.deed === deed
  const [{ message, fields }, action] = useFormAnswer(actOnClaim, isMine ? start : emptyForm)
  const form = (
    <form action={action} className="max-w-md space-y-3">
      <FormMessage text={[message, ...Object.values(fields)].filter((text) => text !== '').join(' ')} />
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="deed" value={deed} />
      {children}
      <SubmitButton waiting="One moment …" quiet={quiet}>
        {name}
      </SubmitButton>
    </form>
  )
  if (folded === undefined) return form
  return (
    <details open={isMine || undefined}>
      <summary>{folded}</summary>
      <div className="mt-2">{form}</div>
    </details>
  )
}

function Why({ label }: { label: string }) {
  return (
    <label className="block">
      <span className="font-semibold">{label}</span>
      <textarea name="why" rows={2} maxLength={500} className="field mt-1.5" />
    </label>
  )
}

function CopyIsBack() {
  return (
    <label className="desk-check">
      <input type="checkbox" name="copyIsBack" /> The copy lies here again, as good as new
    </label>
  )
}
