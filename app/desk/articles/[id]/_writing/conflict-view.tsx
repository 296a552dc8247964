'use client'

import { useState } from 'react'
import type { Block } from '#lib/articles/body/document.ts'
import { settledBody, type Choice, type WrittenField } from '#lib/articles/merge.ts'
import { toText } from '#lib/articles/body/to-text.ts'
import type { Written } from '#lib/articles/written.ts'
import { differenceBetween } from '#lib/corrections/difference.ts'
import { Difference } from '#app/_ui/difference.tsx'
import type { Conflict } from './writing-state.ts'
import { fieldNames, fieldText } from './written-difference.tsx'

/**
 * Shows what two have made of the same places, to be decided on place by place. What only one of them changed is settled
 * already; what is not chosen is kept among what was set aside.
 */
export function ConflictView({ conflict, onDecide }: { conflict: Conflict; onDecide: (chosen: Written) => void }) {
  const { theirs, mine, merged } = conflict
  const [choices, setChoices] = useState<Record<string, Choice>>({})
  const who = conflict.by ?? 'the changed article'
  const passages = merged.pieces.filter((piece) => piece.kind === 'both')
  const names = [...merged.fields, ...passages.map((_, place) => `passage ${place}`)]
  const takeAll = (choice: Choice) => setChoices(Object.fromEntries(names.map((name) => [name, choice])))

  function decide(): void {
    const taken = Object.fromEntries(
      merged.fields.filter((field) => choices[field] === 'theirs').map((field) => [field, theirs[field]]),
    )
    const body = settledBody(
      conflict,
      passages.map((_, place) => choices[`passage ${place}`] ?? 'mine'),
    )
    onDecide({ ...merged.written, ...taken, body })
  }

  return (
    <section id="conflict" tabIndex={-1} aria-labelledby="conflict-title" className="writing-conflict">
      <h2 id="conflict-title">Two have written here</h2>
      <p className="desk-intro">
        {conflict.by === null
          ? 'The article itself was changed while you worked on it, in the same places as by you.'
          : `${conflict.by} saved while you were writing, and both of you changed the same places.`}{' '}
        Nothing is lost and nothing is overwritten: choose what is to stand. What only one of you changed is taken
        already; what you do not choose is kept under “Revisions”, set aside.
      </p>
      <p className="desk-row mt-3">
        <button type="button" className="button button-quiet" onClick={() => takeAll('theirs')}>
          Take all of theirs
        </button>
        <button type="button" className="button button-quiet" onClick={() => takeAll('mine')}>
          Take all of mine
        </button>
      </p>
      {merged.fields.map((field) => (
        <Place
          key={field}
          name={field}
          title={fieldNames[field]}
          theirs={fieldText(theirs, field)}
          mine={fieldText(mine, field)}
          who={who}
          choice={choices[field]}
          onChoose={(choice) => setChoices({ ...choices, [field]: choice })}
          difference={wordsDifference(theirs, mine, field)}
        />
      ))}
      {passages.map((piece, place) => (
        <Place
          key={place}
          name={`passage ${place}`}
          title={passages.length === 1 ? 'A passage of the text' : `Passage ${place + 1} of the text`}
          theirs={textOf(piece.theirs)}
          mine={textOf(piece.mine)}
          who={who}
          choice={choices[`passage ${place}`]}
          onChoose={(choice) => setChoices({ ...choices, [`passage ${place}`]: choice })}
          difference={blocksDifference(piece.theirs, piece.mine)}
          mayBeBoth
        />
      ))}
      <p className="desk-save desk-row">
        <button type="button" className="button" disabled={names.some((name) => !choices[name])} onClick={decide}>
          Go on with what is chosen
        </button>
        {names.some((name) => !choices[name]) && <span className="text-soft">Choose at each place first.</span>}
      </p>
    </section>
  )
}

function Place({
  name,
  title,
  theirs,
  mine,
  who,
  choice,
  onChoose,
  difference,
  mayBeBoth = false,
}: {
  name: string
  title: string
  theirs: string
  mine: string
  who: string
  choice: Choice | undefined
  onChoose: (choice: Choice) => void
  difference: ReturnType<typeof differenceBetween>
  mayBeBoth?: boolean
}) {
  const offered: [Choice, string, string][] = [
    ['theirs', `By ${who}`, theirs],
    ['mine', 'Yours', mine],
  ]
  return (
    <fieldset className="writing-place">
      <legend className="font-semibold">{title}</legend>
      <div className="writing-sides">
        {offered.map(([value, label, text]) => (
          <label key={value} className="writing-side">
            <span>
              <input type="radio" name={name} checked={choice === value} onChange={() => onChoose(value)} /> {label}
            </span>
            <span className="writing-side-text">{text === '' ? '(nothing)' : text}</span>
          </label>
        ))}
      </div>
      {mayBeBoth && (
        <label className="desk-check">
          <input type="radio" name={name} checked={choice === 'both'} onChange={() => onChoose('both')} /> Both, theirs
          first
        </label>
      )}
      {difference.length > 0 && (
        <details>
          <summary>Word by word, from theirs to yours</summary>
          <Difference parts={difference} />
        </details>
      )}
    </fieldset>
  )
}

const noWords = { headline: '', standfirst: '', caption: '' }

function blocksDifference(theirs: Block[], mine: Block[]) {
  const words = (content: Block[]) => ({ ...noWords, body: { type: 'doc' as const, content } })
  return differenceBetween(words(theirs), words(mine))
}

function wordsDifference(theirs: Written, mine: Written, field: WrittenField) {
  if (field !== 'headline' && field !== 'standfirst') return []
  const words = (written: Written) => ({
    ...noWords,
    body: { type: 'doc' as const, content: [] },
    [field]: written[field],
  })
  return differenceBetween(words(theirs), words(mine))
}

function textOf(blocks: Block[]): string {
  return toText({ type: 'doc', content: blocks })
}
