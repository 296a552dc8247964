const began = performance.now()

/** Tells whoever watches a drill what is being done, and how long it has gone on. */
export function tell(line: string): void {
  const seconds = ((performance.now() - began) / 1_000).toFixed(1).padStart(6)
  process.stdout.write(`${seconds} s  ${line}\n`)
}

/** Tells what was counted, each in a row of its own. */
export function tellCounts(title: string, columns: string[], rows: [string, ...number[]][]): void {
  const width = Math.max(title.length, ...rows.map(([name]) => name.length))
  const line = (name: string, cells: (string | number)[]) =>
    `          ${name.padEnd(width)}${cells.map((cell, index) => `  ${String(cell).padStart(columns[index]?.length ?? 0)}`).join('')}\n`
  process.stdout.write(line(title, columns) + rows.map(([name, ...cells]) => line(name, cells)).join(''))
}
