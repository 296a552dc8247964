import { z } from 'zod'
import type { Access } from '#lib/articles/model.ts'
import { takePoint } from '#lib/limits/limit.ts'
import { countReading } from '#lib/wall/commands.ts'
import { giftByToken, openGift } from '#lib/wall/gift-links.ts'
import { clientAddress } from '#app/_server/address.ts'
import { article } from '#app/_server/published.ts'
import { judge, keepPass, mergePass, whoAsks, type Asking } from '#app/_server/reading.ts'
import { isForeign } from '#app/_server/requests.ts'
import { textWithin } from '#app/_server/body-within.ts'

const openingsFromOneAddress = { name: 'open-article', points: 300, seconds: 3600 }

interface Props {
  params: Promise<{ slug: string }>
}

const formSchema = z.object({ whole: z.literal('1').optional(), gift: z.string().max(100).optional() })

/**
 * Opens an article at the gate: counts it, or an opening of the link it was given by, and answers with the cookie that
 * says so. The text itself is the page's. Anybody may ask; whoever may read it anyway is counted nowhere.
 */
export async function POST(request: Request, { params }: Props): Promise<Response> {
  const { slug } = await params
  // What a browser fetches ahead nobody has read.
  const fetchedAhead = request.headers.get('sec-purpose')?.includes('prefetch') ?? false
  if (isForeign(request) || fetchedAhead) return new Response(null, { status: 403 })
  const view = await article(slug)
  if (!view) return new Response(null, { status: 404 })
  const asking = await whoAsks()
  const { allowed } = await takePoint(asking.ctx, openingsFromOneAddress, await clientAddress())
  const form = formSchema.safeParse(Object.fromEntries(new URLSearchParams((await textWithin(request, 2_000)) ?? '')))
  const { whole, gift } = form.success ? form.data : {}
  const opened = allowed && (await open(asking, view, gift))
  if (request.headers.get('accept') === 'application/json')
    return Response.json({ opened }, { headers: { 'cache-control': 'private, no-store' } })
  const place = gift !== undefined && !opened ? `/given/${encodeURIComponent(gift)}` : `/articles/${view.slug}`
  return seeOther(`${place}${whole === '1' && opened ? '/whole' : ''}${gift === undefined ? '#read-on' : ''}`)
}

/** For whoever finds the form's address in their history. */
export async function GET(_: Request, { params }: Props): Promise<Response> {
  const { slug } = await params
  return seeOther(`/articles/${encodeURIComponent(slug)}`)
}

function seeOther(path: string): Response {
  return new Response(null, { status: 303, headers: { location: path, 'cache-control': 'private, no-store' } })
}

async function open(asking: Asking, view: { id: string; access: Access }, gift: string | undefined): Promise<boolean> {
  const { ctx, reader, pass, month, terms } = asking
  const { verdict } = await judge(asking, view)
  if (verdict.open && (gift === undefined || verdict.by !== 'meter')) return true
  if (gift !== undefined) {
    const link = await giftByToken(ctx, gift)
    if (link?.article.id !== view.id || link.state !== 'good' || !(await openGift(ctx, link.id))) return verdict.open
    const others = pass.gifts.filter(({ articleId }) => articleId !== view.id)
    await keepPass(asking, { ...pass, gifts: [...others, { linkId: link.id, articleId: view.id }] })
    return true
  }
  if (verdict.open || verdict.rule !== 'may_open') return verdict.open
  if (reader === null) {
    await keepPass(asking, { ...pass, read: [...pass.read, view.id] })
    return true
  }
  await mergePass(asking)
  return countReading(ctx, {
    personId: reader.personId,
    articleId: view.id,
    month: month.name,
    free: terms.freeArticles,
  })
}
