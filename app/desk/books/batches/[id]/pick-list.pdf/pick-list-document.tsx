import { Document, Image, Page, StyleSheet, Text, View } from '@react-pdf/renderer'
import type { BatchLine } from '#lib/books/batches.ts'
import type { QueueLine } from '#lib/books/queue.ts'
import { drawable, plain } from '#app/_server/pdf-fonts.ts'
import { barcode } from '../../../_packing/barcode.ts'

const styles = StyleSheet.create({
  page: { padding: '18mm 16mm', fontFamily: plain, fontSize: 10.5, lineHeight: 1.35 },
  title: { fontSize: 17, fontWeight: 600, marginBottom: 4 },
  sum: { marginBottom: 12, color: '#564e44' },
  row: {
    flexDirection: 'row',
    alignItems: 'center',
    minHeight: 34,
    paddingVertical: 5,
    borderBottom: '0.5pt solid #b9ad99',
  },
  box: { width: 12, height: 12, border: '1pt solid #1d1a16', marginRight: 10 },
  number: { width: 52, fontSize: 12, fontWeight: 600 },
  copy: { width: 76 },
  text: { flex: 1, paddingRight: 8 },
  bars: { width: 72, height: 22 },
  foot: { position: 'absolute', right: '16mm', bottom: '10mm', fontSize: 8.5, color: '#564e44' },
})

export async function pickListDocument(batch: BatchLine, lines: QueueLine[]) {
  const rows = await Promise.all(
    lines.map(async (line) => ({
      number: line.number,
      code: await barcode(line.number),
      copyNumber: line.copyNumber,
      dedication: line.dedicationState === 'accepted' ? (await drawable(line.dedication)).text : '',
    })),
  )
  return (
    <Document title={`Pick list: ${batch.bookTitle}, ${batch.zone}`}>
      <Page size="A4" style={styles.page}>
        <Text style={styles.title}>
          {batch.bookTitle}, {batch.zone}
        </Text>
        <Text style={styles.sum}>
          {rows.length} {rows.length === 1 ? 'book' : 'books'} to take from the shelf
        </Text>
        {rows.map(({ number, code, copyNumber, dedication }) => (
          <View key={number} style={styles.row} wrap={false}>
            <View style={styles.box} />
            <Text style={styles.number}>{number}</Text>
            {copyNumber !== null && <Text style={styles.copy}>copy {copyNumber}</Text>}
            <Text style={styles.text}>{dedication}</Text>
            <Image src={code} style={styles.bars} />
          </View>
        ))}
        <Text style={styles.foot} fixed render={({ pageNumber, totalPages }) => `${pageNumber} of ${totalPages}`} />
      </Page>
    </Document>
  )
}
