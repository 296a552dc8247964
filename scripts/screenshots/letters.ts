import { follow, phone, scrollTo, type Shot } from './shot.ts'

/** Comments, cases, corrections and licences, in the order of the handbook. */
export const letterShots: readonly Shot[] = [
  { name: 'desk-comments', path: '/desk/comments', as: 'moderator' },
  { name: 'desk-comments-phone', path: '/desk/comments?queue=held', as: 'moderator', ...phone },
  {
    name: 'desk-comment',
    path: '/desk/comments',
    as: 'moderator',
    height: 1000,
    prepare: (page) => follow(page, /^More/),
  },
  { name: 'desk-cases', path: '/desk/cases', as: 'managing-editor' },
  {
    name: 'desk-case',
    path: '/desk/cases',
    as: 'managing-editor',
    height: 1200,
    prepare: (page) => follow(page, /-0009$/),
  },
  {
    name: 'desk-letter',
    path: '/desk/cases',
    as: 'managing-editor',
    height: 640,
    prepare: async (page) => {
      await follow(page, /-0009$/)
      await scrollTo(page, 'Write to the reader')
    },
  },
  {
    name: 'desk-correcting',
    path: '/desk/cases',
    as: 'managing-editor',
    height: 1000,
    prepare: async (page) => {
      await follow(page, /-0009$/)
      await follow(page, 'Publish a correction')
      await page.getByLabel('As it stands').first().fill('laid on a shelf of rock in 1935')
      await page.getByLabel('As it should be').first().fill('laid on a shelf of rock in 1934')
      await page
        .getByLabel('Note', { exact: true })
        .fill('This article said that the pool was laid in 1935. It was laid in 1934, and opened in 1935.')
      await page.getByLabel('Why there').fill('A minor slip in one paragraph.')
      await page.getByRole('button', { name: 'Preview' }).click()
      await page.getByRole('heading', { name: 'What readers see' }).waitFor()
      await scrollTo(page, 'Preview')
    },
  },
  { name: 'desk-corrections', path: '/desk/corrections', as: 'managing-editor', height: 560 },
  { name: 'desk-offer', path: '/desk/licences/new?article=the-clock-in-the-mud', as: 'managing-editor', height: 1200 },
  { name: 'desk-licences', path: '/desk/licences', as: 'managing-editor', height: 460 },
]
