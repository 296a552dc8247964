import type { StaffRole } from '#lib/people/model.ts'
import type { Access, ArticleState } from './model.ts'

export interface Reader {
  roles: readonly StaffRole[]
  benefits: readonly string[]
}

/**
 * Everybody reads what is public; those who give read what their benefits name; staff read everything, because they
 * answer for it. To everybody else a metered article is open as far as the meter goes, which lib/wall knows.
 */
export function mayRead(access: Access, reader: Reader | null): boolean {
  if (access === 'public') return true
  return reader !== null && (reader.roles.length > 0 || hasBenefitFor(access, reader))
}

/** Whoever gives, and may read an article for it, may give it to others; staff are not members by being staff. */
export function mayGive(access: Access, reader: Reader | null): boolean {
  return access !== 'public' && reader !== null && hasBenefitFor(access, reader)
}

function hasBenefitFor(access: Access, { benefits }: Reader): boolean {
  return benefits.includes(access === 'patrons' ? 'patrons_articles' : 'supporters_articles')
}

export interface StaffMember {
  personId: string
  roles: readonly StaffRole[]
}

/** The people behind an article's byline, where they have accounts. */
export interface WrittenArticle {
  state: ArticleState
  authorPersonIds: readonly string[]
}

/** Editors and managing editors publish, schedule and take down. */
export function mayPublish(staff: StaffMember): boolean {
  return isEditor(staff)
}

/** Editors and managing editors see every article at the desk, whatever its state. */
export function maySeeArticlesAtDesk(staff: Pick<StaffMember, 'roles'>): boolean {
  return isEditor(staff)
}

/** Authors find their own articles at the desk; editors all of them. */
export function mayFindArticles(staff: Pick<StaffMember, 'roles'>): boolean {
  return isEditor(staff) || staff.roles.includes('author')
}

/** Editors open any article at the desk; authors open their own, whatever became of it. */
export function mayOpen(staff: StaffMember, article: WrittenArticle): boolean {
  return isEditor(staff) || (staff.roles.includes('author') && article.authorPersonIds.includes(staff.personId))
}

/** Editors and managing editors choose who may read an article, and where its preview ends. */
export function maySetAccess(staff: Pick<StaffMember, 'roles'>): boolean {
  return isEditor(staff)
}

/** Editors and managing editors say which articles carry no advertising: it is a matter of what they are about. */
export function mayMarkAdFree(staff: Pick<StaffMember, 'roles'>): boolean {
  return isEditor(staff)
}

/** Editors, managing editors and administrators name topics and authors, and tell duplicates apart. */
export function mayManageCredits(staff: Pick<StaffMember, 'roles'>): boolean {
  return isEditor(staff) || staff.roles.includes('administrator')
}

/** Editors edit any article; authors edit their own until it is published. */
export function mayEdit(staff: StaffMember, article: WrittenArticle): boolean {
  if (isEditor(staff)) return true
  return staff.roles.includes('author') && article.state === 'draft' && article.authorPersonIds.includes(staff.personId)
}

/** Editors and managing editors delete for good what was thrown away; authors throw away and take back, and no more. */
export function mayDeleteForGood(staff: Pick<StaffMember, 'roles'>): boolean {
  return isEditor(staff)
}

/** Authors begin drafts of their own. */
export function mayBegin(staff: StaffMember): boolean {
  return isEditor(staff) || staff.roles.includes('author')
}

function isEditor(staff: Pick<StaffMember, 'roles'>): boolean {
  return staff.roles.includes('editor') || staff.roles.includes('managing_editor')
}
