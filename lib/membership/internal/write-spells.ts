import { asc, eq } from 'drizzle-orm'
import { membershipSpells } from '#db/schema/membership.ts'
import type { Context } from '#lib/context.ts'
import { ledgerOf } from '../queries.ts'
import { spellsOf, type Spell } from '../spells.ts'

/**
 * Writes a person's spells anew from their ledger. Call it in the transaction that changes the ledger, with the person's
 * membership locked.
 * @returns whether they had been others
 */
export async function writeSpells(tx: Context, personId: string): Promise<boolean> {
  const wanted = spellsOf(await ledgerOf(tx, personId))
  const written = await writtenSpells(tx, personId)
  if (same(written, wanted)) return false
  await tx.db.delete(membershipSpells).where(eq(membershipSpells.personId, personId))
  if (wanted.length > 0)
    await tx.db.insert(membershipSpells).values(wanted.map((spell) => Object.assign({ personId }, spell)))
  return true
}

function writtenSpells(tx: Context, personId: string): Promise<Spell[]> {
  return tx.db
    .select({
      beganAt: membershipSpells.beganAt,
      endedAt: membershipSpells.endedAt,
      tier: membershipSpells.tier,
      inGrace: membershipSpells.inGrace,
      beginning: membershipSpells.beginning,
      lapses: membershipSpells.lapses,
    })
    .from(membershipSpells)
    .where(eq(membershipSpells.personId, personId))
    .orderBy(asc(membershipSpells.beganAt))
}

function same(a: readonly Spell[], b: readonly Spell[]): boolean {
  return JSON.stringify(a.map(inOrder)) === JSON.stringify(b.map(inOrder))
}

function inOrder({ beganAt, endedAt, tier, inGrace, beginning, lapses }: Spell) {
  return [beganAt, endedAt, tier, inGrace, beginning, lapses]
}
