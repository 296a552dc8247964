import { z } from 'zod'
import { eventData, eventNames, eventTypes, type EventType } from '#lib/webhooks/model.ts'
import { articlesQuery, correctionsQuery, noQuery, schemas } from './schemas.ts'

type SchemaName = keyof typeof schemas

const places = z.registry<{ id: string }>()
for (const [id, schema] of Object.entries(schemas)) places.add(schema, { id })

/** `pattern` repeats, at length, what `format` says. */
const plainly = {
  io: 'input',
  override: ({ jsonSchema }: { jsonSchema: { format?: unknown; pattern?: unknown } }) => {
    if (jsonSchema.format !== undefined) delete jsonSchema.pattern
  },
} as const

/**
 * The API as OpenAPI 3.1 describes it, from the very schemas that its answers are made by.
 * @param magazine its name
 * @param base its address, without a slash at its end
 */
export function openApi(magazine: string, base: string): object {
  return {
    openapi: '3.1.0',
    info: {
      title: magazine,
      version: '1.0.0',
      description:
        'What everybody may read, for software of readers. No key is needed. Of articles that are not public there is the preview. Fields may be added; none goes or changes its meaning within /api/v1.',
    },
    servers: [{ url: base }],
    paths: {
      '/api/v1/articles': list('Articles, newest first', articlesQuery, 'Articles'),
      '/api/v1/articles/{slug}': one('One article', 'Article', {
        308: { description: 'It has another slug now.', headers: { Location: { schema: { type: 'string' } } } },
      }),
      '/api/v1/topics': list('Topics', noQuery, 'Topics'),
      '/api/v1/authors/{slug}': one('One author', 'Author'),
      '/api/v1/corrections': list('Corrections, newest first', correctionsQuery, 'Corrections'),
    },
    webhooks: Object.fromEntries(eventTypes.map((type) => [type, webhook(type)])),
    components: { schemas: componentSchemas() },
  }
}

/** An event that is told to whoever an administrator chose (docs/webhooks.md), from the schema that it is made by. */
function webhook(type: EventType): object {
  const message = z.object({ type: z.literal(type), timestamp: z.iso.datetime(), data: eventData[type] })
  const { $schema: _, ...schema } = z.toJSONSchema(message, plainly)
  const header = (name: string, description: string) => ({
    name,
    in: 'header',
    required: true,
    description,
    schema: { type: 'string' },
  })
  return {
    post: {
      summary: eventNames[type],
      parameters: [
        header('webhook-id', 'The event’s, the same at every try'),
        header('webhook-timestamp', 'Seconds since 1970'),
        header('webhook-signature', 'As https://www.standardwebhooks.com has it; one or two, divided by a space'),
      ],
      requestBody: { required: true, content: { 'application/json': { schema } } },
      responses: { '2XX': { description: 'Taken. Anything else is tried again for three days; 410 ends it.' } },
    },
  }
}

function componentSchemas(): unknown {
  const made = z.toJSONSchema(places, { ...plainly, uri: (id) => `#/components/schemas/${id}` }).schemas
  // What a schema needs that stands by itself.
  return JSON.parse(JSON.stringify(made), (key, value: unknown) =>
    key === '$schema' || key === '$id' ? undefined : value,
  )
}

function list(summary: string, query: z.ZodObject, answer: SchemaName): object {
  const { properties = {} } = z.toJSONSchema(query, plainly)
  const parameters = Object.entries(properties).map(([name, schema]) => ({ name, in: 'query', schema }))
  return operation(summary, parameters, answer)
}

function one(summary: string, answer: SchemaName, others: object = {}): object {
  return operation(summary, [{ name: 'slug', in: 'path', required: true, schema: { type: 'string' } }], answer, others)
}

function operation(summary: string, parameters: object[], answer: SchemaName, others: object = {}): object {
  const refused = { description: 'Why not', content: { 'application/problem+json': { schema: ref('Problem') } } }
  return {
    get: {
      summary,
      parameters,
      responses: {
        200: { description: summary, content: { 'application/json': { schema: ref(answer) } } },
        304: { description: 'Nothing has changed since the answer with the ETag in If-None-Match.' },
        ...others,
        400: refused,
        404: refused,
        429: refused,
      },
    },
  }
}

function ref(name: SchemaName): object {
  return { $ref: `#/components/schemas/${name}` }
}
