import type { z } from 'zod'
import { invalid, missingParameter, type Refusal, unknownParameters } from './refusal.ts'
import type { FormFields } from './form.ts'

/**
 * Reads a request's fields by its endpoint's table. What the table does not name is refused as Stripe refuses it;
 * unknown names are reported first and all at once, then what is missing, then what is malformed.
 */
export function readParameters<S extends z.ZodType>(table: S, fields: FormFields): z.output<S> {
  const read = table.safeParse(fields)
  if (read.success) return read.data
  throw refusalFor(read.error.issues, fields)
}

function refusalFor(issues: z.core.$ZodIssue[], fields: FormFields): Refusal {
  const unknown = issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys' ? issue.keys.map((key) => parameterName([...issue.path, key])) : [],
  )
  if (unknown.length > 0) return unknownParameters(unknown)
  const missing = issues.find((issue) => valueAt(fields, issue.path) === undefined)
  if (missing) return missingParameter(parameterName(missing.path))
  const [first] = issues
  if (!first) return invalid('Invalid request')
  const code: unknown = first.code === 'custom' ? first.params?.['code'] : codeFor(first)
  return invalid(first.message, parameterName(first.path), typeof code === 'string' ? code : undefined)
}

function codeFor(issue: z.core.$ZodIssue): string | undefined {
  if (issue.code === 'too_small') return 'parameter_invalid_empty'
  if (issue.code === 'invalid_format' && issue.message.startsWith('Invalid integer')) return 'parameter_invalid_integer'
  return undefined
}

function parameterName(path: readonly PropertyKey[]): string {
  return path.map((segment, index) => (index === 0 ? String(segment) : `[${String(segment)}]`)).join('')
}

function valueAt(fields: FormFields, path: readonly PropertyKey[]): unknown {
  let value: unknown = fields
  for (const segment of path) {
    if (typeof value !== 'object' || value === null) return undefined
    value = Reflect.get(value, segment)
  }
  return value
}
