import type { Door } from '#lib/second-factor/model.ts'

/** Where a second factor is shown, or set up. @param back the page that was asked for, to come back to */
export function doorAddress(door: Exclude<Door, 'open'>, back: string): string {
  const page = door === 'ask' ? '/sign-in/second-factor' : '/account/security/authenticator'
  return `${page}?to=${encodeURIComponent(back).replaceAll('%2F', '/')}`
}
