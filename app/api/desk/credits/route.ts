import { z } from 'zod'
import { mayFindArticles } from '#lib/articles/policy.ts'
import { findCredits, makeCredit } from '#lib/articles/writing.ts'
import { Refusal } from '#lib/errors.ts'
import { plainText } from '#lib/plain-text.ts'
import { changed } from '#app/_server/changed.ts'
import { answerStaff, answerStaffQuery, told } from '#app/_server/desk-requests.ts'

const kindSchema = z.enum(['authors', 'topics'])
const querySchema = z.object({ kind: kindSchema, q: plainText.max(200) })
const newSchema = z.object({ kind: kindSchema, name: plainText.trim().min(1).max(200) })

/** Authors or topics by what was typed of their names. */
export function GET(request: Request): Promise<Response> {
  return answerStaffQuery(async ({ ctx, staff }) => {
    if (!mayFindArticles(staff)) throw new Refusal('not_found', 'There is nothing here.')
    const query = querySchema.safeParse(Object.fromEntries(new URL(request.url).searchParams))
    if (!query.success) throw new Refusal('invalid', 'That request could not be read.')
    return told({ found: await findCredits(ctx, query.data.kind, query.data.q) })
  })
}

/** Makes one that there is not yet. */
export function POST(request: Request): Promise<Response> {
  return answerStaff(request, newSchema, async ({ ctx, staff }, { kind, name }) => {
    const made = await makeCredit(ctx, staff, kind, name)
    changed(made.changed)
    return told(made.credit)
  })
}
