/** What a form shows after it was refused: the message, each field's fault, and what was typed. */
export interface FormState {
  message: string
  fields: Record<string, string>
  typed: Record<string, string>
  /** Where an accepted form goes on to by a full page load: a route handler, which a form's answer cannot be. */
  goOn?: string
  /** What an accepted form shows once, and nothing keeps: recovery codes. */
  codes?: string[]
}

export const emptyForm: FormState = { message: '', fields: {}, typed: {} }
