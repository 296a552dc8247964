import { z } from 'zod'
import type { AuditFilter } from '#lib/audit/log.ts'
import { calendarDay } from '#lib/clock.ts'

const word = z.string().min(1).max(200).optional().catch(undefined)
const date = z.iso.date().optional().catch(undefined)

/** What the address of /desk/audit and of its file says. */
export const auditQuerySchema = z.object({ who: word, kind: word, action: word, from: date, to: date })
export type AuditQuery = z.infer<typeof auditQuerySchema>

/** What it asks for. @param timeZone the magazine's: both days are taken whole in it */
export function filterOf({ who, kind, action, from, to }: AuditQuery, timeZone: string): AuditFilter {
  return {
    actorId: who,
    kind,
    action,
    from: from === undefined ? undefined : calendarDay(from, timeZone)?.start,
    until: to === undefined ? undefined : calendarDay(to, timeZone)?.end,
  }
}
