import 'server-only'
import * as Plot from '@observablehq/plot'
import { parseHTML } from 'linkedom'

/** One kind of thing in a chart: its name, and a variable of app/globals.css. */
export interface Series {
  name: string
  colour: string
}

export interface ChartData {
  /** What the chart shows, said to whoever does not see it. */
  label: string
  series: Series[]
  /** One for each month, in order: 2026-03. Days, 2026-03-31, where `writeName` says how one is written. */
  months: string[]
  writeName?: (name: string) => string
  /** For each series one value a month; below nought it hangs. */
  values: Record<string, number[]>
  /** A line across the bars. */
  line?: Series
  /** How a value is written beside its axis. */
  write: (value: number) => string
  locale: string
}

/** Narrow ones are for phones: text must not shrink with the drawing. */
const sizes = { wide: { width: 720, height: 250, left: 64 }, narrow: { width: 348, height: 220, left: 52 } } as const

/**
 * Draws bars, stacked month by month, as an SVG of the server's: the browser is sent a picture and no program.
 * @returns markup made of our own numbers and names only
 */
export function drawChart(data: ChartData, size: keyof typeof sizes): string {
  const { width, height, left } = sizes[size]
  const { document } = parseHTML('<!doctype html><html><body></body></html>')
  const bars = data.series.flatMap(({ name }) =>
    data.months.map((month, index) => ({ month, name, value: data.values[name]?.[index] ?? 0 })),
  )
  const line = data.line
  // A scale from nought to nought has no bottom: Plot would fill the whole height.
  const isEmpty = bars.every(({ value }) => value === 0)
  const every = Math.ceil(data.months.length / (size === 'wide' ? 12 : 4))
  // Counted from the end, so that the month that runs is always named.
  const named = data.months.filter((_, index) => (data.months.length - 1 - index) % every === 0)
  const chart = Plot.plot({
    document,
    width,
    height,
    marginLeft: left,
    marginRight: 8,
    marginBottom: 28,
    ariaLabel: data.label,
    style: { background: 'none', fontFamily: 'inherit', fontSize: '12px' },
    x: { type: 'band', domain: data.months, label: null, padding: 0.3 },
    y: { label: null, nice: true, zero: true, ...(isEmpty ? { domain: [0, 1] } : {}) },
    color: { domain: data.series.map(({ name }) => name), range: data.series.map(({ colour }) => `var(${colour})`) },
    marks: [
      Plot.gridY({ ticks: 4, stroke: 'var(--rule)', strokeOpacity: 1 }),
      Plot.axisY({ ticks: isEmpty ? [0] : 4, tickSize: 0, tickFormat: data.write, fill: 'var(--ink-soft)' }),
      Plot.axisX({
        ticks: named,
        tickSize: 3,
        tickFormat: data.writeName ?? monthWriter(data.locale),
        fill: 'var(--ink-soft)',
      }),
      Plot.barY(
        bars,
        Plot.stackY({ x: 'month', y: 'value', fill: 'name', order: 'z', insetTop: 0.5, insetBottom: 0.5 }),
      ),
      Plot.ruleY([0], { stroke: 'var(--rule-strong)' }),
      ...(line
        ? [
            Plot.lineY(
              data.months.map((month, index) => ({ month, value: data.values[line.name]?.[index] ?? 0 })),
              { x: 'month', y: 'value', stroke: `var(${line.colour})`, strokeWidth: 2, marker: 'dot' },
            ),
          ]
        : []),
    ],
  })
  chart.setAttribute('role', 'img')
  // The whole is one picture with one name; groups without a role may have none.
  for (const group of chart.querySelectorAll('g')) group.removeAttribute('aria-label')
  return chart.outerHTML
}

/** March 2026 as Mar, and January with its year. */
function monthWriter(locale: string): (month: string) => string {
  const short = new Intl.DateTimeFormat(locale, { month: 'short', timeZone: 'UTC' })
  const long = new Intl.DateTimeFormat(locale, { month: 'short', year: '2-digit', timeZone: 'UTC' })
  return (month) => (month.endsWith('-01') ? long : short).format(new Date(`${month}-01T00:00:00Z`))
}
