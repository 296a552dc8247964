import type { Context } from '#lib/context.ts'
import { retentionRules } from '#lib/privacy/retention.ts'

/** Does what one rule of the schedule says, as the night does. @param figure of its period, where it has one */
export async function forgetBy(ctx: Context, key: string, figure = 0): Promise<number> {
  const rule = retentionRules.find((one) => one.key === key)
  if (!rule) throw new Error(`there is no rule ${key}`)
  const due = await rule.count(ctx, figure)
  const done = await rule.apply(ctx, figure)
  if (done !== due) throw new Error(`${key}: ${due} were counted and ${done} removed`)
  return done
}
