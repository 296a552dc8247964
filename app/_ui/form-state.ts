/** What a form shows after it was refused: the message, each field's fault, and what was typed. */
export interface FormState {
  message: string
  fields: Record<string, string>
  typed: Record<string, string>
}

export const emptyForm: FormState = { message: '', fields: {}, typed: {} }
