import { fileURLToPath } from 'node:url'

/**
 * Reading pages are prerendered twice, in app/[edition]. The presence of the `edition` cookie chooses; it is not a
 * secret, it only says which of two public renderings to send. See docs/decisions/two-editions.md.
 */
const readingPaths = '(?:articles|authors|topics)/[^/]+|(?:authors|topics)/[^/]+/older|topics'

/** First segments that routes with parameters answer, 404s included; whatever else no file answers may be an old address. */
const answered = [
  '_next',
  'account',
  'api',
  'articles',
  'authors',
  'books',
  'cases',
  'contact',
  'desk',
  'given',
  'old-address',
  'pictures',
  'preview',
  'republish',
  'share',
  'standard',
  'statements',
  'supporter',
  'topics',
  'your-data',
]

const oldAddresses = {
  // WordPress's permanent addresses, /?p=12.
  beforeFiles: [
    { source: '/', has: [{ type: 'query', key: 'p', value: '(?<id>\\d+)' }], destination: '/old-address/-/p/:id' },
  ],
  afterFiles: [{ source: `/:path((?!(?:${answered.join('|')})(?:/|$)).+)`, destination: '/old-address/:path' }],
}

/** Each rule costs every request a comparison, also of pages that are kept: hence one for all reading paths but the front. */
const editions = [
  { value: 'supporter', asked: 'has' },
  { value: 'standard', asked: 'missing' },
].flatMap(({ value, asked }) => {
  const when = { [asked]: [{ type: 'cookie', key: 'edition', value: 'supporter' }] }
  return [
    { source: '/', ...when, destination: `/${value}` },
    { source: `/:path(${readingPaths})`, ...when, destination: `/${value}/:path` },
  ]
})

/**
 * Pages for somebody in particular send a visitor to sign in. They do so themselves (app/_server/session.ts), but only
 * after Next has begun to answer, which a browser without JavaScript sees as an empty page; without a session's cookie
 * it is decided here. What a form sends is left to its action.
 */
const visitor = [
  { type: 'cookie', key: 'authjs.session-token' },
  { type: 'cookie', key: '__Secure-authjs.session-token' },
  { type: 'header', key: 'content-type' },
]
/** The last page of an account is for whoever has just lost it. A path of several parts fits a query only as one. */
const personalPaths = [
  '/account',
  '/account/:path((?!privacy/deleted$).+)',
  '/articles/:slug/comment',
  '/articles/:slug/give',
]
const answering = [{ type: 'query', key: 'answers', value: '(?<answers>[0-9a-f-]+)' }]
const signInFirst = [
  {
    source: '/articles/:slug/comment',
    has: answering,
    missing: visitor,
    destination: '/sign-in?to=/articles/:slug/comment%3Fanswers%3D:answers',
    permanent: false,
  },
  {
    // Mails about a card lead there.
    source: '/account/membership',
    has: [{ type: 'query', key: 'remedy', value: '(?<remedy>card)' }],
    missing: visitor,
    destination: '/sign-in?to=/account/membership%3Fremedy%3D:remedy',
    permanent: false,
  },
  ...personalPaths.map((source) => ({
    source,
    missing: visitor,
    destination: `/sign-in?to=${source.replace(/:path.*/, ':path')}`,
    permanent: false,
  })),
]

/** Frames of these may be put into an article by whoever asks for one; lib/articles/body/embed.ts knows them, and a test both. */
const embedOrigins = [
  'https://www.youtube-nocookie.com',
  'https://player.vimeo.com',
  'https://open.spotify.com',
  'https://w.soundcloud.com',
  'https://datawrapper.dwcdn.net',
  'https://archive.org',
]

/** @param framedBy who may put a page into a frame */
const securityHeaders = (framedBy = 'none') => [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  // Browsers heed it over https alone (RFC 6797, §8.1). Other names under the magazine's own are their owner's to decide for.
  { key: 'Strict-Transport-Security', value: 'max-age=31536000' },
  { key: 'Reporting-Endpoints', value: 'policy="/api/policy-reports"' },
  { key: 'Referrer-Policy', value: 'strict-origin-when-cross-origin' },
  { key: 'X-Frame-Options', value: framedBy === 'none' ? 'DENY' : 'SAMEORIGIN' },
  { key: 'Permissions-Policy', value: 'camera=(), microphone=(), geolocation=(), browsing-topics=()' },
  {
    // Prerendered pages carry Next's inline bootstrap, which has no nonce: hence 'unsafe-inline' for scripts here.
    key: 'Content-Security-Policy',
    value: [
      "default-src 'self'",
      `script-src 'self' 'unsafe-inline'${process.env.NODE_ENV === 'development' ? " 'unsafe-eval'" : ''}`,
      "style-src 'self' 'unsafe-inline'",
      "img-src 'self' data:",
      "font-src 'self'",
      "connect-src 'self'",
      `frame-src 'self' ${embedOrigins.join(' ')}`,
      "object-src 'none'",
      "base-uri 'self'",
      `frame-ancestors '${framedBy}'`,
      'report-uri /api/policy-reports',
      'report-to policy',
    ].join('; '),
  },
]

