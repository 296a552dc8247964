import type { EditorCard } from './editor-data.ts'

/** Finds articles to put somewhere. Without a script each result has a button for the place that is chosen above. */
export function Found({
  q,
  found,
  targets,
  target,
}: {
  q: string
  found: EditorCard[] | undefined
  targets: { place: string; name: string }[]
  target: string
}) {
  return (
    <section aria-labelledby="find" className="front-found">
      <h2 id="find">Find an article</h2>
      <div className="desk-row mt-2">
        <label htmlFor="q" className="sr-only">
          Words of its headline, author or text
        </label>
        <input
          id="q"
          name="q"
          type="search"
          className="field min-w-0 flex-1"
          defaultValue={q}
          maxLength={200}
          placeholder="Headline, author, words"
          data-desk-search
        />
        <button type="submit" name="deed" value="search" className="button button-quiet">
          Find
        </button>
      </div>
      <label htmlFor="target" className="label mt-3 block font-semibold">
        Where to put it
      </label>
      <select id="target" name="target" className="field mt-1 w-full" key={target} defaultValue={target}>
        {targets.map(({ place, name }) => (
          <option key={place} value={place}>
            {name}
          </option>
        ))}
      </select>
      {found === undefined && (
        <p className="front-note mt-3">
          Published and scheduled articles can be put anywhere; a scheduled one shows from its moment, and until then
          the newest stands there.
        </p>
      )}
      {found?.length === 0 && <p className="mt-3">No published or scheduled article has these words.</p>}
      {found && found.length > 0 && (
        <ul className="front-results">
          {found.map((card) => (
            <li key={card.id} data-drag={`put ${card.id}`} data-card={`found-${card.id}`}>
              <p className="front-headline">{card.headline}</p>
              <p className="front-note">{card.note}</p>
              <button
                type="submit"
                name="deed"
                value={`put ${card.id}`}
                data-act="put"
                aria-label={`Put there: ${card.headline}`}
                className="front-deed"
              >
                Put there
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
