import 'server-only'
import { cacheLife } from 'next/cache'
import { platform } from './platform.ts'

/** The magazine's address, without a slash at its end. */
export async function publicUrl(): Promise<string> {
  'use cache'
  cacheLife('max')
  return platform().config.publicUrl
}
