import 'server-only'
import { isAway } from '#db/away.ts'
import { currentTrail } from '#lib/trail.ts'

/**
 * What somebody is told of a fault of ours, with what it is called in the log.
 * @param reason what was thrown: of a database that is away there is nothing to write to us about
 */
export function ourFault(reason: unknown): string {
  if (isAway(reason))
    return 'A part of the magazine is out of reach for a moment. Nothing was changed; please try again in a minute.'
  const requestId = currentTrail()?.requestId
  const quote = requestId === undefined ? '' : ` If you write to us about it, quote ${requestId}.`
  return `Something went wrong on our side. Nothing was changed; please try again in a moment.${quote}`
}
