import { S3mini } from 's3mini'
import type { S3Storage } from '#lib/config.ts'
import type { FileStore } from './file-store.ts'

/** Milliseconds after which a storage that does not answer is given up. */
const patience = 30_000

/** One client a bucket: it keeps the day's signing key. */
const clients = new Map<string, S3mini>()

function clientOf({ bucketUrl, region, accessKeyId, secretAccessKey }: S3Storage): S3mini {
  const key = [bucketUrl, region, accessKeyId].join(' ')
  const known = clients.get(key)
  if (known !== undefined) return known
  const made = new S3mini({
    endpoint: bucketUrl,
    region,
    accessKeyId,
    secretAccessKey,
    requestAbortTimeout: patience,
  })
  clients.set(key, made)
  return made
}

/**
 * Files in an S3-compatible bucket. An object appears whole (the protocol's own promise), and what was put is read back at
 * once from every storage of today.
 * @param folder what the names of this store's files begin with
 */
export function s3Store(storage: S3Storage, folder: string): FileStore {
  const client = clientOf(storage)
  const keyOf = (name: string) => `${folder}/${name}`
  const list = async (prefix: string) => (await client.listObjects('/', prefix)) ?? []
  return {
    async put(name, bytes) {
      await client.putObject(keyOf(name), bytes, 'application/octet-stream')
    },
    async read(name) {
      const bytes = await client.getObjectArrayBuffer(keyOf(name))
      return bytes === null ? null : Buffer.from(bytes)
    },
    async has(name) {
      return (await client.objectExists(keyOf(name))) === true
    },
    async olderThan(at) {
      return (await list(`${folder}/`))
        .filter(({ LastModified }) => new Date(LastModified) < at)
        .map(({ Key }) => Key.slice(folder.length + 1))
    },
    async remove(name) {
      await client.deleteObject(keyOf(name))
    },
    async removeFolder(name) {
      for (const { Key } of await list(`${keyOf(name)}/`)) await client.deleteObject(Key)
    },
  }
}
