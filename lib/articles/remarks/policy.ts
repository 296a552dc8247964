import { after, minute } from '#lib/clock.ts'
import { maySeeArticlesAtDesk, type StaffMember } from '../policy.ts'

/** Editors, and the article's own authors as long as they are staff, make remarks on it, answer and settle them. */
export function mayRemark(staff: StaffMember, article: { authorPersonIds: readonly string[] }): boolean {
  const isOwn = staff.roles.includes('author') && article.authorPersonIds.includes(staff.personId)
  return maySeeArticlesAtDesk(staff) || isOwn
}

/** Minutes in which whoever wrote something may put it otherwise: after that it may have been answered. */
const changeableMinutes = 30

/** Whoever wrote it puts it otherwise, for a while. */
export function mayChange(
  staff: Pick<StaffMember, 'personId'>,
  said: { personId: string | null; createdAt: Date },
  now: Date,
): boolean {
  return said.personId === staff.personId && now < after(said.createdAt, changeableMinutes * minute)
}
