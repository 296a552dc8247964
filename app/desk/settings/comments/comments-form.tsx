'use client'

import { FormMessage, TextArea } from '#app/_ui/fields.tsx'
import type { FormState } from '#app/_ui/form-state.ts'
import { SubmitButton } from '#app/_ui/submit-button.tsx'
import { useFormAnswer } from '#app/_ui/use-form-answer.ts'
import { FigureField } from '../figure-field.tsx'
import { saveCommentSettings, saveTopicModeration } from './actions.ts'

/** @param start its `typed` holds what is set now, or what was refused a moment ago */
export function CommentSettingsForm({ start }: { start: FormState }) {
  const [form, action] = useFormAnswer(saveCommentSettings, start)
  const { typed, fields, message } = form
  return (
    <form action={action} noValidate className="mt-4 max-w-2xl space-y-5" key={JSON.stringify(typed)}>
      <FormMessage text={message} />
      <Choice
        name="readers"
        legend="Who reads comments under public articles"
        chosen={typed.readers}
        choices={[
          ['everyone', 'Everybody'],
          ['members', 'Supporters, patrons and staff'],
        ]}
      />
      <Choice
        name="moderation"
        legend="When comments appear"
        chosen={typed.moderation}
        choices={[
          ['post', 'At once; moderators look afterwards'],
          ['pre', 'When a moderator has approved them'],
        ]}
      />
      <FigureField
        form={form}
        name="editMinutes"
        label="Minutes in which writers may change a comment"
        hint="From 0 to 60."
      />
      <FigureField
        form={form}
        name="closeAfterDays"
        label="Days after which a thread closes"
        hint="From 1 to 3650; empty leaves threads open."
      />
      <FigureField
        form={form}
        name="firstHeld"
        label="First comments of a newcomer that wait for a moderator"
        hint="From 0 to 20."
      />
      <FigureField
        form={form}
        name="mostLinks"
        label="Links in one comment beyond which it waits"
        hint="From 0 to 50."
      />
      <FigureField
        form={form}
        name="reportsThatHold"
        label="People whose reports hide a comment until a moderator looks"
        hint="From 1 to 50."
      />
      <TextArea
        name="bannedWords"
        label="Banned words"
        hint="One word or phrase a line. A comment with one is rejected. Accents, look-alike letters, figures for letters and signs between letters hide none; a word within another one is left alone. An asterisk at the end stands for any ending: wank*"
        rows={8}
        defaultValue={typed.bannedWords ?? ''}
        fault={fields.bannedWords}
      />
      <TextArea
        name="suspectWords"
        label="Suspect words"
        hint="The same, for words with which a comment waits for a moderator."
        rows={8}
        defaultValue={typed.suspectWords ?? ''}
        fault={fields.suspectWords}
      />
      <SubmitButton waiting="Saving …">Save</SubmitButton>
    </form>
  )
}

function Choice({
  name,
  legend,
  chosen,
  choices,
}: {
  name: string
  legend: string
  chosen: string | undefined
  choices: [value: string, label: string][]
}) {
  return (
    <fieldset>
      <legend className="label font-semibold">{legend}</legend>
      {choices.map(([value, label]) => (
        <label key={value} className="desk-choice">
          <input type="radio" name={name} value={value} defaultChecked={chosen === value} /> {label}
        </label>
      ))}
    </fieldset>
  )
}

/** Topics whose comments are moderated otherwise than the rest. */
export function TopicModerationForm({
  start,
  topics,
}: {
  start: FormState
  topics: { slug: string; name: string; moderation: 'pre' | 'post' | null }[]
}) {
  const [{ message }, action] = useFormAnswer(saveTopicModeration, start)
  return (
    <form action={action} className="mt-3 max-w-3xl">
      <FormMessage text={message} />
      <div className="mb-3 grid gap-x-6 gap-y-2 sm:grid-cols-2">
        {topics.map(({ slug, name, moderation }) => (
          <label key={slug} className="flex flex-wrap items-center justify-between gap-2">
            {name}
            <select name={`topic.${slug}`} defaultValue={moderation ?? ''} className="field w-56">
              <option value="">As set above</option>
              <option value="pre">Wait for a moderator</option>
              <option value="post">Appear at once</option>
            </select>
          </label>
        ))}
      </div>
      <SubmitButton waiting="Saving …" quiet>
        Save the topics
      </SubmitButton>
    </form>
  )
}
