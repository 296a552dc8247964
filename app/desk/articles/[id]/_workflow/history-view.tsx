import type { Step } from '#lib/articles/workflow/history.ts'
import { formatExactly } from '#lib/articles/workflow/local-time.ts'
import type { Magazine } from '#lib/settings/model.ts'
import { Ago } from '../../../_ui/desk-time.tsx'
import { stepWords } from './words.ts'

/** How it went through the desk: who, when, and what they said. */
export function HistoryView({ steps, now, settings }: { steps: Step[]; now: Date; settings: Magazine }) {
  if (steps.length === 0) return null
  return (
    <details className="workflow-part">
      <summary>History: {steps.length === 1 ? 'one step' : `${steps.length} steps`}</summary>
      <ol className="workflow-history">
        {steps.map((step) => (
          <li key={step.id}>
            <strong>{stepWords(step)}</strong>
            {step.plannedAt && step.kind === 'schedule' && (
              <> for {formatExactly(step.plannedAt, settings.timeZone, settings.locale)}</>
            )}
            , {step.by ?? 'by the schedule'}, <Ago at={step.at} now={now} settings={settings} />
            {step.note !== '' && step.kind !== 'assign' && <q className="workflow-note">{step.note}</q>}
          </li>
        ))}
      </ol>
    </details>
  )
}
