import { eq } from 'drizzle-orm'
import { pictures } from '#db/schema/pictures.ts'
import { recordAudit, subjectOf } from '#lib/audit/audit.ts'
import { announceChange } from '#lib/cache/jobs.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { Refusal } from '#lib/errors.ts'
import type { Person } from '#lib/people/model.ts'
import { tagsShowing } from './internal/shown-at.ts'
import type { PictureFacts } from './licence.ts'
import type { Focus } from './model.ts'
import { mayChangePicture } from './policy.ts'

const goneMessage = 'That picture is no longer in the library.'

/**
 * Says what is true of a picture; every page that shows it follows. Saying the same again changes nothing.
 * @throws Refusal when it is not there, or is not theirs to change
 */
export function changePictureFacts(ctx: Context, id: string, facts: PictureFacts, staff: Person): Promise<void> {
  return change(ctx, id, () => facts, staff)
}

/** Says what of a picture stays in sight where it is cropped, wherever it is shown. @throws Refusal as `changePictureFacts` */
export function setFocus(ctx: Context, id: string, { x, y }: Focus, staff: Person): Promise<void> {
  return change(ctx, id, (before) => ({ ...before, focusX: x, focusY: y }), staff)
}

function change(
  ctx: Context,
  id: string,
  factsFrom: (before: PictureFacts) => PictureFacts,
  staff: Person,
): Promise<void> {
  return inTransaction(ctx, async (tx) => {
    const [before] = await tx.db.select().from(pictures).where(eq(pictures.id, id)).for('no key update')
    if (before === undefined) throw new Refusal('not_found', goneMessage)
    if (!mayChangePicture(staff, before))
      throw new Refusal('forbidden', 'Only editors change what others brought. Ask one of them.')
    const facts = factsFrom(factsIn(before))
    const changes = differences(before, facts)
    if (Object.keys(changes).length === 0) return
    await tx.db
      .update(pictures)
      .set({ ...facts, updatedAt: tx.now })
      .where(eq(pictures.id, id))
    await recordAudit(tx, {
      actorId: staff.id,
      action: 'changed a picture',
      subject: subjectOf('picture', id),
      details: changes,
    })
    await announceChange(tx, await tagsShowing(tx, id))
  })
}

function factsIn(row: PictureFacts): PictureFacts {
  const { alt, caption, credit, licence, licenceNote, sourceUrl, territories, licensedUntil, focusX, focusY } = row
  return { alt, caption, credit, licence, licenceNote, sourceUrl, territories, licensedUntil, focusX, focusY }
}

/** What is said now of each fact that was said otherwise before. */
function differences(before: PictureFacts, after: PictureFacts): Record<string, string> {
  const text = (value: PictureFacts[keyof PictureFacts]) =>
    Array.isArray(value) ? value.join(', ') : String(value ?? '')
  const { alt, caption, credit, licence, licenceNote, sourceUrl, territories, licensedUntil, focusX, focusY } = before
  const said = { alt, caption, credit, licence, licenceNote, sourceUrl, territories, licensedUntil }
  const focus = focusX === after.focusX && focusY === after.focusY ? {} : { focus: `${after.focusX}, ${after.focusY}` }
  const changed = Object.entries(said).flatMap(([name, value]) => {
    const now = text(Object.entries(after).find(([key]) => key === name)?.[1] ?? null)
    return text(value) === now ? [] : [[name, now.slice(0, 200)]]
  })
  return { ...Object.fromEntries(changed), ...focus }
}
