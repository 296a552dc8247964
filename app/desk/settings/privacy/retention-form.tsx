'use client'

import type { ScheduleLine } from '#lib/privacy/retention.ts'
import { FieldFault, FormMessage } from '#app/_ui/fields.tsx'
import type { FormState } from '#app/_ui/form-state.ts'
import { SubmitButton } from '#app/_ui/submit-button.tsx'
import { useFormAnswer } from '#app/_ui/use-form-answer.ts'
import { DeskCell, DeskRow, DeskTable } from '../../_ui/desk-table.tsx'
import { saveRetention } from './actions.ts'

/** The schedule, with what of it can be changed. */
export function RetentionForm({ start, lines, locale }: { start: FormState; lines: ScheduleLine[]; locale: string }) {
  const [{ typed, fields, message }, action] = useFormAnswer(saveRetention, start)
  const figure = new Intl.NumberFormat(locale)
  const asked = typed.asked ?? ''
  return (
    <form action={action} noValidate className="mt-4 space-y-5">
      <FormMessage text={message} />
      <input type="hidden" name="asked" value={asked} />
      <DeskTable
        label="How long what is kept"
        columns={[
          { name: 'What' },
          { name: 'Kept for' },
          { name: 'Removed last night', figures: true, minor: true },
          { name: 'In all', figures: true, minor: true },
        ]}
      >
        {lines.map(({ key, what, end, after, lastRemoved, removedInAll }) => (
          <DeskRow key={key}>
            <DeskCell>
              {what}
              <span className="block text-soft">then {end}</span>
            </DeskCell>
            <DeskCell>
              {typeof after === 'string' ? (
                after
              ) : (
                <>
                  <span className="desk-row">
                    <input
                      name={after.name}
                      aria-label={`${what}: ${after.unit}`}
                      inputMode="numeric"
                      maxLength={4}
                      className="field retention-figure"
                      defaultValue={typed[after.name] ?? after.figure}
                      aria-invalid={fields[after.name] ? true : undefined}
                      aria-describedby={fields[after.name] ? `${after.name}-fault` : `${after.name}-bounds`}
                    />
                    <span>{after.unit}</span>
                  </span>
                  <span id={`${after.name}-bounds`} className="block text-soft">
                    {after.least} to {after.most}
                  </span>
                  <FieldFault id={`${after.name}-fault`} text={fields[after.name]} />
                </>
              )}
            </DeskCell>
            <DeskCell figures minor>
              {lastRemoved === null ? '–' : figure.format(lastRemoved)}
            </DeskCell>
            <DeskCell figures minor>
              {figure.format(removedInAll)}
            </DeskCell>
          </DeskRow>
        ))}
      </DeskTable>
      <SubmitButton waiting="Counting …">{asked === '' ? 'Save' : 'Save, and remove that'}</SubmitButton>
    </form>
  )
}
