/** Prints a line to whoever typed the command. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

/**
 * Does one step, and shows that it goes on when it takes longer than two seconds: as a counter on a terminal, as a line
 * every fifteen seconds elsewhere.
 * @param name what is being done, e.g. "Building"
 */
export async function step<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
  const began = performance.now()
  const seconds = () => Math.round((performance.now() - began) / 1_000)
  const terminal = process.stdout.isTTY
  let shown = false
  const timer = setInterval(() => {
    if (seconds() < 2) return
    if (terminal) process.stdout.write(`\r${name} … ${seconds()} s`)
    else if (!shown) say(`${name} …`)
    else if (seconds() % 15 === 0) say(`${name} … ${seconds()} s`)
    shown = true
  }, 1_000)
  try {
    return await work()
  } finally {
    clearInterval(timer)
    if (shown) process.stdout.write(`${terminal ? '\r' : ''}${name}: ${seconds()} s \n`)
  }
}
