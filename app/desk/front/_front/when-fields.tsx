import { FieldFault, TextField } from '#app/_ui/fields.tsx'

/** From when until when the arrangement holds. */
export function WhenFields({
  given,
  fields,
  timeZone,
}: {
  given: { name: string; when: string; startsAt: string; endsAt: string }
  fields: Record<string, string>
  timeZone: string
}) {
  return (
    <fieldset className="front-when" key={JSON.stringify(given)}>
      <legend className="text-[1.0625rem] font-semibold">From when</legend>
      <label className="desk-choice">
        <input type="radio" name="when" value="once" defaultChecked={given.when !== 'later'} />
        <span>At once</span>
      </label>
      <div className="desk-choice front-later">
        <label className="flex items-baseline gap-2">
          <input type="radio" name="when" value="later" defaultChecked={given.when === 'later'} />
          <span>From</span>
        </label>
        <input
          type="datetime-local"
          name="startsAt"
          aria-label="From this day and time"
          className="field"
          defaultValue={given.startsAt}
          aria-invalid={fields.startsAt ? true : undefined}
          aria-describedby={fields.startsAt ? 'startsAt-fault' : 'zone'}
        />
      </div>
      <FieldFault id="startsAt-fault" text={fields.startsAt} />
      <TextField
        name="endsAt"
        type="datetime-local"
        label="Until"
        hint="Left empty it stays until another takes its place. At its end what stood before returns."
        defaultValue={given.endsAt}
        fault={fields.endsAt ?? ''}
        className="max-w-sm"
      />
      <TextField
        name="name"
        label="What for"
        hint="For the desk’s list alone, such as “election night”."
        maxLength={80}
        defaultValue={given.name}
        fault={fields.name ?? ''}
        className="max-w-sm"
      />
      <p id="zone" className="front-note">
        Times are the magazine’s: {timeZone}.
      </p>
    </fieldset>
  )
}
