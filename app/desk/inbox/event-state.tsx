import type { EventState as State } from '#lib/donations/inbox-desk.ts'
import { DeskState, type Tone } from '../_ui/desk-state.tsx'

export const stateNames: Record<State, string> = {
  received: 'Waiting',
  applied: 'Applied',
  ignored: 'Ignored',
  failed: 'Failed',
}

const tones: Record<State, Tone> = { received: 'warn', applied: 'good', ignored: 'quiet', failed: 'bad' }

export function EventState({ state }: { state: State }) {
  return <DeskState tone={tones[state]}>{stateNames[state]}</DeskState>
}
