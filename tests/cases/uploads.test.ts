import { expect, it } from 'vitest'
import { attachments } from '#lib/cases/attachments.ts'
import { requireRoomForUploads } from '#lib/cases/upload-limits.ts'
import { testContext } from '#tests/support/context.ts'

const ctx = await testContext({ now: new Date() })
const tooMany = expect.objectContaining({ kind: 'too_many', message: expect.stringContaining('in 24 hours') })
const from = (network: string, ...sizes: number[]) => requireRoomForUploads(ctx, network, sizes)

it('a network sends 200 MB a day, in files as large as any', async () => {
  const half = attachments.largestTogether / 2
  for (let sent = 0; sent < 10; sent += 1) await from('198.51.100.7', half, half)
  await expect(from('198.51.100.7', 1)).rejects.toEqual(tooMany)
  await from('198.51.100.8', half, half)
})

it('and 60 files a day, however small', async () => {
  for (let sent = 0; sent < 12; sent += 1) await from('198.51.100.9', 1, 1, 1, 1, 1)
  await expect(from('198.51.100.9', 1)).rejects.toEqual(tooMany)
})

it('and some in an hour', async () => {
  for (let sent = 0; sent < 15; sent += 1) await from('198.51.100.10', 1)
  await expect(from('198.51.100.10', 1)).rejects.toMatchObject({ message: expect.stringContaining('in 60 minutes') })
})
