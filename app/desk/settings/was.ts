import { z } from 'zod'
import { together } from '#lib/settings/together.ts'
import type { FormState } from '#app/_ui/form-state.ts'

/** The hidden field in which a form says what it held when it was opened. */
export const wasField = 'was'

const wasSchema = z.record(z.string(), z.string())

/** What a form holds, with what it held when it was opened. */
export function withWas(fields: Record<string, string>): Record<string, string> {
  return { ...fields, [wasField]: JSON.stringify(fields) }
}

/** What was typed together with what another saved since the form was opened; `refused` where both changed the same. */
export function withOthers(
  typed: Record<string, string>,
  mine: Record<string, string>,
  now: Record<string, string>,
): { fields: Record<string, string>; refused: FormState | null } {
  const { fields, met } = together(wasIn(typed), mine, now)
  if (met.length === 0) return { fields, refused: null }
  const refused: FormState = {
    message:
      'Somebody else changed the same while you had this open. Nothing was saved, and nothing of yours is lost: save again to put yours in its place.',
    fields: Object.fromEntries(met.map((name) => [name, `It is “${now[name] ?? ''}” now.`])),
    typed: { ...typed, ...fields, [wasField]: JSON.stringify(now) },
  }
  return { fields, refused }
}

function wasIn(typed: Record<string, string>): Record<string, string> {
  try {
    return wasSchema.safeParse(JSON.parse(typed[wasField] ?? '{}')).data ?? {}
  } catch {
    return {}
  }
}
