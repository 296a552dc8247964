import { Document, Image, Page, StyleSheet, Text, View } from '@react-pdf/renderer'
import { drawable, plain } from '#app/_server/pdf-fonts.ts'
import { barcode } from '../../../_packing/barcode.ts'

/** Fourteen labels of 99.1 by 38.1 mm on A4, as Avery sells them under L7163. */
const styles = StyleSheet.create({
  page: {
    paddingTop: '15.1mm',
    paddingHorizontal: '4.65mm',
    flexDirection: 'row',
    flexWrap: 'wrap',
    fontFamily: plain,
  },
  label: { width: '99.1mm', height: '38.1mm', marginRight: '2.5mm', padding: '4mm', flexDirection: 'row' },
  second: { width: '99.1mm', height: '38.1mm', padding: '4mm', flexDirection: 'row' },
  address: { flex: 1, fontSize: 10.5, lineHeight: 1.3 },
  code: { width: '24mm', alignItems: 'flex-end', justifyContent: 'flex-end' },
  bars: { width: 62, height: 24 },
  number: { fontSize: 8, marginTop: 2 },
})

const onPage = 14

export async function labelsDocument(labels: { number: number; lines: string[] }[]) {
  const drawn = await Promise.all(
    labels.map(async ({ number, lines }) => ({
      number,
      code: await barcode(number),
      lines: await Promise.all(lines.map((line) => drawable(line))),
    })),
  )
  const pages = Array.from({ length: Math.ceil(drawn.length / onPage) }, (_, page) =>
    drawn.slice(page * onPage, (page + 1) * onPage),
  )
  return (
    <Document title="Address labels">
      {pages.map((page, index) => (
        <Page key={index} size="A4" style={styles.page}>
          {page.map(({ number, code, lines }, place) => (
            <View key={number} style={place % 2 === 0 ? styles.label : styles.second} wrap={false}>
              <View style={styles.address}>
                {lines.map(({ text }, line) => (
                  <Text key={line}>{text}</Text>
                ))}
              </View>
              <View style={styles.code}>
                <Image src={code} style={styles.bars} />
                <Text style={styles.number}>{number}</Text>
              </View>
            </View>
          ))}
        </Page>
      ))}
    </Document>
  )
}
