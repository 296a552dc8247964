/** What is wrong with a file, and on which line of it. */
export class Fault extends Error {
  readonly line: number

  constructor(line: number, reason: string) {
    super(reason)
    this.name = 'Fault'
    this.line = line
  }
}
