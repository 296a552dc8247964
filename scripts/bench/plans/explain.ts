import { drizzle } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import { z } from 'zod'
import type { Context } from '#lib/context.ts'

interface Statement {
  query: string
  params: unknown[]
}

/** How a statement reads one table, or orders what it read. */
interface Reading {
  /** PostgreSQL's name for the way, such as Index Scan or Sort. */
  way: string
  table: string | undefined
  rows: number
}

export interface Explained {
  query: string
  readings: Reading[]
}

/** A context that notes what is asked of its database, and explains it. */
export interface Explainer {
  ctx: Context
  /** How the statements of a question are answered. @throws when it asks nothing */
  explain(ask: (ctx: Context) => Promise<unknown>): Promise<Explained[]>
  /** What of them reads a large table from end to end. */
  faultsOf(ask: (ctx: Context) => Promise<unknown>): Promise<Fault[]>
  close(): Promise<void>
}

export interface Fault {
  what: string
  query: string
}

interface PlanNode {
  'Node Type': string
  'Plan Rows': number
  'Relation Name'?: string | undefined
  Plans?: PlanNode[] | undefined
}
const nodeSchema: z.ZodType<PlanNode> = z.lazy(() =>
  z.looseObject({
    'Node Type': z.string(),
    'Plan Rows': z.number(),
    'Relation Name': z.string().optional(),
    Plans: z.array(nodeSchema).optional(),
  }),
)
const explainedSchema = z.array(z.object({ 'QUERY PLAN': z.array(z.object({ Plan: nodeSchema })) }))
const namesSchema = z.array(z.object({ name: z.string() }))
const parameterSchema = z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())])

/** Tables of more pages than this, a megabyte, are large: any other is as soon read as looked up. */
const largePages = 128
/** Whoever sorts thousands of rows for the newest ten has read them all, through whatever index. */
const mostSorted = 5_000

/** @param base the rest of the context; its database is replaced by one connection of its own */
export async function openExplainer(base: Context): Promise<Explainer> {
  const client = postgres(base.config.databaseUrl, { max: 1, onnotice: () => undefined })
  const asked: Statement[] = []
  const logger = { logQuery: (query: string, params: unknown[]) => asked.push({ query, params }) }
  const ctx = { ...base, db: drizzle(client, { casing: 'snake_case', logger }) }
  const large = new Set(
    namesSchema
      .parse(
        await client`
        select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace and relpages > ${largePages}`,
      )
      .map(({ name }) => name),
  )
  const explain = async (ask: (ctx: Context) => Promise<unknown>): Promise<Explained[]> => {
    asked.length = 0
    await ask(ctx)
    const statements = asked.filter(({ query }) => /^\s*(select|with|update|delete)/i.test(query))
    if (statements.length === 0) throw new Error('no statement was asked')
    const all: Explained[] = []
    for (const { query, params } of statements) {
      const given = params.map((param) => parameterSchema.parse(param))
      const plan = explainedSchema.parse([...(await client.unsafe(`explain (format json) ${query}`, given))])
      const nodes = plan.flatMap((row) => row['QUERY PLAN']).flatMap(({ Plan }) => nodesOf(Plan))
      const readings = nodes.map((node) => ({
        way: node['Node Type'],
        table: node['Relation Name'],
        rows: node['Plan Rows'],
      }))
      all.push({ query, readings })
    }
    return all
  }
  const faultsOf = async (ask: (ctx: Context) => Promise<unknown>): Promise<Fault[]> => {
    const explained = await explain(ask)
    return explained.flatMap(({ query, readings }) =>
      readings.flatMap(({ way, table, rows }) => {
        if (way === 'Seq Scan' && large.has(table ?? '')) return [{ what: `reads all of ${table}`, query }]
        return way === 'Sort' && rows > mostSorted ? [{ what: `sorts ${rows} rows`, query }] : []
      }),
    )
  }
  return { ctx, explain, faultsOf, close: () => client.end({ timeout: 5 }) }
}

function nodesOf(node: PlanNode): PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(nodesOf)]
}
