import { expect, test } from 'vitest'
import { drawChart } from '#app/desk/figures/_charts/draw.ts'

function heights(values: number[]): number[] {
  const drawn = drawChart(
    {
      label: 'Impressions',
      series: [{ name: 'Impressions', colour: '--ink' }],
      months: ['2026-10', '2026-11'],
      values: { Impressions: values },
      write: String,
      locale: 'en-GB',
    },
    'wide',
  )
  return [...drawn.matchAll(/<rect[^>]* height="([\d.]+)"/g)].map(([, height]) => Number(height))
}

test('where nothing was counted no bar stands, and where something was one does', () => {
  expect(Math.max(0, ...heights([0, 0]))).toBeLessThan(1)
  expect(Math.max(...heights([0, 3]))).toBeGreaterThan(100)
})
