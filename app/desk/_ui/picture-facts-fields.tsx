import { SelectField, TextArea, TextField } from '#app/_ui/fields.tsx'
import { licenceKinds, longest } from '#lib/pictures/licence.ts'
import { licenceWords } from '../pictures/_pictures/words.ts'

const licenceOptions = [
  { value: '', name: 'Not said yet' },
  ...licenceKinds.map((kind) => ({ value: kind, name: licenceWords[kind] })),
]

/**
 * The fields that say what is true of a picture.
 * @param prefix what their ids begin with, where other fields of the page have the same names
 */
export function PictureFactsFields({
  typed,
  faults,
  prefix = 'picture',
  timeZone,
}: {
  typed: Record<string, string>
  faults: Record<string, string>
  prefix?: string
  /** Where known: whose calendar the day is of. */
  timeZone?: string
}) {
  const field = (name: string) => ({
    name,
    id: `${prefix}-${name}`,
    defaultValue: typed[name],
    ...(faults[name] !== undefined && { fault: faults[name] }),
  })
  return (
    <>
      <TextArea
        {...field('alt')}
        label="Alternative text"
        hint="What the picture shows, in a sentence, for whoever does not see it."
        rows={2}
        maxLength={longest.alt}
      />
      <TextArea
        {...field('caption')}
        label="Caption"
        hint="Stands under the picture where an article has no caption of its own."
        rows={2}
        maxLength={longest.caption}
      />
      <TextField
        {...field('credit')}
        label="Credit"
        hint="Who made it, as it is printed: Jo Ray/Reuters."
        maxLength={longest.credit}
      />
      <SelectField
        name="licence"
        id={`${prefix}-licence`}
        label="Licence"
        chosen={typed.licence}
        options={licenceOptions}
        fault={faults.licence}
      />
      <TextField
        {...field('licenceNote')}
        label="Licence note"
        hint="Which licence (CC BY 4.0), an agency’s number, who permitted it and when."
        maxLength={longest.licenceNote}
      />
      <TextField
        {...field('sourceUrl')}
        label="Source"
        type="url"
        hint="The address it comes from. Creative Commons asks for it."
        maxLength={longest.sourceUrl}
      />
      <TextField
        {...field('licensedUntil')}
        label="Licensed until"
        type="date"
        hint={`The last day it may be shown${timeZone ? ` (days end at midnight in ${timeZone.replace('_', ' ')})` : ''}. Empty: for good.`}
        className="max-w-80"
      />
      <TextField
        {...field('territories')}
        label="Countries"
        hint="Where it may be shown, as two-letter codes: GB, IE. Empty: everywhere."
        className="max-w-80"
      />
    </>
  )
}
