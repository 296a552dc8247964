'use client'

import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { z } from 'zod'
import { arrangementSchema, frontPage, pinnedIn, type Arrangement } from '#lib/front-page/model.ts'
import { afterMove } from '#lib/front-page/moves.ts'
import { FormMessage } from '#app/_ui/fields.tsx'
import type { FormState } from '#app/_ui/form-state.ts'
import { useFormAnswer } from '#app/_ui/use-form-answer.ts'
import { useLeaveWarning } from '../../_ui/use-leave-warning.ts'
import { arrange } from '../actions.ts'
import { useDragging } from './drag.ts'
import { editorCardSchema, theirsSchema, unpacked, type EditorCard, type EditorData } from './editor-data.ts'
import { Found } from './found.tsx'
import { Overtaken } from './overtaken.tsx'
import { placeName, slots, targets } from './places.ts'
import { Placed } from './placed.tsx'
import { SaveButton } from './save-button.tsx'
import { Strips } from './strips.tsx'
import { WhenFields } from './when-fields.tsx'
import { inWords } from './words.ts'

function chosenTarget(form: Element): string {
  const select = form.querySelector('[name="target"]')
  return select instanceof HTMLSelectElement ? select.value : ''
}

const asked = ['name', 'when', 'startsAt', 'endsAt'] as const

/** Whether what is arranged, or when it is to hold, is another than what the page was loaded with. */
function isChanged(form: FormData, plan: Arrangement, data: EditorData): boolean {
  const fields = asked.some((name) => form.has(name) && form.get(name) !== data.fields[name])
  return fields || JSON.stringify(plan) !== JSON.stringify(data.plan)
}

/**
 * Arranges the front page: by dragging, or by buttons, which a keyboard presses as well. Without a script each button is
 * a sending of the form, and its answer the page with what was asked for; with one only finding and saving ask the server.
 */
