import postgres from 'postgres'
import { actions, fieldsOfActions } from '#tests/access/actions.ts'
import { handlers } from '#tests/access/handlers.ts'
import { reaches } from '#tests/access/others.ts'
import { pages } from '#tests/access/pages.ts'
import { everyone, type Row, type Who } from '#tests/access/who.ts'
import { readAddresses } from './support/addresses.ts'
import { askAs, verdictOn, type Answer, type Ask } from './support/asking.ts'
import { fillIn, findExamples, type Examples } from './support/examples.ts'
import { expect, test } from './support/journey.ts'
import { callOf, serverReferences, type ServerReference } from './support/server-actions.ts'

const lastAction = 'account/actions.ts#leaveEverywhere'

let references: ServerReference[]
let sql: postgres.Sql
let examples: Examples = new Map()

test.beforeAll(async () => {
  const addresses = readAddresses()
  references = serverReferences()
  sql = postgres(addresses.databaseUrl, { max: 4 })
  // The demonstration has no archive; the first is the administrator's.
  await askAs(sql, addresses, 'administrator', actionOn('desk/settings/export/actions.ts#beginExport', 'administrator'))
  await expect
    .poll(async () => (await sql`select 1 from export_archives where state = 'done'`).length)
    .toBeGreaterThan(0)
  examples = await findExamples(sql)
})
test.afterAll(() => sql.end())

/** A row's request. */
function askOf(name: string, { at, json }: Row): Ask {
  const [method = 'GET', route = name] = name.startsWith('/') ? ['GET', name] : name.split(' ')
  const path = fillIn(at ?? route.replace(/\/\([a-z]+\)/g, ''), examples)
  if (json !== undefined) return { method, path, json: JSON.parse(fillIn(JSON.stringify(json), examples)) }
  return { method, path, ...(method === 'GET' ? {} : { body: new FormData() }) }
}

/** A call from a page that has the action, and that `who` may open if there is one. */
function actionOn(name: string, who: Who, fields: Readonly<Record<string, string>> = {}, elsewhere = false): Ask {
  const reference = references.find((one) => one.name === name)
  const routes = reference?.routes.filter((one) => pages[one] !== undefined) ?? []
  const route = routes.find((one) => pages[one]?.for.includes(who)) ?? routes[0]
  if (!reference || route === undefined) throw new Error(`no page has ${name}`)
  // On a page that has it not, Next hands the call on.
  const path = elsewhere ? '/sign-in' : fillIn(pages[route]?.at ?? route.replace(/\/\([a-z]+\)/g, ''), examples)
  const filled = Object.entries(fields).map(([field, value]) => [field, fillIn(value, examples)])
  return {
    method: 'POST',
    path,
    body: callOf(name, Object.fromEntries(filled)),
    headers: { 'next-action': reference.id },
  }
}

interface Cell {
  name: string
  isIn: boolean
  ask: Ask
  outWith?: number | undefined
}

/** Asks for everything, some at a time. @returns a line for each cell that is not as the table says */
async function wrongCells(who: Who, cells: Cell[]): Promise<string[]> {
  const wrong: string[] = []
  const left = [...cells]
  const work = async () => {
    for (let cell = left.pop(); cell; cell = left.pop()) {
      const answer = await askAs(sql, readAddresses(), who, cell.ask)
      const expected = cell.isIn ? 'in' : 'out'
      const verdict =
        answer.status === cell.outWith ? 'out' : verdictOn(answer, 'next-action' in (cell.ask.headers ?? {}))
      if (verdict !== expected) wrong.push(`${cell.name}: not ${expected}, but ${said(answer)}`)
    }
  }
  await Promise.all([work(), work(), work(), work()])
  return wrong.toSorted()
}

function said({ status, location, text }: Answer): string {
  return `${status} ${location ?? text.replace(/\s+/g, ' ').slice(0, 100)}`
}

for (const who of everyone) {
  test(`${who}: pages and route handlers`, async () => {
    test.setTimeout(240_000)
    const cells = Object.entries({ ...pages, ...handlers }).map(([name, row]) => ({
      name,
      isIn: row.for.includes(who),
      ask: askOf(name, row),
      outWith: row.outWith,
    }))
    expect(await wrongCells(who, cells)).toEqual([])
  })

  test(`${who}: server actions`, async () => {
    test.setTimeout(240_000)
    const cells = Object.entries(actions).flatMap(([name, allowed]) =>
      (allowed.includes(who) ? [false] : [false, true]).map((elsewhere) => ({
        name: elsewhere ? `${name} from another page` : name,
        isIn: allowed.includes(who),
        ask: actionOn(name, who, fieldsOfActions[name], elsewhere),
      })),
    )
    // What ends all sessions of a person comes when nothing else is asked as them.
    const [last, others] = [
      cells.filter(({ name }) => name === lastAction),
      cells.filter(({ name }) => name !== lastAction),
    ]
    expect([...(await wrongCells(who, others)), ...(await wrongCells(who, last))]).toEqual([])
  })
}

test('of what is somebody else’s nothing changes', async () => {
  test.setTimeout(240_000)
  const wrong: string[] = []
  for (const { action, by, fields, tables } of reaches) {
    for (const who of by) {
      const before = await fingerprints(tables)
      const answer = await askAs(sql, readAddresses(), who, actionOn(action, who, fields))
      const changed = before !== (await fingerprints(tables))
      if (changed || verdictOn(answer, true) === 'failed')
        wrong.push(`${action} by ${who} with ${JSON.stringify(fields)}: ${changed ? 'changed' : said(answer)}`)
    }
  }
  expect(wrong).toEqual([])
})

async function fingerprints(tables: readonly string[]): Promise<string> {
  const found = await Promise.all(
    tables.map((table) => sql`select md5(string_agg(t::text, '' order by t::text)) as mark from ${sql(table)} t`),
  )
  return JSON.stringify(found.map(([row]) => row))
}

test('what keeps pages is called by nobody from outside', async () => {
  const kept = references.filter(({ isCache }) => isCache)
  expect(kept.length).toBeGreaterThan(0)
  const answered: string[] = []
  for (const { id, name } of kept)
    // The last two would be pages of an edition called api.
    for (const path of ['/', '/sign-in', '/donate', '/api/articles/x', '/api/topics/x']) {
      const body = JSON.stringify([examples.get('article')])
      const headers = { 'next-action': id, 'content-type': 'text/plain;charset=UTF-8' }
      const { status, text } = await askAs(sql, readAddresses(), 'visitor', {
        method: 'POST',
        path,
        text: body,
        headers,
      })
      if (status !== 404) answered.push(`${name} at ${path}: ${status} ${text.slice(0, 200)}`)
    }
  expect(answered).toEqual([])
})
