/**
 * What a person did that cannot be done, in words for that person. Thrown where it arises, translated once, in
 * app/_server. Anything else that is thrown is a fault of ours and shows no detail.
 */
export class Refusal extends Error {
  readonly kind: RefusalKind
  /** Field names to messages, when the fault lies in what was typed. */
  readonly fields: Record<string, string>

  constructor(kind: RefusalKind, message: string, fields: Record<string, string> = {}) {
    super(message)
    this.name = 'Refusal'
    this.kind = kind
    this.fields = fields
  }
}

/** A refusal (invalid) for what was typed in one field; the form as a whole says the same. */
export function fieldRefusal(field: string, message: string): Refusal {
  return new Refusal('invalid', message, { [field]: message })
}

export type RefusalKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'too_many'
  | 'unavailable'

/** HTTP status of each kind of refusal (RFC 9110; 429 is RFC 6585). */
export const refusalStatus: Record<RefusalKind, number> = {
  invalid: 422,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_many: 429,
  unavailable: 503,
}
