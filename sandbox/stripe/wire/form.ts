import { invalid } from './refusal.ts'

export type FormValue = string | FormFields
export type FormFields = { [name: string]: FormValue }
const DEEPEST = 8

/**
 * Reads `a[b][0]=x&a[c][]=y` into nested fields; everything stays a string, as a form carries it. Lists stay keyed by
 * their indexes: only the endpoint's parameter table knows whether `metadata[0]` is a list or a name.
 * Encoding: https://docs.stripe.com/api (request bodies are form-encoded)
 */
export function parseForm(encoded: string): FormFields {
  const fields = emptyFields()
  for (const [name, value] of new URLSearchParams(encoded)) place(fields, segmentsOf(name), value)
  return fields
}

function emptyFields(): FormFields {
  // Without a prototype a parameter called `__proto__` is only a strange name.
  return Object.setPrototypeOf({}, null)
}

function segmentsOf(name: string): string[] {
  const open = name.indexOf('[')
  if (open <= 0) return [name]
  const inner = name.slice(open)
  if (!/^(\[[^[\]]*\])+$/.test(inner)) throw invalid(`Invalid parameter name: ${name}`, name)
  const segments = [name.slice(0, open), ...inner.slice(1, -1).split('][')]
  if (segments.length > DEEPEST) throw invalid(`Parameter nested too deeply: ${name}`, name)
  return segments
}

function place(fields: FormFields, segments: string[], value: string): void {
  const [first = '', ...rest] = segments
  const key = first === '' ? String(Object.keys(fields).length) : first
  if (rest.length === 0) {
    fields[key] = value
    return
  }
  const present = fields[key]
  const inner = present === undefined || typeof present === 'string' ? emptyFields() : present
  fields[key] = inner
  place(inner, rest, value)
}
