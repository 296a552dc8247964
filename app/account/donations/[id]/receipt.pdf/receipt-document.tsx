import { Document, Page, StyleSheet, Text, View } from '@react-pdf/renderer'
import type { Receipt } from '#lib/donations/receipts.ts'
import type { Magazine } from '#lib/settings/model.ts'
import { receiptName } from '../../donation-words.ts'
import { receiptLines } from '../../receipt-lines.ts'
import { drawable, plain, serif } from '#app/_server/pdf-fonts.ts'

/** The magazine's colours on paper, as in app/globals.css. */
const ink = '#1d1a16'
const soft = '#564e44'
const rule = '#d8cfc0'

const styles = StyleSheet.create({
  page: { padding: '22mm 24mm', fontFamily: serif, fontSize: 12, lineHeight: 1.4, color: ink },
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
  term: { width: '34mm', fontFamily: plain, fontSize: 9.5, lineHeight: 1.7, color: soft },
  text: { flex: 1 },
  strong: { flex: 1, fontWeight: 600 },
  note: { marginTop: 12, fontFamily: plain, fontSize: 9.5, color: soft },
  thanks: { marginTop: 26 },
  foot: {
    position: 'absolute',
    left: '24mm',
    right: '24mm',
    bottom: '16mm',
    paddingTop: 8,
    borderTop: `0.5pt solid ${rule}`,
    fontFamily: plain,
    fontSize: 8.5,
    color: soft,
  },
})

/** One A4 page in the magazine's own hand. */
export async function receiptDocument({
  receipt,
  settings,
  site,
}: {
  receipt: Receipt
  settings: Magazine
  site: string
}) {
  const number = receiptName(receipt.receiptNumber)
  const lines = await Promise.all(
    receiptLines(receipt, settings).map(async (line) => ({ ...line, ...(await drawable(line.text)) })),
  )
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
          {lines.map(({ term, text, strong }) => (
            <View key={term} style={styles.line}>
              <Text style={styles.term}>{term}</Text>
              <Text style={strong ? styles.strong : styles.text}>{text}</Text>
            </View>
          ))}
        </View>
        {lines.some(({ complete }) => !complete) && (
          <Text style={styles.note}>
            A square stands for a letter that this file cannot show. The receipt in your account, at{' '}
            {`${site}/account/donations/${receipt.id}`}, has it in full, and can be printed.
          </Text>
        )}
        <Text style={styles.thanks}>{settings.name} is paid for by its readers. Thank you for being one of them.</Text>
        <Text style={styles.foot} fixed>
          {[settings.publisher, settings.name, new URL(site).host].filter((part) => part !== '').join(' · ')}
        </Text>
      </Page>
    </Document>
  )
}
