import { contrastsOf, ratioInWords } from '#lib/colours/contrast.ts'
import { colourWords, type Palette } from '#lib/colours/model.ts'

/** What can be told from what. Those that cannot come first, and are refused on saving. */
export function Contrasts({ palette, name }: { palette: Palette; name: string }) {
  const seen = contrastsOf(palette).toSorted((one, other) => Number(one.isEnough) - Number(other.isEnough))
  const few = seen.filter(({ isEnough }) => !isEnough).length
  return (
    <details open={few > 0}>
      <summary>
        {few === 0 ? `Everything can be read: ${seen.length} pairs` : `${few} of ${seen.length} pairs cannot be read`}
      </summary>
      <table className="desk-table mt-1">
        <caption className="sr-only">Contrast, {name.toLowerCase()}</caption>
        <thead>
          <tr>
            <th scope="col">Pair</th>
            <th scope="col" className="desk-figures">
              Contrast
            </th>
            <th scope="col" className="desk-figures">
              Needs
            </th>
          </tr>
        </thead>
        <tbody>
          {seen.map(({ front, ground, ratio, least, isEnough, use }) => (
            <tr key={`${front} ${ground}`}>
              <td>
                {colourWords[front].name} on {colourWords[ground].name.toLowerCase()}
                <span className="text-soft">, {use}</span>
              </td>
              <td className="desk-figures whitespace-nowrap">
                {isEnough ? (
                  ratioInWords(ratio)
                ) : (
                  <strong className="text-accent">{ratioInWords(ratio)}, too low</strong>
                )}
              </td>
              <td className="desk-figures whitespace-nowrap">{least} : 1</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}
