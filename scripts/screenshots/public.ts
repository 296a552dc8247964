import type { Shot } from './shot.ts'

/** What readers see. */
export const publicShots: readonly Shot[] = [
  { name: 'front', path: '/', width: 1440, height: 1000 },
  { name: 'article', path: '/articles/the-clock-in-the-mud', height: 1280 },
  { name: 'donate', path: '/donate?amount=20', height: 1280 },
  { name: 'article-phone-dark', path: '/articles/nine-hours-on-the-71', width: 390, height: 844, colorScheme: 'dark' },
]
