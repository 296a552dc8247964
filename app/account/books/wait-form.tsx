import type { FormState } from '#app/_ui/form-state.ts'
import { DeedForm } from './deed-form.tsx'

/** For whoever came from a book that is gone. */
export function WaitForm({ start, campaignId, title }: { start: FormState; campaignId: string; title: string }) {
  return (
    <section aria-label="Waiting list" className="mt-6 border-y border-strong py-5">
      <h2 className="text-2xl">Wait for a copy of {title}?</h2>
      <p className="mt-2 mb-4">
        All copies are taken at present. Some come back: we hold the next one for whoever waits longest, and write to
        you when it is your turn. It costs nothing to wait.
      </p>
      <DeedForm start={start} deed="wait" id={campaignId} name="Put me on the list" quiet={false} />
    </section>
  )
}
