import 'server-only'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { emptyForm, type FormState } from '#app/_ui/form-state.ts'

/**
 * Answers a form by sending the browser to another site. With JavaScript the form goes there itself (`useLeaving`): a redirect
 * would leave it waiting for ever, which shows when the back button brings the page back as it was left.
 * @param kept what the form is to know when it goes
 */
export async function leaveFor(url: string, kept: Record<string, string> = {}): Promise<FormState> {
  // Next's own mark of an action called by script (node_modules/next/dist/docs: Server Actions).
  if ((await headers()).has('next-action')) return { ...emptyForm, typed: kept, goOn: url }
  redirect(url)
}
