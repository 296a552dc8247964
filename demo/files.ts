import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import type { z } from 'zod'

export const demoFolder = fileURLToPath(new URL('.', import.meta.url))

/** Reads one of the demonstration's YAML files. @throws when it is not of the shape */
export async function readYaml<Shape>(name: string, schema: z.ZodType<Shape>): Promise<Shape> {
  return schema.parse(parse(await readFile(new URL(name, import.meta.url), 'utf8')))
}
