/**
 * Something outside this project is missing. Its message is one line for whoever typed the command: what is missing,
 * and the remedy. It is printed without a stack.
 */
export class CannotRun extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'CannotRun'
  }
}

/** @returns the code of a system error such as ENOENT or EADDRINUSE; undefined for any other error */
export function systemCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}
