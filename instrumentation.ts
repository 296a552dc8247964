import type { Instrumentation } from 'next'

/** Runs once when the server starts: a wrong configuration stops it here, not at the first reader. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { readConfig } = await import('#lib/config.ts')
  const { systemNow } = await import('#lib/system-time.ts')
  const config = readConfig(process.env)
  systemNow(config)
  // next-auth reads its own address from the environment; ours is PUBLIC_URL, also behind a proxy.
  process.env.AUTH_URL = config.publicUrl
  const { begin } = await import('#app/_server/begin.ts')
  await begin(config)
}

/** What Next could not do for a reader: its error page shows the digest, and the log says which request it was. */
export const onRequestError: Instrumentation.onRequestError = async (err, _request, { routePath, routeType }) => {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { tellFault } = await import('#app/_server/faults.ts')
  const { platform } = await import('#app/_server/platform.ts')
  const digest = err instanceof Error && 'digest' in err ? err.digest : undefined
  tellFault(platform().log, err, { digest, route: routePath, routeType })
}
