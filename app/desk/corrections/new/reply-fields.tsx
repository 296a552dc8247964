'use client'

import { TextArea, TextField } from '#app/_ui/fields.tsx'

/** A right of reply: its note is the reply, or leads to an article that is. Shown for that kind alone (desk.css). */
export function ReplyFields({ typed, fields }: { typed: Record<string, string>; fields: Record<string, string> }) {
  const isArticle = typed.replyAs === 'article'
  return (
    <fieldset className="reply-fields mt-4 space-y-4">
      <legend className="label font-semibold">The reply, when it is a right of reply</legend>
      <label className="desk-check">
        <input type="radio" name="replyAs" value="note" defaultChecked={!isArticle} /> The note is the reply
      </label>
      <label className="desk-check">
        <input type="radio" name="replyAs" value="article" defaultChecked={isArticle} /> An article of its own, which
        everybody may read; the two lead to each other
      </label>
      <div className="reply-article space-y-4">
        <TextField
          name="reply.author"
          label="Who replies"
          defaultValue={typed['reply.author']}
          fault={fields['reply.author'] ?? ''}
        />
        <TextField
          name="reply.headline"
          label="Headline of the reply"
          defaultValue={typed['reply.headline']}
          fault={fields['reply.headline'] ?? ''}
        />
        <TextField
          name="reply.standfirst"
          label="Standfirst of the reply"
          defaultValue={typed['reply.standfirst']}
          fault={fields['reply.standfirst'] ?? ''}
        />
        <TextArea
          name="reply.text"
          label="Text of the reply"
          hint="Empty lines divide paragraphs."
          rows={8}
          defaultValue={typed['reply.text']}
          fault={fields['reply.text'] ?? ''}
        />
      </div>
    </fieldset>
  )
}
