/** Ghost writes ISO 8601, or, from some databases, UTC with a space. @returns undefined for what is no instant */
export function instantOf(text: string): Date | undefined {
  if (text === '') return undefined
  const at = new Date(text.includes('T') ? text : `${text.replace(' ', 'T')}Z`)
  return Number.isNaN(at.getTime()) ? undefined : at
}
