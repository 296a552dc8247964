import postgres from 'postgres'

let client: postgres.Sql | undefined

/** Takes in a body and writes it down, with nothing asked and nothing checked. */
export async function POST(request: Request): Promise<Response> {
  client ??= postgres(process.env.DATABASE_URL ?? '', { max: 10, onnotice: () => undefined })
  const body = await request.text()
  await client`insert into bare_events (id, payload) values (${crypto.randomUUID()}, ${body}::jsonb)`
  return new Response(null, { status: 200 })
}
