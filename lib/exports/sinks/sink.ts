/** Where an export is written: a folder, or an archive. */
export interface Sink {
  /**
   * Writes one file, whole, before the next is begun.
   * @param name with a slash for each folder
   * @param content as it is, or in pieces
   */
  file(name: string, content: string | Uint8Array | AsyncIterable<string | Uint8Array>): Promise<void>
}