export function FrontEditor({ start, data }: { start: FormState; data: EditorData }) {
  const [state, send] = useFormAnswer(arrange, start)
  const { typed, fields, message } = state
  const [plan, setPlan] = useState<Arrangement>(unpacked(arrangementSchema, start.typed.plan) ?? data.plan)
  // What was found and put somewhere is still to be named when something else is found.
  const [kept, setKept] = useState<EditorCard[]>([])
  const [said, setSaid] = useState('')
  const focusNext = useRef<{ card: string; act: string } | null>(null)
  const root = useRef<HTMLDivElement>(null)

  const found = useMemo(() => unpacked(z.array(editorCardSchema), typed.found), [typed.found])
  const theirs = useMemo(() => unpacked(theirsSchema, typed.theirs), [typed.theirs])
  const known = useMemo(() => {
    const ofTopics = data.pool.byTopic.flatMap(({ articles }) => articles)
    const all = [...ofTopics, ...data.pool.latest, ...(found ?? []), ...(theirs?.cards ?? []), ...kept, ...data.cards]
    return new Map<string, EditorCard>(all.map((card) => [card.id, card]))
  }, [data, found, theirs, kept])
  const cardOf = useCallback((id: string) => known.get(id) ?? null, [known])
  const front = useMemo(
    () =>
      frontPage(plan, {
        ...data.pool,
        pinned: pinnedIn(plan)
          .flatMap((id) => known.get(id) ?? [])
          .filter((card) => card.isVisible),
      }),
    [plan, data, known],
  )
  const nameOf = useCallback((topicId: string) => data.topics.find(({ id }) => id === topicId)?.name ?? 'Topic', [data])

  const move = useCallback(
    (asked: string) => {
      const after = afterMove(plan, asked)
      if (after === plan) return
      setPlan(after)
      setKept(pinnedIn(after).flatMap((id) => known.get(id) ?? []))
      setSaid(inWords(plan, after, (id) => known.get(id)?.headline ?? '', nameOf))
    },
    [plan, known, nameOf],
  )
  useDragging(root, [plan, found], move)

  // What was pressed moves with what it moved: the keyboard stays with the article.
  useEffect(() => {
    const next = focusNext.current
    if (next === null) return
    focusNext.current = null
    const holder = root.current?.querySelector(`[data-card="${next.card}"]`)
    const same = holder?.querySelector<HTMLElement>(`[data-act="${next.act}"]`) ?? holder?.querySelector('button')
    same?.focus()
  }, [plan])

  // What was arranged and not saved stands nowhere else.
  useLeaveWarning(() => {
    const form = root.current?.querySelector('form')
    return form !== null && form !== undefined && isChanged(new FormData(form), plan, data)
  })

  const pressed = (event: React.MouseEvent) => {
    const button = event.target instanceof Element ? event.target.closest('button') : null
    if (!button || button.name !== 'deed' || button.value === 'save' || button.value === 'search') return
    event.preventDefault()
    if (button.value === 'theirs') {
      if (theirs) setPlan(theirs.plan)
      setSaid('Their arrangement is taken over. Nothing is saved yet.')
      return
    }
    const asked = button.dataset.act === 'put' ? `${button.value} ${chosenTarget(event.currentTarget)}` : button.value
    focusNext.current = {
      card: button.closest<HTMLElement>('[data-card]')?.dataset.card ?? '',
      act: button.dataset.act ?? '',
    }
    move(asked)
  }
  const [timed, setTimed] = useState<string | null>(null)
  const retimed = (event: React.ChangeEvent<HTMLFormElement>) => {
    const form = new FormData(event.currentTarget)
    const startsAt = form.get('startsAt')
    setTimed(form.get('when') === 'later' && typeof startsAt === 'string' ? startsAt : '')
  }
  const given = {
    name: typed.name ?? data.fields.name,
    when: typed.when ?? data.fields.when,
    startsAt: typed.startsAt ?? data.fields.startsAt,
    endsAt: typed.endsAt ?? data.fields.endsAt,
  }

  return (
    <div ref={root}>
      <form action={send} noValidate onClickCapture={pressed} onChange={retimed} className="front-editor">
        <input type="hidden" name="plan" value={JSON.stringify(plan)} />
        <input type="hidden" name="found" value={typed.found ?? ''} />
        <input type="hidden" name="theirs" value={typed.theirs ?? ''} />
        <input type="hidden" name="id" value={data.fields.id} />
        <input type="hidden" name="basis" value={typed.basis ?? data.fields.basis} />
        <Found q={typed.q ?? ''} found={found} targets={targets(plan, nameOf)} target={typed.target ?? 'lead'} />
        <div className="front-sheet">
          <FormMessage text={message} />
          {theirs && <Overtaken theirs={theirs} plan={plan} cardOf={cardOf} nameOf={nameOf} />}
          <section aria-labelledby="top" className="front-top">
            <h2 id="top" className="sr-only">
              The lead and the second rank
            </h2>
            {slots.map((place, index) => (
              <Placed
                key={place}
                place={place}
                name={placeName(place, nameOf)}
                large={index === 0}
                pinned={cardOf(index === 0 ? (plan.lead ?? '') : (plan.second[index - 1] ?? ''))}
                shown={index === 0 ? front.lead : (front.second[index - 1] ?? null)}
                before={slots[index - 1]}
                after={slots[index + 1]}
              />
            ))}
          </section>
          <Strips plan={plan} front={front} cardOf={cardOf} topics={data.topics} />
          <div className="desk-section">
            <WhenFields given={given} fields={fields} timeZone={data.timeZone} />
            <div className="front-save">
              <SaveButton />
            </div>
          </div>
        </div>
      </form>
      <form action="/desk/front/preview" target="_blank" className="desk-row front-preview">
        <input type="hidden" name="plan" value={JSON.stringify(plan)} />
        <input type="hidden" name="at" value={timed ?? (given.when === 'later' ? given.startsAt : '')} />
        <span>Look at it before you save:</span>
        <button type="submit" name="edition" value="standard" className="button button-quiet">
          With advertising
        </button>
        <button type="submit" name="edition" value="supporter" className="button button-quiet">
          Without
        </button>
      </form>
      <output className="sr-only" aria-live="polite">
        {said}
      </output>
    </div>
  )
}
