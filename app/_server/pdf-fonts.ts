import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Font } from '@react-pdf/renderer'
import { unpackedFont } from './unpacked-font.ts'

/** Names are written in more scripts than the magazine is. */
const otherScripts = [
  'libre-franklin cyrillic',
  'libre-franklin cyrillic-ext',
  'noto-sans greek',
  'noto-sans greek-ext',
  'noto-sans devanagari',
  'noto-sans-hebrew hebrew',
  'noto-sans-arabic arabic',
]

/**
 * Coarse, and holds all that is common: Chinese, Japanese, Korean, Thai, Georgian and whatever else people are called in. A
 * font that draws these well is forty times as large.
 */
const lastResort = 'unifontex latin'

/** A family for each script its files hold: a letter that one lacks is taken from the next. */
const families = {
  serif: ['newsreader latin', 'newsreader latin-ext', 'newsreader vietnamese', ...otherScripts, lastResort],
  plain: ['libre-franklin latin', 'libre-franklin latin-ext', 'libre-franklin vietnamese', ...otherScripts, lastResort],
}

for (const family of new Set([...families.serif, ...families.plain])) {
  if (family === lastResort) continue
  Font.register({
    family,
    fonts: [
      { src: fileOf(family, 400), fontWeight: 400 },
      { src: fileOf(family, 600), fontWeight: 600 },
    ],
  })
}

const unpacked = unpackedFont(readFileSync(fileOf(lastResort, 400))).toString('base64')
Font.register({ family: lastResort, src: `data:font/ttf;base64,${unpacked}` })

function fileOf(family: string, weight: 400 | 600): string {
  const [name = '', script = ''] = family.split(' ')
  return join(process.cwd(), `node_modules/@fontsource/${name}/files/${name}-${script}-${weight}-normal.woff`)
}

// A name or an address is never broken in the middle.
Font.registerHyphenationCallback((word) => [word])

/** The families for a style's `fontFamily`. */
export const { serif, plain } = families

/** Stands for a letter that cannot be drawn: a square. */
const placeholder = '\u25a1'

export interface Drawable {
  text: string
  /** Whether anything in it had to be replaced. */
  complete: boolean
}

/**
 * A text as it can be drawn. A letter that no font holds would be left out without a word: a square stands for it, so
 * that the page can say so.
 */
export async function drawable(text: string): Promise<Drawable> {
  const fonts = await Promise.all(
    serif.map(async (fontFamily) => {
      await Font.load({ fontFamily, fontWeight: 400, fontStyle: 'normal' })
      return Font.getFont({ fontFamily, fontWeight: 400, fontStyle: 'normal' }).data
    }),
  )
  const isDrawn = (letter: string) =>
    // Joiners and the like have no shape of their own.
    /[\s\p{Default_Ignorable_Code_Point}]/u.test(letter) ||
    fonts.some((font) => font?.hasGlyphForCodePoint(letter.codePointAt(0) ?? 0))
  // Composed first: a letter with its accent is one glyph, and few fonts hold the accent alone.
  const drawn = [...text.normalize('NFC')].map((letter) => (isDrawn(letter) ? letter : placeholder)).join('')
  return { text: drawn, complete: drawn === text.normalize('NFC') }
}
