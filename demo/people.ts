import { eq } from 'drizzle-orm'
import { v7 } from 'uuid'
import { authors } from '#db/schema/articles.ts'
import { people, personRoles } from '#db/schema/people.ts'
import { after, day } from '#lib/clock.ts'
import type { Context } from '#lib/context.ts'
import { recordMembership } from '#lib/membership/commands.ts'
import type { MembershipState, Tier } from '#lib/membership/model.ts'
import { inviteToStaff } from '#lib/people/invitations.ts'
import type { StaffRole } from '#lib/people/model.ts'

interface Account {
  email: string
  name: string
  /** Shown by `npm run demo`. */
  note: string
  roles?: StaffRole[]
  /** The author whose articles are this person's. */
  writesAs?: string
  /** Days from when the demonstration is made. */
  membership?: {
    tier: Tier
    state: MembershipState
    since: number
    until?: number
    source?: 'complimentary' | 'imported'
    reason: string
    /** Whether demo/members.yaml says how it came about, where there is a stand-in for Stripe. */
    isPaid?: true
  }
}

/** One account for each way of being here. */
const accounts: Account[] = [
  { email: 'reader@saltmarsh.example', name: 'Robin Averill', note: 'has a free account, sees advertising' },
  {
    email: 'supporter@saltmarsh.example',
    name: 'Sunniva Okafor',
    note: 'sees no advertising, may comment',
    membership: {
      tier: 'supporter',
      state: 'active',
      since: -200,
      reason: 'Supporter since the spring, carried over.',
      isPaid: true,
    },
  },
  {
    email: 'patron@saltmarsh.example',
    name: 'Percival Anand-Holt',
    note: 'reads everything',
    membership: { tier: 'patron', state: 'active', since: -320, reason: 'Patron, carried over.', isPaid: true },
  },
  {
    email: 'grace@saltmarsh.example',
    name: 'Greta Lindqvist-Moss',
    note: 'the last payment failed; in grace',
    membership: {
      tier: 'supporter',
      state: 'grace',
      since: -4,
      until: 10,
      reason: 'The renewal failed: the card has expired.',
      isPaid: true,
    },
  },
  {
    email: 'leaving@saltmarsh.example',
    name: 'Lorcan Petheridge',
    note: 'has cancelled; until the paid time ends',
    membership: {
      tier: 'supporter',
      state: 'ending',
      since: -9,
      until: 21,
      reason: 'Cancelled by the supporter.',
      isPaid: true,
    },
  },
  {
    email: 'lapsed@saltmarsh.example',
    name: 'Cressida Bowyer-Nkosi',
    note: 'lapsed',
    membership: { tier: 'supporter', state: 'lapsed', since: -40, reason: 'Not renewed.', isPaid: true },
  },
  {
    email: 'guest@saltmarsh.example',
    name: 'Magnus Thirlby',
    note: 'with the compliments of the editors',
    membership: {
      tier: 'patron',
      state: 'active',
      since: -60,
      source: 'complimentary',
      reason: 'With the compliments of the editors.',
    },
  },
  {
    email: 'author@saltmarsh.example',
    name: 'Tamsin Okoro-Pell',
    note: 'staff, is asked about articles of her own',
    roles: ['author'],
    writesAs: 'tamsin-okoro-pell',
  },
  { email: 'editor@saltmarsh.example', name: 'Edwina Strand', note: 'staff', roles: ['editor'] },
  { email: 'managing-editor@saltmarsh.example', name: 'Mathilde Orr', note: 'staff', roles: ['managing_editor'] },
  { email: 'moderator@saltmarsh.example', name: 'Moses Quillfeather', note: 'staff', roles: ['moderator'] },
  {
    email: 'fulfilment@saltmarsh.example',
    name: 'Fern Balogun',
    note: 'staff, packs and posts books',
    roles: ['fulfilment'],
  },
  { email: 'administrator@saltmarsh.example', name: 'Ada Kirkbride', note: 'staff', roles: ['administrator'] },
]

/** Somebody who is asked to join, and has not answered yet. */
export async function seedInvitation(ctx: Context): Promise<void> {
  const [inviter] = await ctx.db
    .select({ id: people.id })
    .from(people)
    .where(eq(people.email, 'administrator@saltmarsh.example'))
  if (!inviter) throw new Error('nobody is there to invite anybody')
  await inviteToStaff(ctx, {
    email: 'imogen@saltmarsh.example',
    name: 'Imogen Vale-Adeyemi',
    roles: ['author', 'moderator'],
    actorId: inviter.id,
  })
}

/** What `npm run demo` lists. */
export const demoAccounts = accounts.map(({ email, roles, membership, note }) => ({
  email,
  role: roles?.[0]?.replace('_', ' ') ?? membership?.tier ?? 'reader',
  note,
}))

/** @param givesAtStripe whether those who pay do so at the stand-in for Stripe, from which their memberships then come */
export async function seedPeople(ctx: Context, givesAtStripe: boolean): Promise<void> {
  for (const { email, name, roles, writesAs, membership } of accounts) {
    const personId = await seedPerson(ctx, email, name, after(ctx.now, -400 * day))
    if (writesAs) await ctx.db.update(authors).set({ personId }).where(eq(authors.slug, writesAs))
    for (const role of roles ?? []) await ctx.db.insert(personRoles).values({ personId, role }).onConflictDoNothing()
    if (!membership || (givesAtStripe && membership.isPaid)) continue
    const { tier, state, since, until, source = 'imported', reason } = membership
    const entry = { personId, source, sourceRef: 'demonstration', tier }
    if (state !== 'active') {
      await recordMembership(ctx, {
        ...entry,
        state: 'active',
        validFrom: after(ctx.now, (since - 150) * day),
        validUntil: null,
        reason: 'Carried over.',
      })
    }
    const validUntil = until === undefined ? null : after(ctx.now, until * day)
    await recordMembership(ctx, { ...entry, state, validFrom: after(ctx.now, since * day), validUntil, reason })
  }
}

/** A person by address, made if not there. @param since when they first came. @returns the id */
export async function seedPerson(ctx: Context, email: string, name: string, since = ctx.now): Promise<string> {
  const [made] = await ctx.db
    .insert(people)
    .values({ id: v7({ msecs: since.getTime() }), email, name, emailVerified: since, createdAt: since })
    .onConflictDoNothing()
    .returning({ id: people.id })
  if (made) return made.id
  const [found] = await ctx.db.select({ id: people.id }).from(people).where(eq(people.email, email))
  if (!found) throw new Error(`${email} was neither new nor there`)
  return found.id
}
