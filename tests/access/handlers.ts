import {
  administrator,
  caseWorkers,
  commenters,
  editors,
  editorsAndAdministrator,
  everyone,
  nobody,
  packers,
  signedIn,
  writers,
  type Table,
} from './who.ts'

const readersHandlers: Table = {
  'GET /(giving)/donate/return': { for: everyone, at: '/donate/return' },
  'GET /(giving)/join': { for: everyone, at: '/join' },
  'GET /account/comments/export': { for: signedIn },
  'GET /account/donations/[id]/receipt.pdf': { for: nobody, at: '/account/donations/{someones-donation}/receipt.pdf' },
  // Nothing is there until Google's advertising is set up, which it is not in the demonstration.
  // There is none until somebody has asked for it: tests/privacy has what is fetched then, and by whom.
  'GET /account/privacy/archive.zip': { for: nobody },
  'GET /desk/settings/data-requests/[id]/archive.zip': {
    for: nobody,
    at: '/desk/settings/data-requests/{new}/archive.zip',
  },
  'GET /your-data/[token]/archive.zip': { for: nobody, at: '/your-data/{forged}/archive.zip' },
  // There is none until somebody sets up an authenticator app in that very session: tests/browser/second-factor.test.ts.
  'GET /account/security/authenticator/square.svg': { for: nobody },
  'GET /ads.txt': { for: nobody },
  'GET /advertising/frame': { for: nobody },
  'GET /api/me': { for: everyone },
  'GET /api/me/welcome': { for: everyone, at: '/api/me/welcome?to=/topics' },
  'GET /articles/[slug]/open': { for: everyone, at: '/articles/{article}/open' },
  'POST /articles/[slug]/open': { for: everyone, at: '/articles/{article}/open' },
  'GET /atom.xml': { for: everyone },
  'GET /corrections/feed.xml': { for: everyone },
  'GET /feed.json': { for: everyone },
  'GET /feed.xml': { for: everyone },
  'GET /news-sitemap.xml': { for: everyone },
  'GET /pictures/[hash]/[file]': { for: everyone, at: '/pictures/{picture-hash}/640.webp' },
  'GET /robots.txt': { for: everyone },
  'GET /share/[slug]': { for: everyone, at: '/share/{article}' },
  'GET /sitemap.xml': { for: everyone },
  'GET /topics/[slug]/feed.xml': { for: everyone, at: '/topics/{topic}/feed.xml' },
  'POST /api/banner': { for: everyone, json: {} },
  'POST /api/consent': { for: everyone, json: {} },
  'POST /api/seen': { for: everyone, json: {} },
}

const commentHandlers: Table = {
  'GET /api/comments/count': { for: everyone, at: '/api/comments/count?article={article}' },
  'POST /api/comments': {
    for: commenters,
    json: { article: '{article}', text: 'Said by {new}.', name: 'Quiet Reader', submissionId: '{new}' },
  },
  'PUT /api/comments/draft': { for: signedIn, json: { article: '{article}', parentId: null, text: '' } },
  'PUT /api/comments/follow': { for: signedIn, json: { article: '{article}' } },
  'DELETE /api/comments/follow': { for: signedIn, json: { article: '{article}' } },
  'POST /api/comments/mine': { for: signedIn, json: { article: '{article}', ids: [] } },
  'POST /api/comments/visit': { for: signedIn, json: { article: '{article}' } },
  'GET /api/comments/unsubscribe': { for: everyone, at: '/api/comments/unsubscribe?t=forged' },
  'POST /api/comments/unsubscribe': { for: nobody, at: '/api/comments/unsubscribe?t=forged' },
  'PUT /api/comments/[id]/like': { for: commenters, at: '/api/comments/{comment}/like', json: {} },
  'DELETE /api/comments/[id]/like': { for: signedIn, at: '/api/comments/{comment}/like', json: {} },
  'PUT /api/comments/[id]/mute': { for: signedIn, at: '/api/comments/{comment}/mute', json: {} },
  'DELETE /api/comments/[id]/mute': { for: signedIn, at: '/api/comments/{comment}/mute', json: {} },
  'PATCH /api/comments/[id]': { for: nobody, at: '/api/comments/{comment}', json: { text: 'Not mine.' } },
  'DELETE /api/comments/[id]': { for: nobody, at: '/api/comments/{comment}', json: {} },
}

