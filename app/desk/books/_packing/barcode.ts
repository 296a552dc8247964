import { toBuffer } from 'bwip-js/node'

/** A claim's number for a scanner, which types it and presses Enter: Code 128 (ISO/IEC 15417), as a picture. */
export async function barcode(number: number): Promise<{ data: Buffer; format: 'png' }> {
  return { data: await toBuffer({ bcid: 'code128', text: String(number), scale: 4, height: 8 }), format: 'png' }
}
