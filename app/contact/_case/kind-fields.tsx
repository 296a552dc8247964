import { extents, type CaseKind } from '#lib/cases/model.ts'
import { FieldFault, TextArea, TextField } from '#app/_ui/fields.tsx'
import type { FormState } from '#app/_ui/form-state.ts'

type Shown = Pick<FormState, 'typed' | 'fields'>

/** What the form of one kind asks for. */
export function KindFields({ kind, ...shown }: Shown & { kind: CaseKind }) {
  switch (kind) {
    case 'correction':
      return <CorrectionFields {...shown} />
    case 'right_of_reply':
      return <ReplyFields {...shown} />
    case 'republishing':
      return <RepublishingFields {...shown} />
  }
}

function CorrectionFields({ typed, fields }: Shown) {
  return (
    <>
      <Passage typed={typed} fields={fields} />
      <TextArea name="message" label="What is wrong" defaultValue={typed.message} fault={fields.message} />
      <TextArea
        name="evidence"
        label="How you know"
        hint="A source, a link, or that you were there. May be left empty."
        rows={3}
        defaultValue={typed.evidence}
        fault={fields.evidence}
      />
    </>
  )
}

function ReplyFields({ typed, fields }: Shown) {
  return (
    <>
      <TextField
        name="identity"
        label="Who you are"
        hint="Yourself, or whom you speak for."
        defaultValue={typed.identity}
        fault={fields.identity}
      />
      <TextArea
        name="interest"
        label="What this article has to do with you"
        hint="That it names you, your work or your organisation, for example."
        rows={3}
        defaultValue={typed.interest}
        fault={fields.interest}
      />
      <Passage typed={typed} fields={fields} />
      <TextArea
        name="message"
        label="What you ask for"
        hint="What you would like to reply, and how: a note on the article, or an answer of your own."
        defaultValue={typed.message}
        fault={fields.message}
      />
    </>
  )
}

function RepublishingFields({ typed, fields }: Shown) {
  return (
    <>
      <TextField
        name="publication"
        label="Publication"
        autoComplete="organization"
        defaultValue={typed.publication}
        fault={fields.publication}
      />
      <TextField
        name="reach"
        label="Reach"
        hint="Copies, subscribers or readers, about."
        defaultValue={typed.reach}
        fault={fields.reach}
      />
      <TextField
        name="language"
        label="Language"
        hint="In which it would appear."
        defaultValue={typed.language}
        fault={fields.language}
      />
      <TextArea
        name="purpose"
        label="Purpose"
        hint="Where it would stand and what for: an issue, a website, a course."
        rows={3}
        defaultValue={typed.purpose}
        fault={fields.purpose}
      />
      <TextField
        name="date"
        type="date"
        label="Date"
        hint="When it would appear. May be left empty."
        defaultValue={typed.date}
        fault={fields.date}
      />
      <fieldset aria-describedby={fields.extent ? 'extent-fault' : undefined}>
        <legend className="label text-[0.9375rem] font-semibold">How much of it</legend>
        <div className="mt-1.5 space-y-1">
          {Object.entries(extents).map(([value, label]) => (
            <label key={value} className="label flex min-h-11 cursor-pointer items-center gap-3">
              <input
                type="radio"
                name="extent"
                value={value}
                defaultChecked={typed.extent === value}
                className="size-5 accent-[var(--accent)]"
              />
              {label}
            </label>
          ))}
        </div>
        <FieldFault id="extent-fault" text={fields.extent} />
      </fieldset>
      <TextArea
        name="message"
        label="Anything else"
        hint="Which part, if it is one; changes you would like to make. May be left empty."
        rows={3}
        defaultValue={typed.message}
        fault={fields.message}
      />
    </>
  )
}

function Passage({ typed, fields }: Shown) {
  return (
    <TextArea
      name="passage"
      label="The passage"
      hint="Paste the sentence it is about, if there is one."
      rows={3}
      defaultValue={typed.passage}
      fault={fields.passage}
    />
  )
}
