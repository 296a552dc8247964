import { openArticle, phone, type Shot } from './shot.ts'

/** The desk's home, articles, the calendar, the front page and pictures, in the order of the handbook. */
export const newsroomShots: readonly Shot[] = [
  { name: 'desk-today', path: '/desk', as: 'managing-editor', height: 640 },
  { name: 'desk-today-phone', path: '/desk', as: 'managing-editor', ...phone },
  {
    name: 'desk-keys',
    path: '/desk/articles',
    as: 'editor',
    height: 720,
    prepare: async (page) => {
      await page.getByRole('button', { name: 'Keyboard' }).click()
      await page.getByRole('dialog').waitFor()
    },
  },
  { name: 'desk-articles', path: '/desk/articles', as: 'editor' },
  {
    name: 'desk-writing',
    path: '/desk/articles?state=in_edit',
    as: 'editor',
    height: 1000,
    prepare: (page) => openArticle(page, 'The second-hand embassy'),
  },
  {
    name: 'desk-beside',
    path: '/desk/articles?q=nine+hours',
    as: 'editor',
    height: 1000,
    prepare: async (page) => {
      await openArticle(page, 'Nine hours on the 71')
      await page
        .getByText('Authors and topics')
        .first()
        .evaluate((element) => element.scrollIntoView())
    },
  },
  {
    name: 'desk-schedule',
    path: '/desk/articles?state=ready',
    as: 'managing-editor',
    prepare: async (page) => {
      await openArticle(page, 'The price of a round number')
      await page.getByText('Schedule …').click()
    },
  },
  {
    name: 'desk-preview',
    path: '/desk/articles?state=in_edit',
    as: 'editor',
    prepare: async (page) => {
      await openArticle(page, 'The second-hand embassy')
      await page.goto(`${page.url()}/preview`, { waitUntil: 'networkidle' })
    },
  },
  {
    name: 'desk-update',
    path: '/desk/articles?q=unheated',
    as: 'editor',
    prepare: async (page) => {
      await openArticle(page, 'Unheated')
      const standfirst = page.getByLabel('Standfirst')
      await standfirst.fill(`${await standfirst.inputValue()} With a map.`)
      await page.getByText(/^Saved \d/).waitFor()
      await page.getByRole('button', { name: 'Update …' }).first().click()
      await page.getByRole('dialog').waitFor()
    },
  },
  { name: 'desk-calendar', path: '/desk/calendar', as: 'editor', height: 1040 },
  {
    name: 'desk-front',
    path: '/desk/front',
    as: 'editor',
    height: 1000,
    prepare: async (page) => {
      await page.getByRole('searchbox').fill('river')
      await page.getByRole('button', { name: 'Find', exact: true }).click()
      await page
        .getByRole('button', { name: /^Put there/ })
        .first()
        .waitFor()
    },
  },
  {
    name: 'desk-front-when',
    path: '/desk/front',
    as: 'editor',
    height: 520,
    prepare: async (page) => {
      await page.getByLabel('From', { exact: true }).check()
      await page.getByRole('button', { name: 'Save' }).scrollIntoViewIfNeeded()
      await page.evaluate(() => scroll(0, document.body.scrollHeight))
    },
  },
  { name: 'desk-pictures', path: '/desk/pictures', as: 'editor' },
  {
    name: 'desk-picture',
    path: '/desk/pictures?show=expired',
    as: 'editor',
    height: 1100,
    prepare: async (page) => {
      await page.locator('[data-desk-row]').getByRole('link').first().click()
      await page.getByRole('button', { name: /^Focal point/ }).waitFor()
    },
  },
]
