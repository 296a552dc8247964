import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { diskStore } from '#lib/files/disk-store.ts'
import { describeFileStore } from '#tests/support/file-store-contract.ts'

const folder = mkdtempSync(join(tmpdir(), 'standfirst-files-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describeFileStore(() => diskStore(folder))

test('a folder that was never made is an empty one', async () => {
  expect(await diskStore(join(folder, 'never')).olderThan(new Date())).toEqual([])
})
