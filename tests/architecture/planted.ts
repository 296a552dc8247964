/** Packages that a planted file may import: empty ones stand in for them. */
export const stubbedPackages = ['drizzle-orm', 'next', 'stripe']

/** For each rule, files that break it, and only as far as one can, that rule. */
export const planted: Record<string, Record<string, string>> = {
  'db-is-bottom': { 'db/upwards.ts': "import '#lib/seen.ts'" },
  'app-asks-lib': { 'app/hurried/page.ts': "import '#db/seen.ts'" },
  'app-speaks-no-sql': { 'app/_server/query.ts': "import 'drizzle-orm'" },
  'lib-is-framework-free': { 'lib/articles/cookies.ts': "import 'next'" },
  'model-is-pure': { 'lib/books/model.ts': "import '#db/seen.ts'" },
  'no-trespass': {
    'lib/comments/peeks.ts': "import '#lib/cases/internal/secret.ts'",
    'lib/cases/internal/secret.ts': 'export const secret = 1',
  },
  'platform-knows-no-domain': {
    'lib/mail/greets.ts': "import type { Person } from '#lib/people/person.ts'",
    'lib/people/person.ts': 'export interface Person { name: string }',
  },
  'only-donations-knows-stripe': { 'lib/membership/charges.ts': "import 'stripe'" },
  'sandbox-is-a-stranger': { 'lib/donations/pretends.ts': "import '../../sandbox/seen.ts'" },
  'sandbox-knows-nobody': { 'sandbox/insider.ts': "import '#lib/seen.ts'" },
  'product-knows-no-tests': { 'lib/search/suspects.ts': "import '../../tests/seen.ts'" },
  'product-knows-no-wiring': { 'app/wired.ts': "import '../scripts/seen.ts'" },
  'no-drawers': { 'lib/pictures/tidy.ts': "import './utils.ts'", 'lib/pictures/utils.ts': 'export const odd = 1' },
  'no-cycles': {
    'scripts/hen.ts': "import { egg } from './egg.ts'\nexport const hen = () => egg",
    'scripts/egg.ts': "import { hen } from './hen.ts'\nexport const egg = () => hen",
  },
  'no-module-cycles': {
    'lib/ads/asks.ts': "import '#lib/topics/answers.ts'",
    'lib/ads/told.ts': 'export const told = 1',
    'lib/topics/answers.ts': 'export const answers = 1',
    'lib/topics/asks-back.ts': "import '#lib/ads/told.ts'",
  },
  'nothing-unresolved': { 'lib/authors/lost.ts': "import './gone.ts'" },
}
