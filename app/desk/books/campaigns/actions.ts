'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { endCampaign, publishCampaign, saveCampaign } from '#lib/books/campaign-commands.ts'
import { mayManageCampaigns } from '#lib/books/policy.ts'
import { tags } from '#lib/cache/tags.ts'
import { magazineSettings } from '#lib/settings/queries.ts'
import { answerForm } from '#app/_server/actions.ts'
import { changed } from '#app/_server/changed.ts'
import { requestContext } from '#app/_server/context.ts'
import { requireStaff } from '#app/_server/staff.ts'
import type { FormState } from '#app/_ui/form-state.ts'
import { readCampaign } from './_campaigns/read-form.ts'

const path = '/desk/books/campaigns'

/** Editors and administrators: makes a campaign, as a draft, or changes one. */
export async function keepCampaign(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('campaign', form, async (typed) => {
    const staff = await requireStaff(path, mayManageCampaigns)
    const { id } = z.object({ id: z.uuid() }).parse(typed)
    const ctx = await requestContext()
    await saveCampaign(ctx, id, readCampaign(typed, (await magazineSettings(ctx)).timeZone), staff.id)
    changed([tags.campaigns, tags.campaign(id)])
    redirect(`${path}/${id}?done=saved`)
  })
}

const deeds = {
  publish: { run: publishCampaign, done: 'published' },
  end: { run: endCampaign, done: 'ended' },
} as const

const deedSchema = z.object({ id: z.uuid(), deed: z.enum(['publish', 'end']) })

/** Editors and administrators: publishes a campaign, or ends it before its time. */
export async function actOnCampaign(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('act-on-campaign', form, async (typed) => {
    const staff = await requireStaff(path, mayManageCampaigns)
    const { id, deed } = deedSchema.parse(typed)
    await deeds[deed].run(await requestContext(), id, staff.id)
    changed([tags.campaigns, tags.campaign(id)])
    redirect(`${path}/${id}?done=${deeds[deed].done}`)
  })
}
