import type { Remembered } from '#lib/readiness.ts'

interface Life extends Remembered {
  isEnding: boolean
}

/** Next evaluates modules once per bundle; there is one process to tell of. */
const shared: { standfirstLife?: Life } & typeof globalThis = globalThis

/** Where this process stands between its start and its end. */
export const life: Life = (shared.standfirstLife ??= { hasServed: false, isEnding: false })
