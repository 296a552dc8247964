import { z } from 'zod'

const positionSchema = z
  .string()
  .regex(/^\d{1,15}_[0-9a-f-]{36}$/)
  .transform((value) => {
    const [at = '', id = ''] = value.split('_')
    return { publishedAt: new Date(Number(at)), id }
  })
  .refine((position) => z.uuid().safeParse(position.id).success)

/** Where a list goes on, from an address's `before`: milliseconds since 1970, an underline, the last id. Undefined when it is not one. */
export function positionFrom(value: unknown): { publishedAt: Date; id: string } | undefined {
  const parsed = positionSchema.safeParse(value)
  return parsed.success ? parsed.data : undefined
}
