'use client'

import { eventNames, eventTypes } from '#lib/webhooks/model.ts'
import { FieldFault, FormMessage, TextField } from '#app/_ui/fields.tsx'
import type { FormState } from '#app/_ui/form-state.ts'
import { SubmitButton } from '#app/_ui/submit-button.tsx'
import { useFormAnswer } from '#app/_ui/use-form-answer.ts'
import { makeEndpoint, saveEndpoint } from '../actions.ts'
import { Secret } from './secret.tsx'

interface Given {
  id: string
  url: string
  description: string
  events: string[]
}

/** Makes an endpoint, or changes one. */
export function EndpointForm({ start, given }: { start: FormState; given: Given | null }) {
  const [{ typed, fields, message }, action] = useFormAnswer(given ? saveEndpoint : makeEndpoint, start)
  const wasRefused = message !== ''
  return (
    <form action={action} noValidate className="mt-3 max-w-2xl space-y-5">
      <FormMessage text={message} />
      {typed.secret && (
        <Secret secret={typed.secret}>
          The endpoint is made. <a href={`/desk/settings/webhooks/${typed.made ?? ''}`}>Open it</a> and send it a test
          event.
        </Secret>
      )}
      {given && <input type="hidden" name="id" value={given.id} />}
      <TextField
        name="url"
        type="url"
        label="Address"
        hint="Where the other side takes events: https, and no address of a private network."
        maxLength={500}
        defaultValue={typed.url ?? given?.url}
        fault={fields.url ?? ''}
      />
      <TextField
        name="description"
        label="Whose it is"
        hint="For the desk alone."
        maxLength={200}
        defaultValue={typed.description ?? given?.description}
        fault={fields.description ?? ''}
      />
      <fieldset aria-describedby={fields.events ? 'events-fault' : undefined}>
        <legend className="label font-semibold">What it is told</legend>
        {eventTypes.map((type) => (
          <label key={type} className="desk-choice">
            <input
              type="checkbox"
              name={`event.${type}`}
              defaultChecked={wasRefused ? typed[`event.${type}`] === 'on' : given?.events.includes(type)}
            />
            <span>
              {eventNames[type]} <code>{type}</code>
            </span>
          </label>
        ))}
        <FieldFault id="events-fault" text={fields.events} />
      </fieldset>
      <SubmitButton waiting="Saving …">{given ? 'Save' : 'Make this endpoint'}</SubmitButton>
    </form>
  )
}
