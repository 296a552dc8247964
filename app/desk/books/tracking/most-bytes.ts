/** Next takes forms of a megabyte (1,048,576 bytes), this file among them. */
export const mostBytes = 1_000_000

export const tooLarge =
  'This file is larger than 1 MB. Take the rows that were given here before out of it, or give it in two.'
