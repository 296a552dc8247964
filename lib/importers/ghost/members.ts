import { createReadStream } from 'node:fs'
import { parse } from 'csv-parse'
import { z } from 'zod'
import type { Context } from '#lib/context.ts'
import { Refusal } from '#lib/errors.ts'
import { knowAsCustomer } from '#lib/donations/former-customers.ts'
import { requireFile } from '#lib/importers/run/files.ts'
import { fingerprintOf, type Piece, type Writing, type Written } from '#lib/importers/run/item.ts'
import { recordMembership } from '#lib/membership/commands.ts'
import { findOrMakePerson } from '#lib/people/find-or-make.ts'

/** One line of Ghost's file of members, and where it stands. */
export interface MemberRow {
  line: number
  values: Record<string, string>
}

const recordSchema = z.object({ record: z.record(z.string(), z.string()), info: z.object({ lines: z.number() }) })

/** @throws Refusal when the file is not there or has no column of addresses */
export async function readMembers(path: string): Promise<MemberRow[]> {
  await requireFile(path)
  const rows: MemberRow[] = []
  const lines = createReadStream(path).pipe(
    parse({
      columns: true,
      bom: true,
      info: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
    }),
  )
  for await (const piece of lines) {
    const { record, info } = recordSchema.parse(piece)
    rows.push({ line: info.lines, values: record })
  }
  const [first] = rows
  if (first !== undefined && !('email' in first.values))
    throw new Refusal('invalid', `${path} is no file of Ghost’s members: it has no column email.`)
  return rows
}

const memberSchema = z.object({
  id: z.string().default(''),
  email: z.string().trim().toLowerCase().pipe(z.email('no address')),
  name: z.string().trim().max(200, 'a name of more than 200 characters').default(''),
  complimentary_plan: z.string().default(''),
  stripe_customer_id: z
    .string()
    .trim()
    .regex(/^(?:cus_\w+)?$/, 'an id that is no customer’s at Stripe')
    .default(''),
  created_at: z.string().default(''),
  deleted_at: z.string().default(''),
})
type Member = z.infer<typeof memberSchema>

/** The customers at Stripe that a file names. */
export function customersIn(members: MemberRow[]): string[] {
  return members.flatMap(({ values }) => {
    const parsed = memberSchema.safeParse(values)
    return parsed.success && parsed.data.stripe_customer_id !== '' ? [parsed.data.stripe_customer_id] : []
  })
}

/** Names and addresses of members by Ghost's ids: under these, an export with comments says whose they are. */
export function writersIn(members: MemberRow[]): [string, { name: string; email: string }][] {
  return members.flatMap(({ values }): [string, { name: string; email: string }][] => {
    const { data } = memberSchema.safeParse(values)
    return data === undefined || data.id === '' ? [] : [[data.id, { name: data.name, email: data.email }]]
  })
}

/** @param seen addresses of lines before, with their numbers: people write theirs in capitals one day, and not the next */
export function memberPiece({ line, values }: MemberRow, seen: Map<string, number>): Piece {
  const parsed = memberSchema.safeParse(values)
  const name = `member on line ${line}`
  if (!parsed.success) return { kind: 'refused', name, why: parsed.error.issues[0]?.message ?? 'it cannot be read' }
  const member = parsed.data
  if (member.deleted_at !== '') return { kind: 'left out', what: 'member', why: 'was deleted in Ghost', count: 1 }
  const twin = seen.get(member.email)
  if (twin !== undefined && member.stripe_customer_id === '')
    return { kind: 'refused', name, why: `has the address of line ${twin}` }
  seen.set(member.email, twin ?? line)
  return {
    kind: 'item',
    ref: `member ${refOf(member)}`,
    name,
    fingerprint: fingerprintOf('2', JSON.stringify(member)),
    prepare: async () => ({ write: (tx, writing) => writeMember(tx, member, writing) }),
  }
}

/** Nobody is written to: they did not ask for anything today. */
async function writeMember(tx: Context, member: Member, { notes }: Writing): Promise<Written> {
  const person = await findOrMakePerson(tx, {
    email: member.email,
    name: member.name || null,
    since: new Date(member.created_at),
  })
  if (member.stripe_customer_id !== '') {
    await knowAsCustomer(tx, person.id, member.stripe_customer_id)
    notes.came('customers at Stripe')
  }
  if (member.complimentary_plan === 'true') {
    await recordMembership(tx, {
      personId: person.id,
      source: 'imported',
      sourceRef: `ghost ${refOf(member)}`,
      tier: 'supporter',
      state: 'active',
      validFrom: tx.now,
      validUntil: null,
      reason: 'A complimentary plan, carried over from Ghost.',
    })
    notes.came('complimentary memberships')
  }
  notes.came('people')
  return { result: person.isNew ? 'created' : 'updated', articleId: null, address: null }
}

/**
 * Ghost gives each member an id; in a file of another's making, the hash of the address stands for it: these names go where
 * nothing can be struck out, and an account may be deleted.
 */
function refOf({ id, email }: { id: string; email: string }): string {
  return id || fingerprintOf(email).slice(0, 32)
}
