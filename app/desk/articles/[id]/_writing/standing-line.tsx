'use client'

import type { Standing } from './writing-state.ts'

interface Props {
  standing: Standing
  isKeptHere: boolean
  clock: (instant: string) => string
}

/** Where what was written is now. Read out when it is trouble; while all is well it is there to be looked at. */
export function StandingLine({ standing, isKeptHere, clock }: Props) {
  const isTrouble = !['saved', 'waiting', 'saving'].includes(standing.is)
  return (
    <p className="writing-standing" data-tone={isTrouble ? 'bad' : 'good'} aria-live={isTrouble ? 'polite' : 'off'}>
      <Words standing={standing} isKeptHere={isKeptHere} clock={clock} />
    </p>
  )
}

function Words({ standing, isKeptHere, clock }: Props) {
  const kept = isKeptHere ? 'Kept in this browser' : 'Not kept anywhere yet: leave this page open'
  switch (standing.is) {
    case 'saved':
      return standing.at === null ? 'As it is saved' : `Saved ${clock(standing.at)}`
    case 'waiting':
    case 'saving':
      return 'Saving …'
    case 'unreachable':
      return `Not saved: no connection. ${kept}; will be sent when it is back.`
    case 'signed out':
      return (
        <>
          Not saved: you were signed out.{' '}
          <a href="/sign-in?to=/desk/articles" target="_blank" rel="noreferrer">
            Sign in in another tab
          </a>
          ; nothing is lost. {kept}.
        </>
      )
    case 'refused':
      return `Not saved: ${standing.why} ${kept}.`
    case 'conflict':
      return `Not saved: two have written here. ${kept}.`
  }
}
