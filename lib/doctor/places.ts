import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, readFile, statfs } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { z } from 'zod'
import { noteOf, takenAt } from '#lib/backups/model.ts'
import { caseStore } from '#lib/cases/files.ts'
import { day } from '#lib/clock.ts'
import type { Context } from '#lib/context.ts'
import type { FileStore } from '#lib/files/file-store.ts'
import { pictureStore } from '#lib/pictures/store.ts'
import { fail, inWords, judgeDisk, ok, warn, type Finding } from './model.ts'

/** Whether files can be put where they belong, read again, and removed. */
export async function lookAtFiles(ctx: Context): Promise<Finding[]> {
  const where = ctx.config.s3 === undefined ? 'on disk' : `in the bucket ${ctx.config.s3.bucketUrl}`
  return [
    await tryStore(pictureStore(ctx), `pictures, ${where}`, ctx),
    await tryStore(caseStore(ctx), `files of readers, ${where}`, ctx),
  ]
}

type Tried = Pick<FileStore, 'put' | 'read' | 'removeFolder'>

async function tryStore(store: Tried, name: string, { config }: Context): Promise<Finding> {
  const remedy =
    config.s3 === undefined
      ? 'Give the folder to the user that web and worker run as: chown standfirst, and ReadWritePaths in the units where it lies outside /var/lib/standfirst.'
      : 'Check S3_ENDPOINT, S3_REGION, S3_BUCKET, S3_PATH_STYLE and the key, which must be allowed to put, get, list and delete.'
  const folder = `doctor-${randomUUID()}`
  const bytes = Buffer.from('put by npm run doctor')
  try {
    await store.put(`${folder}/1`, bytes)
    const read = await store.read(`${folder}/1`)
    await store.removeFolder(folder)
    const left = await store.read(`${folder}/1`)
    if (read?.equals(bytes) === true && left === null) return ok('files', `${name}: put, read and removed`)
    return fail('files', `${name}: what was put is not what was read, or stays when removed`, remedy)
  } catch (reason) {
    return fail('files', `${name}: ${reason instanceof Error ? reason.message : String(reason)}`, remedy)
  }
}

/** Room where files are written. */
export async function lookAtDisk({ config }: Context): Promise<Finding[]> {
  const folders = [
    config.exportsDir,
    config.backups.dir,
    ...(config.s3 ? [] : [config.picturesDir, config.caseFilesDir]),
  ]
  const findings: Finding[] = []
  const seen = new Set<string>()
  for (const folder of folders) {
    const place = nearest(resolve(folder))
    const { bavail, blocks, bsize, type } = await statfs(place)
    const key = [blocks, bavail, type].join(' ')
    if (seen.has(key)) continue
    seen.add(key)
    findings.push(judgeDisk(place, bavail * bsize, blocks * bsize))
  }
  return findings
}

/** The folder itself, or the one it would be made in. */
function nearest(folder: string): string {
  return existsSync(folder) || dirname(folder) === folder ? folder : nearest(dirname(folder))
}

const noteSchema = z.object({ verified: z.boolean(), missing: z.int() })

/** How old the newest backup is, and whether it was tried. */
export async function lookAtBackups({ config, now }: Context): Promise<Finding[]> {
  const { dir, recipients } = config.backups
  const nightly =
    'systemctl enable --now standfirst-backup.timer, then journalctl -u standfirst-backup (docs/backups.md).'
  if (recipients.length === 0)
    return [
      warn(
        'backups',
        'none is taken: BACKUP_RECIPIENTS names nobody',
        'Make a key and set it up as docs/backups.md says.',
      ),
    ]
  const names = (await readdir(dir).catch(() => [])).filter((name) => takenAt(name) !== null).toSorted()
  const newest = names.at(-1)
  const at = takenAt(newest ?? '')
  if (newest === undefined || at === null) return [fail('backups', `there is none in ${dir}`, nightly)]
  const age = now.getTime() - at.getTime()
  const note = noteSchema.safeParse(
    JSON.parse(await readFile(join(dir, noteOf(newest)), 'utf8').catch(() => '{}')),
  ).data
  return [
    age < 2 * day
      ? ok('backups', `the newest of ${names.length} was taken ${inWords(age)} ago`)
      : fail('backups', `the newest was taken ${inWords(age)} ago`, nightly),
    ...(note?.verified === true
      ? []
      : [
          warn(
            'backups',
            'the newest was not tried',
            'Take it without --no-verify, or try it: npm run backup -- verify FILE --identity KEYFILE.',
          ),
        ]),
    ...(note === undefined || note.missing === 0
      ? []
      : [
          warn(
            'backups',
            `${note.missing} files that rows name were lost before it was taken`,
            'npm run backup names them: bring those pictures in again, or restore them from an older backup.',
          ),
        ]),
  ]
}
