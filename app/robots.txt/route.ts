import { connection } from 'next/server'
import { publicUrl } from '#app/_server/site.ts'

export async function GET(): Promise<Response> {
  await connection()
  const base = await publicUrl()
  const closed = ['/account', '/api/', '/desk', '/donate/thanks', '/search', '/sign-in', '/standard', '/supporter'].map(
    (path) => `Disallow: ${path}`,
  )
  return new Response(
    ['User-agent: *', ...closed, '', `Sitemap: ${base}/sitemap.xml`, `Sitemap: ${base}/news-sitemap.xml`, ''].join(
      '\n',
    ),
    {
      headers: { 'content-type': 'text/plain; charset=utf-8' },
    },
  )
}
