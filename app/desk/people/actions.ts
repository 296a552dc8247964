'use server'

import { refresh } from 'next/cache'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { connectAuthor, disconnectAuthor, makeAuthor } from '#lib/articles/authors.ts'
import { newAuthorSlug } from '#lib/articles/slugs.ts'
import { Refusal } from '#lib/errors.ts'
import { inviteToStaff, sendInvitationAgain, withdrawInvitation } from '#lib/people/invitations.ts'
import { emailSchema, staffNameSchema } from '#lib/people/model.ts'
import { mayManagePeople } from '#lib/people/policy.ts'
import { personById } from '#lib/people/queries.ts'
import { changeRoles } from '#lib/people/roles.ts'
import { endSession, endSessionsOf } from '#lib/people/sessions.ts'
import { resetFactor } from '#lib/second-factor/commands.ts'
import { answerForm, parseFields } from '#app/_server/actions.ts'
import { changed } from '#app/_server/changed.ts'
import { requestContext } from '#app/_server/context.ts'
import { requireStaff } from '#app/_server/staff.ts'
import type { FormState } from '#app/_ui/form-state.ts'
import { rolesIn } from './_people/roles-in.ts'

/** Administrators: invites somebody by mail. */
export async function invite(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('invite', form, async (typed) => {
    const staff = await requireStaff('/desk/people', mayManagePeople)
    const { email, name } = parseFields(z.object({ email: emailSchema, name: staffNameSchema }), typed)
    await inviteToStaff(await requestContext(), { email, name, roles: rolesIn(typed), actorId: staff.id })
    redirect('/desk/people?done=invited')
  })
}

const idSchema = z.object({ id: z.uuid() })

/** Of several forms alike on a page, which one it is. */
function idIn(form: FormData, name = 'id'): string {
  return z.string().catch('').parse(form.get(name))
}

/** Administrators: sends the mail of an invitation once more, with a new link. */
export async function sendAgain(_: FormState, form: FormData): Promise<FormState> {
  return answerForm(`again-${idIn(form)}`, form, async (typed) => {
    const staff = await requireStaff('/desk/people', mayManagePeople)
    await sendInvitationAgain(await requestContext(), parseFields(idSchema, typed).id, staff.id)
    redirect('/desk/people?done=sent')
  })
}

/** Administrators: takes an invitation back. */
export async function withdraw(_: FormState, form: FormData): Promise<FormState> {
  return answerForm(`withdraw-${idIn(form)}`, form, async (typed) => {
    const staff = await requireStaff('/desk/people', mayManagePeople)
    await withdrawInvitation(await requestContext(), parseFields(idSchema, typed).id, staff.id)
    redirect('/desk/people?done=withdrawn')
  })
}

/** Administrators: gives somebody exactly the roles that were asked for and shown. */
export async function saveRoles(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('roles', form, async (typed) => {
    const staff = await requireStaff('/desk/people', mayManagePeople)
    const { id } = parseFields(idSchema, typed)
    await changeRoles(await requestContext(), { personId: id, roles: rolesIn(typed), actorId: staff.id })
    // Whoever has just laid their own role down has nothing to see there any more.
    if (id === staff.id) redirect('/account')
    redirect(`/desk/people/${id}?done=roles`)
  })
}

/** Administrators: signs one browser of somebody out. */
export async function endOne(_: FormState, form: FormData): Promise<FormState> {
  return answerForm(`end-${idIn(form, 'session')}`, form, async (typed) => {
    const staff = await requireStaff('/desk/people', mayManagePeople)
    const { id, session } = parseFields(z.object({ id: z.uuid(), session: z.uuid() }), typed)
    await endSession(await requestContext(), { sessionId: session, personId: id, actorId: staff.id })
    // Of a second one ended the address is what it was: the browser would keep the page it has.
    refresh()
    redirect(`/desk/people/${id}?done=ended`)
  })
}

/** Administrators: signs somebody out everywhere. */
export async function endAll(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('end-all', form, async (typed) => {
    const staff = await requireStaff('/desk/people', mayManagePeople)
    const { id } = parseFields(idSchema, typed)
    await endSessionsOf(await requestContext(), { personId: id, actorId: staff.id })
    redirect(`/desk/people/${id}?done=ended-all`)
  })
}

/** Administrators: takes the second factor of somebody else away, who has lost it. */
export async function reset(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('reset-factor', form, async (typed) => {
    const staff = await requireStaff('/desk/people', mayManagePeople)
    const { id } = parseFields(idSchema, typed)
    await resetFactor(await requestContext(), { personId: id, actorId: staff.id })
    redirect(`/desk/people/${id}?done=reset`)
  })
}

/** Administrators: lets an account write as an author. */
export async function connect(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('connect', form, async (typed) => {
    const staff = await requireStaff('/desk/people', mayManagePeople)
    const { id, author } = parseFields(
      z.object({ id: z.uuid(), author: z.string().trim().min(1, 'Enter the name of an author.') }),
      typed,
    )
    await connectAuthor(await requestContext(), { personId: id, name: author, actorId: staff.id })
    redirect(`/desk/people/${id}?done=connected`)
  })
}

/** Administrators: ends that an account writes as an author. */
export async function disconnect(_: FormState, form: FormData): Promise<FormState> {
  return answerForm(`disconnect-${idIn(form, 'author')}`, form, async (typed) => {
    const staff = await requireStaff('/desk/people', mayManagePeople)
    const { id, author } = parseFields(z.object({ id: z.uuid(), author: z.uuid() }), typed)
    await disconnectAuthor(await requestContext(), { personId: id, authorId: author, actorId: staff.id })
    redirect(`/desk/people/${id}?done=disconnected`)
  })
}

/** Administrators: makes an author of somebody's own name, connected to their account. */
export async function makeOwnAuthor(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('make-author', form, async (typed) => {
    const staff = await requireStaff('/desk/people', mayManagePeople)
    const ctx = await requestContext()
    const { id } = parseFields(idSchema, typed)
    const person = await personById(ctx, id)
    if (!person?.name) throw new Refusal('conflict', 'This account has no name to make an author of.')
    const input = { name: person.name, slug: await newAuthorSlug(ctx, person.name), biography: '', pictureId: null }
    const made = await makeAuthor(ctx, input, { actorId: staff.id, personId: id })
    changed(made.changed)
    redirect(`/desk/authors/${made.id}?done=saved`)
  })
}
