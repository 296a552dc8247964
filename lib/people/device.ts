import Bowser from 'bowser'

/** What somebody reads with, from what the browser says of itself: Firefox on Windows. Said, not proved. */
export function deviceOf(userAgent: string | null): string {
  if (userAgent === null || userAgent.trim() === '') return 'An unknown device'
  const { browser, os, platform } = Bowser.parse(userAgent)
  const kind = platform.type === 'mobile' ? 'a phone' : platform.type === 'tablet' ? 'a tablet' : ''
  const on = os.name || kind
  const name = browser.name || (on === '' ? 'An unknown device' : 'A browser')
  return on === '' ? name : `${name} on ${on}`
}
