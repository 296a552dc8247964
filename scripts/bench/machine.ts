import { availableParallelism, cpus, totalmem, loadavg, release, type } from 'node:os'

/** What machine this is, without saying whose. */
export function describeMachine(): string {
  const [cpu] = cpus()
  const gigabytes = Math.round(totalmem() / 1024 ** 3)
  const busy = loadavg()[0]?.toFixed(1)
  return `${availableParallelism()} cores (${cpu?.model.trim() ?? 'unknown'}), ${gigabytes} GB, ${type()} ${release().split('-')[0]}, Node ${process.versions.node}; load before ${busy}`
}
