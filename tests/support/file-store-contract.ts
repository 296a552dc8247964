import { describe, expect, test } from 'vitest'
import type { FileStore } from '#lib/files/file-store.ts'

/** What every store of files promises, whatever keeps them. */
export function describeFileStore(open: () => FileStore): void {
  const bytes = Buffer.from([0, 255, 1, 254, 13, 10])
  describe('a store of files', () => {
    test('gives back what was put, byte for byte, and the latest of two', async () => {
      const store = open()
      await store.put('aa/320.avif', bytes)
      expect(await store.read('aa/320.avif')).toEqual(bytes)
      expect(await store.has('aa/320.avif')).toBe(true)
      await store.put('aa/320.avif', Buffer.from('another'))
      expect((await store.read('aa/320.avif'))?.toString()).toBe('another')
    })

    test('holds nothing under names that nothing was put under', async () => {
      const store = open()
      expect([await store.read('aa/none'), await store.has('aa/none'), await store.has('aa')]).toEqual([
        null,
        false,
        false,
      ])
      await store.remove('aa/none')
      await store.removeFolder('none')
    })

    test('keeps large files', async () => {
      const store = open()
      const large = Buffer.alloc(12_000_000, 'standfirst')
      await store.put('bb/original.jpg', large)
      expect((await store.read('bb/original.jpg'))?.equals(large)).toBe(true)
    })

    test('removes one, or a folder and no other', async () => {
      const store = open()
      for (const file of ['cc/1', 'cc/2', 'cc/dd/3', 'ccc/4']) await store.put(file, bytes)
      await store.remove('cc/1')
      expect([await store.has('cc/1'), await store.has('cc/2')]).toEqual([false, true])
      await store.removeFolder('cc')
      expect([await store.has('cc/2'), await store.has('cc/dd/3'), await store.has('ccc/4')]).toEqual([
        false,
        false,
        true,
      ])
    })

    test('names what was put before an instant', async () => {
      const store = open()
      await store.put('ee/old', bytes)
      const before = new Date(Date.now() - 60_000)
      const after = new Date(Date.now() + 60_000)
      expect(await store.olderThan(before)).toEqual([])
      expect(await store.olderThan(after)).toContain('ee/old')
    })
  })
}
