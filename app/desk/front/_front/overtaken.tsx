import type { Arrangement } from '#lib/front-page/model.ts'
import type { EditorCard, Theirs } from './editor-data.ts'
import { pinnedPlaces, placeName } from './places.ts'

/** What somebody else arranged meanwhile beside what is arranged here; where they differ is marked. */
export function Overtaken({
  theirs,
  plan,
  cardOf,
  nameOf,
}: {
  theirs: Theirs
  plan: Arrangement
  cardOf: (id: string) => EditorCard | null
  nameOf: (topicId: string) => string
}) {
  const [there, here] = [theirs.plan, plan].map((one) => new Map(pinnedPlaces(one).map(({ place, id }) => [place, id])))
  const places = [...new Set([...(there?.keys() ?? []), ...(here?.keys() ?? [])])]
  const headline = (id: string | undefined) => (id === undefined ? 'by age' : (cardOf(id)?.headline ?? 'by age'))
  const order = (one: Arrangement) => one.strips.map(({ topicId }) => nameOf(topicId)).join(', ') || 'none'
  const rows = [
    ...places.map((place) => ({
      name: placeName(place, nameOf),
      theirs: headline(there?.get(place)),
      yours: headline(here?.get(place)),
    })),
    { name: 'Strips', theirs: order(theirs.plan), yours: order(plan) },
  ]
  return (
    <section aria-labelledby="overtaken" className="desk-card">
      <h2 id="overtaken">Two arrangements</h2>
      <div className="desk-scroll">
        <table className="desk-table">
          <thead>
            <tr>
              <th scope="col">Place</th>
              <th scope="col">{theirs.who}</th>
              <th scope="col">You</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.name}>
                <th scope="row">{row.name}</th>
                <td>{row.theirs}</td>
                <td>{row.theirs === row.yours ? row.yours : <strong>{row.yours}</strong>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="desk-row mt-3">
        <button type="submit" name="deed" value="save" className="button">
          Put mine in its place
        </button>
        <button type="submit" name="deed" value="theirs" className="button button-quiet">
          Go on from theirs
        </button>
      </p>
    </section>
  )
}
