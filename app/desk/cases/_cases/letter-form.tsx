'use client'

import { FormMessage, SelectField, TextArea, TextField } from '#app/_ui/fields.tsx'
import type { FormState } from '#app/_ui/form-state.ts'
import { useFormAnswer } from '#app/_ui/use-form-answer.ts'
import { letter } from '../actions.ts'

interface Reader {
  caseId: string
  /** Of that case's record: see `CaseAtDesk.version`. */
  seen: number
  /** Whether it stands for this case's reader and those of all that go on in it. */
  isAll?: boolean
  /** Name, address and reference, in words. */
  words: string
}

const valueOf = ({ caseId, seen, isAll }: Reader) => `${caseId}:${seen}${isAll ? ':all' : ''}`

interface Props {
  start: FormState
  caseId: string
  /** To whom it can go: the case's reader, and those of the cases that go on in it. */
  readers: Reader[]
  /** The names of what letters can begin from, in the settings' order. */
  templates: string[]
  subject: string
}

/** A letter to the reader: begun from a template or not, looked at, and sent. Every step works without JavaScript. */
export function LetterForm({ start, caseId, readers, templates, subject }: Props) {
  const [{ typed, fields, message }, action] = useFormAnswer(letter, start)
  const isPreview = typed.step === 'preview' || typed.step === 'send'
  const isSound = Object.keys(fields).length === 0
  const [typedCase, , typedAll] = typed.to?.split(':') ?? []
  const to =
    readers.find(({ caseId: id, isAll = false }) => id === typedCase && isAll === (typedAll === 'all')) ?? readers[0]
  if (to === undefined) return null
  const hidden = (
    <>
      <FormMessage text={message} />
      <input type="hidden" name="caseId" value={caseId} />
    </>
  )
  if (isPreview && isSound)
    return (
      <form action={action} className="desk-fold case-letter">
        {hidden}
        <input type="hidden" name="to" value={valueOf(to)} />
        <input type="hidden" name="subject" value={typed.subject ?? ''} />
        <textarea name="text" hidden readOnly value={typed.text ?? ''} />
        <p>
          To {to.words}
          <br />
          Subject: {typed.subject || (to.isAll ? 'the usual one, with the reference of each' : subject)}
        </p>
        {to.isAll && (
          <p className="text-soft">{'{name}, {reference} and the like are filled in for each reader as it is sent.'}</p>
        )}
        <div className="desk-sheet case-text">{typed.text}</div>
        <p className="text-soft">Below it stands the link at which the reader follows the case and answers.</p>
        <div className="desk-row">
          <Step value="send">Send this letter</Step>
          <Step value="edit" quiet>
            Change it
          </Step>
        </div>
      </form>
    )
  return (
    <form action={action} className="desk-fold case-letter" noValidate key={JSON.stringify(typed)}>
      {hidden}
      {readers.length === 1 ? (
        <input type="hidden" name="to" value={valueOf(to)} />
      ) : (
        <SelectField
          name="to"
          label="To"
          chosen={valueOf(to)}
          options={readers.map((reader) => ({ value: valueOf(reader), name: reader.words }))}
        />
      )}
      {templates.length > 0 && (
        <fieldset className="desk-row">
          <legend className="float-left mr-3 text-soft">Begin from</legend>
          {templates.map((name, index) => (
            <button key={name} type="submit" name="step" value={`begin:${index}`} className="button-plain">
              {name}
            </button>
          ))}
        </fieldset>
      )}
      <TextField
        name="subject"
        label="Subject"
        placeholder={subject}
        maxLength={150}
        defaultValue={typed.subject ?? ''}
        fault={fields.subject}
      />
      <TextArea name="text" label="Letter" rows={9} defaultValue={typed.text ?? ''} fault={fields.text} />
      <div className="desk-row">
        <Step value="preview">Look at it</Step>
      </div>
    </form>
  )
}

function Step({ value, quiet = false, children }: { value: string; quiet?: boolean; children: string }) {
  return (
    <button type="submit" name="step" value={value} className={quiet ? 'button button-quiet' : 'button'}>
      {children}
    </button>
  )
}
