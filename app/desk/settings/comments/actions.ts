'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { tags } from '#lib/cache/tags.ts'
import { setTopicModeration } from '#lib/comments/moderation/topics.ts'
import { Refusal } from '#lib/errors.ts'
import { changeSettings } from '#lib/settings/commands.ts'
import { mayChangeSettings } from '#lib/settings/policy.ts'
import { answerForm, parseFields } from '#app/_server/actions.ts'
import { changed } from '#app/_server/changed.ts'
import { requestContext } from '#app/_server/context.ts'
import { requireStaff } from '#app/_server/staff.ts'
import type { FormState } from '#app/_ui/form-state.ts'
import { wholeNumber } from '../whole-number.ts'

const path = '/desk/settings/comments'

/** One a line, as typed; doubles and empty lines are left out. */
const wordList = z
  .string()
  .transform((typed) => [
    ...new Set(
      typed
        .split('\n')
        .map((line) => line.trim().replace(/\s+/g, ' '))
        .filter((line) => line !== ''),
    ),
  ])
  .pipe(
    z
      .array(z.string().min(2, 'Each line needs at least two characters.').max(80, 'A line has at most 80 characters.'))
      .max(2000, 'At most 2,000 lines.'),
  )

const formSchema = z.object({
  readers: z.enum(['everyone', 'members']),
  moderation: z.enum(['post', 'pre']),
  editMinutes: wholeNumber(0, 60),
  closeAfterDays: z.union([
    z
      .string()
      .trim()
      .length(0)
      .transform(() => null),
    wholeNumber(1, 3650),
  ]),
  firstHeld: wholeNumber(0, 20),
  mostLinks: wholeNumber(0, 50),
  bannedWords: wordList,
  suspectWords: wordList,
  reportsThatHold: wholeNumber(1, 50),
})

/** A list's fault is told beside the list, whichever line it is of. */
function readForm(typed: Record<string, string>) {
  const parsed = formSchema.safeParse(typed)
  if (parsed.success) return parsed.data
  const fields: Record<string, string> = {}
  for (const {
    path: [name],
    message,
  } of parsed.error.issues)
    fields[String(name)] ??= message
  throw new Refusal('invalid', 'Please look at what is marked below.', fields)
}

/** Administrators: sets how readers talk, and what moderators see first. */
export async function saveCommentSettings(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('comment-settings', form, async (typed) => {
    const staff = await requireStaff(path, mayChangeSettings)
    await changeSettings(await requestContext(), 'comments', readForm(typed), staff.id)
    changed([tags.settings])
    redirect(`${path}?done=saved`)
  })
}

const topicSchema = z.record(z.string(), z.enum(['', 'pre', 'post']))

/** Administrators: says under which topics comments wait for a moderator. */
export async function saveTopicModeration(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('topic-moderation', form, async (typed) => {
    const staff = await requireStaff(path, mayChangeSettings)
    const given = Object.entries(typed).flatMap(([name, value]) =>
      name.startsWith('topic.') ? [[name.slice('topic.'.length), value]] : [],
    )
    const chosen = parseFields(topicSchema, Object.fromEntries(given))
    const modes = new Map(Object.entries(chosen).map(([slug, mode]) => [slug, mode === '' ? null : mode]))
    await setTopicModeration(await requestContext(), modes, staff.id)
    redirect(`${path}?done=topics`)
  })
}
