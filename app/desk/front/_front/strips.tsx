import { stripLength, type Arrangement, type FrontPage } from '#lib/front-page/model.ts'
import type { EditorCard, EditorTopic } from './editor-data.ts'
import { Placed } from './placed.tsx'

/** The topic strips in their order, each with what is pinned in it and what age adds. */
export function Strips({
  plan,
  front,
  cardOf,
  topics,
}: {
  plan: Arrangement
  front: FrontPage<EditorCard, EditorTopic>
  cardOf: (id: string) => EditorCard | null
  topics: EditorTopic[]
}) {
  const nameOf = (topicId: string) => topics.find(({ id }) => id === topicId)?.name ?? 'A topic without articles'
  const unused = topics.filter(({ id }) => plan.strips.every(({ topicId }) => topicId !== id))
  return (
    <section aria-labelledby="strips" className="desk-section">
      <h2 id="strips">Topic strips</h2>
      <p className="desk-intro">
        Each shows up to {stripLength} articles of its topic that do not stand above: what you pin, then the newest.
      </p>
      <ol className="front-strips">
        {plan.strips.map(({ topicId, pinned }, index) => {
          const shown = front.strips.find(({ topic }) => topic.id === topicId)?.articles ?? []
          const byAge = shown.filter(({ id }) => !pinned.includes(id))
          const name = nameOf(topicId)
          return (
            <li key={topicId} data-strip={topicId} data-drag={`strip place ${topicId}`} data-card={topicId}>
              <div className="front-strip-head" data-drag-handle>
                <h3>{name}</h3>
                <p className="front-deeds">
                  {index > 0 && (
                    <StripDeed deed={`strip up ${topicId}`} act="up" label={`Strip up: ${name}`} text="↑" />
                  )}
                  {index < plan.strips.length - 1 && (
                    <StripDeed deed={`strip down ${topicId}`} act="down" label={`Strip down: ${name}`} text="↓" />
                  )}
                  <StripDeed
                    deed={`strip remove ${topicId}`}
                    act="remove"
                    label={`Leave out: ${name}`}
                    text="Leave out"
                  />
                </p>
              </div>
              <div className="front-strip">
                {pinned.map((id, position) => (
                  <Placed
                    key={id}
                    place={`strip.${topicId}.${position}`}
                    name={`${position + 1}`}
                    pinned={cardOf(id)}
                    shown={null}
                    before={position > 0 ? `strip.${topicId}.${position - 1}` : undefined}
                    after={position < pinned.length - 1 ? `strip.${topicId}.${position + 1}` : undefined}
                  />
                ))}
                {byAge.map((card, position) => (
                  <Placed
                    key={card.id}
                    place={`strip.${topicId}.${Math.min(pinned.length, stripLength - 1)}`}
                    name={`${pinned.length + position + 1}`}
                    pinned={null}
                    shown={card}
                  />
                ))}
                {shown.length === 0 && (
                  <p className="front-note">Nothing of it is left to show, so readers see no strip.</p>
                )}
              </div>
            </li>
          )
        })}
      </ol>
      {plan.strips.length === 0 && <p className="mt-2">No strips: the front page ends under the second rank.</p>}
      {unused.length > 0 && (
        <div className="desk-row mt-3" data-card="unused">
          <span>Add a strip:</span>
          {unused.map(({ id, name }) => (
            <StripDeed key={id} deed={`strip add ${id}`} act={`add-${id}`} label={`Add a strip: ${name}`} text={name} />
          ))}
        </div>
      )}
    </section>
  )
}

function StripDeed({ deed, act, label, text }: { deed: string; act: string; label: string; text: string }) {
  return (
    <button type="submit" name="deed" value={deed} data-act={act} aria-label={label} className="front-deed">
      {text}
    </button>
  )
}
