/** Runs once when the server starts: a wrong configuration stops it here, not at the first reader. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { readConfig } = await import('#lib/config.ts')
  const { systemNow } = await import('#lib/system-time.ts')
  const config = readConfig(process.env)
  systemNow(config)
  const { requireKnownTables } = await import('#app/_server/known-tables.ts')
  await requireKnownTables(config)
  // next-auth reads its own address from the environment; ours is PUBLIC_URL, also behind a proxy.
  process.env.AUTH_URL = config.publicUrl
}
