import type { ReactNode } from 'react'
import { drawChart, type ChartData } from './draw.ts'

/** A chart with its key, and under it a table of the same numbers. */
export function Chart({
  title,
  sum,
  data,
  children,
}: {
  title: string
  /** What it all comes to, in a sentence. */
  sum?: string
  data: ChartData
  children: ReactNode
}) {
  const bars = data.series.map((one) => ({ ...one, line: false }))
  const kinds = data.line ? [...bars, { ...data.line, line: true }] : bars
  return (
    <figure className="figures-chart">
      <figcaption>
        <h3>{title}</h3>
        {sum !== undefined && <p className="figures-total">{sum}</p>}
        <ul className="figures-key">
          {kinds.map(({ name, colour, line }) => (
            <li key={name}>
              <span
                aria-hidden="true"
                className={line ? 'figures-line' : ''}
                style={{ background: `var(${colour})` }}
              />
              {name}
            </li>
          ))}
        </ul>
      </figcaption>
      {(['wide', 'narrow'] as const).map((size) => (
        // Drawn here of our own numbers: nothing in it was typed by anybody.
        <div key={size} className={`figures-${size}`} dangerouslySetInnerHTML={{ __html: drawChart(data, size) }} />
      ))}
      <details>
        <summary>The numbers of this chart</summary>
        {children}
      </details>
    </figure>
  )
}
