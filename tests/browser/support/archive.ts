import { readFile } from 'node:fs/promises'
import type { Locator, Page } from '@playwright/test'
import { BlobReader, Uint8ArrayWriter, ZipReader } from '@zip.js/zip.js'

interface Archive {
  /** What the browser would save it as. */
  name: string
  /** What is in it, by its place. */
  files: ReadonlyMap<string, Buffer>
  /** All of its text in one, to look for what must or must not be there. */
  text: string
}

/** Fetches the archive that a link downloads, and opens it. */
export async function fetchArchive(page: Page, link: Locator): Promise<Archive> {
  const coming = page.waitForEvent('download')
  await link.click()
  const download = await coming
  const zip = new ZipReader(new BlobReader(new Blob([new Uint8Array(await readFile(await download.path()))])))
  const files = new Map<string, Buffer>()
  for (const entry of await zip.getEntries())
    if (!entry.directory) files.set(entry.filename, Buffer.from(await entry.getData(new Uint8ArrayWriter())))
  await zip.close()
  const texts = [...files].filter(([name]) => /\.(?:html|json)$/.test(name)).map(([, bytes]) => bytes.toString())
  return { name: download.suggestedFilename(), files, text: texts.join('\n') }
}
