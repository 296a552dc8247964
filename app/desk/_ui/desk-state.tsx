import type { ReactNode } from 'react'

export type Tone = 'good' | 'warn' | 'bad' | 'quiet'

/** A state in words, with a colour that says the same. */
export function DeskState({ tone, children }: { tone: Tone; children: ReactNode }) {
  return (
    <span className="desk-state" data-tone={tone}>
      {children}
    </span>
  )
}

/** What was just done, at the head of the page that the deed led back to. */
export function DeskDone({ children }: { children: ReactNode }) {
  return <output className="desk-done">{children}</output>
}

/** Says that what was asked for was not done, and why. */
export function DeskNotDone({ children }: { children: ReactNode }) {
  return <output className="desk-done desk-not-done">{children}</output>
}
