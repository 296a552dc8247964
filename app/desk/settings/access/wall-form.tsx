'use client'

import type { Wall } from '#lib/settings/model.ts'
import { FormMessage, TextField } from '#app/_ui/fields.tsx'
import type { FormState } from '#app/_ui/form-state.ts'
import { SubmitButton } from '#app/_ui/submit-button.tsx'
import { useFormAnswer } from '#app/_ui/use-form-answer.ts'
import { saveWall } from './actions.ts'

const figures = [
  {
    name: 'freeArticles',
    label: 'Free metered articles a month',
    hint: 'For whoever does not give regularly; counted by the calendar month.',
  },
  {
    name: 'giftLinksPerMonth',
    label: 'Articles a member may give in a month',
    hint: 'Each by a link that opens it for anybody. None: articles cannot be given.',
  },
  { name: 'giftOpenings', label: 'Readers one such link lets in', hint: 'Each browser counts once.' },
  { name: 'giftDays', label: 'Days such a link lasts', hint: 'Links made before keep what they were made with.' },
] as const

const crawlerChoices = [
  ['preview', 'The preview', 'They find an article by its beginning, as its readers do.'],
  ['whole', 'The whole text', 'They find it by all of it, and are told that it is not free to read.'],
] as const

export function WallForm({
  start,
  wall,
  choices,
}: {
  start: FormState
  wall: Wall
  choices: { access: string; name: string; meaning: string }[]
}) {
  const [{ typed, fields, message }, action] = useFormAnswer(saveWall, start)
  return (
    <form action={action} noValidate className="mt-4 max-w-2xl space-y-5">
      <FormMessage text={message} />
      <fieldset>
        <legend className="label font-semibold">Access of new and imported articles</legend>
        {choices.map(({ access, name, meaning }) => (
          <label key={access} className="desk-choice">
            <input
              type="radio"
              name="defaultAccess"
              value={access}
              defaultChecked={(typed.defaultAccess ?? wall.defaultAccess) === access}
            />
            <span>
              <strong>{name}</strong> {meaning}
            </span>
          </label>
        ))}
      </fieldset>
      {figures.map(({ name, label, hint }) => (
        <TextField
          key={name}
          name={name}
          label={label}
          hint={hint}
          inputMode="numeric"
          maxLength={6}
          defaultValue={typed[name] ?? wall[name]}
          fault={fields[name]}
          className="max-w-sm"
        />
      ))}
      <fieldset>
        <legend className="label font-semibold">What search engines read of an article that is not public</legend>
        <p className="text-soft">Only those that prove to be what they say, by their network’s names.</p>
        {crawlerChoices.map(([value, name, meaning]) => (
          <label key={value} className="desk-choice">
            <input
              type="radio"
              name="crawlersRead"
              value={value}
              defaultChecked={(typed.crawlersRead ?? wall.crawlersRead) === value}
            />
            <span>
              <strong>{name}</strong> {meaning}
            </span>
          </label>
        ))}
      </fieldset>
      <SubmitButton waiting="Saving …">Save</SubmitButton>
    </form>
  )
}
