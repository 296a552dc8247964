import 'server-only'
import { unstable_rethrow } from 'next/navigation'
import { ZodError, type z } from 'zod'
import { Refusal } from '#lib/errors.ts'
import { typedFields } from '#lib/plain-text.ts'
import { emptyForm, type FormState } from '#app/_ui/form-state.ts'
import { ourFault } from './our-fault.ts'
import { platform } from './platform.ts'
import { keepRefusedForm } from './refused-forms.ts'

/** The text fields of a form, files left out. */
function textFields(form: FormData): Record<string, string> {
  const typed: Record<string, string> = {}
  for (const [name, value] of form) if (typeof value === 'string' && !name.startsWith('$ACTION')) typed[name] = value
  return typed
}

/** @throws Refusal with each field's first fault */
export function parseFields<Output>(schema: z.ZodType<Output>, typed: Record<string, unknown>): Output {
  const parsed = schema.safeParse(typed)
  if (parsed.success) return parsed.data
  throw new Refusal('invalid', 'Please look at what is marked below.', fieldFaults(parsed.error))
}

function fieldFaults(error: ZodError): Record<string, string> {
  const faults: Record<string, string> = {}
  for (const issue of error.issues) faults[issue.path.join('.')] ??= issue.message
  return faults
}

/**
 * Runs what a form asks for, and turns what is thrown into what the form shows. A refusal is told in its own words;
 * anything else is a fault of ours: it is logged, and the person learns that nothing was changed and nothing typed is lost.
 * What the database cannot keep is the fault of its field. Redirects pass through.
 * @param name the form's, unique on its page; its page starts it from `refusedForm(name)`
 */
export async function answerForm(
  name: string,
  form: FormData,
  work: (typed: Record<string, string>) => Promise<FormState | void>,
): Promise<FormState> {
  const typed = textFields(form)
  let state = emptyForm
  try {
    typedFields.parse(typed)
    state = (await work(typed)) ?? emptyForm
  } catch (reason) {
    unstable_rethrow(reason)
    state = { ...refusalIn(reason), typed }
  }
  await keepRefusedForm(name, state)
  return state
}

function refusalIn(reason: unknown): Pick<FormState, 'message' | 'fields'> {
  if (reason instanceof Refusal) return { message: reason.message, fields: reason.fields }
  if (reason instanceof ZodError)
    return { message: 'Please look at what is marked below.', fields: fieldFaults(reason) }
  platform().log.error({ err: reason }, 'a form failed')
  return { message: ourFault(reason), fields: {} }
}
