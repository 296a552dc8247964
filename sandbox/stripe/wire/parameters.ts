import { z } from 'zod'

/*
 * The words that parameter tables are written in. Input is always form text; output is what the rules work with.
 * Messages follow the form of Stripe's, since people read them in logs beside Stripe's documentation.
 */

/** Text that cannot be unset: Stripe refuses an empty string here. */
export function text(longest = 5000) {
  return z.string().min(1, 'This is an empty string, which would unset the value, and it cannot be unset.').max(longest)
}

/** An empty string unsets the value. https://docs.stripe.com/api/customers/update */
export function clearable<S extends z.ZodType>(schema: S) {
  return z.preprocess((value) => (value === '' ? null : value), schema.nullable())
}

export function clearableText(longest = 5000) {
  return z
    .string()
    .max(longest)
    .transform((value) => (value === '' ? null : value))
}

export function integer(least = Number.MIN_SAFE_INTEGER) {
  return z
    .string()
    .regex(/^-?\d{1,15}$/, { error: (issue) => `Invalid integer: ${String(issue.input)}` })
    .transform(Number)
    .refine((value) => value >= least, {
      error: `This value must be greater than or equal to ${least}.`,
      params: { code: 'parameter_invalid_integer' },
    })
}

/** A Unix time in seconds. */
export const instant = () => integer(0)

export function flag() {
  return z
    .enum(['true', 'false'], { error: (issue) => `Invalid boolean: ${String(issue.input)}` })
    .transform((value) => value === 'true')
}

export function choice<const V extends readonly [string, ...string[]]>(...values: V) {
  return z.enum(values, {
    error: (issue) => `Invalid value: ${String(issue.input)}; must be one of ${values.join(', ')}`,
  })
}

export function metadata() {
  return clearable(
    z
      .record(
        z.string().max(40, 'Metadata keys are at most 40 characters long.'),
        z.string().max(500, 'Metadata values are at most 500 characters long.'),
      )
      .refine((all) => Object.keys(all).length <= 50, 'Metadata holds at most 50 keys.'),
  )
}

export function listOf<S extends z.ZodType>(item: S, longest = 100) {
  return z.preprocess(
    (value) =>
      typeof value === 'object' && value !== null ? Object.values<unknown>({ ...value }) : value === '' ? [] : value,
    z.array(item, 'Invalid array').max(longest, `Lists here hold at most ${longest} entries.`),
  )
}

export function group<S extends z.ZodRawShape>(shape: S) {
  return z.strictObject(shape)
}

export function emailAddress() {
  return z.string().refine((value) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value), {
    error: (issue) => `Invalid email address: ${String(issue.input)}`,
    params: { code: 'email_invalid' },
  })
}

export function webAddress() {
  return z
    .string()
    .max(5000)
    .refine((value) => URL.canParse(value.replaceAll(/[{}]/g, '')) && /^https?:/.test(value), {
      error: 'Not a valid URL',
      params: { code: 'url_invalid' },
    })
}

export function currency() {
  return z
    .string()
    .regex(/^[A-Za-z]{3}$/, { error: (issue) => `Invalid currency: ${String(issue.input)}` })
    .transform((value) => value.toLowerCase())
}

/** `created=5` or `created[gte]=5`. */
export function range() {
  return z.preprocess(
    (value) => (typeof value === 'string' ? { equals: value } : value),
    group({
      equals: instant().optional(),
      gt: instant().optional(),
      gte: instant().optional(),
      lt: instant().optional(),
      lte: instant().optional(),
    }),
  )
}

/** https://docs.stripe.com/api/pagination */
export const pagination = {
  limit: integer(1)
    .refine((value) => value <= 100, 'Invalid integer: must be at most 100')
    .optional(),
  starting_after: text().optional(),
  ending_before: text().optional(),
}

export const addressFields = group({
  city: clearableText().optional(),
  country: clearableText(2).optional(),
  line1: clearableText().optional(),
  line2: clearableText().optional(),
  postal_code: clearableText().optional(),
  state: clearableText().optional(),
})

export const shippingFields = group({
  name: text(),
  phone: text().optional(),
  carrier: text().optional(),
  tracking_number: text().optional(),
  address: addressFields,
})
