import { type JsonObject, toJsonObject } from './json.ts'

type ErrorType = 'api_error' | 'card_error' | 'idempotency_error' | 'invalid_request_error'

type Details = {
  type: ErrorType
  message: string
  code?: string
  param?: string
  decline_code?: string
  charge?: string
  payment_intent?: object
}

/**
 * A request that Stripe would answer with an error object. `keepsChanges` is true for a declined payment: the failed
 * attempt itself is a fact that must stay on record.
 * Shape: https://docs.stripe.com/api/errors
 */
export class Refusal extends Error {
  readonly status: number
  readonly details: Details
  readonly keepsChanges: boolean

  constructor(status: number, details: Details, keepsChanges = false) {
    super(details.message)
    this.name = 'Refusal'
    this.status = status
    this.details = details
    this.keepsChanges = keepsChanges
  }

  body(): JsonObject {
    const { code } = this.details
    const link =
      code === undefined ? {} : { doc_url: `https://stripe.com/docs/error-codes/${code.replaceAll('_', '-')}` }
    return toJsonObject({ error: { ...this.details, ...link } })
  }
}

export function invalid(message: string, param?: string, code?: string): Refusal {
  return new Refusal(400, { type: 'invalid_request_error', message, param, code })
}

/** 404 when the object is what the address names, 400 when a parameter names it; Stripe makes the same difference. */
export function missingResource(noun: string, id: string, param = 'id'): Refusal {
  return new Refusal(param === 'id' ? 404 : 400, {
    type: 'invalid_request_error',
    code: 'resource_missing',
    message: `No such ${noun}: '${id}'`,
    param,
  })
}

export function missingParameter(name: string): Refusal {
  return invalid(`Missing required param: ${name}.`, name, 'parameter_missing')
}

export function unknownParameters(names: string[]): Refusal {
  const plural = names.length > 1 ? 's' : ''
  return invalid(`Received unknown parameter${plural}: ${names.join(', ')}`, names[0], 'parameter_unknown')
}

export function unauthorised(message: string, code?: string): Refusal {
  return new Refusal(401, { type: 'invalid_request_error', message, code })
}

export function unrecognisedAddress(method: string, path: string): Refusal {
  return new Refusal(404, {
    type: 'invalid_request_error',
    message: `Unrecognized request URL (${method}: ${path}). The sandbox speaks only what DIFFERENCES.md lists.`,
  })
}

/** Turns "nothing found" into the refusal Stripe would send. */
export function required<T>(found: T | undefined, noun: string, id: string, param?: string): T {
  if (found === undefined) throw missingResource(noun, id, param)
  return found
}
