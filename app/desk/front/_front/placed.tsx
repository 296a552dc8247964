import type { EditorCard } from './editor-data.ts'

/** What a button does, said in full to whoever does not see where it stands. */
function Deed({ deed, act, label, children }: { deed: string; act: string; label: string; children: string }) {
  return (
    <button type="submit" name="deed" value={deed} data-act={act} aria-label={label} className="front-deed">
      {children}
    </button>
  )
}

/**
 * One place of the front page and what stands in it: what was put there, or what age puts there.
 * @param props.place as moves have it
 * @param props.pinned what was put there, in whatever state; null when nothing was
 * @param props.shown what readers see there; null when there are too few articles
 * @param props.before the place one further forward, where there is one; `props.after` the other way
 */
export function Placed({
  place,
  name,
  pinned,
  shown,
  before,
  after,
  large = false,
}: {
  place: string
  name: string
  pinned: EditorCard | null
  shown: EditorCard | null
  before?: string | undefined
  after?: string | undefined
  large?: boolean
}) {
  const card = pinned ?? shown
  return (
    <div
      className={large ? 'front-place front-place-large' : 'front-place'}
      data-place={place}
      data-pinned={pinned ? '' : undefined}
      data-card={card?.id}
      {...(card && { 'data-drag': pinned ? `move ${place}` : `put ${card.id}` })}
    >
      <p className="front-place-name">
        {name}
        <span>{pinned ? 'Pinned' : 'By age'}</span>
      </p>
      <p className="front-headline">{card?.headline ?? 'Too few articles to fill this place.'}</p>
      {pinned && pinned.note !== '' && (pinned.isVisible ? null : <p className="front-note">{pinned.note}</p>)}
      {pinned && !pinned.isVisible && shown && <p className="front-note">Until then, by age: {shown.headline}</p>}
      <p className="front-deeds">
        {pinned && before !== undefined && (
          <Deed deed={`move ${place} ${before}`} act="before" label={`Move forward: ${pinned.headline}`}>
            ↑
          </Deed>
        )}
        {pinned && after !== undefined && (
          <Deed deed={`move ${place} ${after}`} act="after" label={`Move back: ${pinned.headline}`}>
            ↓
          </Deed>
        )}
        {pinned && (
          <Deed deed={`clear ${place}`} act="clear" label={`Let go: ${pinned.headline}`}>
            Let go
          </Deed>
        )}
        {!pinned && shown && (
          <Deed deed={`put ${shown.id} ${place}`} act="pin" label={`Keep here: ${shown.headline}`}>
            Keep here
          </Deed>
        )}
      </p>
    </div>
  )
}
