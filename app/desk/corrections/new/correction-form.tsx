'use client'

import { useEffect, useRef, type ReactNode } from 'react'
import { useFormStatus } from 'react-dom'
import { correctionKinds, correctionNames, mostFrontPageDays, severities } from '#lib/corrections/model.ts'
import { FormMessage, TextArea, TextField } from '#app/_ui/fields.tsx'
import type { FormState } from '#app/_ui/form-state.ts'
import { useFormAnswer } from '#app/_ui/use-form-answer.ts'
import { severityNames } from '../words.ts'
import { workOnCorrection } from './actions.ts'
import { ReplacementRows } from './replacement-rows.tsx'
import { ReplyFields } from './reply-fields.tsx'

/** What the form is about, and what it begins with. */
export interface CorrectionBasis {
  article: string
  revision: number
  case: string
  follows: string
  submissionId: string
  /** Whether the case's finding is still to be said. */
  asksFinding: boolean
  /** By the names of the fields. */
  begins: Record<string, string>
}

/**
 * The words that change, the note, and where it is shown; above them, once it was asked for, the preview, from which it is
 * published. One form for all of it, without scripts too: every button sends it, and says what for.
 * @param preview what the page shows of what was sent; null while nothing is to be seen
 */
export function CorrectionForm({
  start,
  basis,
  preview,
}: {
  start: FormState
  basis: CorrectionBasis
  preview: ReactNode
}) {
  const [{ typed: sent, fields, message }, action] = useFormAnswer(workOnCorrection, start)
  const top = useRef<HTMLDivElement>(null)
  const turn = sent.turn ?? ''
  const typed = turn === '' ? basis.begins : sent
  const seen = sent.seen ?? ''
  useEffect(() => {
    // Made anew it has lost the focus: that goes on to what came.
    if (turn === '') return
    if (sent.step === 'more') document.getElementById(`passage.${Number(sent.rows) - 1}`)?.focus()
    else top.current?.focus()
  }, [turn, sent.step, sent.rows])
  const hidden = {
    article: basis.article,
    case: basis.case,
    follows: basis.follows,
    submissionId: sent.submissionId ?? basis.submissionId,
    revision: sent.revision ?? String(basis.revision),
    turn,
    seen,
  }
  return (
    // Made anew when it comes back: a form keeps what is chosen in it, and not what it is given.
    <form action={action} key={turn} noValidate className="correction-form mt-4">
      <div ref={top} tabIndex={-1}>
        <FormMessage text={message} />
        {seen !== '' && preview !== null && (
          <section aria-labelledby="preview" className="desk-section">
            <h2 id="preview">Preview</h2>
            {preview}
            <p className="desk-row mt-5">
              <StepButton step="publish" waiting="Publishing …">
                Publish it now
              </StepButton>
              <span className="text-soft">It cannot be changed or taken back; another can follow it.</span>
            </p>
          </section>
        )}
      </div>
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <ReplacementRows typed={typed} fields={fields}>
        <StepButton step="more" waiting="One moment …" quiet>
          Another passage
        </StepButton>
      </ReplacementRows>
      <section aria-labelledby="note-section" className="desk-section">
        <h2 id="note-section">The note</h2>
        <Choices
          name="kind"
          legend="What it is"
          of={correctionKinds}
          names={correctionNames}
          typed={typed}
          fields={fields}
        />
        <TextArea
          name="note"
          label="Note"
          hint="Everybody reads it: on the article, on /corrections and in feeds. Say what was wrong and what is right. Empty lines divide paragraphs."
          rows={5}
          defaultValue={typed.note}
          fault={fields.note}
        />
        <ReplyFields typed={typed} fields={fields} />
      </section>
      <section aria-labelledby="prominence-section" className="desk-section space-y-4">
        <h2 id="prominence-section">How prominent</h2>
        <p className="desk-intro">
          It stands at the foot of the article and on /corrections in any case. The preview says what the guide
          recommends for what you say here.
        </p>
        <Choices
          name="severity"
          legend="How serious it was"
          of={severities}
          names={severityNames}
          typed={typed}
          fields={fields}
        />
        <Check name="onFrontPage" typed={typed}>
          The article stood on the front page while it was wrong
        </Check>
        <div className="flex flex-wrap gap-x-8 gap-y-4">
          <TextField
            name="daysStood"
            label="Days it stood"
            inputMode="numeric"
            defaultValue={typed.daysStood}
            fault={fields.daysStood ?? ''}
          />
          <TextField
            name="readers"
            label="Readers, about"
            hint="May be left empty."
            inputMode="numeric"
            defaultValue={typed.readers}
            fault={fields.readers ?? ''}
          />
        </div>
        <Check name="underHeadline" typed={typed}>
          Show it under the headline, too
        </Check>
        <TextField
          name="frontPageDays"
          className="max-w-52"
          label="Days on the front page"
          hint={`0 for none, ${mostFrontPageDays} at most.`}
          inputMode="numeric"
          defaultValue={typed.frontPageDays}
          fault={fields.frontPageDays ?? ''}
        />
        <TextArea
          name="prominenceReason"
          label="Why there"
          hint="Kept with it, for whoever asks later. Readers do not see it."
          rows={2}
          defaultValue={typed.prominenceReason}
          fault={fields.prominenceReason}
        />
        {basis.asksFinding && (
          <label className="block">
            <span className="label font-semibold">What the case found</span>
            <select name="finding" defaultValue={typed.finding ?? 'upheld'} className="field mt-1.5">
              <option value="upheld">Upheld</option>
              <option value="partly_upheld">Partly upheld</option>
              <option value="not_upheld">Not upheld</option>
            </select>
          </label>
        )}
      </section>
      <p className="desk-save">
        <StepButton step="preview" waiting="One moment …" quiet={seen !== ''}>
          Preview
        </StepButton>
      </p>
    </form>
  )
}

function Choices<Value extends string>({
  name,
  legend,
  of,
  names,
  typed,
  fields,
}: {
  name: string
  legend: string
  of: readonly Value[]
  names: Record<Value, string>
  typed: Record<string, string>
  fields: Record<string, string>
}) {
  return (
    <fieldset className="mt-2" aria-describedby={fields[name] ? `${name}-fault` : undefined}>
      <legend className="label font-semibold">{legend}</legend>
      <div className="mt-1 flex flex-wrap gap-x-5">
        {of.map((value) => (
          <label key={value} className="desk-check">
            <input type="radio" name={name} value={value} defaultChecked={typed[name] === value} /> {names[value]}
          </label>
        ))}
      </div>
      {fields[name] && (
        <p id={`${name}-fault`} className="field-error">
          {fields[name]}
        </p>
      )}
    </fieldset>
  )
}

function Check({ name, typed, children }: { name: string; typed: Record<string, string>; children: ReactNode }) {
  return (
    <label className="desk-check">
      <input type="checkbox" name={name} defaultChecked={typed[name] === 'on'} /> {children}
    </label>
  )
}

/** Sends the form and says what for. */
export function StepButton({
  step,
  waiting,
  quiet = false,
  children,
}: {
  step: 'more' | 'preview' | 'advice' | 'publish'
  waiting: string
  quiet?: boolean
  children: ReactNode
}) {
  const { pending, data } = useFormStatus()
  return (
    <button
      type="submit"
      name="step"
      value={step}
      disabled={pending}
      className={quiet ? 'button button-quiet' : 'button'}
    >
      {pending && data.get('step') === step ? waiting : children}
    </button>
  )
}
