import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { projectFolder } from '#scripts/embedded/state.ts'

const manifestSchema = z.object({
  node: z.record(
    z.string(),
    z.object({ filename: z.string(), exportedName: z.string(), workers: z.record(z.string(), z.unknown()) }),
  ),
})

export interface ServerReference {
  /** What a browser names it by. */
  id: string
  /** Its file in app/ and its name: account/actions.ts#leave */
  name: string
  /** The pages it is on, by their folders in app/. */
  routes: string[]
  /** Kept pages' own functions (`use cache`), which no browser has any business with. */
  isCache: boolean
}

/** All functions that the build gives an address to. */
export function serverReferences(): ServerReference[] {
  const manifest = join(projectFolder, '.next', 'server', 'server-reference-manifest.json')
  const { node } = manifestSchema.parse(JSON.parse(readFileSync(manifest, 'utf8')))
  return Object.entries(node).map(([id, { filename, exportedName, workers }]) => ({
    id,
    name: `${filename.replace(/^app\//, '')}#${exportedName}`,
    routes: Object.keys(workers).map((worker) => worker.replace(/^app/, '').replace(/\/(page|route)$/, '') || '/'),
    isCache: exportedName.startsWith('$$RSC_SERVER_CACHE'),
  }))
}

/**
 * What a browser sends to call an action with a form.
 * @param name its file and its name: most are given the form's state first, some the form alone
 */
export function callOf(name: string, fields: Readonly<Record<string, string>>): FormData {
  const [file = '', action = ''] = name.split('#')
  const source = readFileSync(join(projectFolder, 'app', file), 'utf8')
  const isBare = source.includes(`function ${action}(form: FormData)`)
  const body = new FormData()
  for (const [name, value] of Object.entries(fields)) body.set(`_1_${name}`, value)
  body.set('0', isBare ? '["$K1"]' : '[{"message":"","fields":{},"typed":{}},"$K1"]')
  return body
}
