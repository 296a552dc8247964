'use client'

import type { Access } from '#lib/articles/model.ts'
import { FormMessage } from '#app/_ui/fields.tsx'
import type { FormState } from '#app/_ui/form-state.ts'
import { SubmitButton } from '#app/_ui/submit-button.tsx'
import { useFormAnswer } from '#app/_ui/use-form-answer.ts'
import { saveAccess } from './actions.ts'

/** One block of the text, as the editor sees it when choosing. */
export interface BlockLine {
  kind: 'text' | 'heading' | 'rule'
  text: string
}

export interface AccessChoice {
  access: Access
  name: string
  meaning: string
}

/**
 * Who may read an article, and after which block the preview ends. Each block is a radio button with its text for a label:
 * the pointer, the arrow keys and a form without scripts choose alike, and the style sheet moves the marker.
 */
export function AccessForm({
  start,
  articleId,
  revision,
  access,
  previewBlocks,
  choices,
  blocks,
}: {
  start: FormState
  articleId: string
  revision: number
  access: Access
  previewBlocks: number
  choices: AccessChoice[]
  blocks: BlockLine[]
}) {
  const [{ typed, message }, action] = useFormAnswer(saveAccess, start)
  const most = Math.max(0, blocks.length - 1)
  const chosen = Math.min(typed.previewBlocks === undefined ? previewBlocks : Number(typed.previewBlocks), most)
  const places = [...Array(most + 1).keys()]
  return (
    // Made anew when what it starts from is another: a refused form comes back with its choice.
    <form action={action} key={`${typed.revision ?? revision}`} noValidate className="mt-2">
      <FormMessage text={message} />
      <input type="hidden" name="article" value={articleId} />
      <input type="hidden" name="revision" value={typed.revision ?? revision} />
      <fieldset>
        <legend className="label font-semibold">Who may read it</legend>
        {choices.map((choice) => (
          <label key={choice.access} className="desk-choice">
            <input
              type="radio"
              name="access"
              value={choice.access}
              defaultChecked={(typed.access ?? access) === choice.access}
            />
            <span>
              <strong>{choice.name}</strong> {choice.meaning}
            </span>
          </label>
        ))}
      </fieldset>
      <fieldset className="mt-5">
        <legend className="label font-semibold">Where the preview ends</legend>
        <p className="desk-intro">
          Everybody reads up to the marker, and nothing after it unless access allows. A public article has no gate; the
          place is kept for when it gets one.
        </p>
        <div className="desk-blocks">
          {places.map((place) => {
            const block = blocks[place - 1]
            return (
              <label key={place} className="desk-block" data-kind={block?.kind ?? 'none'}>
                <input type="radio" name="previewBlocks" value={place} defaultChecked={place === chosen} />
                <span>{block ? block.text || '———' : 'No preview: headline and standfirst alone.'}</span>
                <span className="desk-marker" aria-hidden="true">
                  The preview ends here
                </span>
              </label>
            )
          })}
          {blocks.length > 0 && (
            <p className="desk-block" data-kind={blocks[most]?.kind}>
              <span>{blocks[most]?.text || '———'}</span>
              <span className="desk-last text-soft">The last block is never part of a preview.</span>
            </p>
          )}
        </div>
      </fieldset>
      <p className="desk-save">
        <SubmitButton waiting="Saving …">Save access and preview</SubmitButton>
      </p>
    </form>
  )
}
