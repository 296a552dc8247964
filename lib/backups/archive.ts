import { open, type FileHandle } from 'node:fs/promises'
import { Decrypter, Encrypter } from 'age-encryption'
import { createTarDecoder, createTarPacker } from 'modern-tar'
import { Refusal } from '#lib/errors.ts'

/** A backup being written: a tar archive, encrypted by age as it comes, so that neither is ever whole in memory or on disk. */
export interface ArchiveWriter {
  add(name: string, bytes: Uint8Array): Promise<void>
  /** Ends it, and waits until the disk has it. */
  close(): Promise<void>
  /** Gives it up. */
  abandon(): Promise<void>
}

/** @param recipients public keys of age; each of their secret keys opens it */
export async function writeArchive(path: string, recipients: readonly string[], at: Date): Promise<ArchiveWriter> {
  const handle = await open(path, 'wx', 0o600)
  const { readable, controller } = createTarPacker()
  const encrypter = new Encrypter()
  for (const recipient of recipients) encrypter.addRecipient(recipient)
  const written = drain(await encrypter.encrypt(readable), handle)
  // Heard of below, by whoever adds next or closes.
  written.catch((reason: unknown) => controller.error(reason))
  return {
    async add(name, bytes) {
      const writer = controller.add({ name, size: bytes.byteLength, mtime: at, mode: 0o600 }).getWriter()
      // Of a disk that is full the one that waits would hear nothing.
      const added = (async () => {
        await writer.write(bytes)
        await writer.close()
      })()
      added.catch(() => undefined)
      await Promise.race([added, written])
      await added
    },
    async close() {
      controller.finalize()
      await written
      await handle.sync()
      await handle.close()
    },
    async abandon() {
      controller.error(new Error('given up'))
      await written.catch(() => undefined)
      await handle.close()
    },
  }
}

async function drain(encrypted: ReadableStream<Uint8Array>, handle: FileHandle): Promise<void> {
  const reader = encrypted.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return
    try {
      await handle.writeFile(value)
    } catch (reason) {
      await reader.cancel(reason).catch(() => undefined)
      throw reason
    }
  }
}

export interface ArchiveEntry {
  name: string
  read(): Promise<Uint8Array>
}

/**
 * The entries of a backup, in turn; each must be read or passed over before the next.
 * @param identities secret keys of age
 * @throws Refusal (forbidden) when none of them opens it; (invalid) when it is damaged or cut short
 */
export async function* readArchive(path: string, identities: readonly string[]): AsyncGenerator<ArchiveEntry> {
  const handle = await open(path, 'r')
  let close: () => Promise<void> = async () => undefined
  try {
    const decrypter = new Decrypter()
    for (const identity of identities) decrypter.addIdentity(identity)
    const entries = (await opened(decrypter, handle)).pipeThrough(createTarDecoder({ strict: true })).getReader()
    close = () => entries.cancel()
    for (;;) {
      const { done, value } = await entries.read().catch(damaged)
      if (done) return
      let taken = false
      yield {
        name: value.header.name,
        async read() {
          taken = true
          return new Uint8Array(await new Response(value.body).arrayBuffer().catch(damaged))
        },
      }
      if (!taken) await value.body.cancel()
    }
  } finally {
    await close().catch(() => undefined)
    await handle.close()
  }
}

function damaged(cause: unknown): never {
  throw new Refusal('invalid', `This backup is damaged or cut short (${String(cause)}).`)
}

async function opened(decrypter: Decrypter, handle: FileHandle): Promise<ReadableStream<Uint8Array>> {
  try {
    return await decrypter.decrypt(contentOf(handle))
  } catch (cause) {
    if (cause instanceof Error && /no identity matched/.test(cause.message))
      throw new Refusal('forbidden', 'None of the keys in that file opens this backup: it was encrypted for another.')
    return damaged(cause)
  }
}

const chunk = 1024 * 1024

function contentOf(handle: FileHandle): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { bytesRead, buffer } = await handle.read(new Uint8Array(chunk), 0, chunk)
      if (bytesRead === 0) controller.close()
      else controller.enqueue(buffer.subarray(0, bytesRead))
    },
  })
}
