import type { Context } from '#lib/context.ts'
import { encryptEverythingAnew, keysNotNeeded } from '#lib/privacy/encrypt-anew.ts'
import { say } from '#scripts/progress.ts'

/** Encrypts anew what older keys encrypted, and says how much that was and which keys are free. */
export async function rotateKeys(ctx: Context): Promise<void> {
  for (const { what, many } of await encryptEverythingAnew(ctx)) say(`${what}: ${many} encrypted anew`)
  const free = await keysNotNeeded(ctx)
  if (free.length > 0) say(`No longer needed in ENCRYPTION_KEYS: ${free.join(', ')}`)
  const freeAddresses = ctx.config.addressKeys.slice(1)
  if (freeAddresses.length > 0) say(`No longer needed in ADDRESS_KEYS: ${freeAddresses.map(({ id }) => id).join(', ')}`)
}
