/** The layers, as docs/ describes them: app -> lib -> db, and nobody knows the sandbox. */
const rule = (name, comment, from, to, extra = {}) => ({ name, comment, severity: 'error', from, to, ...extra })
const platform =
  '^lib/(config|running-config|context|clock|system-time|money|errors|log|mail|jobs|cache|audit|csv|keyset|within|trail|tracing|tracing-sdk|metrics|scrubbed|encrypted|encryption-key)(/|[.]ts$)'
/** A type knows nothing when the program runs: a cycle that it closes is none. */
const atRunTime = { dependencyTypesNot: ['type-only'] }

module.exports = {
  forbidden: [
    rule(
      'db-is-bottom',
      'Tables know nothing above them.',
      { path: '^db/' },
      { path: '^(app|lib|scripts|sandbox|tests)/' },
    ),
    rule(
      'app-asks-lib',
      'Only app/_server builds the context.',
      { path: '^app/', pathNot: '^app/_server/' },
      { path: '^db/' },
    ),
    rule(
      'app-speaks-no-sql',
      'Nor Stripe.',
      { path: '^app/' },
      { path: '^node_modules/(drizzle-orm|postgres|stripe)/' },
    ),
    rule(
      'lib-is-framework-free',
      'Requests, cookies and redirects stop at app/.',
      { path: '^lib/', pathNot: '/emails/' },
      { path: '^app/|^node_modules/(next|next-auth|react|react-dom)/' },
    ),
    rule(
      'model-is-pure',
      'A rule is a function of facts.',
      { path: '^lib/[^/]+/model[.]ts$' },
      {
        pathNot:
          '^lib/[^/]+/model[.]ts$|^lib/(money|money-schema|plain-text|clock|errors)[.]ts$|^node_modules/(zod|date-fns|@date-fns)/',
      },
    ),
    rule(
      'no-trespass',
      "internal/ is the module's own.",
      { path: '^(?:lib/([^/]+)/|app/|scripts/)' },
      {
        path: '^lib/[^/]+/internal/',
        pathNot: '^lib/$1/internal/',
      },
    ),
    rule(
      'platform-knows-no-domain',
      'Transport, not meaning.',
      { path: platform },
      { path: '^lib/', pathNot: platform },
    ),
    rule(
      'only-donations-knows-stripe',
      'One door to the money.',
      { path: '^(app|lib|db)/', pathNot: '^lib/donations/' },
      { path: '^node_modules/stripe/' },
    ),
    rule(
      'sandbox-is-a-stranger',
      'The product cannot tell it from Stripe.',
      { path: '^(app|lib|db)/' },
      { path: '^sandbox/' },
    ),
    rule(
      'sandbox-knows-nobody',
      'Nor does it know the product.',
      { path: '^sandbox/' },
      { path: '^(app|lib|db|scripts|tests)/' },
    ),
    rule(
      'product-knows-no-tests',
      'Nothing asks whether it is under test.',
      { path: '^(app|lib|db|scripts)/' },
      { path: '^tests/' },
    ),
    rule(
      'product-knows-no-wiring',
      'Entry points wire; modules know.',
      { path: '^(app|lib)/' },
      { path: '^(scripts|demo)/' },
    ),
    rule(
      'no-drawers',
      'Folders are named for the business.',
      {},
      {
        path: '/(utils|helpers|common|services|types)(/|[.]ts)',
        pathNot: '^node_modules/',
      },
    ),
    rule('no-cycles', 'Files form a tree.', {}, { circular: true, viaOnly: atRunTime }),
    rule('no-module-cycles', 'And so do modules.', { path: '^lib/' }, { circular: true }, { scope: 'folder' }),
    // These three are packages of types alone, found under node_modules/@types.
    rule(
      'nothing-unresolved',
      'What is imported is there.',
      {},
      { couldNotResolve: true, pathNot: '^(hast|mdast|unist)$' },
    ),
  ],
  options: {
    parser: 'swc',
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^([.]next|[.]data)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'types', 'default'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.cjs', '.json'],
    },
  },
}
