'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { replayEvents } from '#lib/donations/inbox-desk.ts'
import { mayWorkInbox } from '#lib/donations/policy.ts'
import { replayDeadLetters } from '#lib/jobs/replay.ts'
import { requestContext } from '#app/_server/context.ts'
import { requireStaff } from '#app/_server/staff.ts'
import { whichEvents } from './which-events.ts'

/** Administrators: has one event tried again, or all that failed; nothing for a form that says neither. */
export async function replay(form: FormData): Promise<void> {
  const staff = await requireStaff('/desk/inbox', mayWorkInbox)
  const which = whichEvents(form)
  if (which === null) redirect('/desk/inbox?nothing=form')
  const replayed = await replayEvents(await requestContext(), which, staff.id)
  if (replayed === 0) redirect(`/desk/inbox?nothing=${which === 'failed' ? 'events' : 'event'}`)
  redirect(`/desk/inbox?replayed=${replayed}`)
}

/** Administrators: has jobs that were given up tried again, one or those that were listed. */
export async function replayDead(form: FormData): Promise<void> {
  const staff = await requireStaff('/desk/inbox', mayWorkInbox)
  const ids = z.array(z.uuid()).max(1_000).safeParse(form.getAll('job'))
  if (!ids.success || ids.data.length === 0) redirect('/desk/inbox?nothing=form')
  const replayed = await replayDeadLetters(await requestContext(), ids.data, staff.id)
  if (replayed === 0) redirect('/desk/inbox?nothing=jobs')
  redirect(`/desk/inbox?replayed=${replayed}`)
}
