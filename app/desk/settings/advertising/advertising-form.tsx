'use client'

import { FormMessage, TextArea, TextField } from '#app/_ui/fields.tsx'
import type { FormState } from '#app/_ui/form-state.ts'
import { SubmitButton } from '#app/_ui/submit-button.tsx'
import { useFormAnswer } from '#app/_ui/use-form-answer.ts'
import { saveAdvertising } from './actions.ts'

/** The slots, what Google is told, and ads.txt. */
export function AdvertisingForm({ start, slots }: { start: FormState; slots: { name: string; words: string }[] }) {
  const [{ typed, fields, message }, action] = useFormAnswer(saveAdvertising, start)
  const field = (name: string) => ({ name, defaultValue: typed[name], fault: fields[name] })
  return (
    <form action={action} noValidate className="mt-4 max-w-3xl space-y-6">
      <FormMessage text={message} />
      <TextField
        {...field('networkCode')}
        label="Google Ad Manager network code"
        inputMode="numeric"
        hint="Empty: Google is never asked, and no reader is asked for consent. House campaigns stand in every slot."
        className="max-w-sm"
      />
      {slots.map(({ name, words }) => (
        <fieldset key={name} className="border-t border-rule pt-3">
          <legend className="float-left w-full font-semibold">{words}</legend>
          <label className="clear-both flex min-h-8 items-center gap-2">
            <input type="checkbox" name={`${name}.shown`} defaultChecked={typed[`${name}.shown`] !== undefined} />
            Carries advertising
          </label>
          <div className="mt-1 grid gap-3 sm:grid-cols-3">
            <TextField {...field(`${name}.adUnit`)} label="Ad unit" placeholder="magazine/article" />
            <TextField {...field(`${name}.narrow`)} label="Sizes on phones" />
            <TextField {...field(`${name}.wide`)} label="Sizes on wide screens" />
          </div>
        </fieldset>
      ))}
      <p className="label text-soft">
        Sizes are what Google may deliver, in pixels: 300x250, 320x100. The space of the highest is kept free from the
        start, so that nothing on the page ever moves. Without an ad unit only house campaigns stand there.
      </p>
      <TextArea
        {...field('adsTxt')}
        label="ads.txt"
        rows={8}
        spellCheck={false}
        hint="Who may sell your advertising, a line each: google.com, pub-0000000000000000, DIRECT, f08c47fec0942fa0. Empty: there is no such file."
      />
      <SubmitButton waiting="Saving …">Save</SubmitButton>
    </form>
  )
}
