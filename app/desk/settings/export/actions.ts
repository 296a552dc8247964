'use server'

import { redirect } from 'next/navigation'
import { askForArchive } from '#lib/exports/archives.ts'
import { mayExport } from '#lib/exports/policy.ts'
import { answerForm } from '#app/_server/actions.ts'
import { requestContext } from '#app/_server/context.ts'
import { requireStaff } from '#app/_server/staff.ts'
import type { FormState } from '#app/_ui/form-state.ts'

/** Administrators: has the worker write the whole magazine into one archive. */
export async function beginExport(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('export', form, async (typed) => {
    const staff = await requireStaff('/desk/settings/export', mayExport)
    await askForArchive(
      await requestContext(),
      { withRevisions: typed.withRevisions === 'on', withAddresses: typed.withAddresses === 'on' },
      staff.id,
    )
    redirect('/desk/settings/export?done=asked')
  })
}
