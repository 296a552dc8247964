import type { Context } from '#lib/context.ts'
import { encryptEverythingAnew, keysLacking, keysNotNeeded } from '#lib/privacy/encrypt-anew.ts'
import { say } from '#scripts/progress.ts'

/** Encrypts anew what older keys encrypted, and says how much that was, which keys are free, and which are missing. */
export async function rotateKeys(ctx: Context): Promise<void> {
  for (const { what, many } of await encryptEverythingAnew(ctx)) say(`${what}: ${many} encrypted anew`)
  for (const [variable, free] of Object.entries(await keysNotNeeded(ctx)))
    if (free.length > 0) say(`No longer needed in ${variable}: ${free.join(', ')}`)
  for (const { what, variable, key, many } of await keysLacking(ctx))
    say(`${what}: ${many} cannot be read, for ${variable} lacks the key “${key}”`)
}
