import { AsyncLocalStorage } from 'node:async_hooks'

/** Where what is being done came from; every line of the log that is written meanwhile carries it. */
export interface Trail {
  /** Of the request that all of this follows from, through jobs and the jobs those send; a job that nobody asked for has one of its own. */
  requestId: string
  /** The job in hand, and its kind. */
  jobId?: string
  job?: string
  /** Whether the request came from a program on this machine, with nothing in between. */
  isLocal?: boolean
  /** Whether it turned out that what was sent cannot be read: a fault of whoever sent it. */
  isUnreadable?: boolean
}

/** Next evaluates modules once per bundle; a trail leads through all of them. */
const shared: { standfirstTrails?: AsyncLocalStorage<Trail> } & typeof globalThis = globalThis
const trails = (shared.standfirstTrails ??= new AsyncLocalStorage<Trail>())

/** What is being done now follows from this; nothing where nobody said. */
export function currentTrail(): Trail | undefined {
  return trails.getStore()
}

/** Does `work` and whatever it leads to on a trail. */
export function onTrail<Result>(trail: Trail, work: () => Result): Result {
  return trails.run(trail, work)
}

/** From here on, whatever the present turn of the event loop leads to is on this trail. */
export function enterTrail(trail: Trail): void {
  trails.enterWith(trail)
}
