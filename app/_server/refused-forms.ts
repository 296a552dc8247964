import 'server-only'
import { headers } from 'next/headers'
import { emptyForm, type FormState } from '#app/_ui/form-state.ts'

/** Next evaluates modules once per bundle; actions and pages must find the same map. */
const shared: { refusedForms?: WeakMap<object, Map<string, FormState>> } & typeof globalThis = globalThis

/**
 * Keeps what a refused form is to show for the page that is rendered in answer to the same request.
 *
 * Without JavaScript a form posts itself, and the answer is the page. React would hand the action's result to
 * `useActionState`, but Next resumes prerendered shells without it (16.4: the resume path takes no form state). The
 * request's headers are one object for the action and for the rendering after it, and for nobody else.
 */
export async function keepRefusedForm(name: string, state: FormState): Promise<void> {
  shared.refusedForms ??= new WeakMap()
  const request = await headers()
  const forms = shared.refusedForms.get(request) ?? new Map<string, FormState>()
  forms.set(name, state)
  shared.refusedForms.set(request, forms)
}

/** What the form of this name starts from: empty, or refused a moment ago. */
export async function refusedForm(name: string): Promise<FormState> {
  return shared.refusedForms?.get(await headers())?.get(name) ?? emptyForm
}
