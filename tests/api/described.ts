import { z } from 'zod'

const documentSchema = z.object({
  openapi: z.string(),
  paths: z.record(
    z.string(),
    z.object({ get: z.object({ responses: z.record(z.string(), z.object({ content: z.unknown().optional() })) }) }),
  ),
  components: z.object({ schemas: z.record(z.string(), z.unknown()) }),
})

const contentSchema = z.record(z.string(), z.object({ schema: z.object({ $ref: z.string() }) }))

/**
 * What an OpenAPI document says of an answer, as a schema that takes this and nothing else: a field that is not
 * described is refused.
 * @param path as the document has it, e.g. /api/v1/articles/{slug}
 * @throws when the document does not describe it
 */
export function describedAnswer(document: unknown, path: string, status = '200'): z.ZodType {
  const { paths, components } = documentSchema.parse(document)
  const [one] = Object.values(contentSchema.parse(paths[path]?.get.responses[status]?.content))
  const standing = JSON.stringify({ $ref: one?.schema.$ref, $defs: components.schemas })
  return z.fromJSONSchema(
    z.record(z.string(), z.any()).parse(
      JSON.parse(standing.replaceAll('#/components/schemas/', '#/$defs/'), (_, value: unknown) => {
        const object = z.looseObject({ type: z.literal('object') }).safeParse(value)
        return object.success ? { ...object.data, additionalProperties: false } : value
      }),
    ),
  )
}
