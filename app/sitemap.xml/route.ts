import { connection } from 'next/server'
import { sitemap } from '#app/_server/sitemap.ts'
import { xmlResponse } from '#app/_server/xml.ts'

/** https://www.sitemaps.org/protocol.html */
export async function GET(): Promise<Response> {
  await connection()
  return xmlResponse(await sitemap())
}
