import localFont from 'next/font/local'

/**
 * Text and headlines. Next preloads the file, measures it and adjusts the fallback to it. `optional`: a font that comes too
 * late is for the next page, so that nothing ever shifts.
 */
export const newsreader = localFont({
  src: [
    {
      path: '../../node_modules/@fontsource-variable/newsreader/files/newsreader-latin-opsz-normal.woff2',
      style: 'normal',
      weight: '200 800',
    },
  ],
  variable: '--font-newsreader',
  display: 'optional',
  adjustFontFallback: 'Times New Roman',
})

/** Italics: used by the texts of articles and comments only, so preloaded there only. */
export const newsreaderItalic = localFont({
  src: [
    {
      path: '../../node_modules/@fontsource-variable/newsreader/files/newsreader-latin-wght-italic.woff2',
      style: 'italic',
      weight: '200 800',
    },
  ],
  variable: '--font-newsreader-italic',
  display: 'optional',
  adjustFontFallback: 'Times New Roman',
})

/** Labels, forms and the desk. */
export const franklin = localFont({
  src: [
    {
      path: '../../node_modules/@fontsource-variable/libre-franklin/files/libre-franklin-latin-wght-normal.woff2',
      style: 'normal',
      weight: '100 900',
    },
  ],
  variable: '--font-franklin',
  display: 'optional',
  adjustFontFallback: 'Arial',
})
