import { connection } from 'next/server'
import { advertising } from '#app/_server/published.ts'

/** Who may sell the magazine's advertising: https://iabtechlab.com/ads-txt/ */
export async function GET(): Promise<Response> {
  await connection()
  const { adsTxt } = await advertising()
  const headers = { 'content-type': 'text/plain; charset=utf-8' }
  return adsTxt === ''
    ? new Response('There is no ads.txt here.\n', { status: 404, headers })
    : new Response(`${adsTxt}\n`, { headers })
}
