import { desc, inArray } from 'drizzle-orm'
import { auditLog } from '#db/schema/platform.ts'
import type { Context } from '#lib/context.ts'

/** Who acts where nobody is signed in: whoever runs `npm run admin` on the machine. */
export const commandLine = 'the command line'

export interface AuditEntry {
  /** The id of whoever did it; `commandLine`. */
  actorId: string
  /** In plain English, past tense: granted a membership. */
  action: string
  /** What it was done to: its kind and id, such as `person 0198…`; see `subjectOf`. */
  subject: string
  /** What else must be known to understand it later; no secrets. */
  details: Record<string, string | number | boolean | null>
}

/** How the log names a thing. */
export function subjectOf(kind: string, id: string): string {
  return `${kind} ${id}`
}

/** Notes who did what to which thing. Call it in the transaction that does it: what is done is noted, or neither is. */
export async function recordAudit(ctx: Context, { actorId, action, subject, details }: AuditEntry): Promise<void> {
  await ctx.db.insert(auditLog).values({ actor: actorId, action, subject, details, at: ctx.now })
}

export interface AuditRow {
  id: string
  actorId: string
  action: string
  subject: string
  details: unknown
  at: Date
}

/** What was done to these things, the newest first; at most 100. */
export async function auditOf(ctx: Context, subjects: string[]): Promise<AuditRow[]> {
  if (subjects.length === 0) return []
  return ctx.db
    .select({
      id: auditLog.id,
      actorId: auditLog.actor,
      action: auditLog.action,
      subject: auditLog.subject,
      details: auditLog.details,
      at: auditLog.at,
    })
    .from(auditLog)
    .where(inArray(auditLog.subject, subjects))
    .orderBy(desc(auditLog.at), desc(auditLog.id))
    .limit(100)
}
