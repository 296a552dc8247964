import { join } from 'node:path'
import { Document, Font, Page, StyleSheet, Text, View } from '@react-pdf/renderer'
import type { Receipt } from '#lib/donations/receipts.ts'
import type { Magazine } from '#lib/settings/model.ts'
import { receiptName } from '../../donation-words.ts'
import { receiptLines } from '../../receipt-lines.ts'

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

/** A family for each script its files hold: a letter that one lacks is taken from the next. */
const families = {
  serif: ['newsreader latin', 'newsreader latin-ext', 'newsreader vietnamese', ...otherScripts],
  plain: ['libre-franklin latin', 'libre-franklin latin-ext', 'libre-franklin vietnamese', ...otherScripts],
}

for (const family of new Set([...families.serif, ...families.plain])) {
  const [name = '', script = ''] = family.split(' ')
  const file = (weight: number) =>
    join(process.cwd(), `node_modules/@fontsource/${name}/files/${name}-${script}-${weight}-normal.woff`)
  Font.register({
    family,
    fonts: [
      { src: file(400), fontWeight: 400 },
      { src: file(600), fontWeight: 600 },
    ],
  })
}
// A name or an address is never broken in the middle.
Font.registerHyphenationCallback((word) => [word])

/** The magazine's colours on paper, as in app/globals.css. */
const ink = '#1d1a16'
const soft = '#564e44'
const rule = '#d8cfc0'

const styles = StyleSheet.create({
  page: { padding: '22mm 24mm', fontFamily: families.serif, fontSize: 12, lineHeight: 1.4, color: ink },
  masthead: {
    paddingBottom: 10,
    borderBottom: `1pt solid ${ink}`,
    fontSize: 26,
    lineHeight: 1.1,
    fontWeight: 600,
  },
  title: { marginTop: 34, marginBottom: 16, fontSize: 22, lineHeight: 1.2, fontWeight: 600 },
  lines: { borderTop: `1pt solid ${ink}` },
  line: { flexDirection: 'row', paddingVertical: 8, borderBottom: `0.5pt solid ${rule}` },
  term: { width: '34mm', fontFamily: families.plain, fontSize: 9.5, lineHeight: 1.7, color: soft },
  text: { flex: 1 },
  strong: { flex: 1, fontWeight: 600 },
  thanks: { marginTop: 26 },
  foot: {
    position: 'absolute',
    left: '24mm',
    right: '24mm',
    bottom: '16mm',
    paddingTop: 8,
    borderTop: `0.5pt solid ${rule}`,
    fontFamily: families.plain,
    fontSize: 8.5,
    color: soft,
  },
})

/** One A4 page in the magazine's own hand. */
export function ReceiptDocument({ receipt, settings, site }: { receipt: Receipt; settings: Magazine; site: string }) {
  const number = receiptName(receipt.receiptNumber)
  return (
    <Document
      title={`Receipt ${number}`}
      author={settings.publisher || settings.name}
      language={settings.locale}
      creationDate={receipt.paidAt}
      modificationDate={receipt.paidAt}
    >
      <Page size="A4" style={styles.page}>
        <Text style={styles.masthead}>{settings.name}</Text>
        <Text style={styles.title}>Receipt {number}</Text>
        <View style={styles.lines}>
          {receiptLines(receipt, settings).map(({ term, text, strong }) => (
            <View key={term} style={styles.line}>
              <Text style={styles.term}>{term}</Text>
              <Text style={strong ? styles.strong : styles.text}>{text}</Text>
            </View>
          ))}
        </View>
        <Text style={styles.thanks}>{settings.name} is paid for by its readers. Thank you for being one of them.</Text>
        <Text style={styles.foot} fixed>
          {[settings.publisher, settings.name, new URL(site).host].filter((part) => part !== '').join(' · ')}
        </Text>
      </Page>
    </Document>
  )
}
