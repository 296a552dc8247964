import { extents, type CaseKind } from '#lib/cases/model.ts'
import { FieldFault, TextArea, TextField } from '#app/_ui/fields.tsx'
import type { FormState } from '#app/_ui/form-state.ts'

type Shown = Pick<FormState, 'typed' | 'fields'>

/** A field's name, what it holds, and what was wrong with that. */
function fieldOf({ typed, fields }: Shown) {
  return (name: string) => ({ name, defaultValue: typed[name], fault: fields[name] })
}

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

function CorrectionFields(shown: Shown) {
  const field = fieldOf(shown)
  return (
    <>
      <Passage {...shown} />
      <TextArea {...field('message')} label="What is wrong" />
      <TextArea
        {...field('evidence')}
        label="How you know"
        hint="A source, a link, or that you were there. May be left empty."
        rows={3}
      />
    </>
  )
}

function ReplyFields(shown: Shown) {
  const field = fieldOf(shown)
  return (
    <>
      <TextField {...field('identity')} label="Who you are" hint="Yourself, or whom you speak for." />
      <TextArea
        {...field('interest')}
        label="What this article has to do with you"
        hint="That it names you, your work or your organisation, for example."
        rows={3}
      />
      <Passage {...shown} />
      <TextArea
        {...field('message')}
        label="What you ask for"
        hint="What you would like to reply, and how: a note on the article, or an answer of your own."
      />
    </>
  )
}

function RepublishingFields(shown: Shown) {
  const { typed, fields } = shown
  const field = fieldOf(shown)
  return (
    <>
      <TextField {...field('publication')} label="Publication" autoComplete="organization" />
      <TextField {...field('reach')} label="Reach" hint="Copies, subscribers or readers, about." />
      <TextField {...field('language')} label="Language" hint="In which it would appear." />
      <TextArea
        {...field('purpose')}
        label="Purpose"
        hint="Where it would stand and what for: an issue, a website, a course."
        rows={3}
      />
      <TextField {...field('date')} type="date" label="Date" hint="When it would appear. May be left empty." />
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
        {...field('message')}
        label="Anything else"
        hint="Which part, if it is one; changes you would like to make. May be left empty."
        rows={3}
      />
    </>
  )
}

function Passage(shown: Shown) {
  return (
    <TextArea
      {...fieldOf(shown)('passage')}
      label="The passage"
      hint="Paste the sentence it is about, if there is one."
      rows={3}
    />
  )
}
