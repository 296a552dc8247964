import type { Page } from '@playwright/test'

export interface Shot {
  /** Of the file, without its ending. */
  name: string
  path: string
  /** Who looks at it: the part of their address before the @. Nobody signed in where it is left out. */
  as?: 'administrator' | 'editor' | 'fulfilment' | 'managing-editor' | 'moderator'
  /** In CSS pixels; 1280 wide and 900 high where nothing is said. A phone is 390 wide. */
  width?: number
  height?: number
  colorScheme?: 'light' | 'dark'
  /** What is done on the page before the picture is taken. */
  prepare?: (page: Page) => Promise<void>
}

export const phone = { width: 390, height: 844 } as const

/** Goes to where a link leads, by what it says, and waits until the page there has come. */
export async function follow(page: Page, name: string | RegExp): Promise<void> {
  const from = page.url()
  await page
    .getByRole('link', { name, exact: typeof name === 'string' })
    .first()
    .click()
  await page.waitForURL((url) => url.href !== from)
  await page.waitForLoadState('networkidle')
}

/** Opens an article from the list, and waits until it can be written in. */
export async function openArticle(page: Page, headline: string): Promise<void> {
  await follow(page, headline)
  await page.getByRole('toolbar').waitFor()
}

/** Moves the page so that a heading stands near its top. */
export async function scrollTo(page: Page, heading: string): Promise<void> {
  const place = page.getByRole('heading', { name: heading, exact: true }).first()
  await place.evaluate((element) => {
    element.scrollIntoView()
    scrollBy(0, -24)
  })
}
