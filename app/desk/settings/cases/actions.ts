'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { tags } from '#lib/cache/tags.ts'
import { mayWorkCases } from '#lib/cases/policy.ts'
import { changeSettings } from '#lib/settings/commands.ts'
import { answerForm, parseFields } from '#app/_server/actions.ts'
import { changed } from '#app/_server/changed.ts'
import { requestContext } from '#app/_server/context.ts'
import { requireStaff } from '#app/_server/staff.ts'
import type { FormState } from '#app/_ui/form-state.ts'
import { wholeNumber } from '../whole-number.ts'

const path = '/desk/settings/cases'

const templateSchema = z
  .object({
    name: z.string().trim().max(80, 'A name has at most 80 characters.'),
    text: z.string().trim().max(10_000, 'A template has at most 10,000 characters.'),
  })
  .superRefine(({ name, text }, { addIssue }) => {
    if (name === '' && text !== '') addIssue({ code: 'custom', path: ['name'], message: 'Name it.' })
    if (name !== '' && text === '')
      addIssue({ code: 'custom', path: ['text'], message: 'Write it, or empty its name.' })
  })

const formSchema = z
  .object({
    answerDays: wholeNumber(1, 120),
    warnDays: wholeNumber(0, 60),
    templates: z.array(templateSchema).max(50),
  })
  .refine(({ answerDays, warnDays }) => warnDays < answerDays, {
    path: ['warnDays'],
    message: 'Warn later than a case begins.',
  })

/** Managing editors and administrators: sets how long a case may take, and what letters begin from. */
export async function saveCaseSettings(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('case-settings', form, async (typed) => {
    const staff = await requireStaff(path, mayWorkCases)
    const templates = Array.from({ length: 50 }, (_, index) => ({
      name: typed[`templates.${index}.name`],
      text: typed[`templates.${index}.text`]?.replaceAll('\r\n', '\n'),
    })).filter(({ name, text }) => name !== undefined && text !== undefined)
    const { answerDays, warnDays } = typed
    const parsed = parseFields(formSchema, { answerDays, warnDays, templates })
    await changeSettings(
      await requestContext(),
      'cases',
      { ...parsed, templates: parsed.templates.filter(({ name }) => name !== '') },
      staff.id,
    )
    changed([tags.settings])
    redirect(`${path}?done=saved`)
  })
}
