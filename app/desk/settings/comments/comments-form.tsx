'use client'

import { useActionState } from 'react'
import { FormMessage, TextArea, TextField } from '#app/_ui/fields.tsx'
import type { FormState } from '#app/_ui/form-state.ts'
import { SubmitButton } from '#app/_ui/submit-button.tsx'
import { saveCommentSettings, saveTopicModeration } from './actions.ts'

/** @param start its `typed` holds what is set now, or what was refused a moment ago */
export function CommentSettingsForm({ start }: { start: FormState }) {
  const [{ typed, fields, message }, action] = useActionState(saveCommentSettings, start)
  const figure = (name: string, label: string, hint: string) => (
    <TextField
      name={name}
      label={label}
      hint={hint}
      inputMode="numeric"
      maxLength={6}
      defaultValue={typed[name] ?? ''}
      fault={fields[name]}
      className="max-w-sm"
    />
  )
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
      {figure('editMinutes', 'Minutes in which writers may change a comment', 'From 0 to 60.')}
      {figure('closeAfterDays', 'Days after which a thread closes', 'From 1 to 3650; empty leaves threads open.')}
      {figure('firstHeld', 'First comments of a newcomer that wait for a moderator', 'From 0 to 20.')}
      {figure('mostLinks', 'Links in one comment beyond which it waits', 'From 0 to 50.')}
      {figure('reportsThatHold', 'People whose reports hide a comment until a moderator looks', 'From 1 to 50.')}
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
  const [{ message }, action] = useActionState(saveTopicModeration, start)
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
