import { XMLBuilder } from 'fast-xml-parser'
import { expect, it } from 'vitest'
import { wellFormed } from '#app/_server/xml.ts'

it('leaves nothing in a document that no XML may hold', () => {
  const note = 'Six\u000bo’clock\u0000\u001f\ufffe\ud800, not 🕖.\tTwo\r\nlines.'
  const document = new XMLBuilder().build({ note })
  expect(wellFormed(document)).toBe('<note>Six o’clock    , not 🕖.\tTwo\r\nlines.</note>')
})
