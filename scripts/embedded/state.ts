import { randomBytes } from 'node:crypto'
import { accessSync, constants, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { CannotRun, systemCode } from './cannot-run.ts'

export const projectFolder = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '')

/** Where one arrangement of embedded services keeps everything: its secrets, logs, data. */
export interface State {
  /** The project it belongs to. */
  project: string
  folder: string
  logs: string
}

/**
 * Opens (and makes, if need be) a folder under the project's `.data`.
 * @param name which arrangement: demo, tests, browser-tests-1
 * @throws CannotRun when the folder cannot be written
 */
export function openState(name: string, project = projectFolder): State {
  const folder = join(project, '.data', name)
  const logs = join(folder, 'logs')
  try {
    // Others may pass through, not look: PostgreSQL, which refuses to run as root, has its data below.
    mkdirSync(folder, { recursive: true, mode: 0o711 })
    mkdirSync(logs, { recursive: true, mode: 0o700 })
    for (const made of [folder, logs]) accessSync(made, constants.W_OK | constants.X_OK)
  } catch (error) {
    if (['EACCES', 'EPERM', 'EROFS'].includes(systemCode(error) ?? '')) {
      throw new CannotRun(
        `Cannot write to ${join(project, '.data')} (${systemCode(error)}): run this as the owner of the project, or give yourself write permission with: chown -R "$(id -un)" ${project}`,
      )
    }
    throw error
  }
  return { project, folder, logs }
}

const secretsSchema = z.object({
  authSecret: z.string().min(32),
  internalToken: z.string().min(24),
  stripeWebhookSecret: z.string().startsWith('whsec_'),
  postgresPassword: z.string().min(16),
  /** 32 bytes in base64; folders made before there were addresses have none yet. */
  addressKey: z.string().length(44).optional(),
  /** Likewise, from before anything else was encrypted. */
  encryptionKey: z.string().length(44).optional(),
})
export type Secrets = Required<z.infer<typeof secretsSchema>>

/** @returns the arrangement's own secrets, made on first use and kept where only their owner can read them */
export function secretsOf(state: State): Secrets {
  const file = join(state.folder, 'secrets.json')
  const kept = readJson(file, secretsSchema)
  if (kept?.addressKey !== undefined && kept.encryptionKey !== undefined)
    return { ...kept, addressKey: kept.addressKey, encryptionKey: kept.encryptionKey }
  const fresh = {
    authSecret: randomBytes(33).toString('base64url'),
    internalToken: randomBytes(24).toString('base64url'),
    stripeWebhookSecret: `whsec_${randomBytes(24).toString('hex')}`,
    postgresPassword: randomBytes(18).toString('base64url'),
    addressKey: randomBytes(32).toString('base64'),
    encryptionKey: randomBytes(32).toString('base64'),
    ...kept,
  }
  writeFileSync(file, JSON.stringify(fresh, null, 2), { mode: 0o600 })
  return fresh
}

/** @returns what the file holds; undefined when it is missing, cut short or of another shape */
export function readJson<Value>(file: string, schema: z.ZodType<Value>): Value | undefined {
  let text
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined
    throw error
  }
  try {
    return schema.parse(JSON.parse(text))
  } catch {
    return undefined
  }
}
