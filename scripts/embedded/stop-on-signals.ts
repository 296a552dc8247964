import type { Supervisor } from './supervisor.ts'

/**
 * From now on a signal ends the parts, then us.
 * @param status ours after that: 0 where a signal is how one stops
 * @param onSignal told of the first
 * @param signals which
 * @returns what takes this back
 */
export function stopOnSignals(
  supervisor: Pick<Supervisor, 'stop'>,
  status: number,
  onSignal: (name: NodeJS.Signals) => void = () => undefined,
  signals: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'],
): () => void {
  let isStopping = false
  const stop = (name: NodeJS.Signals) => {
    if (!isStopping) onSignal(name)
    isStopping = true
    void supervisor.stop().then(() => process.exit(status))
  }
  for (const name of signals) process.on(name, stop)
  return () => {
    for (const name of signals) process.off(name, stop)
  }
}
