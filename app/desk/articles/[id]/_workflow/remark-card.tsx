'use client'

import { FormMessage, TextArea } from '#app/_ui/fields.tsx'
import { emptyForm, type FormState } from '#app/_ui/form-state.ts'
import { SubmitButton } from '#app/_ui/submit-button.tsx'
import { useFormAnswer } from '#app/_ui/use-form-answer.ts'
import { sayAnswer, settle } from './remark-actions.ts'
import { useMargin } from './margin.tsx'
import type { RemarkView, SaidView } from './remark-views.ts'

/** One remark with its answers, and what can be done with it. */
export function RemarkCard({
  articleId,
  remark,
  starts,
}: {
  articleId: string
  remark: RemarkView
  starts: Record<string, FormState>
}) {
  const start = (id: string) => starts[id] ?? emptyForm
  const { active, hasText, setActive } = useMargin()
  const isInText = hasText && remark.quote !== '' && !remark.isAstray && remark.resolved === null
  return (
    <li className="remark" id={`remark-${remark.id}`} data-active={active === remark.id ? '' : undefined} data-desk-row>
      {remark.quote !== '' && <blockquote className="remark-quote">{remark.quote}</blockquote>}
      {isInText && (
        <button
          type="button"
          className="button-plain"
          onClick={() => {
            setActive(remark.id)
            document.querySelector(`[data-remark="${remark.id}"]`)?.scrollIntoView({ block: 'center' })
          }}
        >
          Show it in the text
        </button>
      )}
      {remark.isAstray && <p className="remark-astray">The passage has been changed since: these words are gone.</p>}
      {[remark, ...remark.answers].map((said) => (
        <SaidText
          key={said.id}
          articleId={articleId}
          said={said}
          anchor={`#remark-${remark.id}`}
          start={start(said.id)}
        />
      ))}
      {remark.resolved && (
        <p className="remark-by">
          Settled by {remark.resolved.by}, {remark.resolved.at}
        </p>
      )}
      <div className="desk-row">
        <details>
          <summary>Answer</summary>
          <WordsForm
            articleId={articleId}
            id={remark.id}
            start={start(remark.id)}
            label="Your answer"
            button="Answer"
          />
        </details>
        <SettleForm articleId={articleId} id={remark.id} isSettled={remark.resolved !== null} />
      </div>
    </li>
  )
}

function SaidText({
  articleId,
  said,
  anchor,
  start,
}: {
  articleId: string
  said: SaidView
  anchor: string
  start: FormState
}) {
  return (
    <div className="remark-said">
      <p className="remark-by">
        <strong>{said.by}</strong>,{' '}
        <a href={anchor}>
          <time dateTime={said.at}>{said.when}</time>
        </a>
        {said.isEdited && ', put otherwise since'}
      </p>
      <p className="remark-text">{said.text}</p>
      {said.mayChange && (
        <details>
          <summary>Put it otherwise</summary>
          <WordsForm
            articleId={articleId}
            id={said.id}
            start={start}
            label="What you say"
            button="Save"
            was={said.text}
          />
        </details>
      )}
    </div>
  )
}

/** What is said: an answer, or, where there is something it was before, the same in other words. */
function WordsForm({
  articleId,
  id,
  start,
  label,
  button,
  was,
}: {
  articleId: string
  id: string
  start: FormState
  label: string
  button: string
  was?: string
}) {
  const [{ message, fields, typed }, act] = useFormAnswer(sayAnswer, start)
  return (
    <form action={act} noValidate className="workflow-move">
      <FormMessage text={fields.text ? '' : message} />
      <input type="hidden" name="article" value={articleId} />
      <input type="hidden" name="remark" value={id} />
      {was !== undefined && <input type="hidden" name="change" value="yes" />}
      <TextArea
        name="text"
        id={`${was === undefined ? 'answer' : 'change'}-${id}`}
        label={label}
        rows={2}
        defaultValue={typed.text ?? was}
        fault={fields.text ?? ''}
      />
      <SubmitButton waiting="One moment …" quiet>
        {button}
      </SubmitButton>
    </form>
  )
}

function SettleForm({ articleId, id, isSettled }: { articleId: string; id: string; isSettled: boolean }) {
  const [{ message }, act] = useFormAnswer(settle, emptyForm)
  return (
    <form action={act}>
      <FormMessage text={message} />
      <input type="hidden" name="article" value={articleId} />
      <input type="hidden" name="remark" value={id} />
      <input type="hidden" name="settled" value={isSettled ? 'no' : 'yes'} />
      <button type="submit" className="button-plain">
        {isSettled ? 'Open it again' : 'Settle'}
      </button>
    </form>
  )
}
