import 'server-only'
import { currentTrail } from '#lib/trail.ts'

/** What somebody is told of a fault of ours, with what it is called in the log. */
export function ourFault(): string {
  const requestId = currentTrail()?.requestId
  const quote = requestId === undefined ? '' : ` If you write to us about it, quote ${requestId}.`
  return `Something went wrong on our side. Nothing was changed; please try again in a moment.${quote}`
}
