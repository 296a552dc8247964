import { clockOf, type CaseState } from '#lib/cases/model.ts'
import { DeskState, type Tone } from '../../_ui/desk-state.tsx'

const tones: Record<ReturnType<typeof clockOf>['is'], Tone> = {
  in_time: 'good',
  due_soon: 'warn',
  late: 'bad',
  stopped: 'quiet',
}

/** How a case stands against its deadline, in words and colour. */
export function CaseClockState({
  one,
  now,
  warnDays,
}: {
  one: { state: CaseState; dueAt: Date }
  now: Date
  warnDays: number
}) {
  const { is, days } = clockOf(one, now, warnDays)
  const count = days === 1 ? '1 day' : `${days} days`
  const words = {
    in_time: `In time, ${count} left`,
    due_soon: days === 0 ? 'Due within a day' : `Due soon, ${count} left`,
    late: days === 0 ? 'Late since today' : `Late by ${count}`,
    stopped: 'No longer open',
  }
  return <DeskState tone={tones[is]}>{words[is]}</DeskState>
}