/** 20 MB of files (lib/cases/attachments.ts) and the form around them, in bytes; proxy.ts counts the same. */
const longestUpload = 21 * 1024 * 1024

/** A page whose file ends in .dev.tsx is for whoever works on the magazine, and is no part of what readers are served. */
const endings = process.env.NODE_ENV === 'development' ? ['dev.tsx', 'tsx', 'ts'] : ['tsx', 'ts']

/** @type {import('next').NextConfig} */
const config = {
  cacheComponents: true,
  pageExtensions: endings,
  partialPrefetching: false,
  poweredByHeader: false,
  reactStrictMode: true,
  // Types are checked by `npm run check`, over everything and with stricter rules, not once more by the build.
  typescript: { ignoreBuildErrors: true },
  // Pages live in memory, bounded: what was prerendered before a restart may have changed during it, and addresses
  // made up by strangers must not fill the disk.
  cacheMaxMemorySize: 256 * 1024 * 1024,
  experimental: {
    isrFlushToDisk: false,
    // For the files that readers send to the managing editor; proxy.ts lets no other form be as long. What stands in between
    // cuts off without a word what is longer than it may be.
    serverActions: { bodySizeLimit: longestUpload },
    proxyClientMaxBodySize: longestUpload,
  },
  cacheHandler: fileURLToPath(new URL('app/_cache/pages.js', import.meta.url)),
  cacheHandlers: { default: fileURLToPath(new URL('app/_cache/reads.js', import.meta.url)) },
  cacheLife: {
    // Cleared by tag when something changes; renewed after a quarter of an hour for what changes with the clock
    // (a campaign's end, an advertisement's dates).
    published: { stale: 60, revalidate: 900, expire: 31_536_000 },
  },
  serverExternalPackages: [
    '@opentelemetry/api',
    'pg-boss',
    'pino',
    'postgres',
    'prom-client',
    'rate-limiter-flexible',
    'sharp',
  ],
  rewrites: async () => ({
    beforeFiles: [...oldAddresses.beforeFiles, ...editions],
    afterFiles: oldAddresses.afterFiles,
    fallback: [],
  }),
  redirects: async () => signInFirst,
  headers: async () => [
    // In that frame Google's script runs, by a policy of its own: docs/decisions/advertising.md.
    { source: '/:path((?!advertising/frame$).*)', headers: securityHeaders() },
    // A page as wide as a phone, beside what chooses the width: app/(preview)/desk/articles/[id]/preview.
    { source: '/desk/articles/:id/preview/frame', headers: securityHeaders('self') },
    // Their addresses are secrets: no other site learns of them, and no search engine. Under `no-referrer` browsers would
    // not say either where a form comes from (Fetch standard, the Origin header), and it would be refused.
    {
      source: '/:secret(cases|contact/confirm|statements|preview|your-data)/:token',
      headers: [
        { key: 'Referrer-Policy', value: 'same-origin' },
        { key: 'X-Robots-Tag', value: 'noindex, nofollow' },
      ],
    },
    // What somebody sent is saved, and never a page of ours: app/_server/case-files.ts.
    {
      source: '/:place(cases|desk/cases)/:case/files/:file',
      headers: [
        { key: 'Content-Security-Policy', value: "sandbox; default-src 'none'; frame-ancestors 'none'" },
        { key: 'Referrer-Policy', value: 'no-referrer' },
        { key: 'Cross-Origin-Resource-Policy', value: 'same-origin' },
        { key: 'X-Robots-Tag', value: 'noindex, nofollow' },
      ],
    },
    // Scripts of reading pages; the name stays the same when its content changes.
    {
      source: '/:folder(reading|offer|embeds)/:file',
      headers: [{ key: 'Cache-Control', value: 'public, max-age=300, stale-while-revalidate=86400' }],
    },
  ],
}

export default config
