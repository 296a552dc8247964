import type { AddressBook } from '#lib/mail/refusals.ts'

/** For tests in which every address takes mail. */
export const noOneRefuses: AddressBook = {
  isRefused: () => Promise.resolve(false),
  noteRefused: (_, address, because) => Promise.reject(new Error(`${address} was refused: ${because}`)),
}