/** For programs: whoever sends neither the token nor the signature is nobody, whatever cookie comes along. */
const machinesHandlers: Table = {
  'GET /api/auth/callback/mail': { for: everyone, at: '/api/auth/callback/mail?token=forged&email=nobody@example.org' },
  'GET /api/health': { for: everyone },
  // Without a token only from the machine itself; whoever comes through a proxy is not.
  'GET /api/metrics': { for: nobody },
  'GET /api/ready': { for: everyone },
  'POST /api/policy-reports': { for: everyone, json: {} },
  'POST /api/cache': { for: nobody, json: { tags: ['front'] } },
  'POST /api/mail/bounces': { for: nobody, json: {} },
  'POST /api/mail/inbound': { for: nobody, json: {} },
  'POST /api/stripe/webhook': { for: nobody, json: { id: 'evt_forged', type: 'invoice.paid' }, outWith: 400 },
  'GET /api/v1/[[...path]]': { for: nobody, at: '/api/v1/nothing' },
  'GET /api/v1/articles': { for: everyone },
  'GET /api/v1/articles/[slug]': { for: everyone, at: '/api/v1/articles/{article}' },
  'GET /api/v1/authors/[slug]': { for: everyone, at: '/api/v1/authors/{author}' },
  'GET /api/v1/corrections': { for: everyone },
  'GET /api/v1/openapi.json': { for: everyone },
  'GET /api/v1/topics': { for: everyone },
}

const linkHandlers: Table = {
  'GET /cases/[token]/files/[id]': { for: nobody, at: '/cases/{forged}/files/{new}' },
  'GET /republish/[token]/article.html': { for: nobody, at: '/republish/{forged}/article.html' },
  'GET /republish/[token]/article.txt': { for: nobody, at: '/republish/{forged}/article.txt' },
}

const deskHandlers: Table = {
  'GET /api/desk/articles/[id]/address': {
    for: editors,
    at: '/api/desk/articles/{someones-draft}/address?wanted=a-street',
  },
  'POST /api/desk/articles/[id]/presence': {
    for: editors,
    at: '/api/desk/articles/{someones-draft}/presence',
    json: { tab: '{new}', hasTyped: false, leaves: true },
  },
  'GET /api/desk/articles/[id]/working-copy': { for: editors, at: '/api/desk/articles/{someones-draft}/working-copy' },
  // What can be no article is refused before it is asked whose it is; that an author saves nothing of another's is tested
  // where writing is: tests/articles.
  'PUT /api/desk/articles/[id]/working-copy': {
    for: nobody,
    at: '/api/desk/articles/{someones-draft}/working-copy',
    json: {},
    outWith: 422,
  },
  'POST /api/desk/articles/[id]/working-copy': {
    for: editors,
    at: '/api/desk/articles/{someones-draft}/working-copy',
    json: { deed: 'discard', seen: 'hidden', stamp: '{new}', revision: 0 },
  },
  'GET /api/desk/credits': { for: writers, at: '/api/desk/credits?kind=topics&q=p' },
  'POST /api/desk/credits': { for: editorsAndAdministrator, json: { kind: 'topics', name: 'Roads' } },
  'GET /api/desk/published': { for: writers, at: '/api/desk/published?q=mud' },
  'GET /api/pictures': { for: writers },
  'POST /api/pictures': { for: [...writers, 'administrator'] },
  'POST /api/pictures/[id]': { for: editors, at: '/api/pictures/{picture}', json: {} },
  'PUT /api/pictures/[id]/focus': { for: editors, at: '/api/pictures/{picture}/focus', json: { x: 50, y: 50 } },
  'GET /desk/ads/figures.csv': { for: administrator },
  'GET /desk/articles/[id]/remarks': { for: editors, at: '/desk/articles/{someones-draft}/remarks' },
  'GET /desk/articles/links.json': { for: writers, at: '/desk/articles/links.json?q=mud' },
  'GET /desk/audit/audit-log.csv': { for: administrator },
  'GET /desk/books/batches/[id]/carrier.csv': { for: packers, at: '/desk/books/batches/{batch}/carrier.csv' },
  // There are no labels of an empty batch; tests/browser/sending-books.test.ts fetches those of a full one.
  'GET /desk/books/batches/[id]/labels.pdf': { for: nobody, at: '/desk/books/batches/{batch}/labels.pdf' },
  'GET /desk/books/batches/[id]/pick-list.pdf': { for: packers, at: '/desk/books/batches/{batch}/pick-list.pdf' },
  'GET /desk/cases/[id]/files/[file]': { for: caseWorkers, at: '/desk/cases/{case-with-file}/files/{case-file}' },
  'GET /desk/cases/figures.csv': { for: caseWorkers },
  'GET /desk/figures/donations.csv': { for: administrator },
  'GET /desk/settings/export/[id]/archive.zip': {
    for: administrator,
    at: '/desk/settings/export/{archive}/archive.zip',
  },
}

/** Every method of every route handler there is. */
export const handlers: Table = {
  ...readersHandlers,
  ...commentHandlers,
  ...machinesHandlers,
  ...linkHandlers,
  ...deskHandlers,
}
