import { toText } from 'hast-util-to-text'
import rehypeParse from 'rehype-parse'
import { unified } from 'unified'

/** Characters of HTML that are looked at; what people write is shorter. */
const longestHtml = 500_000

/** What a mail says that comes as HTML alone. */
export function textOfHtml(html: string): string {
  try {
    return toText(unified().use(rehypeParse).parse(html.slice(0, longestHtml)))
  } catch {
    // Nested deeper than a program can follow: nobody wrote that.
    return ''
  }
}

/** Lines with which mail programs introduce what is answered, in the languages of their makers. */
const separator =
  /^(?:-{2,}\s*(?:original message|forwarded message|ursprüngliche nachricht|message d.origine|mensaje original)\s*-{2,}|_{20,})$/i
const attribution =
  /^(?:on|am|le|el|il|op|den|em)\b.{1,300}(?:wrote|schrieb.{0,200}|a écrit|escribió|ha scritto|schreef.{0,200}|skrev.{0,200}|escreveu)\s?:$/i
const sender = /^(?:from|von|de|da|van):\s/i
const sent = /^(?:sent|date|gesendet|envoyé|enviado|inviato|verzonden):\s/i

/**
 * Divides what was written from what was quoted at its end. Where an answer stands between lines of a quotation, all of it
 * is what was written.
 */
export function withoutQuotation(text: string): { written: string; quoted: string } {
  const lines = text.replaceAll(/\r\n?/g, '\n').split('\n')
  const start = startOfQuotation(lines.map((line) => line.trim()))
  const written = lines.slice(0, start).join('\n').trim()
  // A mail that is nothing but a quotation says what it quotes.
  if (written === '') return { written: lines.join('\n').trim(), quoted: '' }
  return { written, quoted: lines.slice(start).join('\n').trim() }
}

function startOfQuotation(lines: string[]): number {
  const introduced = lines.findIndex(
    (line, at) =>
      separator.test(line) || (sender.test(line) && lines.slice(at + 1, at + 3).some((next) => sent.test(next))),
  )
  const end = introduced === -1 ? lines.length : introduced
  let start = end
  while (start > 0 && (lines[start - 1] === '' || lines[start - 1]?.startsWith('>'))) start -= 1
  if (!lines.slice(start, end).some((line) => line.startsWith('>'))) return end
  // Mail programs break a long introduction into two lines.
  const long = [1, 2].find((count) => attribution.test(lines.slice(Math.max(0, start - count), start).join(' ')))
  return start - (long ?? 0)
}
