import { fileURLToPath } from 'node:url'

/**
 * The yardstick: Next as the magazine configures it, with nothing of the magazine in it.
 * @type {import('next').NextConfig}
 */
const config = {
  cacheComponents: true,
  // Next looks for instrumentation and proxy files in the folders above, too: none has this ending.
  pageExtensions: ['bare.tsx', 'bare.ts'],
  partialPrefetching: false,
  poweredByHeader: false,
  reactStrictMode: true,
  typescript: { ignoreBuildErrors: true },
  cacheMaxMemorySize: 256 * 1024 * 1024,
  experimental: { isrFlushToDisk: false },
  serverExternalPackages: ['postgres'],
  // It is built in .data/bench/bare, and takes its packages from the project.
  turbopack: { root: fileURLToPath(new URL('../../..', import.meta.url)) },
}

export default config
