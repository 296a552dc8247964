import type { Context } from '#lib/context.ts'
import { within } from '#lib/within.ts'
import { lookAtDatabase, lookAtWorker } from './database.ts'
import { lookAtKeys } from './keys.ts'
import { lookAtMail } from './mail.ts'
import { areas, fail, ok, warn, type Area, type Finding } from './model.ts'
import { lookAtBackups, lookAtDisk, lookAtFiles } from './places.ts'
import { lookAtStripe } from './stripe.ts'
import { lookAtCaches, lookAtSite } from './web.ts'

/** Milliseconds for one area. */
const patience = 60_000

export interface Wishes {
  /** Gets a mail. */
  sendTo?: string | undefined
  /** The cache that web instances share; they read it themselves, so it is not in `Config`. */
  redisUrl?: string | undefined
}

/**
 * Looks at everything a magazine needs, from where this process stands, and changes nothing; what it puts to see that it can, it
 * takes away again. Areas one after the other; what goes wrong in one is a finding of it and keeps none from the others.
 */
export async function examine(ctx: Context, wishes: Wishes = {}): Promise<Finding[]> {
  const looks: Record<Area, () => Promise<Finding[]>> = {
    configuration: () => Promise.resolve(lookAtConfiguration(ctx)),
    database: () => lookAtDatabase(ctx),
    keys: () => lookAtKeys(ctx),
    worker: () => lookAtWorker(ctx),
    clock: () => Promise.resolve([]),
    stripe: () => lookAtStripe(ctx),
    mail: () => lookAtMail(ctx, wishes.sendTo),
    files: () => lookAtFiles(ctx),
    cache: () => lookAtCaches(ctx, wishes.redisUrl),
    site: () => lookAtSite(ctx),
    disk: () => lookAtDisk(ctx),
    backups: () => lookAtBackups(ctx),
  }
  const findings: Finding[] = []
  for (const area of areas) findings.push(...(await lookInto(area, looks[area])))
  return findings.toSorted((one, other) => areas.indexOf(one.area) - areas.indexOf(other.area))
}

async function lookInto(area: Area, look: () => Promise<Finding[]>): Promise<Finding[]> {
  try {
    return await within(patience, look())
  } catch (reason) {
    const remedy = remedies[area] ?? 'Mend what that says, and look again.'
    return [fail(area, `it cannot be looked at: ${innermost(reason)}`, remedy)]
  }
}

const remedies: Partial<Record<Area, string>> = {
  database: 'Check DATABASE_URL and whether PostgreSQL runs: systemctl status postgresql.',
  keys: 'Mend the database first.',
  worker: 'Mend the database first.',
  stripe: 'Mend the database first.',
  mail: 'Mend the database first.',
}

/** Drizzle tells of the query, and why it failed beneath. */
function innermost(reason: unknown): string {
  if (!(reason instanceof Error)) return String(reason)
  if (reason.cause !== undefined) return innermost(reason.cause)
  return reason instanceof AggregateError ? reason.errors.map(innermost).join(', ') : reason.message
}

function lookAtConfiguration({ config }: Context): Finding[] {
  return [
    ok('configuration', 'every variable is there and understood'),
    ...(config.clockOffsetFile === undefined
      ? []
      : [
          warn(
            'configuration',
            'CLOCK_OFFSET_FILE moves the magazine’s time',
            'Leave it out, other than for rehearsals.',
          ),
        ]),
    ...(config.stripe.apiBase === undefined
      ? []
      : [
          warn(
            'configuration',
            'STRIPE_API_BASE names another host than Stripe',
            'Leave it out, other than for trying things.',
          ),
        ]),
  ]
}
