'use server'

import { refresh } from 'next/cache'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { setAccess } from '#lib/articles/access.ts'
import { markArticleAdFree } from '#lib/articles/ad-free.ts'
import { beginArticle, takeBack, throwAway } from '#lib/articles/begin.ts'
import { saveDeskNotes } from '#lib/articles/desk.ts'
import { accessSchema } from '#lib/articles/model.ts'
import {
  mayBegin,
  mayDeleteForGood,
  mayFindArticles,
  mayMarkAdFree,
  maySetAccess,
  type StaffMember,
} from '#lib/articles/policy.ts'
import { deleteForGood } from '#lib/articles/removal.ts'
import { copySetAside } from '#lib/articles/set-aside.ts'
import { restoreIntoWorkingCopy, writtenAtRevision } from '#lib/articles/working-copy.ts'
import { requireEdit } from '#lib/articles/writing.ts'
import { Refusal } from '#lib/errors.ts'
import type { Person } from '#lib/people/model.ts'
import { answerForm, parseFields } from '#app/_server/actions.ts'
import { changed } from '#app/_server/changed.ts'
import { requestContext } from '#app/_server/context.ts'
import { requireStaff } from '#app/_server/staff.ts'
import type { FormState } from '#app/_ui/form-state.ts'
import { accessNames } from '../words.ts'

const articlesPath = '/desk/articles'

const accessFormSchema = z.object({
  article: z.uuid(),
  revision: z.coerce.number().int().nonnegative(),
  access: accessSchema,
})

const oneArticleSchema = z.object({ article: z.uuid() })

const restoreFormSchema = z.object({
  article: z.uuid(),
  revision: z.coerce.number().int().positive().optional(),
  copy: z.uuid().optional(),
})

const notesFormSchema = z.object({
  article: z.uuid(),
  notes: z.string().trim().max(20_000, 'Write at most 20,000 characters.'),
})

/** Editors: sets who may read an article. */
export async function saveAccess(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('access', form, async (typed) => {
    const staff = await requireStaff(articlesPath, maySetAccess)
    const { article, ...asked } = parseFields(accessFormSchema, typed)
    const outcome = await setAccess(await requestContext(), { ...asked, articleId: article, personId: staff.id })
    if (outcome.state === 'overtaken') {
      // The text may be another, too: the page shows what it is now, beside what was chosen here.
      refresh()
      return {
        message: `Somebody else changed this article while you had it open. It is now: ${accessNames[outcome.access]}. Nothing of yours is lost: your choice is still below. Save it to replace theirs, or leave the page to keep theirs.`,
        fields: {},
        typed: { ...typed, revision: String(outcome.revision) },
      }
    }
    changed(outcome.changed)
    redirect(`/desk/articles/${article}?done=access`)
  })
}

/** Editors: says whether an article carries advertising. */
export async function saveAdFree(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('ad-free', form, async (typed) => {
    const staff = await requireStaff(articlesPath, mayMarkAdFree)
    const { article } = parseFields(oneArticleSchema, typed)
    changed(await markArticleAdFree(await requestContext(), article, typed.adFree === 'on', staff.id))
    redirect(`/desk/articles/${article}?done=ad-free`)
  })
}

/** Keeps what the desk notes about an article for itself. */
export async function saveNotes(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('notes', form, async (typed) => {
    const staff = await requireStaff(articlesPath, mayFindArticles)
    const { article, notes } = parseFields(notesFormSchema, typed)
    const ctx = await requestContext()
    await requireEdit(ctx, asStaff(staff), article)
    await saveDeskNotes(ctx, article, notes, staff.id)
    redirect(`/desk/articles/${article}?done=notes`)
  })
}

/** Begins an article; sent twice it is one. */
export async function beginNew(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('new-article', form, async (typed) => {
    const staff = await requireStaff('/desk/articles/new', (person) => mayBegin(asStaff(person)))
    const { id } = parseFields(z.object({ id: z.uuid() }), typed)
    await beginArticle(await requestContext(), { id, personId: staff.id })
    redirect(`/desk/articles/${id}`)
  })
}

/** Throws away what readers never saw, once it is confirmed. */
export async function throwArticleAway(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('throw-away', form, async (typed) => {
    const staff = await requireStaff(articlesPath, mayFindArticles)
    const { article } = parseFields(oneArticleSchema, typed)
    const ctx = await requestContext()
    await requireEdit(ctx, asStaff(staff), article)
    await throwAway(ctx, article, staff.id)
    redirect(`/desk/articles/${article}?done=thrown-away`)
  })
}

export async function takeArticleBack(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('take-back', form, async (typed) => {
    const staff = await requireStaff(articlesPath, mayFindArticles)
    const { article } = parseFields(oneArticleSchema, typed)
    const ctx = await requestContext()
    await requireEdit(ctx, asStaff(staff), article)
    await takeBack(ctx, article, staff.id)
    redirect(`/desk/articles/${article}?done=taken-back`)
  })
}

/** Editors: deletes what was thrown away, and was never published, for good. */
export async function deleteArticleForGood(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('delete', form, async (typed) => {
    const staff = await requireStaff(articlesPath, mayDeleteForGood)
    const { article } = parseFields(oneArticleSchema, typed)
    await deleteForGood(await requestContext(), article, staff.id)
    redirect('/desk/articles?only=thrown-away&done=deleted')
  })
}

/** Puts a revision, or what was set aside, back to work on. Readers see nothing of it. */
export async function restoreVersion(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('restore', form, async (typed) => {
    const staff = await requireStaff(articlesPath, mayFindArticles)
    const { article, revision, copy } = parseFields(restoreFormSchema, typed)
    const ctx = await requestContext()
    await requireEdit(ctx, asStaff(staff), article)
    const written =
      revision !== undefined
        ? await writtenAtRevision(ctx, article, revision)
        : copy !== undefined
          ? await copySetAside(ctx, article, copy)
          : null
    if (written === null) throw new Refusal('not_found', 'That version is no longer kept.')
    const what = revision === undefined ? 'what was set aside' : `revision ${revision}`
    await restoreIntoWorkingCopy(ctx, { articleId: article, written, personId: staff.id, what })
    redirect(`/desk/articles/${article}?done=restored`)
  })
}

function asStaff({ id, roles }: Person): StaffMember {
  return { personId: id, roles }
}
