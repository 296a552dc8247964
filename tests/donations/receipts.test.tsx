import { renderToBuffer } from '@react-pdf/renderer'
import { extractText, getDocumentProxy } from 'unpdf'
import { describe, expect, test } from 'vitest'
import { donations } from '#db/schema/donations.ts'
import { after, day } from '#lib/clock.ts'
import { donationsPage, receiptOf, type Receipt } from '#lib/donations/receipts.ts'
import { magazineSchema } from '#lib/settings/model.ts'
import { receiptDocument } from '#app/account/donations/[id]/receipt.pdf/receipt-document.tsx'
import { testContext } from '#tests/support/context.ts'
import { makePerson } from '#tests/support/factories.ts'

const ctx = await testContext()

async function give(personId: string, given: Partial<typeof donations.$inferInsert> = {}): Promise<string> {
  const [row] = await ctx.db
    .insert(donations)
    .values({
      personId,
      frequency: 'month',
      amount: 500,
      currency: 'GBP',
      stripeRef: crypto.randomUUID(),
      paidAt: ctx.now,
      ...given,
    })
    .returning({ id: donations.id })
  if (!row) throw new Error('nothing given')
  return row.id
}

describe('a donor’s donations', () => {
  test('newest first, page by page, each once, also those of one instant', async () => {
    const person = await makePerson(ctx)
    for (let n = 0; n < 7; n += 1)
      await give(person.id, { amount: 100 + n, paidAt: after(ctx.now, -Math.floor(n / 3) * day) })
    const seen: number[] = []
    let before: { paidAt: Date; id: string } | null = null
    for (let page = 0; page < 5; page += 1) {
      const { lines, next } = await donationsPage(ctx, person.id, { size: 3, ...(before ? { before } : {}) })
      seen.push(...lines.map(({ amount }) => amount))
      before = next
      if (next === null) break
    }
    expect(seen.toSorted((a, b) => a - b)).toEqual([100, 101, 102, 103, 104, 105, 106])
    expect(seen.at(-1)).toBe(106)
    expect(before).toBeNull()
  })

  test('a receipt is for its donor alone', async () => {
    const [donor, other] = [await makePerson(ctx), await makePerson(ctx)]
    const id = await give(donor.id)
    expect(await receiptOf(ctx, donor.id, id)).toMatchObject({ amount: 500, donor: { email: donor.email } })
    expect(await receiptOf(ctx, other.id, id)).toBeNull()
    expect(await receiptOf(ctx, donor.id, 'no id')).toBeNull()
  })
})

describe('the receipt as a PDF', () => {
  const settings = magazineSchema.parse({
    name: 'Saltmarsh',
    publisher: 'Saltmarsh Press Ltd',
    timeZone: 'Europe/London',
  })
  const receipt: Receipt = {
    id: crypto.randomUUID(),
    receiptNumber: 42,
    frequency: 'once',
    giftFor: null,
    amount: 2550,
    currency: 'GBP',
    refunded: 550,
    postage: 450,
    // Half past midnight in London, still the day before in UTC.
    paidAt: new Date('2026-07-14T23:30:00Z'),
    donor: { name: 'Łucja Žižková-Иванова', email: 'lucja@example.org' },
  }

  async function made(given: Partial<Receipt> = {}) {
    const pdf = await renderToBuffer(
      await receiptDocument({ receipt: { ...receipt, ...given }, settings, site: 'https://saltmarsh.example' }),
    )
    const document = await getDocumentProxy(new Uint8Array(pdf))
    return { pdf, document, text: (await extractText(document, { mergePages: true })).text }
  }

  test('states number, day in the magazine’s zone, both sides, amount and what went back', async () => {
    const { text } = await made()
    for (const part of [
      'Receipt 000042',
      '15 July 2026',
      'Saltmarsh, Saltmarsh Press Ltd',
      'Łucja Žižková-Иванова, lucja@example.org',
      'One-off gift',
      '£25.50 (GBP)',
      '£4.50 for posting a signed book',
      '£5.50',
      '£20',
      'saltmarsh.example',
    ])
      expect(text).toContain(part)
  })

  test('is one A4 page that carries its letters with it', async () => {
    const { document, pdf } = await made()
    expect(document.numPages).toBe(1)
    const page = await document.getPage(1)
    expect(page.view.map(Math.round)).toEqual([0, 0, 595, 842])
    expect(pdf.toString('latin1')).toContain('/FontFile')
  })

  // As letters come out of a PDF: those written from the right in the order they are drawn in.
  test.each([
    'Ελένη Παπαδοπούλου',
    'Ἀριστοτέλης',
    'Нина Ґалаґан',
    'Łódź Đỗ Nguyễn',
    'שרה לוי',
    'ليلى',
    '林美玲 龍慧妍',
    'さくら サクラ',
    '김민준',
    'สมชาย',
    'გიორგი Արմեն',
    // Accents apart from their letters, as some keyboards send them.
    'Zoe\u0308 Nguye\u0302\u0303n',
  ])('writes %s', async (name) => {
    const { text } = await made({ donor: { name, email: 'a@example.org' } })
    const letters = (from: string) => [...from.normalize('NFKC')].filter((one) => /[\p{L}\p{M}]/u.test(one))
    const written = new Set(letters(text))
    expect(letters(name).filter((letter) => !written.has(letter))).toEqual([])
    expect(text).not.toContain('\u25a1')
    expect(text).not.toContain('A square stands')
  })

  test('a letter that no font holds is a square, and the page says where it can be read', async () => {
    const { text } = await made({ donor: { name: '\u{20bb7}野家', email: 'a@example.org' } })
    expect(text).toContain('\u25a1野家, a@example.org')
    expect(text.replaceAll(/\s+/g, ' ')).toContain('A square stands for a letter that this file cannot show.')
    expect(text.replaceAll(/\s+/g, '')).toContain(`https://saltmarsh.example/account/donations/${receipt.id}`)
  })

  test('one without a refund speaks of none', async () => {
    const { text } = await made({ refunded: 0, frequency: 'year' })
    expect(text).toContain('Yearly gift')
    expect(text).not.toContain('Refunded')
  })
})
